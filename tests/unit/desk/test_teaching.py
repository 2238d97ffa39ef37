"""What editors and leads decide about gaps and autonomy."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from desk.learning import commands as c
from desk.learning import notices as n
from desk.learning.autonomy import Autonomy, Outcome
from desk.learning.gap_board import GapLine, Verdict
from desk.learning.teaching import Learned
from desk.library import events as e
from desk.library.commands import Approve, Gated, ImportEntries, Submit
from desk.library.notices import EntryShown
from desk.library.outcomes import LibraryOutcome, LibraryTold
from desk.notices import Audience
from desk.people import Agent
from faq import Entry
from faq.upkeep.golden import FEEDBACK, Golden
from tests.kit.cast import CHEN, FEE, HOURS, LIN, ZHAO, at
from tests.kit.keepers import PASSED, Keeping, asks

_o = n.LearningOutcome
BROADBAND = GapLine(
    key="ab12",
    text="How do I get broadband?",
    examples=("broadband at home", "internet installed"),
    times=4,
    first_at=at(hours=-9),
    last_at=at(hours=-1),
    answer="Sign at the desk.",
    entry_id="hours",
)
BY_CARD = GapLine(
    key="pcd34",
    text="can I settle the dues by card",
    first_at=at(),
    last_at=at(),
    entry_id="fee",
    proposed=True,
    places=((1, 7, 0),),
)


def keeping(*lines: GapLine, **learned: object) -> Keeping:
    found = Keeping(FEE, HOURS)
    found.stock = {"learned": Learned(board=lines, **learned)}  # type: ignore[arg-type]
    return found


def told(keeping: Keeping, command: c.LearningCommand) -> n.LearningOutcome:
    return next(one.outcome for one in keeping.do(command) if isinstance(one, n.LearningTold))


def decides(line: GapLine, decision: e.GapDecision, by: Agent = CHEN) -> c.DecideGap:
    return c.DecideGap(agent=by.user_id, origin=asks(c.ShowGaps).origin, key=line.key, decision=decision)


# --- gaps ------------------------------------------------------------------------------------------------------------


def test_gaps_are_listed_ten_at_a_time() -> None:
    lines = tuple(GapLine(key=f"k{place}", text=f"{place}?", first_at=at(), last_at=at()) for place in range(12))
    (first,) = keeping(*lines).do(asks(c.ShowGaps))
    (rest,) = keeping(*lines).do(asks(c.ShowGaps, start=10))
    assert first == n.GapsListed(lines=lines[:10], start=0, total=12)
    assert rest == n.GapsListed(lines=lines[10:], start=10, total=12)


def test_a_gap_is_shown_with_the_question_of_its_nearest_entry() -> None:
    assert keeping(BROADBAND).do(asks(c.ShowGap, key="ab12")) == [
        n.GapShown(line=BROADBAND, question="When is the office open?")
    ]


def test_a_new_entry_is_drafted_with_the_other_wordings_and_the_agents_answer() -> None:
    desk = keeping(BROADBAND)
    (card,) = desk.do(decides(BROADBAND, e.GapDecision.ENTRY))
    assert isinstance(card, EntryShown)
    assert (card.entry.question, card.entry.variants, card.entry.answer) == (
        "How do I get broadband?",
        ("broadband at home", "internet installed"),
        "Sign at the desk.",
    )
    decided = e.GapDecided(
        at=desk.now, key="ab12", decision=e.GapDecision.ENTRY, entry_id=card.entry.id, by=CHEN.user_id
    )
    assert desk.history[-1] == decided
    assert desk.change is not None
    assert [one.key for one in desk.change.verdicts] == ["ab12"]


def test_a_wording_becomes_a_draft_of_its_entry_whichever_version_that_has() -> None:
    desk = keeping(BY_CARD)
    (card,) = desk.do(decides(BY_CARD, e.GapDecision.PHRASING, by=LIN))
    assert isinstance(card, EntryShown)
    assert card.entry.variants == ("can I settle the dues by card",)
    assert desk.shelf("fee").draft == 2


def test_a_wording_that_its_entry_has_already_is_decided_without_a_draft() -> None:
    line = replace(BY_CARD, text=f"{FEE.question} ?")
    desk = keeping(line)
    (said,) = desk.do(decides(line, e.GapDecision.PHRASING))
    assert isinstance(said, LibraryTold)
    assert said.outcome is LibraryOutcome.NOTHING_CHANGED
    assert desk.shelf("fee").draft is None
    assert desk.change is not None
    assert [(one.key, one.entry_id) for one in desk.change.verdicts] == [(line.key, "fee")]


def test_words_that_have_become_a_phrasing_are_a_golden_question_once_that_is_published_and_not_before() -> None:
    def decided(text: str) -> Verdict:
        return Verdict(key=text, decision=e.GapDecision.PHRASING, entry_id="fee", by=LIN.user_id, at=at(), text=text)

    def brought(desk: Keeping) -> list[tuple[Golden, int | None]]:
        return list(desk.change.golden) if desk.change is not None else []

    desk = keeping(BY_CARD)
    desk.do(decides(BY_CARD, e.GapDecision.PHRASING, by=LIN))
    assert brought(desk) == []
    verdicts = {text: decided(text) for text in (BY_CARD.text, "words an editor has left out", "known before")}
    desk.stock = {"learned": Learned(verdicts=verdicts), "golden": {"known before": Golden("known before", None)}}
    desk.do(asks(Submit, entry_id="fee", seen=2))
    desk.do(Gated(entry_id="fee", number=2, report=PASSED))
    assert brought(desk) == []
    desk.do(asks(Approve, entry_id="fee", seen=2))
    assert brought(desk) == [(Golden(BY_CARD.text, "fee", FEEDBACK), CHEN.user_id)]
    assert desk.history[-1] == e.GoldenAdded(at=desk.now, entry_id="fee", by=CHEN.user_id)


@pytest.mark.parametrize("decision", [e.GapDecision.IGNORED, e.GapDecision.REFUSED])
def test_to_throw_a_line_away_is_for_those_who_keep_the_library(decision: e.GapDecision) -> None:
    desk = keeping(BY_CARD)
    before = len(desk.history)
    assert told(desk, decides(BY_CARD, decision, by=LIN)) is _o.NOT_ALLOWED
    assert len(desk.history) == before
    assert told(desk, decides(BY_CARD, decision)).value == decision.value
    assert desk.change is not None
    assert [one.places for one in desk.change.verdicts] == [((1, 7, 0),)]


def test_what_somebody_else_has_decided_is_told_with_who() -> None:
    verdict = Verdict(key="ab12", decision=e.GapDecision.IGNORED, entry_id=None, by=ZHAO.user_id, at=at(), text="?")
    said = keeping(verdicts={"ab12": verdict}).do(decides(BROADBAND, e.GapDecision.ENTRY))
    assert said == [n.LearningTold(outcome=_o.DECIDED_ALREADY, by="01")]
    assert told(keeping(), decides(BROADBAND, e.GapDecision.ENTRY)) is _o.NO_SUCH_GAP


def test_a_gap_whose_nearest_entry_is_gone_asks_for_a_new_one() -> None:
    lone = GapLine(key="ab12", text="?", first_at=at(), last_at=at(), entry_id="gone")
    assert told(keeping(lone), decides(lone, e.GapDecision.PHRASING)) is _o.NO_ENTRY_NEAR


def test_what_was_decided_while_the_board_was_put_together_does_not_come_back() -> None:
    verdict = Verdict(key="ab12", decision=e.GapDecision.IGNORED, entry_id=None, by=1, at=at(), text="?")
    desk = keeping(verdicts={"ab12": verdict})
    desk.do(c.PutUpGaps(lines=(BROADBAND, BY_CARD)))
    assert desk.change is not None
    assert (desk.change.board, desk.change.news) == ((BY_CARD,), ())


def test_the_room_is_told_once_a_week() -> None:
    monday = date(2026, 11, 23)
    desk = keeping(BROADBAND, BY_CARD)
    (told_,) = desk.do(c.TellGaps(monday=monday))
    assert told_ == n.GapsOfTheWeek(total=1, proposed=1, first=(BROADBAND, BY_CARD))
    assert told_.audience is Audience.ROOM
    assert desk.history[-1] == e.GapsTold(at=desk.now, monday=monday)
    assert keeping(BROADBAND, told=monday).do(c.TellGaps(monday=monday)) == []


def test_a_week_without_gaps_is_told_in_silence_and_not_made_up_for() -> None:
    desk = keeping()
    assert desk.do(c.TellGaps(monday=date(2026, 11, 23))) == []
    assert desk.history[-1] == e.GapsTold(at=desk.now, monday=date(2026, 11, 23))


def test_a_missed_monday_is_made_up_for_except_by_a_desk_that_has_yet_to_see_its_first() -> None:
    monday, before = date(2026, 11, 23), date(2026, 11, 16)
    assert keeping(BROADBAND).do(c.TellGaps(monday=monday, late=True)) == []
    (told_,) = keeping(BROADBAND, told=before).do(c.TellGaps(monday=monday, late=True))
    assert isinstance(told_, n.GapsOfTheWeek)
    assert keeping(BROADBAND, told=monday).do(c.TellGaps(monday=monday, late=True)) == []


# --- autonomy --------------------------------------------------------------------------------------------------------


def outcomes(right: int, wrong: int, entry_id: str = "fee") -> tuple[Outcome, ...]:
    rights = [True] * right + [False] * wrong
    return tuple(Outcome(at() - timedelta(minutes=place), entry_id, one) for place, one in enumerate(rights))


def test_what_is_earned_is_in_force_at_once_and_told_with_the_figures() -> None:
    desk = Keeping(FEE, HOURS)
    desk.now = at(hours=1)
    said = desk.do(c.Weigh(outcomes=outcomes(60, 0) + outcomes(60, 0, "hours")))
    assert said == [
        n.AutonomyNews(entry_id=None, question="", direct=True, ground=e.Ground.EARNED, right=120, total=120)
    ]
    assert desk.live.autonomy.direct("fee")


def test_nothing_follows_from_a_record_that_is_too_short() -> None:
    desk = Keeping(FEE)
    assert (desk.do(c.Weigh(outcomes=outcomes(50, 0))), desk.change) == ([], None)


def test_a_lead_overrules_for_the_library_and_for_one_entry_and_nobody_else_does() -> None:
    desk = Keeping(FEE, HOURS)
    assert told(desk, c.SetAutonomy(agent=CHEN.user_id, origin=HERE, direct=True)) is _o.LEADS_ONLY
    assert told(desk, c.SetAutonomy(agent=ZHAO.user_id, origin=HERE, direct=True)) is _o.AUTONOMY_SET
    one = c.SetAutonomy(agent=ZHAO.user_id, origin=HERE, direct=False, entry_id="fee")
    assert told(desk, one) is _o.AUTONOMY_SET
    assert told(desk, one) is _o.SO_ALREADY
    assert (desk.live.autonomy.direct("fee"), desk.live.autonomy.direct("hours")) == (False, True)
    assert told(desk, c.SetAutonomy(agent=ZHAO.user_id, origin=HERE, direct=None, entry_id="fee")) is _o.AUTONOMY_SET
    assert desk.live.autonomy.direct("fee")


def test_the_lead_sees_the_figures_and_the_switches() -> None:
    desk = Keeping(FEE)
    desk.stock = {"learned": Learned(outcomes=outcomes(30, 10))}
    (shown,) = desk.do(asks(c.ShowAutonomy, by=ZHAO))
    assert isinstance(shown, n.AutonomyShown)
    assert (shown.right, shown.total, shown.recent_right, shown.lead) == (30, 40, 30, True)
    assert not shown.direct


def test_only_the_shipped_library_starts_direct_and_another_file_has_yet_to_earn_it() -> None:
    desk = Keeping()
    desk.do(ImportEntries(put=(FEE,), revision=0, shipped=True))
    assert desk.live.autonomy.direct("fee")
    desk.stock = {"learned": Learned(autonomy=desk.live.autonomy)}
    desk.do(ImportEntries(put=(HOURS,), revision=len(desk.history)))
    assert not desk.live.autonomy.direct("fee")
    other = Keeping(Entry(id="own", question="Ours?", answer="Yes."))
    assert other.live.autonomy == Autonomy()


HERE = asks(c.ShowGaps).origin
