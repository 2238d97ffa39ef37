import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import datetime
from pathlib import Path

import pytest

from bot.mishaps import A_MOMENT
from bot.shown import RESTS
from desk.commands import Block
from desk.errors import StorageDown
from desk.events import Excuse
from desk.notices import GladToHelp, Greeting, Welcome
from desk.ports import Delivery, Posted
from storage.outbox import SqlOutbox
from tests.flows.courier.posts import MEI, ROOM, TOM, Post, district


def lines(texts: list[str]) -> list[str]:
    """Return the first line of each text."""
    return [text.splitlines()[0] for text in texts]


THREE = (Greeting(), GladToHelp(), Welcome())


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "error", "code": 500, "description": "Internal Server Error"},
        {"kind": "html", "code": 502},
        {"kind": "error", "code": 429, "description": "Too Many Requests: retry after 1", "retry_after": 1},
    ],
    ids=["500", "html 502", "429"],
)
async def test_a_fault_that_passes_loses_nothing_repeats_nothing_and_keeps_the_order(
    tmp_path: Path, fault: dict[str, object]
) -> None:
    async with district(tmp_path, rate=10) as post:
        post.world.faults.switch_on(method="sendMessage", times=2, **fault)
        await post.carry(*[post.tell(notice) for notice in THREE])
        assert lines(post.chat()) == post.first_lines(*THREE)
        assert (post.counted("sent"), post.counted("repeated"), post.counted("dropped")) == (3, 0, 0)


async def test_while_one_chat_must_rest_another_is_served(tmp_path: Path) -> None:
    async with district(tmp_path) as post:
        post.world.faults.switch_on(
            kind="error", method="sendMessage", chat_id=MEI.chat_id, times=1, code=429,
            description="Too Many Requests: retry after 60", retry_after=60,
        )  # fmt: skip
        await post.post(post.tell(Greeting()), post.tell(Greeting(), TOM))
        async with asyncio.timeout(5):
            while await post.unsent() > 1:
                await post.clock.sleep(0.02)
        assert (post.chat(MEI), lines(post.chat(TOM))) == ([], post.first_lines(Greeting()))
        assert (await post.unsent(), post.counted("retry_after")) == (1, 1)


@pytest.mark.parametrize(("fault", "copies"), [("reset_before", 1), ("reset_after", 2), ("hang", 2)])
async def test_words_that_may_stand_there_already_are_marked_when_they_are_said_again(
    post: Post, fault: str, copies: int
) -> None:
    post.world.faults.switch_on(kind=fault, method="sendMessage", times=1)
    await post.carry(post.tell(Greeting()), post.tell(Welcome()))
    mark = post.wording.repeat_mark("en")
    greeting, welcome = post.first_lines(Greeting(), Welcome())
    assert lines(post.chat()) == [greeting, mark, welcome][2 - copies :]
    assert (post.counted("sent"), post.counted("repeated")) == (2, 1)


async def test_a_copy_that_may_stand_there_already_answers_its_mark(post: Post) -> None:
    post.world.faults.switch_on(kind="reset_after", method="copyMessage", times=1)
    await post.carry(post.mirror(post.writes(MEI, kind="photo")))
    mark = post.wording.repeat_mark("en")
    first, marked, second = [m for m in post.world.groups[ROOM].messages.values() if "photo" in m or "text" in m]
    assert ("photo" in first, marked["text"], "photo" in second) == (True, mark, True)
    assert second["reply_to_message"]["message_id"] == marked["message_id"]


async def test_of_a_joined_burst_that_was_cut_off_every_message_is_marked_when_it_is_said_again(tmp_path: Path) -> None:
    async with district(tmp_path, limits=True, pace=10) as post:
        post.world.faults.switch_on(kind="reset_after", method="sendMessage", times=1)
        await post.has_said(ROOM, 14)
        await post.carry(*[post.mirror(post.writes(MEI, f"line {n}")) for n in range(6)])
        mark = post.wording.repeat_mark("en")
        read = [text.splitlines() for _, text in post.room()]
    again = [lines[1:] for lines in read if lines[0] == mark]
    once = [line for lines in read if lines[0] != mark for line in lines]
    assert once == [f"line {n}" for n in range(6)]
    assert again == [[f"line {n}"] for n in range(6)]


async def test_a_copy_is_not_repeated_before_its_mark_stands(post: Post) -> None:
    post.world.faults.switch_on(kind="reset_after", method="copyMessage", times=1)
    post.world.faults.switch_on(kind="error", method="sendMessage", code=500, times=3)
    await post.carry(post.mirror(post.writes(MEI, kind="photo")))
    assert [text for _, text in post.room()] == ["photo", post.wording.repeat_mark("en"), "photo"]


