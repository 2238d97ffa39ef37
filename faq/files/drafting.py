"""A row becomes an entry, or a list of what is wrong with it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from faq.entry import Entry, Language, Lead
from faq.files.complaints import complain
from faq.files.headers import FIELD_OF
from faq.files.problem import Problem
from faq.files.sheet import FORMULA, Cell, Row, Unquoted
from faq.text import fold, is_visible, language_of, mentions, normalise

LONGEST_QUESTION = 1_000
LONGEST_ANSWER = 4_000
"""Characters of an answer: Telegram sends 4,096 at once, and the buttons' sentence needs a few."""
LONGEST_WORD = 200
MOST_PHRASINGS = 1_000
"""Ways to ask one thing, and items of any other list."""

MOST_FIELDS = 60
"""Fields of an entry that are looked at, wrong ones and repeated ones included."""

FIELDS = tuple(field.name for field in fields(Entry))

REMARK = "#"
"""What a row of a table begins with that is no entry."""

LANGUAGES: Mapping[str, Language] = {"zh": "zh", "中文": "zh", "汉语": "zh", "en": "en", "英文": "en", "英语": "en"}

LEADS: Mapping[str, Lead] = {
    "repair": "repair",
    "报修": "repair",
    "complaint": "complaint",
    "投诉": "complaint",
    "person": "person",
    "人工": "person",
}

_date = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?", re.ASCII)
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Signs that no file keeps and nobody sees."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry that is whole, and where it stands."""

    entry: Entry
    file: str
    line: int


class Drafting:
    """Reads the fields of one row and remembers every complaint, so that one reading finds them all."""

    def __init__(self, row: Row, *, answer_needed: bool = False) -> None:
        self._row = row
        self._answer_needed = answer_needed
        self._named = [(FIELD_OF.get(name, name), cell) for name, cell in row.cells]
        self._cells: Mapping[str, Cell] = dict(self._named)
        self.problems: list[Problem] = []

    def draft(self) -> Draft | None:
        """The entry, or nothing but problems."""
        if len(self._row.cells) > MOST_FIELDS:
            self._complain("", "many_fields", count=len(self._row.cells), most=MOST_FIELDS)
            return None
        self._check_names()
        question = self._text("question", LONGEST_QUESTION, needed=True)
        found: dict[str, Any] = {
            "id": self._text("id", LONGEST_WORD, needed=True),
            "question": question,
            "variants": self._texts("variants", LONGEST_QUESTION),
            "answer": self._text("answer", LONGEST_ANSWER, needed=self._answer_needed) or None,
            "language": self._language(question),
            "category": self._text("category", LONGEST_WORD),
            "keywords": self._texts("keywords", LONGEST_WORD),
            "owner": self._text("owner", LONGEST_WORD),
            "valid_from": self._date("valid_from"),
            "valid_until": self._date("valid_until"),
            "review_on": self._date("review_on"),
            "veto": self._texts("veto", LONGEST_WORD),
            "attachments": self._texts("attachments", LONGEST_WORD),
            "applies_to": self._texts("applies_to", LONGEST_WORD),
            "leads_to": self._lead(),
        }
        if self.problems:
            return None
        entry = Entry(**found)
        self._check_sense(entry)
        return None if self.problems else Draft(entry, self._row.file, self._row.line)

    def _check_names(self) -> None:
        names = [name for name, _ in self._named]
        for name, cell in self._named:
            if name not in FIELDS:
                self._complain(name[:LONGEST_WORD], "no_field", cell)
        for name in sorted({name for name in names if names.count(name) > 1}):
            self._complain(name[:LONGEST_WORD], "twice")

    def _check_sense(self, entry: Entry) -> None:
        if entry.id.startswith(REMARK):
            self._complain("id", "remark")
        if not normalise(entry.question):
            self._complain("question", "no_letter")
        if entry.valid_from and entry.valid_until and entry.valid_from > entry.valid_until:
            self._complain("valid_until", "backwards", begin=entry.valid_from)
        for word in entry.veto:
            if any(mentions(fold(text), fold(word)) for text in entry.phrasings):
                self._complain("veto", "own_veto", word=word)

    def _text(self, name: str, longest: int, *, needed: bool = False) -> str:
        cell = self._cells.get(name)
        if cell is None or cell.value is None:
            if needed:
                self._complain(name, "needed", cell)
            return ""
        text = self._string(name, cell, longest)
        if needed and text == "":
            self._complain(name, "empty", cell)
        return text or ""

    def _texts(self, name: str, longest: int) -> tuple[str, ...]:
        cell = self._cells.get(name)
        if cell is None or cell.value is None:
            return ()
        if not isinstance(cell.value, tuple):
            self._complain(name, "list", cell)
            return ()
        if len(cell.value) > MOST_PHRASINGS:
            self._complain(name, "many", cell, count=len(cell.value), most=MOST_PHRASINGS)
            return ()
        texts = [self._item(name, item, longest) for item in cell.value]
        return tuple(dict.fromkeys(filter(None, texts)))

    def _item(self, name: str, cell: Cell, longest: int) -> str:
        text = "" if cell.value is None else self._string(name, cell, longest)
        if text == "":
            self._complain(name, "empty_item", cell)
        return text or ""

    def _string(self, name: str, cell: Cell, longest: int) -> str | None:
        """The trimmed text of a cell, or None after a complaint."""
        value = cell.value
        if isinstance(value, Unquoted):
            code = "cell_kind" if value.in_table else "fields" if "…" in value.written else "kind"
            code = "formula" if value.kind == FORMULA else code
            self._complain(name, code, cell, written=value.written[:LONGEST_WORD], kind=value.kind)
            return None
        if not isinstance(value, str):
            self._complain(name, "nested", cell)
            return None
        text = value.replace("\r\n", "\n").replace("\r", "\n").strip()
        if len(text) > longest:
            self._complain(name, "long", cell, count=len(text), most=longest)
            return None
        if control := CONTROL.search(text):
            self._complain(name, "control", cell, sign=f"U+{ord(control[0]):04X}")
            return None
        return text if is_visible(text) else ""

    def _language(self, question: str) -> Language:
        written = self._text("language", LONGEST_WORD)
        if written and written.casefold() not in LANGUAGES:
            self._complain("language", "language", written=written)
        return LANGUAGES.get(written.casefold()) or language_of(question)

    def _lead(self) -> Lead | None:
        written = self._text("leads_to", LONGEST_WORD)
        if written and written.casefold() not in LEADS:
            self._complain("leads_to", "lead", written=written)
        return LEADS.get(written.casefold())

    def _date(self, name: str) -> date | None:
        cell = self._cells.get(name)
        if cell is None or cell.value is None or cell.value == "":
            return None
        written = cell.value.written if isinstance(cell.value, Unquoted) else cell.value
        found = _date.fullmatch(written.strip()) if isinstance(written, str) else None
        try:
            return date(*map(int, found.groups() if found else ("0", "0", "0")))
        except ValueError:
            self._complain(name, "date", cell)
            return None

    def _complain(self, name: str, sentence: str, cell: Cell | None = None, **values: object) -> None:
        place = cell or self._cells.get(name)
        line = place.line if place else self._row.line
        self.problems.append(complain(self._row.file, line, name, sentence, **values))
