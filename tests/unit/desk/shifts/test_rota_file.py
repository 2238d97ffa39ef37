"""The rota file: what it may say, and how it is refused."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from desk.errors import BadRules
from desk.shifts import NOBODY, Plan, Rota, RotaAgent, read_rota, rota_file

_SHANGHAI, _BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")

_STAFF = """
[agents.07]
id = 900007
[agents.12]
id = 900012
[shifts.early]
hours = ["08:30", "17:30"]
[shifts.late]
hours = ["17:30", "25:00"]
"""


def test_every_key_has_its_place() -> None:
    text = """
        zone = "Asia/Shanghai"

        [agents.07]
        id = 900007
        name = "林"
        skills = ["repair"]
        languages = ["zh", "en"]
        capacity = 6

        [agents.01]
        id = 900001

        [shifts.office]
        hours = [["13:30", "17:30"], ["08:30", "12:00"]]

        [shifts.night]
        hours = [["17:30", "24:00"], ["24:30", "32:30"]]

        [rota]
        mon = { office = ["01"], night = ["07", "01"], lead = "01" }
        "2026-11-23" = { night = ["07"], office = [], lead = "01", deputy = "07" }
        2026-11-24 = {}
    """
    assert read_rota(text, "rota.toml") == Rota(
        zone=_SHANGHAI,
        agents=(
            RotaAgent(
                number="07",
                user_id=900007,
                name="林",
                skills=frozenset({"repair"}),
                languages=frozenset({"zh", "en"}),
                capacity=6,
            ),
            RotaAgent(number="01", user_id=900001),
        ),
        hours={"office": ((510, 720), (810, 1050)), "night": ((1050, 1440), (1470, 1950))},
        week=(
            Plan(shifts={"office": frozenset({"01"}), "night": frozenset({"07", "01"})}, lead="01"),
            *(NOBODY,) * 6,
        ),
        dates={
            date(2026, 11, 23): Plan(shifts={"night": frozenset({"07"})}, lead="01", deputy="07"),
            date(2026, 11, 24): NOBODY,
        },
    )


def test_the_example_at_the_head_of_the_reader_is_a_rota_file() -> None:
    example = (rota_file.__doc__ or "").partition("\n\n")[2]
    rota = read_rota(example, "rota.toml")
    assert (rota.plan(date(2026, 11, 23)).lead, rota.plan(date(2026, 11, 24))) == ("01", NOBODY)


def test_a_file_that_names_no_zone_is_in_force_where_its_reader_is() -> None:
    assert read_rota(_STAFF, "rota.toml", _BERLIN).zone == _BERLIN
    assert read_rota("zone = 'Asia/Shanghai'", "rota.toml", _BERLIN) == Rota(zone=_SHANGHAI)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("zone = 'Mars/Olympus'", "rota.toml, line 1: zone is 'Mars/Olympus', which is no time zone; write one like"),
        ("agent = {}", "rota.toml, line 1: agent is no key of the rota; did you mean agents?"),
        ("night = 3", "night is no key of the rota; remove it; there are zone, agents, shifts, rota."),
        ("agents = 3", "rota.toml, line 1: agents is 3; write a table, with [agents.07] and the like."),
        ("[agents]\n07 = 900007", "line 2: agents.07 is 900007; write a table, with an id at least."),
        ("[agents.07]\nname = '林'", "line 1: agents.07.id is missing; write the Telegram user id, such as id ="),
        ("[agents.07]\nid = '900007'", "line 2: agents.07.id is '900007'; write the Telegram user id, a whole number"),
        ("[agents.07]\nid = true", "agents.07.id is true; write the Telegram user id"),
        ("[agents.07]\nid = -1", "agents.07.id is -1; write the Telegram user id"),
        (
            "[agents.07]\nid = 7\n[agents.12]\nid = 7",
            "line 4: agents.12.id is 7, which is the id of agents.07; write the one of this agent, or remove one.",
        ),
        ("[agents.07]\nid = 7\nskill = []", "line 3: agents.07.skill is no key of the rota; did you mean skills?"),
        ("[agents.07]\nid = 7\nname = 3", "line 3: agents.07.name is 3; write a name in quotes, at most 64"),
        ("[agents.07]\nid = 7\nskills = 'repair'", "agents.07.skills is 'repair'; write a list of words in quotes"),
        ("[agents.07]\nid = 7\nskills = [' ']", "agents.07.skills is [' ']; write a list of words in quotes, such as"),
        (
            "[agents.07]\nid = 7\nlanguages = ['zh', 'English']",
            "line 3: agents.07.languages has 'English', which is no language code; write a list of language codes in",
        ),
        ("[agents.07]\nid = 7\nlanguages = 'zh'", "agents.07.languages is 'zh'; write a list of language codes"),
        ("[agents.07]\nid = 7\nlanguages = [1]", "agents.07.languages is [1]; write a list of language codes"),
        (
            "[agents.12]\nid = 1\ncapacity = 3\n[agents.07]\nid = 7\ncapacity = 0",
            "line 6: agents.07.capacity is 0; write a whole number from 1 to 1000000, without quotes.",
        ),
        ("[agents.07]\nid = 7\ncapacity = true", "agents.07.capacity is true; write a whole number from 1"),
        ("[agents.'to o']\nid = 7", 'line 1: agents.to o is no number of an agent; write one like "07", at most 8'),
        ("[shifts.late]", 'line 1: shifts.late.hours is missing; write hours = ["17:30", "25:00"].'),
        ("[shifts]\nlate = []", 'line 2: shifts.late is []; write a table, with hours = ["17:30", "25:00"].'),
        (
            "[shifts.late]\nhours = ['17:30', '25:00']\nhour = []",
            "line 3: shifts.late.hour is no key of the rota; did you mean hours?",
        ),
        ("[shifts.late]\nhours = []", 'shifts.late.hours is []; write ["17:30", "25:00"], or remove the shift.'),
        ("[shifts.late]\nhours = '17:30-25:00'", 'shifts.late.hours is \'17:30-25:00\'; write pairs: ["17:30", "25'),
        ("[shifts.late]\nhours = [17, 25]", "shifts.late.hours has 17, which is no time of day; write one like"),
        (
            "[shifts.late]\nhours = ['22:00', '06:00']",
            "line 2: shifts.late.hours closes at 06:00, not after it opens at 22:00; 30:00 is the next day.",
        ),
        (
            "[shifts.late]\nhours = [['17:00', '24:00'], ['26:00', '25:00']]",
            "shifts.late.hours closes at 25:00, not after it opens at 26:00; the later comes second.",
        ),
        (
            "[shifts.late]\nhours = [['08:30', '12:00'], ['11:00', '17:30']]",
            "shifts.late.hours has 08:30–12:00 and 11:00–17:30, which overlap; make them one.",
        ),
        ("[shifts.late]\nhours = ['08:30', '48:01']", "shifts.late.hours closes at 48:01; hours end at 48:00 at the"),
        (
            "[shifts.late]\nhours = ['24:30', '30:00']",
            "line 2: shifts.late.hours begins at 24:30; write 00:30, and plan it on the next day.",
        ),
        (
            "[shifts.lead]\nhours = ['08:30', '12:00']",
            "line 1: shifts.lead is no name for a shift, for a day names its lead so; choose another.",
        ),
        ("[rota]\nmon = ['07']", "line 2: rota.mon is ['07']; write a table, with a list of agents per shift, or {}"),
        ("[rota]\nmonday = {}", "line 2: rota.monday is neither a weekday nor a date; did you mean mon?"),
        ("[rota]\nholiday = {}", "rota.holiday is neither a weekday nor a date; write mon, tue, wed, thu, fri, sat,"),
        ("[rota]\n'2026-11-31' = {}", "line 2: rota.2026-11-31 is no date; write one like 2026-10-01."),
        ("[rota]\n20261123 = {}", "rota.20261123 is no date"),
        ("[rota]\n'0001-01-01' = {}", "rota.0001-01-01 is no date"),
        (
            _STAFF + "[rota]\nmon = { late = ['07'] }\n2026-11-23 = { late = ['7'] }",
            "line 12: rota.2026-11-23.late has '7', who is no agent; did you mean 07?",
        ),
        (
            _STAFF + "[rota]\nmon = { late = ['99'] }",
            "rota.mon.late has '99', who is no agent; add [agents.99], or correct the number; there are 07, 12.",
        ),
        (_STAFF + "[rota]\nmon = { late = ['07', '07'] }", "rota.mon.late has '07' more than once; once is enough."),
        (_STAFF + "[rota]\nmon = { late = '07' }", "rota.mon.late is '07'; write a list of agents by number in quotes"),
        (_STAFF + "[rota]\nmon = { late = [7] }", "rota.mon.late is [7]; write a list of agents by number in quotes"),
        (_STAFF + "[rota]\nmon = { lates = ['07'] }", "line 11: rota.mon.lates is no shift; did you mean late?"),
        (
            _STAFF + "[rota]\nmon = { boss = '07' }",
            "rota.mon.boss is no shift; add [shifts.boss], or correct the name.",
        ),
        (_STAFF + "[rota]\nmon = { deputi = '07' }", "rota.mon.deputi is no shift; did you mean deputy?"),
        (_STAFF + "[rota.mon]\nlead = '13'", "line 11: rota.mon.lead is '13', who is no agent; add [agents.13], or"),
        (_STAFF + "[rota]\nmon = { deputy = 7 }", "rota.mon.deputy is 7; write the number of one agent in quotes"),
        (
            "[rota]\nmon = { lead = '01' }",
            "rota.mon.lead is '01', who is no agent; add [agents.01], or correct the number",
        ),
        ("[agents.07]\nid = 1\n[agents.07]\nid = 2", "rota.toml is not valid TOML:"),
    ],
)
def test_a_mistake_is_refused_with_file_key_and_remedy(text: str, sentence: str) -> None:
    with pytest.raises(BadRules) as refused:
        read_rota(text, "rota.toml", _SHANGHAI)
    (line,) = str(refused.value).splitlines()
    assert sentence in line


def test_a_zone_that_neither_the_file_nor_its_reader_names_is_missing() -> None:
    with pytest.raises(BadRules) as refused:
        read_rota(_STAFF, "rota.toml")
    assert str(refused.value) == 'rota.toml: zone is missing; write one like zone = "Asia/Shanghai".'


def test_all_mistakes_are_told_at_once_each_with_its_own_line() -> None:
    text = """
        zone = "Asia/Shanghai"
        [agents.07]
        id = 900007
        capacity = 0
        [agents.12]
        id = 900007
        capacity = 0
        [shifts.late]
        hours = ["17:30", "08:30"]
        [rota]
        mon = { late = ["07", "21"], early = ["12"], lead = "02" }
        "2026-02-30" = {}
    """
    with pytest.raises(BadRules) as refused:
        read_rota(text, "rota.toml")
    told = {line.split(" ")[2].rstrip(":") + " " + line.split(" ")[3] for line in str(refused.value).splitlines()}
    assert told == {
        "5 agents.07.capacity",
        "7 agents.12.id",
        "8 agents.12.capacity",
        "10 shifts.late.hours",
        "12 rota.mon.late",
        "12 rota.mon.early",
        "12 rota.mon.lead",
        "13 rota.2026-02-30",
    }
