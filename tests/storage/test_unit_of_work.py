"""What a transaction of the desk reads and writes."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from desk.commands import OfCustomer, OfMessage, OfNumber, OfRoom, OfTopic, Subject
from desk.errors import Conflict
from desk.events import (
    AgentReplied,
    Breached,
    Clock,
    Closed,
    CustomerWrote,
    HandedOff,
    Opened,
    Reason,
    Resolved,
    Taken,
)
from desk.notices import Greeting
from desk.people import Agent, Customer, Role
from desk.ports import Change, Copied, Delivery, DutyChange, Loads, Topic
from desk.queue import Place, in_order
from desk.shifts.room import Room, RoomChange
from desk.state import Conversation, State
from storage import codec
from storage.engine import Database
from storage.tables import conversations, events, handled_updates, messages, outbox, people, revisions, strikes
from tests.kit.cast import LIN, MEI, PENG, WANG, ZHAO, at, off
from tests.storage.steps import (
    begun,
    claim,
    conversation_of,
    employ,
    fail,
    letter,
    post,
    queued,
    record,
    rows,
    step,
    taken,
    wrote,
)


async def test_an_update_is_seen_once_whatever_its_number(database: Database) -> None:
    async with database.begin() as unit:
        first = await unit.unseen([900, 7, 901], at())
    async with database.begin() as unit:
        again = await unit.unseen([7, 8, 900, 12], at(seconds=1))
    assert (first, again) == ({7, 900, 901}, {8, 12})


async def test_an_update_whose_transaction_failed_is_unseen(database: Database) -> None:
    await fail(database, lambda unit: unit.unseen([7], at()))
    async with database.begin() as unit:
        assert await unit.unseen([7], at()) == {7}


async def test_updates_are_forgotten_after_three_days(database: Database) -> None:
    async with database.begin() as unit:
        await unit.unseen([1], at())
        await unit.unseen([2], at(days=1))
    await database.tidy(at(days=3, hours=12))
    assert await rows(database, handled_updates) == [{"update_id": 2, "at": at(days=1)}]


async def test_a_conversation_comes_back_as_it_was_left(database: Database) -> None:
    change = begun()
    await record(database, change)
    assert await conversation_of(database) == replace(change.after, id=1)


async def test_a_conversation_is_found_by_customer_topic_message_copy_and_number(database: Database) -> None:
    await record(database, begun(PENG), begun(MEI, written=(wrote(5, "My tap leaks"),)))
    topic = await database.outbox.bind_topic(MEI.chat_id, Topic(chat_id=-100, thread_id=40))
    await post(database, letter())
    (sent,) = await claim(database)
    copied = Copied(from_chat=MEI.chat_id, from_message=5, to_chat=-100, to_message=77)
    await database.outbox.settle([Delivery(id=sent.id, at=at(), copies=(copied,))])
    mei = await conversation_of(database)
    assert mei.id is not None
    subjects: dict[Subject, Conversation | None] = {
        OfCustomer(MEI.chat_id): mei,
        OfTopic(topic.chat_id, topic.thread_id): mei,
        OfMessage(MEI.chat_id, 5): mei,
        OfMessage(-100, 77): mei,
        OfNumber(mei.id): mei,
        OfCustomer(4711): None,
        OfTopic(-100, 41): None,
        OfMessage(-100, 78): None,
        OfNumber(4711): None,
        OfRoom(): None,
    }
    async with database.begin() as unit:
        loaded = await unit.load(list(subjects))
    assert (loaded.conversations, loaded.customers) == (subjects, {MEI.chat_id: MEI})


async def test_a_known_customer_without_a_conversation_is_loaded_with_the_name(database: Database) -> None:
    await record(database, step(Conversation(customer=MEI.chat_id), customer=MEI))
    async with database.begin() as unit:
        loaded = await unit.load([OfCustomer(MEI.chat_id)])
    assert (loaded.conversations, loaded.customers) == ({OfCustomer(MEI.chat_id): None}, {MEI.chat_id: MEI})


async def test_a_customer_and_a_topic_lead_to_the_latest_conversation(database: Database) -> None:
    await record(database, taken())
    old = await conversation_of(database)
    over = step(old, Resolved(at=at(hours=1), agent=7), Closed(at=at(hours=80), due=at(hours=73)))
    fresh = step(Conversation(customer=MEI.chat_id, previous=old.id), Opened(at=at(hours=80)))
    await record(database, over, fresh)
    await database.outbox.bind_topic(MEI.chat_id, Topic(chat_id=-100, thread_id=40))
    latest = replace(fresh.after, id=2)
    async with database.begin() as unit:
        found = (await unit.load([OfCustomer(MEI.chat_id), OfTopic(-100, 40), OfNumber(1)])).conversations
    assert found == {
        OfCustomer(MEI.chat_id): latest,
        OfTopic(-100, 40): latest,
        OfNumber(1): replace(over.after, id=1),
    }


async def test_what_somebody_else_has_moved_on_cannot_be_moved_from_where_it_was(database: Database) -> None:
    await record(database, begun(MEI), begun(PENG))
    mei, peng = await conversation_of(database, MEI), await conversation_of(database, PENG)
    await record(database, step(mei, CustomerWrote(at=at(), message=6)))
    with pytest.raises(Conflict):
        await record(database, step(peng, CustomerWrote(at=at(), message=6)), step(mei, Taken(at=at(), agent=7)))
    assert await conversation_of(database, PENG) == peng


async def test_what_was_only_looked_at_has_another_deadline_and_rank_if_nobody_has_moved_it_on(
    database: Database,
) -> None:
    await record(database, queued(MEI), queued(PENG))
    mei, peng = await conversation_of(database, MEI), await conversation_of(database, PENG)
    looked_at = step(mei, next_due_at=at(minutes=3), rank=at(minutes=-9))
    await record(database, looked_at, step(peng, CustomerWrote(at=at(), message=6), next_due_at=at(minutes=2)))
    kept = {row["customer"]: (row["due_at"], row["rank"]) for row in await rows(database, conversations)}
    assert kept == {MEI.chat_id: (at(minutes=3), at(minutes=-9)), PENG.chat_id: (at(minutes=2), at())}
    assert await conversation_of(database, MEI) == mei
    with pytest.raises(Conflict):
        await record(database, step(mei, next_due_at=at(minutes=4)), step(peng, next_due_at=at(minutes=5)))
    assert [row["due_at"] for row in await rows(database, conversations)] == [at(minutes=3), at(minutes=2)]


async def test_a_customer_has_one_open_conversation_however_many_try_at_once(database: Database) -> None:
    await record(database, step(Conversation(customer=MEI.chat_id), customer=MEI))

    async def open_one() -> str:
        try:
            await record(database, begun())
        except Conflict:
            return "too late"
        return "opened"

    ends = await asyncio.gather(*(open_one() for _ in range(5)))
    assert sorted(ends) == ["opened", *["too late"] * 4]
    assert len(await rows(database, conversations)) == 1


async def test_the_history_of_a_conversation_is_kept_in_order(database: Database) -> None:
    change = queued()
    await record(database, change)
    second = Taken(at=at(seconds=9, microseconds=123456), agent=7)
    await record(database, step(await conversation_of(database), second))
    kept = await rows(database, events)
    assert [(row["subject"], row["seq"], row["at"]) for row in kept] == [
        ("conversation:1", 1, at()),
        ("conversation:1", 2, at()),
        ("conversation:1", 3, second.at),
    ]
    assert [codec.event(row["type"], row["body"]) for row in kept] == [*change.news, second]


async def test_two_changes_of_one_conversation_in_a_batch_are_two_steps(database: Database) -> None:
    first = begun()
    second = step(first.after, HandedOff(at=at(seconds=1), reason=Reason.ASKED))
    await record(database, first, second)
    assert await conversation_of(database) == replace(second.after, id=1)
    assert [row["seq"] for row in await rows(database, events)] == [1, 2, 3]


async def test_a_clock_that_fired_cannot_fire_again(database: Database) -> None:
    await record(database, queued())
    struck = Breached(at=at(minutes=3, seconds=1), due=at(minutes=3), clock=Clock.ACCEPT, occurrence=1)
    await record(database, step(await conversation_of(database), struck))
    with pytest.raises(Conflict):
        await record(database, step(await conversation_of(database), struck))
    assert await rows(database, strikes) == [
        {
            "subject": "conversation:1",
            "clock": "accept",
            "tier": 1,
            "occurrence": 1,
            "due": at(minutes=3),
            "at": at(minutes=3, seconds=1),
        }
    ]


async def test_words_are_kept_and_an_edit_keeps_the_former_ones(database: Database) -> None:
    await record(database, begun(written=(wrote(5, "My tap leeks"),)))
    edit = wrote(5, "My tap leaks", at(minutes=1), revision=True)
    await record(database, step(await conversation_of(database), written=(edit,), due_changed=False))
    (kept,) = await rows(database, messages)
    (former,) = await rows(database, revisions)
    assert (kept["text"], kept["sent_at"]) == ("My tap leaks", at())
    assert (former["text"], former["replaced_at"]) == ("My tap leeks", at(minutes=1))


async def test_a_message_edited_twice_in_a_batch_keeps_every_wording(database: Database) -> None:
    wordings = [wrote(5, text, at(minutes=n), revision=True) for n, text in enumerate(["My tap", "My tap leaks"], 1)]
    other = [wrote(6, "Helo"), wrote(6, "Hello", at(minutes=3), revision=True)]
    await record(database, begun(written=(wrote(5, "My"), *wordings, *other)))
    kept = {row["message_id"]: row["text"] for row in await rows(database, messages)}
    former = {(row["message_id"], row["text"], row["replaced_at"]) for row in await rows(database, revisions)}
    assert kept == {5: "My tap leaks", 6: "Hello"}
    assert former == {(5, "My", at(minutes=1)), (5, "My tap", at(minutes=2)), (6, "Helo", at(minutes=3))}


async def test_a_chat_that_counts_its_messages_anew_replaces_the_old_ones(database: Database) -> None:
    await record(database, begun(written=(wrote(5, "an old matter"),)))
    await record(database, step(await conversation_of(database), written=(wrote(5, "My tap leaks", at(days=9)),)))
    (kept,) = await rows(database, messages)
    assert (kept["text"], kept["sent_at"]) == ("My tap leaks", at(days=9))


async def test_a_customer_who_changed_the_name_is_known_by_the_new_one(database: Database) -> None:
    await record(database, begun())
    renamed = Customer(chat_id=MEI.chat_id, name="Mei Li", username="meili", locale="zh")
    change = step(await conversation_of(database), CustomerWrote(at=at(), message=6), customer=renamed)
    await record(database, change)
    assert await database.outbox.customer(MEI.chat_id) == renamed


async def test_a_transaction_that_fails_leaves_nothing(database: Database) -> None:
    change = begun(letters=(letter(),), written=(wrote(5, "My tap leaks"),), next_due_at=at(minutes=1))
    await fail(database, lambda unit: unit.record([change]))
    for table in (people, conversations, events, messages, outbox):
        assert await rows(database, table) == [], table.name


async def test_who_is_on_duty_is_kept_with_how_many_each_serves(database: Database) -> None:
    await employ(database, LIN, WANG, ZHAO)
    await record(database, taken(MEI, LIN), taken(PENG, LIN), queued(Customer(chat_id=1003, name="Hu")))
    async with database.begin() as unit:
        await unit.record_duty([DutyChange(agent=off(WANG), at=at())])
        agents, loads = await unit.staff(), await unit.loads({7, 12})
    assert agents == {7: LIN, 12: off(WANG), 1: ZHAO}
    assert loads == Loads(held={7: 2})


async def test_two_members_of_staff_cannot_have_one_number(database: Database) -> None:
    await employ(database, LIN)
    with pytest.raises(Conflict):
        await employ(database, Agent(user_id=99, number="07", role=Role.AGENT))


async def test_who_waits_longest_is_first_and_who_was_served_tells_how_long_it_takes(database: Database) -> None:
    hu, bo = Customer(chat_id=1003, name="Hu"), Customer(chat_id=1004, name="Bo")
    await record(database, queued(MEI, at(seconds=30)), queued(PENG, at()), queued(hu, at()), begun(bo))
    served = step(await conversation_of(database, hu), Taken(at=at(minutes=2), agent=7))
    await record(database, served)
    async with database.begin() as unit:
        queue, waits = await unit.queue()
        waiting = await unit.waiting(1)
    assert queue == in_order([Place(at(), PENG.chat_id, "A"), Place(at(seconds=30), MEI.chat_id, "A")])
    assert {line: [until - since for since, until in told] for line, told in waits.items()} == {
        "A": [timedelta(minutes=2)]
    }
    assert (waiting.count, [customer for _, customer in waiting.first]) == (2, [PENG])


async def test_only_the_last_sixty_who_were_served_are_looked_at_each_in_the_line_they_waited_in(
    database: Database,
) -> None:
    crowd = [Customer(chat_id=2000 + number, name="Somebody") for number in range(62)]
    await record(database, *(_served(one, "AB"[number % 2], number) for number, one in enumerate(crowd)))
    async with database.begin() as unit:
        _, waits = await unit.queue()
    assert {line: sorted(until - since for since, until in told) for line, told in waits.items()} == {
        "A": [timedelta(minutes=minutes) for minutes in range(2, 62, 2)],
        "B": [timedelta(minutes=minutes) for minutes in range(3, 62, 2)],
    }


def _served(customer: Customer, line: str, minutes: int) -> Change:
    handed = HandedOff(at=at(), reason=Reason.ASKED, line=line, ticket=1)
    fresh = Conversation(customer=customer.chat_id)
    return step(fresh, Opened(at=at()), handed, Taken(at=at(minutes=minutes), agent=7), customer=customer)


async def test_an_agent_holds_what_was_taken_until_it_is_resolved(database: Database) -> None:
    await record(database, taken(MEI, LIN), taken(PENG, LIN), taken(Customer(chat_id=1003, name="Hu"), WANG))
    peng = await conversation_of(database, PENG)
    reply = AgentReplied(at=at(minutes=1), agent=7, message=3)
    await record(database, step(peng, reply, Resolved(at=at(minutes=2), agent=7)))
    async with database.begin() as unit:
        held = await unit.owned_by(LIN.user_id)
    assert [(one.customer, one.state) for one in held] == [(MEI.chat_id, State.ACTIVE)]


async def test_transactions_that_come_at_once_come_one_after_another(database: Database) -> None:
    await record(database, begun())

    async def add(message: int) -> None:
        async with database.begin() as unit:
            mei = (await unit.load([OfCustomer(MEI.chat_id)])).conversations[OfCustomer(MEI.chat_id)]
            assert mei is not None
            await unit.record([step(mei, CustomerWrote(at=at(seconds=message), message=message))])

    await asyncio.gather(*(add(message) for message in range(10, 20)))
    assert (await conversation_of(database)).version == 12


async def test_whoever_waits_for_letters_is_woken_by_the_commit_that_brings_some_and_not_before(
    database: Database,
) -> None:
    heard: list[str] = []
    database.posted.append(lambda: heard.append("posted"))
    async with database.begin() as unit:
        await unit.record([begun(letters=(letter(Greeting()),))])
        heard.append("written")
    await record(database, step(await conversation_of(database)))
    await fail(database, lambda unit: unit.post([letter(Greeting())]))
    assert heard == ["written", "posted"]
    async with database.begin() as unit:
        await unit.post([letter(Greeting())])
    assert heard == ["written", "posted", "posted"]


async def test_whoever_waits_for_clocks_is_told_the_earliest_that_a_commit_has_set(database: Database) -> None:
    heard: list[datetime] = []
    database.moved.append(heard.append)
    await record(
        database,
        queued(MEI, next_due_at=at(minutes=3)),
        queued(PENG, next_due_at=at(minutes=2)),
        begun(Customer(chat_id=1003, name="Hu")),
    )
    mei = await conversation_of(database)
    await record(database, step(mei, next_due_at=at(minutes=1), due_changed=False))
    await fail(database, lambda unit: unit.look_again(at()))
    async with database.begin() as unit:
        await unit.record_duty([DutyChange(agent=LIN, at=at(), next_due_at=at(minutes=4))])
    async with database.begin() as unit:
        await unit.record_room(RoomChange(before=Room(), after=Room(version=1), next_due_at=at(minutes=5)))
    async with database.begin() as unit:
        await unit.look_again(at(minutes=6))
    assert heard == [at(minutes=minute) for minute in (2, 4, 5, 6)]
