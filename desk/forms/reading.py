"""An answer to one question, read as what the question takes; what cannot be read is a coded trouble."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import Final

from desk.forms.asides import unadorned
from desk.forms.defects import defect_in
from desk.forms.fields import MOST_FILES, NONE, Blank, Takes, blank_of
from desk.forms.form import Answer, Field, Form
from desk.forms.moves import Trouble
from desk.forms.names import name_in
from desk.forms.phones import phone_in
from desk.forms.sayings import chosen, without_reproach
from desk.forms.sums import sum_in
from desk.forms.times import named_time
from desk.forms.understanding import answer_of, says_nothing, understand
from desk.forms.visits import half_day, is_far, is_past
from desk.hours import Hours


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The form that is filled in, and what is needed to understand times."""

    form: Form
    now: datetime
    zone: tzinfo | None
    hours: Hours


def read(reading: Reading, blank: Blank, text: str) -> Answer | Trouble:
    """Return words as the answer to a question."""
    return _READERS[blank.takes](reading, blank, text)


def picked(reading: Reading, blank: Blank, code: str) -> Answer | Trouble:
    """Return a choice that was pressed as the answer to a question."""
    if blank.takes is Takes.TIME:
        return _half_day(reading, code)
    if code not in blank.choices:
        return Trouble.NO_CHOICE
    return Answer(skipped=True) if blank.takes is Takes.FILES else Answer(code=code)


def seen(form: Form, files: tuple[str, ...]) -> tuple[Form, Trouble | None]:
    """Return a form with more evidence; of too many photos the first are kept."""
    if blank_of(form, Field.EVIDENCE) is None:
        return form, Trouble.WRONG_KIND
    before = form.answers.get(Field.EVIDENCE, Answer())
    fresh = tuple(file for file in dict.fromkeys(files) if file not in before.files)
    kept = (*before.files, *fresh)
    too_many = len(kept) > MOST_FILES
    answer = replace(before, files=kept[:MOST_FILES], code=FULL if too_many else None, skipped=False)
    return replace(form, answers={**form.answers, Field.EVIDENCE: answer}), Trouble.TOO_MANY if too_many else None


FULL: Final = "full"
"""The code of evidence of which more was sent than is kept."""


def _words(reading: Reading, blank: Blank, text: str) -> Answer | Trouble:
    if blank.field is not Field.WHEN:
        return Answer(text=text)
    named = named_time(text, reading.now, reading.zone, ahead=False)
    if named is None or named.since > reading.now:
        return Answer(text=text)
    return Answer(text=text, since=named.since, until=named.until)


def _time(reading: Reading, _: Blank, text: str) -> Answer | Trouble:
    named = named_time(text, reading.now, reading.zone, ahead=True)
    if named is None:
        return Trouble.NO_TIME
    if is_past(named, reading.now):
        return Trouble.PAST
    return Trouble.FAR if is_far(named, reading.now) else replace(answer_of(named, text), text=text)


def _half_day(reading: Reading, code: str) -> Answer | Trouble:
    span = half_day(code, reading.zone, reading.hours)
    if span is None:
        return Trouble.NO_CHOICE
    return Trouble.PAST if span[1] <= reading.now else Answer(code=code, since=span[0], until=span[1])


def _sum(_: Reading, blank: Blank, text: str) -> Answer | Trouble:
    found = sum_in(text, asked=True)
    if found is not None and found.amount:
        return Answer(text=text, amount=found.amount)
    none = found is not None or chosen(blank.field, blank.choices, text) == NONE
    return Answer(text=text, code=NONE) if none else Trouble.NO_AMOUNT


def _phone(_: Reading, __: Blank, text: str) -> Answer | Trouble:
    found = phone_in(text, asked=True)
    if found is not None:
        return Answer(text=found.number)
    return Trouble.NO_PHONE if any(sign.isdigit() for sign in text) else Trouble.PHONE_WANTED


def _name(_: Reading, __: Blank, text: str) -> Answer | Trouble:
    """Return the name, without a phone beside it."""
    phone = phone_in(text)
    rest = text if phone is None else f"{text[: phone.start]} {text[phone.end :]}"
    name = name_in(unadorned(without_reproach(rest)))
    if any(sign.isalpha() for sign in name) and not (phone is not None and says_nothing(rest)):
        return Answer(text=name)
    return Trouble.NAME_WANTED if phone is None else Trouble.NOT_THE_NAME


def _place(reading: Reading, blank: Blank, text: str) -> Answer | Trouble:
    """Return where it is: all that was said, unless the rest of it belongs to other questions."""
    text = unadorned(without_reproach(text)) or text
    said = understand(reading.form.kind, text, reading.now, reading.zone)
    place = said.answers.get(blank.field)
    return place if place is not None and says_nothing(said.rest) else Answer(text=text)


def _files(reading: Reading, blank: Blank, text: str) -> Answer | Trouble:
    """Return that none of the photos is to be kept after all, which is all that words can say here."""
    sent = blank.field in reading.form.answers
    return Answer(skipped=True) if sent and chosen(blank.field, blank.choices, text) == NONE else Trouble.WRONG_KIND


def _choice(_: Reading, blank: Blank, text: str) -> Answer | Trouble:
    code = chosen(blank.field, blank.choices, text)
    if code is None and blank.field is Field.CATEGORY and (defect := defect_in(text)) is not None:
        return Answer(text=defect.word, code=defect.category)
    return Answer(text=text, code=code) if code is not None else Trouble.NO_CHOICE


def _wish(_: Reading, blank: Blank, text: str) -> Answer | Trouble:
    """Return the choice that the words mean; words of one's own stay what they are."""
    return Answer(text=text, code=chosen(blank.field, blank.choices, text))


_READERS: Final[Mapping[Takes, Callable[[Reading, Blank, str], Answer | Trouble]]] = {
    Takes.WORDS: _words,
    Takes.TIME: _time,
    Takes.SUM: _sum,
    Takes.FILES: _files,
    Takes.PHONE: _phone,
    Takes.NAME: _name,
    Takes.PLACE: _place,
    Takes.CHOICE: _choice,
    Takes.WISH: _wish,
}
