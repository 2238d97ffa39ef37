"""What becomes of the wish to settle a matter."""

from collections.abc import Callable

import pytest

from desk import events as e
from desk import notices as n
from desk.cases.kinds import CaseKind
from desk.cases.state import Case, CaseState
from desk.events import Clock, Code, Event, Hold
from desk.evolution import evolve
from desk.forms.form import FormKind
from desk.state import State
from tests.kit.cast import LIN, MEI, TEN, WANG, ZHAO, at
from tests.kit.lines import AskForPerson, Block, Reply, Resolve, Say, Take
from tests.kit.lines_actions import Hold as SetAside
from tests.kit.lines_actions import ShowEndings, TakeOver, Transfer, Unhold
from tests.kit.lines_forms import BeginForm
from tests.kit.script import (
    AgentReplied,
    BecameUnreachable,
    Card,
    CustomerWrote,
    Deliver,
    Farewell,
    HandedOff,
    Mirror,
    Queued,
    ResolveAsked,
    Resolved,
    Script,
    Taken,
    TakenBy,
    Told,
)


def queued() -> Script:
    return Script() >> Say("My tap leaks") << CustomerWrote << HandedOff << Queued


def active() -> Script:
    return queued() >> Take() << Taken << TakenBy << Told


def answered() -> Script:
    return active() >> Reply() << AgentReplied << Deliver


def resolved() -> Script:
    return answered() >> Resolve() << Resolved << Farewell << Told


def test_resolving_says_goodbye_and_stops_every_response_clock() -> None:
    play = answered() >> Resolve(seen=1, epoch=2) << Resolved(agent=LIN.user_id) << n.Farewell(rate=1)
    play << n.Told(outcome=n.Outcome.RESOLVED) << n.Card()
    assert (play.clocks, play.floor.load) == ({Clock.REOPEN_WINDOW: at(hours=72)}, {LIN.user_id: 0})


def test_who_settles_a_talk_with_a_form_half_filled_in_is_asked_once() -> None:
    play = answered() >> BeginForm(FormKind.REPAIR, "漏水 3栋502")
    play.clear()
    play >> Resolve() << ResolveAsked << n.Told(outcome=n.Outcome.FORM_UNFILED)
    play.wait(seconds=20) >> Resolve() << Resolved << n.Farewell << Told


@pytest.mark.parametrize(
    ("state", "going_on"),
    [(CaseState.ACCEPTED, True), (CaseState.DONE, True), (CaseState.SETTLED, False), (CaseState.RESTING, False)],
)
def test_nobody_hears_that_all_is_done_whose_repair_is_still_to_be_made(state: CaseState, going_on: bool) -> None:  # noqa: FBT001
    play, number = answered(), "BX-20261123-0001"
    play.floor.cases[MEI.chat_id] = [Case(id=1, customer=MEI.chat_id, number=number, kind=CaseKind.REPAIR, state=state)]
    play >> Resolve() << Resolved << Farewell(cases=(number,) if going_on else ())
    if going_on:
        play << n.Told(outcome=n.Outcome.RESOLVED_CASE_OPEN)
    else:
        play << n.Told(outcome=n.Outcome.RESOLVED)


def test_resolving_is_refused_when_the_customer_has_written_something_newer() -> None:
    play = answered() >> Say("One more thing") << CustomerWrote(message=3) << Mirror
    play >> Resolve(seen=1, epoch=2) << n.Told(outcome=n.Outcome.NEWER_MESSAGE) << Card
    play >> Resolve(seen=3, epoch=2) << ResolveAsked << Told(n.Outcome.UNANSWERED)


def test_what_an_agent_has_answered_was_seen_whatever_the_card_was_drawn_with() -> None:
    play = answered() >> Say("One more thing") << CustomerWrote(message=3) << Mirror
    play >> Reply("Here it is") << AgentReplied << Deliver
    play >> Resolve(seen=1) << Resolved << Farewell << Told