async def test_a_customer_who_blocked_the_bot_is_reported_and_the_agent_is_told_why(post: Post) -> None:
    await post.carry(post.mirror(post.writes(MEI)))
    reply = post.answers(post.topics()[0], "Are you at home?")
    post.block(MEI)
    await post.carry(post.deliver(reply))
    why = post.wording.failure("blocked", "en")
    assert (post.unreachable, post.chat()) == ([MEI.chat_id], [])
    assert list(post.world.groups[ROOM].reactions[reply["message_id"]].values()) == [["👎"]]
    assert [(thread, why in text) for thread, text in post.room()[1:]] == [(post.topics()[0], True)]
    assert (await post.database.figures(post.clock.now())).dead_letters == 0


async def test_a_message_that_is_gone_before_it_was_copied_is_told_to_the_agent(post: Post) -> None:
    await post.carry(post.mirror(post.writes(MEI)))
    reply = post.answers(post.topics()[0], "wrong topic")
    post.world.delete(post.world.groups[ROOM], reply["message_id"])
    await post.carry(post.deliver(reply))
    assert [post.wording.failure("gone", "en") in text for _, text in post.room()[1:]] == [True]


async def test_a_deleted_topic_is_made_anew_and_nothing_is_lost(post: Post) -> None:
    await post.carry(post.mirror(post.writes(MEI, "My tap leaks")))
    (old,) = post.topics()
    post.delete_topic(old)
    await post.carry(post.mirror(post.writes(MEI, "It still leaks")), post.mirror(post.writes(MEI, "Hello?")))
    (new,) = post.topics()
    assert (post.room(), new != old) == ([(new, "It still leaks"), (new, "Hello?")], True)
    assert (post.counted("topics_made"), post.counted("topics_healed")) == (2, 1)


async def test_a_deleted_topic_that_two_lanes_find_gone_at_once_loses_neither_words_nor_card(tmp_path: Path) -> None:
    async with district(tmp_path, rate=10, running=False) as post:
        await post.speaks(MEI, "human please")
        await post.run_a_while()
        (old,) = post.topics()
        post.delete_topic(old)
        for _ in range(3):
            await post.clock.sleep(RESTS.total_seconds())  # so that the card goes out beside the words
            await post.speaks(MEI, "Hello?")
            await post.happens(MEI, Block())
            await post.run_a_while()
            (new,) = post.topics()
            assert [text for thread, text in post.room() if thread == new and text == "Hello?"] == ["Hello?"]
            assert [thread for thread, text in post.room() if "Waiting since" in text] == [new]
            assert (await post.database.figures(post.clock.now())).dead_letters == 0
            post.delete_topic(new)


async def test_when_telegram_takes_nothing_for_a_while_health_can_say_since_when(tmp_path: Path) -> None:
    async with district(tmp_path, rate=50) as post:
        post.world.faults.switch_on(kind="html", code=502)
        begun = post.clock.now()
        await post.post(post.tell(Greeting()))
        async with asyncio.timeout(10):
            while post.trouble() is None:
                await post.clock.sleep(0.5)
        assert post.clock.now() - begun > A_MOMENT
        assert str(post.trouble()).startswith("Telegram does not take our messages since ")
        assert post.excuses() == {Excuse.TELEGRAM}
        post.world.faults.switch_off()
        await post.empty()
        assert (post.trouble(), post.excuses()) == (None, set())


class Deaf(SqlOutbox):
    """An outbox whose line breaks once, when what it claimed is committed and before it can be said."""

    heard = 0

    async def exchange(
        self, deliveries: Sequence[Delivery], now: datetime, most: int, *, busy: Collection[str]
    ) -> tuple[Sequence[Posted], datetime | None]:
        posted, next_at = await super().exchange(deliveries, now, most, busy=busy)
        if posted:
            self.heard += 1
            if self.heard == 1:
                raise StorageDown("the line is cut")
        return posted, next_at


async def test_letters_claimed_by_a_commit_nobody_heard_of_are_sent_once_and_without_a_mark(tmp_path: Path) -> None:
    async with district(tmp_path, rate=10, running=False) as post:
        post.courier._outbox = Deaf(post.database._connections)
        await post.post(post.tell(Greeting()), post.tell(Greeting(), TOM))
        await post.run_a_while()
        assert lines(post.chat() + post.chat(TOM)) == post.first_lines(Greeting(), Greeting())
        assert post.trouble() is None


