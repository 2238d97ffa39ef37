"""Rivals are entries that share a phrasing, so that whoever asks in these words can only be asked back."""

from collections.abc import Iterable
from dataclasses import dataclass

from faq.entry import Entry
from faq.text import normalise


@dataclass(frozen=True, slots=True)
class Rivals:
    """One phrasing as the first of them writes it, and the ids of all entries that have it."""

    phrasing: str
    entry_ids: tuple[str, ...]


def rivals(entries: Iterable[Entry]) -> list[Rivals]:
    """Every phrasing that more than one entry has after normalisation, in the order of the library."""
    owners: dict[str, dict[str, str]] = {}
    for entry in entries:
        for text in entry.phrasings:
            owners.setdefault(normalise(text), {}).setdefault(entry.id, text)
    shared = (found for key, found in owners.items() if key and len(found) > 1)
    return [Rivals(next(iter(found.values())), tuple(found)) for found in shared]
