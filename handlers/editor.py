"""What the keepers of the library ask with words, given to the desk: `/faq …`, and replies to what we asked for.

They do so in the staff room and in their private chat with the bot. There whoever writes may be a customer, so every
command carries what it means if it was one.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from aiogram import Bot, Router
from aiogram.types import InlineKeyboardMarkup, Message, User

from desk.commands import Inbox, OfCustomer, OfRoom, Origin, Say, Subject
from desk.content import Content
from desk.learning import commands as lc
from desk.library import commands as c
from desk.library.live import LiveLibrary
from desk.library.loading import new_question
from desk.library.looking import (
    FindEntries,
    History,
    ListDrafts,
    ListLapsed,
    ListRetired,
    ListUnused,
    ShowEntry,
    ShowLibrary,
    TryQuestion,
)
from handlers.access import from_customer, from_staff, is_private
from handlers.asking import STAFF, Asked, alone, is_second_hand, slashed
from handlers.editor_buttons import LEAVE
from handlers.reading import customer_of, origin_of, replied_to, with_anything, with_content

_NAMES = frozenset({"faq", "keep", "gaps"})
_Made = TypeVar("_Made", bound=c.EditorCommand)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Who asks, where, in which words, and which message these answer."""

    agent: int
    origin: Origin
    words: str
    answers: int

    def of(self, kind: Callable[..., _Made], **more: Any) -> _Made:
        """Return a command of this kind."""
        return kind(agent=self.agent, origin=self.origin, **more)

    def split(self) -> tuple[str, str]:
        """Return the first word, and what follows it."""
        first, rest = (*self.words.split(None, 1), "", "")[:2]
        return first, rest


def editor_router() -> Router:
    """Return what listens to those who keep the library, before anybody else listens."""
    router = Router(name="editor")
    router.message.filter(from_somebody)
    router.message.register(fill_in, answers_prompt, with_anything)
    router.edited_message.register(fill_in, from_somebody, answers_prompt, with_anything)
    router.message.register(ask, asks_library)
    return router


async def from_somebody(message: Message, rooms: Collection[int]) -> dict[str, Any] | bool:
    """Let a person pass who writes in a staff room or in private; the desk knows who may what."""
    return await from_customer(message) or await from_staff(message, rooms)


async def answers_prompt(message: Message, bot: Bot) -> dict[str, Any] | bool:
    """Let a reply to one of our prompts pass; the button by which it is left is its mark."""
    prompt = message.reply_to_message
    if prompt is None or prompt.from_user is None or prompt.from_user.id != bot.id:
        return False
    return {"prompt": prompt.message_id} if _can_be_left(prompt.reply_markup) else False


async def asks_library(message: Message, bot: Bot) -> dict[str, Any] | bool:
    """Let a command about the library pass; without a slash a Chinese word makes one, alone or before a known verb."""
    asked = alone(message) or _with_verb(message) or await slashed(message, bot, STAFF)
    return {"asked": asked} if asked is not None and asked.name in _NAMES and not asked.foreign else False


async def fill_in(message: Message, author: User, prompt: int, content: Content, inbox: Inbox, locale: str) -> None:
    """Give the desk a text, a photo or a document that we asked for."""
    edited = message.edit_date is not None
    command = c.Fill(agent=author.id, origin=origin_of(message), prompt=prompt, content=content, edited=edited)
    await _give(inbox, command, message, author, locale)


async def ask(message: Message, author: User, asked: Asked, inbox: Inbox, library: LiveLibrary, locale: str) -> None:
    """Give the desk what is asked of the library."""
    wish = Wish(
        agent=author.id,
        origin=origin_of(message),
        words=_MEANS.get(asked.name or "", asked.rest),
        answers=replied_to(message) or message.message_id,
    )
    await _give(inbox, meant(wish, library), message, author, locale)


def meant(wish: Wish, library: LiveLibrary) -> c.EditorCommand:
    """Return the command that words after `/faq` make: a verb, an entry's id, or a text to look for."""
    verb, rest = wish.split()
    known = VERBS.get(verb.lower())
    if known is not None and not (rest and known in _ALONE):
        return known(replace(wish, words=rest))
    if not wish.words:
        return wish.of(ShowLibrary)
    if wish.words in library.entry_ids:
        return wish.of(ShowEntry, entry_id=wish.words)
    return wish.of(FindEntries, text=wish.words)


async def _give(inbox: Inbox, command: c.EditorCommand, message: Message, author: User, locale: str) -> None:
    subject: Subject = OfRoom()
    if is_private(message.chat):
        subject = OfCustomer(message.chat.id)
        command = replace(command, otherwise=await _said(message, author, locale))
    inbox.give(subject, command)


async def _said(message: Message, author: User, locale: str) -> Say | None:
    """Return the message as a customer's."""
    passed = await with_content(message)
    if not isinstance(passed, dict):
        return None
    content: Content = passed["content"]
    return Say(customer=customer_of(author, message.chat.id, content.text, locale), content=content)


def _can_be_left(keyboard: InlineKeyboardMarkup | None) -> bool:
    rows = keyboard.inline_keyboard if keyboard is not None else []
    return any(button.callback_data == LEAVE for row in rows for button in row)


