"""A notice put into words, and everything that is needed to find them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from desk.people import Customer
from desk.ports import CaseFacts, Said, Topic
from desk.rules import Rules
from faq import KnowledgeBase
from handlers.buttons import Button, pack
from handlers.lettering import TEXT, cut, escape, units, visible
from handlers.words import Words


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words ready to be sent as Telegram HTML; a `toast` is plain and short enough for a press's small window."""

    text: str
    keyboard: InlineKeyboardMarkup | None = None
    toast: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who speaks to whom: the words of one language, the library, the rules, the local time.

    `conversation` is the number of the one it is about, for its buttons; `case` the case as it stands now, `past`
    what was said so far.
    `in_topic`: what is said stands in a customer's topic, where every word that answers nothing goes to the customer.
    """

    words: Words
    knowledge: KnowledgeBase
    rules: Rules
    zone: tzinfo | None
    customer: Customer | None = None
    topic: Topic | None = None
    in_topic: bool = False
    conversation: int | None = None
    case: CaseFacts | None = None
    past: Sequence[Said] = ()

    def listed(self, items: Sequence[str]) -> str:
        """Return several things in one sentence."""
        return ("、" if self.words.locale == "zh" else ", ").join(items)

    def fit(self, key: str, slot: str, text: str, **values: object) -> str:
        """Return a sentence with a text of any length in one of its slots, escaped and cut so that all of it fits."""
        room = TEXT - units(visible(self.words(key, **{slot: ""}, **values)))
        return self.words(key, **{slot: escape(cut(text, room, self.words("mark.cut")))}, **values)


def keyboard(*rows: Sequence[tuple[str, Button]]) -> InlineKeyboardMarkup | None:
    """Return rows of buttons (what stands on them, what they mean), or None if there is none."""
    made = [
        [InlineKeyboardButton(text=text, callback_data=pack(button)) for text, button in row] for row in rows if row
    ]
    return InlineKeyboardMarkup(inline_keyboard=made) if made else None
