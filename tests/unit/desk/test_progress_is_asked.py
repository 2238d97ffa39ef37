"""Who asks how far a case is hears it from the bot, whoever has the talk in hand."""

from desk.cases.kinds import CaseKind
from desk.cases.notices import OwnCases
from desk.cases.state import Case, CaseState
from desk.state import State
from tests.kit.cast import MEI, TEN
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


def test_who_has_no_case_is_served_as_before() -> None:
    play = Script() >> AskForPerson() << HandedOff << Queued
    play >> Say("我的报修怎么样了") << CustomerWrote << Mirror