def test_a_card_drawn_before_the_customer_wrote_anything_settles_nothing_unseen() -> None:
    play = Script() >> AskForPerson() << HandedOff << Queued
    play >> Take() << Taken << TakenBy << Told
    play >> Say("The tap drips") << CustomerWrote << Mirror
    play >> Resolve(seen=None, epoch=2, code=Code.UNSOLVED) << n.Told(outcome=n.Outcome.NEWER_MESSAGE) << Card


def test_a_typed_resolve_is_refused_when_the_customer_wrote_after_it_was_typed() -> None:
    play = answered().wait(minutes=1) >> Say("One more thing") << CustomerWrote << Mirror
    play >> Resolve(sent_at=at(seconds=59)) << n.Told(outcome=n.Outcome.NEWER_MESSAGE) << Card
    play >> Resolve(sent_at=at(minutes=1)) << ResolveAsked << Told(n.Outcome.UNANSWERED)


# --- what has no answer yet --------------------------------------------------------------------------------------


def test_what_has_no_answer_yet_is_settled_only_when_asked_again_within_a_minute() -> None:
    play = active().wait(minutes=1) >> Resolve(seen=1, epoch=2) << ResolveAsked(agent=LIN.user_id)
    play << n.Told(outcome=n.Outcome.UNANSWERED, at=TEN) << n.Card()
    assert play.conversation.state is State.ACTIVE
    play.wait(minutes=1) >> Resolve(seen=1, epoch=2) << Resolved << Farewell << Told


def test_asking_again_after_more_than_a_minute_or_by_somebody_else_asks_anew() -> None:
    play = active() >> Resolve() << ResolveAsked << Told(n.Outcome.UNANSWERED)
    play.wait(seconds=61) >> Resolve() << ResolveAsked << Told(n.Outcome.UNANSWERED)
    play >> Resolve(by=ZHAO) << ResolveAsked << Told(n.Outcome.UNANSWERED)


def test_what_the_customer_wrote_in_between_is_unanswered_too() -> None:
    play = active() >> Resolve() << ResolveAsked << Told(n.Outcome.UNANSWERED)
    play.wait(seconds=10) >> Say("It is worse now") << CustomerWrote << Mirror
    play.wait(seconds=10) >> Resolve() << ResolveAsked << Told(n.Outcome.UNANSWERED, at=TEN)


def test_asking_whether_it_is_meant_moves_no_clock() -> None:
    play = active()
    before = play.clocks
    play >> Resolve() << ResolveAsked << Told(n.Outcome.UNANSWERED)
    assert play.clocks == before


def test_who_says_how_it_ended_means_it() -> None:
    play = active() >> Resolve(seen=1, epoch=2, code=Code.UNSOLVED) << Resolved(agent=LIN.user_id, code=Code.UNSOLVED)
    play << n.Farewell(code=Code.UNSOLVED) << n.Told(outcome=n.Outcome.RESOLVED)


def test_who_cannot_be_reached_can_be_given_no_answer() -> None:
    play = active() >> Block() << BecameUnreachable
    play >> Resolve() << Resolved << Farewell << Told


# --- how it ended --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", [Code.UNSOLVED, Code.WRONG_ADDRESSEE, Code.NO_ANSWER])
def test_the_farewell_knows_how_it_ended(code: Code) -> None:
    answered() >> Resolve(code=code) << Resolved(code=code) << Farewell(code=code) << Told(n.Outcome.RESOLVED)


def test_to_spam_nobody_says_goodbye() -> None:
    answered() >> Resolve(code=Code.SPAM) << Resolved(code=Code.SPAM) << n.Told(outcome=n.Outcome.RESOLVED_SILENTLY)


def test_the_card_shows_every_way_it_can_end_to_who_may_end_it() -> None:
    play = answered() >> ShowEndings() << n.Card(more=True)
    play >> ShowEndings(by=ZHAO) << n.Card(more=True)
    play >> ShowEndings(by=WANG) << Told(n.Outcome.TAKEN_ALREADY, number="07") << n.Card()
    play >> ShowEndings(epoch=1) << Told(n.Outcome.STALE) << n.Card()
    play >> Resolve(code=Code.NO_ANSWER) << Resolved << Farewell << Told
    play >> ShowEndings() << n.Told(outcome=n.Outcome.RESOLVED_ALREADY) << n.Card()


