"""Where things stand: the staff room, the customers' topics, the cards in them."""

import asyncio
from dataclasses import replace

from desk.commands import OfTopic
from desk.content import Content
from desk.events import HandedOff, Reason, Taken
from desk.notices import AnswerFromAgent, Greeting
from desk.people import Customer
from desk.ports import CardFacts, Delivery, Said, Topic, Written
from storage.engine import Database
from tests.kit.cast import LIN, MEI, PENG, STAFF_ROOM, at
from tests.storage.steps import begun, claim, conversation_of, employ, fail, letter, record, step, taken, wrote

HERE = Topic(chat_id=-100, thread_id=40)


async def test_a_customer_has_one_topic_however_many_make_one_at_once(database: Database) -> None:
    await record(database, begun())
    made = [Topic(chat_id=-100, thread_id=thread) for thread in (40, 41, 42, 43)]
    bound = await asyncio.gather(*(database.outbox.bind_topic(MEI.chat_id, topic) for topic in made))
    assert len(set(bound)) == 1
    assert await database.outbox.topics_of([MEI.chat_id, PENG.chat_id]) == {MEI.chat_id: bound[0]}


async def test_a_topic_just_made_is_nobody_elses(database: Database) -> None:
    await record(database, begun(MEI), begun(PENG))
    await database.outbox.bind_topic(PENG.chat_id, HERE)
    assert await database.outbox.bind_topic(MEI.chat_id, HERE) == HERE
    assert await database.outbox.topics_of([MEI.chat_id, PENG.chat_id]) == {MEI.chat_id: HERE}


async def test_what_is_remembered_of_topics_and_room_follows_whatever_changes_it(database: Database) -> None:
    await record(database, begun(MEI), begun(PENG))
    outbox, both = database.outbox, [MEI.chat_id, PENG.chat_id]
    await outbox.bind_room(-100, at())
    await outbox.bind_topic(PENG.chat_id, HERE)
    assert (await outbox.staff_room(), await outbox.topics_of(both)) == (-100, {PENG.chat_id: HERE})
    await outbox.bind_topic(MEI.chat_id, HERE)
    assert await outbox.topics_of(both) == {MEI.chat_id: HERE}
    await outbox.moved(-100, -1000)
    there = replace(HERE, chat_id=-1000)
    assert (await outbox.staff_room(), await outbox.topics_of(both)) == (-1000, {MEI.chat_id: there})
    await fail(database, lambda unit: unit.bind_room(-200, at()))
    assert (await outbox.staff_room(), await outbox.topics_of(both)) == (-1000, {MEI.chat_id: there})
    async with database.begin() as unit:
        await unit.bind_room(-200, at())
    assert (await outbox.staff_room(), await outbox.topics_of(both)) == (-200, {})


async def test_a_topic_that_is_gone_takes_its_card_with_it(database: Database) -> None:
    await record(database, taken(MEI), taken(PENG))
    await database.outbox.bind_topic(MEI.chat_id, HERE)
    await database.outbox.card_shown(1, 500, -100)
    await database.outbox.card_shown(2, 600, -100)
    await database.outbox.forget_topic(MEI.chat_id, HERE)
    cards = [await database.outbox.card(number) for number in (1, 2)]
    assert [card.card_message if card else "none" for card in cards] == [None, 600]
    assert await database.outbox.topics_of([MEI.chat_id]) == {}


async def test_a_topic_that_was_replaced_meanwhile_is_not_forgotten(database: Database) -> None:
    await record(database, begun())
    await database.outbox.bind_topic(MEI.chat_id, HERE)
    await database.outbox.forget_topic(MEI.chat_id, replace(HERE, thread_id=39))
    assert await database.outbox.topics_of([MEI.chat_id]) == {MEI.chat_id: HERE}


