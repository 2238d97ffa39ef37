"""What the intake does with updates that are not as they should be."""

import asyncio
import json
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from prometheus_client import CollectorRegistry

from bot.clock import WallClock
from bot.health import Health, Pulse
from bot.intake import Deaf, Intake
from bot.places import EXAMPLE_LIBRARY
from bot.updates import LineDown, SomebodyElseReads, TokenRefused, Updates
from desk.commands import Inbox
from desk.desk import Desk
from desk.errors import StorageDown
from desk.events import Excuse
from desk.library.live import LiveLibrary
from desk.rules import Rules
from faq import KnowledgeBase
from storage.engine import open_database
from storage.tables import dead_letters
from tests.kit.desks import LIN, MEI, ROOM, TOM
from tests.kit.watching import said_to, topic_of
from tests.kit.whole import desk_in, town, whole
from tests.storage.steps import rows


async def test_an_update_nobody_can_understand_is_put_aside_and_the_next_one_is_served(tmp_path: Path) -> None:
    async with whole(tmp_path) as desk:
        await desk.play.do("update", update={"message": {"message_id": "not a number"}})
        await desk.play.do("write", as_=MEI, text="转人工")
        await topic_of(desk.play, "梅")
        await said_to(desk.play, ROOM, "message")
        _, figures = await desk.ask("/metrics")
        assert "desk_dead_letters 1.0" in figures


async def test_an_update_of_a_kind_still_unknown_is_passed_over(tmp_path: Path) -> None:
    async with whole(tmp_path) as desk:
        await desk.play.do("update", update={"something_of_next_year": {"id": 1}})
        await desk.play.do("write", as_=MEI, text="转人工")
        await topic_of(desk.play, "梅")
        _, figures = await desk.ask("/metrics")
        assert "desk_dead_letters 0.0" in figures


async def test_an_update_that_comes_twice_is_handled_once(tmp_path: Path) -> None:
    async with whole(tmp_path) as desk:
        await desk.play.do("updates", duplicate=3)
        await desk.play.do("write", as_=MEI, text="转人工")
        thread = await topic_of(desk.play, "梅")
        await desk.play.do("write", as_=MEI, text="我家的水龙头")
        await said_to(desk.play, ROOM, "水龙头")
        await desk.play.do("write", as_=MEI, text="最后一句")
        await said_to(desk.play, ROOM, "最后一句")
        texts = [m.get("text") for m in (await desk.play.room())["messages"] if m.get("message_thread_id") == thread]
        assert texts.count("我家的水龙头") == 1


async def test_ids_that_start_lower_again_after_a_quiet_week_are_heard(tmp_path: Path) -> None:
    async with whole(tmp_path) as desk:
        await desk.play.do("write", as_=MEI, text="转人工")
        await topic_of(desk.play, "梅")
        await desk.play.do("updates", next_id=5)
        await desk.play.do("write", as_=TOM, text="human")
        await topic_of(desk.play, "Tom")


async def test_updates_that_overtook_each_other_are_heard_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    heard: list[int] = []

    async def translate(update: dict[str, Any], inbox: Inbox) -> None:  # noqa: ARG001 - the intake's
        heard.append(update["update_id"])

    database = await open_database(f"sqlite+aiosqlite:///{tmp_path / 'desk.sqlite3'}")
    clock = WallClock()
    desk = Desk(database, LiveLibrary(KnowledgeBase(())), Rules(), now=clock.now, locale="zh")
    intake = Intake(desk, translate, database.dead_letters, clock, locale="zh")
    await intake.take_in([{"update_id": number} for number in (7, 5, 6, 5)], asyncio.Event())
    await database.close()
    assert heard == [5, 6, 7]


async def test_of_an_update_that_is_handled_at_the_second_try_nothing_is_kept_aside(tmp_path: Path) -> None:
    tries: list[int] = []

    async def translate(update: dict[str, Any], inbox: Inbox) -> None:  # noqa: ARG001 - the intake's
        tries.append(update["update_id"])
        if len(tries) == 1:
            raise KeyError(update["update_id"])

    database = await open_database(f"sqlite+aiosqlite:///{tmp_path / 'desk.sqlite3'}")
    clock = WallClock()
    desk = Desk(database, LiveLibrary(KnowledgeBase(())), Rules(), now=clock.now, locale="zh")
    intake = Intake(desk, translate, database.dead_letters, clock, locale="zh")
    await intake.take_in([{"update_id": 5, "message": {"text": "My tap leaks"}}], asyncio.Event())
    kept = await rows(database, dead_letters)
    await database.close()
    assert (tries, kept) == ([5, 5], [])


