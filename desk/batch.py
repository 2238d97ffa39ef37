"""A batch of commands while it is decided: the conversations as they stand, what must be written in the end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hmac import compare_digest

from desk import commands as c
from desk import duty
from desk import notices as n
from desk.clocks import running, soonest
from desk.conversation import decide
from desk.errors import IllegalMove
from desk.events import Clock, Event, Noted
from desk.floor import Floor
from desk.learning.autonomy import Autonomy
from desk.learning.labels import NOTHING, Lessons
from desk.library.batch import LibraryBatch
from desk.library.commands import EditorCommand, LibraryCommand
from desk.people import Agent, Customer
from desk.ports import Change, DutyChange, Letter, Loaded, Written
from desk.rules import Rules
from desk.state import Conversation, State
from faq import KnowledgeBase

_ALBUM_WAITS = timedelta(seconds=1)
_BEGINS = (c.Say, c.Greet, c.Help, c.AskForPerson, c.Choose, c.Unreadable, c.Reply, c.Take, c.Forged, c.Judge)
_InTheRoom = c.Link | c.GoOn | c.GoOff | c.Admit | c.ShowQueue | c.NoTopic | c.Misspelt | c.Anonymous


@dataclass(slots=True)
class _Open:
    """One conversation in the batch: as loaded, as it stands now, and what has gathered."""

    before: Conversation
    now: Conversation
    news: list[Event] = field(default_factory=list[Event])
    letters: list[Letter] = field(default_factory=list[Letter])
    written: list[Written] = field(default_factory=list[Written])
    lessons: Lessons = NOTHING
    customer: Customer | None = None
    looked_at: bool = False

    def change(self, rules: Rules) -> Change:
        due = soonest(self.now, rules)
        return Change(
            before=self.before,
            after=self.now,
            news=tuple(self.news),
            letters=tuple(self.letters),
            written=tuple(self.written),
            lessons=self.lessons,
            customer=self.customer,
            next_due_at=due,
            due_changed=self.looked_at or due != soonest(self.before, rules),
        )


class Batch:
    """Commands decided in memory, in order, on one moment's view of the floor."""

    def __init__(
        self,
        *,
        now: datetime,
        rules: Rules,
        knowledge: KnowledgeBase,
        locale: str,
        loaded: Loaded,
        agents: Mapping[int, Agent],
        link_code: str | None = None,
        library: LibraryBatch | None = None,
        autonomy: Autonomy | None = None,
    ) -> None:
        self._now = now
        self._rules = rules
        self._locale = locale
        self._customers = loaded.customers
        today = now.astimezone(rules.organisation.zone).date()
        self.floor = Floor(
            knowledge=knowledge,
            today=today,
            tags=frozenset(rules.library.applies_to),
            autonomy=autonomy or Autonomy(),
            agents=dict(agents),
        )
        self.library = library
        self._link_code = link_code
        self.room: int | None = None
        self.duty: list[DutyChange] = []
        self.loose: list[Letter] = []
        self.first_waiting: tuple[int, Sequence[tuple[Conversation, Customer]]] = (0, ())
        self._found = {subject: found for subject, found in loaded.conversations.items() if found}
        self._entries: list[_Open] = []
        self._by_number: dict[int | None, _Open] = {}
        self._latest: dict[int, _Open] = {}
        self.own(sorted(self._found.values(), key=lambda one: one.id or 0))

    def about(self, subject: c.Subject) -> Conversation | None:
        """Return the conversation a command is about, as it stands now."""
        entry = self._entry(subject)
        return entry.now if entry else None

    def own(self, conversations: Sequence[Conversation]) -> None:
        """Bring in conversations found later; those already here stand further on."""
        for conversation in conversations:
            if conversation.id not in self._by_number:
                self._by_number[conversation.id] = self._enter(conversation)

    def handle(self, given: c.Given) -> None:
        """Decide one command."""
        command = given.command
        if isinstance(command, _InTheRoom):
            self._in_the_room(command)
        elif isinstance(command, LibraryCommand):
            self._about_the_library(given, command)
        elif isinstance(command, c.StaffCommand) and command.agent not in self.floor.agents:
            self._refuse(given.subject, command)
        elif not isinstance(command, c.React) or command.agent is None or command.agent in self.floor.agents:
            self._converse(given)

    def _about_the_library(self, given: c.Given, command: LibraryCommand) -> None:
        """A stranger in private is a customer, whatever the words look like."""
        if isinstance(command, EditorCommand) and command.agent not in self.floor.agents:
            if command.otherwise is not None:
                self._converse(replace(given, command=command.otherwise))
            else:
                self._tell(command.origin, n.Told(outcome=n.Outcome.NOT_ADMITTED))
        elif self.library is not None:
            says = self.library.handle(command)
            self.loose += [Letter(notice=notice, locale=self._locale, origin=origin) for origin, notice in says]

    def _refuse(self, subject: c.Subject, command: c.StaffCommand) -> None:
        """Say that this is for staff; what is written in a topic that is no customer's is nobody's business."""
        if self._entry(subject) is not None or not isinstance(command, c.Reply | c.CorrectReply):
            self._tell(command.origin, n.Told(outcome=n.Outcome.NOT_ADMITTED))

    def changes(self) -> list[Change]:
        """Return what must be written, a conversation that was closed before the one that follows it."""
        return [one.change(self._rules) for one in self._entries if one.news or one.letters or one.looked_at]

    # --- conversations -------------------------------------------------------------------------------------------

    def _converse(self, given: c.Given) -> None:
        entry = self._entry(given.subject)
        if entry is not None:
            entry = self._not_over(entry, given.command)
        if isinstance(given.command, _BEGINS) and (entry is None or entry.now.state is State.CLOSED):
            entry = self._begin(given, entry) or entry
        if entry is None:
            self._nothing_there(given.command)
        else:
            self._decide(entry, given.command)

    def _entry(self, subject: c.Subject) -> _Open | None:
        """A customer and a topic mean the latest conversation; a number and a message mean their own."""
        if isinstance(subject, c.OfCustomer):
            return self._latest.get(subject.chat_id)
        found = self._found.get(subject)
        if found is None:
            return None
        return self._latest[found.customer] if isinstance(subject, c.OfTopic) else self._by_number[found.id]

    def _enter(self, conversation: Conversation, customer: Customer | None = None) -> _Open:
        entry = _Open(conversation, conversation, customer=customer)
        self._entries.append(entry)
        self._latest[conversation.customer] = entry
        return entry

    def _not_over(self, entry: _Open, command: c.Command) -> _Open:
        """What is done after the reopen window finds the conversation closed, whoever noticed first."""
        if not isinstance(command, _BEGINS) or entry.now.state is not State.RESOLVED:
            return entry
        at = min(command.content.sent_at, self._now) if isinstance(command, c.Say | c.Reply) else self._now
        if any(due.clock is Clock.REOPEN_WINDOW and due.at < at for due in running(entry.now, self._rules)):
            self._decide(entry, c.Strike())
        return entry

    def _begin(self, given: c.Given, old: _Open | None) -> _Open | None:
        """Open a conversation, after the one that is over; an old card's button is about the old one and opens none."""
        if isinstance(given.subject, c.OfCustomer):
            customer = given.subject.chat_id
        elif isinstance(given.subject, c.OfTopic) and old is not None:
            customer = old.now.customer
        else:
            return None
        who: Customer | None = getattr(given.command, "customer", None) or self._customers.get(customer)
        fresh = Conversation(
            customer=customer,
            locale=who.locale if who else self._locale,
            previous=old.now.id if old else None,
        )
        return self._enter(fresh, who)

    def _decide(self, entry: _Open, command: c.Command) -> None:
        entry.looked_at = entry.looked_at or isinstance(command, c.Strike)
        try:
            decision = decide(entry.now, command, self._now, self._rules, self.floor)
        except IllegalMove:
            origin: c.Origin | None = getattr(command, "origin", None)
            if origin is None:
                raise
            self._tell(origin, n.Told(outcome=n.Outcome.STALE))
            return
        before = entry.now
        entry.now = decision.after
        self.floor.follow(before, entry.now)
        entry.news += decision.news
        entry.lessons += decision.lessons
        if decision.news:
            entry.written += _written(command, decision.news)
            self._meet(entry, command)
        letters = [self._letter(entry.now, notice, command) for notice in _answered(command, decision.says)]
        if entry.now.version:
            entry.letters += letters
        else:  # a greeting begins nothing
            self.loose += letters

    def _meet(self, entry: _Open, command: c.Command) -> None:
        who: Customer | None = getattr(command, "customer", None)
        if who is not None and self._customers.get(who.chat_id) != who:
            entry.customer = who

    def _nothing_there(self, command: c.Command) -> None:
        """Words in a topic that is no customer's are the staff's own; a command there is told so."""
        origin: c.Origin | None = getattr(command, "origin", None)
        if origin is not None and not isinstance(command, c.Reply | c.CorrectReply):
            gone = n.Outcome.OLD_BUTTON if origin.press_id else n.Outcome.NO_CONVERSATION
            self._tell(origin, n.Told(outcome=gone))

    # --- the room ------------------------------------------------------------------------------------------------

    def _in_the_room(self, command: _InTheRoom) -> None:
        match command:
            case c.Link():
                self._tell(command.origin, n.Told(outcome=self._link(command)))
            case c.GoOn():
                self._duty(command, duty.go_on(command, self._now, self.floor))
            case c.NoTopic() | c.Misspelt() | c.ShowQueue() if _is_for_staff(command, self.floor):
                self._tell(command.origin, n.Told(outcome=n.Outcome.NOT_ADMITTED))
            case c.GoOff():
                self._duty(command, duty.go_off(command, self._now, self.floor))
            case c.Admit():
                self._duty(command, duty.admit(command, self._now, self.floor))
            case c.ShowQueue():
                self._show_queue(command)
            case c.NoTopic():
                self._tell(command.origin, n.Told(outcome=n.Outcome.NO_TOPIC))
            case c.Misspelt():
                told = n.Outcome.UNKNOWN_COMMAND if command.origin.thread_id else n.Outcome.UNKNOWN_IN_GENERAL
                self._tell(command.origin, n.Told(outcome=told, command=command.nearest))
            case c.Anonymous():
                self._tell(command.origin, n.Told(outcome=n.Outcome.ANONYMOUS))

    def _link(self, command: c.Link) -> n.Outcome:
        code = self._link_code
        if code is None or not compare_digest(command.code.encode("utf-8", "replace"), code.encode()):
            return n.Outcome.WRONG_CODE
        if not command.forum:
            return n.Outcome.NOT_A_FORUM
        self.room, self._link_code = command.origin.chat_id, None  # a code is good once
        return n.Outcome.LINKED

    def _duty(self, command: c.StaffCommand, decision: duty.DutyDecision) -> None:
        self.duty += decision.changes
        self.floor.agents = {**self.floor.agents, **{change.agent.user_id: change.agent for change in decision.changes}}
        self._tell(command.origin, *decision.says)
        if decision.leaves is not None:
            for entry in list(self._entries):
                self._decide(entry, c.OwnerLeft(agent=decision.leaves))

    def _show_queue(self, command: c.ShowQueue) -> None:
        waiting, first = self.first_waiting
        lines = tuple(
            n.QueueLine(customer=one.customer, name=who.name, since=one.waiting_since or self._now, level=one.level)
            for one, who in first
        )
        present = tuple(sorted(agent.number for agent in self.floor.agents.values() if agent.on_duty))
        self._tell(command.origin, n.QueueShown(waiting=waiting, first=lines, on_duty=present))

    # --- letters -------------------------------------------------------------------------------------------------

    def _tell(self, origin: c.Origin, *notices: n.Notice) -> None:
        self.loose += [Letter(notice=notice, locale=self._locale, origin=origin) for notice in notices]

    def _letter(self, conversation: Conversation, notice: n.Notice, command: c.Command) -> Letter:
        origin: c.Origin | None = getattr(command, "origin", None)
        to_origin = notice.audience is n.Audience.ORIGIN
        to_customer = notice.audience is n.Audience.CUSTOMER or (
            to_origin and origin is not None and origin.chat_id == conversation.customer
        )
        in_album = isinstance(notice, n.Relay) and notice.album is not None
        return Letter(
            notice=notice,
            locale=conversation.locale if to_customer else self._locale,
            customer=conversation.customer,
            origin=origin if to_origin else None,
            key=f"card:{conversation.customer}" if isinstance(notice, n.Card) else None,
            guard=conversation.epoch if notice.guarded else None,
            not_before=self._now + _ALBUM_WAITS if in_album else None,
        )


