"""Labelled questions, one JSON object per line: what customers write, and the entry that is right for it."""

import json
from collections.abc import Container, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from faq.commands.terminal import MisaskedError
from faq.files.problem import Problem

DEV = "dev"
"""The split on which thresholds may be chosen."""


@dataclass(frozen=True, slots=True)
class Query:
    """One labelled question; `expected` is None where no entry fits, `split` is "" where none is named."""

    line: int
    text: str
    expected: str | None
    split: str = ""


def read_queries(path: Path) -> list[Query]:
    """Every question of a file, blank lines left out.

    Raises:
        MisaskedError: the file cannot be read, or a line of it is no labelled question.
    """
    try:
        content = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        what = f"It cannot be opened ({error.strerror}); check the path and the right to read it."
        raise _misasked(path, 0, what) from error
    except UnicodeDecodeError as error:
        raise _misasked(path, 0, "This is not UTF-8; save the file again with the encoding UTF-8.") from error
    lines = enumerate(content.split("\n"), start=1)
    return [_query(path, number, line) for number, line in lines if line.strip()]


def of_split(queries: Sequence[Query], split: str | None, path: Path) -> list[Query]:
    """Those of a split, or all without one.

    Raises:
        MisaskedError: there are none.
    """
    chosen = [query for query in queries if split in {None, query.split}]
    if chosen:
        return chosen
    if not queries:
        raise _misasked(path, 0, 'There is no question in it; write lines of {"text": "…", "expected": "id"}.')
    named = sorted({query.split for query in queries} - {""})
    known = f"choose one of {', '.join(named)}" if named else "no line names one, so leave --split away"
    raise _misasked(path, 0, f"No question belongs to the split “{split}”; {known}.")


def check_expected(queries: Sequence[Query], ids: Container[str], path: Path) -> None:
    """See that every expected entry is in the library.

    Raises:
        MisaskedError: one is not.
    """
    for query in queries:
        if query.expected is not None and query.expected not in ids:
            what = f"No entry has the id “{query.expected}”; write an id of the library, or null if no entry fits."
            raise _misasked(path, query.line, what, "expected")


def _query(path: Path, number: int, line: str) -> Query:
    try:
        value: object = json.loads(line)
    except (ValueError, RecursionError) as error:
        what = f"This is not JSON: {str(error).split(':', 1)[0]}. Write one whole question on one line."
        raise _misasked(path, number, what) from error
    if not isinstance(value, dict):
        raise _misasked(path, number, 'A question is an object: {"text": "…", "expected": "id"}.')
    fields = cast("dict[str, object]", value)
    text, expected, split = fields.get("text"), fields.get("expected"), fields.get("split")
    if not isinstance(text, str):
        raise _misasked(path, number, "This field is needed; write the question as a text.", "text")
    if "expected" not in fields or not isinstance(expected, str | None):
        raise _misasked(path, number, "This field is needed; write an entry's id, or null if none fits.", "expected")
    if not isinstance(split, str | None):
        raise _misasked(
            path, number, "This is no name of a split; write a text such as test, or leave it out.", "split"
        )
    return Query(number, text, expected, split or "")


def _misasked(path: Path, line: int, what: str, field: str = "") -> MisaskedError:
    return MisaskedError(str(Problem(str(path), line, field, what)))
