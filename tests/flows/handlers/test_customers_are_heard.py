from dataclasses import replace
from typing import Any

import pytest

from desk import commands as c
from desk.commands import OfCustomer, Origin
from desk.content import Content, Kind
from desk.people import Customer
from tests.flows.handlers.hearing import heard
from tests.flows.handlers.updates import (
    CHANNEL,
    ELSEWHERE,
    FORWARDED,
    MEI_USER,
    OTHER_BOT,
    PRIVATE,
    Json,
    reaction,
    standing,
    update,
    written,
)
from tests.kit.cast import MEI, TEN

OF_MEI = OfCustomer(MEI.chat_id)
HERE = Origin(chat_id=MEI.chat_id, message_id=7)
TEXT = Content(chat_id=MEI.chat_id, message_id=7, sent_at=TEN, text="My tap leaks")
FILE: Json = {"file_id": "F", "file_unique_id": "U"}
SIZED: Json = {**FILE, "width": 1, "height": 1}
PLACE: Json = {"latitude": 31.2, "longitude": 121.5}
THUMB: Json = {**SIZED, "file_id": "small"}


def content(kind: Kind, file_id: str | None = "F", **more: Any) -> Content:
    return replace(TEXT, kind=kind, text="", file_id=file_id, **more)


async def test_a_text_is_given_as_it_is() -> None:
    assert await heard(update(message=written(text="My tap leaks"))) == [(OF_MEI, c.Say(customer=MEI, content=TEXT))]


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ({"photo": [THUMB, SIZED], "caption": "My tap leaks"}, replace(TEXT, kind=Kind.PHOTO, file_id="F")),
        ({"photo": [THUMB, SIZED]}, content(Kind.PHOTO)),
        ({"document": FILE}, content(Kind.DOCUMENT)),
        ({"voice": {**FILE, "duration": 3}}, content(Kind.VOICE)),
        ({"audio": {**FILE, "duration": 3}}, content(Kind.AUDIO)),
        ({"video": {**SIZED, "duration": 3}}, content(Kind.VIDEO)),
        ({"video_note": {**FILE, "length": 9, "duration": 3}}, content(Kind.VIDEO_NOTE)),
        ({"animation": {**SIZED, "duration": 3}, "document": FILE}, content(Kind.ANIMATION)),
        (
            {"sticker": {**SIZED, "type": "regular", "is_animated": False, "is_video": False, "emoji": "👍"}},
            content(Kind.STICKER),
        ),
        ({"location": PLACE}, content(Kind.LOCATION, None, place="31.200000, 121.500000")),
        (
            {"venue": {"location": PLACE, "title": "Home", "address": "1"}, "location": PLACE},
            content(Kind.LOCATION, None, place="Home, 1"),
        ),
        ({"contact": {"phone_number": "1", "first_name": "Mei"}}, content(Kind.CONTACT, None, phone="1")),
        ({"photo": [SIZED], "media_group_id": "A9"}, content(Kind.PHOTO, album="A9")),
        ({"text": "My tap leaks", "reply_to_message": written(message_id=3, text="?")}, replace(TEXT, reply_to=3)),
        ({"text": "My tap leaks", "via_bot": OTHER_BOT}, TEXT),
        ({"text": "My tap leaks", "forward_origin": FORWARDED}, TEXT),
        ({"text": "My tap\0 leaks"}, TEXT),
        ({"text": "/start", "forward_origin": FORWARDED}, replace(TEXT, text="/start")),
        ({"text": "/unheard_of"}, replace(TEXT, text="/unheard_of")),
        ({"text": "/usr/bin"}, replace(TEXT, text="/usr/bin")),
        ({"text": "/"}, replace(TEXT, text="/")),
        ({"text": "human"}, replace(TEXT, text="human")),
        ({"text": "😀" * 4096}, replace(TEXT, text="😀" * 4096)),
        (
            {"text": "b" * 100, "entities": [{"type": "bold", "offset": i, "length": 1} for i in range(100)]},
            replace(TEXT, text="b" * 100),
        ),
        ({"text": "\u202egnp.ecived\u200b"}, replace(TEXT, text="\u202egnp.ecived\u200b")),
        ({"text": "My tap leaks", "something_new": {"a": 1}}, TEXT),
    ],
)
async def test_every_kind_of_content_is_given_whole(message: Json, expected: Content) -> None:
    assert await heard(update(message=written(**message))) == [(OF_MEI, c.Say(customer=MEI, content=expected))]


