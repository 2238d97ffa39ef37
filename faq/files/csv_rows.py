"""CSV as rows: in UTF-8 with or without a mark, in UTF-16 with one, or in GB18030 as a Chinese Excel writes it."""

import codecs
import csv
import re
from io import StringIO

from faq.files.complaints import complain
from faq.files.problem import LibraryError
from faq.files.sheet import Rows
from faq.files.table import header, is_blank, is_header

SEPARATORS = ",;\t"

HEAD = 100_000
"""Characters that are looked at to tell the separator and the encoding."""

MOST_REMARKS = 50
"""Lines among which the names of columns are looked for."""

PLAUSIBLE = 0.9
"""The share of Chinese characters that must be everyday ones for a text to be taken for GB18030."""

_han = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_private = re.compile(r"[\ue000-\uf8ff\x80-\x9f]")


def csv_rows(file: str, content: bytes) -> Rows:
    """One row per record, counted as a spreadsheet program counts; the first names the columns.

    Raises:
        LibraryError: it is in another encoding, names no columns or breaks off.
    """
    text = _decoded(file, content)
    reader = csv.reader(StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    number = 0
    columns = None
    try:
        for number, values in enumerate(reader, start=1):
            if is_blank(values):
                continue
            if columns is None:
                columns = header(file, number, values)
            else:
                yield columns.row(number, values)
    except csv.Error as error:
        raise LibraryError([complain(file, number + 1, "", "not_csv", why=error)]) from error


def _separator(text: str) -> str:
    """The one that parts one of the first lines into the names of columns."""
    lines = text[:HEAD].splitlines()[:MOST_REMARKS]
    pairs = ((line, sign) for line in lines for sign in SEPARATORS)
    return next((sign for line, sign in pairs if is_header(_parts(line, sign))), SEPARATORS[0])


def _parts(line: str, separator: str) -> list[str]:
    return [part.strip('"') for part in line.split(separator)]


def _decoded(file: str, content: bytes) -> str:
    marked = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ["utf-16"] if marked else ["utf-8-sig", "gb18030"]:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding != "gb18030" or _is_plausible(text):
            return text
    raise LibraryError([complain(file, _line(content), "", "table_encoding")])


def _line(content: bytes) -> int:
    """The line of the first byte that is not UTF-8."""
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return content.count(b"\n", 0, error.start) + 1
    return 0


def _is_plausible(text: str) -> bool:
    """Whether what was decoded as GB18030 is Chinese: nearly any bytes can be, but not into everyday characters."""
    characters = _han.findall(text[:HEAD])
    everyday = sum(_is_everyday(character) for character in characters)
    return bool(characters) and everyday >= PLAUSIBLE * len(characters) and not _private.search(text)


def _is_everyday(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
