"""The rota file: agents, shifts and who has which when in TOML, refused as a whole with every mistake that is in it.

zone = "Asia/Shanghai"              # left out: the zone of the organisation

[agents.01]
id = 900001                         # the Telegram user id; all else may be left out

[agents.07]                         # the number is what customers see
id = 900007
name = "林"                         # for colleagues only
skills = ["repair"]
languages = ["zh", "en"]
capacity = 6                        # conversations at once; left out: as many as the rules say

[shifts.early]
hours = [["08:30", "12:00"], ["13:30", "17:30"]]

[shifts.late]
hours = ["17:30", "25:00"]          # until one o'clock of the next day; at the latest "48:00"

[rota]                              # a weekday is the rule, a date replaces it
mon = { early = ["01"], late = ["07"], lead = "01", deputy = "07" }
tue = { early = ["07"] }
"2026-11-23" = { late = ["01", "07"], lead = "01" }
"2026-11-24" = {}                   # nobody
"""

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from zoneinfo import ZoneInfo

from desk.hours import CLOSED, Day
from desk.hours.hours_file import LATEST, WEEK, clock, day_of
from desk.shifts.rota import NOBODY, Plan, Rota, RotaAgent
from desk.toml_page import Key, Page, Wrong, count_of, date_of, listed, meant, pairs_of, table_of, zone_of
from desk.written import shown

_KEYS = ("zone", "agents", "shifts", "rota")
_OF_AN_AGENT = ("id", "name", "skills", "languages", "capacity")
_LEADS = ("lead", "deputy")
_NUMBER = re.compile(r"[0-9A-Za-z]{1,8}", re.ASCII)
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", re.ASCII)
_LONGEST_NAME = 64
_LARGEST_ID = 1 << 52
_NO_ID = 0
_MIDNIGHT = 24 * 60


def read_rota(text: str, where: str, zone: ZoneInfo | None = None) -> Rota:
    """Return the rota that a file describes.

    `where` is its name, for the sentences of the error; `zone` is the one of a file that does not name its own.

    Raises:
        BadRules: one line per mistake, each with file, line, key and remedy.
    """
    page = Page(text, where, "rota")
    rota = _rota(page, zone)
    page.refuse_mistakes()
    return rota


def _rota(page: Page, zone: ZoneInfo | None) -> Rota:
    page.known((), page.written, _KEYS)
    agents = [_agent(number, table, page) for number, table in _tables("agents", "[agents.07] and the like", page)]
    _own_ids(agents, page)
    shifts = {name: _shift(name, table, page) for name, table in _tables("shifts", "[shifts.late] and the like", page)}
    numbers = [agent.number for agent in agents]
    days = _tables("rota", "one line per day", page)
    plans = {day: _plan(("rota", day), table, numbers, shifts, page) for day, table in days}
    dates = [day for day in plans if day not in WEEK]
    return Rota(
        zone=_zone(page, zone),
        agents=tuple(agents),
        hours=shifts,
        week=tuple(plans.get(name, NOBODY) for name in WEEK),
        dates={page.read(("rota", day), day, _date, date.min): plans[day] for day in dates},
    )


def _zone(page: Page, otherwise: ZoneInfo | None) -> ZoneInfo:
    written = page.written.get("zone", otherwise)
    return written if isinstance(written, ZoneInfo) else page.read(("zone",), written, zone_of, ZoneInfo("UTC"))


