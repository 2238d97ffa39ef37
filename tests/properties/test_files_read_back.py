from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq import Entry, LibraryError
from faq.files.drafting import CONTROL
from faq.files.reading import SHEETS, parse
from faq.files.writing import WRITERS, write
from faq.text import fold, is_visible, mentions, normalise

signs = st.sampled_from(list("=+-@'\"|｜\\,;\t#:&*!%_x0041_ \n停车费物业ab1[]{}?<>～。、\u2028\ufeff😀"))
texts = st.text(st.one_of(signs, st.characters(exclude_categories=("Cs", "Cc"))), max_size=30).map(str.strip)
clean = texts.filter(lambda text: not CONTROL.search(text) and (not text or is_visible(text)))
words = clean.filter(bool)
lists = st.lists(words, max_size=4, unique=True).map(tuple)
days = st.one_of(st.none(), st.dates(date(2000, 1, 1), date(2100, 1, 1)))


def makes_sense(entry: Entry) -> bool:
    backwards = entry.valid_from and entry.valid_until and entry.valid_from > entry.valid_until
    own_veto = any(mentions(fold(text), fold(word)) for word in entry.veto for text in entry.phrasings)
    return bool(normalise(entry.question)) and not entry.id.startswith("#") and not backwards and not own_veto


entries = st.builds(
    Entry,
    id=words,
    question=words,
    variants=lists,
    answer=st.one_of(st.none(), words),
    language=st.sampled_from(["zh", "en"]),
    category=clean,
    keywords=lists,
    owner=clean,
    valid_from=days,
    valid_until=days,
    review_on=days,
    veto=lists,
    attachments=lists,
    applies_to=lists,
    leads_to=st.sampled_from([None, "repair", "complaint", "person"]),
).filter(makes_sense)


def keys(entry: Entry) -> str:
    return normalise(entry.question)


@pytest.mark.parametrize("suffix", WRITERS)
@given(st.lists(entries, min_size=1, max_size=3, unique_by=(keys, lambda entry: entry.id)))
def test_whatever_is_written_reads_back_as_the_same_entries(suffix: str, library: list[Entry]) -> None:
    assert parse(f"faq{suffix}", write(library, suffix, "zh")) == tuple(library)


@pytest.mark.parametrize("suffix", SHEETS)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=200).map(str.encode)))
def test_whatever_is_sent_is_a_library_or_is_refused_with_a_reason(suffix: str, content: bytes) -> None:
    try:
        assert parse(f"faq{suffix}", content)
    except LibraryError as error:
        assert all(problem.what and problem.zh for problem in error.problems)  # noqa: PT017 - either way is right
