"""Whatever a customer is called and writes: in the staff room it is words, which ring nobody and format nothing."""

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import carriage
from bot.carriage import Place
from bot.sandbox.markup import read_html
from bot.sandbox.texts import written
from desk import notices as n
from desk.content import Kind
from desk.library.notices import LIBRARY_NOTICES
from desk.notices.shifts import NoticePosted
from handlers.lettering import TEXT, cut, escape, units, unpinged, visible
from tests.flows.handlers.test_notices_in_words import samples, say
from tests.kit.cast import MEI, STAFF_ROOM

_TRICKS = (
    *("<b>x</b>", "</b>", "<a href='tg://user?id=7'>Lin</a>", '<a href="https://evil.example">x</a>', "<code>", "<!--"),
    *("@lin_07", "@lin_07@wang", "(@lin_07)", "。@lin_07", "\n@lin_07", "*x*", "_x_", "`x`", "[Lin](tg://user?id=7)"),
    *("&lt;b&gt;", "&#60;b&#62;", "&amp;lt;", "tg://user?id=7", "\u202e", "\u2067", "\u200b@lin_07", "@\u200blin_07"),
    *(
        "\u0430dmin",
        "\u0391gent",
        "Ｌｉｎ",
        "\ufeff",
        "{name}",
        "{0}",
        "%s",
        "\0",
        "\ud800",
        "/take",
        "||x||",
        "\u0301" * 40,
    ),
)
tricky = st.lists(st.one_of(st.sampled_from(_TRICKS), st.text(max_size=6)), min_size=1, max_size=8).map("".join)
_OUR_OWN = (*LIBRARY_NOTICES, NoticePosted)


def _entities(html: str) -> set[tuple[str, str]]:
    """Return what is formatted, and where it leads."""
    _, entities = read_html(html)
    return {(entity["type"], str(entity.get("url", ""))) for entity in entities}


def _rung(text: str) -> list[Any]:
    """Return what Telegram makes a mention of by itself, the limits of a person's message aside."""
    text = text.encode("utf-8", "replace").decode()  # no half of a character gets as far as here
    parts = [text[start : start + 900] for start in range(0, len(text), 900)]
    seen = [entity for part in parts for entity in written(part).get("entities", [])]
    return [entity for entity in seen if entity["type"] in {"mention", "text_mention"}]


def _to_staff(text: str) -> list[n.Notice]:
    return [one for one in samples(text) if one.audience is not n.Audience.CUSTOMER and not isinstance(one, _OUR_OWN)]


_OURS = [
    {entity for text in ("x", "") for entity in _entities(say(notice, "zh", text).text)} for notice in _to_staff("x")
]


@settings(max_examples=settings().max_examples // 5)
@given(tricky)
def test_no_word_of_theirs_formats_or_rings_in_anything_the_staff_are_told(text: str) -> None:
    for notice, ours in zip(_to_staff(text), _OURS, strict=True):
        html = say(notice, "zh", text).text
        assert _entities(html) <= ours, notice
        assert _rung(visible(html)) == [], notice


@given(tricky)
def test_their_words_are_mirrored_without_markup_and_ring_nobody(text: str) -> None:
    place = Place(STAFF_ROOM, 55)
    photo = n.Mirror(from_chat=MEI.chat_id, message=5, kind=Kind.PHOTO, text=text)
    copy = carriage.copy_at(place, photo)
    if not text:
        return
    assert copy.parse_mode is None
    assert copy.caption_entities is None
    assert isinstance(copy.caption, str)
    assert _rung(copy.caption) == []
    assert units(unpinged(text)) == units(text)
    assert carriage.plain_at(place, unpinged(text)).parse_mode is None
    assert _rung(cut(unpinged(text), TEXT)) == []


@given(tricky)
def test_what_is_escaped_is_seen_as_it_was_written(text: str) -> None:
    shown, entities = read_html(escape(text))
    assert entities == []
    assert shown == re.sub("[\ud800-\udfff\0]", "\ufffd", text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("mei@example.com", "mei@example.com"),
        ("ask @lin_07 please", "ask ＠lin_07 please"),
        ("@lin_07，@wang", "＠lin_07，＠wang"),
        ("3 @ 5", "3 @ 5"),
    ],
)
def test_only_what_would_ring_is_changed(text: str, shown: str) -> None:
    assert unpinged(text) == shown