@pytest.mark.parametrize(
    ("text", "language_code", "locale"),
    [
        ("水龙头漏水", "en", "zh"),
        ("水龙头 leaks", "en", "zh"),
        ("My tap leaks", "zh-hans", "en"),
        ("ok", "zh-hans", "zh"),
        ("👍 123", "zh-hant", "zh"),
        ("https://example.org/tap", "zh-hans", "zh"),
        ("/balance", "zh-hans", "zh"),
        ("👍", "en-GB", "en"),
        ("👍", "fr", "en"),
        ("👍", None, "zh"),
    ],
)
async def test_the_language_is_that_of_the_words_else_of_the_program(
    text: str, language_code: str | None, locale: str
) -> None:
    author = {**MEI_USER, "language_code": language_code} if language_code else {**MEI_USER}
    if language_code is None:
        del author["language_code"]
    customer, said = replace(MEI, locale=locale), replace(TEXT, text=text)
    given = await heard(update(message=written(**{"text": text, "from": author})))
    assert given == [(OF_MEI, c.Say(customer=customer, content=said))]


async def test_a_customer_has_a_whole_name_and_a_username() -> None:
    author = {**MEI_USER, "first_name": "<b>Mei", "last_name": "Li\u202e", "username": "mei"}
    who = Customer(chat_id=MEI.chat_id, name="<b>Mei Li\u202e", username="mei", locale="en")
    given = await heard(update(message=written(**{"text": "My tap leaks", "from": author})))
    assert given == [(OF_MEI, c.Say(customer=who, content=TEXT))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/start", c.Greet(customer=MEI)),
        ("/start ref_7", c.Greet(customer=MEI)),
        ("/START@Frontdesk_Bot", c.Greet(customer=MEI)),
        ("/help", c.Help(customer=MEI)),
        ("/human", c.AskForPerson(customer=MEI, origin=HERE)),
        ("/人工", c.AskForPerson(customer=MEI, origin=HERE)),
    ],
)
async def test_a_customers_command_is_given_as_one(text: str, expected: c.Command) -> None:
    assert await heard(update(message=written(text=text))) == [(OF_MEI, expected)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/on", c.GoOn(agent=MEI.chat_id, origin=HERE, name="Mei")),
        ("/off", c.GoOff(agent=MEI.chat_id, origin=HERE)),
        ("/queue", c.ShowQueue(agent=MEI.chat_id, origin=HERE)),
        ("/上班", c.GoOn(agent=MEI.chat_id, origin=HERE, name="Mei")),
        ("/take", c.NoTopic(agent=MEI.chat_id, origin=HERE)),
    ],
)
async def test_a_staff_command_in_private_is_given_without_letting_anybody_in(text: str, expected: c.Command) -> None:
    assert await heard(update(message=written(text=text))) == [(c.OfRoom(), expected)]


@pytest.mark.parametrize("word", ["排队", "上班", "接单", "人工"])
async def test_a_staff_word_without_a_slash_is_a_customers_own(word: str) -> None:
    said = c.Say(customer=replace(MEI, locale="zh"), content=replace(TEXT, text=word))
    assert await heard(update(message=written(text=word))) == [(OF_MEI, said)]


