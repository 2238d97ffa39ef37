"""The floor of the support room at one moment: who is on duty, who holds what, who waits."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from desk.cases.kinds import SERIES, CaseKind
from desk.cases.state import Case
from desk.clocks.excuses import Trouble
from desk.clocks.ledger import Line, posted_on
from desk.events import Event
from desk.forms.form import Form
from desk.hours import run
from desk.learning.autonomy import Autonomy
from desk.people import Absence, Agent, Role
from desk.queue import Place, Queue, longest_wait, place_of
from desk.queue.dispatch import Hand, capacity_of, reach_of
from desk.rules import Rules
from desk.shifts import Rota
from desk.state import Conversation, State
from faq import KnowledgeBase, Language, Match

Wait = tuple[datetime, datetime]
"""Since when and until when somebody waited."""


@dataclass(slots=True, kw_only=True)
class Floor:
    """What a decision may know beyond its own conversation; it follows the batch as decisions are made.

    `today` is the organisation's local day; without it no entry is out of its dates. `tags` are the branches
    and customer levels that are served, `tickets` the last number given today in each line. `barred` and
    `cared_for` are the customers people do not serve, and those who need special care; `levels` are those of
    customers whose class has one. `load` is how many
    conversations each agent serves or is offered, `offered` how many of these are offers: of agents who are `counted`
    all there are, of others what this batch has made of them. `lately_waited` tells of each line since when until when
    those waited who were served lately, `recent_waits` for how long, once it was asked for. `ledger` and `case_ledger`
    hold the lines of the conversations and cases that are asked about, by their rows. `forms` are the open ones by
    chat, `cases` those of each customer that are open or were lately closed, the latest first.
    """

    knowledge: KnowledgeBase
    rules: Rules = field(default_factory=Rules)
    today: date | None = None
    autonomy: Autonomy = field(default_factory=Autonomy)
    tags: frozenset[str] = frozenset()
    agents: Mapping[int, Agent] = field(default_factory=dict[int, Agent])
    rota: Rota | None = None
    unstaffed_since: datetime | None = None
    load: dict[int, int] = field(default_factory=dict[int, int])
    offered: dict[int, int] = field(default_factory=dict[int, int])
    counted: set[int] = field(default_factory=set[int])
    queue: Queue = field(default_factory=Queue)
    lately_waited: Mapping[str, Sequence[Wait]] = field(default_factory=dict[str, Sequence[Wait]])
    recent_waits: dict[str, tuple[timedelta, ...]] = field(default_factory=dict[str, tuple[timedelta, ...]])
    tickets: dict[str, int] = field(default_factory=dict[str, int])
    barred: frozenset[int] = frozenset()
    cared_for: frozenset[int] = frozenset()
    levels: Mapping[int, int] = field(default_factory=dict[int, int])
    troubles: Sequence[Trouble] = ()
    ledger: dict[int, Sequence[Line]] = field(default_factory=dict[int, Sequence[Line]])
    case_ledger: dict[int, Sequence[Line]] = field(default_factory=dict[int, Sequence[Line]])
    histories: dict[int, list[Event]] = field(default_factory=dict[int, list[Event]])
    forms: dict[int, Form] = field(default_factory=dict[int, Form])
    cases: dict[int, list[Case]] = field(default_factory=dict[int, list[Case]])
    case_counters: dict[str, int] = field(default_factory=dict[str, int])

    def remember(self, number: int | None, news: Sequence[Event]) -> None:
        """Let what is known of the past of a conversation go on."""
        if number is not None and number in self.histories:
            self.histories[number] += news
        if number is not None and number in self.ledger:
            self.ledger[number] = posted_on(self.ledger[number], news, self.rules)

    def next_ticket(self, line: str) -> int:
        """Return the next number of a line; they count from 1 every day."""
        self.tickets[line] = self.tickets.get(line, 0) + 1
        return self.tickets[line]

    def next_case_id(self) -> int:
        """Return the number of the row of a new case."""
        return self._counted("case")

    def next_case_number(self, kind: CaseKind, now: datetime) -> str:
        """Return the number of a new case, such as TS-20261122-0007: its series, its local day, its place this year."""
        day = now.astimezone(self.rules.organisation.zone or UTC)
        count = self._counted(f"case:{SERIES[kind]}:{day:%Y}")
        return f"{SERIES[kind]}-{day:%Y%m%d}-{count:04}"

    def _counted(self, series: str) -> int:
        self.case_counters[series] = self.case_counters.get(series, 0) + 1
        return self.case_counters[series]

    def match(self, text: str, *, language: Language | None = None, follows: str | None = None) -> Match:
        """Return what the library knows today about a message; `follows` is the entry just heard."""
        return self.knowledge.match(text, today=self.today, language=language, follows=follows, tags=self.tags)

    def on_duty(self, user_id: int | None) -> bool:
        """Tell whether this agent is there to answer."""
        agent = self.agents.get(user_id) if user_id is not None else None
        return agent is not None and agent.on_duty

    def answers(self, user_id: int | None, now: datetime) -> bool:
        """Tell whether an owner will see what a customer writes now: there, or stepped out for a moment (003:282)."""
        agent = self.agents.get(user_id) if user_id is not None else None
        if agent is None or not agent.on_duty:
            return False
        briefly = agent.absence is Absence.UNSAID and now - (agent.away_since or now) < self.rules.away[0]
        return agent.present or briefly

    def available(self, user_id: int) -> bool:
        """Tell whether this agent may be offered something."""
        agent = self.agents.get(user_id)
        return agent is not None and agent.available

    def unstaffed(self, at: datetime) -> bool:
        """Tell whether nobody is there who should be, since a moment before this one: no breach is an agent's then."""
        return self.unstaffed_since is not None and self.unstaffed_since <= at

    def employs(self, user_id: int) -> bool:
        """Tell whether somebody is on the staff, and has not been removed."""
        agent = self.agents.get(user_id)
        return agent is not None and not agent.removed

    def anyone_on_duty(self) -> bool:
        """Tell whether somebody has come on duty, away for a while or not."""
        return any(agent.on_duty for agent in self.agents.values())

    def anyone_present(self) -> bool:
        """Tell whether a person could take a conversation now."""
        return any(agent.present for agent in self.agents.values())

    def leads(self) -> list[int]:
        """Return the leads, those on duty first."""
        leads = [agent for agent in self.agents.values() if agent.leads]
        return [agent.user_id for agent in sorted(leads, key=lambda agent: (not agent.on_duty, agent.number))]

    def leads_to_call(self, now: datetime) -> list[int]:
        """Return the leads on duty, else those the plan names now, else all there are."""
        leads = self.leads()
        there = [lead for lead in leads if self.on_duty(lead)]
        return there or [one for one in self.planned_leads(now) if one in leads][:1] or leads

    def planned_leads(self, now: datetime) -> dict[int, str]:
        """Return the duty lead and the deputy of the rota with their numbers: they are called, whatever their role."""
        planned = () if self.rota is None else (self.rota.lead(now), self.rota.deputy(now))
        found = ((self.numbered(number), number) for number in planned if number is not None)
        return {user_id: number for user_id, number in found if user_id is not None}

    def numbered(self, number: str) -> int | None:
        """Return who has a number, as the rota or else the staff has it."""
        who = self.rota.by_number(number) if self.rota is not None else None
        known = who or next((agent for agent in self.agents.values() if agent.number == number), None)
        return None if known is None else known.user_id

    def is_lead(self, user_id: int) -> bool:
        """Tell whether this agent may do what only a lead may."""
        agent = self.agents.get(user_id)
        return agent is not None and agent.leads

    def number(self, user_id: int | None) -> str:
        """Return the number an agent is known by."""
        agent = self.agents.get(user_id) if user_id is not None else None
        return agent.number if agent else "–"

    def count(self, agents: Collection[int], held: Mapping[int, int], offered: Collection[int]) -> None:
        """Take in what is kept of these agents' conversations; what this batch has changed comes on top of it."""
        for agent in set(agents) - self.counted:
            self.load[agent] = self.load.get(agent, 0) + held.get(agent, 0)
            self.offered[agent] = self.offered.get(agent, 0) + (agent in offered)
            self.counted.add(agent)

    def hands(self) -> list[Hand]:
        """Return those who are there to serve, with what they have in hand; the tired only if there is nobody else."""
        there = [agent for agent in self.agents.values() if agent.available and agent.role is not Role.WORKER]
        rested = [agent for agent in there if not agent.tired]
        return [
            Hand(
                agent=agent,
                reach=reach_of(agent, self.rota, self.rules),
                held=self.load.get(agent.user_id, 0),
                capacity=self.capacity(agent.user_id),
                offered=self.offered.get(agent.user_id, 0) > 0,
            )
            for agent in rested or there
        ]

    def capacity(self, user_id: int) -> int:
        """Return how many conversations the agent may have at once."""
        return capacity_of(user_id, self.rota, self.rules)

    def full(self, user_id: int, rules: Rules, *, about: Conversation | None = None) -> bool:
        """Tell whether the agent has as many conversations as one may; an offer of what it is `about` is no other."""
        own = about is not None and about.state is State.OFFERED and about.offered_to == user_id
        return self.load.get(user_id, 0) - own >= capacity_of(user_id, self.rota, rules)

    def ahead_of(self, conversation: Conversation) -> int:
        """Return how many are served before this one, who waits or is about to."""
        place = place_of(conversation, self.rules)
        return self.queue.ahead_of(place) if place is not None else 0

    def wait(self, line: str) -> timedelta:
        """Return the longest wait to expect now in a line (001:1859)."""
        if line not in self.recent_waits:
            lately = self.lately_waited.get(line, ())
            hours = self.rules.hours_of(line)
            self.recent_waits[line] = tuple(run(hours, since, until) for since, until in lately)
        return longest_wait(self.recent_waits[line], self.rules.accept)

    def follow(self, before: Conversation, after: Conversation) -> None:
        """Move queue and loads along with a decision just made."""
        if (old := self._place(before)) is not None:
            self.queue.leave(old)
        if (new := self._place(after)) is not None:
            self.queue.join(new)
        for conversation, change in ((before, -1), (after, 1)):
            if conversation.state is State.ACTIVE and conversation.owner is not None:
                self.load[conversation.owner] = self.load.get(conversation.owner, 0) + change
            if conversation.state is State.OFFERED and conversation.offered_to is not None:
                self.load[conversation.offered_to] = self.load.get(conversation.offered_to, 0) + change
                self.offered[conversation.offered_to] = self.offered.get(conversation.offered_to, 0) + change

    def _place(self, c: Conversation) -> Place | None:
        return place_of(c, self.rules) if c.state is State.QUEUED else None
