"""Whoever wants an appointment otherwise, or finds a price too high, is handed to people with what they wrote."""

import pytest

from desk import events as e
from desk.cases.kinds import CaseKind
from desk.cases.state import Case, CaseState
from desk.state import State
from tests.kit.cast import MEI
from tests.kit.lines import Say
from tests.kit.script import Script


def said(text: str, *states: CaseState) -> Script:
    """Return the script after a message of somebody who has repairs in these states."""
    play = Script()
    play.floor.cases[MEI.chat_id] = [
        Case(id=at, customer=MEI.chat_id, kind=CaseKind.REPAIR, state=state) for at, state in enumerate(states)
    ]
    return (play >> Say(text)).clear()


@pytest.mark.parametrize(
    "text",
    [
        "明天上午不在家，能改到下午三点吗",
        "改到后天吧",
        "明天没空",
        "可以晚一点来吗",
        "先别来了",
        "取消吧",
        "Can we reschedule?",
        "I will not be home tomorrow",
        "Could he come later?",
        "明天上午不行，下午可以",
        "这个时间不合适",
        "明天要上班，晚上才在家",
        "能晚点吗",
        "不用修了",
        "已经修好了",
        "Could we move it to Friday?",
        "nobody is home tomorrow",
        "please don't come",
    ],
)
def test_who_wants_another_time_is_handed_to_people(text: str) -> None:
    play = said(text, CaseState.ACCEPTED)
    assert play.conversation.state is State.QUEUED
    assert [event.reason for event in play.history if isinstance(event, e.HandedOff)] == [e.Reason.REPAIR]


@pytest.mark.parametrize(
    "text",
    ["明天下午两点，换个师傅", "后天我在家", "明天上午10点到12点", "tomorrow between 3 and 5 pm", "能换一位师傅吗"],
)
def test_who_names_a_time_while_none_is_agreed_is_handed_to_people(text: str) -> None:
    assert said(text, CaseState.ORDERED).conversation.state is State.QUEUED


@pytest.mark.parametrize("text", ["明天去交物业费", "明天下午快递几点关门？", "今天真冷"])
def test_a_day_in_another_matter_is_no_appointment(text: str) -> None:
    assert said(text, CaseState.ORDERED).conversation.state is State.BOT


@pytest.mark.parametrize(
    "text",
    [
        *("太贵了吧", "能便宜点吗", "为什么要收这么多", "价格太高了", "不能接受", "为什么要我付钱", "应该物业出钱"),
        *("不用修了", "That is too expensive", "I won't pay", "I don't agree"),
    ],
)
def test_who_finds_a_price_too_high_is_handed_to_people(text: str) -> None:
    assert said(text, CaseState.QUOTED).conversation.state is State.QUEUED


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("明天没空", CaseState.CLOSED),
        ("太贵了吧", CaseState.ACCEPTED),
        ("How do I pay the property fee?", CaseState.ACCEPTED),
        ("换了车牌怎么更新", CaseState.ACCEPTED),
        ("我换手机号了", CaseState.ACCEPTED),
        ("好的", CaseState.ACCEPTED),
        ("搬家要提前几天申请", CaseState.ACCEPTED),
        ("怎么取消停车月卡", CaseState.ACCEPTED),
        ("物业费可以延期交吗", CaseState.ACCEPTED),
        ("特别来电显示是谁", CaseState.ACCEPTED),
        ("How do I cancel my parking pass?", CaseState.ACCEPTED),
        ("师傅贵姓", CaseState.QUOTED),
        ("贵重物品丢了怎么办", CaseState.QUOTED),
        ("物业费有优惠吗", CaseState.QUOTED),
    ],
)
def test_anything_else_is_served_by_the_bot(text: str, state: CaseState) -> None:
    assert said(text, state).conversation.state is State.BOT