async def test_a_webhook_that_brings_more_than_we_can_keep_in_mind_is_asked_to_come_again(tmp_path: Path) -> None:
    async def translate(update: dict[str, Any], inbox: Inbox) -> None:
        pass

    database = await open_database(f"sqlite+aiosqlite:///{tmp_path / 'desk.sqlite3'}")
    clock, stop = WallClock(), asyncio.Event()
    desk = Desk(database, LiveLibrary(KnowledgeBase(())), Rules(), now=clock.now, locale="zh")
    intake = Intake(desk, translate, database.dead_letters, clock, locale="zh")
    async with asyncio.timeout(60), asyncio.TaskGroup() as group:
        knocks = [group.create_task(intake.hear({"update_id": number})) for number in range(1000)]
        await asyncio.wait(knocks, timeout=0)
        with pytest.raises(Deaf):
            await intake.hear({"update_id": 1000})
        group.create_task(intake.serve_webhook(stop))
        await asyncio.gather(*knocks)
        stop.set()
    await database.close()
    assert intake.updates == 1000


async def test_an_order_by_our_name_is_carried_out_though_telegram_does_not_tell_us_who_we_are(tmp_path: Path) -> None:
    clock = WallClock()
    async with town(clock) as play:
        await play.do("fault", kind="error", method="getMe", code=502, times=1000)
        async with desk_in(play, tmp_path, clock) as desk:
            await play.do("write", as_=LIN, chat=ROOM, text="/on@frontdesk_bot")
            await said_to(play, ROOM, "登记 900007 客服")
            _, figures = await desk.ask("/metrics")
            assert "desk_dead_letters 0.0" in figures


