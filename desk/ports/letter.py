"""A letter: a notice on its way."""

from dataclasses import dataclass
from datetime import datetime

from desk.commands import Origin
from desk.notices import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A notice on its way: what to say, where the command came from, in which language.

    `customer` is whose chat or topic it goes to, `origin` where an outcome is told. `key` makes an unsent older
    letter with the same key enough (a card is worded from what is true when it is sent). `guard` is the epoch
    after which it must not be sent any more.
    """

    notice: Notice
    locale: str
    customer: int | None = None
    origin: Origin | None = None
    key: str | None = None
    guard: int | None = None
    not_before: datetime | None = None
