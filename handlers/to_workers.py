"""What is said about work orders: to the worker, with the next step as a button, and to whoever sends one."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from desk.cases.kinds import Refusal, Scope
from desk.cases.repairs import work_notices as o
from desk.notices import Notice
from handlers.case_buttons import ShowCaseIt
from handlers.case_card import answered
from handlers.lettering import cut, escape, fitted, one_line
from handlers.moments import clock_time, day_and_time
from handlers.repair_card import Row, dated_window, steps
from handlers.spoken import Spoken, Voice, keyboard
from handlers.to_staff import customer_named
from handlers.work_buttons import DispatchIt, RepairEmergencyIt

_LONGEST: Final = 600
_REASON: Final = 200
_IN_A_ROW: Final = 3
_TOLD: Final = ("category", "place", "what", "entry", "called", "contact")


def _offered(voice: Voice, notice: o.WorkOffered) -> Spoken:
    return _order(voice, notice, "work.offered")


def _to_do(voice: Voice, notice: o.WorkToDo) -> Spoken:
    return _order(voice, notice, "work.to_do")


def _order(voice: Voice, notice: o.WorkOffered | o.WorkToDo, key: str) -> Spoken:
    """A work order with all one needs: where, what, whom, when, for how much, and the special wishes (004:80)."""
    lines = [voice.words(key, number=notice.number), *work_order(voice)]
    if isinstance(notice, o.WorkOffered) and notice.text:
        lines.append(voice.words("work.remark", text=escape(cut(notice.text, _LONGEST))))
    if isinstance(notice, o.WorkOffered) and notice.until is not None:
        lines.append(_accept_until(voice, notice.until))
    return Spoken(fitted(lines), keyboard(*_steps(voice, notice)))


def _accept_until(voice: Voice, until: datetime) -> str:
    """The hours may have ended for today: then the day stands before the time."""
    today = voice.case.case.dispatched_at if voice.case is not None else None
    return voice.words("work.accept_until", until=clock_time(until, voice.zone, today=today))


def work_order(voice: Voice) -> list[str]:
    """Return what a worker must know, the special wishes first."""
    facts, words = voice.case, voice.words
    if facts is None:
        return []
    lines: list[str] = []
    if wishes := facts.words.get("wishes", ""):
        lines.append(words("repair_card.wishes", wishes=escape(cut(one_line(wishes), _LONGEST))))
    for field in _TOLD:
        if text := facts.words.get(field, ""):
            told = answered(voice, facts, field, text)
            lines.append(words("case_card.answer", field=words(f"case_field.{field}"), text=told))
    case = facts.case
    if case.visit_since is not None and case.visit_until is not None:
        key = "repair_card.visit" if case.visit_agreed_at is not None else "repair_card.visit_wished"
        lines.append(words(key, window=dated_window(voice, case.visit_since, case.visit_until)))
    if case.scope is Scope.FREE:
        lines.append(words("repair_card.free"))
    elif price := facts.words.get("quote", ""):
        what = price.partition("\n")[2] or price  # its first line is the number, which stands above
        key = "work.price_before" if case.repeat_repairs else "work.price"
        lines.append(words(key, text=escape(cut(one_line(what), _LONGEST))))
    if case.repeat_repairs:
        lines.append(words("repair_card.repeated", count=case.repeat_repairs))
        if report := facts.words.get("report", ""):
            lines.append(words("work.done_before", text=escape(cut(one_line(report), _LONGEST))))
    return lines


def _steps(voice: Voice, notice: o.WorkOffered | o.WorkToDo | o.WorkCall) -> list[Row]:
    """The steps as they are now; of an order that was given to another since, there are none."""
    case = voice.case.case if voice.case is not None else None
    theirs = case is not None and case.worker == notice.agent
    return steps(voice, case, notice.case) if case is not None and theirs else []


def _call(voice: Voice, notice: o.WorkCall) -> Spoken:
    who = f'<a href="tg://user?id={notice.agent}">{escape(one_line(notice.worker))}</a>'
    text = voice.words("work.call", number=notice.number, who=who)
    if notice.until is not None:
        text = f"{text}\n{_accept_until(voice, notice.until)}"
    return Spoken(text, keyboard(*_steps(voice, notice)))


def _greeted(voice: Voice, notice: o.WorkerGreeted) -> Spoken:
    return Spoken(voice.words("work.greeted", number=escape(one_line(notice.number))))


def _file(voice: Voice, notice: o.WorkFile) -> Spoken:
    return Spoken(voice.words("case.file", number=notice.number))


def _reported(voice: Voice, notice: o.WorkReported) -> Spoken:
    return Spoken(voice.words("work.reported", number=notice.number))


def _taken_away(voice: Voice, notice: o.WorkTakenAway) -> Spoken:
    if not notice.worker:
        return Spoken(voice.words("work.ended", number=notice.number))
    since = day_and_time(notice.since, voice.zone) if notice.since is not None else "–"
    worker = escape(one_line(notice.worker))
    return Spoken(voice.words("work.taken_away", number=notice.number, worker=worker, since=since))


def _visit_moved(voice: Voice, notice: o.VisitMoved) -> Spoken:
    window = dated_window(voice, notice.since, notice.until)
    return Spoken(voice.words("work.visit", number=notice.number, window=window))


def _workers(voice: Voice, notice: o.WorkersShown) -> Spoken:
    key = "work.whom" if notice.workers else "work.nobody"
    return Spoken(voice.words(key, number=notice.number), keyboard(*_people(voice, notice)))


def _wanted(voice: Voice, notice: o.DispatchWanted) -> Spoken:
    key = "work.not_accepted" if notice.why is None else "work.refused"
    why = voice.words(f"work_reason.{(notice.why or Refusal.OTHER).value}")
    worker = escape(one_line(notice.worker))
    text = voice.words(key, number=notice.number, worker=worker, why=why)
    return Spoken(text, keyboard(*_people(voice, notice), [_show(voice, notice.case)]))


def _people(voice: Voice, notice: o.WorkersShown) -> list[Row]:
    buttons = [
        (
            voice.words("work_button.send_on_duty" if one.on_duty else "work_button.send", worker=one_line(one.number)),
            DispatchIt(notice.case, one.agent, notice.dispatch),
        )
        for one in notice.workers
    ]
    return [buttons[place : place + _IN_A_ROW] for place in range(0, len(buttons), _IN_A_ROW)]


def _declined(voice: Voice, notice: o.WorkDeclined) -> Spoken:
    why = voice.words(f"work_reason.{notice.why.value}")
    if notice.text.strip():
        why = escape(cut(one_line(notice.text), _REASON))
    return Spoken(voice.words("work.declined", number=notice.number, worker=escape(one_line(notice.worker)), why=why))


def _status_wanted(voice: Voice, notice: o.StatusWanted) -> Spoken:
    key = "status_expected" if notice.expected else "status_wanted" if notice.owner else "status_wanted_nobody"
    since = day_and_time(notice.expected or notice.since, voice.zone)
    text = voice.words(f"work.{key}", number=notice.number, since=since, owner=escape(one_line(notice.owner)))
    return Spoken(text, keyboard([_show(voice, notice.case)]))


def _emergency(voice: Voice, notice: o.RepairEmergency) -> Spoken:
    """Where it is and whom to ring stand in it; nothing else is needed (003:216)."""
    words = voice.words
    if notice.agent is None:
        head = words("work.emergency_nobody", number=notice.number)
    elif isinstance(notice, o.RepairEmergencyRing):
        head = words("work.emergency_ring", number=notice.number)
    else:
        called = words("room.on_call") if notice.called == "–" else escape(one_line(notice.called))
        who = f'<a href="tg://user?id={notice.agent}">{called}</a>'
        head = words("work.emergency", number=notice.number, who=who)
    text = fitted([head, customer_named(voice, notice.customer), *work_order(voice)])
    return Spoken(text, keyboard([(words("work_button.emergency"), RepairEmergencyIt(notice.case, notice.emergency))]))


def _emergency_taken(voice: Voice, notice: o.RepairEmergencyTaken) -> Spoken:
    if notice.helper == "–":
        return Spoken(voice.words("work.emergency_taken_by_somebody", number=notice.number))
    helper = escape(one_line(notice.helper))
    return Spoken(voice.words("work.emergency_taken", number=notice.number, helper=helper))


def _wrote(voice: Voice, notice: o.WorkerWrote) -> Spoken:
    key = "work.wrote" if notice.waits is None else f"work.waits_{notice.waits.value}"
    worker, text = escape(one_line(notice.worker)), escape(cut(notice.text, _LONGEST))
    return Spoken(voice.words(key, number=notice.number, worker=worker, text=text))


def _heard(voice: Voice, notice: o.WorkerHeard) -> Spoken:
    if len(notice.orders) == 1:
        return Spoken(voice.words("work.heard", number=notice.orders[0]))
    ways = [voice.words("work.which_line", number=number) for number in notice.orders]
    return Spoken(fitted([voice.words("work.which", count=len(ways)), *ways]))


def _stop_gap(voice: Voice, notice: o.StopGapWanted) -> Spoken:
    return Spoken(voice.words("work.stop_gap", number=notice.number))


def _show(voice: Voice, case: int) -> tuple[str, ShowCaseIt]:
    return voice.words("case_button.show"), ShowCaseIt(case)


TO_WORKERS: Mapping[type[Notice], Callable[[Voice, Any], Spoken]] = {
    o.WorkOffered: _offered,
    o.WorkToDo: _to_do,
    o.WorkCall: _call,
    o.WorkFile: _file,
    o.WorkReported: _reported,
    o.WorkerGreeted: _greeted,
    o.WorkerWrote: _wrote,
    o.WorkerHeard: _heard,
    o.WorkTakenAway: _taken_away,
    o.VisitMoved: _visit_moved,
    o.WorkersShown: _workers,
    o.DispatchWanted: _wanted,
    o.WorkDeclined: _declined,
    o.StatusWanted: _status_wanted,
    o.RepairEmergency: _emergency,
    o.RepairEmergencyRing: _emergency,
    o.RepairEmergencyTaken: _emergency_taken,
    o.StopGapWanted: _stop_gap,
}
"""How each of these notices is said."""
