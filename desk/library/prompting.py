"""The prompts of an editor's talk with the bot: what is asked for, and what stands there now."""

from typing import Any

from desk.library import commands as c
from desk.library import notices as n
from desk.library.shelf import Version
from faq import Entry

FOR_KEEPERS = frozenset(
    {
        c.Blank.GOLDEN,
        c.Blank.GOLDEN_NONE,
        c.Blank.REASON_TO_INSIST,
        c.Blank.REASON_TO_REJECT,
        c.Blank.RETIRE,
        c.Blank.ROLL_BACK,
    }
)
"""Blanks that only editors and leads fill in."""

OF_NO_ENTRY = frozenset({c.Blank.NEW, c.Blank.SEARCH, c.Blank.GOLDEN_NONE})
"""Blanks that belong to no entry."""


def prompt(command: c.Ask, shown: Version | None) -> n.FillIn:
    """Return the prompt for a text; `shown` is the version its entry has now."""
    return n.FillIn(
        blank=command.blank,
        entry_id=command.entry_id,
        seen=_seen(command, shown),
        question=shown.entry.question if shown else "",
        now=_stands(shown.entry, command.blank) if shown else (),
    )


def _seen(command: c.Ask, shown: Version | None) -> int | None:
    """A prompt for a field shows what stands there now, so whoever fills it in has seen that."""
    by_its_own = command.seen is not None and not isinstance(command.blank, c.Field)
    if by_its_own or shown is None or command.blank is c.Blank.ROLL_BACK:
        return command.seen
    return shown.number


def _stands(entry: Entry, blank: c.Field | c.Blank) -> tuple[str, ...]:
    if not isinstance(blank, c.Field):
        return ()
    value: Any = getattr(entry, blank.value)
    items: tuple[str, ...] = value if blank in c.LISTS else (str(value),) if value else ()
    return items
