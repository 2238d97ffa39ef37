"""What the bot says to a customer."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from desk.events import Code, Reason
from desk.notices.notice import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class FromBot(Notice):
    """What leads on to a `person` too, but for customers whom people do not serve."""

    person: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Greeting(FromBot):
    """The first touch; it carries the organisation's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpText(FromBot):
    """What can be asked here, and how a person is reached."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffGreeted(Notice):
    """One of the staff starts the bot in private, and hears what this chat is for."""

    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt(FromBot):
    """Hello back; what can we do for you."""

    guarded: ClassVar[bool] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class WhoIAm(FromBot):
    """An assistant, not a person; and a person is to be had at any time."""

    guarded: ClassVar[bool] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class StillHere(FromBot):
    """Sorry that it took long; the bot listens, and a person is to be had."""

    guarded: ClassVar[bool] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Welcome(Notice):
    """You are welcome."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WellWished(Notice):
    """The same to you."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoMatter(Notice):
    """Never mind, and take your time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(FromBot):
    """An entry's answer, with "did this help?"."""

    guarded: ClassVar[bool] = True
    entry_id: str
    library: str
    judged: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestions(FromBot):
    """Up to three questions to choose from, and a person; `about` is what was asked, where the rest was answered."""

    guarded: ClassVar[bool] = True
    entry_ids: tuple[str, ...]
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rephrase(FromBot):
    """Please say it in other words, or ask for a person; `about` is what was asked, where the rest was answered."""

    guarded: ClassVar[bool] = True
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidAlready(FromBot):
    """The answer is the one just given: which part of it is unclear, or would a person help?"""

    guarded: ClassVar[bool] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class GladToHelp(Notice):
    """The answer helped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued(Notice):
    """A person will answer: the number ("A021"), the place in the queue and the longest wait to expect."""

    place: int
    wait: timedelta
    reason: Reason = Reason.ASKED
    staffed: bool = True
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlreadyWithPerson(Notice):
    """An agent is already serving this conversation."""

    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SameAgent(Notice):
    """The agent who served this conversation before goes on with it."""

    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StillWaiting(Notice):
    """We have not forgotten you: how long it has been, the number, the place, a new estimate."""

    waited: timedelta
    place: int
    wait: timedelta
    staffed: bool = True
    number: str = ""


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
    """The agent had to leave; the place in the queue is kept; `opening`: for we are closed, at `at`, until then."""

    place: int
    wait: timedelta
    staffed: bool = True
    at: datetime | None = None
    opening: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Farewell(Notice):
    """The matter is over, settled or not; anything else? Goodbye (003:180). `rate`: how was it, in this episode?

    `cases` are the numbers of the customer's cases that go on.
    """

    code: Code = Code.SOLVED
    rate: int | None = None
    cases: tuple[str, ...] = ()


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


@dataclass(frozen=True, slots=True, kw_only=True)
class IdlePrompt(Notice):
    """Are you still there? The first or the second time (003:417). `thanked`: or is there anything else?"""

    tier: int
    thanked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class IdleFarewell(Notice):
    """We close this politely, as nothing more came; you can write again at any time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingSoon(Notice):
    """We close soon, your place is kept (003:16); when we open again, or only go on after a `pause` of the same day."""

    place: int
    at: datetime | None = None
    opening: datetime | None = None
    pause: bool = False
    number: str = ""


CUSTOMER_NOTICES: tuple[type[Notice], ...] = (
    Greeting,
    HelpText,
    StaffGreeted,
    Prompt,
    WhoIAm,
    StillHere,
    SaidAlready,
    Welcome,
    WellWished,
    NoMatter,
    Answer,
    Suggestions,
    Rephrase,
    GladToHelp,
    Queued,
    AlreadyWithPerson,
    SameAgent,
    StillWaiting,
    WaitExplained,
    TakenBy,
    AgentLeft,
    Farewell,
    AnswerFromAgent,
    Attachment,
    CannotRead,
    IdlePrompt,
    IdleFarewell,
    ClosingSoon,
)
"""Every kind of notice to a customer."""
