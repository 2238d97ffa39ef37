import asyncio
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

from desk.commands import Block, Unblock
from desk.notices import GladToHelp, Greeting, LongWait, NobodyOnDuty, Outcome, Told, Welcome
from desk.ports import Letter
from tests.flows.courier.posts import MEI, ROOM, TOM, Post, district

SPELL = timedelta(minutes=6)


async def test_a_burst_into_a_group_with_little_budget_is_joined_in_order_and_each_message_keeps_its_counterpart(
    tmp_path: Path,
) -> None:
    async with district(tmp_path, limits=True, pace=20) as post:
        messages = [post.writes(MEI, f"line {n}") for n in range(40)]
        await post.carry(*[post.mirror(message) for message in messages])
        texts = [text for _, text in post.room()]
        spots = [(MEI.chat_id, message["message_id"]) for message in messages]
        copies = await post.database.outbox.copies_of(spots)
        room = post.world.groups[ROOM].messages
    assert "\n".join(texts) == "\n".join(f"line {n}" for n in range(40))
    assert (len(texts) < 40, post.counted("joined"), post.world.limits.refused) == (True, 40 - len(texts), {})
    assert all(f"line {n}" in room[copies[spot][1]]["text"].splitlines() for n, spot in enumerate(spots))


async def test_with_limits_on_telegram_never_has_to_refuse_and_every_chat_keeps_its_order(tmp_path: Path) -> None:
    async with district(tmp_path, limits=True, pace=20) as post:
        letters = [post.tell(notice, who) for _ in range(8) for notice in (Greeting(), Welcome()) for who in (MEI, TOM)]
        await post.carry(*letters)
        assert [text.splitlines()[0] for text in post.chat()] == post.first_lines(*[Greeting(), Welcome()] * 8)
        assert (post.world.limits.refused, post.counted("retry_after"), post.counted("sent")) == ({}, 0, 32)


async def test_alarms_that_pile_up_are_told_together(tmp_path: Path) -> None:
    async with district(tmp_path, limits=True, pace=20) as post:
        alarms = [Letter(notice=LongWait(customer=MEI.chat_id, waited=SPELL), locale="en") for _ in range(30)]
        await post.carry(*alarms)
        assert (len(post.room()) < 30, post.counted("sent"), post.world.limits.refused) == (True, 30, {})


async def test_customers_are_answered_before_the_staff_room_hears_its_alarms(tmp_path: Path) -> None:
    async with district(tmp_path, running=False) as post:
        nobody = Letter(notice=NobodyOnDuty(customer=MEI.chat_id), locale="en")
        await post.post(post.mirror(post.writes(MEI)), nobody, post.tell(Greeting()))
        posted = await post.database.outbox.claim(post.clock.now(), 1, busy=())
        assert [type(one.letter.notice) for one in posted] == [Greeting]


async def test_a_card_is_edited_not_multiplied(tmp_path: Path) -> None:
    async with district(tmp_path, rate=10) as post:
        await post.speaks(MEI, "human please")
        await post.empty()
        for command in (Block(), Unblock(), Block()):
            await post.happens(MEI, command)
            await post.empty()
        cards = [text for _, text in post.room() if "Waiting since" in text]
        assert (len(cards), post.calls("editMessageText")) == (1, 3)


async def test_a_card_is_edited_at_most_once_in_three_seconds_and_holds_up_no_message(tmp_path: Path) -> None:
    async with district(tmp_path, rate=2) as post:
        await post.speaks(MEI, "human please")
        await post.empty()
        (*_, shown) = post.world.journal.calls(method="sendMessage")
        await post.happens(MEI, Block())
        await post.happens(MEI, Unblock())
        await post.happens(MEI, Block())
        await post.carry_only(post.mirror(post.writes(MEI, "It still leaks")))
        assert ("It still leaks" in [text for _, text in post.room()], post.calls("editMessageText")) == (True, 0)
        await post.empty()
        edits = post.world.journal.calls(method="editMessageText")
        moments = [datetime.fromisoformat(call["at"]) for call in (shown, *edits)]
        assert len(edits) in {1, 2}  # one that is just being held back does not take in what follows
        assert all(later - earlier > timedelta(seconds=2) for earlier, later in pairwise(moments))


async def test_a_card_somebody_deleted_is_put_up_again(tmp_path: Path) -> None:
    async with district(tmp_path, rate=10) as post:
        await post.speaks(MEI, "human please")
        await post.empty()
        card = next(m for m in post.world.groups[ROOM].messages.values() if "Waiting since" in m.get("text", ""))
        post.world.delete(post.world.groups[ROOM], card["message_id"])
        await post.happens(MEI, Block())
        await post.empty()
        assert len([text for _, text in post.room() if "Waiting since" in text]) == 1


async def test_without_a_staff_room_letters_wait_until_one_is_bound(tmp_path: Path) -> None:
    async with district(tmp_path, rate=20, bound=False) as post:
        await post.post(post.mirror(post.writes(MEI)))
        async with asyncio.timeout(10):
            while post.trouble() is None:
                await post.clock.sleep(0.2)
        await post.database.outbox.bind_room(ROOM, post.clock.now())
        await post.empty()
        assert [text for _, text in post.room()] == ["My tap leaks"]
        assert post.trouble() is None


async def test_a_press_is_answered_in_its_small_window(post: Post) -> None:
    await post.speaks(MEI, "How do I pay the property fee?")
    await post.empty()
    press_id = post.presses(MEI)
    told = Told(outcome=Outcome.THANKS)
    await post.carry(post.told(told, press_id))
    assert [call["code"] for call in post.world.journal.calls(method="answerCallbackQuery")] == [200]


async def test_a_press_telegram_has_forgotten_is_dropped_without_a_word(post: Post) -> None:
    await post.carry(post.told(Told(outcome=Outcome.THANKS), "404"), post.tell(GladToHelp()))
    assert (post.counted("dropped"), len(post.chat())) == (1, 1)
    assert (await post.database.figures(post.clock.now())).dead_letters == 0


async def test_an_outcome_answers_the_message_it_is_about(post: Post) -> None:
    await post.carry(post.mirror(post.writes(MEI)))
    command = post.answers(post.topics()[0], "/take")
    await post.carry(post.told_at(Told(outcome=Outcome.NOT_WAITING), command))
    answers = [m for m in post.world.groups[ROOM].messages.values() if m["from"]["is_bot"]]
    assert answers[-1]["reply_to_message"]["message_id"] == command["message_id"]


async def test_asked_to_stop_the_courier_finishes_what_it_began_and_keeps_the_rest(tmp_path: Path) -> None:
    async with district(tmp_path, running=False) as post:
        post.world.faults.switch_on(kind="delay", method="sendMessage", seconds=0.3)
        await post.post(post.tell(Greeting()), post.tell(Welcome()), post.tell(Greeting(), TOM))
        stop = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            group.create_task(post.courier.run(stop))
            while not post.world.faults.active[0].struck:
                await post.clock.sleep(0.01)
            stop.set()
        assert (len(post.chat(MEI)), len(post.chat(TOM)), await post.unsent()) == (1, 1, 1)
        post.world.faults.switch_off()
        await post.run_a_while()
        assert [text.splitlines()[0] for text in post.chat(MEI)] == post.first_lines(Greeting(), Welcome())
