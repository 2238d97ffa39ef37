"""The files that operators begin with: complete, and read as they are."""

import tomllib
from dataclasses import fields, replace
from pathlib import Path
from zoneinfo import ZoneInfo

from desk.hours import ALWAYS, is_open
from desk.rules import Organisation, Rules
from desk.rules.editions import Names, Sources, read_sources
from desk.rules.rules_file import read_rules
from tests.kit.cast import TEN

_EXAMPLES = Path(__file__).parents[3] / "docs" / "examples"


def example(name: str) -> str:
    return (_EXAMPLES / name).read_text(encoding="utf-8")


def test_the_example_of_the_rules_names_every_rule_with_the_value_it_has_anyway() -> None:
    text = example("rules.toml")
    elsewhere = {"version", "hours", "line_hours", "field_hours", "former"}
    assert set(tomllib.loads(text)) == {field.name for field in fields(Rules)} - elsewhere
    assert read_rules(text, "rules.toml") == replace(Rules(), organisation=Organisation(zone=ZoneInfo("Asia/Shanghai")))


def test_the_examples_are_read_together() -> None:
    sources = Sources(rules=example("rules.toml"), hours=example("hours.toml"), rota=example("rota.toml"))
    reading = read_sources(sources, Names())
    assert reading.hours.desk is not ALWAYS
    assert not is_open(reading.rules.hours, TEN)  # Monday, 18:00 in Shanghai
    assert reading.rota is not None
    assert reading.rota.planned(TEN) == {"07", "12"}
