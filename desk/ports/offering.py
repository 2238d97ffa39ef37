"""What the dispatcher asks of storage: whose hands are free, and who waits for them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from desk.people import Agent, Customer
from desk.queue.dispatch import Reach
from desk.state import Conversation


@dataclass(frozen=True, slots=True, kw_only=True)
class Loads:
    """How many conversations agents serve or are offered (who has none is left out), and who is offered one."""

    held: Mapping[int, int]
    offered: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Who waits, by name: how many, the first of them in order, and those who were promised an answer for later."""

    count: int = 0
    first: Sequence[tuple[Conversation, Customer]] = ()
    later: Sequence[tuple[Conversation, Customer]] = ()


class OfferingWork(Protocol):
    """The part of a transaction that is about offers."""

    async def waiting(self, most: int) -> Waiting:
        """Return how many wait, the first of them, and as many who were promised an answer, with their names."""
        ...

    def offers(self) -> Mapping[int, int]:
        """Return which conversation each agent is offered, as it was when the staff were read; it asks nothing more."""
        ...

    async def hold(self, agents: Collection[int]) -> dict[int, Agent]:
        """Return these members of staff as they are; nobody else counts or fills their hands until the end."""
        ...

    async def loads(self, agents: Collection[int]) -> Loads:
        """Return what these agents have in hand, without what this transaction has not written yet."""
        ...

    async def first_waiting(self, most: int, within: Collection[Reach]) -> Sequence[Conversation]:
        """Return the first who wait and can be served within one of these reaches, in order, locked until the end.

        One that somebody else has locked is left out: whoever has it stirs the dispatcher, too.
        """
        ...
