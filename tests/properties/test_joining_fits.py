from hypothesis import given
from hypothesis import strategies as st

from bot.joining import LINES, fitting
from handlers.lettering import TEXT, units


@given(st.lists(st.text(max_size=1500), min_size=1, max_size=12))
def test_what_fits_is_never_longer_than_a_message_and_one_more_would_be(texts: list[str]) -> None:
    count = fitting(texts, LINES)
    assert units(LINES.join(texts[:count])) <= TEXT
    assert count == len(texts) or units(LINES.join(texts[: count + 1])) > TEXT
