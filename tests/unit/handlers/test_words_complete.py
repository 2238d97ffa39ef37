import re
from collections.abc import Iterable
from pathlib import Path
from string import Formatter

import pytest

from bot import sandbox
from desk.content import Kind
from desk.events import Clock, Reason
from desk.learning.notices import LearningOutcome
from desk.library.alterations import Field
from desk.library.commands import Blank
from desk.library.events import Ground
from desk.library.notices import Listing
from desk.library.outcomes import LibraryOutcome, Trouble
from desk.library.shelf import Standing
from desk.notices import Outcome
from desk.notices.shifts import ShiftOutcome
from desk.state import State
from handlers.lettering import TOAST, units
from handlers.words import LOCALES, words_of


def slots(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def keys(table: str, names: Iterable[str]) -> set[str]:
    return {f"{table}.{name}" for name in names}


def test_both_languages_say_the_same_things_with_the_same_slots() -> None:
    chinese, english = (
        {key: slots(text) for key, text in words_of(locale).sentences.items()} for locale in ("zh", "en")
    )
    assert chinese == english


@pytest.mark.parametrize(
    ("table", "codes"),
    [
        ("outcome", Outcome),
        ("reason", Reason),
        ("queued", Reason),
        ("clock", Clock),
        ("kind", Kind),
        ("state", State),
        ("library_outcome", LibraryOutcome),
        ("learning_outcome", LearningOutcome),
        ("shift_outcome", ShiftOutcome),
        ("ground", Ground),
        ("trouble", Trouble),
        ("field", Field),
        ("prompt", (*Field, *Blank)),
        ("standing", Standing),
        ("list", Listing),
    ],
)
def test_every_code_has_its_words(table: str, codes: Iterable[str]) -> None:
    wanted = keys(table, codes)
    assert wanted - set(words_of("zh").sentences) == set()


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("table", ["outcome", "library_outcome"])
def test_an_outcome_that_may_lack_something_has_words_without_it(locale: str, table: str) -> None:
    sentences = words_of(locale).sentences
    lacking = {key for key, text in sentences.items() if key.startswith(f"{table}.") and slots(text)}
    plain = {key: text for key, text in sentences.items() if key.startswith(f"{table}_plain.")}
    assert {key.replace("outcome.", "outcome_plain.") for key in lacking} == set(plain)
    assert {key: slots(text) for key, text in plain.items()} == {key: set() for key in plain}


@pytest.mark.parametrize("locale", LOCALES)
def test_an_outcome_is_plain_and_fits_the_small_window_of_a_press(locale: str) -> None:
    outcomes = [
        text for key, text in words_of(locale).sentences.items() if key.startswith(("outcome", "library_outcome"))
    ]
    assert [text for text in outcomes if units(text) > TOAST - 20 or set("<>&\n") & set(text)] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_nothing_is_left_unsaid(locale: str) -> None:
    assert [key for key, text in words_of(locale).sentences.items() if not text.strip()] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_the_page_names_the_clocks_as_the_bot_does(locale: str) -> None:
    page = (Path(sandbox.__file__).parent / "page" / "words.js").read_text(encoding="utf-8")
    named = dict(re.findall(r'(\w+): "([^"]*)"', re.findall(r"clockNames: \{(.*?)\}", page)[LOCALES.index(locale)]))
    assert {clock: name.lower() for clock, name in named.items()} == {
        clock.value: words_of(locale)(f"clock.{clock.value}") for clock in Clock
    }


def test_who_speaks_another_language_is_spoken_to_in_chinese() -> None:
    assert [words_of(locale).locale for locale in ("zh", "zh-hant", "en", "en-GB", "fr", "")] == [
        "zh",
        "zh",
        "en",
        "en",
        "zh",
        "zh",
    ]
