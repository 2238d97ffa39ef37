from hypothesis import given
from hypothesis import strategies as st

from desk.library.live import LiveLibrary
from faq import KnowledgeBase
from handlers.buttons import pack, unpack

LONG = "a-very-long-name-for-an-entry-about-taps-that-leak-at-night"
CHINESE = "水龙头夜里漏水怎么办呢请问"
IDS = ("fee", LONG, CHINESE, "another-long-name-of-an-entry-about-parking")
NAMED = LiveLibrary(KnowledgeBase(()), entry_ids=frozenset(IDS)).named


@given(st.text(st.characters(), max_size=80))
def test_whatever_somebody_sends_is_refused_or_is_exactly_what_we_would_have_made(data: str) -> None:
    read = unpack(data, NAMED)
    assert read is None or pack(read) == data
