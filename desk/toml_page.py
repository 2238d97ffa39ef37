"""A TOML file as its writer sees it: every mistake in it is told at once, with file, line, key and remedy."""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any, TypeVar, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from desk.errors import BadRules
from desk.written import shown

_T = TypeVar("_T")

Key = tuple[str, ...]
"""Where a value stands: the names of its tables and its own."""

YEARS = range(1900, 3000)
"""Years in which somebody may be at work."""

_NAME = r"""(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')"""
_PATH = rf"{_NAME}(?:\s*\.\s*{_NAME})*"
_HEADER = re.compile(rf"\s*\[\[?\s*({_PATH})\s*\]\]?\s*(?:#.*)?$")
_SETTING = re.compile(rf"\s*({_PATH})\s*=")
_ZONE = re.compile(r"[\w+/-]{1,64}", re.ASCII)
_HIGHEST = 1_000_000
_MOST_MISTAKES = 200
_MOST_NAMES = 100
_ENDLESS = re.compile(rf"(?<![A-Za-z0-9_-]){_NAME}(?:[ \t]*\.[ \t]*{_NAME}){{{_MOST_NAMES}}}")
"""A path of more names than are taken; the time and memory to read one grow with their square."""


class Wrong(Exception):  # noqa: N818 - never leaves the readers of a file
    """What a value is instead of what it should be, and what to write."""


class Page:
    """A file as it was written, and what is wrong in it; `about` says what its keys describe: "hours".

    Raises:
        BadRules: the text is no TOML, or nests without end.
    """

    def __init__(self, text: str, where: str, about: str) -> None:
        text = text.removeprefix("\ufeff")
        if _ENDLESS.search(text):
            raise BadRules(f"{where} has a key of more than {_MOST_NAMES} names. Write one `key = value` per line.")
        try:
            self.written: Mapping[str, Any] = tomllib.loads(text)
        except (ValueError, RecursionError) as error:  # an endless number or nest is no TOML either
            raise BadRules(f"{where} is not valid TOML: {error}. Write one `key = value` per line.") from error
        self._where = where
        self._about = about
        self._lines = _lines(text)
        self._problems: list[str] = []

    def read(self, key: Key, value: object, reader: Callable[[Any], _T], otherwise: _T) -> _T:
        """Return what a reader makes of a value; if it is wrong, note so and go on with something harmless."""
        try:
            return reader(value)
        except Wrong as wrong:
            self.wrong(key, str(wrong))
            return otherwise

    def wrong(self, key: Key, sentence: str) -> None:
        """Note a mistake; where the key has no line of its own, the one of its table is named.

        Raises:
            BadRules: there are more than anybody reads at once.
        """
        line = next((self._lines[part] for part in _parts(key) if part in self._lines), None)
        place = f"{self._where}, line {line}" if line else self._where
        self._problems.append(f"{place}: {'.'.join(key)} {sentence}")
        if len(self._problems) == _MOST_MISTAKES:
            self._problems.append(f"{self._where}: there may be more; mend these {_MOST_MISTAKES} first.")
            self.refuse_mistakes()

    def known(self, table: Key, written: Iterable[str], known: Iterable[str]) -> None:
        """Note the keys of a table that nothing is known of."""
        names = list(known)
        for key in written:
            if key not in names:
                remedy = meant(key, names) or f"remove it; there are {', '.join(names)}."
                self.wrong((*table, key), f"is no key of the {self._about}; {remedy}")

    def refuse_mistakes(self) -> None:
        """Raise what was noted, if anything.

        Raises:
            BadRules: one line per mistake, in the order in which they were noted.
        """
        if self._problems:
            raise BadRules("\n".join(self._problems))


def meant(written: str, known: Iterable[str]) -> str | None:
    """Return the question whether the nearest of the known names was meant, or None if none is near."""
    close = get_close_matches(written, list(known), n=1)
    return f"did you mean {close[0]}?" if close else None


def table_of(value: object, holds: str) -> Mapping[str, object]:
    """Return a table; `holds` is what to write into it, such as "one line per day"."""
    if not isinstance(value, dict):
        raise Wrong(f"is {shown(value)}; write a table, with {holds}.")
    return cast("dict[str, object]", value)


def listed(value: object) -> list[object]:
    """Return what is in a list; what is no list is taken as the only thing in one."""
    return cast("list[object]", value) if isinstance(value, list) else [value]


def pairs_of(value: object, example: str) -> list[tuple[object, object]]:
    """Return a list of pairs of anything."""
    pairs = [tuple(listed(pair)) for pair in listed(value)]
    if not all(len(pair) == len(("start", "end")) for pair in pairs):
        raise Wrong(f"is {shown(value)}; write pairs: {example}.")
    return cast("list[tuple[object, object]]", pairs)


def date_of(written: str) -> date:
    """Return the day of a key."""
    try:
        day = date.fromisoformat(written)
    except ValueError:
        day = None
    if (
        day is None or day.year not in YEARS or day.isoformat() != written
    ):  # a day has one name, lest two lines speak of it
        raise Wrong("is no date; write one like 2026-10-01.")
    return day


def zone_of(value: object) -> ZoneInfo:
    """Return a zone, which must not be missing."""
    if value is None:
        raise Wrong('is missing; write one like zone = "Asia/Shanghai".')
    try:
        return ZoneInfo(value if isinstance(value, str) and _ZONE.fullmatch(value) else "")
    except (ValueError, OSError, ZoneInfoNotFoundError):
        raise Wrong(f'is {shown(value)}, which is no time zone; write one like "Asia/Shanghai".') from None


def count_of(value: object) -> int:
    """Return a whole number from 1 to a million."""
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= _HIGHEST:
        raise Wrong(f"is {shown(value)}; write a whole number from 1 to {_HIGHEST}, without quotes.")
    return value


def _lines(text: str) -> Mapping[Key, int]:
    """Return the line on which each key first stands, its tables included."""
    found: dict[Key, int] = {}
    table: Key = ()
    for number, line in enumerate(text.split("\n"), 1):
        if header := _HEADER.match(line):
            key = table = _names(header[1])
        elif setting := _SETTING.match(line):
            key = (*table, *_names(setting[1]))
        else:
            continue
        for part in _parts(key):
            found.setdefault(part, number)
    return found


def _names(path: str) -> Key:
    return tuple(name.strip("\"'") for name in re.findall(_NAME, path))


def _parts(key: Key) -> Iterable[Key]:
    """Return a key and its tables, from the innermost."""
    return (key[:length] for length in range(len(key), 0, -1))
