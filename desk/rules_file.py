"""The rules file: TOML, one key per field of `Rules`, refused as a whole with every mistake that is in it.

accept = "PT3M"          # a span: an ISO 8601 duration, or a number of seconds
capacity = 8

[organisation]
name = "安居物业与家庭服务"
zone = "Asia/Shanghai"

[library]
review = false           # a draft that passes the gate is published without a second person
precision = 0.97
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import timedelta
from difflib import get_close_matches
from math import isfinite
from typing import Any, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from desk.errors import BadRules
from desk.rules import LibraryRules, Organisation, Rules

_LONGEST = timedelta(days=366)
_LONGEST_NAME = 64
_MOST = 1_000_000
_LEAST_SHARE, _MOST_SHARE = 0.5, 0.999
_DURATION = re.compile(
    r"P(?=.)(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?"
    r"(?:T(?=.)(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+(?:\.\d+)?)S)?)?",
    re.ASCII,
)


class _Wrong(Exception):  # noqa: N818 - never leaves this file
    """What a value is instead of what it should be, and what to write."""


def read_rules(text: str, where: str) -> Rules:
    """Return the rules a file asks for; what it does not mention stays as it is in `Rules`.

    `where` is the file's name, for the sentences of the error.

    Raises:
        BadRules: one line per mistake, each with file, line, key and remedy.
    """
    text = text.removeprefix("\ufeff")
    try:
        written = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # an endless number or nest is no TOML either
        raise BadRules(f"{where} is not valid TOML: {error}. Write one `key = value` per line.") from error
    problems: list[str] = []
    place = _Place(where, text)
    found = _read(Rules, written, place, problems)
    if problems:
        raise BadRules("\n".join(problems))
    rules = Rules(**found)
    if rules.wait_explain <= rules.wait_comfort:
        key = "wait_explain" if "wait_explain" in found else "wait_comfort"
        raise BadRules(f"{place.of(key)} lets a wait be explained before it is comforted; wait_explain must be longer.")
    return rules


class _Place:
    """Where a key stands, as well as can be told."""

    def __init__(self, where: str, text: str, table: str = "") -> None:
        self._where = where
        self._lines = text.splitlines()
        self._table = table

    def within(self, table: str) -> "_Place":
        return _Place(self._where, "\n".join(self._lines), table)

    def of(self, key: str) -> str:
        """Return file, line and key."""
        name = f"{self._table}.{key}" if self._table else key
        stands = re.compile(rf"""\s*(?:\[\s*)?["']?(?:{re.escape(name)}|{re.escape(key)})["']?\s*[=\].]""")
        line = next((number for number, line in enumerate(self._lines, 1) if stands.match(line)), None)
        return f"{self._where}, line {line}: {name}" if line else f"{self._where}: {name}"


def _read(kind: type, written: Mapping[str, Any], place: _Place, problems: list[str]) -> dict[str, Any]:
    known = {field.name: field.type for field in fields(kind)}
    found: dict[str, Any] = {}
    for key, value in written.items():
        if key not in known:
            problems.append(_unknown(key, known, place))
        elif known[key] is Organisation:
            found[key] = _table(Organisation, value, key, place, problems)
        elif known[key] is LibraryRules:
            found[key] = _table(LibraryRules, value, key, place, problems)
        else:
            try:
                found[key] = _READERS[known[key]](value)
            except _Wrong as wrong:
                problems.append(f"{place.of(key)} {wrong}")
    return found


def _unknown(key: str, known: Mapping[str, object], place: _Place) -> str:
    close = get_close_matches(key, known, n=1)
    remedy = f"did you mean {close[0]}?" if close else f"remove it; there are {', '.join(known)}."
    return f"{place.of(key)} is not a rule; {remedy}"


def _table(kind: type, value: object, name: str, place: _Place, problems: list[str]) -> object:
    if not isinstance(value, dict):
        *most, last = [field.name for field in fields(kind)]
        problems.append(f"{place.of(name)} cannot be set: write a table, [{name}], with {', '.join(most)} and {last}.")
        return None
    return kind(**_read(kind, cast("dict[str, Any]", value), place.within(name), problems))


def _span(value: object) -> timedelta:
    span = _duration(value) if isinstance(value, str) else _seconds(value)
    if not timedelta(0) < span <= _LONGEST:
        raise _Wrong(f"is {value!r}; a span must be longer than nothing and at most {_LONGEST.days} days.")
    return span


def _seconds(value: object) -> timedelta:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise _Wrong(f'is {_shown(value)}, which is no span of time; write seconds (180) or a duration ("PT3M").')
    try:
        return timedelta(seconds=value)
    except OverflowError:
        return timedelta.max


def _duration(value: str) -> timedelta:
    match = _DURATION.fullmatch(value)
    if match is None:
        raise _Wrong(
            f'is {value!r}, which is no duration; write one like "PT3M", "PT90S" or "P1DT2H"'
            " (months and years have no fixed length)."
        )
    parts = {name: float(number) for name, number in match.groupdict(default="0").items()}
    try:
        return timedelta(**parts)
    except OverflowError:
        return timedelta.max


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise _Wrong(f"is {_shown(value)}; write a whole number, without quotes.")
    if not 1 <= value <= _MOST:
        raise _Wrong(f"is {value}; write a number from 1 to {_MOST}.")
    return value


def _name(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _Wrong(f"is {_shown(value)}; write a name in quotes.")
    if len(value) > _LONGEST_NAME or not value.isprintable():
        raise _Wrong(f"is too long or has a line break; write at most {_LONGEST_NAME} characters in one line.")
    return value.strip()


def _zone(value: object) -> ZoneInfo:
    try:
        return ZoneInfo(value if isinstance(value, str) else "")
    except (ValueError, OSError, ZoneInfoNotFoundError):
        raise _Wrong(f'is {_shown(value)}, which is no time zone; write one like "Asia/Shanghai".') from None


def _switch(value: object) -> bool:
    if not isinstance(value, bool):
        raise _Wrong(f"is {_shown(value)}; write true or false, without quotes.")
    return value


def _share(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _Wrong(f"is {_shown(value)}; write a share such as 0.95, without quotes.")
    if not _LEAST_SHARE <= value <= _MOST_SHARE:
        raise _Wrong(f"is {value}; write a share from {_LEAST_SHARE} to {_MOST_SHARE}.")
    return float(value)


def _names(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise _Wrong(f'is {_shown(value)}; write a list of names, such as ["north"].')
    return tuple(dict.fromkeys(_name(one) for one in cast("list[object]", value)))


def _shown(value: object) -> str:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else repr(value)


_READERS: Mapping[Any, Callable[[object], Any]] = {
    timedelta: _span,
    int: _count,
    str: _name,
    ZoneInfo | None: _zone,
    bool: _switch,
    float: _share,
    tuple[str, ...]: _names,
}
