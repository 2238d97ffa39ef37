"""Being in the staff group gives nothing; a lead takes people on, and who leaves the group is taken off."""

from collections.abc import Sequence

import pytest

from desk import commands as c
from desk import notices as n
from desk.notices.shifts import GroupLeft, Knocked, ShiftOutcome, ShiftTold
from desk.people import Agent, Role
from desk.shifts import events as s
from desk.state import State
from tests.kit.cast import LIN, TEN, WANG, ZHAO
from tests.kit.crew import HERE, PRESSED, StaffRoom, held

_STRANGER = 900_099
_O = ShiftOutcome
_ASKED = ShiftTold(outcome=_O.ASK_A_LEAD, number=str(_STRANGER))
_CALLED = (n.Called(agent=ZHAO.user_id, number="01"),)
_IN_TOPIC = c.Origin(chat_id=HERE.chat_id, message_id=9, thread_id=55)


def _on(user_id: int = _STRANGER) -> c.GoOn:
    return c.GoOn(agent=user_id, origin=HERE, name="Sun")


def test_a_stranger_in_the_group_who_says_on_hears_how_one_is_taken_on_and_the_leads_hear_of_it() -> None:
    play = StaffRoom().do(_on())
    assert play.said == [_ASKED, Knocked(who=_STRANGER, name="Sun", leads=_CALLED)]
    assert play.news == [s.Knocked(at=TEN, who=_STRANGER)]
    assert _STRANGER not in play.agents


@pytest.mark.parametrize(
    "command",
    [
        c.GoOff(agent=_STRANGER, origin=HERE),
        c.Take(agent=_STRANGER, origin=PRESSED),
        c.ShowQueue(agent=_STRANGER, origin=HERE),
        c.Admit(agent=_STRANGER, origin=HERE, number=str(_STRANGER), role=Role.AGENT),
        c.LetIn(agent=_STRANGER, origin=PRESSED, whose=_STRANGER),
        c.Misspelt(agent=_STRANGER, origin=_IN_TOPIC),
    ],
    ids=lambda command: type(command).__name__,
)
def test_so_does_a_stranger_who_asks_for_anything_else(command: c.Command) -> None:
    play = StaffRoom().do(command)
    assert play.said == [_ASKED, Knocked(who=_STRANGER, leads=_CALLED)]
    assert _STRANGER not in play.agents


def test_the_leads_hear_of_the_same_stranger_once_a_day() -> None:
    play = StaffRoom().do(_on())
    assert play.do(_on()).said == [_ASKED]
    play.now = play.now.replace(day=play.now.day + 1)
    assert play.do(_on()).told(Knocked)


def test_a_crowd_of_strangers_does_not_drown_the_leads() -> None:
    play = StaffRoom()
    told: list[Sequence[n.Notice]] = [play.do(_on(_STRANGER + i)).told(Knocked) for i in range(30)]
    assert sum(map(len, told)) == 20
    assert play.said == [ShiftTold(outcome=_O.ASK_A_LEAD, number=str(_STRANGER + 29))]


def test_a_lead_takes_a_stranger_on_with_one_press_and_from_then_on_they_are_an_agent() -> None:
    play = StaffRoom().do(_on()).do(c.LetIn(agent=ZHAO.user_id, origin=PRESSED, whose=_STRANGER))
    assert play.said == [
        n.Admitted(user_id=_STRANGER, number="02", name=""),
        n.Told(outcome=n.Outcome.MADE_AGENT, number="02"),
    ]
    assert play.do(_on()).said == [n.Told(outcome=n.Outcome.ON_DUTY, number="02", count=0)]


def test_a_second_press_changes_nothing_whatever_the_colleague_has_become_meanwhile() -> None:
    lets_in = c.LetIn(agent=ZHAO.user_id, origin=PRESSED, whose=_STRANGER)
    play = StaffRoom().do(lets_in).do(c.Admit(agent=ZHAO.user_id, origin=HERE, number="02", role=Role.EDITOR))
    play.do(lets_in)
    assert (play.news, play.said) == ([], [ShiftTold(outcome=_O.ADMITTED_ALREADY, number="02")])
    assert play.agents[_STRANGER].role is Role.EDITOR


