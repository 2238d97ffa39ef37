"""What is said outside the opening hours, in an emergency, and about the rules themselves."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from desk import notices as n
from desk.rules.differences import Difference
from desk.spans import span_of
from handlers.hours_buttons import ApplyRulesIt
from handlers.lettering import cut, escape, one_line
from handlers.moments import day_and_time, span, time_of_day, upcoming
from handlers.spoken import Spoken, Voice, keyboard
from handlers.to_actions import in_hand
from handlers.to_staff import customer_named, line_named
from handlers.waiting_buttons import WaitNoMoreIt

_STRANGER = "–"  # whoever is on call without being on the staff
_VALUE = 80
_MOST_CHANGES = 20


def _closed_now(voice: Voice, notice: n.ClosedNow) -> Spoken:
    why = voice.words(f"queued.{notice.reason.value}")
    standing = _standing(voice, notice.place, notice.number)
    if notice.opening is None:
        told = voice.words("closed.never", standing=standing)
    else:
        key = "closed.pause" if notice.pause else "closed.now"
        told = voice.words(key, opening=_opening(voice, notice.opening, notice.at, notice.pause), standing=standing)
    text = ("" if voice.words.locale == "zh" else " ").join((why, told))
    return Spoken(text, keyboard([(voice.words("waiting_button.no_more"), WaitNoMoreIt())]))


def _kept_for_opening(voice: Voice, notice: n.KeptForOpening) -> Spoken:
    standing = _standing(voice, notice.place, notice.number)
    if notice.opening is None:
        return Spoken(voice.words("closed.kept_never", standing=standing))
    opening = upcoming(notice.opening, notice.at, voice.zone, voice.words)
    return Spoken(voice.words("closed.kept", opening=opening, standing=standing))


def _closing_soon(voice: Voice, notice: n.ClosingSoon) -> Spoken:
    standing = _standing(voice, notice.place, notice.number)
    if notice.opening is None or notice.at is None:
        return Spoken(voice.words("closed.soon_for_good", standing=standing))
    key = "closed.soon_pause" if notice.pause else "closed.soon"
    opening = _opening(voice, notice.opening, notice.at, notice.pause)
    return Spoken(voice.words(key, opening=opening, standing=standing))


def _opening(voice: Voice, opening: datetime, at: datetime, pause: bool) -> str:  # noqa: FBT001 - as the notices have it
    """A pause ends at a time of the same day, which needs no more than the time."""
    return time_of_day(opening, voice.zone) if pause else upcoming(opening, at, voice.zone, voice.words)


def _standing(voice: Voice, place: int, number: str) -> str:
    if not number:
        return voice.words("closed.place", place=place)
    return voice.words("closed.number", number=number, place=place)


def _emergency_call(voice: Voice, notice: n.EmergencyCall) -> Spoken:
    named = one_line(notice.number) if notice.number != _STRANGER else voice.words("room.on_call")
    who = f'<a href="tg://user?id={notice.agent}">{escape(named)}</a>'
    text = voice.words("room.emergency_call", customer=customer_named(voice, notice.customer), who=who)
    return Spoken(text, keyboard([in_hand(voice, notice.customer)]))


def _emergency_ring(voice: Voice, notice: n.EmergencyRing) -> Spoken:
    text = voice.words("room.emergency_ring", customer=customer_named(voice, notice.customer))
    return Spoken(text, keyboard([in_hand(voice, notice.customer)]))


def _rules_shown(voice: Voice, notice: n.RulesShown) -> Spoken:
    words = voice.words
    if notice.since is None:
        head = words("rules.head", version=notice.version)
    else:
        head = words("rules.head_since", version=notice.version, since=day_and_time(notice.since, voice.zone))
    lines = [head, *_changes(voice, notice.changed), *_kept(voice, notice.kept)]
    lines += [words("rules.estimated", region=escape(one.region), year=one.year) for one in notice.estimated]
    lines += [words("rules.never_opens")] * notice.never_opens
    lines += [words("rules.line_never_opens", line=line_named(voice, one)) for one in notice.shut_lines]
    if notice.unread:
        lines.append(words("rules.unread", versions=_listed(voice, notice.unread)))
    return Spoken("\n".join(lines), _apply(voice, notice.version, notice.kept))


def _rules_changed(voice: Voice, notice: n.RulesChanged) -> Spoken:
    head = voice.words("rules.changed", version=notice.version)
    lines = [head, *_changes(voice, notice.changed), *_kept(voice, notice.kept)]
    return Spoken("\n".join(lines), _apply(voice, notice.version, notice.kept))


def _apply(voice: Voice, version: int, kept: Sequence[int]) -> Any:
    return keyboard([(voice.words("rules.apply"), ApplyRulesIt(version))]) if kept else None


def _kept(voice: Voice, versions: Sequence[int]) -> list[str]:
    return [voice.words("rules.kept", versions=_listed(voice, versions))] if versions else []


def _listed(voice: Voice, versions: Sequence[int]) -> str:
    return voice.listed([str(version) for version in versions])


def _changes(voice: Voice, changed: Sequence[Difference]) -> list[str]:
    shown = [_change(voice, one) for one in changed[:_MOST_CHANGES]]
    left = len(changed) - len(shown)
    return [*shown, voice.words("rules.more", left=left)] if left else shown


def _change(voice: Voice, one: Difference) -> str:
    words = voice.words
    if one.name in {"hours", "rota"}:
        return words(f"rules.{one.name}")
    name = words.sentences.get(f"clock.{one.name}") or escape(cut(one_line(one.name), _VALUE))
    return words("rules.change", name=name, before=_value(voice, one.before), after=_value(voice, one.after))


def _value(voice: Voice, written: str) -> str:
    """Return a value in words: a span as people say it, anything else as the file has it."""
    if not written:
        return voice.words("rules.nothing")
    if written.startswith("P"):
        try:
            return span(span_of(written), voice.words)
        except ValueError:
            pass  # a name may begin with P, too
    return escape(cut(one_line(written), _VALUE))


def _rules_refused(voice: Voice, notice: n.RulesRefused) -> Spoken:
    return Spoken(voice.fit("rules.refused", "wrong", notice.wrong))


def _never_opens(voice: Voice, notice: n.NeverOpens) -> Spoken:
    if notice.line:
        return Spoken(voice.words("rules.line_never_opens", line=line_named(voice, notice.line)))
    return Spoken(voice.words("rules.never_opens"))


def _holidays_estimated(voice: Voice, notice: n.HolidaysEstimated) -> Spoken:
    return Spoken(voice.words("rules.estimated", region=escape(notice.region), year=notice.year))


TO_HOURS: Mapping[type[n.Notice], Callable[[Voice, Any], Spoken]] = {
    n.ClosedNow: _closed_now,
    n.KeptForOpening: _kept_for_opening,
    n.ClosingSoon: _closing_soon,
    n.EmergencyCall: _emergency_call,
    n.EmergencyRing: _emergency_ring,
    n.RulesShown: _rules_shown,
    n.RulesChanged: _rules_changed,
    n.RulesRefused: _rules_refused,
    n.NeverOpens: _never_opens,
    n.HolidaysEstimated: _holidays_estimated,
}
"""How each of these notices is said."""
