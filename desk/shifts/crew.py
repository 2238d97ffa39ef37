"""The staff and the room while a batch is decided: who they are now, what has happened to them, what must be said."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from desk import commands as c
from desk import events as e
from desk import notices as n
from desk.floor import Floor
from desk.notices.shifts import ShiftOutcome, ShiftTold
from desk.people import Agent
from desk.ports.staff import DutyChange, LastWords
from desk.rules import Rules
from desk.shifts import clocks, room
from desk.shifts.agent import evolve
from desk.shifts.bulletin import Reading, StaffNotice
from desk.shifts.departing import is_held
from desk.shifts.room import Room, RoomChange
from desk.state import Conversation

Depart = Callable[[int, c.Departure, int | None], None]
"""Lets the conversations of somebody who goes look for somebody else: all of them, or one by its number."""


@dataclass(slots=True, kw_only=True)
class Stock:
    """What was loaded for commands about shifts: the room, the latest notices to all, the last words of customers.

    `room` is None where nothing in the batch can concern it.
    """

    room: Room | None = None
    bulletin: Sequence[StaffNotice] = ()
    words: Mapping[int, LastWords] = field(default_factory=dict[int, LastWords])


@dataclass(slots=True, kw_only=True)
class Crew:
    """Members of staff and their room in a batch; the floor shows them as they stand now."""

    now: datetime
    rules: Rules
    floor: Floor
    standing: Callable[[], Iterable[Conversation]]
    depart: Depart
    stock: Stock = field(default_factory=Stock)
    room: Room | None = None
    says: list[tuple[c.Origin | None, n.Notice]] = field(default_factory=list[tuple[c.Origin | None, n.Notice]])
    posted: list[StaffNotice] = field(default_factory=list[StaffNotice])
    read: list[Reading] = field(default_factory=list[Reading])
    _news: dict[int, list[e.Event]] = field(default_factory=dict[int, list[e.Event]])
    _admitted: set[int] = field(default_factory=set[int])
    _room_news: list[e.Event] = field(default_factory=list[e.Event])
    _room_before: Room | None = None
    _looked_at_room: bool = False

    def open(self, stock: Stock) -> None:
        """Take in what was loaded."""
        self.stock = stock
        self.room = self._room_before = stock.room
        self.floor.unstaffed_since = stock.room.unstaffed_since if stock.room is not None else None

    # --- what is true now ----------------------------------------------------------------------------------------

    def held_by(self, user_id: int) -> list[Conversation]:
        """Return what somebody has in hand, oldest first."""
        return [one for one in self.standing() if is_held(one, user_id)]

    def by_number(self, number: str) -> Agent | None:
        """Return the member of staff with a number."""
        return next((one for one in self.floor.agents.values() if one.number == number), None)

    def leads(self) -> tuple[n.Called, ...]:
        """Return who is rung when a lead is wanted: the duty lead and the deputy of the rota, else every lead."""
        leads = self.floor.planned_leads(self.now) or {one: self.floor.number(one) for one in self.floor.leads()}
        return tuple(n.Called(agent=one, number=number) for one, number in leads.items())

    def called(self, number: str) -> n.Called | None:
        """Return whom to ring by a number."""
        user_id = self.floor.numbered(number)
        return None if user_id is None else n.Called(agent=user_id, number=number)

    # --- what happens --------------------------------------------------------------------------------------------

    def happen(self, user_id: int, *news: e.Event) -> Agent:
        """Let facts about somebody be true from here on.

        Raises:
            IllegalMove: the table knows no such move.
        """
        agent = self.floor.agents.get(user_id)
        if agent is None:
            agent = Agent(user_id=user_id, number="")
            self._admitted.add(user_id)
        for event in news:
            agent = evolve(agent, event)
            self._news.setdefault(user_id, []).append(event)
        self.floor.agents = {**self.floor.agents, user_id: agent}
        return agent

    def take(self, change: DutyChange) -> None:
        """Leave somebody as a decision made elsewhere left them."""
        user_id = change.agent.user_id
        self.floor.agents = {**self.floor.agents, user_id: change.agent}
        self._news.setdefault(user_id, []).extend(change.news)

    def befall(self, event: e.Event) -> Room:
        """Let a fact about the room be true from here on.

        Raises:
            IllegalMove: the table knows no such move.
        """
        self.room = room.evolve(self.room or Room(), event)
        self._room_news.append(event)
        return self.room

    def look_at(self, *user_ids: int) -> None:
        """Have the next moment of these written down again, whatever happened."""
        for user_id in user_ids:
            self._news.setdefault(user_id, [])

    def look_at_room(self) -> None:
        """Have the next moment of the room written down again."""
        self._looked_at_room = True

    def tell(self, origin: c.Origin, *notices: n.Notice) -> None:
        """Tell whoever gave a command."""
        self.says += [(origin, notice) for notice in notices]

    def say(self, *notices: n.Notice) -> None:
        """Tell the room."""
        self.says += [(None, notice) for notice in notices]

    # --- what must be written ------------------------------------------------------------------------------------

    def changes(self) -> list[DutyChange]:
        """Return the members of staff that have changed, with what happened and when to look at them again."""
        return [
            DutyChange(
                agent=self.floor.agents[user_id],
                admitted=user_id in self._admitted,
                at=self.now,
                news=tuple(news),
                next_due_at=clocks.soonest(self.floor.agents[user_id], self.rules, self.floor.rota),
            )
            for user_id, news in self._news.items()
            if user_id in self.floor.agents
        ]

    def room_change(self, next_due_at: datetime | None) -> RoomChange | None:
        """Return what became of the room, or None if nobody need write it down."""
        if self.room is None or not (self._room_news or self._looked_at_room or self._news):
            return None
        before = self._room_before or Room()
        return RoomChange(before=before, after=self.room, news=tuple(self._room_news), next_due_at=next_due_at)


def told(outcome: ShiftOutcome, number: str | None = None, count: int | None = None) -> ShiftTold:
    """Return how a command ended."""
    return ShiftTold(outcome=outcome, number=number, count=count)