def test_an_agent_cannot_take_anybody_on() -> None:
    play = StaffRoom().do(c.LetIn(agent=LIN.user_id, origin=PRESSED, whose=_STRANGER))
    assert (play.news, play.said) == ([], [ShiftTold(outcome=_O.LEADS_DECIDE)])


def test_who_was_removed_and_comes_back_keeps_the_number() -> None:
    play = StaffRoom().do(c.LeaveGroup(user_id=LIN.user_id))
    play.do(c.LetIn(agent=ZHAO.user_id, origin=PRESSED, whose=LIN.user_id))
    assert (play.agent(LIN).number, play.agent(LIN).removed, play.agent(LIN).on_duty) == ("07", False, False)


def test_who_leaves_the_group_loses_duty_and_chats_in_one_step_and_nothing_stays_behind() -> None:
    open_ = [held(LIN, 1), held(LIN, 2, answered=True, customer=1002), held(WANG, 3, customer=1003)]
    play = StaffRoom(conversations=open_).do(c.LeaveGroup(user_id=LIN.user_id))
    assert play.news == [s.LeftGroup(at=TEN)]
    assert play.told(GroupLeft) == [GroupLeft(agent=LIN.user_id, number="07", open=2, leads=_CALLED)]
    assert play.states() == {1: (State.QUEUED, None), 2: (State.QUEUED, None), 3: (State.ACTIVE, WANG.user_id)}
    assert (play.agent(LIN).on_duty, play.agent(LIN).removed) == (False, True)
    assert play.do(c.Take(agent=LIN.user_id, origin=PRESSED)).said[0] == ShiftTold(
        outcome=_O.ASK_A_LEAD, number=str(LIN.user_id)
    )


def test_a_lead_who_leaves_the_group_is_still_named_in_the_settings_and_the_room_is_told() -> None:
    play = StaffRoom().do(c.LeaveGroup(user_id=ZHAO.user_id))
    assert (play.news, play.said) == ([], [GroupLeft(agent=ZHAO.user_id, number="01", stays=True)])


@pytest.mark.parametrize("who", [Agent(user_id=_STRANGER, number=""), WANG], ids=["a stranger", "gone before"])
def test_of_others_who_leave_nothing_is_said(who: Agent) -> None:
    play = StaffRoom().do(c.Remove(agent=ZHAO.user_id, origin=HERE, number=WANG.number))
    play.do(c.LeaveGroup(user_id=who.user_id))
    assert (play.news, play.said) == ([], [])


@pytest.mark.parametrize("role", [Role.EDITOR, Role.WORKER])
def test_editors_and_workers_serve_no_customers(role: Role) -> None:
    other = Agent(user_id=_STRANGER, number="21", role=role)
    play = StaffRoom(agents=[LIN, other], conversations=[held(LIN, 1)])
    refused = n.Told(outcome=n.Outcome.NOT_SERVING)
    for command in (
        _on(),
        c.Take(agent=_STRANGER, origin=PRESSED),
        c.Resolve(agent=_STRANGER, origin=PRESSED),
        c.TakeOver(agent=_STRANGER, origin=PRESSED),
    ):
        assert play.do(command, c.OfNumber(1)).said == [refused]
        assert (play.news, play.states()) == ([], {1: (State.ACTIVE, LIN.user_id)})


def test_an_agent_who_becomes_an_editor_goes_off_duty_and_the_customers_in_hand_wait_for_another() -> None:
    play = StaffRoom(conversations=[held(LIN, 1), held(LIN, 2, answered=True, customer=1002)])
    play.do(c.Admit(agent=ZHAO.user_id, origin=HERE, number="07", role=Role.EDITOR))
    assert play.news == [s.RoleGiven(at=TEN, role=Role.EDITOR, by=ZHAO.user_id), s.WentOff(at=TEN)]
    assert play.states() == {1: (State.QUEUED, None), 2: (State.QUEUED, None)}
