"""Who asks how far a case is hears it from the bot, whoever has the talk in hand."""

from dataclasses import replace

import pytest

from desk.cases.kinds import CaseKind
from desk.cases.notices import OwnCases
from desk.cases.state import Case, CaseState
from desk.conversation import decide
from desk.state import State
from tests.kit.cast import MEI, TEN, at
from tests.kit.lines import AskForPerson, Say
from tests.kit.script import CustomerWrote, HandedOff, Mirror, Queued, Script

REPAIR = Case(
    id=4,
    number="BX-20261123-0001",
    customer=MEI.chat_id,
    kind=CaseKind.REPAIR,
    state=CaseState.ACCEPTED,
    filed_at=TEN,
    moved_at=TEN,
)


def test_who_waits_in_the_queue_hears_how_far_a_case_is_and_keeps_the_place() -> None:
    play = Script() >> AskForPerson() << HandedOff << Queued
    play.floor.cases[MEI.chat_id] = [REPAIR]
    play >> Say("我的报修怎么样了") << CustomerWrote << Mirror << OwnCases
    assert play.conversation.state is State.QUEUED


@pytest.mark.parametrize(
    "text",
    [
        *("师傅几点到？", "什么时候来修", "维修师傅到哪了", "When will the plumber come?", "你好，师傅几点到"),
        *("师傅还要多久", "什么时候派人来", "电工什么时候到", "今天能来吗", "When are you coming?"),
    ],
)
def test_who_asks_when_the_worker_comes_hears_it_of_the_repair(text: str) -> None:
    play = Script()
    play.floor.cases[MEI.chat_id] = [replace(REPAIR, id=5, kind=CaseKind.COMPLAINT), REPAIR]
    play >> Say(text) << CustomerWrote
    assert [one.number for one in play.told(OwnCases).cases] == [REPAIR.number]


@pytest.mark.parametrize(("hours", "told"), [(0, True), (3, False)])
def test_the_appointment_is_told_until_it_is_over(hours: int, told: bool) -> None:  # noqa: FBT001 - a row of a table
    play = Script().wait(hours=hours)
    agreed = replace(REPAIR, visit_agreed_at=TEN, visit_since=at(minutes=60), visit_until=at(minutes=120))
    play.floor.cases[MEI.chat_id] = [agreed]
    play >> Say("师傅几点到") << CustomerWrote
    (one,) = play.told(OwnCases).cases
    assert (one.visit_since, one.visit_until) == ((at(minutes=60), at(minutes=120)) if told else (None, None))


@pytest.mark.parametrize("text", ["师傅几点到？", "你们多久能来", "快递什么时候到"])
def test_who_asks_when_somebody_comes_and_has_no_repair_open_is_answered_from_the_library(text: str) -> None:
    play = Script()
    play.floor.cases[MEI.chat_id] = [replace(REPAIR, state=CaseState.CLOSED)]
    decided = decide(play.conversation, Say(text).command(play), play.now, play.rules, play.floor)
    assert [one for one in decided.says if isinstance(one, OwnCases)] == []


def test_who_has_no_case_is_served_as_before() -> None:
    play = Script() >> AskForPerson() << HandedOff << Queued
    play >> Say("我的报修怎么样了") << CustomerWrote << Mirror