def _tables(name: str, holds: str, page: Page) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Yield the tables within a table, by their names; what is no table is noted and left out."""
    nothing: Mapping[str, object] = {}
    outer = page.read((name,), page.written.get(name, nothing), lambda value: table_of(value, holds), nothing)
    for key, value in outer.items():
        inner = page.read((name, key), value, lambda value: table_of(value, _HOLDS[name]), None)
        if inner is not None:
            yield key, inner


_HOLDS = {
    "agents": "an id at least",
    "shifts": 'hours = ["17:30", "25:00"]',
    "rota": "a list of agents per shift, or {} for nobody",
}


def _agent(number: str, table: Mapping[str, object], page: Page) -> RotaAgent:
    key = ("agents", number)
    page.read(key, number, _number, number)
    page.known(key, table, _OF_AN_AGENT)
    none = frozenset[str]()
    return RotaAgent(
        number=number,
        user_id=page.read((*key, "id"), table.get("id"), _id, _NO_ID),
        name=page.read((*key, "name"), table.get("name", ""), _name, ""),
        skills=page.read((*key, "skills"), table.get("skills", []), _skills, none),
        languages=page.read((*key, "languages"), table.get("languages", []), _languages, none),
        capacity=page.read((*key, "capacity"), table["capacity"], count_of, None) if "capacity" in table else None,
    )


def _own_ids(agents: list[RotaAgent], page: Page) -> None:
    """Note the agents who have the id of another."""
    owners: dict[int, str] = {}
    for agent in agents:
        owner = owners.setdefault(agent.user_id, agent.number)
        if owner != agent.number and agent.user_id != _NO_ID:
            page.wrong(
                ("agents", agent.number, "id"),
                f"is {agent.user_id}, which is the id of agents.{owner}; write the one of this agent, or remove one.",
            )


def _shift(name: str, table: Mapping[str, object], page: Page) -> Day:
    key = ("shifts", name)
    page.read(key, name, _shift_name, name)
    page.known(key, table, ("hours",))
    return page.read((*key, "hours"), table.get("hours"), _hours, CLOSED)


def _plan(key: Key, table: Mapping[str, object], numbers: Collection[str], shifts: Collection[str], page: Page) -> Plan:
    planned: dict[str, frozenset[str]] = {}
    for name, value in table.items():
        if name in _LEADS:
            continue
        if name in shifts:
            planned[name] = _agents((*key, name), value, numbers, page)
        else:
            remedy = meant(name, [*shifts, *_LEADS]) or f"add [shifts.{name}], or correct the name."
            page.wrong((*key, name), f"is no shift; {remedy}")
    lead, deputy = (_leader((*key, name), table.get(name), numbers, page) for name in _LEADS)
    return Plan(shifts={name: found for name, found in planned.items() if found}, lead=lead, deputy=deputy)


def _agents(key: Key, value: object, numbers: Collection[str], page: Page) -> frozenset[str]:
    written = page.read(key, value, _numbers, list[str]())
    for number in dict.fromkeys(written):
        if number not in numbers:
            page.wrong(key, f"has {_stranger(number, numbers)}")
        elif written.count(number) > 1:
            page.wrong(key, f"has {shown(number)} more than once; once is enough.")
    return frozenset(written)


def _leader(key: Key, value: object, numbers: Collection[str], page: Page) -> str | None:
    if value is None:
        return None
    number = page.read(key, value, _one_number, None)
    if number is not None and number not in numbers:
        page.wrong(key, f"is {_stranger(number, numbers)}")
    return number


def _stranger(number: str, numbers: Collection[str]) -> str:
    others = f"there are {', '.join(numbers)}" if numbers else "there are none yet"
    remedy = meant(number, numbers) or f"add [agents.{number}], or correct the number; {others}."
    return f"{shown(number)}, who is no agent; {remedy}"


def _number(written: str) -> str:
    if not _NUMBER.fullmatch(written):
        raise Wrong('is no number of an agent; write one like "07", at most 8 letters or digits.')
    return written


def _id(value: object) -> int:
    if value is None:
        raise Wrong("is missing; write the Telegram user id, such as id = 900007.")
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= _LARGEST_ID:
        raise Wrong(f"is {shown(value)}; write the Telegram user id, a whole number without quotes.")
    return value


def _name(value: object) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST_NAME or not value.isprintable():
        raise Wrong(f"is {shown(value)}; write a name in quotes, at most {_LONGEST_NAME} characters in one line.")
    return value.strip()


def _skills(value: object) -> frozenset[str]:
    remedy = 'write a list of words in quotes, such as ["repair"]'
    skills = [skill.strip() for skill in _texts(value, remedy)]
    if any(not skill or not skill.isprintable() for skill in skills):
        raise Wrong(f"is {shown(value)}; {remedy}.")
    return frozenset(skills)


def _languages(value: object) -> frozenset[str]:
    remedy = 'write a list of language codes in quotes, such as ["zh", "en"]'
    languages = _texts(value, remedy)
    for language in languages:
        if not _LANGUAGE.fullmatch(language):
            raise Wrong(f"has {shown(language)}, which is no language code; {remedy}.")
    return frozenset(languages)


def _numbers(value: object) -> list[str]:
    return _texts(value, 'write a list of agents by number in quotes, such as ["07", "12"]')


def _texts(value: object, remedy: str) -> list[str]:
    texts = [text for text in listed(value) if isinstance(text, str)]
    if texts != value:
        raise Wrong(f"is {shown(value)}; {remedy}.")
    return texts


def _shift_name(written: str) -> str:
    if written in _LEADS:
        raise Wrong(f"is no name for a shift, for a day names its {written} so; choose another.")
    return _name(written)


def _hours(value: object) -> Day:
    """Return the hours of a shift; those after the first may begin past midnight, for they belong to its day."""
    if value is None:
        raise Wrong('is missing; write hours = ["17:30", "25:00"].')
    parts = listed(value)
    alone = len(parts) == len(("start", "end")) and not any(isinstance(part, list) for part in parts)
    hours = day_of(pairs_of([value] if alone else value, '["17:30", "25:00"], or a list of such pairs'), LATEST)
    if not hours:
        raise Wrong('is []; write ["17:30", "25:00"], or remove the shift.')
    if hours[0][0] >= _MIDNIGHT:
        starts = clock(hours[0][0])
        raise Wrong(f"begins at {starts}; write {clock(hours[0][0] - _MIDNIGHT)}, and plan it on the next day.")
    return hours


def _one_number(value: object) -> str:
    if not isinstance(value, str):
        raise Wrong(f'is {shown(value)}; write the number of one agent in quotes, such as "01".')
    return value


def _date(written: str) -> date:
    if not written[:1].isdigit():
        remedy = meant(written, WEEK) or f"write {', '.join(WEEK)}, or a date such as 2026-10-01."
        raise Wrong(f"is neither a weekday nor a date; {remedy}")
    return date_of(written)
