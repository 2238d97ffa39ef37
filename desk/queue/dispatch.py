"""Who is offered what: the order of those who wait, and for each the agent whose turn it is.

Order: level, urgency, waiting time, as the rank has it, in which everybody ages upwards (001:1863). Agent: the one
asked for, the one who served before, a lead last, whoever has least in hand, whoever had no offer for longest
(003:79-88). An agent has one offer at a time. Who has passed one on gets it again only when there is nobody else for
it. A customer whom nobody here can serve does not hold up those behind.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from desk.people import Agent
from desk.rules import Rules
from desk.shifts.rota import Rota
from desk.state import Conversation

_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Reach:
    """What an agent can serve: every line but those that need a skill the agent `lacks`, in these languages.

    No `languages` means all of them.
    """

    lacks: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()

    def covers(self, conversation: Conversation) -> bool:
        """Tell whether a conversation is within it."""
        spoken = not self.languages or conversation.locale in self.languages
        return spoken and conversation.line not in self.lacks


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """An agent who is there: how many conversations are in hand, how many may be, and whether one is offered now."""

    agent: Agent
    reach: Reach = Reach()
    held: int = 0
    capacity: int = 8
    offered: bool = False

    @property
    def full(self) -> bool:
        """Tell whether there is no room for another conversation."""
        return self.held >= self.capacity

    @property
    def free(self) -> bool:
        """Tell whether something may be offered now."""
        return not self.offered and not self.full


def reach_of(agent: Agent, rota: Rota | None, rules: Rules) -> Reach:
    """Return what an agent can serve; of whom no rota says anything, everything."""
    known = rota.agent(agent.user_id) if rota is not None else None
    if known is None:
        return Reach()
    lacks = (letter for letter, line in rules.lines.items() if line.skill and line.skill not in known.skills)
    return Reach(frozenset(lacks), known.languages)


def capacity_of(agent: int, rota: Rota | None, rules: Rules) -> int:
    """Return how many conversations an agent may have at once."""
    known = rota.agent(agent) if rota is not None else None
    return rules.capacity if known is None or known.capacity is None else known.capacity


def assign(waiting: Iterable[Conversation], hands: Sequence[Hand]) -> list[tuple[Conversation, int]]:
    """Return who is offered which conversation, of those who wait in the order of the queue.

    `hands` are all who are there, also those who have no room: whoever has an offer may yet answer it.
    """
    there = list(hands)
    made: list[tuple[Conversation, int]] = []
    for conversation in waiting:
        if not any(hand.free for hand in there):
            break
        hand = _turn(conversation, there)
        if hand is not None:
            there[there.index(hand)] = replace(hand, held=hand.held + 1, offered=True)
            made.append((conversation, hand.agent.user_id))
    return made


def reaches(hands: Collection[Hand]) -> frozenset[Reach]:
    """Return what those can serve to whom something may be offered now."""
    return frozenset(hand.reach for hand in hands if hand.free)


def _turn(conversation: Conversation, hands: Sequence[Hand]) -> Hand | None:
    able = [hand for hand in hands if hand.free and hand.reach.covers(conversation)]
    fresh = [hand for hand in able if hand.agent.user_id not in conversation.skipped]
    if not fresh and any(_may_yet(hand, conversation) for hand in hands if not hand.free):
        return None
    return min(fresh or able, key=lambda hand: _order(hand, conversation), default=None)


def _may_yet(hand: Hand, conversation: Conversation) -> bool:
    """Tell whether somebody who has to answer another offer first will be asked before who has passed this one on."""
    passed_on = hand.agent.user_id in conversation.skipped
    return not hand.full and not passed_on and hand.reach.covers(conversation)


def _order(hand: Hand, conversation: Conversation) -> tuple[bool, bool, bool, int, datetime, str]:
    agent = hand.agent
    return (
        agent.user_id != conversation.wanted,
        agent.user_id != conversation.former,
        agent.leads,
        hand.held,
        agent.offered_at or _NEVER,
        agent.number,
    )
