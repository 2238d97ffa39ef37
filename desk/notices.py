"""What must be said, and to whom; the words are found when it is sent.

A notice is stored in the outbox in the transaction that decided it. Whom it goes to is a property of its kind.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from typing import ClassVar

from desk.content import Kind
from desk.events import Clock, Reason


class Audience(StrEnum):
    """Who hears a notice."""

    CUSTOMER = "customer"  # the private chat
    TOPIC = "topic"  # the customer's topic in the staff room
    ROOM = "room"  # the staff room's General topic
    ORIGIN = "origin"  # wherever the command was given: a reply to it, or the small window of a press


class Priority(IntEnum):
    """Who is served first when Telegram lets us say only so much."""

    PRESS = 0
    CUSTOMER = 1
    OFFER = 2
    ALARM = 3
    MIRROR = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something to be said.

    `guarded`: dropped if the conversation has changed hands since it was decided.
    """

    audience: ClassVar[Audience] = Audience.CUSTOMER
    priority: ClassVar[Priority] = Priority.CUSTOMER
    guarded: ClassVar[bool] = False


# --- the bot to the customer -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Greeting(Notice):
    """The first touch; it carries the organisation's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpText(Notice):
    """What can be asked here, and how a person is reached."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt(Notice):
    """Hello back; what can we do for you."""

    guarded: ClassVar[bool] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class WhoIAm(Notice):
    """An assistant, not a person; and a person is to be had at any time."""

    guarded: ClassVar[bool] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Welcome(Notice):
    """You are welcome."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Notice):
    """An entry's answer, with "did this help?"."""

    guarded: ClassVar[bool] = True
    entry_id: str
    library: str
    judged: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestions(Notice):
    """Up to three questions to choose from, and a person."""

    guarded: ClassVar[bool] = True
    entry_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rephrase(Notice):
    """Please say it in other words, or ask for a person."""

    guarded: ClassVar[bool] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class GladToHelp(Notice):
    """The answer helped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued(Notice):
    """A person will answer: the place in the queue and the longest wait to expect."""

    place: int
    wait: timedelta
    reason: Reason = Reason.ASKED
    staffed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class AlreadyWithPerson(Notice):
    """An agent is already serving this conversation."""

    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StillWaiting(Notice):
    """We have not forgotten you: how long it has been, the place, a new estimate."""

    waited: timedelta
    place: int
    wait: timedelta
    staffed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitExplained(Notice):
    """Why it takes long, and the choice: go on waiting, or leave it with us and be answered here later."""

    waited: timedelta
    place: int
    staffed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBy(Notice):
    """An agent introduces himself by number."""

    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentLeft(Notice):
    """The agent had to leave; the place in the queue is kept."""

    place: int
    wait: timedelta
    staffed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Farewell(Notice):
    """The matter is settled; anything else? Goodbye."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerFromAgent(Notice):
    """An entry's answer an agent chose to send."""

    entry_id: str
    library: str
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment(Notice):
    """A photo or a document that belongs to an answer just given, as the entry holds it ("photo:AgAC…")."""

    file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CannotRead(Notice):
    """This kind of message cannot be passed on; how it can be said instead."""


# --- relays ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Relay(Notice):
    """A message to be passed on: where it lies, of which kind, and its text if it has one.

    `reply_to` is the message of the source chat it answers; `album` joins those sent together.
    """

    from_chat: int
    message: int
    kind: Kind
    text: str = ""
    album: str | None = None
    reply_to: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mirror(Relay):
    """A customer's message, for the topic."""

    audience: ClassVar[Audience] = Audience.TOPIC
    priority: ClassVar[Priority] = Priority.MIRROR


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliver(Relay):
    """An agent's message, for the customer; the agent sees a mark when it has arrived."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MirrorEdit(Notice):
    """A customer's edit, shown below the first wording so that nothing acted upon is overwritten."""

    audience: ClassVar[Audience] = Audience.TOPIC
    priority: ClassVar[Priority] = Priority.MIRROR
    from_chat: int
    message: int
    text: str
    after_reply: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverEdit(Notice):
    """An agent's correction of a message the customer already has."""

    from_chat: int
    message: int
    kind: Kind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PassReaction(Notice):
    """An emoji put to a message, shown at its counterpart on the other side (None: taken away)."""

    from_chat: int
    message: int
    emoji: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MirrorReaction(PassReaction):
    """A customer's emoji, for the topic."""

    audience: ClassVar[Audience] = Audience.TOPIC
    priority: ClassVar[Priority] = Priority.MIRROR


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverReaction(PassReaction):
    """An agent's emoji, for the customer."""


