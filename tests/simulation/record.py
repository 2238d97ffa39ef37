"""What the database says at one moment, for those who check that it is true; and each history folded as it grows."""

import sqlite3
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from desk.events import Event
from desk.evolution import evolve
from desk.rules import Rules
from desk.state import Conversation
from storage import codec
from storage.tables import metadata
from tests.simulation.town import Town

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
Step = tuple[Conversation, Event, Conversation]


class Record:
    """One desk's database, read as it stands; `new` are the steps of all histories since the last look.

    `begun_at` tells when each life of the bot began.
    """

    def __init__(self, database: Path, town: Town, rules: Rules, begun_at: Sequence[datetime]) -> None:
        self.town = town
        self.rules = rules
        self.begun_at = begun_at
        self.new: list[Step] = []
        self.changed: list[tuple[Conversation, Conversation]] = []
        self._folded: dict[int, Conversation] = {}
        self._due: tuple[int | None, datetime | None] = (None, None)
        self._rows = sqlite3.connect(f"file:{database}?mode=ro", uri=True, isolation_level=None)

    def close(self) -> None:
        """Let the file go."""
        self._rows.close()

    def rows(self, query: str, *given: object) -> Sequence[Any]:
        """Return what a query finds."""
        return self._rows.execute(query, given).fetchall()

    def count(self, query: str, *given: object) -> int:
        """Return the one number a query finds."""
        return int(self.rows(query, *given)[0][0] or 0)

    def look(self) -> None:
        """Follow every history from where it was; `changed` pairs what is stored with what the events say."""
        self.new, self.changed = [], []
        for number, version in self.rows("SELECT id, version FROM conversations"):
            known = self._folded.get(number)
            if known is None or known.version != version:
                self._follow(number, known)

    def due_after(self, now: datetime, commits: int) -> datetime | None:
        """Return the next moment at which something comes due or a letter may go, after so many commits."""
        known, due = self._due
        if known != commits or (due is not None and due <= now):
            after = (now - _EPOCH) // _MICROSECOND
            found = [row[0] for row in self.rows(_NEXT, after) if row[0] is not None]
            due = moment(min(found)) if found else None
            self._due = (commits, due)
        return due

    def _follow(self, number: int, known: Conversation | None) -> None:
        (facts,) = self.rows("SELECT facts FROM conversations WHERE id = ?", number)[0]
        stored = codec.conversation(number, facts)
        folded = known or Conversation(
            customer=stored.customer, id=number, previous=stored.previous, locale=stored.locale
        )
        for name, body in self.rows(_EVENTS, f"conversation:{number}", folded.version):
            event = codec.event(name, body)
            after = evolve(folded, event)
            self.new.append((folded, event, after))
            folded = after
        self._folded[number] = folded
        self.changed.append((stored, folded))


def moment(micros: int) -> datetime:
    """Return a moment as it is stored."""
    return _EPOCH + micros * _MICROSECOND


_EVENTS = "SELECT type, body FROM events WHERE subject = ? AND seq > ? ORDER BY seq"
_DUES = [table.name for table in metadata.sorted_tables if "due_at" in table.c]
_ALIVE = {"agenda": "AND subject != 'canary'"}  # which would have us look every minute
_NEXT = " UNION ALL ".join(
    [
        "SELECT min(not_before) FROM outbox WHERE status = 'behind' AND not_before IS NOT NULL AND not_before > ?1",
        *(
            f"SELECT min(due_at) FROM {name} WHERE due_at IS NOT NULL AND due_at > ?1 {_ALIVE.get(name, '')}"  # noqa: S608 - names of our own tables
            for name in _DUES
        ),
    ]
)
Invariant = Callable[[Record], None]
"""What fails with what is not true of a record."""
