"""Rivals are entries that share a phrasing, so that whoever asks in these words can only be asked back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from faq.entry import Entry
from faq.text import normalise


@dataclass(frozen=True, slots=True)
class Rivals:
    """One phrasing as the first of them writes it, and the ids of all entries that have it."""

    phrasing: str
    entry_ids: tuple[str, ...]


def rivals(entries: Iterable[Entry]) -> list[Rivals]:
    """Every phrasing that entries side by side share after normalisation, in the order of the library."""
    owners: dict[str, list[tuple[Entry, str]]] = {}
    for entry in entries:
        spellings: dict[str, str] = {}
        for text in entry.phrasings:
            spellings.setdefault(normalise(text), text)
        for key, text in spellings.items():
            owners.setdefault(key, []).append((entry, text))
    shared = (_at_odds(found) for key, found in owners.items() if key and len(found) > 1)
    return [Rivals(found[0][1], tuple(entry.id for entry, _ in found)) for found in shared if found]


def side_by_side(one: Entry, other: Entry) -> bool:
    """Whether two entries may both be meant by one customer on one day.

    Not so in two languages, at two times, for two branches or levels, or where one of them is for some and the other
    for everybody else.
    """
    return (
        one.language == other.language
        and max(one.valid_from or date.min, other.valid_from or date.min)
        <= min(one.valid_until or date.max, other.valid_until or date.max)
        and bool(one.applies_to) == bool(other.applies_to)
        and (one.applies_to == other.applies_to or bool(set(one.applies_to) & set(other.applies_to)))
    )


def _at_odds(found: Sequence[tuple[Entry, str]]) -> list[tuple[Entry, str]]:
    return [
        (entry, text)
        for entry, text in found
        if any(other is not entry and side_by_side(entry, other) for other, _ in found)
    ]
