"""The customer files of a batch while they are decided: as loaded, as they stand now, who looked at them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from desk.customers import commands as k
from desk.customers import events as e
from desk.customers import notices as n
from desk.customers.file import (
    CHECKED,
    Check,
    CustomerFile,
    FileField,
    FileWish,
    changed,
    checks,
    is_new,
    learn_from,
    merged,
    readable,
)
from desk.customers.loading import Drawer
from desk.customers.looks import Look, Seen
from desk.customers.phones import masked_phone
from desk.events import Event
from desk.floor import Floor
from desk.forms.form import Answer, Field, Filing
from desk.notices import Notice, Outcome, Told
from desk.people import Role
from desk.ports.files import FileChange
from desk.state import Conversation, State

_PAIR = 2


@dataclass(slots=True)
class _Open:
    """One file in the batch."""

    before: CustomerFile
    now: CustomerFile
    news: list[Event] = field(default_factory=list[Event])


@dataclass(frozen=True, slots=True)
class _Lesson:
    """What a form told about a customer."""

    customer: int
    answers: Mapping[Field, Answer]
    by: int | None


class FileBatch:
    """Commands about customer files decided in memory, in order."""

    def __init__(self, *, now: datetime, floor: Floor, drawer: Drawer | None = None) -> None:
        self._now = now
        self._floor = floor
        self._open: dict[int, _Open] = {}
        self._lessons: list[_Lesson] = []
        self.drawer = drawer or Drawer()
        self.looks: list[Look] = []

    def handle(
        self, command: k.FileCommand, customer: int | None, conversation: Conversation | None = None
    ) -> list[Notice]:
        """Decide one command about a customer's file; return what is to be said to whoever gave it."""
        if not self._floor.employs(command.agent):
            return [Told(outcome=Outcome.NOT_ADMITTED)]
        if customer is None:
            return [Told(outcome=Outcome.NO_CONVERSATION)]
        if not self._concerns(command.agent, customer, conversation):
            return [n.FileTold(outcome=n.FileOutcome.NOT_CONCERNED)]
        return [_DECISIONS[type(command)](self, command, self._file(customer))]

    def note(self, customer: int, filings: Iterable[Filing]) -> None:
        """Note what forms of a customer told; what a worker reports is not about the customer's own data."""
        for filing in filings:
            if filing.form.kind.case is not None:
                self.learn(customer, filing.form.answers, by=filing.form.agent)

    def learn(self, customer: int, answers: Mapping[Field, Answer], *, by: int | None = None) -> None:
        """Note what a form told, to be taken in before it is all written; `by` is the agent who filled it in."""
        self._lessons.append(_Lesson(customer, answers, by))

    @property
    def unread(self) -> set[int]:
        """The chats whose files are needed to take in what forms told, and are not at hand."""
        return {one.customer for one in self._lessons} - self.drawer.known.keys() - self.drawer.files.keys()

    def take_lessons(self) -> None:
        """Take in what forms told."""
        for lesson in self._lessons:
            file = self._file(lesson.customer)
            after, fields = learn_from(file.now, lesson.answers, by_customer=lesson.by is None)
            if fields:
                self._happen(file, after, e.FileChanged(at=self._now, fields=fields, by=lesson.by))
        self._lessons.clear()

    def changes(self) -> list[FileChange]:
        """Return what must be written."""
        return [
            FileChange(before=one.before, after=one.now, news=tuple(one.news))
            for one in self._open.values()
            if one.news
        ]

    # --- who may -------------------------------------------------------------------------------------------------

    def _concerns(self, agent: int, customer: int, conversation: Conversation | None) -> bool:
        """Files are for leads and for who has to do with the customer (003:244, 003:405)."""
        who = self._floor.agents[agent]
        if who.leads:
            return True
        if who.role is not Role.AGENT:
            return self._has_case(agent, customer)
        if conversation is None or conversation.state in _NOBODYS:
            return True
        serving = {conversation.owner, conversation.transfer_to, *conversation.helpers}
        return agent in serving or self._has_case(agent, customer)

    def _has_case(self, agent: int, customer: int) -> bool:
        cases = (one for one in self._floor.cases.get(customer, ()) if one.open)
        return any(agent in {one.handler, one.first, one.worker} for one in cases)

    # --- looking -------------------------------------------------------------------------------------------------

    def show(self, command: k.ShowFile, file: _Open) -> Notice:
        """Show it, and keep that somebody looked."""
        now = file.now
        self._looked(now, command.agent, Seen.FILE)
        who = self.drawer.known.get(now.chat_id)
        count, lines = self.drawer.histories.get(now.chat_id, (0, ()))
        return n.FileShown(
            customer=now.chat_id,
            name=who.name if who is not None else "",
            called=now.called,
            phones=tuple(map(masked_phone, now.phones)),
            home=now.home,
            klass=now.klass,
            language=who.locale if who is not None else "zh",
            note=now.note,
            merged=now.merged,
            history=tuple(lines),
            more=max(count - len(lines), 0),
        )

    def show_phones(self, command: k.ShowPhones, file: _Open) -> Notice:
        """Show the numbers in full, and keep who saw them."""
        if not file.now.phones:
            return n.FileTold(outcome=n.FileOutcome.NO_PHONE)
        self._looked(file.now, command.agent, Seen.PHONES)
        return n.PhonesShown(phones=file.now.phones)

    def show_looks(self, command: k.ShowLooks, file: _Open) -> Notice:
        """Show a lead who has looked at it."""
        if not self._floor.is_lead(command.agent):
            return n.FileTold(outcome=n.FileOutcome.LOOKS_FOR_LEADS)
        count, looks = self.drawer.looks.get(file.now.chat_id, (0, ()))
        lines = tuple(
            n.LookLine(
                at=one.at, what=one.what.value, number=None if one.agent is None else self._floor.number(one.agent)
            )
            for one in looks
        )
        return n.LooksShown(lines=lines, more=max(count - len(lines), 0))

    # --- changing ------------------------------------------------------------------------------------------------

    def change(self, command: k.ChangeFile, file: _Open) -> Notice:
        """Change a field: at once where nothing can be taken over by it, else after two fields were checked."""
        refusal = self._refusal(command, file.now)
        if refusal is not None:
            return n.FileTold(outcome=refusal, field=command.field)
        value = readable(command.field, command.value) or ""
        if command.field not in CHECKED or is_new(file.now, command.field):
            return self._make(file, command.field, value, command.agent, removed=command.removed)
        known = self._checks(file.now)
        if len(known) < _PAIR:
            if self._floor.is_lead(command.agent):
                return self._make(file, command.field, value, command.agent, removed=command.removed)
            return n.FileTold(outcome=n.FileOutcome.TOO_LITTLE_KNOWN, field=command.field)
        return self._wish(file, command, value, known)

    def _wish(self, file: _Open, command: k.ChangeFile, value: str, known: tuple[Check, ...]) -> Notice:
        number, agent, what = file.now.wishes + 1, command.agent, command.field
        wish = FileWish(number=number, agent=agent, at=self._now, field=what, value=value, removed=command.removed)
        asked = replace(file.now, wish=wish, wishes=number)
        self._happen(file, asked, e.FileWished(at=self._now, by=agent, field=what))
        return n.FileCheckAsked(customer=file.now.chat_id, wish=number, field=what, checks=known)

    def confirm(self, command: k.ConfirmFile, file: _Open) -> Notice:
        """Make the change that waits, now that somebody says which two fields matched."""
        wish = file.now.wish
        fits = len(set(command.checked)) == _PAIR and set(command.checked) <= set(self._checks(file.now))
        if wish is None or wish.number != command.wish or not fits:
            return n.FileTold(outcome=n.FileOutcome.WISH_OVER)
        return self._make(file, wish.field, wish.value, command.agent, removed=wish.removed, checked=command.checked)

    def drop(self, command: k.DropFileWish, file: _Open) -> Notice:
        """Forget a change that waits."""
        wish = file.now.wish
        if wish is None or wish.number != command.wish:
            return n.FileTold(outcome=n.FileOutcome.WISH_OVER)
        dropped = e.FileWished(at=self._now, by=command.agent, field=wish.field, dropped=True)
        self._happen(file, replace(file.now, wish=None), dropped)
        return n.FileTold(outcome=n.FileOutcome.WISH_DROPPED, field=wish.field)

    def merge(self, command: k.MergeFiles, file: _Open) -> Notice:
        """Let one file stand for both."""
        refusal = self._refusal_to_merge(command, file.now)
        if refusal is not None:
            return n.FileTold(outcome=refusal)
        other = self._file(command.other)
        kept, gone = merged(file.now, other.now)
        self._happen(file, kept, e.FileTookIn(at=self._now, other=other.now.chat_id, by=command.agent))
        self._happen(other, gone, e.FileMerged(at=self._now, into=file.now.chat_id, by=command.agent))
        return n.FileTold(outcome=n.FileOutcome.MERGED)

    def unclear(self, _: k.UnclearFile, __: _Open) -> Notice:
        """Say how it is written."""
        return n.FileTold(outcome=n.FileOutcome.HOW_TO)

    def _make(
        self,
        file: _Open,
        what: FileField,
        value: str,
        agent: int,
        *,
        removed: bool,
        checked: tuple[Check, ...] = (),
    ) -> Notice:
        after = replace(changed(file.now, what, value, removed=removed), wish=None)
        if after == replace(file.now, wish=None):
            return n.FileTold(outcome=n.FileOutcome.UNCHANGED, field=what)
        if what is FileField.NOTE:
            after = replace(after, noted_at=None if removed else self._now)
        self._happen(file, after, e.FileChanged(at=self._now, fields=(what,), by=agent, checked=checked))
        return n.FileTold(outcome=n.FileOutcome.CHANGED, field=what)

    def _refusal(self, command: k.ChangeFile, file: CustomerFile) -> n.FileOutcome | None:
        value = readable(command.field, command.value)
        if command.field is FileField.CLASS and not self._floor.is_lead(command.agent):
            return n.FileOutcome.CLASS_FOR_LEADS
        if command.removed and command.field is not FileField.PHONE:
            return None
        if value is None:
            return n.FileOutcome.NOT_A_PHONE if command.field is FileField.PHONE else n.FileOutcome.UNREADABLE
        if command.removed and value not in file.phones:
            return n.FileOutcome.NO_SUCH_PHONE
        return None

    def _refusal_to_merge(self, command: k.MergeFiles, file: CustomerFile) -> n.FileOutcome | None:
        if not self._floor.is_lead(command.agent):
            return n.FileOutcome.MERGE_FOR_LEADS
        if command.other not in self.drawer.known:
            return n.FileOutcome.NO_SUCH_CUSTOMER
        if command.other == file.chat_id:
            return n.FileOutcome.MERGE_ITSELF
        if command.other in file.merged:
            return n.FileOutcome.MERGED_ALREADY
        own = self.drawer.files.get(command.other)
        return n.FileOutcome.MERGED_ELSEWHERE if own is not None and own.merged_into is not None else None

    def _checks(self, file: CustomerFile) -> tuple[Check, ...]:
        _, lines = self.drawer.histories.get(file.chat_id, (0, ()))
        return checks(file, cases=any(one.kind is not None for one in lines))

    # --- files ---------------------------------------------------------------------------------------------------

    def _file(self, customer: int) -> _Open:
        loaded = self.drawer.file(customer)
        return self._open.setdefault(loaded.chat_id, _Open(loaded, loaded))

    def _happen(self, file: _Open, after: CustomerFile, event: Event) -> None:
        file.now = replace(after, version=file.now.version + 1)
        file.news.append(event)

    def _looked(self, file: CustomerFile, agent: int, what: Seen) -> None:
        self.looks.append(Look(chat_id=file.chat_id, agent=agent, at=self._now, what=what))


_NOBODYS = frozenset({State.BOT, State.QUEUED, State.OFFERED, State.CLOSED})
_DECISIONS: Mapping[type[k.FileCommand], Callable[[FileBatch, Any, _Open], Notice]] = {
    k.ShowFile: FileBatch.show,
    k.ShowPhones: FileBatch.show_phones,
    k.ShowLooks: FileBatch.show_looks,
    k.ChangeFile: FileBatch.change,
    k.ConfirmFile: FileBatch.confirm,
    k.DropFileWish: FileBatch.drop,
    k.MergeFiles: FileBatch.merge,
    k.UnclearFile: FileBatch.unclear,
}
