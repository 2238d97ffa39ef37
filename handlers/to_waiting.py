"""What is said to customers who wait, and about them."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from desk import notices as n
from handlers.buttons import Button, PersonPlease
from handlers.lettering import one_line
from handlers.moments import on_day, upcoming
from handlers.spoken import Spoken, Voice, keyboard
from handlers.to_staff import customer_named
from handlers.waiting_buttons import BarIt, LaterIt, WaitNoMoreIt


def choices(voice: Voice) -> list[tuple[str, Button]]:
    """Return what somebody who waits may do instead."""
    return [
        (voice.words("waiting_button.later"), LaterIt()),
        (voice.words("waiting_button.no_more"), WaitNoMoreIt()),
    ]


def _wait_ended(voice: Voice, _: n.WaitEnded) -> Spoken:
    return Spoken(voice.words("waiting.ended"), keyboard([_person(voice)]))


def _still_needed(voice: Voice, _: n.StillNeeded) -> Spoken:
    go_on = (voice.words("waiting_button.go_on"), PersonPlease())
    return Spoken(voice.words("waiting.still_needed"), keyboard([go_on, choices(voice)[1]]))


def _later_promised(voice: Voice, notice: n.LaterPromised) -> Spoken:
    until = _moment(voice, notice.until, notice.at)
    if notice.number is not None:
        return Spoken(voice.words("waiting.later_by", until=until, number=one_line(notice.number)))
    if notice.opening is None:
        return Spoken(voice.words("waiting.later", until=until))
    opening = _moment(voice, notice.opening, notice.at)
    return Spoken(voice.words("waiting.later_closed", until=until, opening=opening))


def _moment(voice: Voice, moment: datetime, at: datetime | None) -> str:
    """Return a moment as one names it at another; by its day where nobody knows when it was said."""
    if at is None:
        return on_day(moment, voice.zone, voice.words)
    return upcoming(moment, at, voice.zone, voice.words)


def _agent_absent(voice: Voice, notice: n.AgentAbsent) -> Spoken:
    number = one_line(notice.number)
    leave = (voice.words("waiting_button.leave", number=number), LaterIt(number))
    other = (voice.words("waiting_button.other"), PersonPlease())
    if notice.back_at is not None:
        back = _moment(voice, notice.back_at, notice.at)
        text = voice.words("waiting.absent_until", number=number, back=back)
    elif notice.opening is not None:
        opening = _moment(voice, notice.opening, notice.at)
        text = voice.words("waiting.absent_closed", number=number, opening=opening)
    else:
        text = voice.words("waiting.absent", number=number)
    return Spoken(text, keyboard([leave], [other]))


def _nobody_speaks(voice: Voice, notice: n.NobodySpeaks) -> Spoken:
    if notice.back_at is None:
        text = voice.words("waiting.nobody_speaks")
    else:
        text = voice.words("waiting.nobody_speaks_until", back=_moment(voice, notice.back_at, notice.at))
    return Spoken(text, keyboard([choices(voice)[0]]))


def _not_served(voice: Voice, _: n.NotServed) -> Spoken:
    return Spoken(voice.words("waiting.not_served"))


def _upset(voice: Voice, notice: n.Upset) -> Spoken:
    return Spoken(voice.words("waiting.upset", customer=customer_named(voice, notice.customer)))


def _barring_asked(voice: Voice, notice: n.BarringAsked) -> Spoken:
    who, number = customer_named(voice, notice.customer), one_line(notice.number)
    answers: list[tuple[str, Button]] = [
        (voice.words("waiting_button.bar"), BarIt(notice.conversation, barred=True)),
        (voice.words("waiting_button.not_bar"), BarIt(notice.conversation, barred=False)),
    ]
    return Spoken(voice.words("waiting.barring_asked", customer=who, number=number), keyboard(answers))


def _person(voice: Voice) -> tuple[str, Button]:
    return voice.words("button.person"), PersonPlease()


TO_WAITING: Mapping[type[n.Notice], Callable[[Voice, Any], Spoken]] = {
    n.WaitEnded: _wait_ended,
    n.StillNeeded: _still_needed,
    n.LaterPromised: _later_promised,
    n.AgentAbsent: _agent_absent,
    n.NobodySpeaks: _nobody_speaks,
    n.NotServed: _not_served,
    n.Upset: _upset,
    n.BarringAsked: _barring_asked,
}
"""How each of these notices is said."""
