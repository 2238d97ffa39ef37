"""What is said about time: warnings, prompts, appeals, and why a deadline is what it is."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from desk import notices as n
from desk.clocks.promises import BREACHABLE, TIERED
from handlers.buttons import Button
from handlers.clock_buttons import JudgeAppealIt
from handlers.lettering import TEXT, cut, escape, one_line, units, visible
from handlers.moments import clock_time, span
from handlers.spoken import Spoken, Voice, keyboard
from handlers.to_staff import customer_named

_NAME = 100
_PAUSES = 2
"""More are only counted."""


def _alarm(voice: Voice, notice: n.Alarm) -> Spoken:
    key = "room.alarm" if notice.number is None else "room.alarm_owned"
    text = voice.words(
        key,
        clock=_clock(voice, notice),
        customer=customer_named(voice, notice.customer),
        due=clock_time(notice.due, voice.zone),
        number=escape(one_line(notice.number or "")),
    )
    steps = voice.rules.overrun
    if notice.clock not in TIERED:
        return Spoken(text)
    if 1 < notice.tier <= len(steps) + 1:
        over = voice.words("room.alarm_tier_over", tier=notice.tier, minutes=steps[notice.tier - 2])
        return Spoken(_joined(voice, text, over))
    return Spoken(_joined(voice, text, voice.words("room.alarm_tier", tier=notice.tier)))


def _due_soon(voice: Voice, notice: n.DueSoon) -> Spoken:
    due, number = clock_time(notice.due, voice.zone), escape(one_line(notice.number))
    return Spoken(voice.words("clocks.due_soon", clock=_clock(voice, notice), due=due, number=number))


def _long_handling(voice: Voice, notice: n.LongHandling) -> Spoken:
    customer, number = customer_named(voice, notice.customer), escape(one_line(notice.number))
    since = clock_time(notice.since, voice.zone)
    return Spoken(voice.words("clocks.long_handling", customer=customer, number=number, since=since))


def _idle_prompt(voice: Voice, notice: n.IdlePrompt) -> Spoken:
    key = "idle_prompt_thanked" if notice.thanked else "idle_prompt" if notice.tier <= 1 else "idle_prompt_again"
    return Spoken(voice.words(f"clocks.{key}"))


def _idle_farewell(voice: Voice, _: n.IdleFarewell) -> Spoken:
    return Spoken(voice.words("clocks.idle_farewell"))


def _appeal_made(voice: Voice, notice: n.AppealMade) -> Spoken:
    text = voice.fit(
        "clocks.appeal_made",
        "reason",
        one_line(notice.reason),
        number=escape(one_line(notice.number)),
        customer=customer_named(voice, notice.customer),
        clock=_clock(voice, notice),
        due=clock_time(notice.due, voice.zone),
        tier=notice.tier,
    )
    judged = partial(JudgeAppealIt, notice.conversation, notice.clock, notice.occurrence)
    return Spoken(text, keyboard(verdicts(voice, judged)))


def verdicts(voice: Voice, judged: Callable[..., Button]) -> list[tuple[str, Button]]:
    """Return the buttons by which a lead grants an appeal, or not; `judged` makes one of `grant`."""
    return [
        (voice.words(f"clock_button.{name}"), judged(grant=grant))
        for name, grant in (("grant", True), ("refuse", False))
    ]


def _appeal_judged(voice: Voice, notice: n.AppealJudged) -> Spoken:
    key = "clocks.appeal_granted" if notice.granted else "clocks.appeal_refused"
    due, number = clock_time(notice.due, voice.zone), escape(one_line(notice.number))
    return Spoken(voice.words(key, clock=_clock(voice, notice), due=due, number=number))


def _why_shown(voice: Voice, notice: n.WhyShown) -> Spoken:
    words = voice.words
    known = (key for key in (f"state.{notice.state}", f"case_state.{notice.state}") if key in words)
    named = next(known, None)
    state = words(named) if named is not None else escape(cut(one_line(notice.state), _NAME))
    head = words("why.head", state=state, rules=notice.rules)
    lines = [_clock_line(voice, notice, line) for line in notice.clocks] or [words("why.nothing")]
    while sum(units(visible(line)) + 1 for line in (head, *lines)) > TEXT:
        lines = lines[1:]  # what ended first is told no more
    return Spoken("\n".join((head, *lines)))


def _clock_line(voice: Voice, notice: n.WhyShown, line: n.ClockLine) -> str:
    words = voice.words
    known: dict[str, object] = {
        "clock": _clock(voice, line),
        "since": clock_time(line.since, voice.zone, seconds=True, today=notice.now),
    }
    if line.budget is not None:
        known["span"] = span(line.budget, words)
    elif line.due is not None:
        known["span"] = span(line.due - line.since, words)
    if line.due is not None:
        known |= {
            "due": clock_time(line.due, voice.zone, seconds=True, today=notice.now),
            "left": span(line.due - notice.now, words),
            "late": span(line.overrun if line.overrun is not None else notice.now - line.due, words),
        }
    return _joined(
        voice, words(_key(notice, line), **known, **_end(voice, notice, line)), *_beside(voice, notice, line)
    )


def _key(notice: n.WhyShown, line: n.ClockLine) -> str:
    if line.due is None:
        return "why.clock_undated"
    if line.ended_at is not None:
        if line.clock not in BREACHABLE and line.due <= line.ended_at:
            return "why.clock_rang"
        return "why.clock_late" if line.overrun is not None else "why.clock_over"
    return "why.clock_struck" if line.struck or line.due <= notice.now else "why.clock"


def _end(voice: Voice, notice: n.WhyShown, line: n.ClockLine) -> Mapping[str, object]:
    if line.ended_at is None or line.due is None:
        return {}
    return {
        "ended": clock_time(line.ended_at, voice.zone, seconds=True, today=notice.now),
        "deed": voice.words.either(f"deed.{line.ended_by}", "deed.other"),
        "ran": span(line.ran if line.ran is not None else line.ended_at - line.since, voice.words),
    }


def _beside(voice: Voice, notice: n.WhyShown, line: n.ClockLine) -> list[str]:
    """What else tells why: the tier, what was left out, what was counted in pieces, older rules, an excuse."""
    words, said = voice.words, list[str]()
    if line.tier:
        said.append(words("why.tier", tier=line.tier))
    named = line.pauses if len(line.pauses) <= _PAUSES else ()
    for start, end in named:
        until = words("why.open_end") if end is None else clock_time(end, voice.zone, today=notice.now)
        since = clock_time(start, voice.zone, today=notice.now)
        said.append(words("why.pause", since=since, until=until))
    if line.stretches > 1 and not named:
        said.append(words("why.stretches", count=line.stretches))
    if line.version != notice.rules:
        said.append(words("why.version", version=line.version))
    if line.excuse is not None:
        said.append(words("why.excused", excuse=words(f"excuse.{line.excuse.value}")))
    return said


def _joined(voice: Voice, *parts: str) -> str:
    return ("" if voice.words.locale == "zh" else " ").join(parts)


def _clock(voice: Voice, of: n.Alarm | n.DueSoon | n.AppealMade | n.AppealJudged | n.ClockLine) -> str:
    return voice.words(f"clock.{of.clock.value}")


TO_CLOCKS: Mapping[type[n.Notice], Callable[[Voice, Any], Spoken]] = {
    n.Alarm: _alarm,
    n.DueSoon: _due_soon,
    n.LongHandling: _long_handling,
    n.IdlePrompt: _idle_prompt,
    n.IdleFarewell: _idle_farewell,
    n.AppealMade: _appeal_made,
    n.AppealJudged: _appeal_judged,
    n.WhyShown: _why_shown,
}
"""How each of these notices is said."""
