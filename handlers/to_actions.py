"""What is said when a conversation is passed on, set aside, or helped with."""

from collections.abc import Callable, Mapping
from typing import Any

from desk import notices as n
from desk.events import Clock
from handlers.action_buttons import (
    AnswerTransferIt,
    AssistIt,
    EmergencyIt,
    SendAsideIt,
    TakeOverIt,
)
from handlers.buttons import Button
from handlers.lettering import cut, escape, one_line
from handlers.moments import about, clock_time, span, upcoming
from handlers.spoken import Spoken, Voice, keyboard
from handlers.to_staff import customer_named

_NAME = 60
_NOTE = 500


def in_hand(voice: Voice, customer: int) -> tuple[str, Button]:
    """Return the button by which somebody takes care of an emergency."""
    return voice.words("button.in_hand"), EmergencyIt(customer)


def _transfer_announced(voice: Voice, notice: n.TransferAnnounced) -> Spoken:
    key = "customer.transferred_warm" if notice.warm else "customer.transferred"
    return Spoken(voice.words(key, number=one_line(notice.number)))


def _passed_on(voice: Voice, notice: n.PassedOn) -> Spoken:
    line = _line(voice, notice.line)
    if notice.at is not None and notice.opening is not None:
        opening = upcoming(notice.opening, notice.at, voice.zone, voice.words)
        return Spoken(voice.words("customer.passed_on_closed", line=line, opening=opening))
    if not notice.staffed:
        return Spoken(voice.words("customer.passed_on_unstaffed", line=line))
    place = voice.words(
        "place.next" if notice.place <= 1 else "place.behind", place=notice.place, ahead=notice.place - 1
    )
    return Spoken(voice.words("customer.passed_on", line=line, place=place, wait=about(notice.wait, voice.words)))


def _promise_made(voice: Voice, notice: n.PromiseMade) -> Spoken:
    until = upcoming(notice.until, notice.at, voice.zone, voice.words)
    if not notice.broken:
        return Spoken(voice.words("customer.promise", until=until))
    if notice.opening is None:
        return Spoken(voice.words("customer.promise_broken", until=until))
    opening = upcoming(notice.opening, notice.at, voice.zone, voice.words)
    return Spoken(voice.words("customer.promise_broken_closed", until=until, opening=opening))


def _still_calling(voice: Voice, _: n.StillCalling) -> Spoken:
    return Spoken(voice.words("customer.still_calling"))


def _danger_in_hand(voice: Voice, _: n.DangerInHand) -> Spoken:
    return Spoken(voice.words("customer.danger_in_hand"))


def _safety_first(voice: Voice, _: n.SafetyFirst) -> Spoken:
    return Spoken(voice.words("customer.safety"))


def _wanted(voice: Voice, notice: n.TransferWanted) -> Spoken:
    text = voice.words(
        "action.wanted_warm" if notice.warm else "action.wanted",
        who=_mention(notice.agent, notice.number),
        by=escape(one_line(notice.by)),
        when=_when(voice, notice),
    )
    return Spoken(text, _answers(voice, notice))


def _call(voice: Voice, notice: n.TransferCall) -> Spoken:
    text = voice.words(
        "action.call_noted" if notice.note else "action.call",
        customer=customer_named(voice, notice.customer),
        by=escape(one_line(notice.by)),
        when=_when(voice, notice),
        note=escape(cut(notice.note, _NOTE, voice.words("mark.cut"))),
    )
    return Spoken(text, _answers(voice, notice))


def _when(voice: Voice, notice: n.TransferWanted) -> str:
    if notice.until is None:
        return voice.words("action.within", lease=span(voice.rules.span(Clock.OFFER), voice.words))
    return voice.words("action.until", until=clock_time(notice.until, voice.zone, seconds=True))


def _answers(voice: Voice, notice: n.TransferWanted) -> Any:
    if notice.conversation is None:
        return None
    here = (notice.conversation, notice.epoch, notice.lease)
    return keyboard(
        [
            (voice.words("button.accept"), AnswerTransferIt(*here, taken=True)),
            (voice.words("button.decline"), AnswerTransferIt(*here, taken=False)),
        ]
    )


