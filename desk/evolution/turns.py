"""Whose turn it is to write, and since when: what pauses the handling, and makes us ask whether anybody is there."""

from dataclasses import replace
from datetime import datetime

from desk import events as e
from desk.state import Conversation, Count, Pause


def customers_turn(c: Conversation, at: datetime) -> Conversation:
    """From here on we wait for the customer."""
    turns = _begun(c.customers_turns, at)
    return replace(c, idle_since=at, idles=c.idles + 1, thanked=False, customers_turns=turns)


def our_turn(c: Conversation, at: datetime) -> Conversation:
    """From here on the customer waits for us."""
    return replace(c, idle_since=None, customers_turns=ended(c.customers_turns, at))


def set_aside(c: Conversation, at: datetime) -> Conversation:
    """From here on the customer knows when we go on: nobody waits until then, and nobody is asked anything."""
    return replace(c, idle_since=None, customers_turns=_begun(c.customers_turns, at))


def nobodys_turn(c: Conversation) -> Conversation:
    """There is no turn: nobody serves the conversation."""
    return replace(c, idle_since=None, customers_turns=(), handled=None)


def handling_counted(c: Conversation, event: e.HandlingCounted) -> Conversation:
    """What was over by then is counted and let go; a turn that goes on, or ends later, is kept as it is."""
    kept = tuple(pause for pause in c.customers_turns if pause.end is None or pause.end > event.until)
    return replace(c, customers_turns=kept, handled=Count(until=event.until, ran=event.ran, due=event.due))


def ended(pauses: tuple[Pause, ...], at: datetime) -> tuple[Pause, ...]:
    """Return pauses of which none goes on after a moment."""
    if not pauses or (pauses[-1].end is not None and pauses[-1].end <= at):
        return pauses
    return (*pauses[:-1], replace(pauses[-1], end=max(at, pauses[-1].start)))


def _begun(pauses: tuple[Pause, ...], at: datetime) -> tuple[Pause, ...]:
    return pauses if pauses and pauses[-1].end is None else (*pauses, Pause(at))
