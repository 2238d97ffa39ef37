"""How a button carries the id of an entry: plain where it is short, else as a digest of 16 signs."""

from collections.abc import Callable
from typing import Final

from desk.library.live import digest_of

PLAIN: Final = 20
"""Bytes of an id that are carried as they are."""

ENTRY: Final = "[=#].+"
"""What an id looks like in a button."""

Named = Callable[[str], str | None]
"""Finds the id with a digest."""


def short(entry: str) -> str:
    """Return the sign of an id, at most 21 bytes."""
    return f"={entry}" if len(entry.encode()) <= PLAIN else f"#{digest_of(entry)}"


def long(sign: str | None, named: Named) -> str | None:
    """Return an id that was carried plain, or the long one with this digest; None is none of ours.

    An id is never one that would be carried otherwise.
    """
    if sign is None:
        return None
    if sign[0] == "=":
        return sign[1:] if sign[1:].isprintable() and short(sign[1:]) == sign else None
    entry = named(sign[1:])
    return entry if entry is not None and short(entry) == sign else None
