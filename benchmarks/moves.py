"""How many clocks a second can be moved: every message of a customer starts one and every answer stops one.

The baseline is the database's own: commits of one small row, one after another, in the same minute.
"""

import sqlite3
import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from benchmarks.figures import Figure, compared
from benchmarks.stage import NotPlayed, clock
from benchmarks.strikes import RULES, admit, opened, serve
from desk.commands import Command, Given, OfCustomer, OfNumber, OfTopic, Origin, Reply, Say, Strike
from desk.content import Content
from desk.desk import Desk
from desk.library.live import LiveLibrary
from desk.people import Customer
from desk.ports import Topic
from faq import KnowledgeBase
from storage.engine import Database

_ROOM = -1001234567890
_AT_ONCE = 200
"""Clocks that the timekeeper gives the desk at once."""
_CUSTOMERS = 100
"""Messages that Telegram gives the desk at once."""
_SECONDS = 1.0


async def figures(folder: Path, *, rounds: int, batches: int) -> list[Figure]:
    """Measure on SQLite, in grouped commits, against commits that hold one row."""
    said: list[float] = []
    moved: list[float] = []
    bare: list[float] = []
    async with opened(f"sqlite+aiosqlite:///{folder}/moves.sqlite3") as database:
        desk = await _furnished(database)
        for number in range(rounds):
            bare.append(_bare_commits(folder / f"bare{number}.sqlite3"))
            moved.append(await _rate(desk, [_looked_at()] * batches))
            said.append(await _rate(desk, [_turns(number * batches + batch) for batch in range(batches)]))
    return [
        compared("clocks looked at and set anew per second, SQLite; commits of one row", moved, bare, at_least=15),
        compared("  messages that start or stop one, relayed and all, per second", said, bare),
    ]


async def _rate(desk: Desk, batches: Sequence[list[Given]]) -> float:
    began = time.perf_counter()
    for given in batches:
        failures = await desk.handle(given)
        if failures:
            raise NotPlayed(f"{failures[0].error!r}")
    return sum(map(len, batches)) / (time.perf_counter() - began)


def _looked_at() -> list[Given]:
    """Clocks whose deadlines are computed anew and written, as after a change of rules."""
    return [Given(command=Strike(), subject=OfNumber(number)) for number in range(1, _AT_ONCE + 1)]


def _bare_commits(file: Path) -> float:
    """Return how many transactions of one row SQLite commits in a second, as safely as ours."""
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE timers (id INTEGER PRIMARY KEY, due INTEGER)")
    connection.execute("INSERT INTO timers VALUES (1, 0)")
    began, commits = time.perf_counter(), 0
    while time.perf_counter() - began < _SECONDS:
        connection.execute("UPDATE timers SET due = due + 1 WHERE id = 1")
        commits += 1
    rate = commits / (time.perf_counter() - began)
    connection.close()
    return rate


async def _furnished(database: Database) -> Desk:
    await admit(database)
    await serve(database, [clock.now() - timedelta(minutes=1)] * _AT_ONCE, first=1)
    for customer in range(1, _CUSTOMERS + 1):
        await database.outbox.bind_topic(customer, Topic(chat_id=_ROOM, thread_id=customer))
    return Desk(database, LiveLibrary(KnowledgeBase([])), RULES, now=clock.now, locale="zh")


def _turns(batch: int) -> list[Given]:
    """Every customer writes, or every agent answers: by turns."""
    return [_turn(batch, customer) for customer in range(1, _CUSTOMERS + 1)]


def _turn(batch: int, customer: int) -> Given:
    number = batch * _CUSTOMERS + customer
    if batch % 2:
        content = Content(chat_id=customer, message_id=number, sent_at=clock.now(), text="and the kitchen?")
        said: Command = Say(customer=Customer(chat_id=customer, name=f"Customer {customer}"), content=content)
        return Given(command=said, subject=OfCustomer(customer), update_id=number)
    content = Content(chat_id=_ROOM, message_id=number, sent_at=clock.now(), text="we are looking into it")
    origin = Origin(chat_id=_ROOM, message_id=number, thread_id=customer)
    owner = 1 + customer % 200
    reply = Reply(agent=owner, origin=origin, content=content)
    return Given(command=reply, subject=OfTopic(_ROOM, customer), update_id=number)