async def test_a_closed_topic_is_opened_again(post: Post) -> None:
    await post.carry(post.mirror(post.writes(MEI, "My tap leaks")))
    (topic,) = post.topics()
    post.world.groups[ROOM].topics.to_change(topic).closed = True
    post.demote(can=("can_delete_messages",))
    await post.carry(post.mirror(post.writes(MEI, "It still leaks")))
    assert post.room() == [(topic, "My tap leaks"), (topic, "It still leaks")]


async def test_a_group_that_moved_is_followed(post: Post) -> None:
    await post.carry(post.mirror(post.writes(MEI, "My tap leaks")))
    post.moves(-1007)
    await post.carry(post.mirror(post.writes(MEI, "It still leaks")))
    assert [text for _, text in post.room(-1007)][-1:] == ["It still leaks"]
    assert await post.database.outbox.staff_room() == -1007


async def test_without_the_right_to_make_topics_letters_wait_and_health_can_see_why_and_nothing_is_excused(
    tmp_path: Path,
) -> None:
    async with district(tmp_path, rate=10) as post:
        post.demote(can=())
        await post.post(post.mirror(post.writes(MEI)))
        async with asyncio.timeout(10):
            while post.trouble() is None:
                await post.clock.sleep(0.1)
        assert post.trouble() == "Bad Request: not enough rights to create a topic"
        assert post.excuses() == set()
        post.promote()
        await post.empty()
        assert [text for _, text in post.room()] == ["My tap leaks"]
        assert post.trouble() is None


async def test_markup_telegram_cannot_read_is_said_plainly(post: Post) -> None:
    post.world.faults.switch_on(
        kind="error", method="sendMessage", times=1, code=400, description="Bad Request: can't parse entities: tag"
    )
    await post.carry(post.tell(Greeting()))
    assert lines(post.chat()) == post.first_lines(Greeting())


async def test_what_can_never_be_sent_is_put_aside_and_the_lead_is_told(post: Post) -> None:
    post.world.faults.switch_on(
        kind="error", method="sendMessage", chat_id=MEI.chat_id, times=1, code=400, description="Bad Request: NO_WAY"
    )
    await post.carry(post.tell(Greeting()), post.tell(Welcome()))
    assert lines(post.chat()) == post.first_lines(Welcome())
    assert [(thread, "NO_WAY" in text) for thread, text in post.room()] == [(None, True)]
    assert (await post.database.figures(post.clock.now())).dead_letters == 1


async def test_a_word_decided_for_another_owner_is_dropped(tmp_path: Path) -> None:
    async with district(tmp_path, running=False) as post:
        await post.speaks(MEI, "How do I pay the property fee?")
        await post.speaks(MEI, "human please")
        await post.run_a_while()
        assert not any("under Bills" in text for text in post.chat())
        assert (await post.database.figures(post.clock.now())).dead_letters == 0


async def test_what_a_killed_courier_had_in_hand_is_sent_by_the_next_and_marked(tmp_path: Path) -> None:
    async with district(tmp_path, running=False) as post:
        await post.post(post.tell(Greeting()))
        await post.database.outbox.claim(post.clock.now(), 10, busy=())
        await post.run_a_while()
        assert lines(post.chat()) == [post.wording.repeat_mark("en")]


async def test_a_lane_that_was_claimed_in_a_place_lost_since_ends_and_what_is_left_is_claimed_anew(
    tmp_path: Path,
) -> None:
    async with district(tmp_path, running=False) as post:
        courier = post.courier
        courier._place = lambda: post.calls("sendMessage")  # who loses it at every message
        await post.post(*[post.tell(notice) for notice in (Greeting(), Welcome(), Greeting())])
        await post.run_a_while()
        assert [text.splitlines()[0] for text in post.chat()] == post.first_lines(Greeting(), Welcome(), Greeting())
        assert (courier.sent, courier.put_off) == (3, 2 + 1)


class Gone:
    """An outbox whose database is away."""

    def __getattr__(self, _: str) -> Callable[..., Awaitable[None]]:
        async def fails(*_: object, **__: object) -> None:
            raise StorageDown("the server does not answer")

        return fails


async def test_a_courier_that_is_asked_to_stop_ends_although_the_database_is_away(tmp_path: Path) -> None:
    async with district(tmp_path, running=False, rate=10) as post:
        post.courier._outbox, stop = Gone(), asyncio.Event()  # type: ignore[assignment]
        async with asyncio.timeout(20), asyncio.TaskGroup() as group:
            group.create_task(post.courier.run(stop))
            while post.trouble() is None:
                await post.clock.sleep(0.1)
            assert post.excuses() == {Excuse.OUTAGE}
            stop.set()
