"""The rules file: what it may say, and how it is refused."""

from dataclasses import fields, replace
from datetime import time, timedelta
from zoneinfo import ZoneInfo

import pytest

from desk.errors import BadRules
from desk.events import Reason
from desk.reports.period import Span
from desk.rules import (
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
from desk.rules.rules_file import read_rules


def test_an_empty_file_changes_nothing() -> None:
    assert read_rules("", "rules.toml") == Rules()


def test_every_field_has_its_key() -> None:
    text = """
        version = 2
        accept = "PT4M"
        wait_comfort = 360
        wait_explain = "PT30M"
        offer = 50
        writing = 15
        first_reply = 90.5
        next_reply = "PT1M30S"
        promised_reply = "PT12H"
        long_handling = 900
        emergency = 120
        ring = 60
        idle_prompts = ["PT10M", 900, "PT12H", "P1D"]
        warn = 0.7
        overrun = [5, 15, 45]
        points = [1, 2, 3, 3]
        scoring = false
        manners = false
        closing_notice = "PT20M"
        reopen_window = "P1DT2H"
        ageing = "PT5M"
        misses = 3
        capacity = 4
        automatic_per_hour = 10
        away = [60, 120]
        offers_missed = 3
        meal = "PT45M"
        on_duty = "PT9H"
        rest = "PT20M"
        shift_end = "PT15M"
        stretch = "PT30M"
        handover = "PT5M"
        unstaffed = "PT2M"
        request_reply = "PT20H"
        complaint_reply = "PT12H"
        complaint_resolve = "P5D"
        crisis_report = "PT10M"
        repair_accept = "PT4M"
        repair_visit = "PT20H"
        repair_status = "P6D"
        customer_chase = "P3D"
        chases = 2
        follow_up_gap = "P10D"
        unsettled = "P12D"
        slip = "P1D"
        callback_from = "P1D"
        callback = "P4D"
        attempts = 4
        money_limit = 0
        units = ["工程部"]

        [organisation]
        name = "锦绣家园"
        name_en = "Jinxiu Homes"
        zone = "Asia/Shanghai"

        [library]
        review = false
        precision = 0.97
        applies_to = ["north", "gold"]

        [lines.A]
        name = "咨询"
        name_en = "Questions"

        [lines.R]
        name = "维修"
        reasons = ["repair", "danger"]
        skill = "repair"
        level = 2

        [teams."维修组"]
        lines = ["R"]

        [on_call]
        people = [7, 12]

        [quiet_hours]
        start = "21:30"
        end = 07:00:00

        [reports]
        at = "08:30"
        every = ["week"]

        [customer_levels]
        ordinary = 1
        key = 3
        vip = 4

        [retention]
        messages = 365
        notes = 0
        dead_letters = 30
    """
    read = read_rules(text, "rules.toml")
    assert read == Rules(
        version=2,
        organisation=Organisation(name="锦绣家园", name_en="Jinxiu Homes", zone=ZoneInfo("Asia/Shanghai")),
        library=LibraryRules(review=False, precision=0.97, applies_to=("north", "gold")),
        lines={
            "A": Line(name="咨询", name_en="Questions"),
            "R": Line(name="维修", name_en="维修", reasons=(Reason.REPAIR, Reason.DANGER), skill="repair", level=2),
        },
        teams={"维修组": Team(lines=("R",))},
        on_call=OnCall(people=(7, 12)),
        quiet_hours=QuietHours(start=time(21, 30), end=time(7)),
        reports=Reports(at=time(8, 30), every=(Span.WEEK,)),
        customer_levels=CustomerLevels(ordinary=1, key=3, vip=4),
        retention=Retention(messages=365, notes=0, dead_letters=30),
        accept=timedelta(minutes=4),
        wait_comfort=timedelta(minutes=6),
        wait_explain=timedelta(minutes=30),
        offer=timedelta(seconds=50),
        writing=timedelta(seconds=15),
        first_reply=timedelta(seconds=90.5),
        next_reply=timedelta(seconds=90),
        promised_reply=timedelta(hours=12),
        long_handling=timedelta(minutes=15),
        emergency=timedelta(minutes=2),
        ring=timedelta(minutes=1),
        idle_prompts=(timedelta(minutes=10), timedelta(minutes=15), timedelta(hours=12), timedelta(days=1)),
        warn=0.7,
        overrun=(5, 15, 45),
        points=(1, 2, 3, 3),
        scoring=False,
        manners=False,
        closing_notice=timedelta(minutes=20),
        reopen_window=timedelta(hours=26),
        ageing=timedelta(minutes=5),
        misses=3,
        capacity=4,
        automatic_per_hour=10,
        away=(timedelta(minutes=1), timedelta(minutes=2)),
        offers_missed=3,
        meal=timedelta(minutes=45),
        on_duty=timedelta(hours=9),
        rest=timedelta(minutes=20),
        shift_end=timedelta(minutes=15),
        stretch=timedelta(minutes=30),
        handover=timedelta(minutes=5),
        unstaffed=timedelta(minutes=2),
        request_reply=timedelta(hours=20),
        complaint_reply=timedelta(hours=12),
        complaint_resolve=timedelta(days=5),
        crisis_report=timedelta(minutes=10),
        repair_accept=timedelta(minutes=4),
        repair_visit=timedelta(hours=20),
        repair_status=timedelta(days=6),
        customer_chase=timedelta(days=3),
        chases=2,
        follow_up_gap=timedelta(days=10),
        unsettled=timedelta(days=12),
        slip=timedelta(days=1),
        callback_from=timedelta(days=1),
        callback=timedelta(days=4),
        attempts=4,
        money_limit=0,
        units=("工程部",),
    )
    elsewhere = {"hours", "line_hours", "field_hours", "former"}
    same = {field.name for field in fields(Rules) if getattr(read, field.name) == getattr(Rules(), field.name)}
    assert same == elsewhere


def test_a_name_alone_leaves_the_other_as_it_is() -> None:
    read = read_rules("organisation.name_en = 'Jinxiu Homes'", "rules.toml")
    assert read == replace(Rules(), organisation=Organisation(name_en="Jinxiu Homes"))


def test_a_mark_that_editors_put_before_the_first_line_is_no_mistake() -> None:
    assert read_rules("\ufeffcapacity = 3", "rules.toml") == Rules(capacity=3)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("accpt = 3", "rules.toml, line 1: accpt is no key of the rules; did you mean accept?"),
        ("accept = 0", "rules.toml, line 1: accept is 0; a span must be longer than nothing and at most 366 days."),
        ("accept = -3", "rules.toml, line 1: accept is -3, which is negative; a span is 0 or more."),
        ("accept = 'PT0S'", "accept is 'PT0S'; a span must be longer than nothing and at most 366 days."),
        ("accept = 1e300", "accept is 1e+300, which is longer than can be counted."),
        ("accept = 'P999999999999D'", "which is longer than can be counted."),
        ("accept = 'P367D'", "accept is 'P367D'; a span must be longer than nothing and at most 366 days."),
        ("accept = true", "accept is true, which is no span; write seconds (180) or a duration"),
        ("accept = nan", "accept is nan, which is no span"),
        ("accept = inf", "accept is inf, which is no span"),
        ("accept = [3]", "accept is [3], which is no span"),
        ("accept = 08:30:00", "accept is datetime.time(8, 30), which is no span"),
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
        ("organisation = 'x'", "organisation is 'x'; write a table, with name, name_en, zone, links."),
        ("library = 1", "library is 1; write a table, with review, precision, applies_to."),
        ("[library]\nreview = 1", "rules.toml, line 2: library.review is 1; write true or false, without quotes."),
        ("[library]\nprecision = 1", "library.precision is 1; write a share from 0.5 to 0.999."),
        ("[library]\nprecision = true", "library.precision is true; write a share such as 0.95, without quotes."),
        ("[library]\napplies_to = 'x'", "library.applies_to is 'x'; write a list of names"),
        ("[library]\napplies_to = ['']", "library.applies_to is ''; write a name in quotes."),
        ("[organisation]\nname = ''", "rules.toml, line 2: organisation.name is ''; write a name in quotes."),
        ("[organisation]\nname = 3", "rules.toml, line 2: organisation.name is 3; write a name in quotes."),
        ('[organisation]\nname = "a\\nb"', "organisation.name is too long or has a line break"),
        (f"[organisation]\nname = '{'x' * 65}'", "organisation.name is too long or has a line break"),
        (
            "[organisation]\nslogan = 'x'",
            "organisation.slogan is no key of the rules; remove it; there are name, name_en",
        ),
        ("[organisation]\nzone = 'Mars/Olympus'", "organisation.zone is 'Mars/Olympus', which is no time zone"),
        ("[organisation]\nzone = '../../etc/passwd'", "which is no time zone"),
        (
            "[on_call]\nname = 'x'",
            "rules.toml, line 2: on_call.name is no key of the rules; remove it; there are people.",
        ),
        ("[on_call]\npeople = 7", "on_call.people is 7; write a list of whole numbers, such as [900007, 900001]"),
        ("[on_call]\npeople = [7, 7]", "on_call.people names somebody twice"),
        ("[quiet_hours]\nend = '25:00'", "quiet_hours.end is '25:00', which is no time of day; write one like"),
        (
            "[reports]\nevery = ['day', 'year']",
            "reports.every has 'year', which is no span of a report; there are",
        ),
        ("[reports]\nevery = ['weak']", "reports.every has 'weak', which is no span of a report; did you mean"),
        ("[reports]\nat = 9", "reports.at is 9, which is no time of day; write one like"),
        ("[customer_levels]\nvip = 10", "customer_levels.vip is 10; write a whole number from 0, not urgent, to 9"),
        ("[retention]\nnotes = -1", "retention.notes is -1; write whole days up to 36500, or 0 to keep it for ever."),
        ("[retention]\nmessages = 'P1D'", "retention.messages is 'P1D'; write whole days"),
        ("idle_prompts = 'PT3M'", "idle_prompts is 'PT3M'; write a list of spans"),
        ("idle_prompts = []", "idle_prompts is []; write a list of spans"),
        ("away = ['PT10M', 'PT5M']", "rules.toml, line 1: away needs two spans, the second longer"),
        ("warn = 1", "warn is 1; write a share from 0.1 to 0.99."),
        ("overrun = [30, 10]", "overrun is [30, 10]; write whole minutes that rise, such as [10, 30]."),
        ("overrun = [10, true]", "overrun is [10, True]; write a list of whole numbers"),
        ("overrun = [10]", "rules.toml, line 1: overrun makes 2 tiers and 3 points; write points for each of the 2."),
        ("points = [5, 10]", "rules.toml, line 1: points makes 3 tiers and 2 points"),
        ("points = [5, 20, 10]", "points is [5, 20, 10]; who is later cannot have fewer, so write them rising."),
        ("lines = {}", "lines has no line; write [lines.A] with a name, or leave it out."),
        ("units = []", "units names no unit; write at least one"),
        ("money_limit = -1", "money_limit is -1; write whole units of the currency"),
        ("[lines.b]\nname = 'x'", "lines.b is no line; its name is one letter from A to Z"),
        ("[lines.A]\nlevel = 1", "rules.toml, line 1: lines.A has no name"),
        ("[lines.A]\nname = 'x'\nlevel = 10", "lines.A.level is 10; write a whole number from 0, not urgent, to 9"),
        (
            "[lines.A]\nname = 'x'\nreasons = ['angry']",
            "lines.A.reasons has 'angry', which is no reason; did you mean anger?",
        ),
        (
            "lines.A = {name = 'x', reasons = ['anger']}\nlines.B = {name = 'y', reasons = ['anger']}",
            "leads to line A already",
        ),
        ("teams = 3", "teams is 3; write a table, with [teams."),
        ("[teams.'B 组']\nlines = ['B']", "rules.toml, line 1: teams.B 组 is no name of a team; write one word"),
        (f"[teams.{'x' * 21}]\nlines = ['B']", "is too long; write at most 20 characters."),
        ("[teams.b]\nline = ['B']", "teams.b.line is no key of the rules; did you mean lines?"),
        ("[teams.b]", 'rules.toml, line 1: teams.b.lines needs the letters of its lines; write lines = ["B"].'),
        ("[teams.b]\nlines = ['E']", "line 2: teams.b.lines has 'E', which is no line; there are A, B, C, D."),
        (
            "[teams.b]\nlines = ['B']\n[teams.c]\nlines = ['C', 'B']",
            "line 4: teams.c.lines has 'B', which b serves already",
        ),
        ("hours = 3", "hours is no key of the rules"),
        ("former = []", "former is no key of the rules"),
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
        "rules.toml, line 1: accpt is no key of the rules; did you mean accept?",
        "rules.toml, line 2: misses is 0; write a number from 1 to 1000000.",
        "rules.toml, line 5: organisation.name is ''; write a name in quotes.",
    ]
