"""A batch of commands while it is decided: which part of the desk each goes to, and what comes of them together."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from desk import commands as c
from desk import notices as n
from desk.cases import commands as k
from desk.cases.batch import CaseBatch
from desk.clocks.appeals import excused
from desk.clocks.excuses import Trouble
from desk.customers.batch import FileBatch
from desk.customers.commands import FileCommand
from desk.customers.levels import levels_of
from desk.customers.secrecy import told_why
from desk.errors import IllegalMove
from desk.events import Event
from desk.floor import Floor
from desk.in_general import GeneralBatch, InGeneral
from desk.learning.autonomy import Autonomy
from desk.library.batch import LibraryBatch
from desk.library.commands import EditorCommand, LibraryCommand
from desk.people import Agent
from desk.ports import Change, DutyChange, Letter, Loaded
from desk.queue.stir import Stir
from desk.reports import morning
from desk.rules import Rules
from desk.rules.rulebook import Book
from desk.shifts import attendance, doorstep
from desk.shifts.answering import CrewCommands, answer, strike
from desk.shifts.crew import Crew
from desk.shifts.room import RoomChange
from desk.state import Conversation, State
from desk.talks import TalkBatch
from desk.turn import Decision
from faq import KnowledgeBase

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
        self.loose: list[Letter] = []
        self.stir = Stir()
        self.talks = TalkBatch(
            now=now,
            rules=rules,
            floor=self.floor,
            locale=locale,
            loaded=loaded,
            stir=self.stir,
            loose=self.loose,
            follow=self._follow_talk,
            is_told_to_all=self._is_told_to_all,
        )
        self.library = library
        self.cases = CaseBatch(now=now, rules=rules, floor=self.floor, locale=locale, follow=self._follow)
        self.files = FileBatch(now=now, floor=self.floor)
        self.crew = Crew(now=now, rules=rules, floor=self.floor, standing=self.talks.standing, depart=self._depart)
        self.general = GeneralBatch(now=now, book=book, floor=self.floor, link_code=link_code, befall=self.crew.befall)
        self.troubles: tuple[Trouble, ...] = ()

    def about(self, subject: c.Subject) -> Conversation | None:
        """Return the conversation a command is about, as it stands now."""
        return self.talks.about(subject)

    def own(self, conversations: Sequence[Conversation]) -> None:
        """Bring in conversations found later; those already here stand further on."""
        self.talks.own(conversations)

    def news_of(self, number: int) -> Sequence[Event]:
        """Return what has happened in a conversation in this batch."""
        return self.talks.news_of(number)

    @property
    def stirred(self) -> bool:
        """Tell whether it may have changed who can be offered what; of who waits we may hold what others look for."""
        waits = any(one.state is State.QUEUED for one in self.talks.standing())
        return waits or self.stir.again or any(change.agent.available for change in self.duty)

    def change_duty(self, change: DutyChange) -> None:
        """Leave a member of staff as a decision left them."""
        self.crew.take(change)

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
            self.talks.converse(given)

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

    def _follow_talk(self, conversation: Conversation, command: c.Command, decision: Decision) -> None:
        self.cases.follow_talk(conversation, command, decision)
        self.files.note(conversation.customer, decision.filings)

    def _is_told_to_all(self, notice: n.Notice) -> bool:
        """That nobody is on duty is one alarm of the room's for all who wait, where the room is at hand."""
        return isinstance(notice, n.NobodyOnDuty) and self.crew.room is not None

    def _about_a_file(self, subject: c.Subject, command: FileCommand) -> None:
        talk = self.about(subject)
        customer = subject.chat_id if isinstance(subject, c.OfCustomer) else talk.customer if talk is not None else None
        for notice in self.files.handle(command, customer, talk):
            self.loose.append(Letter(notice=notice, locale=self._locale, customer=customer, origin=command.origin))

    def _about_the_library(self, given: c.Given, command: LibraryCommand) -> None:
        """A stranger in private is a customer, whatever the words look like."""
        if isinstance(command, EditorCommand) and not self.floor.employs(command.agent):
            if command.otherwise is not None:
                self.talks.converse(replace(given, command=command.otherwise))
            else:
                self._tell(command.origin, n.Told(outcome=n.Outcome.NOT_ADMITTED))
        elif self.library is not None:
            says = self.library.handle(command)
            self.loose += [Letter(notice=notice, locale=self._locale, origin=origin) for origin, notice in says]

    def _refuse(self, subject: c.Subject, command: c.StaffCommand, why: n.Outcome | None = None) -> None:
        """Say who may; what is written in a topic that is no customer's is nobody's business."""
        if self.about(subject) is None and isinstance(command, c.Reply | c.CorrectReply):
            return
        if why is not None:
            self._tell(command.origin, n.Told(outcome=why))
        else:
            doorstep.refuse(self.crew, command)

    def changes(self) -> list[Change]:
        """Return what must be written, a conversation that was closed before the one that follows it."""
        return self.talks.changes()

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
        looks = (attendance.next_look(self.crew), morning.next_look(self.crew))
        return self.crew.room_change(min((at for at in looks if at is not None), default=None))

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
                self.talks.decide_about(number, one)
            self.cases.excuse(command)

    def _about_the_crew(self, command: CrewCommands) -> None:
        try:
            answer(self.crew, command)
        except IllegalMove:
            self._tell(command.origin, n.Told(outcome=n.Outcome.STALE))

    def _depart(self, user_id: int, departure: c.Departure, number: int | None) -> None:
        """Let conversations look for somebody else: all of somebody's, or one; of who is removed, cases, too."""
        self.talks.depart(user_id, departure, number)
        if departure is c.Departure.REMOVED:
            self.cases.depart(user_id)

    # --- letters -------------------------------------------------------------------------------------------------

    def _tell(self, origin: c.Origin, *notices: n.Notice) -> None:
        self.loose += [Letter(notice=notice, locale=self._locale, origin=origin) for notice in notices]