# --- the staff room ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Card(Notice):
    """The conversation at a glance, with its buttons; one per conversation, edited."""

    audience: ClassVar[Audience] = Audience.TOPIC
    priority: ClassVar[Priority] = Priority.ALARM


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm(Notice):
    """A promise of time was broken or is about to be."""

    audience: ClassVar[Audience] = Audience.ROOM
    priority: ClassVar[Priority] = Priority.ALARM
    clock: Clock
    due: datetime
    customer: int
    number: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmWithdrawn(Notice):
    """The answer was given in time after all."""

    audience: ClassVar[Audience] = Audience.ROOM
    priority: ClassVar[Priority] = Priority.ALARM
    clock: Clock
    due: datetime
    customer: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LongWait(Notice):
    """A customer has waited long; whoever can, please help."""

    audience: ClassVar[Audience] = Audience.ROOM
    priority: ClassVar[Priority] = Priority.ALARM
    customer: int
    waited: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class InDanger(Notice):
    """A customer tells of danger to life: whoever is there takes it now."""

    audience: ClassVar[Audience] = Audience.ROOM
    priority: ClassVar[Priority] = Priority.CUSTOMER
    customer: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NobodyOnDuty(Notice):
    """A customer waits and nobody is on duty."""

    audience: ClassVar[Audience] = Audience.ROOM
    priority: ClassVar[Priority] = Priority.ALARM
    customer: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Admitted(Notice):
    """A member of the staff group became an agent; the lead is told."""

    audience: ClassVar[Audience] = Audience.ROOM
    priority: ClassVar[Priority] = Priority.ALARM
    user_id: int
    number: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLetter(Notice):
    """Something could not be understood or delivered and was put aside for the lead."""

    audience: ClassVar[Audience] = Audience.ROOM
    priority: ClassVar[Priority] = Priority.ALARM
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryMark(Notice):
    """The mark on an agent's message: it arrived, or why not."""

    audience: ClassVar[Audience] = Audience.ORIGIN
    priority: ClassVar[Priority] = Priority.MIRROR
    failed: str | None = None


# --- outcomes, told to whoever asked -----------------------------------------------------------------------------


class Outcome(StrEnum):
    """How a command ended; each has its sentence."""

    TAKEN = "taken"
    TAKEN_ALREADY = "taken_already"
    YOURS_ALREADY = "yours_already"
    RESOLVED = "resolved"
    RESOLVED_ALREADY = "resolved_already"
    NEWER_MESSAGE = "newer_message"
    NOT_YOURS = "not_yours"
    NOT_WAITING = "not_waiting"
    NOTED = "noted"
    AT_CAPACITY = "at_capacity"
    STALE = "stale"
    NOT_ADMITTED = "not_admitted"
    ANONYMOUS = "anonymous"
    NO_TOPIC = "no_topic"
    UNKNOWN_COMMAND = "unknown_command"
    UNKNOWN_IN_GENERAL = "unknown_in_general"
    NO_CONVERSATION = "no_conversation"
    UNREACHABLE = "unreachable"
    ENTRY_SENT = "entry_sent"
    ENTRY_SENT_ALREADY = "entry_sent_already"
    ENTRY_GONE = "entry_gone"
    ANSWERED_ALREADY = "answered_already"
    NOT_ON_DUTY = "not_on_duty"
    ON_DUTY = "on_duty"
    ON_DUTY_ALREADY = "on_duty_already"
    OFF_DUTY = "off_duty"
    OFF_DUTY_ALREADY = "off_duty_already"
    THANKS = "thanks"
    WITH_PERSON = "with_person"
    IN_QUEUE = "in_queue"
    OLD_BUTTON = "old_button"
    DONE = "done"
    LINKED = "linked"
    WRONG_CODE = "wrong_code"
    NOT_A_FORUM = "not_a_forum"
    MADE_EDITOR = "made_editor"
    MADE_AGENT = "made_agent"
    NO_SUCH_ROLE = "no_such_role"  # or no such number: how it is asked for
    LEADS_ONLY = "leads_only"
    LEAD_STAYS = "lead_stays"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told(Notice):
    """How a command ended, as a reply to it or in a press's small window."""

    audience: ClassVar[Audience] = Audience.ORIGIN
    priority: ClassVar[Priority] = Priority.PRESS
    outcome: Outcome
    number: str | None = None
    at: datetime | None = None
    count: int | None = None
    command: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueLine:
    """One who waits."""

    customer: int
    name: str
    since: datetime
    level: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueShown(Notice):
    """Who waits, and who is there to serve them."""

    audience: ClassVar[Audience] = Audience.ORIGIN
    priority: ClassVar[Priority] = Priority.PRESS
    waiting: int
    first: tuple[QueueLine, ...]
    on_duty: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockLine:
    """One clock of a conversation, explained."""

    clock: Clock
    since: datetime
    due: datetime
    struck: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyShown(Notice):
    """Which clocks run here, since when, until when, under which rules."""

    audience: ClassVar[Audience] = Audience.ORIGIN
    priority: ClassVar[Priority] = Priority.PRESS
    now: datetime
    state: str
    rules: int
    clocks: tuple[ClockLine, ...]


NOTICES: tuple[type[Notice], ...] = (
    Greeting,
    HelpText,
    Prompt,
    WhoIAm,
    Welcome,
    Answer,
    Suggestions,
    Rephrase,
    GladToHelp,
    Queued,
    AlreadyWithPerson,
    StillWaiting,
    WaitExplained,
    TakenBy,
    AgentLeft,
    Farewell,
    AnswerFromAgent,
    Attachment,
    CannotRead,
    Mirror,
    Deliver,
    MirrorEdit,
    DeliverEdit,
    MirrorReaction,
    DeliverReaction,
    Card,
    Alarm,
    AlarmWithdrawn,
    LongWait,
    InDanger,
    NobodyOnDuty,
    Admitted,
    DeadLetter,
    DeliveryMark,
    Told,
    QueueShown,
    WhyShown,
)
"""Every kind of notice, for the codec and the words."""
