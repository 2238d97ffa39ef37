"""F10: the machine's clock is set an hour on and back while promises run, and nights with an hour more or less."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.fire.conftest import Tally
from tests.fire.figures import Figures
from tests.fire.square import RULES, Square, told, under_fire
from tests.simulation.invariants import strikes_are_punctual

pytestmark = pytest.mark.fire

_HOUR = timedelta(hours=1)
_HOURS = """
zone = "Europe/Berlin"
[week]
mon = [["08:00", "20:00"]]
sat = [["08:00", "24:00"]]
sun = [["00:00", "24:00"]]
"""


async def _set(square: Square, jumps: tuple[int, ...]) -> Figures:
    """Set the clock again and again while customers wait for an answer, and see whether they are still heard."""
    people = await square.served(4)
    slowest = timedelta()
    words: list[str] = []
    for n, jump in enumerate(jumps):
        one = people[n % len(people)]
        square.clock._begins += jump * _HOUR
        words.append(f"after jump {n}")
        wrote = square.clock.now()
        one.writes(words[-1])
        await square.passes(90)
        heard = [seen.at for seen in square.clerk.in_topic(one.thread) if words[-1] in seen.text.splitlines()]
        assert heard, f"after a jump of {jump} h nobody heard the customer for a minute and a half"
        slowest = max(slowest, heard[0] - wrote)
        await square.passes(square.chance.uniform(60, 900))
    return await _counted(square, "F10 the clock is set an hour on and back", slowest)


async def _counted(square: Square, scenario: str, slowest: timedelta | None = None) -> Figures:
    await square.passes(2 * 3600, step=60)
    await square.quiet()
    square.check(strikes_are_punctual)
    now = int(square.clock.now().timestamp() * 1e6)
    overdue = square.record.count("SELECT count(*) FROM conversations WHERE due_at IS NOT NULL AND due_at < ?", now)
    struck = square.record.count("SELECT count(*) FROM strikes")
    once = "SELECT count(*) FROM (SELECT DISTINCT subject, clock, tier, occurrence FROM strikes)"
    assert struck >= 4, "nothing came due"
    return Figures(
        scenario=scenario,
        missed=overdue,
        fired_twice=struck - square.record.count(once),
        recovery=slowest.total_seconds() if slowest is not None else None,
    )


def test_a_clock_that_is_set_fires_nothing_twice_and_misses_nothing(tally: Tally, *, long: bool) -> None:
    for seed in range(1, 50 if long else 2):
        jumps = (1, -1, 1, 1, -1, -1, -1, 1) if seed % 2 else (-1, -1, 1, -1, 1, 1)
        tally(under_fire(lambda square, jumps=jumps: _set(square, jumps), seed=seed))  # type: ignore[misc]


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("an hour more", datetime(2026, 10, 24, 20, tzinfo=UTC)),
        ("an hour less", datetime(2027, 3, 27, 20, tzinfo=UTC)),
    ],
)
def test_a_night_with_an_hour_more_or_less_fires_nothing_twice_and_misses_nothing(
    tally: Tally, name: str, begins: datetime
) -> None:
    async def night(square: Square) -> Figures:
        people = await square.served(2)
        words: list[str] = []
        for hour in range(8):
            words.append(f"hour {hour}")
            people[0].writes(words[-1])
            square.town.later(600, lambda hour=hour: square.clerk.answers(people[1], f"answer {hour}"))  # type: ignore[misc]
            await square.passes(3600, step=60)
        figures = await _counted(square, f"F10 a night with {name}")
        assert told(words, square.clerk.in_topic(people[0].thread)).lost == 0
        return figures

    tally(under_fire(night, begins=begins, rules=RULES, hours=_HOURS))
