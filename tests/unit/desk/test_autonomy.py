"""When sure answers are given directly: arithmetic, what earns it, what loses it, and the lead's word."""

from datetime import timedelta

import pytest

from desk.events import Event
from desk.learning.autonomy import (
    Autonomy,
    Outcome,
    Standing,
    evolve_autonomy,
    fold_autonomy,
    tally,
    weighed,
    wilson,
)
from desk.library.events import AutonomyChanged, AutonomyDoubted, AutonomyReturned, Ground
from tests.kit.cast import ZHAO, at

NOW = at(hours=1)
DIRECT = Autonomy(library=Standing(direct=True, ground=Ground.EARNED, since=at(hours=-1000)))


def outcomes(right: int, wrong: int, entry_id: str = "fee") -> list[Outcome]:
    """Outcomes, the newest first; the wrong ones are spread evenly."""
    total = right + wrong
    every = total // wrong if wrong else total + 1
    rights = [not (wrong and place % every == every - 1 and place // every < wrong) for place in range(total)]
    assert sum(rights) == right
    return [Outcome(at() - timedelta(minutes=place), entry_id, one) for place, one in enumerate(rights)]


def many(right: int, wrong: int) -> list[Outcome]:
    """The same, of so many entries that none of them has a record of its own."""
    return [Outcome(one.at, f"entry-{place % 20}", one.right) for place, one in enumerate(outcomes(right, wrong))]


def changes(autonomy: Autonomy, found: list[Outcome]) -> list[tuple[str | None, bool]]:
    news = weighed(autonomy, found, NOW)
    return [(one.entry_id, one.direct) for one in news if isinstance(one, AutonomyChanged)]


@pytest.mark.parametrize(
    ("right", "total", "lower"),
    [(0, 0, 0.0), (0, 10, 0.0), (10, 10, 0.8592), (100, 100, 0.9839), (97, 100, 0.9395), (96, 100, 0.9266)],
)
def test_the_lower_bound_is_wilsons(right: int, total: int, lower: float) -> None:
    assert wilson(right, total) == pytest.approx(lower, abs=0.0001)


def test_the_bound_grows_with_the_record_and_never_passes_the_share() -> None:
    bounds = [wilson(9 * times, 10 * times) for times in range(1, 200)]
    assert bounds == sorted(bounds)
    assert max(bounds) < 0.9


def test_a_new_library_suggests() -> None:
    assert not Autonomy().direct("fee")


def test_a_library_goes_direct_with_a_hundred_outcomes_of_which_ninety_seven_were_right() -> None:
    assert changes(Autonomy(), many(97, 3)) == [(None, True)]


@pytest.mark.parametrize(("right", "wrong"), [(99, 0), (96, 4), (0, 100), (0, 0)])
def test_fewer_outcomes_or_worse_ones_earn_nothing(right: int, wrong: int) -> None:
    assert changes(Autonomy(), many(right, wrong)) == []


def test_what_turned_out_before_the_library_was_changed_back_counts_for_nothing() -> None:
    lost = Autonomy(library=Standing(direct=False, ground=Ground.NEW, since=at(minutes=-50)))
    assert changes(lost, many(200, 0)) == []


def test_an_entry_may_earn_it_before_the_library_does() -> None:
    worse = [Outcome(at(hours=-9), f"entry-{place}", place % 2 == 0) for place in range(60)]
    assert changes(Autonomy(), [*outcomes(100, 0), *worse]) == [("fee", True)]


def test_an_entry_that_does_badly_lately_goes_back_to_suggesting_by_itself() -> None:
    assert changes(DIRECT, outcomes(8, 2)) == [("fee", False)]


@pytest.mark.parametrize(("right", "wrong"), [(9, 1), (7, 2), (18, 2)])
def test_one_mishap_or_a_short_record_takes_nothing_away(right: int, wrong: int) -> None:
    assert changes(DIRECT, outcomes(right, wrong)) == []


def test_only_the_last_twenty_of_an_entry_are_recent() -> None:
    old = [Outcome(at(hours=-5), "fee", right=False) for _ in range(30)]
    assert changes(DIRECT, [*outcomes(20, 0), *old]) == []


def test_an_entry_that_lost_it_earns_it_again_like_any_other() -> None:
    lost = evolve_autonomy(DIRECT, AutonomyChanged(at=at(hours=-100), entry_id="fee", direct=False, ground=Ground.LOST))
    assert (lost.direct("fee"), lost.direct("hours")) == (False, True)
    assert changes(lost, outcomes(50, 0)) == []
    assert changes(lost, outcomes(100, 0)) == [("fee", True)]


def test_the_whole_library_is_never_switched_off_but_the_lead_is_asked_once() -> None:
    found = many(85, 15)
    asked = [one for one in weighed(DIRECT, found, NOW) if isinstance(one, AutonomyDoubted)]
    assert asked == [AutonomyDoubted(at=NOW, right=85, total=100)]
    after = evolve_autonomy(DIRECT, asked[0])
    assert after.direct("entry-1")
    assert [one for one in weighed(after, found, NOW) if isinstance(one, AutonomyDoubted)] == []


def lead_says(entry_id: str | None, *, direct: bool) -> Event:
    return AutonomyChanged(at=at(hours=-2), entry_id=entry_id, direct=direct, ground=Ground.LEAD, by=ZHAO.user_id)


def test_what_a_lead_says_is_not_changed_by_any_record() -> None:
    off, on = fold_autonomy([lead_says(None, direct=False)]), evolve_autonomy(DIRECT, lead_says("fee", direct=True))
    assert changes(off, [*many(100, 0), *outcomes(100, 0)]) == []
    assert changes(on, outcomes(0, 30)) == []


def test_a_lead_may_let_it_be_earned_again() -> None:
    said = [lead_says(None, direct=False), AutonomyReturned(at=at(hours=-1), by=ZHAO.user_id)]
    assert changes(fold_autonomy(said), many(100, 0)) == [(None, True)]
    entry = [lead_says("fee", direct=True), AutonomyReturned(at=at(), entry_id="fee", by=ZHAO.user_id)]
    assert fold_autonomy(entry) == Autonomy()


def test_what_a_lead_says_of_the_library_stands_above_what_entries_earned() -> None:
    earned = AutonomyChanged(at=at(hours=-3), entry_id="fee", direct=True, ground=Ground.EARNED)
    after = fold_autonomy([earned, lead_says("hours", direct=True), lead_says(None, direct=False)])
    assert (after.direct("fee"), after.direct("hours"), after.direct("card")) == (False, True, False)


def test_a_tally_of_nothing_has_no_precision() -> None:
    assert (tally([]).precision, tally([]).earned) == (None, False)
