"""A form is filled in: begun with what was already said, then answer by answer, in any order, back and forth.

Nothing here loses an answer: what was answered is only ever replaced by another answer to the same question. Whoever
goes back finds the answer still there, and keeps it by going on.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, tzinfo

from desk.cases.kinds import Remedy
from desk.content import Content, Kind
from desk.forms.asides import asks
from desk.forms.fields import FREE, NONE, Blank, Takes, blank_of, blanks, next_blank
from desk.forms.form import Answer, Field, Form, FormKind
from desk.forms.moves import Change, Heard, Move, Outcome, Pick, Press, Trouble
from desk.forms.phones import phone_in
from desk.forms.reading import Reading, picked, read, seen
from desk.forms.sayings import (
    agrees,
    cancels,
    chosen,
    corrected,
    goes_back,
    goes_on,
    is_other_matter,
    is_same_matter,
    named_field,
    says_no,
    says_yes,
    skips,
)
from desk.forms.understanding import says_nothing, told, understand
from desk.forms.visits import half_days
from desk.hours import Hours
from faq.text import fold


def begin(
    kind: FormKind,
    chat_id: int,
    at: datetime,
    texts: Iterable[str] = (),
    *,
    zone: tzinfo | None = None,
    known: Mapping[Field, Answer] | None = None,
    files: tuple[str, ...] = (),
    emergency: bool = False,
    agent: int | None = None,
    case: int | None = None,
) -> Form:
    """Return a form with everything the customer has already said, its first question put.

    `known` are answers from elsewhere, of which a text says something newer; `files` are evidence sent before.
    """
    form = Form(chat_id=chat_id, kind=kind, began_at=at, heard_at=at, emergency=emergency, agent=agent, case=case)
    answers = dict(known or {})
    for text in texts:
        answers.update(_joined(answers, told(kind, text, at, zone)))
    form = replace(form, answers=answers)
    if files:
        form, _ = seen(form, files)
    return _asking_next(form)


def hear(form: Form, content: Content, now: datetime, *, zone: tzinfo | None, hours: Hours) -> Heard:
    """Return what becomes of a form by a message: words, a photo, a contact, a place.

    An answer may bring those to other questions with it; a photo is evidence whatever is asked.
    """
    text = content.text.strip()
    reading = Reading(form=form, now=now, zone=zone, hours=hours)
    if content.kind is not Kind.TEXT:
        return _hear_thing(reading, content)
    if cancels(text, form.kind):
        return Heard(form, Outcome.CANCELLED)
    if goes_back(text):
        return _go_back(form, now)
    told_before = (one.field for one in blanks(form) if one.field in form.answers or one.field is form.asking)
    if (anew := corrected(told_before, text)) is not None:
        return _answer_anew(reading, *anew)
    blank = blank_of(form, form.asking)
    if blank is None:
        return _confirm_or_change(reading, text)
    return _told(_moved(form, now)) if goes_on(text) else _hear_words(reading, blank, text)


def _answer_anew(reading: Reading, field: Field, text: str) -> Heard:
    """Take what somebody says in the place of an answer; what cannot be read is asked again."""
    form, blank = reading.form, blank_of(reading.form, field)
    if blank is None:
        return Heard(form, Outcome.REFUSED, Trouble.UNCLEAR)
    answer = read(reading, blank, text)
    if isinstance(answer, Trouble):
        return Heard(replace(_moved(form, reading.now), asking=field), Outcome.ASKED, answer)
    return _answer(form, blank, answer, reading.now)


def press(form: Form, step: int, what: Press, now: datetime, *, zone: tzinfo | None, hours: Hours) -> Heard:
    """Return what becomes of a form by a press below the question of a step; of an earlier one nothing does."""
    if step != form.step:
        return Heard(form, Outcome.OLD)
    blank = blank_of(form, form.asking)
    match what:
        case Move.CANCEL:
            return Heard(form, Outcome.CANCELLED)
        case Move.BACK:
            return _go_back(form, now)
        case Move.GO_ON:
            return _told(_moved(form, now))
        case Move.SKIP if blank is not None:
            return _skip(form, blank, now)
        case Move.CONFIRM | Move.ANEW if blank is None:
            return Heard(form, Outcome.CONFIRMED)
        case Pick(code) if blank is not None:
            answer = picked(Reading(form=form, now=now, zone=zone, hours=hours), blank, code)
            return _answer(form, blank, answer, now)
        case Change(field) if blank_of(form, field) is not None:
            return Heard(replace(_moved(form, now), asking=field), Outcome.ASKED)
        case _:
            return Heard(form, Outcome.OLD)


def choices(form: Form, now: datetime, *, zone: tzinfo | None, hours: Hours) -> tuple[str, ...]:
    """Return the codes of what can be chosen now."""
    blank = blank_of(form, form.asking)
    if blank is None:
        return ()
    return half_days(hours, now, zone) if blank.takes is Takes.TIME else blank.choices


def fill(form: Form, text: str, now: datetime, zone: tzinfo | None) -> Form:
    """Return a form with whatever a text says towards it, in any order, in the place of what was there."""
    answers = {**form.answers, **_joined(form.answers, told(form.kind, text, now, zone))}
    return _asking_next(replace(_moved(form, now), answers=answers))


def finish(form: Form, now: datetime) -> Form:
    """Return a form of which nothing more is asked: what was not answered and can be missing is skipped."""
    while (blank := next_blank(form)) is not None and blank.may_skip:
        form = replace(form, answers={**form.answers, blank.field: Answer(skipped=True)})
    return _asking_next(_moved(form, now))


def _hear_thing(reading: Reading, content: Content) -> Heard:
    """Take in what is no words, with the words below it."""
    form = reading.form
    if content.file is not None:
        form, trouble = seen(form, (content.file,))
        if trouble is not None:
            return Heard(replace(form, heard_at=reading.now), Outcome.REFUSED, trouble)
        blank = blank_of(form, form.asking)
        if content.text.strip() and blank is not None and blank.takes is not Takes.FILES:
            heard = _hear_words(replace(reading, form=form), blank, content.text.strip())
            if heard.outcome is not Outcome.REFUSED:
                return heard
        return Heard(replace(form, heard_at=reading.now), Outcome.KEPT)
    said = {Field.CONTACT: content.phone, Field.PLACE: content.place}
    for field, text in said.items():
        blank = blank_of(form, field)
        if text is not None and blank is not None:
            answer = read(reading, blank, text)
            return _answer(form, blank, answer, reading.now)
    return Heard(form, Outcome.REFUSED, Trouble.NO_WORDS if content.kind is Kind.STICKER else Trouble.WRONG_KIND)


def _hear_words(reading: Reading, blank: Blank, text: str) -> Heard:
    form, now = reading.form, reading.now
    if not fold(text):
        return Heard(form, Outcome.REFUSED, Trouble.NO_WORDS)
    if len(text) > blank.longest:
        return Heard(form, Outcome.REFUSED, Trouble.TOO_LONG)
    answer = read(reading, blank, text)
    if skips(text) and (isinstance(answer, Trouble) or blank.takes in FREE):
        return _skip(form, blank, now)
    if blank.field is Field.CALLED:
        form = _phone_noted(form, text)
    if blank.field is Field.MONEY and answer is Trouble.NO_AMOUNT:
        form, answer = _remedy_noted(form, text)
    others = _others(reading, blank, text, answered=not isinstance(answer, Trouble))
    if isinstance(answer, Trouble) and not others:
        return _add_to_the_matter(form, blank, text, now) or Heard(form, Outcome.REFUSED, answer)
    form = replace(form, answers={**others, **form.answers})
    return _told(_asking_next(_moved(form, now))) if isinstance(answer, Trouble) else _answer(form, blank, answer, now)


def _add_to_the_matter(form: Form, blank: Blank, text: str, now: datetime) -> Heard | None:
    """Let who is asked for photos tell more of what they would show instead."""
    matter = form.answers.get(Field.WHAT, Answer(skipped=True))
    longer = f"{matter.text}\n{text}"
    if blank.takes is not Takes.FILES or matter.skipped or asks(text) or _OF_PHOTOS.search(text):
        return None
    whole = blank_of(form, Field.WHAT)
    if whole is None or len(longer) > whole.longest or len(fold(text)) < _TELLS_MORE:
        return None
    return Heard(replace(form, heard_at=now, answers={**form.answers, Field.WHAT: Answer(text=longer)}), Outcome.ADDED)


_TELLS_MORE = 4
_OF_PHOTOS = re.compile(r"照|图|视频|拍|发|等|\b(?:photos?|pictures?|videos?|send|sent|later|wait)\b", re.IGNORECASE)


def _remedy_noted(form: Form, text: str) -> tuple[Form, Answer | Trouble]:
    """Note what is wanted instead of money, if that was left out; who wants money is still asked how much."""
    code, before = chosen(Field.REMEDY, tuple(Remedy), text), form.answers.get(Field.REMEDY, Answer(skipped=True))
    if code is None:
        return form, Trouble.NO_AMOUNT
    if before.skipped:
        form = replace(form, answers={**form.answers, Field.REMEDY: Answer(text=text, code=code)})
    return form, Trouble.NO_AMOUNT if code == Remedy.DAMAGES else Answer(code=NONE)


def _phone_noted(form: Form, text: str) -> Form:
    """Return a form with the phone that somebody writes who is asked for their name."""
    phone = phone_in(text)
    if phone is None or blank_of(form, Field.CONTACT) is None:
        return form
    return replace(form, answers={**form.answers, Field.CONTACT: Answer(text=phone.number)})


def _others(reading: Reading, blank: Blank, text: str, *, answered: bool) -> dict[Field, Answer]:
    """Return what a text says to questions that are not answered yet, besides the one that was put."""
    form = reading.form
    of_category = blank.field is Field.CATEGORY
    if blank.field in _SPEAK_OF_OTHERS or (of_category and chosen(blank.field, blank.choices, text) is not None):
        return {}
    reader = told if of_category and answered else _understood
    said = reader(form.kind, text, reading.now, reading.zone)
    asked = {one for one in said if blank_of(form, one) is not None} - {blank.field, *form.answers}
    return {field: said[field] for field in asked}


def _understood(kind: FormKind, text: str, now: datetime, zone: tzinfo | None) -> Mapping[Field, Answer]:
    return understand(kind, text, now, zone).answers


_SPEAK_OF_OTHERS = frozenset({Field.WHOM, Field.WISHES, Field.WHEN, Field.CALLED, Field.REMEDY})


def _confirm_or_change(reading: Reading, text: str) -> Heard:
    """All was read back: yes files it, and a number or a place in other words takes the place of the one that was."""
    form = reading.form
    if not fold(text):
        return Heard(form, Outcome.REFUSED, Trouble.NO_WORDS)
    if goes_on(text):
        return _told(_moved(form, reading.now))
    if is_same_matter(text) or (form.doubted and says_yes(text)):
        return Heard(form, Outcome.CANCELLED)
    if agrees(text) or is_other(form, text):
        return Heard(form, Outcome.CONFIRMED)
    if (field := named_field((one.field for one in blanks(form)), text)) is not None:
        return Heard(replace(_moved(form, reading.now), asking=field), Outcome.ASKED)
    said = understand(form.kind, text, reading.now, reading.zone)
    plain = _PLAIN if says_nothing(said.rest) or _CHANGES.search(text) else _PLAIN[:-1]
    changed = {field: said.answers[field] for field in plain if field in said.answers and blank_of(form, field)}
    if not changed:
        return Heard(form, Outcome.REFUSED, Trouble.UNCLEAR)
    return _told(_moved(replace(form, answers={**form.answers, **changed}), reading.now))


def is_other(form: Form, text: str) -> bool:
    """Tell whether somebody says that another matter is meant than the one that was filed just now."""
    return is_other_matter(text) or (form.doubted and says_no(text))


_PLAIN = (Field.CONTACT, Field.PLACE, Field.VISIT)
"""What is understood so surely that saying it again is correcting it; a day can also stand in a question."""
_CHANGES = re.compile(r"改|换|change|instead|rather", re.IGNORECASE)


def _answer(form: Form, blank: Blank, answer: Answer | Trouble, now: datetime) -> Heard:
    if isinstance(answer, Trouble):
        return Heard(form, Outcome.REFUSED, answer)
    answered = replace(form, answers={**form.answers, blank.field: answer})
    on = blank.field is form.asking or form.asking in answered.answers
    return _told(_asking_next(_moved(answered, now)) if on else _moved(answered, now))


def _skip(form: Form, blank: Blank, now: datetime) -> Heard:
    """Leave a question out, or leave its answer as it is."""
    if blank.field in form.answers:
        return _told(_asking_next(_moved(form, now)))
    if not blank.may_skip:
        return Heard(form, Outcome.REFUSED, Trouble.NEEDED)
    return _answer(form, blank, Answer(skipped=True), now)


def _go_back(form: Form, now: datetime) -> Heard:
    """Put the question before this one; before the first there is none, and it is put again."""
    place = form.trail.index(form.asking) if form.asking in form.trail else len(form.trail)
    if form.asking is not None and form.asking not in form.trail:
        return _told(_asking_next(_moved(form, now)))
    before = form.trail[place - 1] if place > 0 else form.asking
    return _told(replace(_moved(form, now), asking=before))


def _asking_next(form: Form) -> Form:
    """Put the first question without an answer; `trail` keeps all that were put, in their order."""
    blank = next_blank(form)
    if blank is None:
        return replace(form, asking=None)
    trail = form.trail if blank.field in form.trail else (*form.trail, blank.field)
    return replace(form, asking=blank.field, trail=trail)


def _told(form: Form) -> Heard:
    """Say what there is to be said of a form after a change; an emergency is not read back (003:216)."""
    if form.asking is not None:
        return Heard(form, Outcome.ASKED)
    return Heard(form, Outcome.CONFIRMED if form.emergency else Outcome.READ_BACK)


def _moved(form: Form, now: datetime) -> Form:
    return replace(form, step=form.step + 1, heard_at=now, doubted=False)


def _joined(answers: Mapping[Field, Answer], said: Mapping[Field, Answer]) -> dict[Field, Answer]:
    """Return what is said, after the matter as it was told before."""
    if Field.WHAT not in answers or Field.WHAT not in said or answers[Field.WHAT].skipped:
        return dict(said)
    whole = f"{answers[Field.WHAT].text}\n{said[Field.WHAT].text}"
    return {**said, Field.WHAT: Answer(text=whole)}
