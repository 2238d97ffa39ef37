"""What a form of each kind asks: in which order, what may be skipped, what can be chosen, how long an answer may be."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from desk.cases.kinds import Category, Remedy
from desk.forms.form import Field, Form, FormKind

MOST_FILES: Final = 20
"""Photos that a form keeps as evidence."""


class Takes(StrEnum):
    """What kind of answer a question has."""

    WORDS = "words"
    TIME = "time"  # that lies ahead
    SUM = "sum"
    FILES = "files"
    PHONE = "phone"
    NAME = "name"
    PLACE = "place"
    CHOICE = "choice"
    WISH = "wish"  # a choice, or words of one's own


FREE: Final = frozenset({Takes.WORDS, Takes.NAME, Takes.PLACE, Takes.WISH})
"""What any words would answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """A question of a form: its answer's kind and most characters, and the codes of what can be chosen.

    The choices of a time depend on the day: see `desk/forms/visits.py`.
    """

    field: Field
    takes: Takes
    longest: int
    may_skip: bool = True
    choices: tuple[str, ...] = ()


YES: Final = "yes"
NO: Final = "no"
NONE: Final = "none"
"""The code for: no money is involved; and for: none of the photos after all."""

_WHAT = Blank(field=Field.WHAT, takes=Takes.WORDS, longest=2000, may_skip=False)
_WHEN = Blank(field=Field.WHEN, takes=Takes.WORDS, longest=200)
_WHOM = Blank(field=Field.WHOM, takes=Takes.WORDS, longest=200)
_REMEDY = Blank(field=Field.REMEDY, takes=Takes.WISH, longest=200, choices=tuple(Remedy))
_MONEY = Blank(field=Field.MONEY, takes=Takes.SUM, longest=60, choices=(NONE,))
_EVIDENCE = Blank(field=Field.EVIDENCE, takes=Takes.FILES, longest=200, choices=(NONE,))
_CATEGORY = Blank(field=Field.CATEGORY, takes=Takes.CHOICE, longest=200, choices=tuple(Category))
_PLACE = Blank(field=Field.PLACE, takes=Takes.PLACE, longest=200, may_skip=False)
_VISIT = Blank(field=Field.VISIT, takes=Takes.TIME, longest=200)
_ENTRY = Blank(field=Field.ENTRY, takes=Takes.CHOICE, longest=60, may_skip=False, choices=(YES, NO))
_PHONE = Blank(field=Field.CONTACT, takes=Takes.PHONE, longest=60)
_PHONE_NEEDED = Blank(field=Field.CONTACT, takes=Takes.PHONE, longest=60, may_skip=False)
_CALLED = Blank(field=Field.CALLED, takes=Takes.NAME, longest=40)
_WISHES = Blank(field=Field.WISHES, takes=Takes.WORDS, longest=500)

_BLANKS: Final[Mapping[FormKind, tuple[Blank, ...]]] = {
    FormKind.COMPLAINT: (_WHAT, _WHEN, _WHOM, _REMEDY, _MONEY, _EVIDENCE, _PHONE, _CALLED),
    FormKind.REPAIR: (
        _CATEGORY,
        _PLACE,
        _WHAT,
        _EVIDENCE,
        _VISIT,
        _ENTRY,
        _PHONE_NEEDED,
        _CALLED,
        _WISHES,
    ),
    FormKind.SUGGESTION: (_WHAT, _PHONE),
    FormKind.GRIEVANCE: (_WHAT, _WHOM, _PHONE, _CALLED),
    FormKind.REPORT: (_WHAT, _EVIDENCE),
}
_EMERGENCY: Final = (_PLACE, _PHONE_NEEDED)


def blanks(form: Form) -> tuple[Blank, ...]:
    """Return what is asked, in order (RULES §4, §5); in an emergency only where, and whom to ring (003:216)."""
    return _EMERGENCY if form.emergency else _BLANKS[form.kind]


def blank_of(form: Form, asked: Field | None) -> Blank | None:
    """Return the question about a field, or None where this form has none."""
    return next((one for one in blanks(form) if one.field is asked), None)


def takes(kind: FormKind, asked: Field) -> bool:
    """Tell whether forms of a kind have a place for this, asked now or not."""
    return any(one.field is asked for one in _BLANKS[kind])


def is_answered(form: Form, asked: Field) -> bool:
    """Tell whether a question was answered or skipped."""
    return asked in form.answers


def next_blank(form: Form) -> Blank | None:
    """Return the first question that is not answered yet; None: that was all."""
    return next((one for one in blanks(form) if not is_answered(form, one.field)), None)


def missing(form: Form) -> tuple[Field, ...]:
    """Return the questions without an answer that cannot do without one."""
    return tuple(one.field for one in blanks(form) if not one.may_skip and not is_answered(form, one.field))
