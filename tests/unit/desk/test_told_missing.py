"""What somebody writes who has just been asked whether their complaint is settled reaches the complaint."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desk import commands as c
from desk.cases.complaints.commands import TellMissing
from desk.cases.kinds import CaseKind
from desk.cases.state import Case, CaseState
from desk.content import Kind
from desk.conversation import decide
from desk.events import Code
from tests.kit.cast import MEI, TEN, at
from tests.kit.lines import Reply, Resolve, Say, Take
from tests.kit.script import Script

ASKED = Case(
    id=4, customer=MEI.chat_id, kind=CaseKind.COMPLAINT, state=CaseState.DONE, remedied_at=TEN, last_fact_at=TEN
)
"""A complaint whose customer has just been asked whether they agree."""
NOT_AGREED = replace(ASKED, state=CaseState.ASSIGNED, remedied_at=None, explains=True)
"""A complaint whose customer pressed that it is not settled, and was asked what is missing."""


def asks_of(case: Case, text: str, *, hours: int = 1) -> list[tuple[int, object]]:
    """Return what Mei's message asks of cases so many hours after she was asked."""
    play = Script().wait(hours=hours)
    play.floor.cases[MEI.chat_id] = [case]
    return list(decide(play.conversation, Say(text).command(play), play.now, play.rules, play.floor).asks)


@pytest.mark.parametrize(
    "text",
    [
        "不同意，楼道还是没扫",
        "楼道真的还是很脏",
        "根本没人来打扫",
        "你们太差劲了，还是没解决",
        "It is still dirty",
        "I disagree",
        "还没有解决",
        "还没处理",
        "nobody came",
        "没有",
        "不行",
        "没效果",
        "打扫得不干净",
        "垃圾还在",
        "跟之前一样",
        "没人联系我",
        "It hasn't been fixed",
        "not happy",
        "No, not yet",
    ],
)
def test_an_objection_is_heard_without_a_press(text: str) -> None:
    play = Script().wait(hours=1)
    assert asks_of(ASKED, text) == [(4, TellMissing(at=play.now, words=text))]


@pytest.mark.parametrize(
    "text",
    [
        "墙角没有打扫干净",
        "楼道的灯也坏了",
        "The corner behind the door",
        "还没有解决",
        "楼道到现在还没人扫",
        "还没人来",
    ],
)
def test_whoever_was_asked_what_is_missing_tells_it_in_any_words(text: str) -> None:
    play = Script().wait(hours=1)
    assert asks_of(NOT_AGREED, text) == [(4, TellMissing(at=play.now, words=text))]


@pytest.mark.parametrize("case", [ASKED, NOT_AGREED])
@pytest.mark.parametrize(
    "text",
    [
        "我还没交物业费，怎么交",
        "转人工",
        "楼上着火了，还在烧",
        "谢谢",
        "在吗",
        "How do I pay the property fee?",
    ],
)
def test_questions_calls_and_danger_are_what_they_always_are(case: Case, text: str) -> None:
    assert asks_of(case, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "好的",
        "我还在上班，晚上看",
        "还有一件事想说",
        "还不错",
        "I still have a question for you",
        "完全没问题",
        "完全没意见",
        "一点都不吵了",
        "一点味道都没有了",
        "没有不满意",
        "还是很干净的",
        "这么快就好了，还这么细心",
        "还没看，晚上回去看看",
        "我还没收到发票",
        "快递还没到",
        "Still great, thanks",
        "I am still satisfied",
    ],
)
def test_what_says_neither_yes_nor_no_is_no_objection(text: str) -> None:
    assert asks_of(ASKED, text) == []


def test_what_is_said_in_one_breath_is_passed_on_as_one_and_only_once() -> None:
    play = Script().wait(hours=1)
    play.floor.cases[MEI.chat_id] = [NOT_AGREED]
    contents = [
        play.content(MEI.chat_id, text, kind=Kind.TEXT, album=None, ago=timedelta())
        for text in ("不同意", "垃圾没收走")
    ]
    first = c.Say(customer=MEI, content=contents[0], goes_on=True)
    begun = decide(play.conversation, first, play.now, play.rules, play.floor)
    assert list(begun.asks) == []
    last = c.Say(customer=MEI, content=contents[1], earlier=(contents[0],))
    told = decide(play.conversation, last, play.now, play.rules, play.floor)
    words = "不同意\n垃圾没收走"
    assert [(case, asked.words) for case, asked in told.asks if isinstance(asked, TellMissing)] == [(4, words)]


def test_a_day_later_and_for_another_case_a_message_is_a_message() -> None:
    assert asks_of(ASKED, "还是很脏", hours=25) == []
    assert asks_of(ASKED, "没有", hours=2) == []
    assert asks_of(replace(ASKED, state=CaseState.ASSIGNED, remedied_at=None), "还是很脏") == []
    assert asks_of(replace(ASKED, kind=CaseKind.REPAIR), "还是很脏") == []


@pytest.mark.parametrize(
    ("minutes", "text", "asked"), [(30, "不满意", 0), (90, "不满意", 1), (30, "还是没扫", 1), (90, "还是没扫", 1)]
)
def test_only_the_bare_words_of_a_rating_are_about_the_talk_that_ended_since(
    minutes: int, text: str, asked: int
) -> None:
    play = Script().wait(minutes=60)
    for line in (Say("A person please"), Take(), Reply(), Resolve(code=Code.SOLVED)):
        (play >> line).clear()
    play.wait(minutes=60)
    play.floor.cases[MEI.chat_id] = [replace(ASKED, last_fact_at=at(minutes=minutes))]
    decided = decide(play.conversation, Say(text).command(play), play.now, play.rules, play.floor)
    assert len(decided.asks) == asked
