"""What people did for a customer."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from desk.events.event import Event
from desk.events.time import Struck


class Code(StrEnum):
    """How a matter ended; a wrong addressee is closed as such, not as unsolved (003:420)."""

    SOLVED = "solved"
    UNSOLVED = "unsolved"
    WRONG_ADDRESSEE = "wrong_addressee"
    NO_ANSWER = "no_answer"
    SPAM = "spam"


class Hold(StrEnum):
    """What a conversation that is set aside waits for."""

    CUSTOMER_INFO = "customer_info"
    THIRD_PARTY = "third_party"
    SCHEDULED = "scheduled"
    CALLBACK = "callback"


class Owing(StrEnum):
    """What an agent's words leave owing: the answer in a moment (请稍等), or by and by (明天答复您)."""

    SOON = "soon"
    LATER = "later"


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken(Event):
    """An agent took the conversation."""

    agent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentReplied(Event):
    """A human wrote to the customer; it `answers` unless it is a greeting or a word before; a helper owns nothing.

    `settles`: what had been promised is given by it: an answer, or something sent that has no words. `owing`: it says
    itself that the answer is still to come, so that the customer waits for us.
    """

    agent: int
    message: int
    answers: bool = False
    helper: bool = False
    settles: bool = False
    owing: Owing | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentEdited(Event):
    """An agent corrected a message already sent."""

    agent: int
    message: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted(Event):
    """An agent wrote what the customer does not see; no clock moves.

    `aside`: it was written in another's conversation, and may still be sent to the customer by who wrote it.
    """

    agent: int
    message: int
    aside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EntrySent(Event):
    """An agent sent an entry's answer with one press: a human reply with the library's words."""

    agent: int
    entry_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved(Event):
    """The matter is answered; the reopen window runs. `code` says how it ended; `asks`: and how it was is asked."""

    agent: int
    code: Code = Code.SOLVED
    asks: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolveAsked(Event):
    """An agent wished to settle what the customer has no answer to yet; doing so again soon means it."""

    agent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed(Event):
    """The customer wrote again and the same owner goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopened(Event):
    """The customer wrote again and waits for an agent, with the original waiting time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed(Event):
    """The reopen window is over."""

    due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferOffered(Event):
    """The owner asked a colleague to take over; the owner stays answerable until that is accepted (002:568, 004:57).

    `warm`: both stay in the conversation. What the owner told the colleague is a note.
    """

    agent: int
    to: int
    warm: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferEnded(Event):
    """The colleague declined (`agent` is who ended it), or the owner took it back."""

    agent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferLapsed(Struck):
    """The colleague did not answer within the lease."""

    to: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Held(Event):
    """The owner set the conversation aside; `until` is what was promised (None: it is the customer's turn)."""

    agent: int
    hold: Hold
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Promised(Event):
    """The owner promised an answer by a moment, and goes on serving (003:142)."""

    agent: int
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Unheld(Event):
    """The conversation goes on: the owner took it up again, or the customer wrote what was waited for."""

    agent: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpAsked(Event):
    """The owner asked the lead for help; the customer does not hear of it (004:79)."""

    agent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Assisted(Event):
    """A lead stands by: may write to the customer as helper, and owns nothing (003:240)."""

    agent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AbuseReported(Event):
    """An agent asks that a customer be barred; the lead confirms or not."""

    agent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Barred(Event):
    """The lead confirmed that an abusive customer is not served: the conversation is over."""

    agent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IdleClosed(Struck):
    """The customer did not write again after two prompts: politely closed (003:417)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unbarred(Event):
    """The lead lets people serve a customer again, or did not confirm what an agent had asked for."""

    agent: int
