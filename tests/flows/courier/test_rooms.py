"""The courier with two staff rooms: each thing in its room, and neither room in the other's way."""

import asyncio
from datetime import timedelta
from pathlib import Path

from bot.sandbox.control import group
from desk.commands import OfCustomer
from desk.errors import StorageDown
from desk.events import Clock, HandedOff, Reason, Requeued
from desk.evolution import evolve
from desk.notices import Alarm, Card, DeadLetter, LongWait
from desk.notices.rooms import MovedOut
from desk.people import Customer
from desk.ports import Change, Letter, Topic
from storage.outbox import SqlOutbox
from tests.flows.courier.posts import LIN, MEI, ROOM, TOM, Post, district

TEAM, OTHER = "投诉组", -1009876543210


async def with_team(post: Post) -> None:
    """Have a group that is the room of a team."""
    group(post.world, {"id": OTHER, "title": TEAM, "members": [LIN]})
    await post.database.outbox.bind_room(OTHER, post.clock.now(), team=TEAM)


async def stands(post: Post, customer: Customer, team: str, *letters: Letter) -> None:
    """Let a customer's conversation stand in the room of a team, and have something said about it."""
    subject = OfCustomer(customer.chat_id)
    async with post.database.begin() as unit:
        before = (await unit.load([subject])).conversations[subject]
        assert before is not None
        reason, now = Reason.TRANSFERRED, post.clock.now()
        waits = before.episode > 0
        event = Requeued(at=now, reason=reason, team=team) if waits else HandedOff(at=now, reason=reason, team=team)
        after = evolve(before, event)
        await unit.record([Change(before=before, after=after, news=(event,), letters=letters)])


def waited(post: Post, customer: Customer) -> Letter:
    return post.tell(LongWait(customer=customer.chat_id, waited=timedelta(minutes=9)), customer)


async def test_while_one_room_must_rest_the_other_is_served(tmp_path: Path) -> None:
    async with district(tmp_path) as post:
        await with_team(post)
        post.world.faults.switch_on(
            kind="error", method="sendMessage", chat_id=OTHER, times=1, code=429,
            description="Too Many Requests: retry after 60", retry_after=60,
        )  # fmt: skip
        await stands(post, MEI, TEAM, waited(post, MEI), waited(post, MEI))
        await stands(post, TOM, "", waited(post, TOM))
        async with asyncio.timeout(5):
            while await post.unsent() > 2:
                await post.clock.sleep(0.02)
        assert (post.room(OTHER), len(post.room())) == ([], 1)


async def test_what_was_said_of_a_customer_who_has_moved_since_is_not_joined_with_what_is_for_the_old_room(
    tmp_path: Path,
) -> None:
    async with district(tmp_path, running=False) as post:
        await with_team(post)
        alarms = [
            post.tell(Alarm(clock=Clock.ACCEPT, due=post.clock.now(), customer=one.chat_id), one) for one in (TOM, MEI)
        ]
        await post.post(*alarms)
        await stands(post, MEI, TEAM)
        await post.run_a_while()
        assert [["Tom" in text, "Mei" in text] for _, text in post.room()] == [[True, False]]
        assert [["Tom" in text, "Mei" in text] for _, text in post.room(OTHER)] == [[False, True]]


async def test_a_card_is_put_up_anew_in_another_room_and_the_one_it_had_is_left_alone(tmp_path: Path) -> None:
    async with district(tmp_path) as post:
        await with_team(post)
        await stands(post, MEI, "", post.tell(Card(), key="card"))
        await post.empty()
        (first,) = post.room()
        await post.clock.sleep(3.1)
        await stands(post, MEI, TEAM, post.tell(Card(), key="card"))
        await post.empty()
        assert (post.room(), len(post.room(OTHER)), post.calls("editMessageText")) == ([first], 1, 0)


class Forgetful(SqlOutbox):
    """An outbox whose database is away once, just after a move was told."""

    failed = False

    async def topic_closed(self, customer: int, topic: Topic, *, closed: bool) -> None:
        if not self.failed:
            self.failed = True
            raise StorageDown("the server does not answer")
        await super().topic_closed(customer, topic, closed=closed)


async def test_what_was_said_before_the_database_went_away_bears_a_mark_when_it_is_said_again(tmp_path: Path) -> None:
    async with district(tmp_path, running=False) as post:
        await with_team(post)
        await stands(post, MEI, "", post.tell(Card(), key="card"))
        await post.run_a_while()
        outbox, sender = Forgetful(post.database._connections), post.courier._dispatch._sender
        post.courier._outbox = sender._moving._outbox = outbox
        await stands(post, MEI, TEAM, post.tell(MovedOut(customer=MEI.chat_id, former="", team=TEAM)))
        await post.run_a_while()
        told = [text for _, text in post.room() if TEAM in text]
        mark = post.wording.repeat_mark("en")
    assert [text.startswith(mark) for text in told] == [False, True]


async def test_dead_letters_go_to_the_main_room_whoever_they_are_about(tmp_path: Path) -> None:
    async with district(tmp_path) as post:
        await with_team(post)
        await stands(post, MEI, TEAM, post.tell(DeadLetter(what="no such thing")))
        await post.empty()
        assert ([len(post.room(one)) for one in (ROOM, OTHER)]) == [1, 0]
