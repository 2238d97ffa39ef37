"""One message per cause and minute instead of forty alarms."""

from pathlib import Path

from desk.events import Clock
from desk.notices import Alarm
from desk.ports import Letter
from tests.flows.courier.posts import MEI, ROOM, district
from tests.kit.cast import at


def _alarm(cause: Clock, customer: int = MEI.chat_id) -> Letter:
    return Letter(notice=Alarm(clock=cause, due=at(), customer=customer), locale="en")


async def test_forty_alarms_of_one_cause_are_one_message_and_another_cause_is_another(tmp_path: Path) -> None:
    async with district(tmp_path) as post:
        await post.carry(_alarm(Clock.ACCEPT), _alarm(Clock.FIRST_REPLY))
        await post.carry(*[_alarm(Clock.ACCEPT, customer) for customer in range(2001, 2040)])
        told = [text for _, text in post.room()]
        alarms = [text.count("⏰") for text in told]
        assert (sum(alarms), post.counted("sent"), post.counted("joined")) == (41, 41, 41 - len(told))
        assert 2 <= len(told) <= 1 + len(post.couriers), "each courier remembers its own message"
        assert len(post.couriers) > 1 or alarms == [40, 1]


async def test_the_next_minute_has_a_message_of_its_own(tmp_path: Path) -> None:
    async with district(tmp_path, rate=60) as post:
        await post.carry(_alarm(Clock.ACCEPT))
        await post.clock.sleep(61)
        await post.carry(_alarm(Clock.ACCEPT))
        assert [text.count("⏰") for _, text in post.room()] == [1, 1]


async def test_a_digest_somebody_deleted_takes_in_nothing(tmp_path: Path) -> None:
    async with district(tmp_path) as post:
        await post.carry(_alarm(Clock.ACCEPT))
        (first,) = (message for message in post.world.groups[ROOM].messages.values() if "⏰" in message.get("text", ""))
        post.world.delete(post.world.groups[ROOM], first["message_id"])
        await post.carry(_alarm(Clock.ACCEPT))
        assert [text.count("⏰") for _, text in post.room()] == [1]
