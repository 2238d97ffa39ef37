"""The prompts of an editor's talk with the bot: what is asked for, and what stands there now."""

from typing import Any

from desk.library import commands as c
from desk.library import notices as n
from desk.library.alterations import LISTS, Field
from desk.library.outcomes import LibraryOutcome
from desk.library.shelf import Shelved, Version
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

OF_NO_ENTRY = frozenset({c.Blank.NEW, c.Blank.SEARCH, c.Blank.TRY, c.Blank.GOLDEN_NONE})
"""Blanks that belong to no entry."""


def prompt(command: c.Ask, shelved: Shelved | None, *, review: bool) -> n.FillIn | LibraryOutcome:
    """Return the prompt for a text, or why there is none; `shelved` is the entry it is about as it stands now.

    `review`: nobody publishes what they wrote themselves, whatever their reason.
    """
    shown = shelved.shown if shelved is not None else None
    if shown is None and command.blank not in OF_NO_ENTRY:
        return LibraryOutcome.NO_SUCH_ENTRY
    if command.blank is c.Blank.ROLL_BACK and not _can_go_back(command, shelved):
        return LibraryOutcome.NO_SUCH_VERSION
    if command.blank is c.Blank.REASON_TO_INSIST and review and shelved and shelved.shelf.author == command.agent:
        return LibraryOutcome.SECOND_PERSON
    return n.FillIn(
        blank=command.blank,
        entry_id=command.entry_id,
        seen=_seen(command, shown),
        question=shown.entry.question if shown else "",
        now=_stands(shown.entry, command.blank) if shown else (),
    )


def _can_go_back(command: c.Ask, shelved: Shelved | None) -> bool:
    past = shelved.shelf.past if shelved is not None else ()
    return len(past) > 1 if command.seen is None else command.seen in past


def _seen(command: c.Ask, shown: Version | None) -> int | None:
    """A prompt for a field shows what stands there now, so whoever fills it in has seen that."""
    by_its_own = command.seen is not None and not isinstance(command.blank, Field)
    if by_its_own or shown is None or command.blank is c.Blank.ROLL_BACK:
        return command.seen
    return shown.number


def _stands(entry: Entry, blank: Field | c.Blank) -> tuple[str, ...]:
    if not isinstance(blank, Field):
        return ()
    value: Any = getattr(entry, blank.value)
    items: tuple[str, ...] = value if blank in LISTS else (str(value),) if value else ()
    return items
