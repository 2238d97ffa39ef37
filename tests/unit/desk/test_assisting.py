"""What becomes of helping, of notes, and of danger while people already serve."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from desk import notices as n
from desk.content import Kind
from desk.events import Clock, Raising, Reason
from desk.people import Role
from desk.rules import OnCall, Rules
from desk.shifts import read_rota
from desk.state import Awaiting, State
from tests.kit.cast import CHEN, LIN, MEI, STAFF_ROOM, TEN, WANG, ZHAO, at, off
from tests.kit.lines import Block, OwnerLeft, Reply, Resolve, Say, Strike, Take
from tests.kit.lines_actions import (
    AcknowledgeEmergency,
    AnswerTransfer,
    AskHelp,
    Assist,
    Hold,
    Note,
    SendAside,
    TakeOver,
    Transfer,
)
from tests.kit.script import (
    AgentReplied,
    Alarm,
    AssistBegun,
    Assisted,
    Breached,
    Card,
    CustomerWrote,
    Deliver,
    EmergencyAcknowledged,
    EmergencyCall,
    EmergencyInHand,
    EmergencyRing,
    HandedOff,
    HeldBack,
    HelpAsked,
    HelpCall,
    HelpWanted,
    Mirror,
    Noted,
    NotedAside,
    Queued,
    Raised,
    Reminded,
    Requeued,
    SafetyFirst,
    Script,
    Taken,
    TakenBy,
    TakenOver,
    Told,
    Unheld,
)

ROTA = """
zone = "UTC"
agents = {{ 01 = {{ id = 1 }}, 03 = {{ id = 3 }}, 07 = {{ id = 7 }}, 12 = {{ id = 12 }} }}
shifts = {{ office = {{ hours = ["08:00", "18:00"] }} }}
rota = {{ mon = {{ office = ["07"], lead = "{lead}", deputy = "01" }} }}
"""
DANGER = "There is a smell of gas in my kitchen"


def queued(rules: Rules | None = None) -> Script:
    return Script(rules=rules) >> Say("My tap leaks") << CustomerWrote << HandedOff << Queued


def active(rules: Rules | None = None) -> Script:
    return queued(rules) >> Take() << Taken << TakenBy << Told


def noted() -> Script:
    return active() >> Reply("Turn the main valve", by=WANG) << Noted(aside=True) << NotedAside(message=2)


def assisted() -> Script:
    return active() >> Assist() << Assisted(agent=ZHAO.user_id) << AssistBegun(number="01") << Told


# --- notes ---------------------------------------------------------------------------------------------------------


def test_a_note_is_for_colleagues_only_and_moves_no_clock_wherever_it_is_written() -> None:
    for play in (Script(), queued(), active()):
        before, state = play.clocks, play.conversation.state
        play >> Note() << Noted(agent=LIN.user_id, aside=False) << n.Told(outcome=n.Outcome.NOTE_KEPT)
        assert (play.clocks, play.conversation.state) == (before, state)


def test_a_note_on_purpose_cannot_be_sent() -> None:
    play = active() >> Note(by=WANG) << Noted(message=2) << Told
    play >> SendAside(2) << n.Told(outcome=n.Outcome.ASIDE_TOO_LATE)


# --- sending as helper ---------------------------------------------------------------------------------------------


def test_what_was_written_in_anothers_conversation_is_sent_when_its_author_says_so() -> None:
    play = noted().wait(minutes=1) >> SendAside(2)
    play << AgentReplied(agent=WANG.user_id, message=2, answers=True, helper=True)
    play << n.Deliver(from_chat=STAFF_ROOM, message=2, kind=Kind.OTHER) << n.Told(outcome=n.Outcome.ASIDE_SENT)
    assert (play.conversation.owner, play.conversation.awaiting) == (LIN.user_id, Awaiting.CUSTOMER)
    assert Clock.FIRST_REPLY not in play.clocks


def test_it_is_sent_once_and_by_its_author_only() -> None:
    play = noted() >> SendAside(2, by=LIN) << n.Told(outcome=n.Outcome.ASIDE_NOT_YOURS, number="12")
    play >> SendAside(2, by=ZHAO) << n.Told(outcome=n.Outcome.ASIDE_NOT_YOURS, number="12")
    play >> SendAside(2) << AgentReplied << Deliver << Told(n.Outcome.ASIDE_SENT)
    play >> SendAside(2) << n.Told(outcome=n.Outcome.ASIDE_SENT_ALREADY)


def test_a_late_press_sends_nothing_and_is_told_what_is_true() -> None:
    play = noted() >> Block()
    play.clear()
    play >> SendAside(2) << n.Told(outcome=n.Outcome.UNREACHABLE)
    play = noted()
    (play >> Reply("Which floor?")).clear()
    (play >> Resolve()).clear()
    play >> SendAside(2) << n.Told(outcome=n.Outcome.RESOLVED_ALREADY)
    play = noted()
    (play >> TakeOver()).clear()
    play >> SendAside(2, epoch=2) << n.Told(outcome=n.Outcome.TAKEN_ALREADY, number="01", at=TEN)
    noted() >> SendAside(99) << n.Told(outcome=n.Outcome.ASIDE_TOO_LATE)


def test_what_a_colleague_answers_to_what_was_set_aside_is_what_was_promised() -> None:
    play = noted()
    (play >> Hold()).clear()
    play >> SendAside(2) << Unheld(agent=WANG.user_id) << AgentReplied << Deliver << Told(n.Outcome.ASIDE_SENT)
    assert (play.conversation.state, Clock.PROMISED_REPLY in play.clocks) == (State.ACTIVE, False)


def test_only_the_last_ten_can_still_be_sent() -> None:
    play = active()
    for _ in range(11):
        play >> Reply("Or this", by=WANG) << Noted << NotedAside
    play >> SendAside(2) << n.Told(outcome=n.Outcome.ASIDE_TOO_LATE)
    play >> SendAside(3) << AgentReplied(message=3) << Deliver << Told


# --- manners -------------------------------------------------------------------------------------------------------


@pytest.mark.rule("manners")
def test_words_that_would_hurt_stay_a_note_until_the_agent_sends_them_all_the_same() -> None:
    play = active() >> Reply("这个不归我们管") << Noted(agent=LIN.user_id, aside=True)
    play << HeldBack(words="不归我们管", message=2)
    assert Clock.FIRST_REPLY in play.clocks
    play >> SendAside(2, by=LIN) << AgentReplied(agent=LIN.user_id, message=2, answers=True, helper=False)
    play << n.Deliver(from_chat=STAFF_ROOM, message=2, kind=Kind.OTHER) << n.Told(outcome=n.Outcome.ASIDE_SENT)
    assert Clock.FIRST_REPLY not in play.clocks


def test_who_takes_by_answering_has_taken_though_the_answer_is_held_back() -> None:
    play = queued() >> Reply("我不知道") << Taken << Noted << TakenBy << HeldBack(words="不知道")
    assert play.conversation.owner == LIN.user_id


def test_an_organisation_may_let_its_agents_say_what_they_like() -> None:
    active(Rules(manners=False)) >> Reply("我不知道") << AgentReplied << Deliver


# --- asking for help -----------------------------------------------------------------------------------------------


def test_a_lead_is_called_in_the_room_and_in_private_and_the_customer_hears_nothing() -> None:
    play = active()
    before = play.clocks
    play >> AskHelp() << HelpAsked(agent=LIN.user_id)
    called = n.Called(agent=ZHAO.user_id, number="01")
    play << n.HelpWanted(customer=MEI.chat_id, number="07", leads=(called,), conversation=1, epoch=2)
    play << n.HelpCall(agent=ZHAO.user_id, customer=MEI.chat_id, number="07", conversation=1, epoch=2)
    play << n.Told(outcome=n.Outcome.HELP_ASKED, number="01")
    assert play.clocks == before


def test_the_leads_on_duty_are_called_before_those_who_are_not() -> None:
    second = replace(CHEN, role=Role.LEAD)
    play = active().comes(second) >> AskHelp() << HelpAsked << HelpWanted << HelpCall(agent=ZHAO.user_id) << Told
    play.leaves(ZHAO) >> AskHelp() << HelpAsked << HelpWanted << HelpCall(agent=ZHAO.user_id)
    play << HelpCall(agent=CHEN.user_id) << Told


def test_where_no_lead_is_on_duty_the_one_of_the_plan_is_called_or_else_the_deputy() -> None:
    play = active().leaves(ZHAO).comes(replace(CHEN, role=Role.LEAD, on_duty_since=None))
    play.floor.rota = read_rota(ROTA.format(lead="03"), "rota.toml")
    play >> AskHelp() << HelpAsked << HelpWanted << HelpCall(agent=CHEN.user_id) << Told(number="03")
    play.floor.rota = read_rota(ROTA.format(lead="12"), "rota.toml")
    play >> AskHelp() << HelpAsked << HelpWanted << HelpCall(agent=ZHAO.user_id) << Told(number="01")


def test_where_there_is_no_lead_who_asks_hears_so() -> None:
    play = active()
    play.floor.agents = {agent.user_id: agent for agent in (LIN, WANG)}
    play >> AskHelp() << n.Told(outcome=n.Outcome.NO_LEAD)


def test_only_who_serves_the_customer_asks_for_help() -> None:
    active() >> AskHelp(by=WANG) << n.Told(outcome=n.Outcome.TAKEN_ALREADY, number="07", at=TEN)
    queued() >> AskHelp() << n.Told(outcome=n.Outcome.NOT_YOURS)


# --- standing by ---------------------------------------------------------------------------------------------------


def test_a_lead_who_stands_by_writes_to_the_customer_and_owns_nothing() -> None:
    play = assisted() >> Reply("We replace it today at no cost", by=ZHAO)
    play << AgentReplied(agent=ZHAO.user_id, helper=True) << Deliver(text="We replace it today at no cost")
    assert (play.conversation.owner, play.conversation.helpers) == (LIN.user_id, (ZHAO.user_id,))


def test_standing_by_is_for_leads_once_and_not_from_an_old_notice() -> None:
    active() >> Assist(by=WANG) << n.Told(outcome=n.Outcome.LEADS_ONLY_HELP)
    assisted() >> Assist() << n.Told(outcome=n.Outcome.ASSISTING_ALREADY)
    play = active() >> Assist(epoch=1) << Told(n.Outcome.TAKEN_ALREADY, number="07")
    (play >> TakeOver()).clear()
    play >> Assist() << n.Told(outcome=n.Outcome.YOURS_ALREADY)
    queued() >> Assist() << n.Told(outcome=n.Outcome.NOT_YOURS)


def test_who_takes_it_later_begins_without_the_helpers_of_before() -> None:
    play = assisted()
    (play >> Transfer("12")).clear()
    (play >> AnswerTransfer()).clear()
    assert play.conversation.helpers == ()


# --- taking over ---------------------------------------------------------------------------------------------------


def test_a_lead_who_takes_over_is_introduced_and_the_former_owner_hears_of_it() -> None:
    play = active() >> TakeOver(epoch=2) << Taken(agent=ZHAO.user_id) << n.TakenBy(number="01")
    play << n.TakenOver(agent=LIN.user_id, number="07", by="01") << n.Told(outcome=n.Outcome.TAKEN) << n.Card()
    assert (play.conversation.owner, play.floor.load) == (ZHAO.user_id, {LIN.user_id: 0, ZHAO.user_id: 1})


def test_taking_over_keeps_what_was_promised() -> None:
    play = active()
    (play >> Hold()).clear()
    play >> TakeOver() << Taken << TakenBy << TakenOver << Told
    assert (play.conversation.state, play.clocks[Clock.PROMISED_REPLY]) == (State.ACTIVE, at(hours=24))


def test_only_a_lead_on_duty_takes_over_and_hears_when_it_is_too_late() -> None:
    active() >> TakeOver(by=WANG) << n.Told(outcome=n.Outcome.LEADS_ONLY_HELP)
    active().leaves(ZHAO) >> TakeOver() << n.Told(outcome=n.Outcome.NOT_ON_DUTY)
    active() >> TakeOver(epoch=1) << n.Told(outcome=n.Outcome.TAKEN_ALREADY, number="07", at=TEN)
    play = active() >> TakeOver() << Taken << TakenBy << TakenOver << Told
    play >> TakeOver() << n.Told(outcome=n.Outcome.YOURS_ALREADY)
    (play >> Reply("Done", by=ZHAO)).clear()
    (play >> Resolve(by=ZHAO)).clear()
    play >> TakeOver() << n.Told(outcome=n.Outcome.RESOLVED_ALREADY)


# --- danger while people serve -------------------------------------------------------------------------------------


@pytest.mark.rule("emergency")
@pytest.mark.parametrize("begin", [queued, active])
def test_words_of_danger_put_the_customer_first_and_ring_whoever_is_on_call(begin: Callable[[Rules], Script]) -> None:
    play = begin(Rules(on_call=OnCall(people=(WANG.user_id,))))
    play >> Say(DANGER) << CustomerWrote << Raised(level=9, why=Raising.DANGER) << Mirror
    play << n.SafetyFirst()
    play << EmergencyCall(agent=WANG.user_id) << EmergencyRing(agent=WANG.user_id)
    assert play.clocks[Clock.EMERGENCY] == at(minutes=3)


def in_danger() -> Script:
    play = active(Rules(on_call=OnCall(people=(WANG.user_id, 4711))))
    return (play >> Say(DANGER)).clear()


def test_more_of_it_told_to_who_serves_the_endangered_and_is_there_rings_nobody_else() -> None:
    play = in_danger()
    (play >> AcknowledgeEmergency(by=LIN)).clear()
    play >> Say(f"{DANGER}, and it is getting worse") << CustomerWrote << Mirror << Card
    play.leaves(LIN) >> Say(f"{DANGER}, still") << CustomerWrote << Raised << Mirror << SafetyFirst
    play << EmergencyCall << EmergencyRing(agent=WANG.user_id)
    play.clear()


@pytest.mark.rule("emergency")
def test_a_call_that_is_found_late_is_still_told_to_the_customer() -> None:
    play = Script(rules=Rules(on_call=OnCall(people=(WANG.user_id,)))) >> Say(DANGER)
    play.clear().wait(minutes=30) >> Strike()
    play.told(n.StillCalling)
    play.clear()


def test_further_words_of_danger_ring_nobody_a_second_time() -> None:
    in_danger() >> Say(f"{DANGER}, please hurry") << CustomerWrote << Mirror


@pytest.mark.rule("emergency")
def test_who_has_it_in_hand_says_so_and_nobody_else_is_rung() -> None:
    play = in_danger().wait(minutes=1) >> AcknowledgeEmergency(by=WANG) << EmergencyAcknowledged(agent=WANG.user_id)
    play << Assisted(agent=WANG.user_id) << n.DangerInHand()
    play << n.EmergencyInHand(customer=MEI.chat_id, number="12") << n.Told(outcome=n.Outcome.EMERGENCY_YOURS)
    play >> AcknowledgeEmergency(by=ZHAO) << n.Told(outcome=n.Outcome.EMERGENCY_IN_HAND)
    play.wait(minutes=3) >> Strike()


@pytest.mark.rule("emergency")
def test_in_hand_too_late_is_a_breach_that_ends_then() -> None:
    play = in_danger().wait(minutes=3) >> Strike() << Breached(Clock.EMERGENCY, due=at(minutes=3)) << Reminded
    play << Alarm << EmergencyCall(agent=4711) << EmergencyRing(agent=4711)
    play.wait(minutes=1)
    (play >> AcknowledgeEmergency()).clear()
    assert (play.conversation.emergency_at, play.conversation.breaches) == (None, ())


def test_who_is_on_call_but_not_on_the_staff_may_say_so_and_a_stranger_may_not() -> None:
    play = in_danger() >> AcknowledgeEmergency(by=replace(WANG, user_id=666)) << n.Told(outcome=n.Outcome.NOT_ON_CALL)
    play >> AcknowledgeEmergency(by=replace(WANG, user_id=4711)) << EmergencyAcknowledged(agent=4711)
    play << n.DangerInHand() << EmergencyInHand(number="–") << Told(n.Outcome.EMERGENCY_YOURS)


def test_danger_is_heard_in_what_was_set_aside_too() -> None:
    play = active()
    (play >> Hold()).clear()
    play >> Say(DANGER) << CustomerWrote << Raised << Mirror << SafetyFirst
    play << EmergencyCall << EmergencyRing << Card
    play >> AcknowledgeEmergency() << EmergencyAcknowledged << EmergencyInHand << Told


@pytest.mark.rule("emergency")
def test_when_who_serves_the_endangered_leaves_the_people_on_call_are_rung_anew_whoever_had_it_in_hand() -> None:
    play = in_danger()
    (play >> AcknowledgeEmergency(by=WANG)).clear()
    play.leaves(LIN) >> OwnerLeft() << Requeued(Reason.OWNER_LEFT) << Raised(level=9, why=Raising.DANGER)
    play << n.SafetyFirst() << EmergencyCall(agent=WANG.user_id) << EmergencyRing(agent=WANG.user_id) << Card
    (play >> AcknowledgeEmergency(by=WANG)).clear()
    assert (play.conversation.state, play.conversation.owner) == (State.ACTIVE, WANG.user_id)


def test_who_has_danger_in_hand_talks_to_the_customer_also_from_at_home() -> None:
    play = Script(agents=(off(WANG), ZHAO)) >> Say(DANGER)
    play.clear()
    (play >> AcknowledgeEmergency(by=WANG)).clear()
    assert (play.conversation.state, play.conversation.owner) == (State.ACTIVE, WANG.user_id)
    (play >> Say("My child is still inside!")).clear()
    assert play.conversation.owner == WANG.user_id
    play >> Reply("Leave at once, we are on our way.", by=WANG) << AgentReplied << Deliver
