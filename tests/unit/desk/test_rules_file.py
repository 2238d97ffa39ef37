"""The rules file: what it may say, and how it is refused."""

from dataclasses import fields, replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from desk.errors import BadRules
from desk.rules import LibraryRules, Organisation, Rules
from desk.rules_file import read_rules


def test_an_empty_file_changes_nothing() -> None:
    assert read_rules("", "rules.toml") == Rules()


def test_every_field_has_its_key() -> None:
    text = """
        version = 2
        accept = "PT4M"
        wait_comfort = 360
        wait_explain = "PT30M"
        first_reply = 90.5
        next_reply = "PT1M30S"
        reopen_window = "P1DT2H"
        misses = 3
        capacity = 4
        automatic_per_hour = 10

        [organisation]
        name = "锦绣家园"
        name_en = "Jinxiu Homes"
        zone = "Asia/Shanghai"

        [library]
        review = false
        precision = 0.97
        applies_to = ["north", "gold"]
    """
    read = read_rules(text, "rules.toml")
    assert read == Rules(
        version=2,
        organisation=Organisation(name="锦绣家园", name_en="Jinxiu Homes", zone=ZoneInfo("Asia/Shanghai")),
        library=LibraryRules(review=False, precision=0.97, applies_to=("north", "gold")),
        accept=timedelta(minutes=4),
        wait_comfort=timedelta(minutes=6),
        wait_explain=timedelta(minutes=30),
        first_reply=timedelta(seconds=90.5),
        next_reply=timedelta(seconds=90),
        reopen_window=timedelta(hours=26),
        misses=3,
        capacity=4,
        automatic_per_hour=10,
    )
    assert [field.name for field in fields(Rules) if getattr(read, field.name) == getattr(Rules(), field.name)] == []


def test_a_name_alone_leaves_the_other_as_it_is() -> None:
    read = read_rules("organisation.name_en = 'Jinxiu Homes'", "rules.toml")
    assert read == replace(Rules(), organisation=Organisation(name_en="Jinxiu Homes"))


def test_a_mark_that_editors_put_before_the_first_line_is_no_mistake() -> None:
    assert read_rules("\ufeffcapacity = 3", "rules.toml") == Rules(capacity=3)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("accpt = 3", "rules.toml, line 1: accpt is not a rule; did you mean accept?"),
        ("accept = 0", "rules.toml, line 1: accept is 0; a span must be longer than nothing and at most 366 days."),
        ("accept = -3", "rules.toml, line 1: accept is -3; a span must be longer than nothing and at most 366 days."),
        ("accept = 'PT0S'", "accept is 'PT0S'; a span must be longer than nothing and at most 366 days."),
        ("accept = 1e300", "accept is 1e+300; a span must be longer than nothing and at most 366 days."),
        ("accept = 'P999999999999D'", "a span must be longer than nothing and at most 366 days."),
        ("accept = true", "accept is true, which is no span of time; write seconds (180) or a duration"),
        ("accept = nan", "accept is nan, which is no span of time"),
        ("accept = inf", "accept is inf, which is no span of time"),
        ("accept = [3]", "accept is [3], which is no span of time"),
        ("accept = 08:30:00", "accept is datetime.time(8, 30), which is no span of time"),
        ("accept = 'three minutes'", "accept is 'three minutes', which is no duration; write one like \"PT3M\""),
        ("accept = 'P'", "accept is 'P', which is no duration"),
        ("accept = 'PT'", "accept is 'PT', which is no duration"),
        ("accept = 'P1M'", "(months and years have no fixed length)"),
        ("accept = 'PT３M'", "accept is 'PT３M', which is no duration"),
        ("accept = '-PT3M'", "accept is '-PT3M', which is no duration"),
        ("misses = 0", "misses is 0; write a number from 1 to 1000000."),
        ("misses = 2.0", "misses is 2.0; write a whole number, without quotes."),
        ("misses = '2'", "misses is '2'; write a whole number, without quotes."),
        ("capacity = false", "capacity is false; write a whole number, without quotes."),
        ("organisation = 'x'", "organisation cannot be set: write a table, [organisation], with name, name_en"),
        ("library = 1", "library cannot be set: write a table, [library], with review, precision and applies_to."),
        ("[library]\nreview = 1", "rules.toml, line 2: library.review is 1; write true or false, without quotes."),
        ("[library]\nprecision = 1", "library.precision is 1; write a share from 0.5 to 0.999."),
        ("[library]\nprecision = true", "library.precision is true; write a share such as 0.95, without quotes."),
        ("[library]\napplies_to = 'x'", "library.applies_to is 'x'; write a list of names"),
        ("[library]\napplies_to = ['']", "library.applies_to is ''; write a name in quotes."),
        ("[organisation]\nname = ''", "rules.toml, line 2: organisation.name is ''; write a name in quotes."),
        ("[organisation]\nname = 3", "rules.toml, line 2: organisation.name is 3; write a name in quotes."),
        ('[organisation]\nname = "a\\nb"', "organisation.name is too long or has a line break"),
        (f"[organisation]\nname = '{'x' * 65}'", "organisation.name is too long or has a line break"),
        ("[organisation]\nslogan = 'x'", "organisation.slogan is not a rule; remove it; there are name, name_en"),
        ("[organisation]\nzone = 'Mars/Olympus'", "organisation.zone is 'Mars/Olympus', which is no time zone"),
        ("[organisation]\nzone = '../../etc/passwd'", "which is no time zone"),
        ("[on_call]\nname = 'x'", "rules.toml, line 1: on_call is not a rule"),
        ("wait_comfort = 'PT1H'", "wait_explain must be longer"),
        ("accept = 3\naccept = 4", "rules.toml is not valid TOML"),
        ("accept =", "rules.toml is not valid TOML"),
        ("accept = " + "9" * 5000, "rules.toml is not valid TOML"),
        ("accept = " + "[" * 5000, "rules.toml is not valid TOML"),
    ],
)
def test_a_mistake_is_refused_with_file_key_and_remedy(text: str, sentence: str) -> None:
    with pytest.raises(BadRules) as refused:
        read_rules(text, "rules.toml")
    assert sentence in str(refused.value)


def test_all_mistakes_are_told_at_once() -> None:
    with pytest.raises(BadRules) as refused:
        read_rules("accpt = 3\nmisses = 0\n\n[organisation]\nname = ''", "rules.toml")
    assert str(refused.value).splitlines() == [
        "rules.toml, line 1: accpt is not a rule; did you mean accept?",
        "rules.toml, line 2: misses is 0; write a number from 1 to 1000000.",
        "rules.toml, line 5: organisation.name is ''; write a name in quotes.",
    ]
