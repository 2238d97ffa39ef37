"""Who is there, and who works here at all."""

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from desk import commands as c
from desk import notices as n
from desk.notices.shifts import ShiftOutcome, ShiftTold
from desk.people import Agent, Role
from desk.shifts import Rota, RotaAgent
from desk.shifts import events as s
from desk.shifts.agent import evolve, fold
from desk.shifts.duty import enrolled, name_leads
from desk.state import State
from tests.kit.cast import CHEN, LIN, MEI, TEN, WANG, ZHAO, off
from tests.kit.crew import HERE, StaffRoom, held

_STRANGER = 555
_O = ShiftOutcome


def _on(user_id: int, origin: c.Origin = HERE) -> c.GoOn:
    return c.GoOn(agent=user_id, origin=origin, name="Sun")


def _off(agent: Agent) -> c.GoOff:
    return c.GoOff(agent=agent.user_id, origin=HERE)


def test_an_agent_comes_on_duty_and_is_told_so() -> None:
    play = StaffRoom(agents=[off(LIN)]).do(_on(LIN.user_id))
    assert play.news == [s.WentOn(at=TEN)]
    assert play.said == [n.Told(outcome=n.Outcome.ON_DUTY, number="07", count=0)]
    assert (play.agent(LIN).on_duty_since, play.agent(LIN).working_since) == (TEN, TEN)


def test_coming_twice_or_leaving_twice_is_told_and_changes_nothing() -> None:
    play = StaffRoom(agents=[LIN]).do(_on(LIN.user_id))
    assert (play.said, play.news) == ([n.Told(outcome=n.Outcome.ON_DUTY_ALREADY, number="07", count=0)], [])
    play = StaffRoom(agents=[off(LIN)]).do(_off(LIN))
    assert (play.said, play.news) == ([n.Told(outcome=n.Outcome.OFF_DUTY_ALREADY, number="07", count=0)], [])


def test_who_stands_in_the_rota_is_admitted_with_the_number_it_has_there_and_nobody_else_gets_it() -> None:
    rota = Rota(zone=ZoneInfo("UTC"), agents=(RotaAgent(number="01", user_id=_STRANGER),))
    named = name_leads([8, _STRANGER], {}, TEN, rota)
    assert [(change.agent.user_id, change.agent.number) for change in named] == [(8, "02"), (_STRANGER, "01")]


def test_a_stranger_in_private_is_not_admitted() -> None:
    private = c.Origin(chat_id=_STRANGER, message_id=1)
    refused = [n.Told(outcome=n.Outcome.NOT_ADMITTED)]
    for command in (
        _on(_STRANGER, private),
        c.GoOff(agent=_STRANGER, origin=private),
        c.ComeBack(agent=_STRANGER, origin=private),
        c.PostNotice(agent=_STRANGER, origin=private, text="Hello"),
    ):
        play = StaffRoom(agents=[ZHAO]).do(command)
        assert (play.said, play.news) == (refused, [])


def test_who_goes_off_with_nothing_open_is_off_at_once() -> None:
    play = StaffRoom().do(_off(LIN))
    assert play.news == [s.WentOff(at=TEN)]
    assert play.said == [n.Told(outcome=n.Outcome.OFF_DUTY, number="07", count=0)]
    assert (play.agent(LIN).on_duty, play.agent(LIN).off_since) == (False, TEN)


# --- roles -----------------------------------------------------------------------------------------------------------


def _admits(by: Agent, number: str | None, role: Role | None) -> c.Admit:
    return c.Admit(agent=by.user_id, origin=HERE, number=number, role=role)


def test_a_lead_makes_somebody_an_editor_and_an_agent_again() -> None:
    play = StaffRoom(agents=[ZHAO, off(LIN)]).do(_admits(ZHAO, "07", Role.EDITOR))
    assert play.news == [s.RoleGiven(at=TEN, role=Role.EDITOR, by=ZHAO.user_id)]
    assert play.said == [n.Told(outcome=n.Outcome.MADE_EDITOR, number="07")]
    play.do(_admits(ZHAO, "07", Role.AGENT))
    assert play.agent(LIN).role is Role.AGENT


def test_a_worker_outside_the_group_is_taken_on_by_user_id_with_the_next_free_number() -> None:
    play = StaffRoom(agents=[ZHAO, LIN]).do(_admits(ZHAO, "900021", Role.WORKER))
    assert play.news == [s.Admitted(at=TEN, number="02", role=Role.WORKER, by=ZHAO.user_id)]
    assert play.said == [n.Told(outcome=n.Outcome.MADE_WORKER, number="02")]


def test_somebody_who_works_here_may_be_named_by_user_id_too() -> None:
    known = replace(off(LIN), user_id=900_021)
    play = StaffRoom(agents=[ZHAO, known]).do(_admits(ZHAO, "900021", Role.WORKER))
    assert play.news == [s.RoleGiven(at=TEN, role=Role.WORKER, by=ZHAO.user_id)]
    assert play.said == [n.Told(outcome=n.Outcome.MADE_WORKER, number=known.number)]


@pytest.mark.parametrize("number", ["99", "9000x1", "", None])
def test_a_number_nobody_has_that_is_no_user_id_takes_nobody_on(number: str | None) -> None:
    play = StaffRoom(agents=[ZHAO, LIN]).do(_admits(ZHAO, number, Role.WORKER))
    assert (play.news, play.said) == ([], [n.Told(outcome=n.Outcome.NO_SUCH_ROLE)])


