"""What is said about how it went: to customers who are asked, to those who call, to those who must act again."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from desk import notices as n
from desk.cases.callbacks import notices as b
from desk.cases.callbacks.commands import Question
from desk.cases.kinds import CaseKind
from handlers.buttons import Button
from handlers.callback_buttons import AnswerIt, PutOffIt, RateIt, RenewedIt
from handlers.callback_card import rows_of_call
from handlers.case_buttons import ShowCaseIt
from handlers.lettering import cut, escape, one_line
from handlers.moments import day_and_time, on_day
from handlers.spoken import Spoken, Voice, keyboard
from handlers.to_staff import customer_named

_VALUES = range(1, 6)
_CONTACT = 120


def rating_row(voice: Voice, episode: int) -> Sequence[tuple[str, Button]]:
    """Return the two buttons below a farewell; none where it is not known of which talk."""
    if voice.conversation is None:
        return []
    return [
        (voice.words("rating_button.satisfied"), RateIt(voice.conversation, episode, satisfied=True)),
        (voice.words("rating_button.not_satisfied"), RateIt(voice.conversation, episode, satisfied=False)),
    ]


def _rating_heard(voice: Voice, notice: n.RatingHeard) -> Spoken:
    text = voice.words("rating.thanks_satisfied" if notice.satisfied else "rating.thanks_not_satisfied")
    if voice.conversation is None:
        return Spoken(text)
    marks = [(str(value), RateIt(voice.conversation, notice.episode, value=value)) for value in _VALUES]
    return Spoken(f"{text}\n{voice.words('rating.how_much')}", keyboard(marks))


def _low_rating(voice: Voice, notice: n.LowRating) -> Spoken:
    customer, number = customer_named(voice, notice.customer), escape(one_line(notice.number))
    key = "rating.low" if notice.value is None else "rating.low_value"
    return Spoken(voice.words(key, customer=customer, number=number, value=notice.value))


def _question(voice: Voice, notice: b.CallbackQuestion) -> Spoken:
    words = voice.words
    lead = "" if notice.satisfied is None or notice.question is not Question.PROMPTNESS else _heard(voice, notice)
    kind = words(f"case_kind.{notice.kind.value}")
    text = words(f"callback.ask_{notice.question.value}", kind=kind, number=notice.number)
    return Spoken(f"{lead}\n\n{text}" if lead else text, keyboard(*_answers(voice, notice)))


def _heard(voice: Voice, notice: b.CallbackQuestion) -> str:
    if notice.satisfied:
        return voice.words("callback.glad")
    key = "callback.sorry_repair" if notice.kind is CaseKind.REPAIR else "callback.sorry"
    return voice.words(key, number=notice.number)


def _answers(voice: Voice, notice: b.CallbackQuestion) -> list[Sequence[tuple[str, Button]]]:
    def button(text: str, value: int) -> tuple[str, Button]:
        return text, AnswerIt(notice.case, notice.remedy, notice.question, value)

    if notice.question is Question.RESULT:
        names = ((1, "satisfied"), (0, "not_satisfied"))
        return [[button(voice.words(f"rating_button.{name}"), value) for value, name in names]]
    if notice.question is Question.MORE:
        return [[button(voice.words("callback_button.nothing"), 0)]]
    return [[button(str(value), value) for value in _VALUES]]


def _thanks(voice: Voice, notice: b.CallbackThanks) -> Spoken:
    key = "callback.thanks" if notice.satisfied else "callback.thanks_not_satisfied"
    return Spoken(voice.words(key, number=notice.number))


def _time_agreed(voice: Voice, notice: b.CallbackTimeAgreed) -> Spoken:
    until = on_day(notice.until, voice.zone, voice.words)
    return Spoken(voice.words("callback.time_agreed", number=notice.number, until=until))


def _task(voice: Voice, notice: b.CallbackTask) -> Spoken:
    return Spoken("\n".join(_about_task(voice, notice)), keyboard(*_call_rows(voice, notice)))


def _yours(voice: Voice, notice: b.CallbackYours) -> Spoken:
    lines = _about_task(voice, notice)
    if not notice.calls:
        show: tuple[str, Button] = (voice.words("case_button.show"), ShowCaseIt(notice.case))
        return Spoken("\n".join(lines), keyboard([show]))
    contact = voice.case.words.get("contact", "") if voice.case is not None else ""
    if contact:
        lines.append(voice.words("callback.contact", contact=escape(cut(one_line(contact), _CONTACT))))
    return Spoken("\n".join(lines), keyboard(*_call_rows(voice, notice)))


def _call_rows(voice: Voice, notice: b.CallbackTask) -> list[Sequence[tuple[str, Button]]]:
    show: tuple[str, Button] = (voice.words("case_button.show"), ShowCaseIt(notice.case))
    return [*rows_of_call(voice, notice.case, notice.remedy), [show]]


def _about_task(voice: Voice, notice: b.CallbackTask) -> list[str]:
    words, customer = voice.words, customer_named(voice, notice.customer)
    key = "callback.task_agreed" if notice.agreed else "callback.task"
    lines = [words(key, number=notice.number, customer=customer)]
    if notice.caller is not None:
        lines.append(words("callback.caller", caller=escape(one_line(notice.caller))))
    if notice.tries:
        lines.append(words("callback.tries", count=notice.tries))
    if notice.due is not None:
        lines.append(words("callback.due", due=day_and_time(notice.due, voice.zone)))
    return lines


def _times(voice: Voice, notice: b.CallbackTimes) -> Spoken:
    rows: list[list[tuple[str, Button]]] = [
        [(on_day(at, voice.zone, voice.words), PutOffIt(notice.case, notice.remedy, at))] for at in notice.times
    ]
    return Spoken(voice.words("callback.times", number=notice.number), keyboard(*rows))


def _not_satisfied(voice: Voice, notice: b.NotSatisfied) -> Spoken:
    key = "callback.not_satisfied_repair" if notice.kind is CaseKind.REPAIR else "callback.not_satisfied"
    lines = [voice.words(key, number=notice.number, customer=customer_named(voice, notice.customer))]
    if notice.handler is not None:
        lines.append(voice.words("callback.back_with", handler=escape(one_line(notice.handler))))
    return Spoken("\n".join(lines), _shown(voice, notice.case))


def _contact_stale(voice: Voice, notice: b.ContactStale) -> Spoken:
    customer = customer_named(voice, notice.customer)
    text = voice.words("callback.contact_stale", number=notice.number, customer=customer, count=notice.tries)
    renewed: tuple[str, Button] = (voice.words("callback_button.renewed"), RenewedIt(notice.case))
    return Spoken(text, keyboard([renewed, (voice.words("case_button.show"), ShowCaseIt(notice.case))]))


def _shown(voice: Voice, case: int) -> Any:
    return keyboard([(voice.words("case_button.show"), ShowCaseIt(case))])


TO_CALLBACKS: Mapping[type[n.Notice], Callable[[Voice, Any], Spoken]] = {
    n.RatingHeard: _rating_heard,
    n.LowRating: _low_rating,
    n.LowRatingRing: _low_rating,
    b.CallbackQuestion: _question,
    b.CallbackThanks: _thanks,
    b.CallbackTimeAgreed: _time_agreed,
    b.CallbackTask: _task,
    b.CallbackYours: _yours,
    b.CallbackTimes: _times,
    b.NotSatisfied: _not_satisfied,
    b.NotSatisfiedRing: _not_satisfied,
    b.ContactStale: _contact_stale,
    b.ContactStaleRing: _contact_stale,
}
"""How each of these notices is said."""
