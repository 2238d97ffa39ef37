"""What is wrong with a library file, said so that its keeper can mend it."""

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field as of

from faq.files.headers import HEADERS, Locale

_LONGEST_NAME = 300

SHOWN = 20
"""Problems an error's sentence spells out; all of them are in `problems`."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend. `line` counts from 1 and is 0 where no line is meant; `field` is "" where no field is.

    In a table the line is the row as a spreadsheet program counts it. `what` is the sentence in English, `zh` the one
    in Chinese ("": there is only the English one), `code` names the kind of problem.
    """

    file: str
    line: int
    field: str
    what: str
    zh: str = of(default="", compare=False, repr=False)
    code: str = of(default="", compare=False, repr=False)

    def __str__(self) -> str:
        """File, line and field, then the sentence, in English."""
        file = "".join(sign if sign.isprintable() else "?" for sign in self.file[:_LONGEST_NAME])
        place = f"{file}, line {self.line}" if self.line else file
        return f"{place}, {self.field}: {self.what}" if self.field else f"{place}: {self.what}"

    def in_words(self, locale: Locale) -> str:
        """Line and field, then the sentence, without the file: for somebody who has just sent it."""
        if locale == "zh":
            place = f"第 {self.line} 行" if self.line else ""
            name = f"「{HEADERS.get(self.field, self.field)}」" if self.field else ""
            return f"{place}{name}：{self.zh or self.what}" if place or name else self.zh or self.what
        place = ", ".join(part for part in (f"line {self.line}" if self.line else "", self.field) if part)
        return f"{place}: {self.what}" if place else self.what


class LibraryError(ValueError):
    """A library that cannot be used; nothing of it has been taken over."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        hidden = len(self.problems) - SHOWN
        more = [f"… and {hidden} more."] if hidden > 0 else []
        super().__init__("\n".join([*map(str, self.problems[:SHOWN]), *more]))

    def in_words(self, locale: Locale) -> list[str]:
        """The first problems, one to a line, and how many more there are."""
        hidden = len(self.problems) - SHOWN
        more = [f"还有 {hidden} 处。" if locale == "zh" else f"… and {hidden} more."] if hidden > 0 else []
        return [*(problem.in_words(locale) for problem in self.problems[:SHOWN]), *more]
