"""XLSX as rows: the texts that stand in the cells, never what a formula would make of them.

A workbook is a zip of XML: before anything is made of it, its parts are unpacked once, in pieces and up to a limit, so
that neither a bomb nor an entity that multiplies itself reaches the parser.
"""

import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING

from faq.files.complaints import complain
from faq.files.problem import LibraryError, Problem
from faq.files.sheet import FORMULA, Row, Rows, Unquoted
from faq.files.table import MOST_COLUMNS, header, is_blank, is_header

if TYPE_CHECKING:
    from openpyxl.cell import Cell, MergedCell
    from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell
    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    Values = list[str | Unquoted | None]

    AnyCell = Cell | MergedCell | ReadOnlyCell | EmptyCell

LARGEST = 128_000_000
"""Bytes of all parts of a workbook, unpacked."""

MOST_PARTS = 1_000

TIGHTEST = 200
"""How many times larger than packed a part of more than a megabyte may be; a spreadsheet's are up to some fifty."""

BESIDE = 3
"""Columns beside the named ones in which a stray text is told."""

LONGEST_NUMBER = 15
"""Digits of a number that a spreadsheet keeps."""

_PIECE = 1 << 20

_NOTHING: "tuple[int, Values]" = (0, [])

_OLD = b"\xd0\xcf\x11\xe0"
"""What old .xls files and locked workbooks begin with."""


def xlsx_rows(file: str, content: bytes) -> Rows:
    """One row per row of every worksheet whose first row names the columns of a library; other sheets are left alone.

    Raises:
        LibraryError: it is no workbook, one that is meant to do harm, or no sheet names its columns.
    """
    if content.startswith(_OLD):
        raise LibraryError([complain(file, 0, "", "locked")])
    _refuse_bombs(file, content)
    found = False
    for row in _rows(file, _workbook(file, content)):
        found = True
        if row is not None:
            yield row
    if not found:
        raise LibraryError([complain(file, 1, "", "no_header")])


def _refuse_bombs(file: str, content: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(content)) as parts:
            problem = _harm(file, parts)
    # A compression that zipfile does not know is a NotImplementedError, an encrypted part a RuntimeError.
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise LibraryError([complain(file, 0, "", "not_xlsx")]) from error
    if problem:
        raise LibraryError([problem])


def _harm(file: str, parts: zipfile.ZipFile) -> Problem | None:
    """What is wrong with the parts: first as they are declared, then as they are."""
    bomb = complain(file, 0, "", "bomb", most=LARGEST)
    listed = parts.infolist()
    tight = any(part.file_size > max(_PIECE, TIGHTEST * part.compress_size) for part in listed)
    if tight or len(listed) > MOST_PARTS or sum(part.file_size for part in listed) > LARGEST:
        return bomb
    left = LARGEST
    for part in listed:
        for piece in _pieces(parts, part):
            left -= len(piece)
            if left < 0:
                return bomb
            if b"<!DOCTYPE" in piece or b"<!ENTITY" in piece:
                return complain(file, 0, "", "doctype", part=part.filename[:100])
    return None


def _pieces(parts: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """What a part holds, in pieces that overlap a little, the zeros of two-byte encodings taken out."""
    last = b""
    with parts.open(part) as stream:
        while piece := stream.read(_PIECE):
            yield last + piece.replace(b"\0", b"")
            last = piece[-20:]


def _workbook(file: str, content: bytes) -> "Workbook":
    from openpyxl import load_workbook  # noqa: PLC0415 - a third of a second that only a workbook should cost

    try:
        return load_workbook(BytesIO(content), read_only=True, keep_links=False)
    except Exception as error:
        raise LibraryError([complain(file, 0, "", "not_xlsx")]) from error


def _rows(file: str, workbook: "Workbook") -> Iterator[Row | Problem | None]:
    """The rows of all sheets with columns of a library; None once for each of them."""
    try:
        for sheet in workbook.worksheets:
            first, top = next(_filled(sheet, 1, MOST_COLUMNS + 1), _NOTHING)
            names = _names(top)
            if is_header(names):
                yield None
                columns = header(file, first, names)
                for number, values in _filled(sheet, first + 1, len(names) + BESIDE):
                    yield columns.row(number, values)
    except LibraryError:
        raise
    except Exception as error:
        raise LibraryError([complain(file, 0, "", "not_xlsx")]) from error
    finally:
        workbook.close()


def _filled(sheet: "Worksheet", first: int, columns: int) -> "Iterator[tuple[int, Values]]":
    """The rows from one on that hold something, with their numbers, so many columns wide."""
    for number, cells in enumerate(sheet.iter_rows(min_row=first, max_col=columns), start=first):
        values = [_value(cell) for cell in cells]
        if not is_blank(values):
            yield number, values


def _names(values: Sequence[str | Unquoted | None]) -> list[str]:
    names = [value if isinstance(value, str) else "?" if value else "" for value in values]
    while names and not names[-1]:
        names.pop()
    return names


def _value(cell: "AnyCell") -> str | Unquoted | None:
    value = cell.value
    if value is None or (isinstance(value, str) and cell.data_type not in {"f", "e"}):
        return value
    if cell.data_type == "f":
        return Unquoted("=…", FORMULA, in_table=True)
    if cell.data_type == "e":
        return Unquoted(str(value), "an error", in_table=True)
    return _typed(value)


def _typed(value: object) -> str | Unquoted:
    """A number as it is shown if it is whole, a day as it is written; anything else is no text."""
    if isinstance(value, bool):
        return Unquoted(str(value).upper(), "a yes or no", in_table=True)
    if isinstance(value, datetime):
        whole = value.time() == time()
        return Unquoted(str(value.date()) if whole else str(value), "a date" if whole else "a time", in_table=True)
    if isinstance(value, date):
        return Unquoted(str(value), "a date", in_table=True)
    if isinstance(value, int | float):
        whole = abs(value) < 10**LONGEST_NUMBER and value == int(value)
        return str(int(value)) if whole else Unquoted(str(value), "a number", in_table=True)
    return Unquoted(str(value)[:40], "a time", in_table=True)
