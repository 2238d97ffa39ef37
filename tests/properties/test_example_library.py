import re
from collections.abc import Iterable
from pathlib import Path

import pytest

import faq
from faq import Example, KnowledgeBase, Manner, Outcome, manner_of
from faq.text import normalise
from faq.upkeep.evaluation import Asked, figures
from faq.upkeep.golden import Golden, read_golden
from faq.upkeep.rivals import rivals

FOLDER = Path(faq.__file__).parent / "example"
LIBRARY = KnowledgeBase.load(FOLDER)
GOLDEN = read_golden(FOLDER / "golden.jsonl")
CHINESE = [entry for entry in LIBRARY.entries if entry.language == "zh"]
ENGLISH = [entry for entry in LIBRARY.entries if entry.language == "en"]
EMERGENCIES = {entry.id for entry in LIBRARY.entries if entry.category in {"紧急情况", "Emergencies"}}

CURT = re.compile(
    r"不知道|不清楚|不归我们|不关我们|你自己|自己看|没办法|不可能|I don't know|not our|your own fault|impossible"
)
CALLED_FOR = re.compile(r"发送“(报修|人工|投诉)”|[Ss]end (?:us the word )?\"(\w+)\"")


def _calibrated_on(golden: Iterable[Golden]) -> KnowledgeBase:
    """The library with the thresholds that these questions allow."""
    return LIBRARY.calibrated_on([Example(one.text, one.expected) for one in golden])


@pytest.fixture(scope="module")
def answering() -> KnowledgeBase:
    return _calibrated_on(GOLDEN)


@pytest.fixture(scope="module")
def asked() -> list[tuple[Golden, Asked]]:
    """Every golden question, asked where only the other half of them chose the thresholds."""
    halves = [(_calibrated_on(GOLDEN[1 - half :: 2]), GOLDEN[half::2]) for half in (0, 1)]
    return [(one, Asked(one.expected, library.match(one.text))) for library, ones in halves for one in ones]


def test_the_company_speaks_chinese_and_english_in_many_phrasings() -> None:
    assert len(CHINESE) >= 120
    assert len(ENGLISH) >= 40
    assert [entry.id for entry in LIBRARY.entries if len(entry.variants) < 4] == []


def test_no_entry_steals_a_phrasing_of_another() -> None:
    assert rivals(LIBRARY.entries) == []


def test_every_entry_has_an_owner_and_a_category() -> None:
    assert [entry.id for entry in LIBRARY.entries if not (entry.owner and entry.category)] == []


def test_every_answer_is_a_whole_sentence_without_a_gap() -> None:
    # The marks of a text nobody has finished, which a customer must never read.
    unfinished = re.compile(r"[【】]|TODO|XX|[^。.]$|^$")
    assert [entry.id for entry in LIBRARY.entries if unfinished.search(entry.answer or "")] == []


def test_every_answer_speaks_to_the_customer_politely() -> None:
    polite = {"zh": re.compile(r"您|请"), "en": re.compile(r"\byou|\bplease", re.IGNORECASE)}
    assert [entry.id for entry in LIBRARY.entries if not polite[entry.language].search(entry.answer or "")] == []
    assert [entry.id for entry in LIBRARY.entries if CURT.search(entry.answer or "")] == []


def test_every_answer_can_be_read_on_one_screen() -> None:
    longest = {"zh": 160, "en": 450}
    assert [entry.id for entry in LIBRARY.entries if len(entry.answer or "") > longest[entry.language]] == []


def test_no_answer_depends_on_the_day_it_is_asked() -> None:
    assert [entry.id for entry in LIBRARY.entries if entry.valid_from or entry.valid_until] == []


def _called_for(answer: str | None) -> list[str]:
    """The words that an answer asks the customer to send."""
    return [zh or en for zh, en in CALLED_FOR.findall(answer or "")]


