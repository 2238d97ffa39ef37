"""A desk on a database, at a moment that stands still."""

from datetime import datetime

from desk.desk import Desk
from desk.library.live import LiveLibrary
from desk.ports import Storage
from desk.rules import Rules
from tests.kit.cast import KNOWLEDGE


def desk_on(database: Storage, now: datetime, rules: Rules | None = None) -> Desk:
    """Return a desk that speaks Chinese in the room."""
    return Desk(database, LiveLibrary(KNOWLEDGE), rules or Rules(), now=lambda: now, locale="zh")
