"""The cases of a batch while they are decided: as loaded, as they stand now, and what has gathered to be written."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from desk import commands as c
from desk.case import decide
from desk.cases import commands as k
from desk.cases.callbacks.commands import AnswerCallback
from desk.cases.clocks import soonest
from desk.cases.complaints.commands import FileTurned
from desk.cases.deciding.filing import repeated
from desk.cases.following import notes
from desk.cases.kinds import CaseKind
from desk.cases.life import CASE
from desk.cases.mailing import answers_press, letter_about, stays
from desk.cases.notices import CaseHelp, CaseList, CaseShown
from desk.cases.outcomes import CaseOutcome, CaseTold
from desk.cases.permission import refusal_of
from desk.cases.repairs.commands import NoteEmergencyTaken
from desk.cases.showing import case_list, listed
from desk.cases.state import Case
from desk.cases.turn import CaseDecision, CaseText
from desk.clocks.appeals import excused
from desk.clocks.explaining import explain, shown
from desk.clocks.ledger import posted_on, postings
from desk.errors import IllegalMove
from desk.events import Event
from desk.floor import Floor
from desk.forms.form import Filing, Form, FormKind
from desk.notices import Notice, Spent
from desk.ports.cases import CaseChange
from desk.ports.letter import Letter
from desk.rules import Rules
from desk.state import Conversation
from desk.turn import Decision


@dataclass(slots=True)
class _File:
    """One case in the batch."""

    before: Case
    now: Case
    news: list[Event] = field(default_factory=list[Event])
    texts: list[CaseText] = field(default_factory=list[CaseText])
    letters: list[Letter] = field(default_factory=list[Letter])
    looked_at: bool = False


class CaseBatch:
    """Commands about cases decided in memory, in order; `follow` is given what follows for others."""

    def __init__(
        self,
        *,
        now: datetime,
        rules: Rules,
        floor: Floor,
        locale: str,
        follow: Callable[[c.Subject, c.Command], None],
    ) -> None:
        self._now = now
        self._rules = rules
        self._floor = floor
        self._locale = locale
        self._follow = follow
        self._files: dict[int, _File] = {}
        self.loose: list[Letter] = []
        self.kept_forms: dict[int, Form | None] = {}
        self.listed: Sequence[Case] = ()
        self.by_number: dict[str, int] = {}
        self.histories: dict[int, Sequence[Event]] = {}

    def bring(self, cases: Iterable[Case]) -> None:
        """Have cases at hand, as they were loaded; a customer's are kept latest first."""
        for case in cases:
            if case.id is not None and case.id not in self._files:
                self._files[case.id] = _File(case, case)
                self.by_number[case.number] = case.id
                theirs = self._floor.cases.setdefault(case.customer, [])
                theirs.append(case)
                theirs.sort(key=lambda one: one.id or 0, reverse=True)

    @property
    def ids(self) -> list[int]:
        """The cases at hand."""
        return sorted(self._files)

    def case(self, case_id: int) -> Case | None:
        """Return a case as it stands now."""
        found = self._files.get(case_id)
        return found.now if found else None

    def file(self, filing: Filing, customer: int, locale: str, origin: c.Origin | None = None) -> None:
        """Make a case of a confirmed form, or take a report about one."""
        form = filing.form
        kind = form.kind.case
        if form.kind is FormKind.REPORT and form.case is not None:
            self.handle(form.case, k.SubmitReport(worker=form.chat_id, filing=filing, origin=origin))
        elif kind is not None and form.case is not None:
            self.handle(form.case, k.Complete(filing=filing))
        elif kind is not None:
            case_id = self._floor.next_case_id()
            case = Case(id=case_id, customer=customer, kind=kind, locale=locale)
            self._files[case_id] = _File(case, case)
            repeats = repeated(self._floor.cases.get(customer, ()), case, filing)
            self.handle(case_id, k.File(filing=filing, customer=customer, locale=locale, repeats=repeats))
            made = self._files[case_id].now
            self.by_number[made.number] = case_id
            self._floor.cases.setdefault(customer, []).insert(0, made)

    def handle(self, case_id: int, command: c.Command) -> None:
        """Decide one command; whoever gave it hears how it ended, whatever it was."""
        origin: c.Origin | None = getattr(command, "origin", None)
        found = self._files.get(case_id)
        if found is None:
            self._tell(origin, CaseOutcome.NO_SUCH_CASE)
            return
        refusal = refusal_of(command, found.now, self._floor.agents)
        if refusal is not None:
            self._tell(origin, refusal)
            return
        if isinstance(command, k.WhyCase):
            self._explain(found, command.origin)
            return
        found.looked_at = found.looked_at or isinstance(command, c.Strike)
        try:
            decision = decide(found.now, command, self._now, self._rules, self._floor)
        except IllegalMove:
            if origin is None:
                raise
            self._tell(origin, CaseOutcome.CASE_STALE)
            return
        self._take(found, decision, origin, command)
        for subject, following in decision.orders:
            self._follow(subject, following)

    def excuse(self, command: c.ExcuseAll) -> None:
        """Let nothing count that was due meanwhile."""
        for case_id, one in excused(self._floor.case_ledger, command):
            self.handle(case_id, one)

    def depart(self, agent: int) -> None:
        """Give what somebody who was removed from the staff had in hand to others."""
        for case_id in self.ids:
            case = self._files[case_id].now
            if case.open and agent in {case.handler, case.worker}:
                self.handle(case_id, c.OwnerLeft(agent=agent, departure=c.Departure.REMOVED))

    def follow_talk(self, conversation: Conversation, command: c.Command, decision: Decision) -> None:
        """Let forms and cases follow what was said in a talk."""
        customer = conversation.customer
        if decision.kept is not None:
            self.kept_forms[customer] = decision.kept.form
            self._floor.forms.pop(customer, None)
            if decision.kept.form is not None:
                self._floor.forms[customer] = decision.kept.form
        for filing in decision.filings:
            self.file(filing, customer, conversation.locale, getattr(command, "origin", None))
        for number, asked in decision.asks:
            self.handle(number, asked)
        owner = conversation.owner
        if decision.filings and owner is not None and conversation.emergency_at is None:
            self._in_hand(customer, owner)
        theirs = [one.id for one in self._floor.cases.get(customer, ()) if one.open and one.id is not None]
        for noted in notes(decision, command):
            for number in theirs:
                self.handle(number, noted)

    def _in_hand(self, customer: int, agent: int) -> None:
        """Whoever serves somebody in danger has the emergency in hand that is registered meanwhile."""
        for one in list(self._floor.cases.get(customer, ())):
            if one.open and one.emergency_at is not None and one.id is not None:
                self.handle(one.id, NoteEmergencyTaken(agent=agent))

    def ask(self, given: c.Given, customer: int | None) -> None:
        """Decide a command about a case, however it is named; `customer` is whose topic it was given in."""
        command = given.command
        match command:
            case k.ShowCases():
                self._show_list(command, customer)
            case k.CaseUnclear():
                self._loose(CaseHelp(verb=command.verb, unknown=command.unknown), command.origin)
            case k.ShowByNumber(number=number) | k.OnCase(number=str(number)):
                self._on_numbered(number, command, command.origin)
            case k.OnCase():
                self._on_the_only_one(command, customer)
            case FileTurned():
                self._file_turned(command)
            case _ if isinstance(given.subject, c.OfCase):
                self.handle(given.subject.case_id, command)
            case _:
                pass

    def _file_turned(self, command: FileTurned) -> None:
        case_id = self._floor.next_case_id()
        case = Case(id=case_id, customer=command.customer, kind=CaseKind.COMPLAINT, locale=command.locale)
        self._files[case_id] = _File(case, case)
        self.handle(case_id, command)
        self.by_number[command.number] = case_id
        self._floor.cases.setdefault(command.customer, []).insert(0, self._files[case_id].now)

    def _on_numbered(self, number: str, command: k.ShowByNumber | k.OnCase, origin: c.Origin) -> None:
        case_id = self.by_number.get(number)
        case = self.case(case_id) if case_id is not None else None
        if case is None or case.id is None:
            self._tell(origin, CaseOutcome.NO_SUCH_CASE)
        elif isinstance(command, k.OnCase):
            self.handle(case.id, command.asked)
        elif (refusal := refusal_of(command, case, self._floor.agents)) is not None:
            self._tell(origin, refusal)
        else:
            self._loose(CaseShown(case=case.id, number=case.number, customer=case.customer), origin)

    def _on_the_only_one(self, command: k.OnCase, customer: int | None) -> None:
        """In a customer's topic it is theirs; elsewhere what a worker has to do."""
        known = [one for cases in self._floor.cases.values() for one in cases if one.open]
        mine = [one for one in known if customer is None and one.worker == command.agent]
        theirs = mine or [one for one in known if one.customer == customer]
        if len(theirs) == 1 and theirs[0].id is not None:
            self.handle(theirs[0].id, command.asked)
        elif theirs:
            self._loose(CaseList(cases=tuple(listed(one, self._now) for one in theirs)), command.origin)
            self._tell(command.origin, CaseOutcome.WHICH_CASE)
        else:
            self._tell(command.origin, CaseOutcome.NO_SUCH_CASE)

    def _show_list(self, command: k.ShowCases, customer: int | None) -> None:
        known = self.listed if customer is None else self._floor.cases.get(customer, ())
        found = case_list(command, known, self._floor.agents.get(command.agent), self._now)
        self._loose(found, command.origin)

    def changes(self) -> list[CaseChange]:
        """Return what must be written."""
        return [self._change(one) for one in self._files.values() if one.news or one.letters or one.looked_at]

    def _take(self, found: _File, decision: CaseDecision, origin: c.Origin | None, command: c.Command) -> None:
        offset = len(found.news)
        before = found.now
        found.now = decision.after
        found.news += decision.news
        if found.now.id in self._floor.case_ledger:
            known = self._floor.case_ledger[found.now.id]
            self._floor.case_ledger[found.now.id] = posted_on(known, decision.news, self._rules)
        found.texts += [
            CaseText(news=offset + one.news, field=one.field, text=one.text, files=one.files, author=one.author)
            for one in decision.texts
        ]
        says: Sequence[Notice] = decision.says
        if origin is not None and origin.press_id is not None and not any(answers_press(one) for one in says):
            below = any(stays(one) for one in says)
            taken_in = CaseTold(outcome=CaseOutcome.SHOWN if below else CaseOutcome.DONE)
            says = (*says, Spent() if isinstance(command, AnswerCallback) else taken_in)
        found.letters += [letter_about(found.now, notice, origin, locale=self._locale) for notice in says]
        cases = self._floor.cases.get(found.now.customer, [])
        for place, one in enumerate(cases):
            if one is before or one.id == found.now.id:
                cases[place] = found.now

    def _explain(self, found: _File, origin: c.Origin) -> None:
        history = [*self.histories.get(found.now.id or 0, ()), *found.news]
        clocks = explain(CASE, found.now, history, self._rules, self._now)
        self._loose(shown(clocks, found.now.state, found.now.has_rung, self._rules, self._now), origin)

    def _change(self, one: _File) -> CaseChange:
        due = soonest(one.now, self._rules)
        return CaseChange(
            before=one.before,
            after=one.now,
            news=tuple(one.news),
            texts=tuple(one.texts),
            letters=tuple(one.letters),
            ledger=postings(one.news, self._rules),
            next_due_at=due,
        )

    def _tell(self, origin: c.Origin | None, outcome: CaseOutcome) -> None:
        if origin is not None:
            self._loose(CaseTold(outcome=outcome), origin)

    def _loose(self, notice: Notice, origin: c.Origin) -> None:
        self.loose.append(Letter(notice=notice, locale=self._locale, origin=origin))
