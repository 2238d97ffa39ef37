"""The rules file: TOML, one key per field of `Rules`, refused as a whole with every mistake that is in it.

accept = "PT3M"          # a span: an ISO 8601 duration, or a number of seconds
idle_prompts = ["PT20M", "PT20M", "P1D"]
warn = 0.8               # the share of a promise after which whoever owes it is told
capacity = 8

[organisation]
name = "安居物业与家庭服务"
zone = "Asia/Shanghai"   # left out: the zone of the hours file
links = ["example.com"]  # sites that answers may lead to, others are shown as text; left out: all

[library]
review = false           # a draft that passes the gate is published without a second person
precision = 0.97

[lines.A]                # where there are lines here, they are all there are; the first takes what no other names
name = "咨询"
name_en = "Enquiries"

[lines.D]
name = "紧急"
reasons = ["danger"]
level = 9

[teams."投诉组"]          # has a staff room of its own for these lines, once a lead has said /link CODE 投诉组 there
lines = ["B"]

[on_call]
people = [900007, 900001] # Telegram user ids, rung one after another

[quiet_hours]            # customers are not written to unasked; the same time twice: never quiet
start = "22:00"
end = "08:00"

[reports]                # what the staff room is told of itself; every = []: nothing
at = "09:00"
every = ["day", "week", "month"]

[customer_levels]        # the level at which customers of a class begin; waiting long outweighs it
key = 1
vip = 2

[retention]              # days that words are kept; 0: for ever
messages = 730
notes = 730
dead_letters = 90
forms = 30

`version` may stand here too, and is passed over: the desk counts its versions itself.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import time, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from desk.events import Reason
from desk.reports.period import Span
from desk.rules.numbers import (
    CustomerLevels,
    LibraryRules,
    Line,
    OnCall,
    Organisation,
    QuietHours,
    Reports,
    Retention,
    Rules,
    Team,
)
from desk.spans import span_of
from desk.toml_page import Key, Page, Wrong, listed, meant, table_of, zone_of
from desk.written import shown

_SET_ELSEWHERE = ("hours", "line_hours", "field_hours", "former")
_LONGEST = timedelta(days=366)
_LONGEST_NAME = 64
_LONGEST_TEAM = 20
_MOST = 1_000_000
_LARGEST_ID = 1 << 52
_HIGHEST = 9
_MOST_DAYS = 36_500
_STEPS_OF_AWAY = 2
_LETTER = re.compile(r"[A-Z]")
_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)", re.ASCII)
_NOTHING: Any = object()


def read_rules(text: str, where: str) -> Rules:
    """Return the rules a file asks for; what it does not mention stays as it is in `Rules`.

    `where` is the file's name, for the sentences of the error.

    Raises:
        BadRules: one line per mistake, each with file, line, key and remedy.
    """
    page = Page(text, where, "rules")
    rules = Rules(**_found(Rules, page.written, (), page))
    page.refuse_mistakes()
    _refuse_the_impossible(rules, page)
    page.refuse_mistakes()
    return rules


def _found(kind: type[Any], written: Mapping[str, object], key: Key, page: Page) -> dict[str, Any]:
    """Return what a table sets of a dataclass; what is wrong in it is noted and left out."""
    known = {field.name: field.type for field in fields(kind) if field.name not in _SET_ELSEWHERE}
    page.known(key, written, known)
    mentioned = {name: value for name, value in written.items() if name in known}
    found = {name: _value(name, known[name], value, (*key, name), page) for name, value in mentioned.items()}
    return {name: value for name, value in found.items() if value is not _NOTHING}


def _value(name: str, kind: Any, value: object, key: Key, page: Page) -> Any:
    if name == "lines":
        return _lines(value, page)
    if name == "teams":
        return _teams(value, page)
    if kind not in _TABLES:
        return page.read(key, value, _OWN.get(name) or _READERS[kind], _NOTHING)
    holds = ", ".join(field.name for field in fields(kind))
    table = page.read(key, value, lambda value: table_of(value, holds), None)
    return _NOTHING if table is None else kind(**_found(kind, table, key, page))


def _lines(value: object, page: Page) -> Mapping[str, Line]:
    """Return the lines in the order in which they are written."""
    nothing: Mapping[str, object] = {}
    tables = page.read(("lines",), value, lambda value: table_of(value, "[lines.A] and the like"), nothing)
    if not tables:
        page.wrong(("lines",), "has no line; write [lines.A] with a name, or leave it out.")
    found: dict[str, Line] = {}
    for letter, written in tables.items():
        key = ("lines", letter)
        page.read(key, letter, _letter, letter)
        table = page.read(key, written, lambda value: table_of(value, 'name = "咨询"'), nothing)
        line = _found(Line, table, key, page)
        if "name" in line:
            found[letter] = Line(**{"name_en": line["name"], **line})
        elif table is not nothing and "name" not in table:
            page.wrong(key, 'has no name; write name = "咨询".')
    return found


def _teams(value: object, page: Page) -> Mapping[str, Team]:
    """Return the teams in the order in which they are written; whether their lines exist is seen in the end."""
    nothing: Mapping[str, object] = {}
    found: dict[str, Team] = {}
    tables = page.read(("teams",), value, lambda value: table_of(value, '[teams."投诉组"] and the like'), nothing)
    for name, written in tables.items():
        key = ("teams", name)
        page.read(key, name, _team, name)
        table = page.read(key, written, lambda value: table_of(value, 'lines = ["B"]'), nothing)
        page.known(key, table, {"lines": tuple})
        found[name] = Team(lines=page.read((*key, "lines"), table.get("lines"), _team_lines, ()))
    return found


def _refuse_the_impossible(rules: Rules, page: Page) -> None:
    """Note what each would do alone and all together cannot."""
    if rules.wait_explain <= rules.wait_comfort:
        key = "wait_explain" if "wait_explain" in page.written else "wait_comfort"
        page.wrong((key,), "lets a wait be explained before it is comforted; wait_explain must be longer.")
    if not all(0 < one < next_ for one, next_ in pairwise((*rules.overrun, _MOST + 1))):
        page.wrong(("overrun",), f"is {list(rules.overrun)}; write whole minutes that rise, such as [10, 30].")
    if len(rules.points) != len(rules.overrun) + 1:
        key = "points" if "points" in page.written else "overrun"
        tiers = len(rules.overrun) + 1
        page.wrong((key,), f"makes {tiers} tiers and {len(rules.points)} points; write points for each of the {tiers}.")
    elif list(rules.points) != sorted(rules.points):
        page.wrong(("points",), f"is {list(rules.points)}; who is later cannot have fewer, so write them rising.")
    if len(rules.away) != _STEPS_OF_AWAY or rules.away[0] >= rules.away[1]:
        page.wrong(("away",), 'needs two spans, the second longer, such as ["PT5M", "PT10M"].')
    if len(set(rules.on_call.people)) != len(rules.on_call.people):
        page.wrong(("on_call", "people"), "names somebody twice; once is enough, for the leads are rung after them.")
    leading: dict[Reason, str] = {}
    for letter, line in rules.lines.items():
        for reason in line.reasons:
            if leading.setdefault(reason, letter) != letter:
                page.wrong(
                    ("lines", letter, "reasons"),
                    f'has "{reason}", which leads to line {leading[reason]} already; leave it in one of them.',
                )
    _refuse_impossible_teams(rules, page)


def _refuse_impossible_teams(rules: Rules, page: Page) -> None:
    serving: dict[str, str] = {}
    for name, team in rules.teams.items():
        key = ("teams", name, "lines")
        for line in team.lines:
            if line not in rules.lines:
                page.wrong(key, f"has {shown(line)}, which is no line; there are {', '.join(rules.lines)}.")
            elif serving.setdefault(line, name) != name:
                page.wrong(key, f"has {shown(line)}, which {serving[line]} serves already; leave it to one of them.")


def _span(value: object) -> timedelta:
    try:
        span = span_of(value)
    except ValueError as error:
        raise Wrong(f"{error}.") from None
    if not timedelta(0) < span <= _LONGEST:
        raise Wrong(f"is {shown(value)}; a span must be longer than nothing and at most {_LONGEST.days} days.")
    return span


def _spans(value: object) -> tuple[timedelta, ...]:
    spans = listed(value)
    if spans != value or not spans:
        raise Wrong(f'is {shown(value)}; write a list of spans, such as ["PT5M", "PT10M"].')
    return tuple(_span(one) for one in spans)


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise Wrong(f"is {shown(value)}; write a whole number, without quotes.")
    if not 1 <= value <= _MOST:
        raise Wrong(f"is {shown(value)}; write a number from 1 to {_MOST}.")
    return value


def _sum(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _MOST:
        raise Wrong(f"is {shown(value)}; write whole units of the currency up to {_MOST}; 0: a lead is always asked.")
    return value


def _counts(value: object) -> tuple[int, ...]:
    return _whole_numbers(value, _MOST, "[10, 30]")


def _people(value: object) -> tuple[int, ...]:
    return _whole_numbers(value, _LARGEST_ID, "[900007, 900001]: Telegram user ids")


def _whole_numbers(value: object, largest: int, example: str) -> tuple[int, ...]:
    numbers = [one for one in listed(value) if isinstance(one, int) and not isinstance(one, bool)]
    if numbers != value or not all(0 <= number <= largest for number in numbers):
        raise Wrong(f"is {shown(value)}; write a list of whole numbers, such as {example}.")
    return tuple(numbers)


def _level(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _HIGHEST:
        raise Wrong(f"is {shown(value)}; write a whole number from 0, not urgent, to {_HIGHEST}, danger to life.")
    return value


def _letter(written: str) -> str:
    if not _LETTER.fullmatch(written):
        raise Wrong("is no line; its name is one letter from A to Z, such as [lines.B].")
    return written


def _team(written: str) -> str:
    if not written.strip() or written != "".join(written.split()) or not written.isprintable():
        raise Wrong('is no name of a team; write one word, such as [teams."投诉组"].')
    if len(written) > _LONGEST_TEAM:
        raise Wrong(f"is too long; write at most {_LONGEST_TEAM} characters.")
    return written


def _team_lines(value: object) -> tuple[str, ...]:
    letters = listed(value)
    if letters != value or not letters:
        raise Wrong('needs the letters of its lines; write lines = ["B"].')
    return _names(letters)


def _reasons(value: object) -> tuple[Reason, ...]:
    return tuple(Reason(code) for code in _codes(value, list(Reason), "reason"))


def _spans_told(value: object) -> tuple[Span, ...]:
    return tuple(Span(code) for code in _codes(value, list(Span), "span of a report"))


def _codes(value: object, known: Sequence[str], called: str) -> list[str]:
    for one in listed(value):
        if not isinstance(one, str) or one not in known:
            remedy = (meant(one, known) if isinstance(one, str) else None) or f"there are {', '.join(known)}."
            raise Wrong(f"has {shown(one)}, which is no {called}; {remedy}")
    return [str(one) for one in listed(value)]


def _name(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise Wrong(f"is {shown(value)}; write a name in quotes.")
    if len(value) > _LONGEST_NAME or not value.isprintable():
        raise Wrong(f"is too long or has a line break; write at most {_LONGEST_NAME} characters in one line.")
    return value.strip()


def _names(value: object) -> tuple[str, ...]:
    names = listed(value)
    if names != value:
        raise Wrong(f'is {shown(value)}; write a list of names, such as ["north"].')
    return tuple(dict.fromkeys(_name(one) for one in names))


def _units(value: object) -> tuple[str, ...]:
    units = _names(value)
    if not units:
        raise Wrong("names no unit; write at least one, for somebody must be responsible.")
    return units


def _switch(value: object) -> bool:
    if not isinstance(value, bool):
        raise Wrong(f"is {shown(value)}; write true or false, without quotes.")
    return value


def _precision(value: object) -> float:
    return _share(value, 0.5, 0.999)


def _warn(value: object) -> float:
    return _share(value, 0.1, 0.99)


def _share(value: object, least: float, most: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Wrong(f"is {shown(value)}; write a share such as 0.95, without quotes.")
    if not least <= value <= most:
        raise Wrong(f"is {shown(value)}; write a share from {least} to {most}.")
    return float(value)


def _days(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _MOST_DAYS:
        raise Wrong(f"is {shown(value)}; write whole days up to {_MOST_DAYS}, or 0 to keep it for ever.")
    return value


def _time(value: object) -> time:
    if isinstance(value, time) and not value.second and not value.microsecond:
        return value
    match = _TIME.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise Wrong(f'is {shown(value)}, which is no time of day; write one like "22:00".')
    return time(int(match[1]), int(match[2]))


_TABLES = (Organisation, LibraryRules, OnCall, QuietHours, Reports, CustomerLevels, Retention)

_OWN: Mapping[str, Callable[[object], Any]] = {
    "warn": _warn,
    "precision": _precision,
    "money_limit": _sum,
    "units": _units,
    "people": _people,
    "level": _level,
    "ordinary": _level,
    "key": _level,
    "vip": _level,
    "messages": _days,
    "notes": _days,
    "dead_letters": _days,
}
"""The readers of keys of which not every value of their type will do."""

_READERS: Mapping[Any, Callable[[object], Any]] = {
    timedelta: _span,
    tuple[timedelta, ...]: _spans,
    int: _count,
    tuple[int, ...]: _counts,
    str: _name,
    str | None: _name,
    tuple[str, ...]: _names,
    tuple[Reason, ...]: _reasons,
    tuple[Span, ...]: _spans_told,
    ZoneInfo | None: zone_of,
    bool: _switch,
    time: _time,
}
