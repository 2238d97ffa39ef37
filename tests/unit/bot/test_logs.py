"""Lines of the log: JSON, of our own sentences only, and nothing in them that a terminal could obey."""

import json
import logging
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import logs


def line(name: str, said: str, *args: object, **fields: object) -> str:
    """Return what is written of a record."""
    record = logging.LogRecord(name, logging.INFO, __file__, 1, said, args, None)
    record.__dict__.update(fields)
    return logs.Line().format(record)


@given(st.text())
def test_whatever_is_said_is_one_line_of_visible_ascii_and_can_be_read_again(text: str) -> None:
    written = line("bot.x", "event", why=text)
    assert all(" " <= one <= "~" for one in written)
    assert json.loads(written)["why"] == logs.discreet(text)


@pytest.mark.parametrize(
    "text", ["a\x1b[2Jb", "a\r\nlevel: error", "a\x7f\x9bb", "a\u202eb\u2028c", "a\x00b", "\ud800"]
)
def test_what_a_terminal_would_obey_is_escaped(text: str) -> None:
    written = line("bot.x", "event", why=text)
    assert written.isascii()
    assert written.isprintable()


def test_a_token_and_digits_as_long_as_a_phones_are_taken_out() -> None:
    told = json.loads(line("bot.x", "event", why="bot123456789:AAE4f-cXqwAAE4f-cXqwAAE4f-cXqw of +8613800138000"))
    assert told["why"] == "bot<token> of <number>"


def test_the_head_of_the_audit_stays_as_it_is() -> None:
    head = "12345678901234567890123456789012" * 2
    assert json.loads(line("bot.x", "event", head=head, records=7)) | {"at": ""} == {
        "at": "",
        "level": "info",
        "from": "bot.x",
        "event": "event",
        "records": 7,
        "head": head,
    }


def test_fields_nobody_named_are_not_written() -> None:
    assert "My tap leaks" not in line("bot.x", "event", text="My tap leaks")


def test_what_a_library_puts_into_its_sentence_is_not_written() -> None:
    told = json.loads(line("asyncio", "Task exception was never retrieved\nfuture: <ValueError('My tap leaks')>"))
    assert told["event"] == "Task exception was never retrieved"
    assert json.loads(line("aiohttp", "failed with %s", "My tap leaks"))["event"] == "failed with %s"


def test_of_an_exception_only_its_kind_and_its_place_are_written() -> None:
    record = logging.LogRecord("bot.x", logging.ERROR, __file__, 1, "it failed", None, None)
    try:
        int("My tap leaks")
    except ValueError:
        record.exc_info = sys.exc_info()
    written = logs.Line().format(record)
    assert "tap" not in written
    assert json.loads(written)["error"] == "ValueError"
    assert json.loads(written)["where"].startswith("test_logs.py:")


def test_libraries_speak_only_when_they_warn_however_much_we_say() -> None:
    before = logging.getLogger().handlers[:], logging.getLogger().level
    try:
        logs.begin("DEBUG")
        assert logging.getLogger("bot.wiring").isEnabledFor(logging.DEBUG)
        for library in ("aiosqlite", "sqlalchemy.engine", "aiogram.event", "aiohttp.access", "asyncio"):
            assert not logging.getLogger(library).isEnabledFor(logging.INFO)
    finally:
        logging.getLogger().handlers[:], _ = before
        logging.getLogger().setLevel(before[1])
        for ours in ("bot", "handlers", "storage", "desk", "faq"):
            logging.getLogger(ours).setLevel(logging.NOTSET)