@pytest.mark.parametrize(
    "message",
    [
        {"poll": {"id": "1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": False,
                  "is_anonymous": True, "type": "regular", "allows_multiple_answers": False,
                  "allows_revoting": False, "members_only": False}},
        {"game": {"title": "g", "description": "d", "photo": [SIZED]}},
        {"dice": {"emoji": "🎲", "value": 3}},
        {"story": {"chat": PRIVATE, "id": 1}},
        {"hologram": {"depth": 3}},
        {},
    ],
)  # fmt: skip
async def test_what_we_cannot_pass_on_is_said_to_be_so(message: Json) -> None:
    assert await heard(update(message=written(**message))) == [(OF_MEI, c.Unreadable(customer=MEI, origin=HERE))]


async def test_an_edited_message_is_a_correction_with_the_moment_it_was_first_sent() -> None:
    edited = written(text="My tap leaks", edit_date=1_900_000_000)
    assert await heard(update(edited_message=edited)) == [(OF_MEI, c.Correct(content=TEXT))]


async def test_an_edited_command_is_no_command() -> None:
    edited = written(text="/human", edit_date=1_900_000_000)
    assert await heard(update(edited_message=edited)) == [(OF_MEI, c.Correct(content=replace(TEXT, text="/human")))]


@pytest.mark.parametrize(
    ("before", "after", "emoji"),
    [
        ([], [{"type": "emoji", "emoji": "👍"}], "👍"),
        ([{"type": "emoji", "emoji": "👍"}], [], None),
        (
            [{"type": "emoji", "emoji": "👍"}],
            [{"type": "emoji", "emoji": "👍"}, {"type": "emoji", "emoji": "🔥"}],
            "🔥",
        ),
        ([{"type": "emoji", "emoji": "👍"}], [{"type": "custom_emoji", "custom_emoji_id": "9"}], None),
    ],
)
async def test_an_emoji_is_given_with_its_message(before: list[Json], after: list[Json], emoji: str | None) -> None:
    expected = c.React(chat_id=MEI.chat_id, message_id=21, emoji=emoji)
    assert await heard(reaction(PRIVATE, MEI_USER, before, after)) == [(OF_MEI, expected)]


@pytest.mark.parametrize(
    ("before", "after", "expected"), [("member", "kicked", c.Block(sent_at=TEN)), ("kicked", "member", c.Unblock())]
)
async def test_who_stops_the_bot_or_starts_it_again_is_noticed(before: str, after: str, expected: c.Command) -> None:
    assert await heard(standing(before, after)) == [(OF_MEI, expected)]


@pytest.mark.parametrize(
    "ignored",
    [
        update(message=written(**{"text": "hi", "from": OTHER_BOT})),
        update(edited_message=written(**{"text": "hi", "from": OTHER_BOT})),
        update(message=written(text="/start@weather_bot")),
        update(message=written(pinned_message=written(text="hi"))),
        update(message=written(message_auto_delete_timer_changed={"message_auto_delete_time": 86400})),
        update(message=written(text="hi", chat=ELSEWHERE)),
        update(message=written(text="/start", chat=ELSEWHERE)),
        update(edited_message=written(location=PLACE, edit_date=1_900_000_000)),
        update(channel_post={"message_id": 1, "date": 1_700_000_000, "chat": CHANNEL, "text": "News"}),
        update(poll_answer={"poll_id": "1", "user": MEI_USER, "option_ids": [0], "option_persistent_ids": ["a"]}),
        update(telepathy={"thought": "hm"}),
        update(),
        reaction(PRIVATE, MEI_USER, [], [{"type": "custom_emoji", "custom_emoji_id": "9"}]),
        reaction(ELSEWHERE, MEI_USER, [], [{"type": "emoji", "emoji": "👍"}]),
        standing("member", "left", ELSEWHERE),
        standing("member", "kicked", ELSEWHERE),
    ],
)
async def test_what_is_nobodys_message_to_us_gives_nothing(ignored: Json) -> None:
    assert await heard(ignored) == []


async def test_what_is_no_update_is_left_to_the_intake() -> None:
    with pytest.raises(ValueError, match="message_id"):
        await heard(update(message={"text": "hi"}))
