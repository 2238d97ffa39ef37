"""One of every kind of notice about the ratings of talks."""

from desk import notices as n
from desk.events import Code


def rating_samples(_: str, number: str) -> list[n.Notice]:
    """Return them, with this number of an agent."""
    return [
        *(n.Farewell(code=code, rate=2) for code in (Code.SOLVED, Code.UNSOLVED)),
        *(n.RatingHeard(episode=2, satisfied=satisfied) for satisfied in (True, False)),
        *(n.LowRating(customer=1001, number=number, value=value) for value in (None, 2)),
        n.LowRatingRing(customer=1001, number=number, agent=1),
    ]
