"""Exchanged characters are put back where it is plain that they were exchanged, and nowhere else."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq import Entry, KnowledgeBase
from faq.matching.embedding import trained
from faq.matching.holdings import holdings
from faq.text import normalise

PAY = Entry("pay", "物业费怎么交？", ("在哪里交物业费", "交物业费有哪些方式"))
PARK = Entry("park", "停车月卡怎么办理？", ("我想租一个固定车位", "办停车卡要什么材料"))
TOWER = Entry("tower", "观澜阁的门禁卡怎么补办", ("观澜阁门禁卡丢了",))
SLIPS = holdings([PAY, PARK, TOWER], (), trained()).corpus.fitted.slips
EXAMPLE = KnowledgeBase.load(Path(__file__).parents[3] / "faq" / "example")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("物费业怎么交", "物业费怎么交"),
        ("停卡车怎么办理", "停车卡怎么办理"),
        ("停车月卡怎办么理", "停车月卡怎么办理"),
        ("观阁澜的门卡禁丢了", "观澜阁的门禁卡丢了"),
        ("wifi码密是多少", "wifi密码是多少"),
    ],
)
def test_characters_that_were_exchanged_are_put_back(typed: str, meant: str) -> None:
    assert SLIPS.mended(typed) == meant


@pytest.mark.parametrize(
    "text", ["", "停车", "我能不交物业费吗", "那就你退钱给我", "那就我退钱给你", "how do i pya", "🐶"]
)
def test_what_may_be_meant_as_it_stands_stays_as_it_is(text: str) -> None:
    assert SLIPS.mended(text) == text


def test_no_phrasing_of_the_example_library_is_mended() -> None:
    slips = holdings(EXAMPLE.entries, (), trained()).corpus.fitted.slips
    keys = [normalise(text) for entry in EXAMPLE.entries for text in entry.phrasings]
    assert [key for key in keys if slips.mended(key) != key] == []


@given(st.text(st.sampled_from("物业费怎么交停车卡不办理a 1鼃")))
def test_mending_loses_no_character_and_moves_no_negation(text: str) -> None:
    mended = SLIPS.mended(text)
    assert sorted(mended) == sorted(text)
    assert [at for at, char in enumerate(mended) if char == "不"] == [
        at for at, char in enumerate(text) if char == "不"
    ]


def test_a_question_with_exchanged_characters_is_answered_like_the_one_that_was_meant() -> None:
    library = KnowledgeBase([PAY, PARK, TOWER])
    typed, meant = library.match("停卡车该怎办么理"), library.match("停车卡该怎么办理")
    assert (typed.entry_id, typed.confidence) == (meant.entry_id, meant.confidence)
