"""The floor of the support room at one moment: who is on duty, who holds what, who waits."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from desk.learning.autonomy import Autonomy
from desk.people import Agent
from desk.queue import Place, Queue, longest_wait, place_of
from desk.rules import Rules
from desk.state import Conversation, State
from faq import KnowledgeBase, Language, Match


@dataclass(slots=True, kw_only=True)
class Floor:
    """What a decision may know beyond its own conversation; it follows the batch as decisions are made.

    `today` is the organisation's local day; without it no entry is out of its dates. `tags` are the branches
    and customer levels that are served.
    """

    knowledge: KnowledgeBase
    today: date | None = None
    autonomy: Autonomy = field(default_factory=Autonomy)
    tags: frozenset[str] = frozenset()
    agents: Mapping[int, Agent] = field(default_factory=dict[int, Agent])
    load: dict[int, int] = field(default_factory=dict[int, int])
    queue: Queue = field(default_factory=Queue)
    recent_waits: tuple[timedelta, ...] = ()

    def match(self, text: str, *, language: Language | None = None, follows: str | None = None) -> Match:
        """Return what the library knows today about a message; `follows` is the entry just heard."""
        return self.knowledge.match(text, today=self.today, language=language, follows=follows, tags=self.tags)

    def on_duty(self, user_id: int | None) -> bool:
        """Tell whether this agent is there to answer."""
        agent = self.agents.get(user_id) if user_id is not None else None
        return agent is not None and agent.on_duty

    def anyone_on_duty(self) -> bool:
        """Tell whether a person could take a conversation now."""
        return any(agent.on_duty for agent in self.agents.values())

    def number(self, user_id: int | None) -> str:
        """Return the number an agent is known by."""
        agent = self.agents.get(user_id) if user_id is not None else None
        return agent.number if agent else "–"

    def full(self, user_id: int, rules: Rules) -> bool:
        """Tell whether the agent holds as many conversations as one may."""
        return self.load.get(user_id, 0) >= rules.capacity

    def ahead_of(self, conversation: Conversation) -> int:
        """Return how many are served before this one, who waits or is about to."""
        c = conversation
        return self.queue.ahead_of(place_of(c.level, c.waiting_since, c.customer)) if c.waiting_since else 0

    def wait(self, rules: Rules) -> timedelta:
        """Return the longest wait to expect now."""
        return longest_wait(self.recent_waits, rules.accept)

    def follow(self, before: Conversation, after: Conversation) -> None:
        """Move queue and loads along with a decision just made."""
        if (old := _place(before)) is not None:
            self.queue.leave(old)
        if (new := _place(after)) is not None:
            self.queue.join(new)
        if before.state is State.ACTIVE and before.owner is not None:
            self.load[before.owner] = self.load.get(before.owner, 0) - 1
        if after.state is State.ACTIVE and after.owner is not None:
            self.load[after.owner] = self.load.get(after.owner, 0) + 1


def _place(c: Conversation) -> Place | None:
    if c.state is State.QUEUED and c.waiting_since is not None:
        return place_of(c.level, c.waiting_since, c.customer)
    return None
