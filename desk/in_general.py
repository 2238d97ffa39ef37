"""What is asked of no conversation: the code that binds a group, the queue, the rules, and slips of the pen."""

from collections.abc import Callable
from datetime import datetime

from desk import commands as c
from desk import notices as n
from desk.audit.deed import Action, Deed, user
from desk.cases.ledger_asked import AskLedger, LedgerWanted, ledger_asked
from desk.events import Event
from desk.floor import Floor
from desk.linking import Rooms
from desk.ports import Waiting
from desk.queue.told import queue_shown
from desk.reports.asked import AskReport, report_asked
from desk.rules import rules_told
from desk.rules.rulebook import Book
from desk.shifts.events import RulesApplied

AboutRules = c.ShowRules | c.ApplyRules
ByStaff = c.AskCode | c.ShowQueue | c.ShowCommands | c.NoTopic | c.Misspelt
InGeneral = ByStaff | c.Link | c.Anonymous | AboutRules | AskLedger | AskReport
"""What is decided here."""


class GeneralBatch:
    """Commands in General decided in memory; `befall` records what happens to the room."""

    def __init__(
        self, *, now: datetime, book: Book, floor: Floor, link_code: str | None, befall: Callable[[Event], object]
    ) -> None:
        self._now = now
        self._book = book
        self._floor = floor
        self._befall = befall
        self.deeds: list[Deed] = []
        self.rooms = Rooms(start_code=link_code)
        self.rules_applied_at: datetime | None = None
        self.first_waiting = Waiting()

    def handle(self, command: InGeneral) -> n.Notice:
        """Decide one command; return what whoever gave it is told."""
        if isinstance(command, ByStaff) and _is_a_strangers(command, self._floor):
            return n.Told(outcome=n.Outcome.NOT_ADMITTED)
        match command:
            case c.Link() | c.AskCode():
                return self.rooms.about(command, now=self._now, rules=self._book.rules, floor=self._floor)
            case c.ShowQueue():
                return self._queue(command)
            case c.ShowCommands():
                return n.CommandsShown(lead=self._floor.is_lead(command.agent))
            case c.NoTopic():
                return n.Told(outcome=n.Outcome.NO_TOPIC)
            case c.Misspelt():
                told = n.Outcome.UNKNOWN_COMMAND if command.origin.thread_id else n.Outcome.UNKNOWN_IN_GENERAL
                return n.Told(outcome=told, command=command.nearest)
            case c.Anonymous():
                return n.Told(outcome=n.Outcome.ANONYMOUS)
            case AskLedger() | AskReport():
                return self._paper(command)
            case c.ShowRules() | c.ApplyRules():
                return self._about_rules(command)

    def _queue(self, command: c.ShowQueue) -> n.Notice:
        if not self._floor.agents[command.agent].serves:
            return n.Told(outcome=n.Outcome.NOT_SERVING)
        return queue_shown(self.first_waiting, self._floor, self._now)

    def _paper(self, command: AskLedger | AskReport) -> n.Notice:
        """A ledger that is handed out is recorded, for it tells of customers; the rest is only an answer."""
        if isinstance(command, AskReport):
            return report_asked(command, self._floor, self._book.rules, self._now)
        told = ledger_asked(command, self._floor, self._book.rules, self._now)
        if isinstance(told, LedgerWanted):
            self.deeds.append(
                Deed(
                    at=self._now,
                    action=Action.LEDGER_SENT,
                    subjects=(f"ledger:{told.kind.value}",),
                    actor=user(command.agent),
                    details={"month": told.month or "all"},
                )
            )
        return told

    def _about_rules(self, command: AboutRules) -> n.Notice:
        if isinstance(command, c.ShowRules) and self._floor.employs(command.agent):
            return rules_told.shown(self._book, self._now)
        outcome = rules_told.outcome_of(command, self._book, self._floor.agents)
        if outcome is n.Outcome.RULES_APPLIED:
            self.rules_applied_at = self._now
            self._befall(RulesApplied(at=self._now, version=self._book.rules.version, by=command.agent))
        return n.Told(outcome=outcome, count=self._book.rules.version)


def _is_a_strangers(command: c.StaffCommand, floor: Floor) -> bool:
    """Tell whether a stranger gave it; a slip in General may be a newcomer's who wanted to come on duty."""
    slip = isinstance(command, c.Misspelt) and command.origin.thread_id is None
    return not slip and not floor.employs(command.agent)
