"""A rule without a proof does not exist: every field of `Rules` has a row in docs/rules.md and a marked test."""

import re
from dataclasses import astuple, fields
from datetime import timedelta
from pathlib import Path

from desk.events import Clock
from desk.rules import CustomerLevels, LibraryRules, OnCall, Organisation, QuietHours, Reports, Retention, Rules

_ROOT = Path(__file__).parents[2]
_NO_RULES = {"hours", "line_hours", "field_hours", "former"}
"""The opening hours are no number and have a file of their own; what was in force before is kept by the program."""
_FIELDS = [field.name for field in fields(Rules) if field.name not in _NO_RULES]
_MARK = re.compile(r"""@pytest\.mark\.rule\(["'](\w+)["']\)""")


def test_every_rule_has_its_row_in_order_and_every_row_its_rule() -> None:
    assert list(_rows()) == _FIELDS


def test_every_row_names_the_value_that_is_in_force() -> None:
    assert {name: row[1] for name, row in _rows().items()} == {name: _worded(name) for name in _FIELDS}


def test_every_row_tells_its_source() -> None:
    assert [name for name, row in _rows().items() if not re.search(r"\b00[1-4]:\d+|ours", row[-1])] == []


def test_every_rule_is_proved_by_a_marked_test_and_no_test_proves_what_is_none() -> None:
    tests = (_ROOT / "tests").rglob("test_*.py")
    marked = {name for path in tests for name in _MARK.findall(path.read_text(encoding="utf-8"))}
    assert marked == set(_FIELDS)


def test_every_clock_is_a_span_of_the_rules() -> None:
    assert [clock for clock in Clock if not isinstance(Rules().span(clock), timedelta)] == []


def _rows() -> dict[str, list[str]]:
    table = (_ROOT / "docs" / "rules.md").read_text(encoding="utf-8").split("\n## Which message")[0]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines() if line[:3] == "| `"]
    return {row[0].strip("`"): row for row in cells}


def _worded(name: str) -> str:
    return _told(getattr(Rules(), name))


def _told(value: object) -> str:
    match value:
        case Organisation():
            return f"{value.name} / {value.name_en}"
        case LibraryRules():
            return _library(value)
        case OnCall():
            return ", ".join(map(str, value.people)) or "nobody"
        case QuietHours() | Reports():
            return _by_the_clock(value)
        case CustomerLevels() | Retention():
            return " / ".join(map(str, astuple(value)))
        case dict():
            return "none" if not value else " / ".join(f"{letter} {line.name}" for letter, line in value.items())
        case tuple():
            return " / ".join(map(_told, value))
        case bool():
            return "on" if value else "off"
        case timedelta():
            return _span(value)
        case _:
            return str(value)


def _by_the_clock(value: QuietHours | Reports) -> str:
    if isinstance(value, QuietHours):
        return f"{value.start:%H:%M}–{value.end:%H:%M}"
    return f"{value.at:%H:%M} / {', '.join(value.every)}"


def _library(value: LibraryRules) -> str:
    review = "with review" if value.review else "without review"
    return f"{review} / {value.precision} / {', '.join(value.applies_to) or 'for all'}"


def _span(value: timedelta) -> str:
    seconds = value // timedelta(seconds=1)
    for unit, name in ((3600, "h"), (60, "min")):
        if seconds % unit == 0:
            return f"{seconds // unit} {name}"
    return f"{seconds} s"
