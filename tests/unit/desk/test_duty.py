"""Who is there."""

from dataclasses import replace

import pytest

from desk import commands as c
from desk import duty
from desk import notices as n
from desk.floor import Floor
from desk.people import Agent, Role
from desk.ports import DutyChange
from tests.kit.cast import KNOWLEDGE, LIN, TEN, WANG, ZHAO, off
from tests.kit.lines import in_topic

_STRANGER = 555


def _floor(*agents: Agent) -> Floor:
    return Floor(knowledge=KNOWLEDGE, agents={agent.user_id: agent for agent in agents})


def _on(user_id: int, *, member: bool = False) -> c.GoOn:
    return c.GoOn(agent=user_id, origin=in_topic(), name="Sun", member=member)


def test_an_agent_comes_on_duty_and_is_told_so() -> None:
    decision = duty.go_on(_on(LIN.user_id), TEN, _floor(off(LIN)))
    assert decision == duty.DutyDecision(
        changes=[DutyChange(agent=replace(LIN, on_duty_since=TEN), at=TEN)],
        says=[n.Told(outcome=n.Outcome.ON_DUTY, number="07", count=0)],
    )


def test_coming_twice_or_leaving_twice_is_told_and_changes_nothing() -> None:
    assert duty.go_on(_on(LIN.user_id), TEN, _floor(LIN)) == duty.DutyDecision(
        says=[n.Told(outcome=n.Outcome.ON_DUTY_ALREADY, number="07", count=0)]
    )
    assert duty.go_off(c.GoOff(agent=LIN.user_id, origin=in_topic()), TEN, _floor(off(LIN))) == duty.DutyDecision(
        says=[n.Told(outcome=n.Outcome.OFF_DUTY_ALREADY, number="07", count=0)]
    )


def test_a_member_of_the_group_who_comes_on_duty_is_admitted_with_the_next_free_number_and_the_lead_told() -> None:
    decision = duty.go_on(_on(_STRANGER, member=True), TEN, _floor(ZHAO, LIN))
    admitted = Agent(user_id=_STRANGER, number="02", on_duty_since=TEN)
    assert decision == duty.DutyDecision(
        changes=[DutyChange(agent=admitted, admitted=True, at=TEN)],
        says=[
            n.Told(outcome=n.Outcome.ON_DUTY, number="02", count=0),
            n.Admitted(user_id=_STRANGER, number="02", name="Sun"),
        ],
    )


def test_a_stranger_is_not_admitted() -> None:
    refused = duty.DutyDecision(says=[n.Told(outcome=n.Outcome.NOT_ADMITTED)])
    assert duty.go_on(_on(_STRANGER), TEN, _floor(ZHAO)) == refused
    assert duty.go_off(c.GoOff(agent=_STRANGER, origin=in_topic()), TEN, _floor(ZHAO)) == refused


def _admits(by: Agent, number: str | None, role: Role | None) -> c.Admit:
    return c.Admit(agent=by.user_id, origin=in_topic(), number=number, role=role)


def test_a_lead_makes_somebody_an_editor_and_an_agent_again() -> None:
    decision = duty.admit(_admits(ZHAO, "07", Role.EDITOR), TEN, _floor(ZHAO, LIN))
    assert decision == duty.DutyDecision(
        changes=[DutyChange(agent=replace(LIN, role=Role.EDITOR), at=TEN)],
        says=[n.Told(outcome=n.Outcome.MADE_EDITOR, number="07")],
    )
    back = duty.admit(_admits(ZHAO, "07", Role.AGENT), TEN, _floor(ZHAO, replace(LIN, role=Role.EDITOR)))
    assert back.changes == [DutyChange(agent=LIN, at=TEN)]


@pytest.mark.parametrize(
    ("by", "number", "role", "outcome"),
    [
        (LIN, "07", Role.EDITOR, n.Outcome.LEADS_ONLY),
        (replace(LIN, user_id=_STRANGER), "07", Role.EDITOR, n.Outcome.NOT_ADMITTED),
        (ZHAO, "99", Role.EDITOR, n.Outcome.NO_SUCH_ROLE),
        (ZHAO, "07", None, n.Outcome.NO_SUCH_ROLE),
        (ZHAO, "07", Role.LEAD, n.Outcome.NO_SUCH_ROLE),
        (ZHAO, "01", Role.AGENT, n.Outcome.LEAD_STAYS),
    ],
)
def test_a_role_is_not_given_by_others_nor_to_nobody_nor_taken_from_a_lead(
    by: Agent, number: str, role: Role | None, outcome: n.Outcome
) -> None:
    decision = duty.admit(_admits(by, number, role), TEN, _floor(ZHAO, LIN))
    assert decision.changes == []
    assert [notice.outcome for notice in decision.says if isinstance(notice, n.Told)] == [outcome]


def test_who_goes_off_leaves_conversations_behind() -> None:
    decision = duty.go_off(c.GoOff(agent=LIN.user_id, origin=in_topic()), TEN, _floor(LIN))
    assert decision == duty.DutyDecision(
        changes=[DutyChange(agent=off(LIN), at=TEN)],
        says=[n.Told(outcome=n.Outcome.OFF_DUTY, number="07", count=0)],
        leaves=LIN.user_id,
    )


# --- leads ---------------------------------------------------------------------------------------------------------


def test_who_is_named_leads_with_the_next_free_number_and_who_is_not_any_more_is_an_agent() -> None:
    former = replace(LIN, role=Role.LEAD)
    changes = duty.name_leads([5001, WANG.user_id], {former.user_id: former, WANG.user_id: WANG}, TEN)
    assert changes == [
        DutyChange(agent=Agent(user_id=5001, number="01", role=Role.LEAD), admitted=True, at=TEN),
        DutyChange(agent=replace(WANG, role=Role.LEAD), at=TEN),
        DutyChange(agent=replace(LIN, role=Role.AGENT), at=TEN),
    ]


def test_leads_who_are_known_already_change_nothing() -> None:
    assert duty.name_leads([ZHAO.user_id], {ZHAO.user_id: ZHAO}, TEN) == []
