from datetime import timedelta
from typing import Any

import pytest
from aiogram import exceptions as x
from aiogram.methods import AnswerCallbackQuery, SendMessage, TelegramMethod
from aiohttp import ClientConnectorError, ServerDisconnectedError
from aiohttp.client_reqrep import ConnectionKey

from bot.mishaps import Fate, Mishap, backoff, mishap_of
from desk.errors import StorageDown
from tests.kit.cast import MEI, STAFF_ROOM

AnyMethod = TelegramMethod[Any]

TO_MEI = SendMessage(chat_id=MEI.chat_id, text="hello")
TO_ROOM = SendMessage(chat_id=STAFF_ROOM, text="hello")
TO_PRESS = AnswerCallbackQuery(callback_query_id="1")


def refused(sentence: str, method: AnyMethod = TO_ROOM) -> tuple[Fate, str]:
    """Return what a 400 means, and the reason an agent would be told."""
    mishap = mishap_of(x.TelegramBadRequest(method=method, message=f"Bad Request: {sentence}"))
    return mishap.fate, mishap.code


@pytest.mark.parametrize(
    ("sentence", "fate"),
    [
        ("message thread not found", Fate.TOPIC_GONE),
        ("TOPIC_DELETED", Fate.TOPIC_GONE),
        ("TOPIC_ID_INVALID", Fate.TOPIC_GONE),
        ("TOPIC_CLOSED", Fate.TOPIC_CLOSED),
        ("the chat is not a forum", Fate.NO_ROOM),
        ("not enough rights to create a topic", Fate.NO_ROOM),
        ("chat not found", Fate.NO_ROOM),
        ("can't parse entities: unsupported start tag", Fate.UNREADABLE),
        ("message is too long", Fate.UNREADABLE),
        ("message is not modified: specified new message content is the same", Fate.UNCHANGED),
        ("message to edit not found", Fate.MISSING),
        ("message can't be edited", Fate.MISSING),
        ("REACTION_INVALID", Fate.NO_SUCH_EMOJI),
        ("something nobody has seen", Fate.REFUSED),
    ],
)
def test_a_refusal_in_the_staff_room_is_known_by_its_sentence(sentence: str, fate: Fate) -> None:
    assert refused(sentence)[0] is fate


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("chat not found", (Fate.UNREACHABLE, "not_started")),
        ("message to copy not found", (Fate.MISSING, "gone")),
        ("message can't be copied", (Fate.REFUSED, "unsupported")),
        ("not enough rights to send photos to the chat", (Fate.REFUSED, "rejected")),
    ],
)
def test_a_refusal_at_a_customer_has_the_reason_the_agent_is_told(sentence: str, expected: tuple[Fate, str]) -> None:
    assert refused(sentence, TO_MEI) == expected


def test_a_press_nobody_waits_for_any_more_is_too_late() -> None:
    sentence = "query is too old and response timeout expired or query ID is invalid"
    assert refused(sentence, TO_PRESS)[0] is Fate.TOO_LATE


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("Forbidden: bot was blocked by the user", "blocked"),
        ("Forbidden: user is deactivated", "deactivated"),
        ("Forbidden: bot can't initiate conversation with a user", "not_started"),
    ],
)
def test_a_403_at_a_customer_is_unreachable_and_says_why(sentence: str, code: str) -> None:
    mishap = mishap_of(x.TelegramForbiddenError(method=TO_MEI, message=sentence))
    assert mishap == Mishap(fate=Fate.UNREACHABLE, sentence=sentence, code=code, chat_id=MEI.chat_id)


def test_a_403_in_the_group_is_trouble_with_the_room() -> None:
    sentence = "Forbidden: bot was kicked from the supergroup chat"
    assert mishap_of(x.TelegramForbiddenError(method=TO_ROOM, message=sentence)).fate is Fate.NO_ROOM


def test_a_429_says_how_long_to_rest() -> None:
    mishap = mishap_of(x.TelegramRetryAfter(method=TO_ROOM, message="Too Many Requests", retry_after=7))
    assert (mishap.fate, mishap.rest, mishap.chat_id) == (Fate.REST, timedelta(seconds=7), STAFF_ROOM)


def test_a_group_that_moved_says_where_it_is() -> None:
    mishap = mishap_of(x.TelegramMigrateToChat(method=TO_ROOM, message="upgraded", migrate_to_chat_id=-100777))
    assert (mishap.fate, mishap.chat_id, mishap.moved_to) == (Fate.MOVED, STAFF_ROOM, -100777)


def test_a_server_in_trouble_is_asked_again_and_has_done_nothing() -> None:
    mishap = mishap_of(x.TelegramServerError(method=TO_MEI, message="Internal Server Error"))
    assert (mishap.fate, mishap.uncertain) == (Fate.AGAIN, False)


def test_a_page_of_html_is_asked_again() -> None:
    assert mishap_of(x.ClientDecodeError("Failed to decode", ValueError("<html>"), "<html>")).fate is Fate.AGAIN


def broken(cause: Exception) -> Mishap:
    """Return what a connection that broke in this way means."""
    error = x.TelegramNetworkError(method=TO_MEI, message=type(cause).__name__)
    error.__cause__ = cause
    return mishap_of(error)


@pytest.mark.parametrize("cause", [TimeoutError(), ServerDisconnectedError()])
def test_a_connection_that_broke_may_have_broken_after_the_effect(cause: Exception) -> None:
    assert (broken(cause).fate, broken(cause).uncertain) == (Fate.AGAIN, True)


def test_a_connection_that_never_stood_has_had_no_effect() -> None:
    nowhere = ConnectionKey(
        "127.0.0.1", 1, is_ssl=False, ssl=True, proxy=None, proxy_auth=None, proxy_headers_hash=None
    )
    mishap = broken(ClientConnectorError(nowhere, OSError("refused")))
    assert (mishap.fate, mishap.uncertain) == (Fate.AGAIN, False)


def test_a_file_too_large_is_refused_for_good() -> None:
    mishap = mishap_of(x.TelegramEntityTooLarge(method=TO_MEI, message="Request Entity Too Large"))
    assert (mishap.fate, mishap.code, mishap.uncertain) == (Fate.REFUSED, "too_large", False)


def test_a_refused_token_is_no_fault_of_the_letter() -> None:
    assert mishap_of(x.TelegramUnauthorizedError(method=TO_MEI, message="Unauthorized")).fate is Fate.NO_TOKEN


def test_any_other_error_is_our_own() -> None:
    assert mishap_of(KeyError("farewell")) == Mishap(fate=Fate.OUR_FAULT, sentence="KeyError: 'farewell'")


def test_a_database_that_is_away_is_no_fault_of_the_letter_which_waits_for_it() -> None:
    mishap = mishap_of(StorageDown("database is locked"))
    assert (mishap.fate, mishap.rest, mishap.uncertain) == (Fate.REST, timedelta(seconds=1), False)


def test_waits_double_up_to_the_longest_and_chance_spreads_them() -> None:
    first, longest = timedelta(seconds=1), timedelta(seconds=30)
    waits = [backoff(tries, 0.5, first=first, longest=longest) / timedelta(seconds=1) for tries in (0, 1, 2, 3, 9, 999)]
    assert waits == [0.5, 1, 2, 4, 15, 15]