def _settled(voice: Voice, notice: n.TransferSettled) -> Spoken:
    text = voice.words(
        f"action.settled_{notice.how.value}",
        who=_mention(notice.agent, notice.asked_by),
        number=escape(one_line(notice.number)),
    )
    return Spoken(text)


def _help_wanted(voice: Voice, notice: n.HelpWanted) -> Spoken:
    text = voice.words(
        "action.help_wanted",
        customer=customer_named(voice, notice.customer),
        number=escape(one_line(notice.number)),
        leads=" ".join(_mention(lead.agent, lead.number) for lead in notice.leads),
    )
    return Spoken(text, _helps(voice, notice))


def _help_call(voice: Voice, notice: n.HelpCall) -> Spoken:
    customer, number = customer_named(voice, notice.customer), escape(one_line(notice.number))
    return Spoken(voice.words("action.help_call", customer=customer, number=number), _helps(voice, notice))


def _helps(voice: Voice, notice: n.HelpWanted | n.HelpCall) -> Any:
    if notice.conversation is None:
        return None
    here = (notice.conversation, notice.epoch)
    return keyboard(
        [(voice.words("button.assist"), AssistIt(*here)), (voice.words("button.take_over"), TakeOverIt(*here))]
    )


def _assist_begun(voice: Voice, notice: n.AssistBegun) -> Spoken:
    return Spoken(voice.words("action.assist_begun", number=escape(one_line(notice.number))))


def _taken_over(voice: Voice, notice: n.TakenOver) -> Spoken:
    who = _mention(notice.agent, notice.number)
    return Spoken(voice.words("action.taken_over", who=who, by=escape(one_line(notice.by))))


def _noted_aside(voice: Voice, notice: n.NotedAside) -> Spoken:
    text = voice.words("action.noted_aside", number=escape(one_line(notice.number)))
    if notice.conversation is None:
        return Spoken(text)
    send = SendAsideIt(notice.conversation, notice.epoch, notice.message)
    return Spoken(text, keyboard([(voice.words("button.send_aside"), send)]))


def _held_back(voice: Voice, notice: n.HeldBack) -> Spoken:
    text = voice.words("action.held_back", words=escape(one_line(notice.words)))
    if notice.conversation is None:
        return Spoken(text)
    send = SendAsideIt(notice.conversation, notice.epoch, notice.message)
    return Spoken(text, keyboard([(voice.words("button.send_all_the_same"), send)]))


def _emergency_in_hand(voice: Voice, notice: n.EmergencyInHand) -> Spoken:
    customer = customer_named(voice, notice.customer)
    if notice.number == "–":
        return Spoken(voice.words("action.emergency_in_hand_by_somebody", customer=customer))
    number = escape(one_line(notice.number))
    return Spoken(voice.words("action.emergency_in_hand", customer=customer, number=number))


def _line(voice: Voice, letter: str) -> str:
    """Return what a line is called; one that is no more, by its letter."""
    line = voice.rules.lines.get(letter)
    if line is None:
        return f" {letter} "
    return escape(cut(one_line(line.name_en if voice.words.locale == "en" else line.name), _NAME))


def _mention(agent: int, number: str) -> str:
    """Return a number that rings whose it is."""
    return f'<a href="tg://user?id={agent}">{escape(one_line(number))}</a>'


TO_ACTIONS: Mapping[type[n.Notice], Callable[[Voice, Any], Spoken]] = {
    n.TransferAnnounced: _transfer_announced,
    n.PassedOn: _passed_on,
    n.PromiseMade: _promise_made,
    n.SafetyFirst: _safety_first,
    n.StillCalling: _still_calling,
    n.DangerInHand: _danger_in_hand,
    n.TransferWanted: _wanted,
    n.TransferCall: _call,
    n.TransferSettled: _settled,
    n.HelpWanted: _help_wanted,
    n.HelpCall: _help_call,
    n.AssistBegun: _assist_begun,
    n.TakenOver: _taken_over,
    n.NotedAside: _noted_aside,
    n.HeldBack: _held_back,
    n.EmergencyInHand: _emergency_in_hand,
}
"""How each of these notices is said."""