# --- who may -------------------------------------------------------------------------------------------------------


def test_a_lead_may_resolve_for_anybody_and_another_agent_may_not() -> None:
    play = answered() >> Resolve(by=WANG) << n.Told(outcome=n.Outcome.TAKEN_ALREADY, number="07", at=TEN)
    play >> Resolve(by=ZHAO) << Resolved(agent=ZHAO.user_id) << Farewell << Told
    assert play.conversation.owner == LIN.user_id


def test_what_nobody_has_taken_is_only_the_leads_to_resolve() -> None:
    play = queued() >> Resolve() << n.Told(outcome=n.Outcome.NOT_YOURS)
    play >> Resolve(by=ZHAO, code=Code.WRONG_ADDRESSEE) << Resolved << Farewell << Told
    assert play.floor.queue.places == []


def test_resolving_from_an_old_card_twice_or_what_waits_for_nobody_is_refused() -> None:
    answered() >> Resolve(epoch=1) << Told(n.Outcome.STALE) << Card
    resolved() >> Resolve() << n.Told(outcome=n.Outcome.RESOLVED_ALREADY)
    Script() >> Resolve() << n.Told(outcome=n.Outcome.NOT_WAITING)


# --- every state has a lead's exit ---------------------------------------------------------------------------------


def then(play: Script, event: Event) -> Script:
    """Return the story with one more fact."""
    return Script(conversation=evolve(play.conversation, event))


def on_hold(hold: Hold) -> Callable[[], Script]:
    def set_aside() -> Script:
        return (answered() >> SetAside(hold=hold)).clear()

    return set_aside


def passed_on() -> Script:
    return (answered() >> Transfer("12")).clear()


STATES: dict[str, Callable[[], Script]] = {
    "BOT": Script,
    "QUEUED": queued,
    "OFFERED": lambda: then(queued(), e.Offered(at=TEN, agent=WANG.user_id)),
    "ACTIVE": active,
    "ACTIVE, answered": answered,
    "ACTIVE, passed to a colleague": passed_on,
    "ACTIVE, the owner is off duty": lambda: answered().leaves(LIN),
    "HOLD, for the customer": on_hold(Hold.CUSTOMER_INFO),
    "HOLD, for a third party": on_hold(Hold.THIRD_PARTY),
    "HOLD, until a moment": on_hold(Hold.SCHEDULED),
    "HOLD, for a callback": lambda: then(queued(), e.CallbackAgreed(at=TEN, until=at(hours=24))),
}
"""Every state in which somebody must act."""


def test_the_states_in_which_somebody_must_act_are_all_of_them() -> None:
    assert {name.partition(",")[0] for name in STATES} == set(State) - {State.RESOLVED, State.CLOSED}


@pytest.mark.parametrize("state", STATES)
def test_a_lead_can_take_over_from_every_state(state: str) -> None:
    play = (STATES[state]() >> TakeOver()).clear()
    assert (play.conversation.state, play.conversation.owner) == (State.ACTIVE, ZHAO.user_id)


@pytest.mark.parametrize("state", [state for state in STATES if state != "BOT"])
def test_a_lead_can_end_every_state(state: str) -> None:
    play = (STATES[state]() >> Resolve(by=ZHAO, code=Code.UNSOLVED)).clear()
    assert play.conversation.state is State.RESOLVED


@pytest.mark.parametrize("state", [state for state in STATES if state != "BOT"])
def test_a_lead_can_put_every_state_into_another_line(state: str) -> None:
    play = STATES[state]()
    since = play.conversation.waiting_since
    (play >> Transfer("B", by=ZHAO)).clear()
    assert (play.conversation.state, play.conversation.line) == (State.QUEUED, "B")
    assert play.conversation.waiting_since == since


@pytest.mark.parametrize("state", [state for state in STATES if state.startswith("HOLD, ") and "callback" not in state])
def test_a_lead_can_let_go_on_what_was_set_aside(state: str) -> None:
    play = (STATES[state]() >> Unhold(by=ZHAO)).clear()
    assert (play.conversation.state, play.conversation.owner) == (State.ACTIVE, LIN.user_id)