def _with_verb(message: Message) -> Asked | None:
    first, verb, rest = (*(message.text or "").split(None, 2), "", "", "")[:3]
    if STAFF.get(first) != "faq" or first.isascii() or verb.lower() not in VERBS or is_second_hand(message):
        return None
    return Asked("faq", rest=f"{verb} {rest}")


# --- verbs -------------------------------------------------------------------------------------------------------


def _find(wish: Wish) -> c.EditorCommand:
    return wish.of(FindEntries, text=wish.words) if wish.words else wish.of(c.Ask, blank=c.Blank.SEARCH)


def _try(wish: Wish) -> c.EditorCommand:
    return wish.of(TryQuestion, text=wish.words) if wish.words else wish.of(c.Ask, blank=c.Blank.TRY)


def _new(wish: Wish) -> c.EditorCommand:
    return new_question(wish.agent, wish.origin, wish.words) if wish.words else wish.of(c.Ask, blank=c.Blank.NEW)


def _drafts(wish: Wish) -> c.EditorCommand:
    return wish.of(ListDrafts)


def _bin(wish: Wish) -> c.EditorCommand:
    return wish.of(ListRetired)


def _unused(wish: Wish) -> c.EditorCommand:
    return wish.of(ListUnused)


def _lapsed(wish: Wish) -> c.EditorCommand:
    return wish.of(ListLapsed)


def _keep(wish: Wish) -> c.EditorCommand:
    """Of the message that the command answers; where it answers none, the desk says how it is done."""
    return wish.of(c.MakeEntry, chat_id=wish.origin.chat_id, message_id=wish.answers)


def _edit(wish: Wish) -> c.EditorCommand:
    return wish.of(c.Ask, blank=c.Blank.PART, entry_id=wish.words)


def _history(wish: Wish) -> c.EditorCommand:
    return wish.of(History, entry_id=wish.words)


def _retire(wish: Wish) -> c.EditorCommand:
    return wish.of(c.Ask, blank=c.Blank.RETIRE, entry_id=wish.words)


def _restore(wish: Wish) -> c.EditorCommand:
    return wish.of(c.Restore, entry_id=wish.words)


def _roll_back(wish: Wish) -> c.EditorCommand:
    entry_id, number = wish.split()
    to = int(number) if number.isascii() and number.isdecimal() and len(number) <= _DIGITS else None
    return wish.of(c.Ask, blank=c.Blank.ROLL_BACK, entry_id=entry_id, seen=to)


def _add_golden(wish: Wish) -> c.EditorCommand:
    entry_id, question = wish.split()
    if not question:
        return wish.of(c.Ask, blank=c.Blank.GOLDEN if entry_id else c.Blank.GOLDEN_NONE, entry_id=entry_id or None)
    return wish.of(c.AddGolden, question=question, entry_id=None if entry_id in _NONE else entry_id)


def _drop_golden(wish: Wish) -> c.EditorCommand:
    return wish.of(c.DropGolden, question=wish.words)


def _gaps(wish: Wish) -> c.EditorCommand:
    return wish.of(lc.ShowGaps)


def _autonomy(wish: Wish) -> c.EditorCommand:
    return wish.of(lc.ShowAutonomy)


_MEANS = {"keep": "收录", "gaps": "缺口"}
"""Commands that are a verb by themselves."""
_ALONE = frozenset({_drafts, _bin, _unused, _lapsed, _keep, _gaps, _autonomy})
"""Verbs that nothing follows: `/faq bin collection` looks for a text."""
_DIGITS = 9
_NONE = frozenset({"-", "–", "无", "none"})
"""What stands for "no entry answers this"."""

Verb = Callable[[Wish], c.EditorCommand]
VERBS: Mapping[str, Verb] = {
    **dict.fromkeys(("搜索", "查找", "search", "find"), _find),
    **dict.fromkeys(("试问", "试试", "try", "explain"), _try),
    **dict.fromkeys(("新增", "新建", "new", "add"), _new),
    **dict.fromkeys(("待审", "草稿", "drafts"), _drafts),
    **dict.fromkeys(("回收站", "bin"), _bin),
    **dict.fromkeys(("从未用到", "未用", "unused"), _unused),
    **dict.fromkeys(("过期", "到期", "lapsed"), _lapsed),
    **dict.fromkeys(("收录", "keep"), _keep),
    **dict.fromkeys(("修改", "edit"), _edit),
    **dict.fromkeys(("历史", "history"), _history),
    **dict.fromkeys(("停用", "retire"), _retire),
    **dict.fromkeys(("恢复", "restore"), _restore),
    **dict.fromkeys(("回退", "rollback"), _roll_back),
    **dict.fromkeys(("考题", "golden"), _add_golden),
    **dict.fromkeys(("缺口", "gaps"), _gaps),
    **dict.fromkeys(("自主", "autonomy"), _autonomy),
    **dict.fromkeys(("删考题", "ungolden"), _drop_golden),
}
"""The first word after `/faq`, and what it asks for; another word is looked for."""
