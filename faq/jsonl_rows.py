"""JSON lines as rows: one object per line, numbers kept as they were written."""

import json
from dataclasses import dataclass
from typing import cast

from faq.problem import LibraryError, Problem
from faq.sheet import Cell, Row, Unquoted


def jsonl_rows(file: str, text: str) -> list[Row]:
    """One row per line that is not blank.

    Raises:
        LibraryError: naming every line that is no JSON object.
    """
    rows: list[Row] = []
    problems: list[Problem] = []
    for number, line in enumerate(text.split("\n"), start=1):
        try:
            value: object = _decoder.decode(line) if line.strip() else None
        except (ValueError, RecursionError) as error:
            what = str(error).split(":", 1)[0]
            problems.append(Problem(file, number, "", f"This is not JSON: {what}. Write one whole entry on one line."))
            continue
        if isinstance(value, _Object):
            rows.append(Row(file, number, tuple((name, _cell(number, part)) for name, part in value.fields)))
        elif line.strip():
            problems.append(Problem(file, number, "", 'An entry is an object: {"id": "…", "question": "…"}.'))
    if problems:
        raise LibraryError(problems)
    return rows


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
