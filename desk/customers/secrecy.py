"""Who is told, once for each message, that something was hidden in it, and why."""

from collections.abc import Callable

from desk import commands as c
from desk.customers.notices import SecretMasked, SecretMaskedHere
from desk.floor import Floor
from desk.ports.letter import Letter
from desk.state import Conversation


def told_why(
    given: c.Given, about: Callable[[c.Subject], Conversation | None], floor: Floor, locale: str
) -> list[Letter]:
    """Return the letter to whoever wrote it: kindly to a customer, plainly to a colleague.

    A stranger in the staff room hears that the room is not theirs, and what staff write among themselves is their own.
    """
    command = given.command
    origin: c.Origin | None = getattr(command, "origin", None)
    agent: int | None = getattr(command, "agent", None)
    if agent is not None and origin is not None and floor.employs(agent):
        if isinstance(command, c.Reply | c.CorrectReply) and about(given.subject) is None:
            return []
        return [Letter(notice=SecretMaskedHere(kinds=given.secrets), locale=locale, origin=origin)]
    chat = given.subject.chat_id if isinstance(given.subject, c.OfCustomer) else agent
    if chat is None or (origin is not None and origin.chat_id != chat):
        return []
    return [Letter(notice=SecretMasked(kinds=given.secrets), locale=_language(given, about, locale), customer=chat)]


def _language(given: c.Given, about: Callable[[c.Subject], Conversation | None], otherwise: str) -> str:
    who = getattr(given.command, "customer", None)
    spoken: str | None = getattr(who, "locale", None)
    if spoken is not None:
        return spoken
    conversation = about(given.subject)
    return conversation.locale if conversation is not None else otherwise
