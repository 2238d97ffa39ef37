"""A batch of commands while it is decided: the conversations as they stand, what must be written in the end."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from desk import commands as c
from desk import notices as n
from desk.cases import commands as k
from desk.cases.batch import CaseBatch
from desk.clocks import running
from desk.clocks.appeals import excused
from desk.clocks.excuses import Trouble
from desk.conversation import decide
from desk.customers.batch import FileBatch
from desk.customers.commands import FileCommand
from desk.customers.levels import levels_of
from desk.customers.secrecy import told_why
from desk.errors import IllegalMove
from desk.events import AgentReplied, Clock, Event
from desk.floor import Floor
from desk.in_general import GeneralBatch, InGeneral
from desk.learning.autonomy import Autonomy
from desk.library.batch import LibraryBatch
from desk.library.commands import EditorCommand, LibraryCommand
from desk.mailing import answered, letter_about
from desk.matter import Matter, written_of
from desk.people import Agent, Customer
from desk.ports import Change, DutyChange, Letter, Loaded
from desk.queue import rank_of
from desk.queue.stir import Stir
from desk.rules import Rules
from desk.rules.rulebook import Book
from desk.shifts import attendance, doorstep
from desk.shifts.answering import CrewCommands, answer, strike
from desk.shifts.crew import Crew
from desk.shifts.room import RoomChange
from desk.state import Conversation, State
from faq import KnowledgeBase

_BEGINS = (
    *(c.Say, c.Greet, c.Help, c.AskForPerson, c.Choose, c.Unreadable, c.Reply, c.Take, c.Forged, c.Judge),
    *(c.StartForm, c.PressForm, c.BeginForm, c.BeginReport),
)
_AboutCases = k.ShowCases | k.ShowByNumber | k.OnCase | k.CaseUnclear
_OF_ROOMS = (c.Dispatch, c.ExcuseAll, c.LoseRoom, FileCommand, CrewCommands, InGeneral, LibraryCommand, _AboutCases)


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
        book: Book | None = None,
    ) -> None:
        self.now = self._now = now
        book = book or Book(rules=rules)
        self._rules = rules
        self._locale = locale
        self._customers = loaded.customers
        self.today = now.astimezone(rules.organisation.zone).date()
        self.floor = Floor(
            knowledge=knowledge,
            rules=rules,
            rota=book.rota,
            barred=loaded.barred,
            cared_for=loaded.cared_for,
            levels=levels_of(loaded.classes, rules.customer_levels),
            today=self.today,
            tags=frozenset(rules.library.applies_to),
            autonomy=autonomy or Autonomy(),
            agents=dict(agents),
        )
        self.library = library
        self.cases = CaseBatch(now=now, rules=rules, floor=self.floor, locale=locale, follow=self._follow)
        self.files = FileBatch(now=now, floor=self.floor)
        self.crew = Crew(now=now, rules=rules, floor=self.floor, standing=self.standing, depart=self._depart)
        self.general = GeneralBatch(now=now, book=book, floor=self.floor, link_code=link_code, befall=self.crew.befall)
        self.loose: list[Letter] = []
        self.troubles: tuple[Trouble, ...] = ()
        self.stir = Stir()
        self._found = {subject: found for subject, found in loaded.conversations.items() if found}
        self._entries: list[Matter] = []
        self._by_number: dict[int | None, Matter] = {}
        self._latest: dict[int, Matter] = {}
        self._kept_for: dict[int, Matter] = {}
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

    @property
    def stirred(self) -> bool:
        """Tell whether it may have changed who can be offered what; of who waits we may hold what others look for."""
        waits = any(one.now.state is State.QUEUED for one in self._entries)
        return waits or self.stir.again or any(change.agent.available for change in self.duty)

    @property
    def from_the_queue(self) -> int:
        """How many of the conversations here stood in the queue when they were loaded."""
        return sum(one.before.state is State.QUEUED for one in self._entries)

    def waiting(self) -> list[Conversation]:
        """Return who waits among the conversations here, in the order of the queue."""
        places = [(rank, one.now) for one in self._entries if (rank := self._rank(one.now)) is not None]
        return [conversation for _, conversation in sorted(places, key=_place)]

    def _rank(self, conversation: Conversation) -> datetime | None:
        return rank_of(conversation, self._rules) if conversation.state is State.QUEUED else None

    def ask(self, conversation: Conversation, command: c.Command) -> None:
        """Decide what follows from the decisions made, about a conversation that is here."""
        self._decide(self._latest[conversation.customer], command)

    def withdraw(self, agent: int) -> None:
        """Take back what is offered to somebody who is no longer there for it."""
        kept = self._kept_for.get(agent)
        if kept is not None:
            self._decide(kept, c.WithdrawOffer(agent=agent))

    def change_duty(self, change: DutyChange) -> None:
        """Leave a member of staff as a decision left them."""
        self.crew.take(change)

    def news_of(self, number: int) -> Sequence[Event]:
        """Return what has happened in a conversation in this batch."""
        return self._by_number[number].news

    def handle(self, given: c.Given) -> None:
        """Decide one command."""
        command = given.command
        if given.secrets:
            self.loose += told_why(given, self.about, self.floor, self._locale)
        if isinstance(command, c.StaffCommand) and doorstep.knocks(command, self.floor):
            self._refuse(given.subject, command)
        elif isinstance(given.subject, c.OfCase) or isinstance(command, _OF_ROOMS):
            self._in_its_room(given)
        elif isinstance(command, c.LeaveGroup):
            doorstep.leave_group(self.crew, command)
        elif isinstance(given.subject, c.OfAgent | c.OfRoom) and isinstance(command, c.Strike):
            strike(self.crew, given.subject)
        elif isinstance(command, c.StaffCommand) and (refusal := doorstep.refusal_of(command, self.floor)):
            self._refuse(given.subject, command, refusal)
        elif not isinstance(command, c.React) or command.agent is None or self.floor.employs(command.agent):
            self._converse(given)

    def _in_its_room(self, given: c.Given) -> None:
        """Decide what is about no conversation."""
        command = given.command
        if isinstance(given.subject, c.OfCase) or isinstance(command, _AboutCases):
            self._about_a_case(given)
        elif isinstance(command, c.Dispatch | c.ExcuseAll | c.LoseRoom):
            self._by_itself(command)
        elif isinstance(command, FileCommand):
            self._about_a_file(given.subject, command)
        elif isinstance(command, CrewCommands):
            self._about_the_crew(command)
        elif isinstance(command, InGeneral):
            self._tell(command.origin, self.general.handle(command))
            if isinstance(command, c.Link) and self.general.rooms.linked_as(command):
                doorstep.admit_linker(self.crew, command)
        elif isinstance(command, LibraryCommand):
            self._about_the_library(given, command)

    def _about_a_case(self, given: c.Given) -> None:
        command = given.command
        if isinstance(command, c.StaffCommand) and not doorstep.may_ask(command, self.floor):
            self._tell(command.origin, n.Told(outcome=n.Outcome.NOT_ADMITTED))
        else:
            conversation = self.about(given.subject)
            self.cases.ask(given, conversation.customer if conversation is not None else None)

    def _follow(self, subject: c.Subject, command: c.Command) -> None:
        """Decide what follows from a decision about a case; of an emergency only where the talk tells of one, too."""
        talk = self.about(subject)
        if isinstance(command, c.AcknowledgeEmergency) and (talk is None or talk.emergency_at is None):
            return
        self.handle(c.Given(command=command, subject=subject))

    def _about_a_file(self, subject: c.Subject, command: FileCommand) -> None:
        talk = self.about(subject)
        customer = subject.chat_id if isinstance(subject, c.OfCustomer) else talk.customer if talk is not None else None
        for notice in self.files.handle(command, customer, talk):
            self.loose.append(Letter(notice=notice, locale=self._locale, customer=customer, origin=command.origin))

    def _about_the_library(self, given: c.Given, command: LibraryCommand) -> None:
        """A stranger in private is a customer, whatever the words look like."""
        if isinstance(command, EditorCommand) and not self.floor.employs(command.agent):
            if command.otherwise is not None:
                self._converse(replace(given, command=command.otherwise))
            else:
                self._tell(command.origin, n.Told(outcome=n.Outcome.NOT_ADMITTED))
        elif self.library is not None:
            says = self.library.handle(command)
            self.loose += [Letter(notice=notice, locale=self._locale, origin=origin) for origin, notice in says]

    def _refuse(self, subject: c.Subject, command: c.StaffCommand, why: n.Outcome | None = None) -> None:
        """Say who may; what is written in a topic that is no customer's is nobody's business."""
        if self._entry(subject) is None and isinstance(command, c.Reply | c.CorrectReply):
            return
        if why is not None:
            self._tell(command.origin, n.Told(outcome=why))
        else:
            doorstep.refuse(self.crew, command)

    def standing(self) -> list[Conversation]:
        """Return every conversation in the batch as it stands now."""
        return [entry.now for entry in self._entries]

    def settle(self) -> None:
        """Take in, when everything is decided, what it means for the room, and have it all said."""
        attendance.settle(self.crew)
        self.loose += self.cases.loose
        self.cases.loose.clear()
        self.loose += [Letter(notice=notice, locale=self._locale, origin=origin) for origin, notice in self.crew.says]
        self.crew.says.clear()

    @property
    def duty(self) -> list[DutyChange]:
        """The members of staff that have changed."""
        return self.crew.changes()

    @property
    def room_change(self) -> RoomChange | None:
        """What became of the room, if anything did."""
        return self.crew.room_change(attendance.next_look(self.crew))

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

    def _entry(self, subject: c.Subject) -> Matter | None:
        """A customer and a topic mean the latest conversation; a number and a message mean their own."""
        if isinstance(subject, c.OfCustomer):
            return self._latest.get(subject.chat_id)
        found = self._found.get(subject)
        if found is None:
            return None
        return self._latest[found.customer] if isinstance(subject, c.OfTopic) else self._by_number[found.id]

    def _enter(self, conversation: Conversation, customer: Customer | None = None) -> Matter:
        entry = Matter(conversation, conversation, customer=customer)
        self._entries.append(entry)
        self._latest[conversation.customer] = entry
        if conversation.state is State.OFFERED and conversation.offered_to is not None:
            self._kept_for[conversation.offered_to] = entry
        return entry

    def _not_over(self, entry: Matter, command: c.Command) -> Matter:
        """What is done after the reopen window finds the conversation closed, whoever noticed first."""
        if not isinstance(command, _BEGINS) or entry.now.state is not State.RESOLVED:
            return entry
        at = min(command.content.sent_at, self._now) if isinstance(command, c.Say | c.Reply) else self._now
        if any(due.clock is Clock.REOPEN_WINDOW and due.at < at for due in running(entry.now, self._rules)):
            self._decide(entry, c.Strike())
        return entry

    def _begin(self, given: c.Given, old: Matter | None) -> Matter | None:
        """Open a conversation, after the one that is over; an old card's button is about the old one and opens none."""
        if isinstance(given.subject, c.OfCustomer):
            customer = given.subject.chat_id
        elif isinstance(given.subject, c.OfTopic) and old is not None:
            customer = old.now.customer
        else:
            return None
        who: Customer | None = getattr(given.command, "customer", None) or self._customers.get(customer)
        if who is None and isinstance(given.command, c.BeginReport):  # who never wrote to us is known by number only
            who = Customer(chat_id=customer, name=self.floor.number(customer), locale=self._locale)
        fresh = Conversation(
            customer=customer,
            locale=who.locale if who else self._locale,
            previous=old.now.id if old else None,
            former=(old.now.owner or old.now.former) if old else None,
            team=old.now.team if old else "",
        )
        return self._enter(fresh, who)

    def _decide(self, entry: Matter, command: c.Command) -> None:
        if isinstance(command, c.Strike) and not entry.strikes(self._now, self._rules):
            return
        try:
            decision = decide(entry.now, command, self._now, self._rules, self.floor)
        except IllegalMove:
            origin: c.Origin | None = getattr(command, "origin", None)
            if origin is None:
                raise
            self._tell(origin, n.Told(outcome=n.Outcome.STALE))
            return
        before, entry.now = entry.now, decision.after
        self.floor.follow(before, entry.now)
        self.stir.note(before, entry.now, decision.news)
        entry.news += decision.news
        self.floor.remember(entry.now.id, decision.news)
        entry.lessons += decision.lessons
        if decision.news:
            entry.written += written_of(command, decision.news)
            self._meet(entry, command)
        says = [notice for notice in answered(command, decision.says) if not self._is_told_to_all(notice)]
        letters = [letter_about(entry.now, notice, command, now=self._now, locale=self._locale) for notice in says]
        behind = [one for one in letters if decision.filings and one.notice.audience is n.Audience.CUSTOMER]
        letters = [one for one in letters if one not in behind]
        self.loose += behind  # after the number of what was filed
        if entry.now.version:
            entry.letters += letters
        else:  # a greeting begins nothing
            self.loose += letters
        for event in decision.news:
            if isinstance(event, AgentReplied) and event.agent in self._kept_for:
                self._pause_offer(self._kept_for[event.agent], entry, event)
        self.cases.follow_talk(entry.now, command, decision)
        self.files.note(entry.now.customer, decision.filings)

    def _is_told_to_all(self, notice: n.Notice) -> bool:
        """That nobody is on duty is one alarm of the room's for all who wait, where the room is at hand."""
        return isinstance(notice, n.NobodyOnDuty) and self.crew.room is not None

    def _pause_offer(self, kept: Matter, entry: Matter, written: AgentReplied) -> None:
        """Let an agent's other offers stand still while they write to a customer."""
        if kept is not entry:
            self._decide(kept, c.PauseOffer(agent=written.agent, at=written.at))

    def _by_itself(self, command: c.Dispatch | c.ExcuseAll | c.LoseRoom) -> None:
        if isinstance(command, c.Dispatch):
            self.stir.again = True
        elif isinstance(command, c.LoseRoom):
            lost = self.general.rooms.lose(command, self.floor)
            self.loose += [Letter(notice=notice, locale=self._locale) for notice in lost]
        else:
            self.troubles = (*self.troubles, Trouble(since=command.since, until=command.until, why=command.why))
            self.floor.troubles = (*self.floor.troubles, *self.troubles)
            for number, one in excused(self.floor.ledger, command):
                self._decide(self._by_number[number], one)
            self.cases.excuse(command)

    def _meet(self, entry: Matter, command: c.Command) -> None:
        who: Customer | None = getattr(command, "customer", None)
        if who is not None and self._customers.get(who.chat_id) != who:
            entry.customer = who

    def _nothing_there(self, command: c.Command) -> None:
        """Words in a topic that is no customer's are the staff's own; a command there is told so."""
        origin: c.Origin | None = getattr(command, "origin", None)
        if origin is not None and not isinstance(command, c.Reply | c.CorrectReply):
            gone = n.Outcome.OLD_BUTTON if origin.press_id else n.Outcome.NO_CONVERSATION
            self._tell(origin, n.Told(outcome=gone))

    def _about_the_crew(self, command: CrewCommands) -> None:
        try:
            answer(self.crew, command)
        except IllegalMove:
            self._tell(command.origin, n.Told(outcome=n.Outcome.STALE))

    def _depart(self, user_id: int, departure: c.Departure, number: int | None) -> None:
        """Let conversations look for somebody else: all of somebody's, or one; of who is removed, cases, too."""
        for entry in list(self._entries):
            concerned = user_id in {entry.now.owner, entry.now.offered_to}
            if concerned and (number is None or entry.now.id == number):
                self._decide(entry, c.OwnerLeft(agent=user_id, departure=departure))
        if departure is c.Departure.REMOVED:
            self.cases.depart(user_id)

    # --- letters -------------------------------------------------------------------------------------------------

    def _tell(self, origin: c.Origin, *notices: n.Notice) -> None:
        self.loose += [Letter(notice=notice, locale=self._locale, origin=origin) for notice in notices]


def _place(place: tuple[datetime, Conversation]) -> tuple[datetime, int]:
    return place[0], place[1].customer
