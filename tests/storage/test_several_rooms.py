"""Several staff rooms: a topic for each customer and room, and which of them a customer is in."""

from dataclasses import replace
from datetime import timedelta

from desk.commands import OfTopic
from desk.events import HandedOff, Opened, Reason, Requeued
from desk.notices import HelpText, LongWait
from desk.ports import Topic
from desk.state import Conversation
from storage.engine import Database
from tests.kit.cast import MEI, PENG, at
from tests.storage.steps import begun, claim, conversation_of, letter, queued, record, step, wrote

MAIN, OTHER, TEAM = -100, -200, "投诉组"
IN_MAIN = Topic(chat_id=MAIN, thread_id=40)
IN_OTHER = Topic(chat_id=OTHER, thread_id=7)
BOTH = [MEI.chat_id, PENG.chat_id]


async def with_rooms(database: Database) -> None:
    """Have a main room, a team's, and Mei and Peng who wait, each with a topic in the main room."""
    await record(database, queued(MEI), queued(PENG))
    await database.outbox.bind_room(MAIN, at())
    async with database.begin() as unit:
        await unit.bind_room(OTHER, at(), team=TEAM)
    await database.outbox.bind_topic(MEI.chat_id, IN_MAIN)
    await database.outbox.bind_topic(PENG.chat_id, replace(IN_MAIN, thread_id=41))


async def mei_moves(database: Database, team: str = TEAM) -> None:
    moved = Requeued(at=at(minutes=1), reason=Reason.TRANSFERRED, line="B", team=team)
    await record(database, step(await conversation_of(database), moved))


async def test_a_customer_who_moves_has_no_topic_there_until_one_is_made_and_the_old_one_again_later(
    database: Database,
) -> None:
    await with_rooms(database)
    outbox = database.outbox
    assert (await outbox.topics_of(BOTH))[MEI.chat_id] == IN_MAIN
    await mei_moves(database)
    assert set(await outbox.topics_of(BOTH)) == {PENG.chat_id}
    assert await outbox.bind_topic(MEI.chat_id, IN_OTHER) == IN_OTHER
    assert (await outbox.topics_of(BOTH))[MEI.chat_id] == IN_OTHER
    assert [await outbox.topic_in(MEI.chat_id, team) for team in ("", TEAM)] == [IN_MAIN, IN_OTHER]
    await mei_moves(database, "")
    assert (await outbox.topics_of(BOTH))[MEI.chat_id] == IN_MAIN


async def test_a_topic_in_any_room_is_the_customers(database: Database) -> None:
    await with_rooms(database)
    await mei_moves(database)
    await database.outbox.bind_topic(MEI.chat_id, IN_OTHER)
    async with database.begin() as unit:
        found = (await unit.load([OfTopic(MAIN, 40), OfTopic(OTHER, 7), OfTopic(OTHER, 8)])).conversations
    mei = await conversation_of(database)
    assert found == {OfTopic(MAIN, 40): mei, OfTopic(OTHER, 7): mei, OfTopic(OTHER, 8): None}


async def test_a_customer_is_in_the_room_of_their_team_and_in_the_main_one_where_that_has_none(
    database: Database,
) -> None:
    await with_rooms(database)
    await mei_moves(database)
    outbox = database.outbox
    assert [await outbox.room_of(one) for one in (MEI.chat_id, PENG.chat_id, None)] == [OTHER, MAIN, MAIN]
    async with database.begin() as unit:
        await unit.free_rooms([TEAM])
    assert await outbox.room_of(MEI.chat_id) == MAIN
    assert (await outbox.topics_of(BOTH))[MEI.chat_id] == IN_MAIN
    assert await outbox.rooms() == {"": MAIN}


async def test_a_new_conversation_stands_where_the_one_before_it_stood(database: Database) -> None:
    await with_rooms(database)
    fresh = Conversation(customer=1003, team=TEAM)
    await record(database, step(fresh, Opened(at=at(), team=TEAM), customer=replace(MEI, chat_id=1003)))
    assert await database.outbox.room_of(1003) == MAIN  # nothing has moved
    handed = step(Conversation(customer=1004), Opened(at=at()), HandedOff(at=at(), reason=Reason.ANGER, team=TEAM))
    await record(database, replace(handed, customer=replace(MEI, chat_id=1004)))
    assert await database.outbox.room_of(1004) == OTHER


async def test_a_topic_that_was_closed_is_known_to_be_until_it_is_opened(database: Database) -> None:
    await with_rooms(database)
    await database.outbox.topic_closed(MEI.chat_id, IN_MAIN, closed=True)
    assert (await database.outbox.topics_of(BOTH))[MEI.chat_id] == replace(IN_MAIN, closed=True)
    await database.outbox.topic_closed(MEI.chat_id, IN_MAIN, closed=False)
    assert (await database.outbox.topics_of(BOTH))[MEI.chat_id] == IN_MAIN


async def test_a_teams_group_that_gets_another_id_takes_everything_along(database: Database) -> None:
    await with_rooms(database)
    await mei_moves(database)
    await database.outbox.bind_topic(MEI.chat_id, IN_OTHER)
    await database.outbox.card_shown(1, 500, OTHER)
    await database.outbox.moved(OTHER, -300)
    assert await database.outbox.rooms() == {"": MAIN, TEAM: -300}
    assert (await database.outbox.topics_of(BOTH))[MEI.chat_id] == replace(IN_OTHER, chat_id=-300)
    card = await database.outbox.card(1)
    assert card is not None
    assert (card.card_message, card.card_chat) == (500, -300)


async def test_what_is_for_each_room_goes_in_a_lane_of_its_own(database: Database) -> None:
    await with_rooms(database)
    await mei_moves(database)
    wait = [LongWait(customer=one, waited=timedelta(minutes=5)) for one in BOTH]
    mei, peng = await conversation_of(database), await conversation_of(database, PENG)
    await record(
        database,
        *(step(one, letters=(letter(notice),)) for one, notice in zip((mei, peng), wait, strict=True)),
    )
    async with database.begin() as unit:
        loose = letter(wait[0])
        await unit.post([replace(loose, customer=MEI.chat_id), letter(HelpText())])
    lanes = {one.lane for one in await claim(database)}
    assert {f"room:{TEAM}", "room"} <= lanes
    assert len([one for one in lanes if one.startswith("room")]) == 2


async def test_the_last_lines_of_a_conversation_are_its_past(database: Database) -> None:
    written = tuple(wrote(message, f"line {message}", at(seconds=message)) for message in range(1, 9))
    await record(database, begun(written=written))
    assert [line.text for line in await database.outbox.past(1, 3)] == ["line 6", "line 7", "line 8"]
    assert await database.outbox.past(4711, 3) == ()


async def test_a_code_holds_until_its_end_and_is_spent_once(database: Database) -> None:
    async with database.begin() as unit:
        await unit.keep_link_code("a" * 24, at(minutes=10))
        await unit.keep_link_code("b" * 24, at(minutes=10))
        await unit.spend_link_code("b" * 24)
        assert await unit.link_codes(at()) == {"a" * 24: at(minutes=10)}
        assert await unit.link_codes(at(minutes=10)) == {}
        assert await unit.link_codes(at()) == {}
        assert await unit.rooms() == {}
