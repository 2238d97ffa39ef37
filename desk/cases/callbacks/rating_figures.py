"""How well customers say it went, counted from events alone: callbacks of cases, ratings of talks (RULES §7).

    callback_figures(histories, since, until)   of each case its events, in order
    rating_figures(histories, since, until)     of each conversation its events, in order

What each figure is a share of is said by its name in the words, under [rating_figure_means].
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from desk import events as e
from desk.cases import events as v
from desk.cases.kinds import Ending, Result
from desk.events import Event


class RatingFigure(StrEnum):
    """What is counted."""

    CALLBACKS_MADE = "callbacks_made"
    CALLBACK_COVERAGE = "callback_coverage"
    CALLBACK_SATISFACTION = "callback_satisfaction"
    CALLBACK_PROMPTNESS = "callback_promptness"
    CALLBACK_MANNER = "callback_manner"
    RATING_COVERAGE = "rating_coverage"
    RATING_SATISFACTION = "rating_satisfaction"


@dataclass(frozen=True, slots=True)
class Ratio:
    """So much of so much; of a mark the sum and how often it was given."""

    name: RatingFigure
    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """The share from 0 to 1, or the average mark; None where there was nothing to count."""
        return self.part / self.whole if self.whole else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Round:
    """What became of one remedy, or of one farewell."""

    at: datetime
    owed: bool = False
    asked_at: datetime | None = None
    result: Result | None = None
    promptness: int | None = None
    manner: int | None = None


_ANSWERS = frozenset({Result.SATISFIED, Result.NOT_SATISFIED})
_REACHED = _ANSWERS | {Result.REFUSED}
_NOT_ASKED_ABOUT = frozenset({Ending.DECLINED, Ending.WITHDRAWN})


def callback_figures(histories: Iterable[Sequence[Event]], since: datetime, until: datetime) -> tuple[Ratio, ...]:
    """Return the figures of callbacks: made, by the moment of the remedy; the others, by when it was asked about."""
    rounds = [one for history in histories for one in _remedies(history)]
    owed = [one for one in rounds if one.owed and since <= one.at < until]
    asked = [one for one in rounds if one.asked_at is not None and since <= one.asked_at < until]
    answered = [one for one in asked if one.result in _ANSWERS]
    return (
        Ratio(RatingFigure.CALLBACKS_MADE, sum(one.result in _REACHED for one in owed), len(owed)),
        Ratio(RatingFigure.CALLBACK_COVERAGE, len(answered), len(asked)),
        _satisfied(RatingFigure.CALLBACK_SATISFACTION, answered),
        _mark(RatingFigure.CALLBACK_PROMPTNESS, [one.promptness for one in asked]),
        _mark(RatingFigure.CALLBACK_MANNER, [one.manner for one in asked]),
    )


def rating_figures(histories: Iterable[Sequence[Event]], since: datetime, until: datetime) -> tuple[Ratio, ...]:
    """Return the figures of ratings after conversations, by when the matter was settled."""
    rounds = [one for history in histories for one in _farewells(history) if since <= one.at < until]
    answered = [one for one in rounds if one.result is not None]
    return (
        Ratio(RatingFigure.RATING_COVERAGE, len(answered), len(rounds)),
        _satisfied(RatingFigure.RATING_SATISFACTION, answered),
    )


def _satisfied(name: RatingFigure, answered: Sequence[_Round]) -> Ratio:
    return Ratio(name, sum(one.result is Result.SATISFIED for one in answered), len(answered))


def _mark(name: RatingFigure, marks: Iterable[int | None]) -> Ratio:
    given = [mark for mark in marks if mark is not None]
    return Ratio(name, sum(given), len(given))


def _remedies(history: Iterable[Event]) -> Iterator[_Round]:
    """Each remedy of a case with what was learnt of it; what the customer declined or withdrew is not asked about."""
    now: _Round | None = None
    for event in history:
        unjustified = isinstance(event, v.CaseSettled) and event.ending is Ending.UNJUSTIFIED
        if isinstance(event, v.RemedyDone | v.WorkDone) or (unjustified and now is None):
            if now is not None:
                yield now
            now = _Round(at=event.at, owed=True)
        elif now is not None:
            now = _learnt(now, event)
    if now is not None:
        yield now


def _learnt(one: _Round, event: Event) -> _Round:
    match event:
        case v.CallbackAsked():
            return replace(one, asked_at=one.asked_at or event.at)
        case v.CallbackTried():
            result = event.result if event.result in _REACHED else one.result
            return replace(one, asked_at=one.asked_at or event.at, result=result)
        case v.CallbackRated():
            result = Result.SATISFIED if event.satisfied else Result.NOT_SATISFIED
            asked_at = one.asked_at or event.at
            return replace(one, asked_at=asked_at, result=result, promptness=event.promptness, manner=event.manner)
        case v.CaseSettled() if event.ending in _NOT_ASKED_ABOUT:
            return replace(one, owed=one.result is not None)
        case v.Disagreed() | v.NotFixed() if one.asked_at is None:
            return replace(one, owed=False)  # it was no remedy, and nobody waited to be told so
        case _:
            return one


def _farewells(history: Iterable[Event]) -> Iterator[_Round]:
    now: _Round | None = None
    for event in history:
        if isinstance(event, e.Resolved):
            if now is not None:
                yield now
            now = _Round(at=event.at) if event.asks else None
        elif isinstance(event, e.Rated) and now is not None:
            result = Result.SATISFIED if event.satisfied else Result.NOT_SATISFIED
            now = replace(now, result=result)
    if now is not None:
        yield now
