"""What is said while a form is filled in, to the customer and to the agent who fills it in for one."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from desk.forms.form import Answer, Field, FormKind
from desk.forms.moves import Trouble
from desk.notices.notice import Audience, Notice, Priority


class Remark(StrEnum):
    """What is said before a question that is put again, or for the first time."""

    BEGUN = "begun"
    KNOWN = "known"  # begun with what was said already
    BEGUN_BY_AGENT = "begun_by_agent"
    EMERGENCY = "emergency"  # we are on the way; only this is needed
    KEPT = "kept"  # photos, which were asked for
    ADDED = "added"  # to what happened, while photos are asked for
    SEEN = "seen"  # photos, while something else is asked
    BUSY = "busy"  # another form is open
    EDITED = "edited"  # an earlier message, which changes no answer
    ASIDE = "aside"  # after something else was answered
    GOES_ON = "goes_on"  # after a pause
    UNFILED = "unfiled"  # who asks how far it is
    AGAIN = "again"  # who says that it was told before
    HERE = "here"  # who calls for us is heard


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerLine:
    """An answer as it is read back."""

    field: Field
    answer: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class FormOffer(Notice):
    """We can register this; one press, or a person. `more`: it is registered, and something may be added."""

    kind: FormKind
    more: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FormQuestion(Notice):
    """A question of a form, with what can be chosen and pressed.

    `longest` is the most characters of an answer, `now` what there is as yet; `first`: there is no way back.
    """

    kind: FormKind
    step: int
    field: Field
    choices: tuple[str, ...] = ()
    may_skip: bool = True
    first: bool = False
    answered: bool = False
    longest: int = 0
    files: int = 0
    trouble: Trouble | None = None
    remark: Remark | None = None
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormReadBack(Notice):
    """All that was answered, to be confirmed or changed (003:422)."""

    kind: FormKind
    step: int
    lines: tuple[AnswerLine, ...] = ()
    trouble: Trouble | None = None
    remark: Remark | None = None
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPaused(Notice):
    """It was left for a while: shall we go on?"""

    kind: FormKind
    step: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FormGivenUp(Notice):
    """Nothing was registered, and nothing more is asked."""

    kind: FormKind


@dataclass(frozen=True, slots=True, kw_only=True)
class SameFormAgain(Notice):
    """The same was registered just now: is it the same matter?"""

    kind: FormKind
    step: int
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormWhileWaiting(Notice):
    """It is registered, and the customer still waits for a person: is one needed for anything else?"""

    kind: FormKind


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRests(Notice):
    """Whoever takes the conversation goes on with what the customer has begun to fill in."""

    kind: FormKind


@dataclass(frozen=True, slots=True, kw_only=True)
class FormLeft(Notice):
    """Whoever takes the conversation finds a form half filled in: `fields` is what cannot be missing and is."""

    audience: ClassVar[Audience] = Audience.TOPIC
    kind: FormKind
    fields: tuple[Field, ...] = ()


class FormOutcome(StrEnum):
    """How something asked about a form ended."""

    OLD = "old"  # a button of an earlier question
    ALREADY_FILED = "already_filed"
    NO_FORM = "no_form"
    UNCLEAR = "unclear"
    OTHER_OPEN = "other_open"
    BEGUN = "begun"
    FILLED = "filled"
    MISSING = "missing"
    FILED = "filed"
    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormTold(Notice):
    """Whoever asked hears how it ended; `fields` is what is still missing, `number` that of the case."""

    audience: ClassVar[Audience] = Audience.ORIGIN
    priority: ClassVar[Priority] = Priority.PRESS
    outcome: FormOutcome
    kind: FormKind | None = None
    fields: tuple[Field, ...] = ()
    number: str = ""


FORM_NOTICES: tuple[type[Notice], ...] = (
    FormOffer,
    FormQuestion,
    FormReadBack,
    FormPaused,
    FormGivenUp,
    SameFormAgain,
    FormWhileWaiting,
    FormRests,
    FormLeft,
    FormTold,
)
