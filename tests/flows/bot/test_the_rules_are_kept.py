"""The rules of a running desk: changed by their files, refused with a reason, applied by a lead."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot import rulekeeping
from bot.clock import WallClock
from bot.librarian import Librarian
from bot.rulekeeping import RuleKeeper, open_rules
from desk.clocks import soonest
from desk.commands import Given, OfCustomer, Say, Strike
from desk.content import Content
from desk.desk import Desk
from desk.errors import StorageDown
from desk.events import HandedOff, Opened, Reason
from desk.evolution import fold
from desk.library.live import LiveLibrary
from desk.people import Customer
from desk.ports import Change
from desk.rules import Rules
from desk.rules.live_rules import LiveRules
from desk.state import Conversation
from faq import KnowledgeBase
from storage import codec
from storage.engine import Database, open_database
from storage.rulebook import keep
from storage.tables import conversations, events, outbox
from tests.kit.databases import opened
from tests.kit.desks import LIN, MEI, ROOM, ZHAO, Sandbox
from tests.kit.tested_on import place_in
from tests.kit.watching import button, on_duty, said_to, says
from tests.kit.whole import Whole, settings_for, whole
from tests.storage.steps import rows

MONDAY = datetime(2026, 11, 23, 10, tzinfo=UTC)
OPEN = 'zone = "UTC"\n[week]\n' + "".join(
    f'{day} = [["00:00", "24:00"]]\n' for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
)


@pytest.fixture(autouse=True)
def _looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rulekeeping, "POLL", 0.05)


@asynccontextmanager
async def ruled(folder: Path, rules: str = "", hours: str = OPEN) -> AsyncGenerator[Whole]:
    """Have a desk with files of its own."""
    write(folder, "rules", rules)
    write(folder, "hours", hours)
    async with whole(folder, rules=folder / "rules.toml", hours=folder / "hours.toml") as desk:
        yield desk


def write(folder: Path, name: str, text: str) -> None:
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")


async def asked(play: Sandbox, who: int, words: str, since: int = 0) -> dict[str, Any]:
    """Ask for the rules, and return what the bot says to that."""
    await play.do("write", as_=who, chat=ROOM, text="规则")
    message: dict[str, Any] = (await play.until(says(words), since=since, kind="message", chat=ROOM))["message"]
    return message


async def press(play: Sandbox, who: int, message: dict[str, Any], words: str) -> str:
    """Press a button; return what the small window says."""
    data = button(message, words)
    done = await play.do("press", as_=who, chat=ROOM, message_id=message["message_id"], data=data, wait=10)
    return str(done)


async def test_a_file_that_is_saved_is_in_force_moments_later_and_the_room_hears_what_changed(tmp_path: Path) -> None:
    async with ruled(tmp_path) as desk:
        await on_duty(desk.play, LIN)
        await asked(desk.play, LIN, "现在是规则第 1 版")
        write(tmp_path, "rules", 'accept = "PT4M"\n')
        told = await said_to(desk.play, ROOM, "规则已更新为第 2 版")
        assert "接单时限：3 分钟 → 4 分钟" in told["text"]
        await asked(desk.play, LIN, "现在是规则第 2 版")


async def test_running_clocks_keep_their_rules_until_a_lead_applies_the_new_ones(tmp_path: Path) -> None:
    async with ruled(tmp_path, "accept = 3000\n") as desk:
        play = desk.play
        await on_duty(play, LIN)
        await on_duty(play, ZHAO)
        write(tmp_path, "rules", "accept = 1\n")
        told = await said_to(play, ROOM, "规则已更新为第 2 版")
        assert "仍按原来的第 1 版算" in told["text"]
        assert "主管的事" in await press(play, LIN, told, "也用于正在计时的")
        assert "也按第 2 版算" in await press(play, ZHAO, told, "也用于正在计时的")
        assert "不用再点" in await press(play, ZHAO, told, "也用于正在计时的")
    async with opened(desk.place.address) as database:
        applied = [row for row in await rows(database, events) if row["type"] == "RulesApplied"]
        assert [(row["subject"], codec.event(row["type"], row["body"]).at) for row in applied] == [
            ("room", (await database.rulebook.editions())[0].replaced_at)
        ]


async def test_a_mistake_is_told_with_line_and_remedy_once_and_the_old_rules_stay(tmp_path: Path) -> None:
    async with ruled(tmp_path, "misses = 3\n") as desk:
        play = desk.play
        await on_duty(play, LIN)
        write(tmp_path, "rules", "misses = 3\naccept = -3\n")
        told = await said_to(play, ROOM, "规则文件有误")
        assert "rules.toml, line 2: accept is -3, which is negative" in told["text"]
        write(tmp_path, "rules", "misses = 3\naccept = -3 # still\n")
        write(tmp_path, "hours", OPEN + "tue = 3")
        await play.until(says("hours.toml is not valid TOML"), kind="message", chat=ROOM)
        state = await asked(play, LIN, "现在是规则第 1 版")
        said = [one["text"] for one in (await play.room())["messages"] if "规则文件有误" in one.get("text", "")]
        assert len(said) == 2
        assert state


async def test_a_desk_whose_hours_are_changed_to_closed_tells_the_next_customer_so(tmp_path: Path) -> None:
    async with ruled(tmp_path) as desk:
        play = desk.play
        await on_duty(play, LIN)
        write(tmp_path, "hours", 'zone = "UTC"\n[dates]\n"2199-01-01" = [["08:30", "12:00"]]\n')
        await said_to(play, ROOM, "规则已更新为第 2 版")
        await play.do("write", as_=MEI, text="转人工")
        told = await said_to(play, MEI, "我们现在已下班")
        assert "排在第 1 位" in told["text"]


# --- without a room ----------------------------------------------------------------------------------------------


@dataclass
class Kept:
    """The rules of a folder, opened and kept by a clock that stands."""

    database: Database
    live: LiveRules
    keeper: RuleKeeper
    clock: "Standing"
    seen: int = 0

    async def look(self, times: int = 3) -> None:
        for _ in range(times):
            await self.keeper.look()

    async def posted(self) -> list[str]:
        """Return what was said since this was asked last."""
        everything = [row["type"] for row in await rows(self.database, outbox)]
        fresh = everything[self.seen :]
        self.seen = len(everything)
        return fresh


class Standing(WallClock):
    """A clock that is set by hand."""

    def __init__(self, now: datetime) -> None:
        super().__init__()
        self.stands_at = now

    def now(self) -> datetime:
        return self.stands_at


@asynccontextmanager
async def kept(
    folder: Path, now: datetime = datetime(2026, 11, 23, 10, tzinfo=UTC), **files: str
) -> AsyncGenerator[Kept]:
    for name, text in files.items():
        write(folder, name, text)
    place = await place_in(folder)
    settings = settings_for(folder, "http://127.0.0.1:1", **{name: folder / f"{name}.toml" for name in files})
    database = await open_database(place.address)
    clock = Standing(now)
    try:
        live = await open_rules(database, settings, clock)
        yield Kept(database, live, RuleKeeper(settings, database, live, clock), clock)
    finally:
        await database.close()


@pytest.mark.rule("version")
async def test_a_restart_without_a_change_makes_no_version_and_one_with_a_change_does(tmp_path: Path) -> None:
    async with kept(tmp_path, rules="accept = 60") as first:
        assert (first.live.now.version, await first.posted()) == (1, [])
    async with kept(tmp_path, rules="accept = 60") as second:
        assert (second.live.now.version, await second.posted()) == (1, [])
    async with kept(tmp_path, rules="accept = 90") as third:
        assert (third.live.now.version, await third.posted()) == (2, ["RulesChanged"])
        assert third.live.now.for_clock(datetime(2026, 11, 23, 9, tzinfo=UTC)).accept == timedelta(seconds=60)


async def test_a_stored_version_that_can_no_longer_be_read_does_not_stop_the_start(tmp_path: Path) -> None:
    async with kept(tmp_path, rules="accept = 60") as first:
        edition = (await first.database.rulebook.editions())[0]
        async with first.database._connections.writing() as connection:
            gone = type(edition.sources)(rules="a_rule_of_old = 1")
            await keep(connection, type(edition)(version=2, at=first.clock.now(), sources=gone))
    async with kept(tmp_path, rules="accept = 90") as second:
        assert (second.live.now.version, second.live.book.unread) == (3, (2,))


async def test_a_file_that_is_being_written_is_not_read(tmp_path: Path) -> None:
    async with kept(tmp_path, rules="accept = 60") as desk:
        await desk.look()
        write(tmp_path, "rules", "")
        await desk.keeper.look()
        write(tmp_path, "rules", "accept = 90")
        await desk.keeper.look()
        assert desk.live.now.version == 1
        await desk.keeper.look()
        assert (desk.live.now.version, desk.live.now.accept) == (2, timedelta(seconds=90))


async def test_a_file_that_is_gone_for_good_is_refused_and_one_that_comes_back_is_no_change(tmp_path: Path) -> None:
    async with kept(tmp_path, rules="accept = 60") as desk:
        (tmp_path / "rules.toml").unlink()
        await desk.look()
        assert (desk.live.now.version, await desk.posted()) == (1, ["RulesRefused"])
        write(tmp_path, "rules", "accept = 60")
        await desk.look()
        assert (desk.live.now.version, await desk.posted()) == (1, [])


async def test_in_december_the_room_hears_once_that_the_next_year_is_not_published(tmp_path: Path) -> None:
    hours = 'zone = "Asia/Shanghai"\nholidays = "CN"\n[week]\nmon = [["08:30", "17:30"]]\n'
    async with kept(tmp_path, datetime(2031, 11, 30, tzinfo=UTC), hours=hours) as desk:
        await desk.look()
        assert await desk.posted() == []
        desk.clock.stands_at += timedelta(days=1)
        await desk.look()
        assert await desk.posted() == ["HolidaysEstimated"]
        desk.clock.stands_at += timedelta(days=1)
        await desk.look()
        assert await desk.posted() == []


async def test_the_lead_hears_once_of_hours_that_never_open(tmp_path: Path) -> None:
    async with kept(tmp_path, hours='zone = "UTC"\n') as desk:
        await desk.look()
        assert await desk.posted() == ["NeverOpens"]
        desk.clock.stands_at += timedelta(days=1)
        await desk.look()
        assert await desk.posted() == []


async def test_the_lead_hears_once_of_a_line_that_never_opens(tmp_path: Path) -> None:
    hours = 'zone = "UTC"\n[week]\nmon = [["00:00", "24:00"]]\n[lines.C.dates]\n"2020-01-01" = [["09:00", "12:00"]]\n'
    async with kept(tmp_path, hours=hours) as desk:
        for posted in (["NeverOpens"], []):
            await desk.look()
            assert await desk.posted() == posted
            desk.clock.stands_at += timedelta(days=1)


async def test_without_files_the_defaults_are_version_one(tmp_path: Path) -> None:
    async with kept(tmp_path) as desk:
        await desk.look()
        assert desk.live.now == Rules()


async def test_the_library_follows_a_changed_precision(tmp_path: Path) -> None:
    async with kept(tmp_path, rules="") as here:
        library = LiveLibrary(KnowledgeBase(()))
        desk = Desk(here.database, library, here.live, now=here.clock.now, locale="zh")
        librarian = Librarian(desk, here.database.library, library, here.clock, here.live)
        await librarian.look(asyncio.Event())
        assert library.knowledge.precision == 0.95
        await here.look()
        write(tmp_path, "rules", "[library]\nprecision = 0.99\n")
        await here.look()
        await librarian.look(asyncio.Event())
        assert library.knowledge.precision == 0.99


# --- many processes ----------------------------------------------------------------------------------------------


class Shared:
    """A database on which others work, too, and which does not answer the first time something is to be written."""

    alone = False

    def __init__(self, database: Database) -> None:
        self.rulebook = database.rulebook
        self._database = database
        self._answers = False

    def begin(self) -> object:
        if not self._answers:
            self._answers = True
            raise StorageDown("the server does not answer")
        return self._database.begin()


async def test_rules_that_could_not_be_taken_over_are_taken_over_at_the_next_look(tmp_path: Path) -> None:
    async with kept(tmp_path, rules="accept = 60") as here:
        live, shared = await open_rules(here.database, here.keeper._settings, here.clock), Shared(here.database)
        follows = RuleKeeper(here.keeper._settings, shared, live, here.clock, keeps_house=lambda: False)  # type: ignore[arg-type]
        await follows.look()
        write(tmp_path, "rules", "accept = 90")
        await here.look()
        async with here.database.begin() as unit:
            await unit.record([waiting(MEI, live.now, here.clock.now())])
        with pytest.raises(StorageDown):
            await follows.look()
        assert not await here.database.agenda.due(here.clock.now(), 10), "nothing was looked at again"
        await follows.look()
        assert (live.now.version, live.now.accept) == (2, timedelta(seconds=90))
        assert await here.database.agenda.due(here.clock.now(), 10)


async def test_what_a_lead_applied_while_a_process_began_is_known_to_it_from_its_first_look(tmp_path: Path) -> None:
    begun = datetime(2026, 11, 23, 9, tzinfo=UTC)
    async with kept(tmp_path, rules="accept = 60") as here:
        write(tmp_path, "rules", "accept = 90")
        await here.look()
        live, shared = await open_rules(here.database, here.keeper._settings, here.clock), Shared(here.database)
        async with here.database.begin() as unit:
            await unit.replace_former_rules(here.clock.now())
        follows = RuleKeeper(here.keeper._settings, shared, live, here.clock, keeps_house=lambda: False)  # type: ignore[arg-type]
        assert live.now.for_clock(begun).accept == timedelta(seconds=60)
        await follows.look()
        assert live.now.for_clock(begun).accept == timedelta(seconds=90)


# --- many clocks -------------------------------------------------------------------------------------------------


def waiting(customer: int, rules: Rules, now: datetime) -> Change:
    """Return the change of a customer who begins to wait."""
    news = (Opened(at=now), HandedOff(at=now, reason=Reason.ASKED))
    after = fold(customer, news)
    return Change(
        before=Conversation(customer=customer),
        after=after,
        news=news,
        customer=Customer(chat_id=customer, name="Mei"),
        next_due_at=soonest(after, rules),
        rank=now,
    )


@pytest.mark.rule("version")
@pytest.mark.parametrize("many", [300, pytest.param(10_000, marks=pytest.mark.fire)])
async def test_every_one_of_many_running_clocks_is_looked_at_again_while_customers_are_served(
    tmp_path: Path, many: int
) -> None:
    slow = 'accept = "PT2H"\nfirst_reply = "PT2H"\nwait_comfort = "PT2H"\nwait_explain = "PT3H"\n'
    async with kept(tmp_path, rules=slow, hours=OPEN) as here:
        begun = here.clock.stands_at - timedelta(hours=1)
        for first in range(0, many, 500):
            async with here.database.begin() as unit:
                some = range(first, min(first + 500, many))
                await unit.record([waiting(10_000 + n, here.live.now, begun) for n in some])
        desk = Desk(here.database, LiveLibrary(KnowledgeBase(())), here.live, now=here.clock.now, locale="zh")
        await here.look()
        write(tmp_path, "rules", slow)
        write(tmp_path, "hours", OPEN + f'[dates]\n"{MONDAY:%Y-%m-%d}" = []\n')
        await here.look()
        assert here.live.now.version == 2
        looked, mei = 0, Customer(chat_id=MEI, name="Mei")
        while subjects := await here.database.agenda.due(here.clock.now(), 200):
            assert await desk.handle([Given(command=Strike(), subject=one) for one in subjects]) == []
            looked += len(subjects)
            assert looked <= many + 10, "what was looked at is due again"
            content = Content(chat_id=MEI, message_id=looked, sent_at=here.clock.now(), text="您好")
            assert await desk.handle([Given(command=Say(customer=mei, content=content), subject=OfCustomer(MEI))]) == []
        assert looked >= many
        rules = here.live.now
        for row in await rows(here.database, conversations):
            facts = codec.conversation(row["id"], row["facts"])
            assert row["due_at"] == soonest(facts, rules)
        due = await here.database.agenda.next_due_at()
        assert due == MONDAY.replace(hour=0) + timedelta(days=1, minutes=96 - 60)