async def test_a_group_that_moves_takes_everything_along(database: Database) -> None:
    await record(database, taken())
    await database.outbox.bind_room(-5, at())
    await database.outbox.bind_topic(MEI.chat_id, Topic(chat_id=-5, thread_id=40))
    await database.outbox.moved(-5, -100)
    assert await database.outbox.staff_room() == -100
    assert await database.outbox.topics_of([MEI.chat_id]) == {MEI.chat_id: HERE}
    async with database.begin() as unit:
        found = (await unit.load([OfTopic(-5, 40), OfTopic(-100, 40)])).conversations
    assert found == {OfTopic(-5, 40): None, OfTopic(-100, 40): await conversation_of(database)}


async def test_who_names_a_group_by_the_id_it_had_before_it_moved_means_the_same_group(database: Database) -> None:
    await record(database, taken())
    await database.outbox.bind_room(-5, at())
    await database.outbox.bind_topic(MEI.chat_id, Topic(chat_id=-5, thread_id=40))
    await database.outbox.moved(-5, -6)
    await database.outbox.moved(-6, -100)
    await database.outbox.bind_room(-5, at())
    assert await database.outbox.staff_room() == -100
    assert await database.outbox.topics_of([MEI.chat_id]) == {MEI.chat_id: HERE}


async def test_in_another_staff_room_customers_have_new_topics_and_new_cards(database: Database) -> None:
    await record(database, taken(MEI), taken(PENG))
    await database.outbox.bind_room(-5, at())
    for customer in (MEI, PENG):
        await database.outbox.bind_topic(customer.chat_id, Topic(chat_id=-5, thread_id=customer.chat_id))
    await database.outbox.card_shown(1, 500, -5)
    async with database.begin() as unit:
        await unit.bind_room(-100, at())
    card = await database.outbox.card(1)
    assert card is not None
    assert (await database.outbox.topics_of([MEI.chat_id, PENG.chat_id]), card.card_chat) == ({}, -5)
    assert await database.outbox.bind_topic(MEI.chat_id, HERE) == HERE
    assert await database.outbox.topics_of([MEI.chat_id, PENG.chat_id]) == {MEI.chat_id: HERE}


async def test_a_topic_made_in_the_old_room_while_the_room_changed_counts_for_nothing(database: Database) -> None:
    await record(database, begun())
    await database.outbox.bind_room(-100, at())
    await database.outbox.bind_topic(MEI.chat_id, Topic(chat_id=-5, thread_id=7))
    assert await database.outbox.topics_of([MEI.chat_id]) == {}
    assert await database.outbox.bind_topic(MEI.chat_id, HERE) == HERE
    assert await database.outbox.topics_of([MEI.chat_id]) == {MEI.chat_id: HERE}


async def test_the_same_staff_room_bound_again_keeps_its_topics_and_cards(database: Database) -> None:
    await record(database, taken())
    await database.outbox.bind_room(-100, at())
    await database.outbox.bind_topic(MEI.chat_id, HERE)
    await database.outbox.card_shown(1, 500, -100)
    await database.outbox.bind_room(-100, at())
    card = await database.outbox.card(1)
    assert card is not None
    assert (await database.outbox.topics_of([MEI.chat_id]), card.card_message) == ({MEI.chat_id: HERE}, 500)


async def test_another_group_that_moves_changes_nothing_here(database: Database) -> None:
    await database.outbox.bind_room(-100, at())
    await database.outbox.moved(-5, -6)
    assert await database.outbox.staff_room() == -100


async def test_no_room_is_bound_at_first_and_the_last_one_bound_is_the_room(database: Database) -> None:
    assert await database.outbox.staff_room() is None
    await database.outbox.bind_room(-5, at())
    await database.outbox.bind_room(-100, at())
    assert await database.outbox.staff_room() == -100


async def test_a_customer_never_heard_of_is_nobody(database: Database) -> None:
    await record(database, begun(PENG))
    assert await database.outbox.customer(MEI.chat_id) is None


