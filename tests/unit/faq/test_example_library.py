import re
from pathlib import Path

import pytest

import faq
from faq import KnowledgeBase, Manner, manner_of
from faq.rivals import rivals

LIBRARY = KnowledgeBase.load(Path(faq.__file__).parent / "example")
CHINESE = [entry for entry in LIBRARY.entries if entry.language == "zh"]
ENGLISH = [entry for entry in LIBRARY.entries if entry.language == "en"]

CURT = re.compile(
    r"不知道|不清楚|不归我们|不关我们|你自己|自己看|没办法|不可能|I don't know|not our|your own fault|impossible"
)


def test_the_company_speaks_chinese_and_english_in_many_phrasings() -> None:
    assert len(CHINESE) >= 60
    assert len(ENGLISH) >= 30
    assert [entry.id for entry in LIBRARY.entries if len(entry.variants) < 3] == []


def test_no_entry_steals_a_phrasing_of_another() -> None:
    assert rivals(LIBRARY.entries) == []


def test_every_entry_has_an_owner_and_a_category() -> None:
    assert [entry.id for entry in LIBRARY.entries if not (entry.owner and entry.category)] == []


def test_every_answer_is_a_whole_sentence_without_a_gap() -> None:
    unfinished = re.compile(r"[【】]|TODO|XX|[^。.]$|^$")
    assert [entry.id for entry in LIBRARY.entries if unfinished.search(entry.answer or "")] == []


def test_every_answer_speaks_to_the_customer_politely() -> None:
    polite = {"zh": re.compile(r"您|请"), "en": re.compile(r"\byou|\bplease", re.IGNORECASE)}
    assert [entry.id for entry in LIBRARY.entries if not polite[entry.language].search(entry.answer or "")] == []
    assert [entry.id for entry in LIBRARY.entries if CURT.search(entry.answer or "")] == []


def test_what_the_desk_says_itself_is_not_in_the_library() -> None:
    spoken_to_the_desk = {Manner.COURTESY, Manner.GREETING, Manner.PERSON_WANTED, Manner.ANGRY, Manner.COMPLAINT}
    phrasings = [text for entry in LIBRARY.entries for text in entry.phrasings]
    assert [text for text in phrasings if manner_of(text) in spoken_to_the_desk] == []


@pytest.mark.parametrize(
    ("asked", "entry_id"),
    [
        ("你好，我想问一下物业费咋交呀", "zh-fee-pay"),
        ("怎么投诉物业", "zh-complain-how"),
        ("停车费怎么收", "zh-park-fee"),
        ("客服几点上班啊", "zh-hours"),
        ("怎么办理停车卡", "zh-park-monthly"),
        ("交物业费", "zh-fee-pay"),
        ("如何报修", "zh-repair-how"),
        ("漏水了", "zh-leak"),
        ("停车费多少", "zh-park-fee"),
        ("快递放哪里", "zh-parcel"),
        ("停电了", "zh-power-out"),
        ("Hi, where is the pool?", "en-gym-hours"),
        ("The drain is blocked", "en-drain"),
        ("How do I pay the property fee?", "en-fee-pay"),
        ("What do I need to move in?", "en-move-in"),
    ],
)
def test_a_customer_is_answered_in_his_own_words(asked: str, entry_id: str) -> None:
    assert LIBRARY.match(asked).entry_id == entry_id


@pytest.mark.parametrize(
    "asked",
    ["银行电话是多少", "超市几点关门", "今天股票怎么样", "怎么办理居住证", "when is the library open", "what is love"],
)
def test_what_the_company_does_not_do_is_not_answered(asked: str) -> None:
    assert LIBRARY.match(asked).entry_id is None