class Away:
    """Telegram, or a database, that does not answer."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    async def fetch(self, **_: object) -> None:
        raise self._error

    async def handle(self, _: object) -> None:
        raise self._error


@pytest.mark.parametrize(
    ("error", "excuse"),
    [
        (LineDown("no route"), Excuse.TELEGRAM),
        (TokenRefused(), Excuse.TELEGRAM),
        (SomebodyElseReads(), Excuse.TELEGRAM),
        (StorageDown("the server does not answer"), Excuse.OUTAGE),
    ],
)
async def test_what_keeps_us_from_hearing_excuses_by_its_own_name(error: Exception, excuse: Excuse) -> None:
    async def translate(update: dict[str, Any], inbox: Inbox) -> None:
        pass

    nobody, stop = cast("Any", Away(error)), asyncio.Event()
    intake = Intake(nobody, translate, nobody, WallClock(), locale="zh")
    seen = [intake.excuses]
    intake.troubled += [lambda: seen.append(intake.excuses), stop.set]
    if isinstance(error, StorageDown):
        with pytest.raises(StorageDown):
            await intake.take_in([{"update_id": 1}], stop)
    else:
        await intake.poll(nobody, stop)
    assert seen == [frozenset(), {excuse}]


async def test_what_a_webhook_brings_while_we_end_is_refused_at_once_and_not_left_waiting(tmp_path: Path) -> None:
    async def translate(update: dict[str, Any], inbox: Inbox) -> None:
        pass

    database = await open_database(f"sqlite+aiosqlite:///{tmp_path / 'desk.sqlite3'}")
    clock, stop = WallClock(), asyncio.Event()
    desk = Desk(database, LiveLibrary(KnowledgeBase(())), Rules(), now=clock.now, locale="zh")
    intake = Intake(desk, translate, database.dead_letters, clock, locale="zh")
    async with asyncio.timeout(20), asyncio.TaskGroup() as group:
        serving = group.create_task(intake.serve_webhook(stop))
        await intake.hear({"update_id": 1})
        stop.set()
        await serving
        with pytest.raises(Deaf):
            await intake.hear({"update_id": 2})
    await database.close()
    assert intake.updates == 1


async def test_a_webhook_hears_what_telegram_brings_and_nobody_else(tmp_path: Path) -> None:
    from tests.kit.desks import free_port  # noqa: PLC0415 - the port must be known before the desk

    port = free_port()
    hook = {"webhook_url": f"http://127.0.0.1:{port}", "webhook_secret": "a-secret-of-ours", "http_port": port}
    async with whole(tmp_path, **hook) as desk:
        await desk.play.do("write", as_=MEI, text="转人工")
        await topic_of(desk.play, "梅")
        url = f"http://127.0.0.1:{port}/telegram"
        update = json.dumps({"update_id": 1})
        headers = {"Content-Type": "application/json", "X-Telegram-Bot-Api-Secret-Token": "a-secret-of-theirs"}
        for wrong in (headers, {"Content-Type": "application/json"}):
            async with desk.play.session.post(url, data=update, headers=wrong) as answer:
                assert answer.status == 401
        async with desk.play.session.get(url) as answer:
            assert answer.status == 405


async def test_health_tells_what_is_wrong(tmp_path: Path) -> None:
    async with whole(tmp_path) as desk:
        await desk.play.do("write", as_=MEI, text="转人工")
        await topic_of(desk.play, "梅")
        assert await desk.ask("/healthz") == (200, '{"alive": true}')
        assert await desk.ask("/readyz") == (200, '{"ready": true, "wrong": {}, "rooms": {"main": true}}')
        await desk.play.do("fault", kind="error", method="getUpdates", code=401, times=3)
        await desk.play.do("write", as_=MEI, text="还在吗")
        while (answer := await desk.ask("/readyz"))[0] == 200:
            await desk.clock.sleep(0.05)
        assert "token" in json.loads(answer[1])["wrong"]["intake"]


async def test_the_room_is_told_whose_update_was_put_aside_without_its_words(tmp_path: Path) -> None:
    async with whole(tmp_path) as desk:
        broken = {
            "message_id": "none",
            "chat": {"id": MEI, "type": "private", "first_name": "梅"},
            "text": "秘密",
        }
        done = await desk.play.do("update", update={"message": broken})
        told = await said_to(desk.play, ROOM, f"message {done['update_id']} · 梅")
        assert "秘密" not in told["text"]


class _Taken:
    """A line whose reader is thrown out once it has heard one update."""

    def __init__(self, stop: asyncio.Event) -> None:
        self._stop = stop

    async def fetch(self, *, offset: int | None, limit: int, wait: int) -> list[dict[str, Any]]:  # noqa: ARG002
        if offset is not None:
            raise SomebodyElseReads
        self._stop.set()
        return [{"update_id": 1}]


async def test_a_last_update_that_cannot_be_confirmed_does_not_keep_the_desk_from_stopping(tmp_path: Path) -> None:
    clock, stop = WallClock(), asyncio.Event()
    database = await open_database(f"sqlite+aiosqlite:///{tmp_path / 'desk.sqlite3'}")
    desk = Desk(database, LiveLibrary(KnowledgeBase.load(EXAMPLE_LIBRARY)), Rules(), now=clock.now, locale="zh")

    async def translate(update: dict[str, Any], inbox: Inbox) -> None:
        """Understand nothing."""

    intake = Intake(desk, translate, database.dead_letters, clock, locale="zh")
    await intake.poll(cast("Updates", _Taken(stop)), stop)
    await database.close()
    assert intake.updates == 1


class _Lost:
    """A line that goes down while another process takes over."""

    def __init__(self) -> None:
        self.is_ours = True

    def fetches(self) -> bool:
        return self.is_ours

    async def fetch(self, *, offset: int | None, limit: int, wait: int) -> list[dict[str, Any]]:  # noqa: ARG002
        self.is_ours = False
        raise LineDown("TimeoutError")


async def test_who_stands_by_is_not_in_trouble_for_a_line_that_was_down_before(tmp_path: Path) -> None:
    clock, stop, line, troubles = WallClock(1000), asyncio.Event(), _Lost(), list[str | None]()
    database = await open_database(f"sqlite+aiosqlite:///{tmp_path / 'desk.sqlite3'}")
    desk = Desk(database, LiveLibrary(KnowledgeBase(())), Rules(), now=clock.now, locale="zh")

    async def translate(update: dict[str, Any], inbox: Inbox) -> None:
        """Understand nothing."""

    intake = Intake(desk, translate, database.dead_letters, clock, locale="zh")
    intake.troubled.append(lambda: troubles.append(intake.trouble))
    async with asyncio.timeout(20), asyncio.TaskGroup() as group:
        group.create_task(intake.poll(cast("Updates", line), stop, fetches=line.fetches))
        while not troubles or intake.trouble:
            await clock.sleep(1)
        stop.set()
    await database.close()
    assert troubles == ["Telegram cannot be reached: TimeoutError"]


@pytest.mark.parametrize(("late", "well"), [(60, True), (301, False)])
async def test_on_a_fast_clock_half_a_second_of_the_machine_is_not_late(late: int, well: bool) -> None:  # noqa: FBT001
    clock = WallClock(600)
    due_at = clock.now() - timedelta(seconds=late)

    async def nothing() -> None:
        """Find nothing wrong."""

    async def no_rooms() -> dict[str, bool]:
        return {}

    pulse = Pulse(database=nothing, canary_due_at=lambda: due_at, troubles=dict, refresh=nothing, rooms=no_rooms)
    assert (await Health(pulse, clock, CollectorRegistry()).wrong() == {}) is well
