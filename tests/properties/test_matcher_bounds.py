from hypothesis import given
from hypothesis import strategies as st

from faq import Entry, KnowledgeBase, Manner, Outcome, manner_of
from faq.text import LONGEST_KEY, normalise

QUESTIONS = ("物业费怎么交", "停车卡怎么办理", "家里漏水了怎么办", "健身会所几点开门", "where do i pay the fee")
KNOWLEDGE = KnowledgeBase([Entry(f"e{number}", text) for number, text in enumerate(QUESTIONS)])
VETOED = KnowledgeBase([Entry("shop", "物业费怎么交", veto=("店铺",)), Entry("lift", "电梯坏了")])

pieces = st.sampled_from(
    ["物业费", "怎么交", "请问", "您好", "谢谢", "😀", "\u200b", "\u202e", "！", " ", "店铺", "pay", "Ａ", "8"]
)
messages = st.one_of(st.text(), st.lists(pieces, max_size=40).map("".join))


@given(messages)
def test_any_text_gets_a_match_that_is_sound(text: str) -> None:
    match = KNOWLEDGE.match(text)
    scores = [candidate.score for candidate in match.candidates]
    assert 0.0 <= match.confidence <= 1.0
    assert len(scores) <= 3
    assert scores == sorted(scores, reverse=True)
    assert all(0.0 <= score <= 1.0 for score in scores)
    assert (match.entry_id is not None) == (match.outcome is Outcome.ANSWER)
    assert match.entry_id in {None, *(candidate.entry_id for candidate in match.candidates[:1])}


@given(messages)
def test_a_match_is_the_same_every_time(text: str) -> None:
    assert KNOWLEDGE.match(text) == KNOWLEDGE.match(text)


@given(messages)
def test_any_text_has_a_manner(text: str) -> None:
    assert manner_of(text) in set(Manner)


@given(messages)
def test_a_key_is_short_and_is_its_own_folding(text: str) -> None:
    key = normalise(text)
    assert len(key) <= LONGEST_KEY
    assert key == key.strip()
    assert not any(ord(char) < 32 or char in "\u200b\u202e，。？！" for char in key)


before = st.sampled_from(["", "请问", "您好，", "你好！麻烦问一下 ", "hi, ", "😊", "\u200b"])
after = st.sampled_from(["", "？", "！！！", "呢", "，谢谢", " 谢谢您啦", " please", "😀😀", "\ufeff"])


@given(st.sampled_from(QUESTIONS), before, after)
def test_a_phrasing_wrapped_in_politeness_is_always_answered(question: str, opening: str, closing: str) -> None:
    match = KNOWLEDGE.match(f"{opening}{question.upper()}{closing}")
    assert (match.outcome, match.entry_id, match.confidence) == ("answer", f"e{QUESTIONS.index(question)}", 1.0)


@given(messages)
def test_whatever_a_phrasing_is_it_is_answered_if_it_has_a_letter(text: str) -> None:
    match = KnowledgeBase([Entry("own", text), Entry("other", "电梯坏了")]).match(text)
    own = bool(normalise(text)) and normalise(text) != "电梯坏了"
    assert (match.entry_id == "own") == own


@given(messages, messages)
def test_a_veto_word_anywhere_silences_its_entry(opening: str, closing: str) -> None:
    match = VETOED.match(f"{opening[:200]}店铺物业费怎么交{closing[:200]}")
    assert "shop" not in {candidate.entry_id for candidate in match.candidates}
