"""What has a history and clocks: how it begins and goes on, and which clocks follow; a conversation or a case.

Whoever explains or replays the past asks only this, so that both are told by the same arithmetic.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Generic, TypeVar

from desk import events as e
from desk.clocks import runs
from desk.clocks.run import Due, Run
from desk.events import Event
from desk.evolution import evolve
from desk.rules import Rules
from desk.state import Conversation

Lived = TypeVar("Lived")


@dataclass(frozen=True, slots=True, kw_only=True)
class Life(Generic[Lived]):
    """The fold of one kind of thing, and its clocks; `subject` is what its history is kept under.

    `remember` is the fold of who explains: clocks follow from it as from `evolve`, but nothing is let go that they were
    counted from.
    """

    subject: Callable[[Lived], str]
    beginning: Callable[[Lived, Sequence[Event]], Lived]
    evolve: Callable[[Lived, Event], Lived]
    remember: Callable[[Lived, Event], Lived]
    started: Callable[[Lived, Rules], Iterator[Run]]
    come_due: Callable[[Lived, Rules, datetime], list[Due]]


def beginning(conversation: Conversation, history: Sequence[Event]) -> Conversation:
    """Return the conversation before anything happened; its language is the customer's own where they wrote."""
    wrote = any(isinstance(event, e.CustomerWrote) for event in history)
    return Conversation(
        customer=conversation.customer,
        id=conversation.id,
        previous=conversation.previous,
        locale="zh" if wrote else conversation.locale,
    )


def _remember(conversation: Conversation, event: Event) -> Conversation:
    after = evolve(conversation, event)
    if not isinstance(event, e.HandlingCounted):
        return after
    return replace(after, customers_turns=conversation.customers_turns)


def _subject(conversation: Conversation) -> str:
    return f"conversation:{conversation.id or 0}"


TALK: Life[Conversation] = Life(
    subject=_subject,
    beginning=beginning,
    evolve=evolve,
    remember=_remember,
    started=runs.started,
    come_due=runs.come_due,
)
"""The life of a conversation."""

AnyLife = Life[Any]