def _is_for_staff(command: c.StaffCommand, floor: Floor) -> bool:
    """Tell whether a stranger gave it; a slip in General may be a newcomer's who wanted to come on duty."""
    slip = isinstance(command, c.Misspelt) and command.origin.thread_id is None
    return not slip and command.agent not in floor.agents


def _answered(command: c.Command, says: Sequence[n.Notice]) -> Sequence[n.Notice]:
    """A press waits for its answer: where there is nothing to tell, that it was done."""
    origin: c.Origin | None = getattr(command, "origin", None)
    pressed = origin is not None and origin.press_id is not None
    if pressed and not any(notice.audience is n.Audience.ORIGIN for notice in says):
        return (*says, n.Told(outcome=n.Outcome.DONE))
    return says


def _written(command: c.Command, news: Sequence[Event]) -> list[Written]:
    """What an agent wrote that went to nobody is kept as a note."""
    match command:
        case c.Say(content=content):
            return [Written(content=content, author="customer")]
        case c.Correct(content=content):
            return [Written(content=content, author="customer", revision=True)]
        case c.Reply(content=content, agent=agent):
            noted = any(isinstance(one, Noted) for one in news)
            return [Written(content=content, author="note" if noted else "agent", agent=agent)]
        case c.CorrectReply(content=content, agent=agent):
            return [Written(content=content, author="agent", agent=agent, revision=True)]
        case _:
            return []
