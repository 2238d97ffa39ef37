"""A worker, or whoever else has a case, asks that a breach charged to them be looked at again; a lead decides."""

from desk import events as e
from desk.case import fold
from desk.cases import commands as k
from desk.cases import notices as n
from desk.cases.life import CASE
from desk.cases.permission import refusal_of
from desk.cases.repairs import commands as w
from desk.clocks.ledger import Appeal
from desk.clocks.replay import Recorded, replay
from desk.events import Clock
from desk.notices import Outcome, Told
from tests.kit.case_script import ROOM, CaseScript
from tests.kit.cast import LIN, ZHAO, at
from tests.unit.desk.cases.test_repair_clocks import AS_LIN, AS_QIAN, QIAN, SUN, dispatched

WHY = "客户把地址写错了"


def late() -> CaseScript:
    """Qian took a repair two minutes too late."""
    return looked_up(dispatched().until(Clock.REPAIR_ACCEPT).wait(minutes=2).play(w.AcceptWork(**AS_QIAN)))


def looked_up(play: CaseScript) -> CaseScript:
    """Have its lines of the ledger at hand, as who is asked about an appeal has."""
    play.floor.case_ledger = {1: play.ledger}
    return play


def appealed() -> CaseScript:
    return looked_up(late().play(k.AppealCase(**AS_QIAN, words=WHY)))


def judges(grant: bool, agent: int = ZHAO.user_id) -> k.JudgeCaseAppeal:  # noqa: FBT001
    return k.JudgeCaseAppeal(agent=agent, origin=ROOM, clock=Clock.REPAIR_ACCEPT, occurrence=1, grant=grant)


def test_a_worker_asks_with_a_reason_and_the_room_is_asked_to_decide() -> None:
    play = late().play(k.AppealCase(**AS_QIAN, words=f" {WHY} "))
    due = at(minutes=3)
    assert play.news == (e.Appealed(at=play.now, clock=Clock.REPAIR_ACCEPT, occurrence=1, due=due, agent=QIAN.user_id),)
    assert [(text.field, text.text, text.author) for text in play.last.texts] == [("note", WHY, QIAN.user_id)]
    made = play.told(n.CaseAppealMade)
    assert (made.clock, made.occurrence, made.due, made.by, made.reason) == (Clock.REPAIR_ACCEPT, 1, due, "21", WHY)
    assert play.told(Told).outcome is Outcome.APPEALED


def test_what_is_granted_costs_no_points_and_whoever_asked_hears_so() -> None:
    play = appealed()
    assert [line.points for line in play.ledger] == [5]
    play.play(judges(grant=True))
    told = play.told(n.CaseAppealJudged)
    assert (told.agent, told.granted, play.told(Told).outcome) == (QIAN.user_id, True, Outcome.APPEAL_GRANTED)
    (line,) = play.ledger
    assert (line.points, line.appeal, line.excuse) == (0, Appeal.GRANTED, e.Excuse.APPEAL)


def test_what_is_refused_counts_as_before() -> None:
    play = appealed().play(judges(grant=False))
    assert (play.told(n.CaseAppealJudged).granted, play.told(Told).outcome) == (False, Outcome.APPEAL_REFUSED)
    (line,) = play.ledger
    assert (line.points, line.appeal) == (5, Appeal.REFUSED)


def test_only_a_lead_decides_and_once() -> None:
    play = appealed().play(judges(grant=True, agent=LIN.user_id))
    assert (play.news, play.told(Told).outcome) == ((), Outcome.APPEAL_FOR_LEADS)
    looked_up(play.play(judges(grant=False))).play(judges(grant=True))
    assert (play.news, play.told(Told).outcome) == ((), Outcome.NO_APPEAL)


def test_nobody_appeals_twice_or_for_nothing_or_without_a_reason() -> None:
    play = appealed().play(k.AppealCase(**AS_QIAN, words=WHY))
    assert play.told(Told).outcome is Outcome.APPEALED_ALREADY
    assert late().play(k.AppealCase(**AS_LIN, words=WHY)).told(Told).outcome is Outcome.NOTHING_CHARGED
    assert late().play(k.AppealCase(**AS_QIAN, words=" ")).told(Told).outcome is Outcome.APPEAL_UNREASONED
    granted = looked_up(appealed().play(judges(grant=True))).play(k.AppealCase(**AS_QIAN, words=WHY))
    assert granted.told(Told).outcome is Outcome.EXCUSED_ALREADY


def test_a_worker_appeals_about_their_own_work_only() -> None:
    case, agents = late().case, {one.user_id: one for one in (QIAN, SUN)}
    asked = {one.user_id: k.AppealCase(agent=one.user_id, origin=ROOM, words=WHY) for one in (QIAN, SUN)}
    assert refusal_of(asked[QIAN.user_id], case, agents) is None
    assert refusal_of(asked[SUN.user_id], case, agents) is not None


def test_an_appeal_moves_no_clock_and_a_replay_finds_no_difference() -> None:
    play = appealed()
    before = play.deadlines
    play.wait(minutes=1).play(judges(grant=True))
    assert play.deadlines == before
    strikes = frozenset(
        (one.clock, one.occurrence, one.tier, one.due) for one in play.history if isinstance(one, e.Struck)
    )
    recorded = Recorded(
        life=CASE,
        stands=fold(play.begun, play.history),
        history=play.history,
        strikes=strikes,
        ledger={line.key: line for line in play.ledger},
    )
    assert replay(recorded, play.rules, at(days=-1), at(days=1)) == []
