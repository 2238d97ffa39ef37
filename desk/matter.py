"""One conversation in a batch: as loaded, as it stands now, and what has gathered to be written."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from desk import commands as c
from desk.clocks import soonest
from desk.clocks.ledger import postings
from desk.events import Appealed, Event, Noted
from desk.learning.labels import NOTHING, Lessons
from desk.people import Customer
from desk.ports import Change, Letter, Written
from desk.queue import rank_of
from desk.rules import Rules
from desk.state import Conversation


@dataclass(slots=True)
class Matter:
    """One conversation in the batch: as loaded, as it stands now, and what has gathered."""

    before: Conversation
    now: Conversation
    news: list[Event] = field(default_factory=list[Event])
    letters: list[Letter] = field(default_factory=list[Letter])
    written: list[Written] = field(default_factory=list[Written])
    lessons: Lessons = NOTHING
    customer: Customer | None = None
    looked_at: bool = False
    _due: tuple[Conversation, datetime | None] | None = None

    def due(self, rules: Rules) -> datetime | None:
        """Return when the desk must look at it again, found once for each state of it: a batch has one set of rules."""
        if self._due is None or self._due[0] is not self.now:
            self._due = (self.now, soonest(self.now, rules))
        return self._due[1]

    def strikes(self, now: datetime, rules: Rules) -> bool:
        """Look at its clocks; tell whether one strikes: after a change of rules, for one, most do not."""
        self.looked_at = True
        due = self.due(rules)
        return due is not None and due <= now

    def change(self, rules: Rules) -> Change:
        """Return what must be written of it."""
        due = self.due(rules)
        return Change(
            before=self.before,
            after=self.now,
            news=tuple(self.news),
            letters=tuple(self.letters),
            written=tuple(self.written),
            lessons=self.lessons,
            ledger=postings(self.news, rules),
            customer=self.customer,
            next_due_at=due,
            due_changed=self.looked_at or due != soonest(self.before, rules),
            rank=rank_of(self.now, rules),
        )


def written_of(command: c.Command, news: Sequence[Event]) -> list[Written]:
    """Return the words to be kept; what an agent wrote that went to nobody is kept as a note."""
    match command:
        case c.Say(content=content):
            return [Written(content=content, author="customer")]
        case c.Correct(content=content):
            return [Written(content=content, author="customer", revision=True)]
        case c.Reply(content=content, agent=agent):
            noted = any(isinstance(one, Noted) for one in news)
            return [Written(content=content, author="note" if noted else "agent", agent=agent)]
        case c.Appeal(content=content, agent=agent) if any(isinstance(one, Appealed) for one in news):
            return [Written(content=content, author="note", agent=agent)]
        case c.CorrectReply(content=content, agent=agent):
            return [Written(content=content, author="agent", agent=agent, revision=True)]
        case c.Note() | c.Transfer() | c.Hold() | c.Promise():
            note = command.note if any(isinstance(one, Noted) for one in news) else None
            return [Written(content=note, author="note", agent=command.agent)] if note is not None else []
        case _:
            return []
