"""One decision in the making: what happens and what is said, step by step."""

from dataclasses import dataclass, field
from datetime import datetime

from desk.commands import Command
from desk.events import Event, Opened
from desk.evolution import evolve
from desk.floor import Floor
from desk.forms.form import Filing, Form
from desk.hours import Hours
from desk.learning.labels import NOTHING, AnsweredByHuman, AskedInVain, Label, Lessons
from desk.notices import Notice
from desk.rules import Rules
from desk.state import Conversation


@dataclass(frozen=True, slots=True)
class Kept:
    """The form of a chat from here on; None: there is none any more."""

    form: Form | None


@dataclass(frozen=True, slots=True)
class Decision:
    """What a command leads to: the facts it makes and the notices it calls for, each in order.

    `after` is the conversation that these facts leave, `lessons` what they say about the library. `kept` is the form
    of the chat if it has changed, `filings` are the forms that were confirmed, `asks` what is asked of cases that are
    there, by their numbers.
    """

    after: Conversation
    news: tuple[Event, ...] = ()
    says: tuple[Notice, ...] = ()
    lessons: Lessons = NOTHING
    kept: Kept | None = None
    filings: tuple[Filing, ...] = ()
    asks: tuple[tuple[int, Command], ...] = ()


@dataclass(slots=True)
class Turn:
    """A conversation while a command is decided; it never leaves `decide`."""

    conversation: Conversation
    now: datetime
    rules: Rules
    floor: Floor
    news: list[Event] = field(default_factory=list[Event])
    says: list[Notice] = field(default_factory=list[Notice])
    lessons: Lessons = NOTHING
    kept: Kept | None = None
    filings: list[Filing] = field(default_factory=list[Filing])
    asks: list[tuple[int, Command]] = field(default_factory=list[tuple[int, Command]])

    @property
    def hours(self) -> Hours:
        """When somebody is there for this conversation: the opening hours of its line."""
        return self.rules.hours_of(self.conversation.line)

    @property
    def form(self) -> Form | None:
        """The form that is open in this chat."""
        return self.floor.forms.get(self.conversation.customer) if self.kept is None else self.kept.form

    def keep_form(self, form: Form | None) -> None:
        """Leave the chat's form so; None: there is none any more."""
        self.kept = Kept(form)

    def file(self, filing: Filing) -> None:
        """Have a case made of a form that was confirmed; its number is told by the case."""
        self.filings.append(filing)

    def ask_case(self, case_id: int, command: Command) -> None:
        """Ask something of a case of this customer."""
        self.asks.append((case_id, command))

    def happen(self, event: Event) -> None:
        """Let a fact be true from here on.

        Raises:
            IllegalMove: the conversation knows no such move.
        """
        self.conversation = evolve(self.conversation, event)
        self.news.append(event)

    def open(self, at: datetime) -> None:
        """Let the conversation begin, if it has not yet."""
        conversation = self.conversation
        if conversation.opened_at is None:
            self.happen(
                Opened(
                    at=at,
                    previous=conversation.previous,
                    former=conversation.former,
                    barred=conversation.customer in self.floor.barred,
                    care=conversation.customer in self.floor.cared_for,
                    level=self.floor.levels.get(conversation.customer, 0),
                    team=conversation.team,
                )
            )

    def say(self, *notices: Notice) -> None:
        """Have something said."""
        self.says.extend(notices)

    def label(self, label: Label) -> None:
        """Record what turned out about a thought of the bot's."""
        self.lessons += Lessons(labels=(label,))

    def note_in_vain(self, question: AskedInVain) -> None:
        """Keep a question for the gaps."""
        self.lessons += Lessons(in_vain=(question,))

    def note_answer(self, answer: AnsweredByHuman) -> None:
        """Keep what a person answered to what was asked in vain."""
        self.lessons += Lessons(answers=(answer,))

    def moment(self, sent_at: datetime | None = None) -> datetime:
        """Return when a person did what we now hear of.

        Never after now, and never before the conversation's last fact: Telegram's dates have whole seconds, and
        after an outage up to a day of backlog arrives.
        """
        at = self.now if sent_at is None else min(sent_at, self.now)
        return max(at, self.conversation.last_fact_at or at)

    def decided(self) -> Decision:
        """Return what came of it."""
        return Decision(
            self.conversation,
            tuple(self.news),
            tuple(self.says),
            self.lessons,
            self.kept,
            tuple(self.filings),
            tuple(self.asks),
        )
