"""How many texts of a burst go into one message."""

from collections.abc import Sequence

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
