"""JSON lines as rows: one object per line, numbers kept as they were written."""

import json
from dataclasses import dataclass
from io import StringIO
from typing import cast

from faq.files.complaints import complain
from faq.files.sheet import Cell, Row, Rows, Unquoted


def jsonl_rows(file: str, text: str) -> Rows:
    """One row per line that is not blank, or what is wrong with the line."""
    for number, line in enumerate(StringIO(text, newline="\n"), start=1):
        if not line.strip():
            continue
        try:
            value: object = _decoder.decode(line)
        except (ValueError, RecursionError) as error:
            yield complain(file, number, "", "not_json", why=str(error).split(":", 1)[0])
            continue
        if isinstance(value, _Object):
            yield Row(file, number, tuple((name, _cell(number, part)) for name, part in value.fields))
        else:
            yield complain(file, number, "", "not_an_object")


@dataclass(frozen=True, slots=True)
class _Object:
    """An object as written, a field that stands twice included."""

    fields: list[tuple[str, object]]


def _number(written: str) -> Unquoted:
    return Unquoted(written, "a number")


_decoder = json.JSONDecoder(object_pairs_hook=_Object, parse_int=_number, parse_float=_number, parse_constant=_number)


def _cell(line: int, value: object) -> Cell:
    if value is None or isinstance(value, str | Unquoted):
        return Cell(line, value)
    if isinstance(value, list):
        return Cell(line, tuple(_part(line, part) for part in cast("list[object]", value)))
    return Cell(
        line, Unquoted("true" if value is True else "false", "a yes or no") if isinstance(value, bool) else _LIST
    )


def _part(line: int, value: object) -> Cell:
    return Cell(line, Unquoted("[…]", "a list")) if isinstance(value, list) else _cell(line, value)


_LIST = Unquoted("{…}", "a list of fields")
