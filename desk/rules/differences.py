"""What a version of the rules changed, rule by rule, as the files would have it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import time, timedelta
from enum import Enum
from typing import Any, cast
from zoneinfo import ZoneInfo

from desk.rules.editions import Reading
from desk.rules.numbers import Rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A rule that a version changed, from what to what, as the files would have it ("PT3M"); "": too much to tell."""

    name: str
    before: str = ""
    after: str = ""


def differences(before: Reading, after: Reading) -> tuple[Difference, ...]:
    """Return what a version changed: every rule by its key, and the hours and the rota as a whole."""
    was, is_ = _told(before.rules), _told(after.rules)
    rules = [
        Difference(name=name, before=was.get(name, ""), after=is_.get(name, ""))
        for name in dict.fromkeys((*was, *is_))
        if was.get(name) != is_.get(name)
    ]
    hours = [Difference(name="hours")] if before.hours != after.hours else []
    rota = [Difference(name="rota")] if before.rota != after.rota else []
    return (*rules, *hours, *rota)


def _told(rules: Rules) -> Mapping[str, str]:
    """Return every rule by its key, as a file would have it."""
    return dict(_flat("", replace(rules.without_hours(), version=1, former=())))


def _flat(name: str, value: Any) -> Iterator[tuple[str, str]]:
    if is_dataclass(value):
        for field in fields(value):
            yield from _flat(f"{name}.{field.name}" if name else field.name, getattr(value, field.name))
    elif isinstance(value, Mapping):
        for key, one in cast("Mapping[str, Any]", value).items():
            yield from _flat(f"{name}.{key}", one)
    else:
        yield name, _written(value)


def _written(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case timedelta():
            return _duration(value)
        case time():
            return f"{value:%H:%M}"
        case ZoneInfo():
            return value.key
        case tuple():
            return "[" + ", ".join(_written(one) for one in cast("tuple[object, ...]", value)) + "]"
        case Enum():
            return str(value.value)
        case None:
            return ""
        case _:
            return str(value)


def _duration(span: timedelta) -> str:
    """Return a span as an ISO 8601 duration."""
    minutes, seconds = divmod(span.total_seconds(), 60)
    hours, minutes = divmod(int(minutes), 60)
    days, hours = divmod(hours, 24)
    clock = "".join(f"{number:g}{unit}" for number, unit in ((hours, "H"), (minutes, "M"), (seconds, "S")) if number)
    return "P" + (f"{days}D" if days else "") + (f"T{clock}" if clock else "")
