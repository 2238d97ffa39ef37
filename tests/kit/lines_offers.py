"""What the dispatcher asks and agents say to offers in a script."""

from dataclasses import dataclass
from datetime import timedelta

from desk import commands as c
from desk.people import Agent
from tests.kit.cast import LIN, at
from tests.kit.lines import Stage, in_topic


@dataclass(frozen=True)
class Offer:
    """It is somebody's turn."""

    to: Agent = LIN

    def command(self, _: Stage) -> c.Command:
        return c.Offer(agent=self.to.user_id)


@dataclass(frozen=True)
class Decline:
    """An agent passes the offer on; without `offer` the latest."""

    by: Agent = LIN
    offer: int | None = None

    def command(self, stage: Stage) -> c.Command:
        offer = stage.conversation.offers if self.offer is None else self.offer
        return c.Decline(agent=self.by.user_id, origin=in_topic("press"), offer=offer)


@dataclass(frozen=True)
class WithdrawOffer:
    """Who it is offered to is no longer there."""

    agent: Agent = LIN

    def command(self, _: Stage) -> c.Command:
        return c.WithdrawOffer(agent=self.agent.user_id)


@dataclass(frozen=True)
class WritesElsewhere:
    """Who it is offered to has written to another customer, so long after ten o'clock."""

    after: timedelta
    agent: Agent = LIN

    def command(self, _: Stage) -> c.Command:
        return c.PauseOffer(agent=self.agent.user_id, at=at() + self.after)
