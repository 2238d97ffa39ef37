"""Letters: who is served first, what keeps its order, what happens to those that could not be sent."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import update

from desk.commands import Origin
from desk.content import Kind
from desk.events import Clock, Closed, Opened, Reason, Requeued, Resolved
from desk.notices import (
    Alarm,
    AnswerFromAgent,
    Card,
    Deliver,
    DeliveryMark,
    Farewell,
    Greeting,
    HelpText,
    Mirror,
    Outcome,
    Prompt,
    Told,
    Welcome,
)
from desk.people import Customer
from desk.ports import Copied, Delivery, Letter, Posted
from desk.reports.asked import ReportDue
from desk.state import Conversation
from storage.engine import Database
from storage.tables import dead_letters, messages, outbox
from tests.kit.cast import MEI, PENG, at
from tests.storage.steps import begun, claim, conversation_of, letter, post, record, rows, step, taken, wrote

ALARM = Alarm(clock=Clock.ACCEPT, due=at(), customer=MEI.chat_id)
PRESS = Origin(chat_id=-100, message_id=3, press_id="77")


def mirror(message: int = 5) -> Mirror:
    return Mirror(from_chat=MEI.chat_id, message=message, kind=Kind.TEXT, text="My tap leaks")


def names(posted: Sequence[Posted]) -> list[str]:
    return [type(one.letter.notice).__name__ for one in posted]


def sent(posted: Posted, **more: object) -> Delivery:
    return replace(Delivery(id=posted.id, at=at()), **more)  # type: ignore[arg-type]


async def test_a_letter_comes_out_as_it_was_put_in(database: Database) -> None:
    told = Letter(
        notice=Told(outcome=Outcome.TAKEN, number="07", at=at(microseconds=1)),
        locale="zh",
        customer=MEI.chat_id,
        origin=PRESS,
        key="k",
        guard=3,
    )
    async with database.begin() as unit:
        await unit.unseen([1], at())
        await unit.record([begun(letters=(told,))])
    (posted,) = await claim(database)
    assert posted == Posted(id=posted.id, lane="p77", letter=told, posted_at=at(), conversation_id=1, epoch=0)


async def test_presses_go_before_customers_before_alarms_before_mirrors(database: Database) -> None:
    told = letter(Told(outcome=Outcome.TAKEN), origin=PRESS)
    await post(database, letter(mirror()), letter(ALARM), letter(Greeting()), told)
    assert names(await claim(database)) == ["Told", "Greeting", "Alarm", "Mirror"]


async def test_letters_of_a_lane_keep_their_order_whatever_their_urgency(database: Database) -> None:
    await post(database, letter(Greeting()), letter(HelpText(), PENG), letter(Prompt()), letter(Farewell()))
    first = await claim(database, most=3)
    assert [(one.lane, type(one.letter.notice).__name__) for one in first] == [
        ("c1001", "Greeting"),
        ("c1002", "HelpText"),
        ("c1001", "Prompt"),
    ]
    assert await claim(database) == []
    await database.outbox.settle([sent(one) for one in first])
    assert names(await claim(database)) == ["Farewell"]


async def test_a_burst_that_can_be_joined_comes_out_together_before_other_lanes(database: Database) -> None:
    await post(database, letter(mirror(5)), letter(Mirror(from_chat=1002, message=9, kind=Kind.TEXT), PENG))
    await post(database, letter(mirror(6)), letter(mirror(7)))
    assert [one.lane for one in await claim(database, most=3)] == ["t1001", "t1001", "t1001"]


async def test_a_report_that_is_counted_when_it_is_sent_holds_back_no_alarm(database: Database) -> None:
    await post(database, letter(ReportDue(period="2026-11-22")), letter(ALARM), letter(ReportDue(period="2026-W47")))
    claimed = await claim(database)
    assert (claimed[0].lane, names(claimed)[0]) == ("room", "Alarm")
    assert {one.lane for one in claimed[1:]} == {"late"}


async def test_a_busy_lane_is_left_alone(database: Database) -> None:
    await post(database, letter(Greeting()), letter(Greeting(), PENG))
    assert [one.lane for one in await claim(database, busy=["c1001"])] == ["c1002"]
    assert [one.lane for one in await claim(database)] == ["c1001"]


async def test_a_card_that_waits_does_not_hold_back_what_is_said_in_its_topic(database: Database) -> None:
    await post(database, letter(Card(), key="card:1001"), letter(mirror()))
    assert [one.lane for one in await claim(database)] == ["k1001", "t1001"]


async def test_a_letter_is_not_claimed_before_its_time_and_holds_back_those_behind_it(database: Database) -> None:
    await post(database, letter(Greeting(), not_before=at(seconds=10)), letter(Prompt()))
    assert await claim(database, at(seconds=9)) == []
    assert await database.outbox.next_at(at()) == at(seconds=10)
    assert names(await claim(database, at(seconds=10))) == ["Greeting", "Prompt"]


async def test_a_letter_put_off_is_tried_again_in_time_and_in_order(database: Database) -> None:
    await post(database, letter(Greeting()), letter(Prompt()))
    greeting, prompt = await claim(database)
    error = sent(greeting, error="Too Many Requests", again_at=at(seconds=5))
    untried = sent(prompt, again_at=at(seconds=1))
    await database.outbox.settle([error, untried])
    await post(database, letter(Farewell()))
    assert await claim(database, at(seconds=4)) == []
    assert await database.outbox.next_at(at()) == at(seconds=5)
    again = await claim(database, at(seconds=5))
    assert [(type(one.letter.notice).__name__, one.tries) for one in again] == [
        ("Greeting", 1),
        ("Prompt", 0),
        ("Farewell", 0),
    ]


async def test_an_unsent_letter_with_the_same_key_is_enough(database: Database) -> None:
    card = letter(Card(), key="card:1001")
    await post(database, card, card)
    await post(database, card, letter(Card(), PENG, key="card:1002"))
    assert [one.lane for one in await claim(database)] == ["k1001", "k1002"]


async def test_a_conversation_that_ends_and_the_one_that_follows_have_a_card_each(database: Database) -> None:
    card = letter(Card(), key="card:1001")
    await record(database, taken())
    old = await conversation_of(database)
    over = step(old, Resolved(at=at(hours=1), agent=7), Closed(at=at(hours=80), due=at(hours=73)), letters=(card, card))
    fresh = step(Conversation(customer=MEI.chat_id, previous=old.id), Opened(at=at(hours=80)), letters=(card,))
    await record(database, over, fresh)
    assert [one.conversation_id for one in await claim(database)] == [1, 2]


async def test_a_letter_being_sent_is_no_longer_enough(database: Database) -> None:
    card = letter(Card(), key="card:1001")
    await post(database, card)
    (first,) = await claim(database)
    await post(database, card)
    await database.outbox.settle([sent(first)])
    assert [one.lane for one in await claim(database)] == ["k1001"]


async def test_a_letter_knows_who_the_conversation_belongs_to_by_now(database: Database) -> None:
    await record(database, taken(letters=(letter(Prompt(), guard=2),)))
    mei = await conversation_of(database)
    await record(database, step(mei, Requeued(at=at(minutes=1), reason=Reason.OWNER_LEFT)))
    (posted,) = await claim(database)
    assert (posted.letter.guard, posted.epoch) == (2, 3)


async def test_what_a_lost_courier_was_sending_is_taken_back_and_marked(database: Database) -> None:
    await post(database, letter(Greeting()), letter(Prompt()), letter(Greeting(), PENG))
    await claim(database, busy=["c1002"])
    assert await database.outbox.recover(at(minutes=1)) == 2
    again = await claim(database)
    assert [(one.lane, one.maybe_sent, one.tries) for one in again] == [
        ("c1001", True, 0),
        ("c1002", False, 0),
        ("c1001", True, 0),
    ]


async def test_what_was_claimed_for_nobody_is_taken_back_unmarked_and_what_is_held_stays(database: Database) -> None:
    await post(database, letter(Greeting()), letter(Prompt()), letter(Greeting(), PENG))
    await claim(database)
    assert await database.outbox.reclaim(["c1002"]) == 2
    again = await claim(database)
    assert [(one.lane, one.maybe_sent) for one in again] == [("c1001", False), ("c1001", False)]


async def test_an_album_that_comes_in_pieces_waits_for_its_last_one(database: Database) -> None:
    await post_part(database, 1, "holiday", at())
    await post_part(database, 2, "holiday", at(seconds=0.6))
    assert await claim(database, at(seconds=1.2)) == []
    assert await database.outbox.next_at(at()) == at(seconds=1.6)
    assert [one.letter.notice for one in await claim(database, at(seconds=1.6))] == [
        part(1, "holiday"),
        part(2, "holiday"),
    ]


async def test_an_album_does_not_wait_for_another_nor_for_ever(database: Database) -> None:
    await post_part(database, 1, "holiday", at())
    await post_part(database, 2, "garden", at(seconds=0.5))
    await post_part(database, 3, "holiday", at(seconds=6))
    assert [one.letter.notice for one in await claim(database, at(seconds=1))] == [part(1, "holiday")]


def part(message: int, album: str) -> Mirror:
    return Mirror(from_chat=MEI.chat_id, message=message, kind=Kind.PHOTO, album=album)


async def post_part(database: Database, message: int, album: str, when: datetime) -> None:
    async with database.begin() as unit:
        await unit.unseen([message], when)
        await unit.post([letter(part(message, album), not_before=when + timedelta(seconds=1))])


async def test_a_try_that_may_have_taken_effect_stays_marked(database: Database) -> None:
    await post(database, letter(Greeting()))
    (first,) = await claim(database)
    await database.outbox.settle([sent(first, maybe_sent=True, error="reset", again_at=at())])
    (second,) = await claim(database)
    await database.outbox.settle([sent(second, again_at=at())])
    (third,) = await claim(database)
    assert (second.maybe_sent, third.maybe_sent, third.tries) == (True, True, 1)


async def test_what_follows_a_letter_is_posted_with_its_end(database: Database) -> None:
    deliver = Deliver(from_chat=-100, message=3, kind=Kind.TEXT, text="Open the valve")
    await record(database, taken(letters=(letter(deliver),)))
    (posted,) = await claim(database)
    mark = Letter(notice=DeliveryMark(), locale="zh", origin=Origin(chat_id=-100, message_id=3, thread_id=40))
    await database.outbox.settle([sent(posted, chat_id=MEI.chat_id, message_id=9, follow=(mark,))])
    (follow,) = await claim(database)
    assert (follow.lane, follow.letter, follow.conversation_id) == (
        "o-100:40",
        replace(mark, customer=MEI.chat_id),
        1,
    )


async def test_a_joined_burst_maps_many_to_one_and_leads_back_to_the_last(database: Database) -> None:
    await post(database, letter(mirror(5)), letter(mirror(6)))
    first, second = await claim(database)
    joined = [Copied(from_chat=MEI.chat_id, from_message=message, to_chat=-100, to_message=77) for message in (5, 6)]
    await database.outbox.settle([sent(first, copies=(joined[0],)), sent(second, copies=(joined[1],))])
    asked = [(MEI.chat_id, 5), (MEI.chat_id, 6), (-100, 77), (-100, 78)]
    assert await database.outbox.copies_of(asked) == {
        (MEI.chat_id, 5): (-100, 77),
        (MEI.chat_id, 6): (-100, 77),
        (-100, 77): (MEI.chat_id, 6),
    }


async def test_what_the_bot_said_is_kept_and_what_it_passed_on_is_not_kept_twice(database: Database) -> None:
    deliver = Deliver(from_chat=-100, message=3, kind=Kind.TEXT, text="Open the valve")
    await record(database, taken(letters=(letter(Greeting()), letter(deliver), letter(mirror()))))
    posted = {type(one.letter.notice): one for one in await claim(database)}
    await database.outbox.settle(
        [
            sent(posted[Greeting], chat_id=MEI.chat_id, message_id=8, text="Hello"),
            sent(posted[Deliver], chat_id=MEI.chat_id, message_id=9, text="Open the valve"),
            sent(posted[Mirror], chat_id=-100, message_id=10, text="My tap leaks"),
        ]
    )
    kept = await rows(database, messages)
    assert [(row["message_id"], row["author"], row["text"]) for row in kept] == [(8, "bot", "Hello")]


async def test_a_letter_given_up_for_a_reason_is_a_dead_letter_and_a_stale_one_is_not(database: Database) -> None:
    await post(database, letter(Greeting()), letter(Prompt()))
    refused, stale = await claim(database)
    await database.outbox.settle([sent(refused, dropped=True, error="chat not found"), sent(stale, dropped=True)])
    assert await database.dead_letters.count() == 1
    (dead,) = await rows(database, dead_letters)
    assert (dead["kind"], dead["number"], dead["error"]) == ("letter", refused.id, "chat not found")
    assert [row["status"] for row in await rows(database, outbox)] == ["dropped", "dropped"]


async def test_a_letter_nobody_can_read_is_given_up_and_holds_back_no_other(database: Database) -> None:
    await post(database, letter(Greeting()), letter(Prompt()), letter(Welcome(), PENG))
    async with database.begin() as unit:
        torn = update(outbox).where(outbox.c.type == "Greeting").values(type="SaidByAYoungerProgram")
        await unit._connection.execute(torn)
    assert sorted(names(await claim(database))) == ["Prompt", "Welcome"]
    (dead,) = await rows(database, dead_letters)
    assert (dead["kind"], dead["error"]) == ("letter", "unreadable: KeyError")
    assert await database.dead_letters.count() == 1


async def test_a_letter_whose_words_are_torn_is_given_up_without_repeating_them(database: Database) -> None:
    await post(database, letter(AnswerFromAgent(entry_id="fee", library="main", number="07")))
    async with database.begin() as unit:
        await unit._connection.execute(update(outbox).values(body='{"entry_id": "Until Fri'))
    assert await claim(database) == []
    (dead,) = await rows(database, dead_letters)
    assert dead["error"] == "unreadable: ValidationError"


async def test_no_letter_is_given_to_two_couriers(database: Database) -> None:
    crowd = [Customer(chat_id=2000 + number, name="Somebody") for number in range(40)]
    await post(database, *(letter(Welcome(), one) for one in crowd))
    taken_by = await asyncio.gather(*(claim(database, most=10) for _ in range(6)))
    numbers = [one.id for posted in taken_by for one in posted]
    assert sorted(numbers) == sorted(row["id"] for row in await rows(database, outbox))


async def test_letters_written_while_others_are_settled_are_not_stranded(database: Database) -> None:
    await post(database, letter(Greeting()))
    for _ in range(20):
        (posted,) = await claim(database)
        await asyncio.gather(database.outbox.settle([sent(posted)]), post(database, letter(Prompt())))
    assert names(await claim(database)) == ["Prompt"]


async def test_settling_nothing_is_no_trouble(database: Database) -> None:
    await database.outbox.settle([])
    assert await database.outbox.next_at(at()) is None


async def test_the_message_a_letter_answers_is_found_after_the_group_has_moved(database: Database) -> None:
    deliver = Deliver(from_chat=-5, message=3, kind=Kind.TEXT)
    mark = Letter(notice=DeliveryMark(), locale="zh", origin=Origin(chat_id=-5, message_id=3, thread_id=40))
    await record(database, taken(letters=(letter(deliver), mark), written=(wrote(5, "My tap leaks"),)))
    await database.outbox.moved(-5, -100500)
    passed_on, marked = await claim(database)
    assert passed_on.letter.notice == replace(deliver, from_chat=-100500)
    assert (marked.lane, marked.letter.origin) == (
        "o-100500:40",
        Origin(chat_id=-100500, message_id=3, thread_id=40),
    )


async def test_what_was_settled_already_is_not_settled_twice(database: Database) -> None:
    await post(database, letter(Greeting()))
    (posted,) = await claim(database)
    given_up = sent(posted, dropped=True, error="chat not found", follow=(letter(Farewell()),))
    await database.outbox.settle([given_up])
    await database.outbox.settle([given_up])
    assert names(await claim(database)) == ["Farewell"]
    assert len(await rows(database, dead_letters)) == 1
