"""Cases that were registered and went on by a fixed rule, as a history of events: for ledgers, figures, benchmarks."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from desk.case import fold
from desk.cases import events as v
from desk.cases.kinds import SERIES, CaseKind, Category, Cause, Class, Ending, Remedy, Result, Scope
from desk.cases.state import Case
from desk.cases.turn import CaseText
from desk.events import Event
from desk.ports.cases import CaseChange

HANDLERS = (7, 12, 1)
WORKERS = (21, 22)
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


def begun(number: int, kind: CaseKind, customer: int | None = None) -> Case:
    """Return a case of which nothing is known yet."""
    return Case(id=number, customer=customer or 10_000 + number, kind=kind)


def change(case: Case, news: Sequence[Event], texts: Sequence[CaseText] = ()) -> CaseChange:
    """Return what is written of a case with this whole history."""
    return CaseChange(before=case, after=fold(case, news), news=tuple(news), texts=tuple(texts))


def filed(number: int, kind: CaseKind, at: datetime, customer: int, **more: object) -> v.Filed:
    """Return the registration of a case."""
    series = f"{SERIES[kind]}-{at:%Y%m%d}-{number:04}"
    return v.Filed(at=at, kind=kind, number=series, customer=customer, **more)  # type: ignore[arg-type] # any field


def history(case: Case, at: datetime) -> list[Event]:
    """Return what happened to a case that was registered at a moment: by its number, always the same."""
    number = case.id or 0
    handler = HANDLERS[number % len(HANDLERS)]
    news: list[Event] = [_registration(case, number, at), v.Assigned(at=at + _HOUR / 2, to=handler, by=handler)]
    if number % 7:
        news.append(v.Answered(at=at + _HOUR * (1 + number % 30), by=handler))
    if number % 11 == 0:
        return news
    done = max(at + _DAY * (1 + number % 9), news[-1].at)
    if case.kind is CaseKind.COMPLAINT:
        return [*news, *_complained(number, done, handler)]
    if case.kind is CaseKind.REPAIR:
        return [*news, *_repaired(number, done, handler)]
    return [*news, v.CaseSettled(at=done, ending=Ending.ANSWERED, by=handler)]


def _registration(case: Case, number: int, at: datetime) -> v.Filed:
    if case.kind is CaseKind.COMPLAINT:
        klass = tuple(Class)[number % len(Class)] if number % 5 == 0 else Class.ORDINARY
        more: dict[str, object] = {"klass": klass, "wanted": Remedy.REDO, "money": number * 100}
    elif case.kind is CaseKind.REPAIR:
        more = {"category": tuple(Category)[number % len(Category)], "household": f"{number // 8:016x}"}
    else:
        more = {}
    return filed(number, case.kind, at, case.customer, conversation=number, **more)


def _complained(number: int, done: datetime, handler: int) -> Iterator[Event]:
    yield v.Judged(at=done - _HOUR, justified=True, cause=Cause.DELAY, unit=f"unit {number % 4}", by=handler)
    yield v.RemedyDone(at=done, by=handler)
    if number % 10 == 0:
        yield v.ExclusionAsked(at=done, by=handler)
        yield v.ExclusionDecided(at=done, excluded=True, by=1)
    yield from _called_back(number, done, handler)


def _repaired(number: int, done: datetime, handler: int) -> Iterator[Event]:
    worker = WORKERS[number % len(WORKERS)]
    yield v.Scoped(at=done - _HOUR * 5, scope=Scope.FREE, by=handler)
    yield v.WorkOrdered(at=done - _HOUR * 4, order=1, by=handler)
    yield v.Dispatched(at=done - _HOUR * 3, worker=worker, by=handler)
    yield v.WorkAccepted(at=done - _HOUR * 2, worker=worker)
    yield v.Arrived(at=done - _HOUR, worker=worker)
    yield v.WorkDone(at=done, worker=worker)
    if number % 13 == 0:
        yield v.NotFixed(at=done + _HOUR)
        return
    yield from _called_back(number, done, handler)


def _called_back(number: int, done: datetime, handler: int) -> Iterator[Event]:
    yield v.CaseSettled(at=done + _HOUR, ending=Ending.AGREED, by=handler)
    if number % 17 == 0:
        return
    asked = done + _DAY * 2
    yield v.CallbackAsked(at=asked)
    if number % 3 == 0:
        yield v.CallbackTried(at=asked + _HOUR, result=Result.NOT_REACHED, by=handler)
    yield v.CallbackRated(at=asked + _HOUR * 2, satisfied=number % 8 != 0, promptness=5, manner=4)
    yield v.CaseClosed(at=asked + _HOUR * 3)
