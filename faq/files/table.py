"""What CSV and XLSX have in common: a row of column names, lists within a cell, and cells that only look like formulas.

Spreadsheet programs compute what begins with = + - @; so a text that does is written with an apostrophe before it,
which is taken away again when it is read.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from faq.files.complaints import complain
from faq.files.drafting import REMARK
from faq.files.headers import FIELD_OF, LISTS
from faq.files.problem import LibraryError, Problem
from faq.files.sheet import FORMULA, Cell, Row, Unquoted

MOST_COLUMNS = 60
"""Columns that are read: every field, and lists that fill several."""

_guarded = re.compile(r"'+[=+\-@\t\r＝＋－＠]")
_computed = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
_note = re.compile(r"[\s*＊]|[(（\[【].*$")
_item = re.compile(r"(?:\\.|[^|｜\\])+|\\$", re.DOTALL)
_escaped = re.compile(r"\\(.)", re.DOTALL)
_to_escape = re.compile(r"[\\|｜]")


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a table: the field each belongs to, None where a column has no name."""

    file: str
    fields: tuple[str | None, ...]

    def row(self, line: int, values: Sequence[str | Unquoted | None]) -> Row | Problem:
        """One row of the table, or what stands where no column is."""
        cells: dict[str, Cell] = {}
        for number, value in enumerate(values):
            name = self.fields[number] if number < len(self.fields) else None
            if value is None or value == "":
                continue
            if name is None:
                return complain(self.file, line, "", "unnamed_column", column=letters(number))
            cells[name] = _joined(cells.get(name), _cell(line, name, value))
        return Row(self.file, line, tuple(cells.items()))


def header(file: str, line: int, names: Sequence[str]) -> Header:
    """The header that these names make, in English or Chinese, with or without a note in brackets.

    Raises:
        LibraryError: a name is unknown, one that is no list stands twice, or there are too many.
    """
    if len(names) > MOST_COLUMNS:
        raise LibraryError([complain(file, line, "", "wide", most=MOST_COLUMNS)])
    fields = [_field(name) if name.strip() else None for name in names]
    problems = [
        complain(file, line, "", "no_column", written=names[number].strip()[:40], column=letters(number))
        for number, field in enumerate(fields)
        if field == ""
    ]
    problems += [
        complain(file, line, field, "twice_named")
        for field in FIELD_OF.values()
        if field not in LISTS and fields.count(field) > 1
    ]
    if "question" not in fields:
        problems = [complain(file, line, "", "no_header")]
    if problems:
        raise LibraryError(list(dict.fromkeys(problems)))
    return Header(file, tuple(fields))


def is_blank(values: Sequence[str | Unquoted | None]) -> bool:
    """Whether a row holds nothing, or a remark."""
    first = values[0] if values else None
    return not any(values) or (isinstance(first, str) and first.lstrip().startswith(REMARK))


def is_header(names: Sequence[str]) -> bool:
    """Whether a row names the columns of a library."""
    return "question" in map(_field, names)


def letters(number: int) -> str:
    """The name of a column as spreadsheets show it: 0 is A, 26 is AA."""
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def guarded(text: str) -> str:
    """The text as a cell that no program computes."""
    return f"'{text}" if _computed.match(text) else text


def joined(texts: Sequence[str], longest: int) -> list[str]:
    """A list as the texts of as many cells as it needs, each at most so long where its items are."""
    cells: list[str] = []
    for text in texts:
        item = _to_escape.sub(r"\\\g<0>", text)
        if cells and len(cells[-1]) + len(item) + 2 <= longest:
            cells[-1] += f"|{item}"
        else:
            cells.append(item)
    return [guarded(cell) for cell in cells]


def _field(name: str) -> str:
    """The field a column's name stands for, "" where none."""
    plain = _note.sub("", name).casefold()
    return FIELD_OF.get(plain, "")


def _cell(line: int, field: str, value: str | Unquoted) -> Cell:
    if isinstance(value, Unquoted):
        return Cell(line, value)
    text = value[1:] if _guarded.match(value) else value
    if text.startswith("=") and text == value:
        return Cell(line, Unquoted(value, FORMULA, in_table=True))
    return Cell(line, tuple(_items(line, text))) if field in LISTS else Cell(line, text)


def _items(line: int, text: str) -> Iterator[Cell]:
    """The items of a list, empty ones left out."""
    for item in _item.findall(text):
        plain = _escaped.sub(r"\1", item).strip()
        if plain:
            yield Cell(line, plain)


def _joined(one: Cell | None, other: Cell) -> Cell:
    """Two cells of one list; a cell that is no text comes first, to be complained about."""
    if one is None or not (isinstance(one.value, tuple) and isinstance(other.value, tuple)):
        return other if one is None or not isinstance(other.value, tuple) else one
    return Cell(one.line, (*one.value, *other.value))
