"""What `/metrics` tells, the alerts that ring by it, and the documents that explain both."""

import asyncio
import math
import re
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import yaml
from prometheus_client import CollectorRegistry
from sqlalchemy import insert, update

from bot.clock import WallClock
from bot.health import Health, Pulse
from bot.metrics import Metrics
from bot.timekeeper import Timekeeper
from desk.rules import Rules
from desk.rules.live_rules import live
from storage.connections import Connections
from storage.connections import address as address_of
from storage.engine import Database
from storage.tables import outbox, overruns, strikes
from tests.kit.cast import at
from tests.kit.databases import address, database, migrated_file, postgres, sqlite_address
from tests.kit.whole import Whole, whole
from tests.storage.steps import letter, post

__all__ = ["address", "database", "migrated_file", "postgres"]

_ROOT = Path(__file__).parents[3]
_OURS = re.compile(r"\bdesk_\w+")
_GIVEN_BY_PROMETHEUS = {"up"}


def alerts() -> list[dict[str, Any]]:
    groups = yaml.safe_load((_ROOT / "deploy/alerts.yaml").read_text(encoding="utf-8"))["groups"]
    return [rule for group in groups for rule in group["rules"]]


def operating() -> str:
    return (_ROOT / "docs/operating.md").read_text(encoding="utf-8")


async def told(desk: Whole) -> dict[str, float]:
    status, text = await desk.ask("/metrics")
    assert status == 200
    lines = [line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, value in lines}


async def test_every_figure_an_alert_rings_by_is_told_and_every_one_told_is_explained(tmp_path: Path) -> None:
    async with whole(tmp_path) as desk:
        await desk.settled()
        figures = {name.partition("{")[0] for name in await told(desk) if name.startswith("desk_")} | {"desk_wrong"}
    asked = {name for rule in alerts() for name in _OURS.findall(rule["expr"])}
    explained = set(_OURS.findall(operating()))
    assert asked - figures == set()
    assert figures - explained == set()


def test_every_alert_is_in_the_night_shifts_table_and_says_what_it_is_about() -> None:
    rules = alerts()
    rows = re.findall(r"^\| `(Desk\w+)` \|", operating(), re.MULTILINE)
    assert rows == [rule["alert"] for rule in rules]
    for rule in rules:
        assert rule["labels"]["severity"] in {"page", "ticket"}
        assert rule["annotations"]["summary"]


async def test_a_healthy_desk_rings_for_nothing_but_the_absence_of_people(tmp_path: Path) -> None:
    async with whole(tmp_path) as desk:
        while (await desk.ask("/readyz"))[0] != 200:
            await desk.clock.sleep(0.02)
        figures = await told(desk)
    assert (figures["desk_database_up"], figures["desk_ready"], figures["desk_open"]) == (1, 1, 1)
    assert figures["desk_agents_on_duty"] == 0
    for quiet in ("canary_late_seconds", "strike_late_seconds", "outbox_oldest_seconds", "dead_letters"):
        assert figures[f"desk_{quiet}"] == 0
    assert not [name for name in figures if name.startswith("desk_wrong")]


async def test_a_database_that_is_gone_is_told_and_what_only_it_knows_is_not_made_up(tmp_path: Path) -> None:
    gone, clock = Database(Connections(address_of(sqlite_address(tmp_path / "no" / "desk.db")))), WallClock()
    idle: Any = SimpleNamespace(updates=0, sent=0, repeated=0, put_off=0, retry_after=0, dropped=0)
    timekeeper = Timekeeper(idle, gone.agenda, clock, heard=asyncio.Event())
    metrics = Metrics(gone, idle, idle, timekeeper, clock, live(Rules()))
    await metrics.refresh()
    asked = metrics.registry.get_sample_value
    assert (asked("desk_database_up"), asked("desk_open")) == (0, 1)
    assert math.isnan(asked("desk_agents_on_duty") or 0)
    assert math.isnan(asked("desk_outbox_oldest_seconds") or 0)
    await gone.close()


async def test_a_part_in_trouble_is_told_by_name_until_it_is_well() -> None:
    troubles = {"courier": "Telegram refuses the token"}
    pulse = Pulse(database=_well, canary_due_at=at, troubles=lambda: troubles, refresh=_refreshed, rooms=_no_rooms)
    registry = CollectorRegistry()
    health = Health(pulse, Standing(at()), registry)
    asked = registry.get_sample_value
    await health.figures()
    assert (asked("desk_ready"), asked("desk_wrong", {"part": "courier"})) == (0, 1)
    troubles.clear()
    await health.figures()
    assert (asked("desk_ready"), asked("desk_wrong", {"part": "courier"})) == (1, None)


async def _no_rooms() -> dict[str, bool]:
    return {}


async def _well() -> str | None:
    return None


async def _refreshed() -> None:
    """Nothing is to be read."""


class Standing(WallClock):
    """A clock that stands still."""

    def __init__(self, moment: datetime) -> None:
        super().__init__()
        self._moment = moment

    def now(self) -> datetime:
        return self._moment


async def test_the_latest_of_the_strikes_lately_is_told_and_older_ones_are_not(database: Database) -> None:
    async with database.begin() as unit:
        await unit._connection.execute(
            insert(strikes),
            [_struck(1, due=at(minutes=1), late=0.5), _struck(2, due=at(minutes=9), late=3.25), _struck(3, at(), 99)],
        )
    assert (await database.figures(at(minutes=10))).latest_strike == timedelta(seconds=3.25)
    assert (await database.figures(at(minutes=30))).latest_strike == timedelta()


async def test_promises_broken_within_the_hour_are_counted_unless_they_were_excused(database: Database) -> None:
    async with database.begin() as unit:
        await unit._connection.execute(
            insert(overruns),
            [
                _broken(1, minutes=10),
                _broken(2, minutes=70),
                _broken(3, minutes=80),
                _broken(4, minutes=80, excuse="x"),
            ],
        )
    assert (await database.figures(at(minutes=90))).broken == 2


async def test_the_age_of_the_outbox_is_that_of_its_first_letter(database: Database) -> None:
    assert (await database.figures(at())).oldest_letter == timedelta()
    await post(database, letter(), letter())
    async with database.begin() as unit:
        await unit._connection.execute(update(outbox).where(outbox.c.id == 1).values(posted_at=at(minutes=2)))
        await unit._connection.execute(update(outbox).where(outbox.c.id == 2).values(posted_at=at(minutes=3)))
    assert (await database.figures(at(minutes=10))).oldest_letter == timedelta(minutes=8)


def _struck(number: int, due: Any, late: float) -> dict[str, Any]:
    row = {"subject": f"conversation {number}", "clock": "accept", "tier": 1, "occurrence": 1}
    return {**row, "due": due, "at": due + timedelta(seconds=late)}


def _broken(number: int, *, minutes: float, excuse: str | None = None) -> dict[str, Any]:
    row = {"subject": f"conversation {number}", "clock": "accept", "occurrence": 1, "due": at(minutes=minutes)}
    return {**row, "tier": 1, "points": 1, "excuse": excuse}
