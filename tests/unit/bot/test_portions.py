"""As much at once as takes a moment."""

from bot.portions import Portion


def sizes(portion: Portion, each: float, times: int) -> list[int]:
    """Return how many there are at once, time after time, where each takes so many seconds."""
    found: list[int] = []
    for _ in range(times):
        portion.took(portion.size, portion.size * each)
        found.append(portion.size)
    return found


def test_what_is_quick_is_soon_done_as_much_at_once_as_may_be() -> None:
    assert sizes(Portion(200, seconds=0.25), each=0.001, times=5) == [40, 80, 160, 200, 200]
    assert sizes(Portion(200, seconds=0.25), each=0.0, times=5)[-1] == 200


def test_what_is_slow_is_done_a_few_at_a_time_and_never_not_at_all() -> None:
    assert sizes(Portion(200, seconds=0.25), each=0.05, times=2) == [5, 5]
    assert sizes(Portion(200, seconds=0.25), each=3.0, times=2) == [1, 1]


def test_nothing_done_teaches_nothing() -> None:
    portion = Portion(200, seconds=0.25)
    portion.took(0, 9.0)
    assert portion.size == 20
