"""What is said while a form is filled in: one question at a time, and in the end all of it to be confirmed."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from desk.forms.form import Answer, Field, FormKind
from desk.forms.moves import Change, Move, Pick
from desk.forms.times_of_day import MORNING
from desk.forms.visits import half_day
from desk.notices import Notice
from desk.notices import forms as n
from handlers.buttons import Button, PersonPlease
from handlers.complaint_card import sum_of
from handlers.form_buttons import FormIt, StartFormIt
from handlers.lettering import TOAST, cut, escape, fitted, one_line
from handlers.moments import time_of_day
from handlers.spoken import Spoken, Voice, keyboard
from handlers.waiting_buttons import WaitNoMoreIt

_SHOWN: Final = 160  # units of an answer that are read back
_MATTER: Final = 1200  # of the matter itself
_WIDTH: Final[Mapping[Field, int]] = {Field.CATEGORY: 3, Field.VISIT: 2, Field.ENTRY: 2}
_EDITS: Final = 3
_Row = Sequence[tuple[str, Button]]


def _offer(voice: Voice, notice: n.FormOffer) -> Spoken:
    start = (voice.words(f"form_button.start_{notice.kind.value}"), StartFormIt(notice.kind))
    if notice.more:
        more = (voice.words("form_button.more"), StartFormIt(notice.kind))
        return Spoken(voice.words("form.offer_more"), keyboard([more]))
    return Spoken(voice.words(f"form.offer_{notice.kind.value}"), keyboard([start, _person(voice)]))


def _question(voice: Voice, notice: n.FormQuestion) -> Spoken:
    lines = [*_before(voice, notice.kind, notice.remark, notice.number, notice.files), *_trouble(voice, notice)]
    if notice.remark is not n.Remark.KEPT:  # which says how to go on
        asked = f"form_ask.{notice.field.value}"
        lines.append(voice.words.either(f"{asked}_{notice.kind.value}", asked))
    if notice.answered and notice.field is not Field.EVIDENCE:
        lines.append(voice.words("form.keep"))
    return Spoken("\n".join(lines), keyboard(*_choices(voice, notice), *_moves(voice, notice)))


def _read_back(voice: Voice, notice: n.FormReadBack) -> Spoken:
    lines = [
        *_before(voice, notice.kind, notice.remark, notice.number, 0),
        *([_of_kind(voice, f"form_trouble.{notice.trouble.value}", notice.kind, most=0)] if notice.trouble else []),
        voice.words(f"form.read_back_{notice.kind.value}"),
        *(
            voice.words("form.line", label=_label(voice, notice.kind, one.field), value=_value(voice, one))
            for one in notice.lines
        ),
        "",
        _of_kind(voice, "form.confirm", notice.kind),
    ]
    confirm: _Row = [(_of_kind(voice, "form_button.confirm", notice.kind), FormIt(notice.step, Move.CONFIRM))]
    edits: list[tuple[str, Button]] = [
        (
            voice.words("form_button.change", label=_label(voice, notice.kind, one.field)),
            FormIt(notice.step, Change(one.field)),
        )
        for one in notice.lines
    ]
    cancel = (voice.words("form_button.cancel"), FormIt(notice.step, Move.CANCEL))
    last: _Row = [cancel, *_people(voice, notice.kind)]
    return Spoken(fitted(lines), keyboard(confirm, *_rows(edits, _EDITS), last))


def _paused(voice: Voice, notice: n.FormPaused) -> Spoken:
    text = voice.words("form.paused", kind=voice.words(f"form_kind.{notice.kind.value}"))
    go_on = (voice.words("form_button.go_on"), FormIt(notice.step, Move.GO_ON))
    cancel = (voice.words("form_button.cancel"), FormIt(notice.step, Move.CANCEL))
    return Spoken(text, keyboard([go_on, cancel], [_person(voice)]))


def _given_up(voice: Voice, notice: n.FormGivenUp) -> Spoken:
    return Spoken(voice.words("form.given_up", kind=voice.words(f"form_kind.{notice.kind.value}")))


def _same_again(voice: Voice, notice: n.SameFormAgain) -> Spoken:
    same = (voice.words("form_button.same"), FormIt(notice.step, Move.CANCEL))
    other = (voice.words("form_button.other"), FormIt(notice.step, Move.ANEW))
    key = "form.same_again_numbered" if notice.number else "form.same_again"
    return Spoken(voice.words(key, number=escape(one_line(notice.number))), keyboard([same], [other]))


def _while_waiting(voice: Voice, notice: n.FormWhileWaiting) -> Spoken:
    text = voice.words("form.while_waiting", kind=voice.words(f"form_kind.{notice.kind.value}"))
    go_on = (voice.words("waiting_button.go_on"), PersonPlease())
    return Spoken(text, keyboard([go_on, (voice.words("waiting_button.no_more"), WaitNoMoreIt())]))


def _rests(voice: Voice, notice: n.FormRests) -> Spoken:
    return Spoken(voice.words("form.rests", kind=voice.words(f"form_kind.{notice.kind.value}")))


def _left(voice: Voice, notice: n.FormLeft) -> Spoken:
    kind = voice.words(f"form_kind.{notice.kind.value}")
    missing = voice.listed([_label(voice, notice.kind, field) for field in notice.fields])
    return Spoken(voice.words("form.left_missing" if missing else "form.left", kind=kind, missing=missing))


def _told(voice: Voice, notice: n.FormTold) -> Spoken:
    kind = voice.words(f"form_kind.{notice.kind.value}") if notice.kind is not None else ""
    of = notice.kind or FormKind.COMPLAINT
    missing = voice.listed([_label(voice, of, field) for field in notice.fields])
    key = f"form_outcome.{notice.outcome.value}"
    if notice.fields and f"{key}_missing" in voice.words:
        key = f"{key}_missing"
    return Spoken(cut(voice.words(key, kind=kind, missing=missing, number=one_line(notice.number)), TOAST), toast=True)


def _before(voice: Voice, kind: FormKind, remark: n.Remark | None, number: str, files: int) -> Iterator[str]:
    """Yield what is said before a question, if there is anything."""
    if remark is None:
        return
    key = f"form_remark.{remark.value}"
    named = voice.words(f"form_kind.{kind.value}")
    yield _filled(voice, f"{key}_{kind.value}", key, kind=named, number=escape(one_line(number)), files=files)


def _filled(voice: Voice, key: str, otherwise: str, **values: object) -> str:
    return voice.words(key if key in voice.words else otherwise, **values)


def _trouble(voice: Voice, notice: n.FormQuestion) -> list[str]:
    if notice.trouble is None:
        return []
    key = f"form_trouble.{notice.trouble.value}"
    return [_filled(voice, f"{key}_{notice.field.value}", key, most=notice.longest)]


def _choices(voice: Voice, notice: n.FormQuestion) -> list[_Row]:
    if notice.field is Field.EVIDENCE:
        return []
    buttons: list[tuple[str, Button]] = [
        (_choice(voice, notice.field, code), FormIt(notice.step, Pick(code))) for code in notice.choices
    ]
    return _rows(buttons, _WIDTH.get(notice.field, 1))


def _moves(voice: Voice, notice: n.FormQuestion) -> list[_Row]:
    """Return the ways on and back; photos can be taken out again."""
    first: list[tuple[str, Button]] = []
    if notice.may_skip or notice.answered:
        first.append((voice.words(_skip_key(notice)), FormIt(notice.step, Move.SKIP)))
    if notice.field is Field.EVIDENCE and notice.files:
        first += [(voice.words("form_button.no_files"), FormIt(notice.step, Pick(code))) for code in notice.choices]
    back = [] if notice.first else [(voice.words("form_button.back"), FormIt(notice.step, Move.BACK))]
    cancel = (voice.words("form_button.cancel"), FormIt(notice.step, Move.CANCEL))
    return [first, [*back, cancel, *_people(voice, notice.kind)]]


def _skip_key(notice: n.FormQuestion) -> str:
    if notice.field is Field.EVIDENCE and notice.files:
        return "form_button.done"
    if notice.answered:
        return "form_button.keep"
    return "form_button.any_time" if notice.field is Field.VISIT else "form_button.skip"


def _value(voice: Voice, line: n.AnswerLine) -> str:
    """Return an answer as it is read back, escaped."""
    answer = line.answer
    if answer.files:
        return voice.words("form.files", count=len(answer.files))
    if answer.skipped:
        return voice.words("form.skipped")
    most = _MATTER if line.field is Field.WHAT else _SHOWN
    words = escape(cut(answer.text, most, "…"))
    if answer.amount is not None:
        amount = voice.words("form.amount", amount=sum_of(answer.amount))
        plain = not words or _SUM.fullmatch(words) is not None
        return amount if plain else voice.words("form.chosen", chosen=amount, words=words)
    if answer.since is not None and answer.until is not None:
        return _when(voice, answer, words)
    if answer.code is not None and line.field in _CODED:
        chosen = _choice(voice, line.field, answer.code)
        plain = not words or words == chosen or line.field in _PLAIN
        return chosen if plain else voice.words("form.chosen", chosen=chosen, words=words)
    return words


_PLAIN: Final = frozenset({Field.MONEY, Field.ENTRY})
_SUM: Final = re.compile(r"[\d.,¥￥元块钱\s]+")  # a sum in figures, which needs no repeating
_CODED: Final = frozenset({Field.REMEDY, Field.CATEGORY, *_PLAIN})


def _when(voice: Voice, answer: Answer, words: str) -> str:
    """Return a time as we understood it, so that a misunderstanding shows."""
    if answer.since is None or answer.until is None:
        return words
    told = window_of(voice, answer.since, answer.until)
    return voice.words("form.understood", words=words, when=told) if words else told


def window_of(voice: Voice, since: datetime, until: datetime) -> str:
    """Return a stretch of time with its day: "11 月 24 日（周二）13:00–18:00"."""
    start, end = since.astimezone(voice.zone), until.astimezone(voice.zone)
    whole = (start.hour, start.minute, end.hour, end.minute) == (0, 0, 0, 0)
    return voice.words(
        "form.when_day" if whole else "form.when",
        day=_day(voice, since),
        start=time_of_day(since, voice.zone),
        end=time_of_day(until, voice.zone),
    )


def _day(voice: Voice, at: datetime) -> str:
    there = at.astimezone(voice.zone)
    month, weekday = voice.words(f"moment.month_{there.month}"), voice.words(f"form_day.weekday_{there.weekday()}")
    return voice.words("form_day.date", month=month, day=there.day, weekday=weekday)


def _choice(voice: Voice, field: Field, code: str) -> str:
    if field is Field.VISIT:
        span = half_day(code, voice.zone)
        part = "morning" if code.endswith(MORNING) else "afternoon"
        return voice.words(f"form_day.{part}", day=_day(voice, span[0])) if span is not None else code
    key = f"form_choice.{field.value}_{code}"
    return voice.words(key) if key in voice.words else code


def _label(voice: Voice, kind: FormKind, field: Field) -> str:
    return voice.words.either(f"form_label.{field.value}_{kind.value}", f"form_label.{field.value}")


def _rows(buttons: Iterable[tuple[str, Button]], width: int) -> list[_Row]:
    listed = list(buttons)
    return [listed[place : place + width] for place in range(0, len(listed), width)]


def _of_kind(voice: Voice, key: str, kind: FormKind, **values: object) -> str:
    return _filled(voice, f"{key}_{kind.value}", key, **values)


def _people(voice: Voice, kind: FormKind) -> list[tuple[str, Button]]:
    """The way to people, which a worker who writes a report has no need of."""
    return [] if kind is FormKind.REPORT else [_person(voice)]


def _person(voice: Voice) -> tuple[str, Button]:
    return voice.words("button.person"), PersonPlease()


TO_FORMS: Mapping[type[Notice], Callable[[Voice, Any], Spoken]] = {
    n.FormOffer: _offer,
    n.FormQuestion: _question,
    n.FormReadBack: _read_back,
    n.FormPaused: _paused,
    n.FormGivenUp: _given_up,
    n.SameFormAgain: _same_again,
    n.FormWhileWaiting: _while_waiting,
    n.FormRests: _rests,
    n.FormLeft: _left,
    n.FormTold: _told,
}
"""How each of these notices is said."""
