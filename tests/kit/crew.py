"""A day in the staff room: commands, presses and time, decided by the batch as the desk does it, without a database."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Self

from desk import commands as c
from desk import events as e
from desk.batch import Batch
from desk.evolution import fold
from desk.notices import Notice
from desk.people import Agent
from desk.ports import LastWords, Loaded
from desk.queue import Place
from desk.rules import Rules
from desk.rules.rulebook import Book
from desk.shifts.bulletin import StaffNotice
from desk.shifts.clocks import soonest
from desk.shifts.crew import Stock
from desk.shifts.room import Room
from desk.shifts.rota import Rota
from desk.state import Conversation, State
from tests.kit.cast import KNOWLEDGE, LIN, MEI, STAFF_ROOM, TEN, WANG, ZHAO

HERE = c.Origin(chat_id=STAFF_ROOM, message_id=77)
PRESSED = c.Origin(chat_id=STAFF_ROOM, message_id=78, press_id="press")


def waiting(number: int = 1, customer: int = MEI.chat_id, since: datetime = TEN) -> Conversation:
    """Return somebody who waits for a person."""
    history = [e.Opened(at=since), e.HandedOff(at=since, reason=e.Reason.ASKED, ticket=number)]
    return replace(fold(customer, history), id=number)


def held(
    by: Agent = LIN, number: int = 1, *, answered: bool = False, customer: int = MEI.chat_id, since: datetime = TEN
) -> Conversation:
    """Return a conversation somebody has in hand, which waits for the customer once it is answered."""
    history: list[e.Event] = [
        e.Opened(at=since),
        e.HandedOff(at=since, reason=e.Reason.ASKED, ticket=number),
        e.Taken(at=since, agent=by.user_id),
    ]
    if answered:
        history.append(e.AgentReplied(at=since, agent=by.user_id, message=50, answers=True))
    return replace(fold(customer, history), id=number)


class StaffRoom:
    """Staff, room and conversations, from one step to the next; `said` is what the last step had said."""

    def __init__(
        self,
        *,
        rules: Rules | None = None,
        rota: Rota | None = None,
        agents: Iterable[Agent] = (LIN, WANG, ZHAO),
        conversations: Iterable[Conversation] = (),
        now: datetime = TEN,
    ) -> None:
        self.rules = rules or Rules()
        self.rota = rota
        self.agents = {agent.user_id: agent for agent in agents}
        self.conversations = {one.id: one for one in conversations}
        self.room = Room()
        self.bulletin: list[StaffNotice] = []
        self.histories: dict[int, list[e.Event]] = {}
        self.now = now
        self.news: list[e.Event] = []
        self.said: list[Notice] = []
        self._dues: dict[int, datetime | None] = {
            agent.user_id: soonest(agent, self.rules, rota) for agent in self.agents.values()
        }
        self._room_due: datetime | None = None

    def do(self, command: c.Command, subject: c.Subject | None = None) -> Self:
        """Have one command decided."""
        batch = self._batch()
        batch.handle(c.Given(command=command, subject=subject or c.OfRoom()))
        batch.settle()
        self._keep(batch)
        return self

    def wait(self, **span: float) -> Self:
        """Let time pass, with every clock striking at its moment; `said` is what all of them had said."""
        until, said, news = self.now + timedelta(**span), list[Notice](), list[e.Event]()
        while (due := self._next_due()) is not None and due[0] <= until:
            self.now = max(due[0], self.now)
            self.do(c.Strike(), due[1])
            said += self.said
            news += self.news
        self.now, self.said, self.news = until, said, news
        return self

    def agent(self, who: Agent) -> Agent:
        """Return somebody as they are now."""
        return self.agents[who.user_id]

    def told(self, kind: type[Notice]) -> Sequence[Any]:
        """Return what was said of one kind."""
        return [notice for notice in self.said if isinstance(notice, kind)]

    def states(self) -> dict[int | None, tuple[State, int | None]]:
        """Return where every conversation stands, and who has it."""
        return {number: (one.state, one.owner) for number, one in self.conversations.items()}

    def _next_due(self) -> tuple[datetime, c.Subject] | None:
        dues: list[tuple[datetime, c.Subject]] = [
            (at, c.OfAgent(user_id)) for user_id, at in self._dues.items() if at is not None
        ]
        if self._room_due is not None:
            dues.append((self._room_due, c.OfRoom()))
        return min(dues, key=lambda one: one[0], default=None)

    def _batch(self) -> Batch:
        batch = Batch(
            now=self.now,
            rules=self.rules,
            knowledge=KNOWLEDGE,
            locale="zh",
            loaded=Loaded(),
            agents=self.agents,
            book=Book(rules=self.rules, rota=self.rota),
        )
        batch.own([one for one in self.conversations.values() if one.state is not State.QUEUED])
        for one in self.conversations.values():
            if one.state is State.QUEUED and one.waiting_since is not None:
                batch.floor.queue.join(Place(one.waiting_since, one.customer, one.line))
        words = {
            number: LastWords(conversation=one, name=MEI.name, text="My tap leaks")
            for number, one in self.conversations.items()
            if number is not None
        }
        batch.crew.open(Stock(room=self.room, bulletin=self.bulletin, words=words))
        return batch

    def _keep(self, batch: Batch) -> None:
        changes = batch.duty
        self.agents = dict(batch.floor.agents)
        self._dues |= {change.agent.user_id: change.next_due_at for change in changes}
        self.rota = batch.floor.rota
        for change in changes:
            self.histories.setdefault(change.agent.user_id, []).extend(change.news)
        moved = batch.changes()
        self.conversations |= {change.after.id: change.after for change in moved}
        self.news = [event for change in changes for event in change.news]
        self.said = [letter.notice for letter in (*batch.loose, *(one for change in moved for one in change.letters))]
        if (room := batch.room_change) is not None:
            self.room, self._room_due = room.after, room.next_due_at
            self.news += room.news
        self.bulletin = [
            replace(one, readers=(*one.readers, *(r.agent for r in batch.crew.read if r.notice == one.id)))
            for one in (*self.bulletin, *batch.crew.posted)
        ]
