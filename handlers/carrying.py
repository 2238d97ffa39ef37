"""How a button carries the id of an entry: plain where it is short, else as a digest of 16 signs."""

import hashlib
from collections.abc import Iterable
from typing import Final

PLAIN: Final = 20
"""Bytes of an id that are carried as they are."""

ENTRY: Final = "[=#].+"
"""What an id looks like in a button."""


def short(entry: str) -> str:
    """Return the sign of an id, at most 21 bytes."""
    return f"={entry}" if len(entry.encode()) <= PLAIN else f"#{_digest(entry)}"


def long(sign: str | None, entry_ids: Iterable[str]) -> str | None:
    """Return an id that was carried plain, or the only long one with this digest; None is none of ours.

    An id is never one that would be carried otherwise.
    """
    if sign is None:
        return None
    if sign[0] == "=":
        return sign[1:] if sign[1:].isprintable() and short(sign[1:]) == sign else None
    return next((entry for entry in entry_ids if short(entry) == sign), None)


def _digest(entry: str) -> str:
    return hashlib.sha256(entry.encode()).hexdigest()[:16]
