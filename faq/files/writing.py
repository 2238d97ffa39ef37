"""Writing a library: entries out as a file that reads back as the same entries."""

import csv
import json
from collections.abc import Callable, Iterable, Sequence
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any

import yaml

from faq.entry import Entry
from faq.files.drafting import CONTROL, FIELDS
from faq.files.headers import DATES, FIELD_WORDS, LISTS, Locale
from faq.files.table import guarded, joined, letters

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

LONGEST_CELL = 32_000
"""Characters of a cell; a spreadsheet cuts off what is more than 32,767."""

NARROW, WIDE = 14, 44
"""Widths of columns, in characters."""

_Dumper = yaml.CSafeDumper if yaml.__with_libyaml__ else yaml.SafeDumper
_narrow = {words[name] for words in FIELD_WORDS.values() for name in ("id", "language", *DATES)}


def write(entries: Iterable[Entry], suffix: str, locale: Locale = "en") -> bytes:
    """The entries as a file of the kind that the suffix names, the columns of a table named in this language.

    Raises:
        ValueError: for a suffix that is not written.
    """
    if suffix not in WRITERS:
        raise ValueError(f"“{suffix}” is not written; choose one of {', '.join(WRITERS)}.")
    return WRITERS[suffix](tuple(entries), locale)


def saved(workbook: "Workbook") -> bytes:
    """The workbook as a file."""
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()


def _yaml(entries: Sequence[Entry], _: Locale) -> bytes:
    listed = [_filled(entry) for entry in entries]
    text: str = yaml.dump(listed, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)
    return text.encode()


def _jsonl(entries: Sequence[Entry], _: Locale) -> bytes:
    return "".join(json.dumps(_filled(entry), ensure_ascii=False) + "\n" for entry in entries).encode()


def _csv(entries: Sequence[Entry], locale: Locale) -> bytes:
    """With a mark at its head, by which Excel knows UTF-8."""
    text = StringIO(newline="")
    csv.writer(text).writerows(_table(entries, locale))
    return text.getvalue().encode("utf-8-sig")


def _xlsx(entries: Sequence[Entry], locale: Locale) -> bytes:
    from openpyxl import Workbook  # noqa: PLC0415 - a third of a second that only a workbook should cost

    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("FAQ")
    table = _table(entries, locale)
    sheet.freeze_panes = "A2"
    for number, name in enumerate(table[0]):
        sheet.column_dimensions[letters(number)].width = NARROW if name in _narrow else WIDE
    for cells in table:
        sheet.append([_text_cell(sheet, cell) for cell in cells])
    return saved(workbook)


def _text_cell(sheet: "WriteOnlyWorksheet", text: str) -> "Cell | None":
    """A cell that is a text whatever stands in it."""
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - as above

    if not text:
        return None
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    return cell


WRITERS: dict[str, Callable[[Sequence[Entry], Locale], bytes]] = {
    ".yaml": _yaml,
    ".jsonl": _jsonl,
    ".csv": _csv,
    ".xlsx": _xlsx,
}
"""Suffix → how it is written."""


def _filled(entry: Entry) -> dict[str, Any]:
    """The fields that are not empty, as plain values; the id, the question and the language always."""
    found: dict[str, Any] = {}
    for name in FIELDS:
        value = getattr(entry, name)
        if name in {"id", "question", "language"} or value:
            found[name] = [_clean(item) for item in value] if name in LISTS else _clean(str(value))
    return found


def _table(entries: Sequence[Entry], locale: Locale) -> list[list[str]]:
    """The header and a row for each entry; a list too long for a cell fills several columns of its name."""
    rows = [{name: _cells(name, getattr(entry, name)) for name in FIELDS} for entry in entries]
    widths = {name: max([1, *(len(row[name]) for row in rows)]) for name in FIELDS}
    words = FIELD_WORDS[locale]
    names = [words[name] for name in FIELDS for _ in range(widths[name])]
    return [names, *([cell for name in FIELDS for cell in _padded(row[name], widths[name])] for row in rows)]


def _cells(name: str, value: Any) -> list[str]:
    if name in LISTS:
        return joined([_clean(item) for item in value], LONGEST_CELL)
    return [] if value is None else [guarded(_clean(str(value)))]


def _clean(text: str) -> str:
    """The text without signs that no file keeps."""
    return CONTROL.sub("", text)


def _padded(cells: list[str], width: int) -> list[str]:
    return cells + [""] * (width - len(cells))
