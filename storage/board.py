"""The desk at a glance: who waits, which conversations are open, who is on duty, what has struck lately."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from desk.cases.state import Case
from desk.people import Agent, Customer
from desk.state import Conversation
from storage import codec, duty, finding
from storage.columns import AnyRow
from storage.subjects import CASES, CONVERSATIONS
from storage.tables import OPEN, STANDING, WAITING, cases, conversations, people, staff, strikes

_ROWS = 200
_STRIKES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """A conversation and whose it is."""

    conversation: Conversation
    customer: Customer


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseMatter:
    """A case and whose it is."""

    case: Case
    customer: Customer


@dataclass(frozen=True, slots=True, kw_only=True)
class PastStrike:
    """A clock that has struck, of what ("conversation:1", "case:1"): when it was due and when we acted."""

    subject: str
    clock: str
    tier: int
    occurrence: int
    due: datetime
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """One moment's view, for a page; `queue` in the order they will be served, `strikes` latest first."""

    now: datetime
    queue: tuple[Matter, ...]
    open: tuple[Matter, ...]
    cases: tuple[CaseMatter, ...]
    agents: tuple[Agent, ...]
    strikes: tuple[PastStrike, ...]


async def read(connection: AsyncConnection, now: datetime) -> Board:
    """Return the board; the first two hundred of each kind."""
    queue = (await connection.execute(_QUEUE)).all()
    open_ = (await connection.execute(_OPEN)).all()
    of_cases = (await connection.execute(_OPEN_CASES)).all()
    agents = (await connection.execute(_AGENTS)).all()
    struck = (await connection.execute(_STRUCK)).all()
    return Board(
        now=now,
        queue=tuple(_matter(row) for row in queue),
        open=tuple(_matter(row) for row in open_),
        cases=tuple(CaseMatter(case=codec.decode(Case, row.facts), customer=finding.named(row)) for row in of_cases),
        agents=tuple(duty.agent(row) for row in agents),
        strikes=tuple(
            PastStrike(
                subject=row.subject,
                clock=row.clock,
                tier=row.tier,
                occurrence=row.occurrence,
                due=row.due,
                at=row.at,
            )
            for row in struck
        ),
    )


def _matter(row: AnyRow) -> Matter:
    return Matter(conversation=codec.conversation(row.id, row.facts), customer=finding.named(row))


_c = conversations.c
_MATTERS = select(*finding.NAMED, _c.id, _c.facts).join(people, people.c.chat_id == _c.customer).limit(_ROWS)
_OPEN = _MATTERS.where(OPEN).order_by(_c.id.desc())
_QUEUE = _MATTERS.where(WAITING).order_by(_c.rank, _c.customer)
_OPEN_CASES = (
    select(*finding.NAMED, cases.c.facts)
    .join(people, people.c.chat_id == cases.c.customer)
    .where(STANDING)
    .order_by(cases.c.id.desc())
    .limit(_ROWS)
)
_AGENTS = select(staff).order_by(staff.c.number)
_STRUCK = (
    select(strikes)
    .where(or_(strikes.c.subject.startswith(CONVERSATIONS), strikes.c.subject.startswith(CASES)))
    .order_by(strikes.c.at.desc(), strikes.c.due.desc())
    .limit(_STRIKES)
)
