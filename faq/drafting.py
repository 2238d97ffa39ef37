"""A row becomes an entry, or a list of what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from faq.entry import Entry, Language
from faq.problem import Problem
from faq.sheet import Cell, Row, Unquoted
from faq.text import fold, language_of, mentions, normalise

LONGEST_QUESTION = 1_000
LONGEST_ANSWER = 4_000
"""Characters of an answer: Telegram sends 4,096 at once, and the buttons' sentence needs a few."""
LONGEST_WORD = 200
MOST_PHRASINGS = 1_000
"""Ways to ask one thing, and items of any other list."""

FIELDS = tuple(field.name for field in fields(Entry))


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry that is whole, and where it stands."""

    entry: Entry
    row: Row


class Drafting:
    """Reads the fields of one row and remembers every complaint, so that one reading finds them all."""

    def __init__(self, row: Row) -> None:
        self._row = row
        self._cells: Mapping[str, Cell] = dict(row.cells)
        self.problems: list[Problem] = []

    def draft(self) -> Draft | None:
        """The entry, or nothing but problems."""
        self._check_names()
        question = self._text("question", LONGEST_QUESTION, needed=True)
        found: dict[str, Any] = {
            "id": self._text("id", LONGEST_WORD, needed=True),
            "question": question,
            "variants": self._texts("variants", LONGEST_QUESTION),
            "answer": self._text("answer", LONGEST_ANSWER) or None,
            "language": self._language(question),
            "category": self._text("category", LONGEST_WORD),
            "keywords": self._texts("keywords", LONGEST_WORD),
            "owner": self._text("owner", LONGEST_WORD),
            "valid_from": self._date("valid_from"),
            "valid_until": self._date("valid_until"),
            "review_on": self._date("review_on"),
            "veto": self._texts("veto", LONGEST_WORD),
            "attachments": self._texts("attachments", LONGEST_WORD),
        }
        if self.problems:
            return None
        entry = Entry(**found)
        self._check_sense(entry)
        return None if self.problems else Draft(entry, self._row)

    def _check_names(self) -> None:
        names = [name for name, _ in self._row.cells]
        for name, cell in self._row.cells:
            if name not in FIELDS:
                self._complain(name, f"There is no such field. There are: {', '.join(FIELDS)}.", cell)
        for name in sorted({name for name in names if names.count(name) > 1}):
            self._complain(name, "This field stands twice in one entry; keep one of them.")

    def _check_sense(self, entry: Entry) -> None:
        if not normalise(entry.question):
            self._complain(
                "question", "There is no letter in it that could be looked for; write the question in words."
            )
        if entry.valid_from and entry.valid_until and entry.valid_from > entry.valid_until:
            self._complain("valid_until", f"It ends before it begins on {entry.valid_from}; exchange the two dates.")
        for word in entry.veto:
            if any(mentions(fold(text), fold(word)) for text in entry.phrasings):
                self._complain(
                    "veto", f"“{word}” stands in a phrasing of this very entry, which could so never be found."
                )

    def _text(self, name: str, longest: int, *, needed: bool = False) -> str:
        cell = self._cells.get(name)
        if cell is None or cell.value is None:
            if needed:
                self._complain(name, "This field is needed; write a text.", cell)
            return ""
        text = self._string(name, cell, longest)
        if needed and text == "":
            self._complain(name, "This field must not be empty; write a text.", cell)
        return text or ""

    def _texts(self, name: str, longest: int) -> tuple[str, ...]:
        cell = self._cells.get(name)
        if cell is None or cell.value is None:
            return ()
        if not isinstance(cell.value, tuple):
            self._complain(name, "This field is a list, even with a single text: [text].", cell)
            return ()
        if len(cell.value) > MOST_PHRASINGS:
            self._complain(name, f"{len(cell.value):,} items; more than {MOST_PHRASINGS:,} are not read.", cell)
            return ()
        texts = [self._item(name, item, longest) for item in cell.value]
        return tuple(dict.fromkeys(filter(None, texts)))

    def _item(self, name: str, cell: Cell, longest: int) -> str:
        text = "" if cell.value is None else self._string(name, cell, longest)
        if text == "":
            self._complain(name, "An item of this list is empty; write a text or take the line out.", cell)
        return text or ""

    def _string(self, name: str, cell: Cell, longest: int) -> str | None:
        """The trimmed text of a cell, or None after a complaint."""
        value = cell.value
        if isinstance(value, Unquoted):
            hint = (
                "an entry has no fields within fields"
                if "…" in value.written
                else f'put it in quotes: "{value.written}"'
            )
            self._complain(name, f"{value.written} reads as {value.kind}, not as a text; {hint}.", cell)
            return None
        if not isinstance(value, str):
            self._complain(name, "A list stands where one text belongs.", cell)
            return None
        if len(value) > longest:
            self._complain(name, f"{len(value):,} characters; at most {longest:,} fit. Shorten it.", cell)
            return None
        return value.strip()

    def _language(self, question: str) -> Language:
        written = self._text("language", LONGEST_WORD)
        if written in {"zh", "en"}:
            return "zh" if written == "zh" else "en"
        if written:
            self._complain("language", f"“{written}” is not spoken here; write zh or en.")
        return language_of(question)

    def _date(self, name: str) -> date | None:
        cell = self._cells.get(name)
        if cell is None or cell.value is None or cell.value == "":
            return None
        written = cell.value.written if isinstance(cell.value, Unquoted) else cell.value
        try:
            return date.fromisoformat(written if isinstance(written, str) else "")
        except ValueError:
            self._complain(name, "This is no date; write year-month-day, such as 2027-01-31.", cell)
            return None

    def _complain(self, name: str, what: str, cell: Cell | None = None) -> None:
        place = cell or self._cells.get(name)
        self.problems.append(Problem(self._row.file, place.line if place else self._row.line, name, what))
