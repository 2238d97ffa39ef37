"""What is wrong with a library file, said so that its keeper can mend it."""

from collections.abc import Sequence
from dataclasses import dataclass

SHOWN = 20
"""Problems an error's sentence spells out; all of them are in `problems`."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend. `line` counts from 1 and is 0 where no line is meant; `field` is "" where no field is."""

    file: str
    line: int
    field: str
    what: str

    def __str__(self) -> str:
        """File, line and field, then the sentence."""
        place = f"{self.file}, line {self.line}" if self.line else self.file
        return f"{place}, {self.field}: {self.what}" if self.field else f"{place}: {self.what}"


class LibraryError(ValueError):
    """A library that cannot be used; nothing of it has been taken over."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        hidden = len(self.problems) - SHOWN
        more = [f"… and {hidden} more."] if hidden > 0 else []
        super().__init__("\n".join([*map(str, self.problems[:SHOWN]), *more]))