async def test_a_card_shows_what_was_asked_what_the_bot_said_and_who_serves(database: Database) -> None:
    await employ(database, LIN)
    await record(
        database,
        begun(written=(wrote(5, "My tap leaks"),), letters=(letter(Greeting()),)),
        begun(Customer(chat_id=1003, name="Hu")),
    )
    (greeting,) = await claim(database)
    await database.outbox.settle(
        [Delivery(id=greeting.id, at=at(seconds=1), chat_id=MEI.chat_id, message_id=6, text="Hello")]
    )
    news = (HandedOff(at=at(seconds=2), reason=Reason.REPAIR), Taken(at=at(seconds=3), agent=LIN.user_id))
    await record(database, step(await conversation_of(database), *news))
    await database.outbox.card_shown(1, 500, -100)
    assert await database.outbox.card(1) == CardFacts(
        conversation=await conversation_of(database),
        customer=MEI,
        owner=LIN,
        lines=(
            Said(author="customer", at=at(), kind="text", text="My tap leaks"),
            Said(author="bot", at=at(seconds=1), kind="text", text="Hello"),
        ),
        card_message=500,
        card_chat=-100,
        reason="repair",
    )


async def test_an_answer_that_an_agent_sent_stands_on_the_card_as_that_agents(database: Database) -> None:
    await employ(database, LIN)
    answers = (letter(AnswerFromAgent(entry_id="fee", library="1", number=number)) for number in ("07", "99"))
    await record(database, begun(letters=tuple(answers)))
    sent = await claim(database)
    await database.outbox.settle(
        [Delivery(id=one.id, at=at(seconds=one.id), chat_id=MEI.chat_id, message_id=one.id, text="Fee") for one in sent]
    )
    card = await database.outbox.card(1)
    assert card is not None
    assert [(line.author, line.number) for line in card.lines] == [("entry", "07"), ("entry", None)]


async def test_a_card_shows_the_last_dozen_lines(database: Database) -> None:
    written = tuple(wrote(message, f"line {message}", at(seconds=message)) for message in range(1, 15))
    await record(database, begun(written=written))
    card = await database.outbox.card(1)
    assert card is not None
    assert [line.text for line in card.lines] == [f"line {number}" for number in range(3, 15)]


async def test_what_was_said_within_a_second_stands_on_the_card_in_its_order(database: Database) -> None:
    await record(database, begun(written=(wrote(5, "My tap leaks"),), letters=(letter(Greeting()),)))
    (greeting,) = await claim(database)
    await database.outbox.settle(
        [Delivery(id=greeting.id, at=at(seconds=1.4), chat_id=MEI.chat_id, message_id=6, text="Hello")]
    )
    reply = Content(chat_id=STAFF_ROOM, message_id=2, sent_at=at(seconds=1), text="Yes")
    written = (wrote(7, "Are you there?", at(seconds=1)), Written(content=reply, author="agent"))
    await record(database, step(await conversation_of(database), written=written))
    card = await database.outbox.card(1)
    assert card is not None
    assert [line.text for line in card.lines] == ["My tap leaks", "Hello", "Are you there?", "Yes"]


async def test_what_the_bot_says_again_and_again_pushes_nobodys_words_off_the_card(database: Database) -> None:
    await record(
        database, taken(written=(wrote(5, "My tap leaks"),), letters=tuple(letter(Greeting()) for _ in range(20)))
    )
    apologies = enumerate(await claim(database))
    await database.outbox.settle(
        [
            Delivery(id=one.id, at=at(minutes=n + 1), chat_id=MEI.chat_id, message_id=6 + n, text=f"Sorry, {n}")
            for n, one in apologies
        ]
    )
    card = await database.outbox.card(1)
    assert card is not None
    assert [line.text for line in card.lines] == ["My tap leaks", "Sorry, 0"]


async def test_a_conversation_that_never_was_has_no_card(database: Database) -> None:
    assert await database.outbox.card(4711) is None
