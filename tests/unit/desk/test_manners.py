"""What nobody should say to a customer is found, and what only looks like it is let through."""

import pytest

from desk.manners import unfit


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("我不知道", "不知道"),
        ("这个不归我们管，您找别的部门吧", "不归我们管"),
        ("您自己填错了", "您自己填错"),
        ("急什么，等着", "等着"),
        ("您去找领导", "您去找领导"),
        ("没有。", "没有"),
        ("都怪您", "怪您"),
        ("I don't know", "I don't know"),
        ("That is not my job.", "not my job"),
        ("You should have read it", "You should have "),
    ],
)
def test_what_is_curt_passes_the_buck_or_blames_is_found(text: str, words: str) -> None:
    assert unfit(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "您知不知道总阀在哪里？",
        "师傅已经在楼下等着您了",
        "这不怪您，是我们没有说清楚",
        "跟您没关系，是管道老化了",
        "我马上去找领导确认，十分钟内回复您",
        "没有问题，马上为您安排",
        "有的，地下一层还有空位",
        "您填的手机号我记下了",
        "You should have received a message by now",
        "I will ask and tell you by 3 pm",
        "We can help with that",
    ],
)
def test_what_only_looks_like_it_is_let_through(text: str) -> None:
    assert unfit(text) is None
