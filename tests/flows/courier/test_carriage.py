from typing import Any

from aiogram.methods import TelegramMethod

from bot import carriage
from bot.carriage import Place
from desk.content import Kind
from desk.notices import Deliver, DeliverEdit
from handlers.spoken import Spoken
from tests.kit.cast import MEI, STAFF_ROOM

TOPIC = Place(STAFF_ROOM, 31)


def said(method: TelegramMethod[Any]) -> dict[str, Any]:
    """Return what a call says, without what it leaves unsaid."""
    return {key: value for key, value in method.model_dump(exclude_unset=True).items() if value is not None}


def test_hostile_text_is_sent_plainly_and_shows_no_preview() -> None:
    method = carriage.plain_at(TOPIC, "<b>https://evil.example</b>")
    assert (method.text, method.parse_mode) == ("<b>https://evil.example</b>", None)
    assert method.link_preview_options is not None
    assert method.link_preview_options.is_disabled is True


def test_our_own_words_are_html() -> None:
    assert carriage.spoken_at(Place(MEI.chat_id), "<b>Hello</b>").parse_mode == "HTML"


def test_an_answer_is_said_even_if_what_it_answers_is_gone() -> None:
    reply = carriage.plain_at(Place(STAFF_ROOM, 31, below=7), "here").reply_parameters
    assert reply is not None
    assert (reply.message_id, reply.allow_sending_without_reply) == (7, True)


def test_a_photo_is_copied_into_the_topic() -> None:
    relay = Deliver(from_chat=MEI.chat_id, message=5, kind=Kind.PHOTO)
    assert said(carriage.copy_at(TOPIC, relay)) == {
        "chat_id": STAFF_ROOM,
        "message_thread_id": 31,
        "from_chat_id": MEI.chat_id,
        "message_id": 5,
    }


def test_an_album_is_copied_in_the_order_telegram_demands() -> None:
    relays = [Deliver(from_chat=STAFF_ROOM, message=number, kind=Kind.PHOTO, album="a") for number in (9, 7, 8)]
    assert carriage.album_at(Place(MEI.chat_id), relays).message_ids == [7, 8, 9]


def test_a_corrected_text_changes_the_text_and_a_corrected_caption_the_caption() -> None:
    edits = [DeliverEdit(from_chat=STAFF_ROOM, message=5, kind=kind, text="at ten") for kind in (Kind.TEXT, Kind.PHOTO)]
    methods = [carriage.correction(Place(MEI.chat_id), 9, edit).__api_method__ for edit in edits]
    assert methods == ["editMessageText", "editMessageCaption"]


def test_taking_a_reaction_away_is_setting_none() -> None:
    assert said(carriage.reaction_to(STAFF_ROOM, 5, None)) == {"chat_id": STAFF_ROOM, "message_id": 5, "reaction": []}


def test_a_short_outcome_passes_by_as_a_toast() -> None:
    method = carriage.press_answer("1", Spoken("Done.", toast=True))
    assert (method.text, method.show_alert) == ("Done.", False)


def test_a_long_outcome_stays_until_it_is_closed_and_is_plain_and_fits() -> None:
    method = carriage.press_answer("1", Spoken("<b>No</b> " + "because " * 40))
    assert method.text is not None
    assert (method.text[:10], len(method.text) <= 200, method.show_alert) == ("No because", True, True)


def test_a_topic_without_a_title_still_has_a_name() -> None:
    assert carriage.new_topic(STAFF_ROOM, "").name == "–"
