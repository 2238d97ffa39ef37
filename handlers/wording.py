"""Notices in words: what the courier sends, in the listener's language."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, tzinfo
from typing import Any

from aiogram.types import BotCommand

from desk import notices as n
from desk.commands import Origin
from desk.library.live import LiveLibrary
from desk.library.notices import LIBRARY_NOTICES
from desk.notices.shifts import NoticePosted
from desk.people import Customer
from desk.ports import CardFacts, CaseFacts, Posted, Said, Topic
from desk.rules import Rules
from desk.rules.live_rules import LiveRules, live
from handlers.card import card as card_of
from handlers.ledgers import TO_LEDGERS
from handlers.lettering import TITLE, cut, one_line, unlinked, unpinged
from handlers.outcomes import done, told
from handlers.reports import TO_REPORTS
from handlers.spoken import Spoken, Voice
from handlers.to_actions import TO_ACTIONS
from handlers.to_callbacks import TO_CALLBACKS
from handlers.to_cases import TO_CASES
from handlers.to_clocks import TO_CLOCKS
from handlers.to_complaints import TO_COMPLAINTS
from handlers.to_customer import TO_CUSTOMER
from handlers.to_editor import TO_EDITOR
from handlers.to_file import TO_FILE
from handlers.to_forms import TO_FORMS
from handlers.to_hours import TO_HOURS
from handlers.to_learning import TO_LEARNING
from handlers.to_offers import TO_OFFERS
from handlers.to_repairs import TO_REPAIRS
from handlers.to_rooms import TO_ROOMS
from handlers.to_shifts import TO_SHIFTS
from handlers.to_staff import TO_STAFF
from handlers.to_waiting import TO_WAITING
from handlers.words import Words, words_of

__all__ = ["Spoken", "Wording"]

_SPOKEN: Mapping[type[n.Notice], Callable[[Voice, Any], Spoken]] = {
    **TO_CUSTOMER,
    **TO_STAFF,
    **TO_CLOCKS,
    **TO_SHIFTS,
    **TO_HOURS,
    **TO_EDITOR,
    **TO_LEARNING,
    **TO_WAITING,
    **TO_OFFERS,
    **TO_ACTIONS,
    **TO_CASES,
    **TO_REPAIRS,
    **TO_CALLBACKS,
    **TO_FILE,
    **TO_LEDGERS,
    **TO_REPORTS,
    **TO_FORMS,
    **TO_COMPLAINTS,
    **TO_ROOMS,
    n.Told: told,
    n.Spent: done,
}


_FROM_THE_LIBRARY = (n.Answer, n.AnswerFromAgent)
_IN_OUR_WORDS = (*LIBRARY_NOTICES, NoticePosted)
"""What only staff have written: an @name in it is meant."""


class Wording:
    """Finds the words; `locale` is the language of the staff room, `zone` the local time (None: the machine's).

    Where the rules may change, the local time is that of the rules in force.
    """

    def __init__(
        self, library: LiveLibrary, rules: Rules | LiveRules, locale: str = "zh", zone: tzinfo | None = UTC
    ) -> None:
        self.library = library
        self.locale = locale
        self._rules = live(rules)
        self._zone = zone
        self._fixed = isinstance(rules, Rules)

    @property
    def rules(self) -> Rules:
        """The rules in force."""
        return self._rules.now

    @property
    def zone(self) -> tzinfo | None:
        """The local time."""
        return self._zone if self._fixed else self.rules.organisation.zone

    def speak(
        self,
        notice: n.Notice,
        locale: str,
        *,
        card: CardFacts | None = None,
        customer: Customer | None = None,
        topic: Topic | None = None,
        origin: Origin | None = None,
        conversation: int | None = None,
        case: CaseFacts | None = None,
        past: Sequence[Said] = (),
    ) -> Spoken:
        """Return a notice in words: Telegram HTML whose visible text is never longer than Telegram takes.

        A `Card` needs its facts. An alarm names the customer and leads to the topic where it is given them.
        """
        voice = Voice(
            words=words_of(locale),
            knowledge=self.library.knowledge,
            rules=self.rules,
            zone=self.zone,
            customer=customer,
            topic=topic,
            in_topic=origin is not None and origin.thread_id is not None,
            conversation=conversation,
            case=case,
            past=past,
        )
        if isinstance(notice, n.Card):
            shown = card_of(voice, card, more=notice.more) if card is not None else Spoken(voice.words("card.nothing"))
        else:
            shown = _SPOKEN[type(notice)](voice, notice)
        if isinstance(notice, _FROM_THE_LIBRARY) and (hosts := self.rules.organisation.links):
            return replace(shown, text=unlinked(shown.text, hosts))
        if notice.audience is n.Audience.CUSTOMER or isinstance(notice, _IN_OUR_WORDS):
            return shown
        return replace(shown, text=unpinged(shown.text))

    def attachments(self, notice: n.Notice) -> tuple[str, ...]:
        """Return the files that go with an answer, as its entry holds them."""
        if not isinstance(notice, n.Answer | n.AnswerFromAgent):
            return ()
        entry = self.library.knowledge.entry(notice.entry_id)
        return entry.attachments if entry is not None else ()

    def repeat_mark(self, locale: str) -> str:
        """Return what is put to a message that may have been sent before."""
        return words_of(locale)("mark.repeat")

    def marked(self, posted: Posted, text: str) -> str:
        """Return a text below the mark of a repeat, where it may have been said before."""
        return f"{self.repeat_mark(posted.letter.locale)}\n{text}" if posted.maybe_sent else text

    def failure(self, code: str, locale: str) -> str:
        """Return why something could not be delivered; a code without words is said in general ones."""
        return words_of(locale).either(f"failure.{code}", "failure.unknown")

    def topic_title(self, customer: Customer) -> str:
        """Return the title of a customer's topic: plain text of one line, at most 128 units."""
        nameless = words_of(self.locale)("card.nameless", id=customer.chat_id)
        username = one_line(customer.username or "")
        suffix = f" (@{username})" if username else ""
        return cut((one_line(customer.name) or nameless) + suffix, TITLE)

    def commands(self, locale: str) -> list[BotCommand]:
        """Return what a customer's menu shows."""
        return _menu(words_of(locale), "command")

    def staff_commands(self, locale: str) -> list[BotCommand]:
        """Return what the menu in the staff room shows."""
        return _menu(words_of(locale), "staff_command")


def _menu(words: Words, table: str) -> list[BotCommand]:
    keys = [key for key in words.sentences if key.startswith(f"{table}.")]
    return [BotCommand(command=key.partition(".")[2], description=words(key)) for key in keys]