@pytest.mark.parametrize(
    ("by", "number", "role", "outcome"),
    [
        (LIN, "07", Role.EDITOR, n.Outcome.LEADS_ONLY),
        (ZHAO, "99", Role.EDITOR, n.Outcome.NO_SUCH_ROLE),
        (ZHAO, "07", None, n.Outcome.NO_SUCH_ROLE),
        (ZHAO, "07", Role.LEAD, n.Outcome.NO_SUCH_ROLE),
        (ZHAO, "01", Role.AGENT, n.Outcome.LEAD_STAYS),
    ],
)
def test_a_role_is_not_given_by_others_nor_to_nobody_nor_taken_from_a_lead(
    by: Agent, number: str, role: Role | None, outcome: n.Outcome
) -> None:
    play = StaffRoom(agents=[ZHAO, LIN]).do(_admits(by, number, role))
    assert play.news == []
    assert [notice.outcome for notice in play.told(n.Told)] == [outcome]


# --- removal ---------------------------------------------------------------------------------------------------------


def _removes(by: Agent, number: str | None) -> c.Remove:
    return c.Remove(agent=by.user_id, origin=HERE, number=number)


def test_who_is_removed_loses_duty_and_chats_in_one_step_and_nothing_stays_behind() -> None:
    open_ = [held(LIN, 1), held(LIN, 2, answered=True, customer=1002), held(WANG, 3, customer=1003)]
    play = StaffRoom(conversations=open_).do(_removes(ZHAO, "07"))
    assert play.news == [s.Removed(at=TEN, by=ZHAO.user_id)]
    assert play.told(ShiftTold) == [ShiftTold(outcome=_O.REMOVED, number="07", count=2)]
    assert play.states() == {
        1: (State.QUEUED, None),
        2: (State.QUEUED, None),
        3: (State.ACTIVE, WANG.user_id),
    }
    assert (play.agent(LIN).on_duty, play.agent(LIN).available) == (False, False)


def test_who_was_removed_can_do_nothing_until_a_lead_admits_them_again() -> None:
    play = StaffRoom().do(_removes(ZHAO, "07"))
    private = c.Origin(chat_id=LIN.user_id, message_id=1)
    assert play.do(_on(LIN.user_id, private)).said == [ShiftTold(outcome=_O.GONE)]
    for origin, refusal in (
        (private, n.Told(outcome=n.Outcome.NOT_ADMITTED)),
        (HERE, ShiftTold(outcome=_O.ASK_A_LEAD, number=str(LIN.user_id))),
    ):
        assert play.do(c.ShowNotices(agent=LIN.user_id, origin=origin)).said[0] == refusal
    play.do(_admits(ZHAO, "07", Role.AGENT)).do(_on(LIN.user_id))
    assert play.agent(LIN).available


@pytest.mark.parametrize(
    ("by", "number", "outcome"),
    [
        (LIN, "12", _O.LEADS_DECIDE),
        (ZHAO, None, _O.HOW_TO_REMOVE),
        (ZHAO, "99", _O.HOW_TO_REMOVE),
        (ZHAO, "01", _O.LEAD_STAYS),
    ],
)
def test_only_a_lead_removes_and_only_somebody_who_is_there_and_no_lead(
    by: Agent, number: str | None, outcome: ShiftOutcome
) -> None:
    play = StaffRoom().do(_removes(by, number))
    assert (play.news, [told.outcome for told in play.told(ShiftTold)]) == ([], [outcome])


# --- leads -----------------------------------------------------------------------------------------------------------


def test_who_is_named_leads_with_the_next_free_number_and_who_is_not_any_more_is_an_agent() -> None:
    former = replace(LIN, role=Role.LEAD)
    changes = name_leads([5001, WANG.user_id], {former.user_id: former, WANG.user_id: WANG}, TEN)
    assert [(one.agent.number, one.agent.role, one.admitted, one.news) for one in changes] == [
        ("01", Role.LEAD, True, (s.Admitted(at=TEN, number="01", role=Role.LEAD),)),
        ("12", Role.LEAD, False, (s.RoleGiven(at=TEN, role=Role.LEAD),)),
        ("07", Role.AGENT, False, (s.RoleGiven(at=TEN, role=Role.AGENT),)),
    ]


def test_leads_who_are_known_already_change_nothing() -> None:
    assert name_leads([ZHAO.user_id], {ZHAO.user_id: ZHAO}, TEN) == []


def test_what_happened_to_somebody_is_their_history_and_folding_it_finds_them_as_they_are() -> None:
    agent, history = Agent(user_id=7, number=""), []
    for event in (
        s.Admitted(at=TEN, number="07"),
        s.WentOn(at=TEN),
        s.OfferMissed(at=TEN, conversation=1, idle=True),
        s.BeganLeaving(at=TEN),
        s.HandedOver(at=TEN, items=(MEI.chat_id,)),
        s.WentOff(at=TEN),
    ):
        agent = evolve(agent, event)
        history.append(event)
    assert fold(7, history) == agent
    assert (agent.version, agent.on_duty, agent.handovers, len(agent.pending)) == (6, False, 1, 1)


def test_somebody_is_enrolled_as_the_value_says_with_the_facts_that_lead_there() -> None:
    lin = enrolled(LIN, TEN)
    assert lin.news == (s.Admitted(at=TEN, number="07"), s.WentOn(at=LIN.on_duty_since or TEN))
    assert (lin.agent.number, lin.agent.on_duty_since, lin.agent.version) == ("07", LIN.on_duty_since, 2)
    assert enrolled(CHEN, TEN).agent.role is Role.EDITOR
