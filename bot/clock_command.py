"""`python -m bot clock`: when promises of time are due by the hours of a file; JSON lines in, JSON lines out.

    {"start": "2026-11-23T09:00:00+08:00", "budget": "PT5M", "pauses": [["…", "…"], ["…", null]], "at": "…"}
    {"deadline": "2026-11-23T01:05:00+00:00", "run": 180, "overrun": 0}

Each line is answered before the next one is read. A line that cannot be understood is named and gets no answer, and
in the end the exit code is 2.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple, cast

from desk.errors import BadRules
from desk.hours import ALWAYS, Calendar, Pause, Unpublished, deadline, overrun, read_hours, run
from desk.spans import span_of

_KEYS = ("start", "budget", "pauses", "at")
_YEARS = range(1900, 3000)
_MOMENT = '"2026-11-23T09:00:00+08:00"'
_PAIRS = f"[[{_MOMENT}, null]]"
_EXAMPLE = f'{{"start": {_MOMENT}, "budget": "PT5M"}}'


class _MisaskedError(Exception):
    """What cannot be answered: what is wrong with it, and what to write instead."""


class _Question(NamedTuple):
    """A clock: when it started, what it was given, when it stood still, and when it is looked at."""

    start: datetime
    budget: timedelta
    pauses: tuple[Pause, ...]
    at: datetime | None


def main(arguments: Sequence[str]) -> int:
    """Answer the lines of the standard input; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bot clock", description="tell when promises of time are due")
    parser.add_argument("--hours", type=Path, help="the hours file; without one the desk is always open")
    whose = parser.add_mutually_exclusive_group()
    whose.add_argument("--line", help="by the hours of the line with this letter")
    whose.add_argument("--field", action="store_true", help="by the hours of workers")
    asked = parser.parse_args(arguments)
    try:
        calendar = _calendar(asked.hours, asked.line, field=asked.field)
    except (BadRules, _MisaskedError) as error:
        _aside(str(error))
        return 2
    return 0 if _answer(calendar, sys.stdin.buffer) else 2


def _calendar(path: Path | None, line: str | None, *, field: bool) -> Calendar:
    """Return the hours that are asked for: a line that has none of its own keeps those of the desk."""
    if path is None:
        return ALWAYS
    try:
        hours = read_hours(path.read_bytes().decode(), str(path))
    except OSError as error:
        raise _MisaskedError(f"{path} cannot be read ({error.strerror}); name the file after --hours.") from error
    except UnicodeDecodeError as error:
        raise _MisaskedError(f"{path} is not UTF-8; save it again with the encoding UTF-8.") from error
    if line is not None:
        return hours.lines.get(line, hours.desk)
    if field and hours.field is None:
        raise _MisaskedError(f"{path} has no [field]: workers keep those of the line of repairs; ask with --line C.")
    return hours.field if field and hours.field is not None else hours.desk


def _answer(calendar: Calendar, lines: Iterable[bytes]) -> bool:
    """Write an answer for each line, and say which could not be understood; return whether all could."""
    understood = True
    warned: set[Unpublished] = set()
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            question = _question(line)
        except _MisaskedError as error:
            understood = False
            _aside(f"line {number}: {error}.")
            continue
        answer, until = _answered(calendar, question)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
        for warning in calendar.unpublished(range(question.start.year, until.year + 1)):
            if warning not in warned:
                warned.add(warning)
                _aside(f"line {number}: {warning}.")
    return understood


def _answered(calendar: Calendar, asked: _Question) -> tuple[Mapping[str, object], datetime]:
    """Return the answer, and how far into the calendar it looked."""
    due = deadline(calendar, asked.start, asked.budget, asked.pauses)
    ran = asked.at and _seconds(run(calendar, asked.start, asked.at, asked.pauses))
    over = asked.at and _seconds(overrun(calendar, asked.start, asked.budget, asked.at, asked.pauses))
    answer = {"deadline": due and due.isoformat(), "run": ran, "overrun": over}
    return answer, max(asked.start, due or asked.start, asked.at or asked.start)


def _seconds(span: timedelta) -> float:
    whole, rest = divmod(span, timedelta(seconds=1))
    return span.total_seconds() if rest else whole


def _question(line: bytes) -> _Question:
    try:
        written: object = json.loads(line)
    except (ValueError, RecursionError):
        raise _MisaskedError(f"this is no JSON; write one object per line, {_EXAMPLE}") from None
    if not isinstance(written, dict):
        raise _MisaskedError(f"this is {_shown(written)}; write one object per line, {_EXAMPLE}")
    fields = cast("dict[str, object]", written)
    for key in fields:
        if key not in _KEYS:
            known = get_close_matches(key, _KEYS, n=1) or _KEYS
            raise _MisaskedError(f"{key} means nothing here; write {' or '.join(known)}")
    for key in ("start", "budget"):
        if key not in fields:
            raise _MisaskedError(f"{key} is missing; write one object per line, {_EXAMPLE}")
    at = fields.get("at")
    return _Question(
        start=_moment("start", fields["start"]),
        budget=_budget(fields["budget"]),
        pauses=tuple(_pause(pause) for pause in _list(fields.get("pauses") or [])),
        at=None if at is None else _moment("at", at),
    )


def _budget(value: object) -> timedelta:
    try:
        return span_of(value)
    except ValueError as error:
        raise _MisaskedError(f"budget {error}") from None


def _pause(value: object) -> Pause:
    pair = _list(value)
    if len(pair) != len(("start", "end")):
        raise _MisaskedError(f"pauses has {_shown(value)}; write pairs of moments, {_PAIRS}")
    start, end = _moment("pauses", pair[0]), None if pair[1] is None else _moment("pauses", pair[1])
    if end is not None and end < start:
        raise _MisaskedError(f"pauses has {_shown(value)}, which ends before it starts; the later one comes second")
    return start, end


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise _MisaskedError(f"pauses has {_shown(value)}; write pairs of moments, {_PAIRS}")
    return cast("list[object]", value)


def _moment(key: str, value: object) -> datetime:
    try:
        at = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        at = None
    if at is None:
        raise _MisaskedError(f"{key} is {_shown(value)}, which is no moment; write one like {_MOMENT}")
    if at.tzinfo is None:
        raise _MisaskedError(
            f"{key} is {_shown(value)}, of no zone; write the offset too, like {_MOMENT}, or Z for UTC"
        )
    if at.year not in _YEARS:
        raise _MisaskedError(f"{key} is {_shown(value)}; write a moment of the years {_YEARS[0]} to {_YEARS[-1]}")
    return at


def _shown(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _aside(sentence: str) -> None:
    sys.stderr.write(f"frontdesk: {sentence}\n")
