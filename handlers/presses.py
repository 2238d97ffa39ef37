"""What a press of a button asks of the desk; who presses what we never made hears that the button is old."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from desk import commands as c
from desk.commands import Inbox, OfCustomer, OfNumber, OfRoom, Origin, Subject
from desk.library.live import LiveLibrary
from desk.people import Customer
from faq import KnowledgeBase
from handlers import buttons as b
from handlers.access import is_private
from handlers.editor_buttons import EditorButton
from handlers.editor_presses import asked_by
from handlers.learning_buttons import LearningButton
from handlers.learning_presses import learning_asked_by
from handlers.reading import customer_of, thread_of


def press_router() -> Router:
    """Return what listens to buttons."""
    router = Router(name="presses")
    router.callback_query.register(press)
    return router


async def press(callback: CallbackQuery, inbox: Inbox, library: LiveLibrary, room: int | None, locale: str) -> None:
    """Give the desk what a button means."""
    origin, knowledge = _origin(callback), library.knowledge
    button = b.unpack(callback.data or "", library.named)
    in_private = callback.message is not None and is_private(callback.message.chat)
    asked: tuple[Subject, c.Command] | None = None
    if isinstance(button, EditorButton | LearningButton):
        by, known = callback.from_user.id, in_private or origin.chat_id == room
        asked = (OfRoom(), _of_keepers(button, by, origin)) if known else None
    elif isinstance(button, b.TakeIt | b.ResolveIt | b.SendIt):
        asked = _of_staff(button, callback.from_user.id, origin) if in_private or origin.chat_id == room else None
    elif button is not None and in_private:
        customer = customer_of(callback.from_user, origin.chat_id, "", locale)
        asked = OfCustomer(origin.chat_id), _of_customer(button, customer, origin, knowledge)
    if asked is None:
        asked = OfCustomer(origin.chat_id) if in_private else OfRoom(), c.Forged(origin=origin)
    inbox.give(*asked)


def _of_keepers(button: EditorButton | LearningButton, by: int, origin: Origin) -> c.Command:
    if isinstance(button, LearningButton):
        return learning_asked_by(button, by, origin)
    return asked_by(button, by, origin)


def _of_staff(button: b.TakeIt | b.ResolveIt | b.SendIt, agent: int, origin: Origin) -> tuple[Subject, c.Command]:
    subject = OfNumber(button.conversation)
    match button:
        case b.TakeIt(_, epoch):
            return subject, c.Take(agent=agent, origin=origin, epoch=epoch)
        case b.ResolveIt(_, epoch, seen):
            return subject, c.Resolve(agent=agent, origin=origin, epoch=epoch, seen=seen)
        case b.SendIt(_, epoch, entry):
            return subject, c.SendEntry(agent=agent, origin=origin, entry_id=entry, epoch=epoch)


def _of_customer(
    button: b.JudgeIt | b.ChooseIt | b.PersonPlease, customer: Customer, origin: Origin, knowledge: KnowledgeBase
) -> c.Command:
    match button:
        case b.JudgeIt(entry, helpful) if knowledge.entry(entry) is not None:
            return c.Judge(entry_id=entry, helpful=helpful, customer=customer, origin=origin)
        case b.JudgeIt():  # history keeps ids of ours only, never a word somebody made up
            return c.Forged(origin=origin)
        case b.ChooseIt(entry):
            return c.Choose(entry_id=entry, customer=customer, origin=origin)
        case b.PersonPlease():
            return c.AskForPerson(customer=customer, origin=origin)


def _origin(callback: CallbackQuery) -> Origin:
    """Where the button stands; a message too old to be shown to us still has its place."""
    message = callback.message
    if message is None:
        return Origin(chat_id=callback.from_user.id, press_id=callback.id)
    thread = thread_of(message) if isinstance(message, Message) else None
    return Origin(chat_id=message.chat.id, message_id=message.message_id, thread_id=thread, press_id=callback.id)
