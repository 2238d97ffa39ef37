"""What the dispatcher asks of a conversation that waits, and what an agent says to an offer."""

from dataclasses import dataclass
from datetime import datetime

from desk.commands.command import Command, StaffCommand
from desk.events import Withdrawal


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch(Command):
    """Something outside all conversations may have changed who can be offered what (a start, a new rota)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer(Command):
    """It is this agent's turn: the dispatcher's choice."""

    agent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Decline(StaffCommand):
    """An agent passes an offer on; `offer` is its number, as the button was made for."""

    offer: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawOffer(Command):
    """The agent to whom it is offered can no longer take it."""

    agent: int
    why: Withdrawal = Withdrawal.AGENT_LEFT


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseOffer(Command):
    """The agent to whom it is offered wrote to another customer at a moment."""

    agent: int
    at: datetime
