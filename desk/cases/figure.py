"""One figure of a month: what is counted, and what is wished for (RULES §1, §7)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from desk.cases.callbacks.rating_figures import RatingFigure


class FigureName(StrEnum):
    """What is counted; its group, where it has one, is told with it."""

    REGISTERED = "registered"
    BY_CLASS = "by_class"
    BY_CATEGORY = "by_category"
    BY_UNIT = "by_unit"
    BY_PERSON = "by_person"
    REPLY_RATE = "reply_rate"
    QUICK_RATE = "quick_rate"
    QUICK_RATE_YEAR = "quick_rate_year"
    CLOSED_NEW = "closed_new"
    CLOSED_EARLIER = "closed_earlier"
    REPEAT_COMPLAINTS = "repeat_complaints"
    REPEAT_REPAIRS = "repeat_repairs"
    HOUSEHOLDS = "households"
    ITEMS = "items"
    ITEMS_BY_CATEGORY = "items_by_category"
    ITEMS_CLOSED = "items_closed"
    RECURRING_AT_HOME = "recurring_at_home"
    RECURRING_DEFECTS = "recurring_defects"
    CONVERSATIONS = "conversations"
    COMPLAINT_RATE = "complaint_rate"
    SELF_SERVICE = "self_service"
    UNRECORDED = "unrecorded"


TARGETS: Final[Mapping[str, float]] = {
    FigureName.QUICK_RATE: 1.0,
    FigureName.QUICK_RATE_YEAR: 1.0,
    FigureName.CLOSED_NEW: 0.88,
    FigureName.CLOSED_EARLIER: 0.98,
    RatingFigure.CALLBACKS_MADE: 0.96,
    RatingFigure.CALLBACK_COVERAGE: 0.95,
    RatingFigure.CALLBACK_SATISFACTION: 0.95,
    RatingFigure.RATING_SATISFACTION: 0.95,
}
"""What the sources wish for (RULES §1)."""
MARKS: Final = frozenset({RatingFigure.CALLBACK_PROMPTNESS, RatingFigure.CALLBACK_MANNER})
"""What is no share but the average of marks from 1 to 5."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure: a count (`among` is None), or a share of `among` (0 to 1; None: there was nothing to share).

    Those about callbacks and ratings are counted in `desk/cases/callbacks/rating_figures.py`; of `MARKS` an average.

    `of` is the group it is about: a code, a unit, the user id of a member of staff. `running` are those left out
    because their time is not over, `excluded` those left out by a lead's word. `cases` are the numbers behind it.
    """

    name: FigureName | RatingFigure
    value: float | None
    of: str = ""
    met: int | None = None
    among: int | None = None
    running: int = 0
    excluded: int = 0
    cases: tuple[str, ...] = ()
    year_ago: float | None = None

    @property
    def target(self) -> float | None:
        """The share that is wished for."""
        return TARGETS.get(self.name)
