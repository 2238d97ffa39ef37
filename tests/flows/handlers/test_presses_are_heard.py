import pytest

from desk import commands as c
from desk.commands import OfCustomer, OfNumber, OfRoom, Origin
from handlers.buttons import Button, ChooseIt, JudgeIt, PersonPlease, ResolveIt, SendIt, TakeIt, pack
from handlers.offer_buttons import SkipIt
from tests.flows.handlers.hearing import heard
from tests.flows.handlers.updates import ELSEWHERE, LIN_USER, MEI_USER, PRIVATE, ROOM, TOPIC, Json, pressed, update
from tests.kit.cast import LIN, MEI, STAFF_ROOM

OF_MEI = OfCustomer(MEI.chat_id)
BY_MEI = Origin(chat_id=MEI.chat_id, message_id=21, press_id="p1")
BY_LIN = Origin(chat_id=STAFF_ROOM, message_id=21, thread_id=TOPIC, press_id="p1")
CARD: Json = {"message_thread_id": TOPIC, "is_topic_message": True}


@pytest.mark.parametrize(
    ("button", "expected"),
    [
        (JudgeIt("fee", helpful=True), c.Judge(entry_id="fee", helpful=True, customer=MEI, origin=BY_MEI)),
        (JudgeIt("fee", helpful=False), c.Judge(entry_id="fee", helpful=False, customer=MEI, origin=BY_MEI)),
        (ChooseIt("fee"), c.Choose(entry_id="fee", customer=MEI, origin=BY_MEI)),
        (ChooseIt("retired"), c.Choose(entry_id="retired", customer=MEI, origin=BY_MEI)),
        (PersonPlease(), c.AskForPerson(customer=MEI, origin=BY_MEI)),
    ],
)
async def test_a_customers_press_is_about_their_own_conversation(button: Button, expected: c.Command) -> None:
    assert await heard(pressed(pack(button))) == [(OF_MEI, expected)]


@pytest.mark.parametrize(
    ("button", "expected"),
    [
        (TakeIt(9, 4), c.Take(agent=LIN.user_id, origin=BY_LIN, epoch=4)),
        (ResolveIt(9, 4, 210), c.Resolve(agent=LIN.user_id, origin=BY_LIN, epoch=4, seen=210)),
        (ResolveIt(9, 4, None), c.Resolve(agent=LIN.user_id, origin=BY_LIN, epoch=4)),
        (SendIt(9, 4, "fee"), c.SendEntry(agent=LIN.user_id, origin=BY_LIN, entry_id="fee", epoch=4)),
        (SkipIt(9, 3), c.Decline(agent=LIN.user_id, origin=BY_LIN, offer=3)),
    ],
)
async def test_an_agents_press_is_about_the_conversation_on_the_card(button: Button, expected: c.Command) -> None:
    assert await heard(pressed(pack(button), by=LIN_USER, chat=ROOM, **CARD)) == [(OfNumber(9), expected)]


async def test_an_agents_button_pressed_by_a_customer_carries_the_customers_id_and_the_desk_refuses() -> None:
    expected = c.Take(agent=MEI.chat_id, origin=BY_MEI, epoch=4)
    assert await heard(pressed(pack(TakeIt(9, 4)))) == [(OfNumber(9), expected)]


async def test_an_offer_is_answered_in_the_agents_own_chat_as_in_the_room() -> None:
    private = Origin(chat_id=LIN.user_id, message_id=21, press_id="p1")
    own = {"id": LIN.user_id, "type": "private", "first_name": "Lin"}
    expected = c.Decline(agent=LIN.user_id, origin=private, offer=3)
    assert await heard(pressed(pack(SkipIt(9, 3)), by=LIN_USER, chat=own)) == [(OfNumber(9), expected)]


@pytest.mark.parametrize("data", [None, "", "1t:9", "take:9", "1y=no-such-entry", "1c#0123456789abcdef", "9" * 64])
async def test_a_button_we_never_made_is_refused(data: str | None) -> None:
    assert await heard(pressed(data)) == [(OF_MEI, c.Forged(origin=BY_MEI))]


@pytest.mark.parametrize(
    ("press", "origin"),
    [
        (pressed("1p", by=LIN_USER, chat=ROOM, **CARD), BY_LIN),
        (pressed("nonsense", by=LIN_USER, chat=ROOM, **CARD), BY_LIN),
        (pressed("1t:9:4", chat=ELSEWHERE), Origin(chat_id=-100777, message_id=21, press_id="p1")),
        (
            update(callback_query={"id": "p1", "from": MEI_USER, "chat_instance": "1", "data": "1t:9:4"}),
            Origin(chat_id=MEI.chat_id, press_id="p1"),
        ),
    ],
)
async def test_a_button_pressed_where_it_never_stood_is_refused(press: Json, origin: Origin) -> None:
    assert await heard(press) == [(OfRoom(), c.Forged(origin=origin))]


async def test_a_message_too_old_to_be_shown_still_has_its_place() -> None:
    old = {"chat": PRIVATE, "message_id": 21, "date": 0}
    press = update(callback_query={"id": "p1", "from": MEI_USER, "chat_instance": "1", "data": "1p", "message": old})
    assert await heard(press) == [(OF_MEI, c.AskForPerson(customer=MEI, origin=BY_MEI))]
