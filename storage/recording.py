"""How what a batch changed is written: each kind of row in one statement, new conversations first for their numbers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, update
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.errors import Conflict
from desk.events import Barred, Event, Raised, Raising, Unbarred
from desk.people import Customer
from desk.ports import Change
from desk.state import Conversation
from storage import codec, histories, ledger, lessons, letters, moving, words
from storage.dialects import replacing
from storage.strikes import strikes_of
from storage.subjects import of_conversation
from storage.tables import people, strikes


@dataclass(slots=True)
class _Course:
    """The changes of one conversation in a batch, in order, as one step."""

    changes: list[Change]
    id: int | None

    @property
    def before(self) -> Conversation:
        return self.changes[0].before

    @property
    def after(self) -> Conversation:
        return self.changes[-1].after

    @property
    def moved(self) -> bool:
        return self.after.version != self.before.version

    @property
    def dues(self) -> list[datetime | None]:
        return [change.next_due_at for change in self.changes if change.due_changed]


class Record:
    """Everything a batch changed, on its way into the tables."""

    def __init__(
        self,
        connection: AsyncConnection,
        changes: Sequence[Change],
        *,
        known: Mapping[int, Customer],
        at: datetime | None,
    ) -> None:
        self._connection = connection
        self._changes = changes
        self._known = known
        self._at = at
        self._courses = _courses(changes)

    async def write(self) -> None:
        """Write it all but the letters.

        Raises:
            Conflict: a conversation is not at the version that was loaded, or a second open one appeared.
        """
        await self._save_customers()
        await self._update_conversations()
        await self._insert_conversations()
        await self._insert_events()
        await ledger.keep(
            self._connection,
            [(of_conversation(course.id), one) for course, change in self._each() for one in change.ledger],
        )
        await self._mark_customers()
        await self._move_customers()
        await words.keep(
            self._connection, [(course.id, one) for course, change in self._each() for one in change.written]
        )
        await lessons.keep(
            self._connection,
            [(course.id, course.after.customer, change.lessons) for course, change in self._each()],
        )

    def letters(self) -> list[dict[str, Any]]:
        """Return the letters of what was written, for the outbox."""
        return [
            letters.row(letter, self._at, course.id, course.after.customer, team=course.after.team)
            for course, change in self._each()
            for letter in change.letters
        ]

    def _each(self) -> Iterator[tuple[_Course, Change]]:
        for course in self._courses:
            for change in course.changes:
                yield course, change

    async def _save_customers(self) -> None:
        met = {change.customer.chat_id: change.customer for change in self._changes if change.customer is not None}
        rows = [
            {"chat_id": chat_id, "name": who.name, "username": who.username, "locale": who.locale}
            for chat_id, who in sorted(met.items())
            if self._known.get(chat_id) != who
        ]
        if rows:
            save = replacing(self._connection, people, key=("chat_id",), replaced=("name", "username", "locale"))
            await self._connection.execute(save, rows)

    async def _update_conversations(self) -> None:
        known = [course for course in self._courses if course.id is not None]
        moved = [_row(course) for course in known if course.moved]
        looked_at = [_look(course) for course in known if not course.moved and course.dues]
        changed = await moving.move(self._connection, moved) + await moving.look(self._connection, looked_at)
        rows = len(moved) + len(looked_at)
        if changed != rows:
            raise Conflict(f"{rows - changed} of {rows} conversations have moved on since they were loaded")

    async def _insert_conversations(self) -> None:
        new = [course for course in self._courses if course.id is None and course.after.version]
        if not new:
            return
        rows = [{**_row(course), "customer": course.after.customer} for course in new]
        numbers = await moving.begin(self._connection, rows)
        for course, number in zip(new, numbers, strict=True):
            course.id = number

    async def _mark_customers(self) -> None:
        """Remember beyond this conversation who is barred and who needs special care."""
        for course, change in self._each():
            for news in change.news:
                marks = _marks(news)
                if marks:
                    whose = people.c.chat_id == course.after.customer
                    await self._connection.execute(update(people).where(whose).values(marks))

    async def _move_customers(self) -> None:
        """Remember in whose room a customer is, for what is said there when nobody has the conversation."""
        moved = {one.after.customer: one.after.team for one in self._courses if one.before.team != one.after.team}
        if moved:
            rows = [{"whose": customer, "to_team": team} for customer, team in sorted(moved.items())]
            await self._connection.execute(_MOVE, rows)

    async def _insert_events(self) -> None:
        happened: list[histories.Fact] = []
        struck: list[dict[str, Any]] = []
        for course, change in self._each():
            subject = of_conversation(course.id)
            struck += strikes_of(subject, change.news)
            first, customer = change.before.version + 1, course.after.customer
            happened += histories.facts(subject, change.news, first=first, customer=customer)
        await histories.keep(self._connection, happened)
        if struck:
            await self._connection.execute(_STRIKES, struck)


def _marks(news: Event) -> dict[str, Any]:
    match news:
        case Barred(at=at):
            return {"barred_at": at}
        case Unbarred():
            return {"barred_at": None}
        case Raised(why=Raising.CARE):
            return {"care": True}
        case _:
            return {}


def _courses(changes: Sequence[Change]) -> list[_Course]:
    """Join the changes of each conversation; a new one, which has no number yet, is known by its customer."""
    courses: dict[tuple[int, int | None], _Course] = {}
    whole: list[_Course] = []
    for change in changes:
        key = (change.before.customer, change.before.id)
        course = courses.get(key)
        if course is None or (change.before.id is None and not change.before.version):
            course = courses[key] = _Course([], change.before.id)
            whole.append(course)
        course.changes.append(change)
    return whole


def _row(course: _Course) -> dict[str, Any]:
    after = course.after
    return {
        **_look(course),
        "state": after.state.value,
        "owner": after.owner if after.offered_to is None else after.offered_to,
        "epoch": after.epoch,
        "version": after.version,
        "level": after.level,
        "line": after.line,
        "locale": after.locale,
        "waiting_since": after.waiting_since,
        "queued_at": after.queued_at,
        "owner_since": after.owner_since,
        "facts": codec.encode(after),
    }


def _look(course: _Course) -> dict[str, Any]:
    """Return what is written even of a conversation in which nothing has happened: the rules may be others."""
    return {
        "old_id": course.id,
        "old_version": course.before.version,
        "keeps_due": not course.dues,
        "rank": course.changes[-1].rank,
        "due_at": course.dues[-1] if course.dues else None,
    }


_MOVE = update(people).where(people.c.chat_id == bindparam("whose")).values(team=bindparam("to_team"))
_STRIKES = insert(strikes)
