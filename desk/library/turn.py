"""One decision about an entry in the making, and what it may know beyond that entry."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from desk.commands import Origin, StaffCommand
from desk.events import Event
from desk.learning.autonomy import Autonomy
from desk.library.alterations import Field
from desk.library.events import EntryEvent
from desk.library.notices import Difference, EntryShown
from desk.library.outcomes import LibraryOutcome, LibraryTold
from desk.library.shelf import GateReport, Shelf, Shelved, Standing, Version, evolve_shelf
from desk.notices import Notice
from desk.people import Agent, Role
from desk.rules import Rules
from faq.upkeep.diff import changes_of
from faq.upkeep.usage import Unused

WRITERS = frozenset({Role.AGENT, Role.LEAD, Role.EDITOR})
"""Who may write drafts and propose them."""
KEEPERS = frozenset({Role.LEAD, Role.EDITOR})
"""Who may approve, retire, restore and roll back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingRoom:
    """What a decision about an entry may know beyond it: the moment, the rules, who works here, the golden set.

    `unused` are the entries nobody needed lately, as they were counted last; None: they have not been counted yet.
    """

    now: datetime
    rules: Rules
    agents: Mapping[int, Agent]
    golden: Mapping[str, int] = field(default_factory=dict[str, int])
    autonomy: Autonomy = field(default_factory=Autonomy)
    unused: Sequence[Unused] | None = None

    @property
    def today(self) -> date:
        """The desk's own date."""
        return self.now.astimezone(self.rules.organisation.zone).date()

    def role(self, user_id: int | None) -> Role | None:
        """Return what somebody is here."""
        agent = self.agents.get(user_id) if user_id is not None else None
        return agent.role if agent else None

    def number(self, user_id: int | None) -> str:
        """Return the number somebody is known by."""
        agent = self.agents.get(user_id) if user_id is not None else None
        return agent.number if agent else "–"


Saying = tuple[Origin | None, Notice]
"""A notice and where it was asked for (None: it is for the room)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelfDecision:
    """What a command leads to: the entry after it, facts with the words about them, new versions, what is said."""

    after: Shelved
    news: tuple[tuple[Event, str], ...] = ()
    versions: tuple[Version, ...] = ()
    says: tuple[Saying, ...] = ()


class LibraryTurn:
    """An entry while a command is decided; it never leaves `decide_shelf`."""

    def __init__(self, shelved: Shelved, room: ReadingRoom) -> None:
        self.room = room
        self.shelf: Shelf = shelved.shelf
        self.versions = dict(shelved.versions)
        self.report: GateReport | None = shelved.report
        self.asked_from: Origin | None = shelved.asked_from
        self._news: list[tuple[Event, str]] = []
        self._written: list[Version] = []
        self._says: list[Saying] = []

    # --- what is true now ----------------------------------------------------------------------------------------

    @property
    def shown(self) -> Version | None:
        """The version an editor looks at."""
        return self.versions.get(self.shelf.shown) if self.shelf.shown is not None else None

    @property
    def in_force(self) -> Version | None:
        """The version customers are answered from."""
        return self.versions.get(self.shelf.live) if self.shelf.live is not None else None

    def is_settled(self) -> bool:
        """Tell whether nothing is being written any more."""
        return self.shelf.standing is Standing.SETTLED

    def may(self, command: StaffCommand, roles: frozenset[Role]) -> bool:
        """Tell whether somebody may do this; who may not hears so."""
        allowed = self.room.role(command.agent) in roles
        if not allowed:
            self.tell(command, LibraryOutcome.NOT_ALLOWED)
        return allowed

    # --- what comes of it ----------------------------------------------------------------------------------------

    def happen(self, event: EntryEvent, words: str = "") -> None:
        """Let a fact be true from here on.

        Raises:
            IllegalMove: the entry knows no such move.
        """
        self.shelf = evolve_shelf(self.shelf, event)
        self._news.append((event, words))

    def keep(self, version: Version) -> None:
        """Write a version."""
        self.versions[version.number] = version
        self._written.append(version)

    def tell(self, command: StaffCommand, outcome: LibraryOutcome, by: str | None = None) -> None:
        """Tell in one sentence how a command ended."""
        shelf = self.shelf
        told = LibraryTold(outcome=outcome, entry_id=shelf.entry_id or None, by=by, number=shelf.shown)
        self.say(command.origin, told)

    def changed_meanwhile(self, command: StaffCommand) -> None:
        """Tell who was faster, unless it was the same person elsewhere, and show what there is now."""
        by = self.shelf.touched_by
        self.tell(command, LibraryOutcome.CHANGED_MEANWHILE, self.room.number(by) if by != command.agent else None)
        if self.shown is not None:
            self.answer(command, self.card(self.shown))

    def done(self, command: StaffCommand, outcome: LibraryOutcome) -> None:
        """Tell that it is done, and show the entry as it is now; only a press needs a sentence beside that."""
        pressed = command.origin.press_id is not None
        if pressed or self.shown is None:
            self.tell(command, outcome)
        if self.shown is not None:
            self.answer(command, self.card(self.shown, None if pressed else outcome))

    def answer(self, command: StaffCommand, notice: Notice) -> None:
        """Say something in a message of its own where the command was given."""
        self.say(replace(command.origin, press_id=None), notice)

    def say_where_asked(self, notice: Notice) -> None:
        """Say something where publishing was asked for."""
        if self.asked_from is not None:
            self.say(self.asked_from, notice)

    def say(self, origin: Origin | None, notice: Notice) -> None:
        """Have something said."""
        self._says.append((origin, notice))

    def card(self, version: Version, outcome: LibraryOutcome | None = None) -> EntryShown:
        """Return the entry with all that its buttons depend on."""
        shelf = self.shelf
        published = self.versions.get(shelf.published) if shelf.published is not None else None
        current = version.number == shelf.shown
        return EntryShown(
            outcome=outcome,
            entry=version.entry,
            number=version.number,
            current=current,
            standing=shelf.standing,
            published=shelf.published,
            retired=shelf.retired_at is not None,
            by=self.room.number(version.author),
            at=version.at,
            note=version.note,
            differences=differences(published, version),
            report=self.report if current else None,
            can_roll_back=len(set(shelf.past)) > 1,
            golden=self.room.golden.get(shelf.entry_id, 0),
        )

    def decided(self) -> ShelfDecision:
        """Return what came of it."""
        after = Shelved(shelf=self.shelf, versions=self.versions, report=self.report, asked_from=self.asked_from)
        return ShelfDecision(after=after, news=tuple(self._news), versions=tuple(self._written), says=tuple(self._says))


def differences(published: Version | None, shown: Version) -> tuple[Difference, ...]:
    """Return what a version would change of what is published."""
    if published is None or published.number == shown.number:
        return ()
    changes = changes_of(published.entry, shown.entry)
    return tuple(Difference(field=Field(one.name), before=one.old, after=one.new) for one in changes)