def test_every_emergency_names_the_word_that_brings_a_person() -> None:
    assert EMERGENCIES
    assert [entry.id for entry in LIBRARY.entries if entry.id in EMERGENCIES and not _called_for(entry.answer)] == []


def test_the_words_that_answers_ask_for_bring_a_person() -> None:
    person = {Manner.PERSON_WANTED, Manner.COMPLAINT, Manner.REPAIR}
    named = {word for entry in LIBRARY.entries for word in _called_for(entry.answer)}
    assert named == {"报修", "人工", "投诉", "agent", "complaint", "repair"}
    assert {word for word in named if manner_of(word) not in person} == set()


def test_what_the_desk_says_itself_is_not_in_the_library() -> None:
    spoken_to_the_desk = {Manner.COURTESY, Manner.GREETING, Manner.PERSON_WANTED, Manner.ANGRY, Manner.COMPLAINT}
    phrasings = [text for entry in LIBRARY.entries for text in entry.phrasings]
    assert [text for text in phrasings if manner_of(text) in spoken_to_the_desk] == []


@pytest.mark.parametrize(
    ("asked_for", "entry_id"),
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
def test_a_customer_is_understood_in_his_own_words(asked_for: str, entry_id: str) -> None:
    assert LIBRARY.match(asked_for).candidates[0].entry_id == entry_id


@pytest.mark.parametrize(
    "asked_for",
    ["银行电话是多少", "超市几点关门", "今天股票怎么样", "怎么办理居住证", "when is the library open", "what is love"],
)
def test_what_the_company_does_not_do_is_not_answered(answering: KnowledgeBase, asked_for: str) -> None:
    assert answering.match(asked_for).entry_id is None


def test_the_golden_questions_are_many_and_many_of_them_fit_nothing() -> None:
    assert len(GOLDEN) >= 420
    assert sum(one.expected is None for one in GOLDEN) >= 130
    assert sum((one.expected or "").startswith("en-") for one in GOLDEN) >= 70


def test_every_entry_is_asked_for_by_a_golden_question() -> None:
    assert {entry.id for entry in LIBRARY.entries} == {one.expected for one in GOLDEN} - {None}


def test_no_golden_question_is_a_phrasing_or_stands_there_twice() -> None:
    keys = [normalise(one.text) for one in GOLDEN]
    assert len(keys) == len(set(keys))
    assert set(keys).isdisjoint(normalise(text) for entry in LIBRARY.entries for text in entry.phrasings)


def test_golden_questions_find_their_entries(asked: list[tuple[Golden, Asked]]) -> None:
    found = figures([one for _, one in asked])
    assert (found.top1 or 0) >= 0.88
    assert (found.hit3 or 0) >= 0.95


def test_direct_answers_to_golden_questions_are_right(asked: list[tuple[Golden, Asked]]) -> None:
    direct = [one for _, one in asked if one.match.outcome is Outcome.ANSWER]
    assert sum(one.kind == "right" for one in direct) >= 0.94 * len(direct)


def test_half_of_the_golden_questions_could_be_answered_with_one_answer_in_twenty_wrong(
    answering: KnowledgeBase,
) -> None:
    found = figures([Asked(one.expected, answering.match(one.text)) for one in GOLDEN])
    assert (found.coverage95 or 0) >= 0.45


def test_an_emergency_is_never_answered_with_something_else(asked: list[tuple[Golden, Asked]]) -> None:
    mistaken = [
        (one.text, question.match.entry_id)
        for one, question in asked
        if one.expected in EMERGENCIES and question.match.outcome is Outcome.ANSWER and question.kind != "right"
    ]
    assert mistaken == []


def test_an_emergency_reaches_its_first_steps_or_a_person(asked: list[tuple[Golden, Asked]]) -> None:
    emergencies = [(one.text, question.rank) for one, question in asked if one.expected in EMERGENCIES]
    missed = [text for text, rank in emergencies if rank is None and manner_of(text) is not Manner.REPAIR]
    assert len(emergencies) >= 50
    assert len(missed) <= 1, missed
