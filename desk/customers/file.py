"""A customer's file, and what changes it: pure, a value in and a value out."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from desk.customers.phones import phone_in, phone_of
from desk.forms.form import Answer, Field


class CustomerClass(StrEnum):
    """How a customer ranks (001:2027), lowest first."""

    ORDINARY = "ordinary"
    KEY = "key"
    VIP = "vip"


class FileField(StrEnum):
    """What of a file can be changed."""

    CALLED = "called"
    PHONE = "phone"
    HOME = "home"
    CLASS = "class"
    NOTE = "note"


class Check(StrEnum):
    """What a customer can prove to be the one whose file it is (001:2151); two of them must match."""

    PHONE = "phone"
    HOME = "home"
    CASE = "case"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileWish:
    """A change that waits for an agent to say which two fields matched; `value` is None where one is taken away."""

    number: int
    agent: int
    at: datetime
    field: FileField
    value: str
    removed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerFile:
    """What we know of a customer, by private chat.

    `called` is surname and form of address ("王先生", "Ms Wang"), `phones` those to ring, the best first, `home`
    where they live, `note` what staff wrote at `noted_at`. `merged_into` is the file that took this one's place,
    `merged` are those whose place it took. `version` counts the events, `wish` is a change that waits for its check.
    """

    chat_id: int
    version: int = 0
    called: str = ""
    phones: tuple[str, ...] = ()
    home: str = ""
    klass: CustomerClass = CustomerClass.ORDINARY
    note: str = ""
    noted_at: datetime | None = None
    merged_into: int | None = None
    merged: tuple[int, ...] = ()
    wishes: int = 0
    wish: FileWish | None = None

    @property
    def chats(self) -> tuple[int, ...]:
        """The private chats it is about: its own first, and those of the files it took in."""
        return (self.chat_id, *self.merged)


MOST_PHONES: Final = 3
LONGEST: Final[Mapping[FileField, int]] = {FileField.CALLED: 24, FileField.HOME: 120, FileField.NOTE: 500}
"""Signs of a text in a file."""

CHECKED: Final = frozenset({FileField.CALLED, FileField.PHONE, FileField.HOME})
"""What is changed only after two fields match; the rest is what staff say about a customer."""


def readable(field: FileField, written: str) -> str | None:
    """Return a value as a file keeps it; None: it is none for this field."""
    text = " ".join(written.split())
    match field:
        case FileField.PHONE:
            return phone_of(text)
        case FileField.CLASS:
            return text if text in set(CustomerClass) else None
        case FileField.CALLED if any(sign.isdigit() for sign in text):
            return None
        case _:
            return text if 0 < len(text) <= LONGEST[field] else None


def changed(file: CustomerFile, field: FileField, value: str, *, removed: bool = False) -> CustomerFile:
    """Return a file with one field changed; a phone is put in front of the others, or taken away."""
    match field:
        case FileField.CALLED:
            return replace(file, called="" if removed else value)
        case FileField.PHONE:
            others = tuple(phone for phone in file.phones if phone != value)
            return replace(file, phones=others if removed else (value, *others)[:MOST_PHONES])
        case FileField.HOME:
            return replace(file, home="" if removed else value)
        case FileField.CLASS:
            return replace(file, klass=CustomerClass(value))
        case FileField.NOTE:
            return replace(file, note="" if removed else value)


def is_new(file: CustomerFile, field: FileField) -> bool:
    """Tell whether nothing is known there yet, so that nothing can be taken over by somebody else."""
    known: Mapping[FileField, object] = {
        FileField.CALLED: file.called,
        FileField.PHONE: file.phones,
        FileField.HOME: file.home,
    }
    return not known.get(field, True)


def checks(file: CustomerFile, *, cases: bool) -> tuple[Check, ...]:
    """Return what a customer could prove of what is known: `cases`, whether there is one whose number could be told."""
    known = {Check.PHONE: bool(file.phones), Check.HOME: bool(file.home), Check.CASE: cases}
    return tuple(check for check in Check if known[check])


def learn_from(
    file: CustomerFile, answers: Mapping[Field, Answer], *, by_customer: bool = True
) -> tuple[CustomerFile, tuple[FileField, ...]]:
    """Return a file with what the answers of a form tell, and the fields that are different now (004:150).

    The customer's own words count; what an agent filled in (`by_customer` False) and the place of a repair only fill
    what was empty.
    """
    told: dict[FileField, str | None] = {
        FileField.CALLED: readable(FileField.CALLED, _said(answers, Field.CALLED)),
        FileField.PHONE: phone_in(_said(answers, Field.CONTACT)),
        FileField.HOME: readable(FileField.HOME, _said(answers, Field.PLACE)),
    }
    learned = file
    for field, value in told.items():
        overwrites = by_customer and field is not FileField.HOME
        if value is not None and (overwrites or is_new(file, field)):
            learned = changed(learned, field, value)
    different = {
        FileField.CALLED: learned.called != file.called,
        FileField.PHONE: learned.phones != file.phones,
        FileField.HOME: learned.home != file.home,
    }
    return learned, tuple(field for field, is_different in different.items() if is_different)


def merged(keeper: CustomerFile, other: CustomerFile) -> tuple[CustomerFile, CustomerFile]:
    """Return the file that keeps, with what only the other knew, and the other, which points to it from now on."""
    order = tuple(CustomerClass)
    notes = [note for note in (keeper.note, other.note) if note]
    noted = [at for at in (keeper.noted_at, other.noted_at) if at is not None]
    kept = replace(
        keeper,
        called=keeper.called or other.called,
        phones=tuple(dict.fromkeys((*keeper.phones, *other.phones)))[:MOST_PHONES],
        home=keeper.home or other.home,
        klass=max(keeper.klass, other.klass, key=order.index),
        note=" / ".join(dict.fromkeys(notes))[: LONGEST[FileField.NOTE]],
        noted_at=max(noted, default=None),
        merged=(*keeper.merged, *other.chats),
    )
    return kept, replace(other, merged_into=keeper.chat_id, merged=(), wish=None)


def _said(answers: Mapping[Field, Answer], field: Field) -> str:
    answer = answers.get(field)
    return answer.text if answer is not None and not answer.skipped else ""
