"""What a batch of decisions changes for the dispatcher: whether to look who can be offered what, and what agents leave.

Skips, declines and answers leave a trace on the agent (003:295).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from desk import events as e
from desk.people import Absence, Agent
from desk.rules import Rules
from desk.shifts import events as s
from desk.shifts.agent import evolve
from desk.state import Conversation, State

Answer = e.Offered | e.OfferLapsed | e.OfferDeclined | e.Taken | e.AgentReplied
"""What leaves a trace on an agent."""

Trace = tuple[int | None, Answer]
"""Which conversation it is about, and what happened."""


@dataclass(slots=True)
class Stir:
    """What has gathered so far: `again` once who may be offered what can have changed, what agents did or missed."""

    again: bool = False
    traces: list[Trace] = field(default_factory=list[Trace])

    def note(self, before: Conversation, after: Conversation, news: Iterable[e.Event]) -> None:
        """Take in a decision: somebody waits or has waited, or somebody's hands are freer than they were."""
        self.again = self.again or _standing(before) != _standing(after)
        self.traces += [(after.id, event) for event in news if isinstance(event, Answer)]

    def of(self, agent: int) -> list[Trace]:
        """Return the traces one agent has left."""
        return [(about, event) for about, event in self.traces if event.agent == agent]


def _standing(c: Conversation) -> tuple[State, int | None, str, str] | None:
    """Return what the dispatcher sees of a conversation."""
    match c.state:
        case State.QUEUED if c.unreachable:
            return None
        case State.QUEUED | State.OFFERED:
            return c.state, c.offered_to, c.line, c.locale
        case State.ACTIVE:
            return c.state, c.owner, "", ""
        case _:
            return None


def marked(
    agent: Agent, traces: Iterable[Trace], now: datetime, *, idle: bool, rules: Rules
) -> tuple[Agent, list[e.Event]]:
    """Return an agent after what became of offers, and the facts of it; `idle`: nothing else is in hand.

    The same conversation offered again is missed only once before the promise of taking it is over; an absence as
    long as a rest is one.
    """
    news: list[e.Event] = []
    for about, event in traces:
        match event:
            case e.Offered(at=at):
                agent = replace(agent, offered_at=at)
            case e.OfferLapsed():
                again = _is_missed_again(agent, about or 0, now - rules.accept)
                agent = _after(agent, s.OfferMissed(at=now, conversation=about or 0, idle=idle, again=again), news)
            case _ if agent.missed or agent.absence is Absence.MISSED:
                answered = s.OfferAnswered(at=now, conversation=about or 0, rested=_rested(agent, now, rules.rest))
                agent = _after(agent, answered, news)
            case _:
                continue
    return agent, news


def _is_missed_again(agent: Agent, about: int, since: datetime) -> bool:
    missed_at = agent.missed_at if agent.missed and agent.missed_of == about else None
    return missed_at is not None and missed_at > since


def _rested(agent: Agent, now: datetime, rest: timedelta) -> bool:
    """Tell whether the silence an agent comes back from was a rest, as it would be on coming back with a word."""
    return agent.absence is Absence.MISSED and agent.away_since is not None and now - agent.away_since >= rest


def _after(agent: Agent, event: e.Event, news: list[e.Event]) -> Agent:
    news.append(event)
    return evolve(agent, event)
