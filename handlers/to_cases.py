"""What is said about cases that everybody's have in common: to customers, to the room, to whom it was given."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

from desk.cases import notices as n
from desk.cases.kinds import CaseKind
from desk.cases.outcomes import CaseTold
from desk.notices import Notice
from handlers.asking import first_word
from handlers.case_buttons import AssignMeIt, JudgeCaseAppealIt, ShowCaseIt
from handlers.case_card import card, shown
from handlers.lettering import TOAST, cut, escape, fitted, one_line
from handlers.moments import clock_time, day_and_time, on_day, upcoming
from handlers.spoken import Spoken, Voice, keyboard
from handlers.to_clocks import verdicts
from handlers.to_forms import window_of
from handlers.to_staff import customer_named

_WHAT = 120


def _registered(voice: Voice, notice: n.CaseRegistered) -> Spoken:
    key = "case.registered_emergency" if notice.emergency else f"case.registered_{notice.kind.value}"
    lines = [voice.words(key, number=notice.number)]
    if notice.until is not None and not notice.emergency:
        lines.append(_until(voice, notice.until, notice.at))
    lines += _wished_visit(voice)
    if notice.repeats:
        lines.append(voice.words("case.seen_before"))
    return Spoken("\n".join(lines))


def _until(voice: Voice, until: datetime, at: datetime) -> str:
    """Return the promise; what ends in the night is told by its hours, for nobody expects to be rung at two."""
    hours = round((until - at) / _HOUR)
    asleep = not _WAKES <= until.astimezone(voice.zone).hour < _SLEEPS
    if asleep and abs(until - at - hours * _HOUR) < _MINUTE:
        return voice.words("case.until_hours", hours=hours)
    return voice.words("case.until", until=upcoming(until, at, voice.zone, voice.words))


_HOUR, _MINUTE = timedelta(hours=1), timedelta(minutes=1)
_WAKES, _SLEEPS = 7, 22


def _wished_visit(voice: Voice) -> list[str]:
    """Return when the customer wants us to come, as long as it is not agreed."""
    case = voice.case.case if voice.case is not None else None
    if case is None or case.visit_since is None or case.visit_until is None or case.visit_agreed_at is not None:
        return []
    return [voice.words("case.visit_wished", window=window_of(voice, case.visit_since, case.visit_until))]


def _new(voice: Voice, notice: n.NewCase) -> Spoken:
    key = "case.new_repeated" if notice.repeats else "case.new"
    text = voice.words(
        key,
        kind=voice.words(f"case_kind.{notice.kind.value}"),
        number=notice.number,
        klass=_class(voice, notice),
        customer=customer_named(voice, notice.customer),
        what=escape(cut(one_line(_what(voice)), _WHAT)) or "–",
    )
    mine = voice.words("case_button.assign_me"), AssignMeIt(notice.case)
    return Spoken(text, keyboard([mine, (voice.words("case_button.show"), ShowCaseIt(notice.case))]))


def _class(voice: Voice, notice: n.NewCase) -> str:
    if notice.kind is not CaseKind.COMPLAINT:
        return ""
    return voice.words("case.of_class", klass=voice.words(f"case_class.{notice.klass.value}"))


def _what(voice: Voice) -> str:
    if voice.case is None:
        return ""
    words = voice.case.words
    return " · ".join(filter(None, (words.get("place", ""), words.get("what", ""))))


def _yours(voice: Voice, notice: n.CaseYours) -> Spoken:
    text = voice.words(
        "case.yours",
        number=notice.number,
        by=escape(one_line(notice.by)),
        customer=customer_named(voice, notice.customer),
        what=escape(cut(one_line(_what(voice)), _WHAT)) or "–",
    )
    return Spoken(text, keyboard([(voice.words("case_button.show"), ShowCaseIt(notice.case))]))


def _taken_away(voice: Voice, notice: n.CaseTakenAway) -> Spoken:
    key = "case.taken_away_later" if notice.answers else "case.taken_away"
    by, to = escape(one_line(notice.by)), escape(one_line(notice.to))
    text = voice.words(key, number=notice.number, by=by, to=to)
    return Spoken(text, keyboard([(voice.words("case_button.show"), ShowCaseIt(notice.case))]))


def _taken_up(voice: Voice, notice: n.CaseTakenUp) -> Spoken:
    kind = voice.words(f"case_kind.{notice.kind.value}").lower()
    return Spoken(voice.words("case.taken_up", kind=kind, number=notice.number))


def _alarm(voice: Voice, notice: n.CaseAlarm) -> Spoken:
    key = "case.alarm" if notice.owner is None else "case.alarm_owned"
    text = voice.words(
        key,
        clock=voice.words(f"clock.{notice.clock.value}"),
        number=notice.number,
        customer=customer_named(voice, notice.customer),
        due=clock_time(notice.due, voice.zone, today=None),
        owner=escape(one_line(notice.owner or "")),
    )
    return Spoken(text, keyboard([(voice.words("case_button.show"), ShowCaseIt(notice.case))]))


def _appeal_made(voice: Voice, notice: n.CaseAppealMade) -> Spoken:
    text = voice.fit(
        "case.appeal_made",
        "reason",
        one_line(notice.reason),
        clock=voice.words(f"clock.{notice.clock.value}"),
        number=notice.number,
        customer=customer_named(voice, notice.customer),
        due=day_and_time(notice.due, voice.zone),
        by=escape(one_line(notice.by)),
    )
    judged = partial(JudgeCaseAppealIt, notice.case, notice.clock, notice.occurrence)
    return Spoken(text, keyboard(verdicts(voice, judged)))


def _appeal_judged(voice: Voice, notice: n.CaseAppealJudged) -> Spoken:
    key = "case.appeal_granted" if notice.granted else "case.appeal_refused"
    clock, due = voice.words(f"clock.{notice.clock.value}"), day_and_time(notice.due, voice.zone)
    return Spoken(voice.words(key, clock=clock, number=notice.number, due=due))


def _due_soon(voice: Voice, notice: n.CaseDueSoon) -> Spoken:
    text = voice.words(
        "case.due_soon",
        clock=voice.words(f"clock.{notice.clock.value}"),
        number=notice.number,
        due=day_and_time(notice.due, voice.zone),
    )
    return Spoken(text, keyboard([(voice.words("case_button.show"), ShowCaseIt(notice.case))]))


def _withdrawn(voice: Voice, notice: n.CaseAlarmWithdrawn) -> Spoken:
    clock, due = voice.words(f"clock.{notice.clock.value}"), day_and_time(notice.due, voice.zone)
    return Spoken(voice.words("case.alarm_withdrawn", clock=clock, number=notice.number, due=due))


def _words(voice: Voice, notice: n.CaseWords) -> Spoken:
    key = "case.words_of_worker" if notice.worker else "case.words"
    return Spoken(voice.fit(key, "text", notice.text, number=notice.number, agent=one_line(notice.agent)))


def _urged(voice: Voice, notice: n.CaseUrged) -> Spoken:
    key = "case.urged" if notice.owner_number is None else "case.urged_owned"
    owner = escape(one_line(notice.owner_number or ""))
    return Spoken(voice.words(key, number=notice.number, count=notice.count, owner=owner))


def _urge_heard(voice: Voice, notice: n.UrgeHeard) -> Spoken:
    case = voice.case.case if voice.case is not None else None
    state = voice.words(f"case_progress.{case.state.value}") if case is not None else ""
    owned = case is not None and case.owner is not None
    return Spoken(
        voice.words("case.urge_heard" if owned else "case.urge_heard_unowned", number=notice.number, state=state)
    )


def _own(voice: Voice, notice: n.OwnCases) -> Spoken:
    if not notice.cases:
        return Spoken(voice.words("case.unknown" if notice.unknown else "case.none"))
    lines = [voice.words("case.yours_are"), *(_progress(voice, one) for one in notice.cases)]
    return Spoken(fitted(lines))


def _progress(voice: Voice, one: n.ListedCase) -> str:
    coming = one.visit_since is not None and one.visit_until is not None
    return voice.words(
        "case.progress_coming" if coming else "case.progress",
        window=window_of(voice, one.visit_since, one.visit_until) if one.visit_since and one.visit_until else "",
        kind=voice.words(f"case_kind.{one.kind.value}"),
        number=one.number,
        state=voice.words(f"case_progress.{one.state.value}"),
        since=on_day(one.since, voice.zone, voice.words),
    )


def _list(voice: Voice, notice: n.CaseList) -> Spoken:
    if not notice.cases:
        return Spoken(voice.words("case.list_empty"))
    lines = [voice.words("case.list")]
    lines += [
        voice.words(
            "case.list_urgent" if one.urgent else "case.list_line",
            kind=voice.words(f"case_kind.{one.kind.value}"),
            number=one.number,
            state=voice.words(f"case_state.{one.state.value}"),
            since=day_and_time(one.since, voice.zone),
        )
        for one in notice.cases
    ]
    if notice.more:
        lines.append(voice.words("case.list_more", more=notice.more))
    buttons = [[(one.number, ShowCaseIt(one.case))] for one in notice.cases[:_SHOWN]]
    return Spoken(fitted(lines), keyboard(*buttons))


_SHOWN = 8
_WORD = 40


def _told(voice: Voice, notice: CaseTold) -> Spoken:
    at = day_and_time(notice.at, voice.zone) if notice.at is not None else ""
    window = window_of(voice, notice.since, notice.until) if notice.since and notice.until else ""
    key, number = f"case_outcome.{notice.outcome.value}", one_line(notice.number)
    return Spoken(cut(voice.words(key, number=number, count=notice.count, at=at, window=window), TOAST), toast=True)


def _file(voice: Voice, notice: n.CaseFile) -> Spoken:
    return Spoken(voice.words("case.file", number=notice.number))


def _help(voice: Voice, notice: n.CaseHelp) -> Spoken:
    everything = voice.words("case.help")
    if not notice.verb:
        unknown = escape(cut(one_line(notice.unknown), _WORD))
        return Spoken("\n".join([*([voice.words("case.unknown_verb", word=unknown)] * bool(unknown)), everything]))
    ways = (way.strip() for way in _WAYS.split(everything))
    way = next((one for one in ways if first_word(one)[0] == notice.verb), f"{notice.verb} …")
    return Spoken(voice.words("case.more_wanted", verb=escape(notice.verb), way=way))


_WAYS: Final = re.compile(r"[·\n]|[：:](?!\d)")
"""What stands between the ways to write a command where all of them are listed."""


TO_CASES: Mapping[type[Notice], Callable[[Voice, Any], Spoken]] = {
    n.CaseRegistered: _registered,
    n.CaseCard: card,
    n.CaseShown: shown,
    n.CaseFile: _file,
    n.NewCase: _new,
    n.CaseYours: _yours,
    n.CaseTakenAway: _taken_away,
    n.CaseTakenUp: _taken_up,
    n.CaseAlarm: _alarm,
    n.CaseRing: _alarm,
    n.CaseAppealMade: _appeal_made,
    n.CaseAppealJudged: _appeal_judged,
    n.CaseDueSoon: _due_soon,
    n.CaseAlarmWithdrawn: _withdrawn,
    n.CaseWords: _words,
    n.CaseUrged: _urged,
    n.UrgeHeard: _urge_heard,
    n.OwnCases: _own,
    n.CaseList: _list,
    n.CaseHelp: _help,
    CaseTold: _told,
}
"""How each notice that all cases have in common is said."""
