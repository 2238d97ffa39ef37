"""A text an editor writes right after a prompt in private, without replying to it: everybody forgets that once.

It is the answer if the prompt was the last thing said there. In a staff room it never is, for there others write, too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from desk.commands import Given, OfCustomer, Origin, Say
from desk.content import Content, Kind
from desk.forms.sayings import agrees, cancels, goes_back, goes_on, skips
from desk.library.commands import Blank, Fill
from desk.people import Agent
from desk.ports import LibraryWork
from faq import Manner, manner_of
from faq.text import fold
from faq.wishes import gives_up

WAITS: Final = timedelta(minutes=30)
"""How long a prompt takes what is written without a reply."""

_BY_BUTTON: Final = frozenset({Blank.PART, Blank.RETIRE, Blank.ROLL_BACK})
_ASIDE: Final = frozenset({Manner.DANGER, Manner.PERSON_WANTED, Manner.COURTESY, Manner.GREETING, Manner.NOISE})
_ORDERS: Final = frozenset(
    {"上班", "下班", "排队", "离开", "吃饭", "用餐", "回来", "交接", "开始", "帮助", "有帮助", "没帮助"}
)
_BUTTONS: Final = (agrees, cancels, goes_back, goes_on, skips, gives_up)
"""What stands on a button or is an order elsewhere, and no answer to customers."""


async def as_replies(
    unit: LibraryWork, given: Sequence[Given], agents: Mapping[int, Agent], now: datetime
) -> Sequence[Given]:
    """Return what was given, with each text that fills in a prompt that waits as its `Fill`.

    Of what came from a chat at once only the first may be that: what comes after answers something else.
    """
    heard: set[int] = set()
    taken = list(given)
    for place, one in enumerate(given):
        chat = _chat(one)
        if chat is None or chat in heard:
            continue
        heard.add(chat)
        agent, said = agents.get(chat), one.command
        if agent is None or agent.removed or not isinstance(said, Say) or not may_answer(said.content):
            continue
        waiting = await unit.waiting_prompt(chat, now - WAITS)
        if waiting is not None and waiting[1].blank not in _BY_BUTTON:
            origin = Origin(chat_id=chat, message_id=said.content.message_id)
            fill = Fill(agent=chat, origin=origin, prompt=waiting[0], content=said.content, otherwise=said)
            taken[place] = replace(one, command=fill)
    return taken


def may_answer(content: Content) -> bool:
    """Tell whether this may be meant for a prompt: a text of its own, no command, no word of a button, no call."""
    text = content.text.strip()
    if content.kind is not Kind.TEXT or content.reply_to is not None or not text or text.startswith("/"):
        return False
    is_order = fold(text) in _ORDERS or any(bears(text) for bears in _BUTTONS)
    return not is_order and manner_of(text) not in _ASIDE


def _chat(given: Given) -> int | None:
    if isinstance(given.subject, OfCustomer):
        return given.subject.chat_id
    origin = getattr(given.command, "origin", None)
    return origin.chat_id if isinstance(origin, Origin) else None
