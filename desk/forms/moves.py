"""What can be pressed below a question of a form, and what comes of anything said or pressed."""

from dataclasses import dataclass
from enum import StrEnum

from desk.forms.form import Field, Form


class Move(StrEnum):
    """A press that answers nothing."""

    SKIP = "skip"  # the question, or keep the answer that is there
    BACK = "back"
    CANCEL = "cancel"
    CONFIRM = "confirm"
    ANEW = "anew"  # confirm, though the same was filed just now
    GO_ON = "go_on"  # with a form that was left for a day


@dataclass(frozen=True, slots=True)
class Pick:
    """One of the choices, by its code."""

    code: str


@dataclass(frozen=True, slots=True)
class Change:
    """Put this question again, of an answer that was read back."""

    field: Field


Press = Move | Pick | Change


class Outcome(StrEnum):
    """What came of it."""

    ASKED = "asked"  # a question is put: the next one, or the same again
    KEPT = "kept"  # a photo was kept, and the same is asked again: more may come
    ADDED = "added"  # words that tell more of the matter, where photos are asked for: the same is asked again
    READ_BACK = "read_back"  # all is answered, and waits for the confirmation
    REFUSED = "refused"  # for a trouble; the same is asked again
    CANCELLED = "cancelled"
    CONFIRMED = "confirmed"
    OLD = "old"  # a button of an earlier question


class Trouble(StrEnum):
    """Why an answer is none."""

    PAST = "past"  # a visit cannot be then
    FAR = "far"
    NO_TIME = "no_time"
    NO_PHONE = "no_phone"  # a number, but none of a phone
    PHONE_WANTED = "phone_wanted"  # no number at all
    NAME_WANTED = "name_wanted"  # a number is no name
    NOT_THE_NAME = "not_the_name"  # a phone, which was noted
    NO_AMOUNT = "no_amount"
    NO_CHOICE = "no_choice"
    NO_WORDS = "no_words"  # nothing but emoji, stickers, signs
    TOO_MANY = "too_many"  # photos: the first are kept
    TOO_LONG = "too_long"
    WRONG_KIND = "wrong_kind"  # a voice message where words are needed
    NEEDED = "needed"  # cannot be skipped
    UNCLEAR = "unclear"  # neither yes nor a change, when all was read back


@dataclass(frozen=True, slots=True)
class Heard:
    """The form as it stands now, what came of what was said or pressed, and what was wrong with it."""

    form: Form
    outcome: Outcome
    trouble: Trouble | None = None
