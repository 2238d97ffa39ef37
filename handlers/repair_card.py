"""What the card of a repair shows beyond any case's: wishes, price, visit, repeats, and the next steps as buttons."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from desk.cases.kinds import Scope
from desk.cases.repairs.quoting import digest_of, sum_of
from desk.cases.state import Case, CaseState
from desk.forms.times_of_day import MORNING
from desk.forms.visits import half_day
from desk.ports import CaseFacts
from handlers.buttons import Button
from handlers.lettering import cut, escape, one_line
from handlers.moments import day_and_time, time_of_day
from handlers.spoken import Voice
from handlers.work_buttons import (
    REASONS,
    AcceptWorkIt,
    ArriveIt,
    FinishIt,
    RefuseWorkIt,
    RepairEmergencyIt,
    ScopeIt,
    TakeUpIt,
    WorkersIt,
)

Row = Sequence[tuple[str, Button]]

_WISHES: Final = 400
_UNPRICED: Final = frozenset({CaseState.OPEN, CaseState.ASSIGNED})
_HELD: Final = frozenset({CaseState.QUOTED, CaseState.DONE})


def lines_of_repair(voice: Voice, facts: CaseFacts) -> Sequence[str]:
    """Return the special wishes first, for nobody may overlook them (003:335)."""
    case, words = facts.case, voice.words
    lines: list[str] = []
    if wishes := facts.words.get("wishes", ""):
        lines.append(words("repair_card.wishes", wishes=escape(cut(one_line(wishes), _WISHES))))
    if case.emergency and case.emergency_at is None and "stopgap" not in facts.words:
        lines.append(words("repair_card.no_stop_gap"))
    if money := _money(voice, case):
        lines.append(money)
    if case.visit_since is not None and case.visit_until is not None:
        key = "repair_card.visit" if case.visit_agreed_at is not None else "repair_card.visit_wished"
        lines.append(words(key, window=dated_window(voice, case.visit_since, case.visit_until)))
    if case.repeat_repairs:
        lines.append(words("repair_card.repeated", count=case.repeat_repairs))
    if case.waits is not None and case.waits_since is not None:
        lines.append(words("repair_card.waits_since", at=day_and_time(case.waits_since, voice.zone)))
    return lines


def rows_of_repair(voice: Voice, facts: CaseFacts) -> Sequence[Row]:
    """Return the next steps: who pays, whom to send, what the worker does."""
    case, words = facts.case, voice.words
    if case.id is None:
        return []
    rows: list[Row] = []
    if case.emergency_at is not None:
        rows.append([(words("work_button.emergency"), RepairEmergencyIt(case.id, case.emergencies))])
    if case.waits is not None and case.state not in _HELD:
        rows.append([(words("work_button.take_up"), TakeUpIt(case.id, case.waitings))])
    if case.state in _UNPRICED:
        rows.append(
            [
                (words("work_button.free"), ScopeIt(case.id, Scope.FREE)),
                (words("work_button.paid"), ScopeIt(case.id, Scope.PAID)),
            ]
        )
    elif case.state is CaseState.ORDERED:
        rows.append([(words("work_button.workers"), WorkersIt(case.id))])
    else:
        rows += steps(voice, case, case.id)
    return rows


def steps(voice: Voice, case: Case, case_id: int) -> list[Row]:
    """Return the worker's next steps."""
    words, dispatch = voice.words, case.dispatches
    cannot: Row = [(words(f"work_refusal.{why}"), RefuseWorkIt(case_id, dispatch, why)) for why in REASONS.values()]
    match case.state:
        case CaseState.DISPATCHED:
            return [[(words("work_button.accept"), AcceptWorkIt(case_id, dispatch))], cannot]
        case CaseState.ACCEPTED:
            there, finished = ArriveIt(case_id, dispatch), FinishIt(case_id, dispatch)
            return [[(words("work_button.arrived"), there), (words("work_button.finished"), finished)]]
        case CaseState.ON_SITE:
            return [[(words("work_button.finished"), FinishIt(case_id, dispatch))]]
        case _:
            return []


def kept_price(facts: CaseFacts | None, digest: str) -> str:
    """Return the very text of a price that is kept with the case, by its digest."""
    notes = facts.notes if facts is not None else ()
    return next((text for _, field, _, text in reversed(notes) if field == "quote" and digest_of(text) == digest), "")


def dated_window(voice: Voice, since: datetime, until: datetime) -> str:
    """Return a window with its date: "2026-11-25 8:00–12:00"."""
    return f"{since.astimezone(voice.zone):%Y-%m-%d} {time_of_day(since, voice.zone)}–{time_of_day(until, voice.zone)}"


def half_day_named(voice: Voice, code: str) -> str:
    """Return a half-day as a button names it."""
    span = half_day(code, voice.zone)
    if span is None:
        return code
    there, words = span[0].astimezone(voice.zone), voice.words
    month, weekday = words(f"moment.month_{there.month}"), words(f"form_day.weekday_{there.weekday()}")
    day = words("form_day.date", month=month, day=there.day, weekday=weekday)
    return words("form_day.morning" if code.endswith(MORNING) else "form_day.afternoon", day=day)


def _money(voice: Voice, case: Case) -> str:
    """What it costs, whether that was agreed to, what was paid, and the invoice."""
    words = voice.words
    if case.scope is Scope.FREE and case.paid is None:
        return words("repair_card.free")
    told: list[str] = []
    if case.scope is Scope.PAID and case.quote is not None:
        agreed = "agreed" if case.agreed else "asked" if case.state is CaseState.QUOTED else "not_agreed"
        told.append(words(f"repair_card.price_{agreed}", price=sum_of(case.quote)))
    elif case.scope is Scope.PAID:
        told.append(words("repair_card.price_wanted"))
    if case.paid is not None:
        told.append(words("repair_card.paid", price=sum_of(case.paid)))
    elif case.agreed and case.remedied_at is not None:
        told.append(words("repair_card.unpaid"))
    if case.invoiced_at is not None:
        told.append(words("repair_card.invoiced"))
    return " · ".join(told)
