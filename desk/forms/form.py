"""A form that is being filled in a chat, one question at a time: what has been answered and what is asked now.

It holds a person's words, so it is no part of any history: it is kept by itself until it is filed or given up.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from desk.cases.kinds import CaseKind


class FormKind(StrEnum):
    """What a form is for; a `REPORT` is what a worker writes about work done."""

    COMPLAINT = "complaint"
    REPAIR = "repair"
    SUGGESTION = "suggestion"
    GRIEVANCE = "grievance"
    REPORT = "report"

    @property
    def case(self) -> CaseKind | None:
        """The kind of case that comes of it; None for a report, which belongs to a case that is there."""
        return None if self is FormKind.REPORT else CaseKind(self.value)


class Field(StrEnum):
    """What a form asks for; which of them, in which order, is told by its kind (RULES §4, §5)."""

    WHAT = "what"
    WHEN = "when"
    WHOM = "whom"  # who or which unit it is about
    REMEDY = "remedy"
    MONEY = "money"
    EVIDENCE = "evidence"
    CATEGORY = "category"
    PLACE = "place"
    VISIT = "visit"
    ENTRY = "entry"  # whether we may come in when nobody is there
    CONTACT = "contact"
    CALLED = "called"  # surname and form of address
    WISHES = "wishes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was answered to one question: the words, the choice they mean (its code), files by kind and Telegram's name.

    `since` and `until` are a stretch of time that was named, `amount` money in hundredths; `skipped`: not to be asked
    again.
    """

    text: str = ""
    code: str | None = None
    files: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    amount: int | None = None
    skipped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form in a private chat; at most one is open there.

    `step` counts every change, so that a button of an earlier question is known to be old. `asking` is the question
    put now; None: all is answered and read back, and waits for the confirmation. `trail` are the questions put so
    far, in their order, for going back. `heard_at` is when the customer last had to do with it. `agent` is who fills
    it in for the customer. `offered`: nothing is asked before the customer wants to. `doubted`: it was asked
    whether it is the matter that was filed just now. `case` is the case that a report is about, or that is filed and
    now completed.
    """

    chat_id: int
    kind: FormKind
    began_at: datetime
    step: int = 0
    asking: Field | None = None
    answers: Mapping[Field, Answer] = field(default_factory=dict[Field, Answer])
    trail: tuple[Field, ...] = ()
    heard_at: datetime | None = None
    emergency: bool = False
    offered: bool = False
    doubted: bool = False
    agent: int | None = None
    case: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """A form that was confirmed, or as much as is known of an emergency: what becomes a case, or a report about one."""

    form: Form
    at: datetime
    conversation: int | None = None
    read_back_by: int | None = None
