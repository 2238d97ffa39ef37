"""The promises of time with the whole program, on a clock that runs fast."""

from collections import Counter
from pathlib import Path

from bot.clock import WallClock
from tests.kit.desks import LIN, MEI, ROOM
from tests.kit.watching import on_duty, said_to, topic_of
from tests.kit.whole import Whole, desk_in, town

FAST = 600  # ten minutes pass in a second


async def strikes(desk: Whole) -> Counter[str]:
    """Return how often each clock of the customer has struck for its first tier: no warnings, and no offers."""
    first = "SELECT clock FROM strikes WHERE tier = 1 AND clock <> 'offer' AND subject = 'conversation:1'"
    return Counter(row.clock for row in await desk.rows(first))


async def events(desk: Whole, kind: str) -> int:
    """Return how many events of a kind are recorded."""
    return len(await desk.rows("SELECT 1 FROM events WHERE type = :kind", kind=kind))


async def twenty_minutes_pass(clock: WallClock) -> None:
    """Let time run, and go on at its own pace: a desk takes seconds to start and to stop."""
    clock.speed_up(FAST)
    await clock.sleep(20 * 60)
    clock.speed_up(1)


async def test_a_customer_nobody_takes_is_comforted_and_given_an_explanation_and_the_room_hears(tmp_path: Path) -> None:
    clock = WallClock(FAST)
    async with town(clock) as play, desk_in(play, tmp_path, clock) as desk:
        await on_duty(play)
        await play.do("write", as_=MEI, text="转人工")
        await said_to(play, MEI, "已等候约")
        await said_to(play, MEI, "让您等了约")
        await said_to(play, ROOM, "接单时限已过")
    assert await strikes(desk) == {"accept": 1, "wait_comfort": 1, "first_reply": 1, "wait_explain": 1}


async def test_what_came_due_while_we_were_down_strikes_once_at_the_start(tmp_path: Path) -> None:
    clock = WallClock()
    async with town(clock) as play:
        async with desk_in(play, tmp_path, clock) as desk:
            await play.do("write", as_=MEI, text="转人工")
            await topic_of(play, "梅")
        await twenty_minutes_pass(clock)
        for _ in range(2):
            async with desk_in(play, tmp_path, clock) as desk:
                await said_to(play, ROOM, "接单时限已过")
                await desk.settled()
    assert await strikes(desk) == {"accept": 1, "wait_comfort": 1, "first_reply": 1, "wait_explain": 1}


async def test_an_answer_given_in_time_while_we_were_down_is_no_breach(tmp_path: Path) -> None:
    clock = WallClock()
    async with town(clock) as play:
        async with desk_in(play, tmp_path, clock):
            await on_duty(play)
            await play.do("write", as_=MEI, text="转人工")
            thread = await topic_of(play, "梅")
        await play.do("write", as_=LIN, chat=ROOM, thread=thread, text="您好,我在")
        await twenty_minutes_pass(clock)
        async with desk_in(play, tmp_path, clock) as desk:
            await said_to(play, MEI, "我在")
            await desk.settled()
    assert (await events(desk, "Breached"), await events(desk, "AgentReplied")) == (0, 1)
