"""The chain of records: each carries a digest over the one before it, so that none can be changed, taken or slipped in.

    digest = SHA-256(digest of the record before + body)

What the chain cannot tell by itself is that its end was cut off, or that all of it was written anew: for that the
newest digest, the head, is compared with one that was noted elsewhere.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC
from enum import StrEnum
from hashlib import sha256
from typing import Any

from desk.audit.deed import Deed

ORIGIN = "0" * 64
"""What stands before the first record."""


@dataclass(frozen=True, slots=True)
class Head:
    """The newest record: its number and its digest, 64 hexadecimal digits."""

    number: int = 0
    digest: str = ORIGIN


@dataclass(frozen=True, slots=True)
class Record:
    """A deed as it is kept: its number, counted from 1 without a gap, canonical JSON, and the digest."""

    number: int
    body: str
    digest: str

    @property
    def head(self) -> Head:
        """What follows this record is chained to it."""
        return Head(self.number, self.digest)


class Fault(StrEnum):
    """What can be wrong with a record."""

    MISSING = "is missing"
    DOUBLED = "stands where another should"
    MISNUMBERED = "says that it is another"
    CHANGED = "does not follow from what stands before it: one of the two was changed"
    CUT = "is missing, and so is all that came after it"
    BEYOND = "came after the last one that was counted"
    NOT_THE_HEAD = "is not the one that was counted last"
    NOT_NOTED = "is the last one, and none has the hash that was noted: records were cut off or written anew"


@dataclass(frozen=True, slots=True)
class Flaw:
    """The first record that is wrong, and what is wrong with it."""

    number: int
    fault: Fault

    def __str__(self) -> str:
        return f"record {self.number} {self.fault.value}"


def chained(head: Head, deeds: Iterable[Deed], doer: str) -> list[Record]:
    """Return the records of some deeds that follow a head; `doer` is who did those that name nobody."""
    records: list[Record] = []
    for deed in deeds:
        number = head.number + 1
        body = canonical(number, deed, doer)
        records.append(Record(number, body, digest(head.digest, body)))
        head = records[-1].head
    return records


def canonical(number: int, deed: Deed, doer: str) -> str:
    """Return a deed as JSON that can be written in one way only."""
    whole = {
        "number": number,
        "at": deed.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": deed.actor or doer,
        "action": deed.action.value,
        "subjects": list(deed.subjects),
        "details": dict(deed.details),
    }
    return json.dumps(whole, sort_keys=True, separators=(",", ":"))


def digest(before: str, body: str) -> str:
    """Return the digest of a record, given that of the one before it."""
    return sha256((before + body).encode()).hexdigest()


class Verification:
    """The chain read once from its beginning, record by record; `head` is how far it is whole.

    `noted_at` is the number of the record whose digest was noted elsewhere, once it has been met.
    """

    def __init__(self, noted: str | None = None) -> None:
        self.head = Head()
        self.noted_at = 0 if noted == ORIGIN else None
        self._noted = noted

    def take(self, record: Record) -> Flaw | None:
        """Look at the next record; return what is wrong with it, or, where one is missing, which."""
        expected = self.head.number + 1
        if record.number != expected:
            return Flaw(expected, Fault.MISSING) if record.number > expected else Flaw(record.number, Fault.DOUBLED)
        if record.digest != digest(self.head.digest, record.body):
            return Flaw(expected, Fault.CHANGED)
        if _number_in(record.body) != expected:
            return Flaw(expected, Fault.MISNUMBERED)
        self.head = record.head
        if record.digest == self._noted:
            self.noted_at = record.number
        return None

    def end(self, counted: Head) -> Flaw | None:
        """Compare where the records end with the head that is kept beside them, and with what was noted."""
        last = self.head
        if counted.number > last.number:
            return Flaw(last.number + 1, Fault.CUT)
        if counted.number < last.number:
            return Flaw(counted.number + 1, Fault.BEYOND)
        if counted.digest != last.digest:
            return Flaw(last.number, Fault.NOT_THE_HEAD)
        if self._noted is not None and self.noted_at is None:
            return Flaw(last.number, Fault.NOT_NOTED)
        return None


def verify(records: Sequence[Record], counted: Head, noted: str | None = None) -> Flaw | None:
    """Return the first thing that is wrong with a whole chain, if anything is."""
    reading = Verification(noted)
    flaws = (reading.take(record) for record in records)
    return next((flaw for flaw in flaws if flaw is not None), None) or reading.end(counted)


def _number_in(body: str) -> Any:
    try:
        return json.loads(body)["number"]
    except (ValueError, RecursionError, KeyError, TypeError):
        return None
