"""How a command ended, in one sentence: as a reply, or in the small window of a press."""

from desk.notices import Outcome, Spent, Told
from handlers.lettering import TOAST, cut, one_line
from handlers.moments import clock_time, upcoming
from handlers.spoken import Spoken, Voice


def told(voice: Voice, notice: Told) -> Spoken:
    """Return the outcome's sentence; what it does not know, it leaves out."""
    known: dict[str, object] = {}
    if notice.number not in {None, "–"}:
        known["number"] = one_line(notice.number or "")
    if notice.at is not None:
        known["at"] = clock_time(notice.at, voice.zone, seconds=True)
    if notice.count is not None:
        known["count"] = notice.count
    if notice.command is not None:
        known["command"] = notice.command
    if notice.until is not None:
        known["until"] = upcoming(notice.until, notice.at or notice.until, voice.zone, voice.words)
    return Spoken(cut(_sentence(voice, notice, known), TOAST), toast=True)


def done(voice: Voice, _: Spent) -> Spoken:
    """Return the sentence of what was done without another."""
    return told(voice, Told(outcome=Outcome.DONE))


def _sentence(voice: Voice, notice: Told, known: dict[str, object]) -> str:
    try:
        return voice.words(f"outcome.{notice.outcome.value}", **known)
    except KeyError:
        return voice.words(f"outcome_plain.{notice.outcome.value}")
