"""What a press of a button asks of the desk; who presses what we never made hears that the button is old."""

from collections.abc import Callable, Collection
from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from desk import commands as c
from desk.commands import Inbox, OfCustomer, OfNumber, OfRoom, Origin
from desk.library.live import LiveLibrary
from handlers import buttons as b
from handlers.access import is_private
from handlers.action_buttons import ActionButton
from handlers.action_presses import action_asked_by
from handlers.agreement_buttons import AgreementButton
from handlers.callback_buttons import CallbackButton
from handlers.callback_presses import callback_asked_by
from handlers.case_buttons import CaseButton
from handlers.case_presses import case_asked_by
from handlers.clock_buttons import ClockButton
from handlers.clock_presses import clock_asked_by
from handlers.complaint_buttons import ComplaintButton
from handlers.complaint_presses import agreement_asked_by, complaint_asked_by
from handlers.editor_buttons import EditorButton
from handlers.editor_presses import asked_by
from handlers.file_buttons import FileButton
from handlers.file_presses import file_asked_by
from handlers.form_buttons import FormButton
from handlers.form_presses import form_asked_by
from handlers.hours_buttons import HoursButton
from handlers.hours_presses import hours_asked_by
from handlers.learning_buttons import LearningButton
from handlers.learning_presses import learning_asked_by
from handlers.offer_buttons import OfferButton
from handlers.offer_presses import offer_asked_by
from handlers.pressed import Asked, Press
from handlers.quote_buttons import QuoteButton
from handlers.quote_presses import quote_asked_by
from handlers.reading import customer_of, thread_of
from handlers.shift_buttons import ShiftButton
from handlers.shift_presses import shift_asked_by
from handlers.waiting_buttons import WaitingButton
from handlers.waiting_presses import waiting_asked_by
from handlers.work_buttons import WorkButton
from handlers.work_presses import work_asked_by


def press_router() -> Router:
    """Return what listens to buttons."""
    router = Router(name="presses")
    router.callback_query.register(press)
    return router


async def press(
    callback: CallbackQuery, inbox: Inbox, library: LiveLibrary, rooms: Collection[int], locale: str
) -> None:
    """Give the desk what a button means."""
    origin = _origin(callback)
    in_private = callback.message is not None and is_private(callback.message.chat)
    pressed = Press(
        by=callback.from_user.id,
        customer=customer_of(callback.from_user, origin.chat_id, "", locale),
        origin=origin,
        in_private=in_private,
        in_room=origin.chat_id in rooms,
        knowledge=library.knowledge,
    )
    asked = _asked(b.unpack(callback.data or "", library.named), pressed)
    if asked is None:
        asked = OfCustomer(origin.chat_id) if in_private else OfRoom(), c.Forged(origin=origin)
    inbox.give(*asked)


def _asked(button: b.Button | None, pressed: Press) -> Asked | None:
    """Return what a button of ours asks where it is pressed; whether whoever presses may is the desk's to look at."""
    if button is None or not (pressed.in_private or pressed.in_room):
        return None
    for kind, ask in _AREAS:
        if isinstance(button, kind):
            return ask(button, pressed)
    return None


def _of_library(button: EditorButton, pressed: Press) -> Asked:
    return OfRoom(), asked_by(button, pressed.by, pressed.origin)


def _of_learning(button: LearningButton, pressed: Press) -> Asked:
    return OfRoom(), learning_asked_by(button, pressed.by, pressed.origin)


def _of_staff(button: b.TakeIt | b.ResolveIt | b.SendIt, pressed: Press) -> Asked:
    subject, agent, origin = OfNumber(button.conversation), pressed.by, pressed.origin
    match button:
        case b.TakeIt(_, epoch):
            return subject, c.Take(agent=agent, origin=origin, epoch=epoch)
        case b.ResolveIt(_, epoch, seen):
            return subject, c.Resolve(agent=agent, origin=origin, epoch=epoch, seen=seen)
        case b.SendIt(_, epoch, entry):
            return subject, c.SendEntry(agent=agent, origin=origin, entry_id=entry, epoch=epoch)


def _of_customer(button: b.JudgeIt | b.ChooseIt | b.PersonPlease, pressed: Press) -> Asked | None:
    if not pressed.in_private:
        return None
    return OfCustomer(pressed.origin.chat_id), _by_customer(button, pressed)


def _by_customer(button: b.JudgeIt | b.ChooseIt | b.PersonPlease, pressed: Press) -> c.Command:
    customer, origin = pressed.customer, pressed.origin
    match button:
        case b.JudgeIt(entry, helpful) if pressed.knowledge.entry(entry) is not None:
            return c.Judge(entry_id=entry, helpful=helpful, customer=customer, origin=origin)
        case b.JudgeIt():  # history keeps ids of ours only, never a word somebody made up
            return c.Forged(origin=origin)
        case b.ChooseIt(entry):
            return c.Choose(entry_id=entry, customer=customer, origin=origin)
        case b.PersonPlease():
            return c.AskForPerson(customer=customer, origin=origin)


_AREAS: tuple[tuple[Any, Callable[[Any, Press], Asked | None]], ...] = (
    (b.TakeIt | b.ResolveIt | b.SendIt, _of_staff),
    (b.JudgeIt | b.ChooseIt | b.PersonPlease, _of_customer),
    (EditorButton, _of_library),
    (LearningButton, _of_learning),
    (ActionButton, action_asked_by),
    (ClockButton, clock_asked_by),
    (WaitingButton, waiting_asked_by),
    (OfferButton, offer_asked_by),
    (HoursButton, hours_asked_by),
    (ShiftButton, shift_asked_by),
    (ComplaintButton, complaint_asked_by),
    (AgreementButton, agreement_asked_by),
    (CaseButton, case_asked_by),
    (WorkButton, work_asked_by),
    (QuoteButton, quote_asked_by),
    (CallbackButton, callback_asked_by),
    (FileButton, file_asked_by),
    (FormButton, form_asked_by),
)
"""Who knows what the buttons of an area ask."""


def _origin(callback: CallbackQuery) -> Origin:
    """Where the button stands; a message too old to be shown to us still has its place."""
    message = callback.message
    if message is None:
        return Origin(chat_id=callback.from_user.id, press_id=callback.id)
    thread = thread_of(message) if isinstance(message, Message) else None
    return Origin(chat_id=message.chat.id, message_id=message.message_id, thread_id=thread, press_id=callback.id)
