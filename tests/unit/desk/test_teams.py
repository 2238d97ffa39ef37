"""Teams with rooms of their own: a conversation stands in the room of its line's team, and moves with its line."""

import pytest

from desk import notices as n
from desk.events import HandedOff, Opened, Raised, Raising, Reason, Requeued
from desk.evolution import evolve
from desk.forms.form import FormKind
from desk.notices.rooms import MovedIn, MovedOut
from desk.rules import LINES, Rules, Team
from desk.state import Conversation, State
from tests.kit import script as x
from tests.kit.cast import LIN, MEI, TEN, ZHAO
from tests.kit.lines import Say, Take
from tests.kit.lines_actions import Transfer
from tests.kit.script import Script

COMPLAINTS, DANGER = "投诉组", "值班组"
RULES = Rules(teams={COMPLAINTS: Team(lines=("B",)), DANGER: Team(lines=("D",))})
OUT = MovedOut(customer=MEI.chat_id, former="", team=COMPLAINTS)
IN = MovedIn(customer=MEI.chat_id, former="", team=COMPLAINTS)


def waiting(text: str = "My tap leaks", rules: Rules = RULES) -> Script:
    return (Script(rules=rules) >> Say(text)).clear()


@pytest.mark.rule("teams")
def test_the_room_of_a_line_is_that_of_the_team_that_serves_it_and_else_the_main_one() -> None:
    assert [RULES.team_of(line) for line in LINES] == ["", COMPLAINTS, "", DANGER]
    assert [Rules().team_of(line) for line in LINES] == [""] * 4


@pytest.mark.rule("teams")
def test_a_conversation_goes_to_the_room_of_its_line_at_hand_off_and_nobody_is_told_of_a_move() -> None:
    play = Script(rules=RULES) >> Say("This is outrageous!")
    play.clear()
    assert (play.conversation.line, play.conversation.team) == ("B", COMPLAINTS)
    (handed_off,) = [one for one in play.history if isinstance(one, HandedOff)]
    assert handed_off.team == COMPLAINTS


def test_a_transfer_to_a_line_of_another_team_moves_it_and_both_rooms_hear_of_it() -> None:
    play = waiting() >> Take()
    play.clear()
    play >> Transfer("B") << x.Requeued(reason=Reason.TRANSFERRED, line="B", team=COMPLAINTS)
    play << x.PassedOn(line="B") << OUT << IN << x.Card << x.Told(n.Outcome.PASSED_ON)
    assert (play.conversation.team, play.conversation.state) == (COMPLAINTS, State.QUEUED)


def test_a_transfer_back_moves_it_back() -> None:
    play = waiting() >> Transfer("B", by=ZHAO)
    play.clear()
    play >> Transfer("A", by=ZHAO) << x.Requeued(team="") << x.PassedOn
    play << MovedOut(customer=MEI.chat_id, former=COMPLAINTS, team="")
    play << MovedIn(customer=MEI.chat_id, former=COMPLAINTS, team="") << x.Card << x.Told


def test_a_transfer_to_another_line_of_the_same_room_moves_nothing() -> None:
    play = waiting() >> Transfer("A", by=ZHAO) << x.Requeued(line="A", team="") << x.PassedOn << x.Card << x.Told
    play.end()


def test_without_teams_nothing_ever_moves() -> None:
    play = waiting(rules=Rules()) >> Transfer("B", by=ZHAO) << x.Requeued(team="") << x.PassedOn << x.Card << x.Told
    play.end()


def test_who_tells_of_danger_while_waiting_goes_to_the_room_of_those_who_see_to_it() -> None:
    play = waiting() >> Say("There is a smell of gas in my kitchen") << x.CustomerWrote << x.Raised(why=Raising.DANGER)
    play << x.Requeued(reason=Reason.DANGER, line="D", team=DANGER)
    play.clear()
    assert (play.conversation.state, play.conversation.emergency_at) == (State.QUEUED, play.now)


def test_who_complains_while_waiting_goes_to_the_room_of_complaints_and_who_is_merely_angry_stays() -> None:
    play = waiting() >> Say("This is ridiculous!")
    play.clear()
    assert play.conversation.team == ""
    play >> Say("I want to make a complaint")
    play.clear()
    assert (play.conversation.line, play.conversation.team) == ("B", COMPLAINTS)
    assert play.floor.forms[play.conversation.customer].kind is FormKind.COMPLAINT


def test_danger_moves_nobody_whom_an_agent_serves() -> None:
    play = waiting() >> Take()
    play.clear()
    play >> Say("There is a smell of gas in my kitchen")
    play.clear()
    assert (play.conversation.owner, play.conversation.team) == (LIN.user_id, "")
    assert [one.why for one in play.history if isinstance(one, Raised)] == [Raising.DANGER]


def test_whoever_goes_back_to_the_queue_stays_in_the_room() -> None:
    conversation = (waiting("This is outrageous!") >> Take()).clear().conversation
    left = evolve(conversation, Requeued(at=TEN, reason=Reason.OWNER_LEFT))
    assert (left.state, left.team) == (State.QUEUED, COMPLAINTS)


def test_a_customer_who_comes_again_stands_where_they_stood_until_there_is_a_new_line() -> None:
    opened = evolve(Conversation(customer=MEI.chat_id), Opened(at=TEN, previous=1, team=COMPLAINTS))
    assert opened.team == COMPLAINTS
    assert evolve(opened, HandedOff(at=TEN, reason=Reason.ASKED)).team == ""
