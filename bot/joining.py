"""How many texts of a burst go into one message, and what is known of all of them when it fails."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager

from aiogram.exceptions import AiogramError

from handlers.lettering import TEXT, units

LINES = "\n"  # between what a customer wrote in a row
PARAGRAPHS = "\n\n"  # between alarms
MOST_JOINED = 50


def fitting(texts: Sequence[str], separator: str, most: int = TEXT) -> int:
    """Return how many of the first texts fit into one message when joined; the first always counts as one."""
    total = 0
    for place, text in enumerate(texts):
        total += units(text) + (units(separator) if place else 0)
        if place and total > most:
            return place
    return len(texts)


class Together(Exception):  # noqa: N818 - reads as the sentence it is
    """A call that was to say `count` letters at once failed; `error` is how."""

    def __init__(self, error: Exception, count: int) -> None:
        super().__init__(str(error))
        self.error = error
        self.count = count


@contextmanager
def saying(count: int) -> Generator[None]:
    """Let a failure within be known as that of so many letters: each of them may stand there.

    Raises:
        Together: the call failed.
    """
    try:
        yield
    except AiogramError as error:
        raise Together(error, count) from error
