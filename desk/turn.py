"""One decision in the making: what happens and what is said, step by step."""

from dataclasses import dataclass, field
from datetime import datetime

from desk.events import Event, Opened
from desk.evolution import evolve
from desk.floor import Floor
from desk.learning.labels import NOTHING, AnsweredByHuman, AskedInVain, Label, Lessons
from desk.notices import Notice
from desk.rules import Rules
from desk.state import Conversation


@dataclass(frozen=True, slots=True)
class Decision:
    """What a command leads to: the facts it makes and the notices it calls for, each in order.

    `after` is the conversation that these facts leave, `lessons` what they say about the library.
    """

    after: Conversation
    news: tuple[Event, ...] = ()
    says: tuple[Notice, ...] = ()
    lessons: Lessons = NOTHING


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
        return Decision(self.conversation, tuple(self.news), tuple(self.says), self.lessons)
