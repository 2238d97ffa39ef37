"""What the commands that look back have in common: the period, the rules with all there were before, the record."""

import argparse
import getpass
import os
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Generic, TypeVar

from bot.clock import WallClock
from bot.places import database_url, rules_of
from bot.settings import BadSettings, Settings, read_settings
from desk.audit.deed import command_line
from desk.errors import DeskError
from desk.rules import Rules
from desk.rules.rulebook import bound
from storage.archive import Archive

_FIRST, _LAST = datetime(1970, 1, 1, tzinfo=UTC), datetime(2999, 1, 1, tzinfo=UTC)


A = TypeVar("A", bound=Archive)


class MisaskedError(Exception):
    """What cannot be answered: one sentence with the remedy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Past(Generic[A]):
    """The record that is asked about, and the rules, with all that were before them."""

    database: A
    rules: Rules
    settings: Settings
    now: datetime

    def local(self, at: datetime | None) -> str:
        """Return a moment as the organisation's clock shows it."""
        return "–" if at is None else f"{at.astimezone(self.rules.organisation.zone):%Y-%m-%d %H:%M:%S}"

    def period(self, since: str | None, until: str | None, *, name: str = "--from") -> tuple[datetime, datetime]:
        """Return a period from one moment until just before another; a day alone begins at the local midnight.

        Raises:
            MisaskedError: one of them is no moment, or it ends before it begins.
        """
        start = _FIRST if since is None else self._moment(name, since)
        end = _LAST if until is None else self._moment("--to", until)
        if end <= start:
            raise MisaskedError(f"--to is not after {name}; the later moment comes second.")
        return start, end

    def _moment(self, name: str, written: str) -> datetime:
        try:
            found = datetime.fromisoformat(written)
        except ValueError:
            raise MisaskedError(f"{name} is {written!r}; write a day like 2026-11-23, or a moment of it.") from None
        if found.tzinfo is not None:
            return found.astimezone(UTC)
        zone = self.rules.organisation.zone
        return (found.replace(tzinfo=zone) if zone else found.astimezone()).astimezone(UTC)


async def ask(archive: type[A], answer: Callable[[Past[A]], Awaitable[int]]) -> int:
    """Open the record, answer, and return the exit code; 2 where the question was wrong."""
    try:
        settings = read_settings()
        database = await archive.open(database_url(settings), at_the_machine())
    except (BadSettings, DeskError) as error:
        return wrong(str(error))
    try:
        editions = await database.rulebook.editions()
        rules = bound(editions).rules if editions else rules_of(settings)
        return await answer(Past(database=database, rules=rules, settings=settings, now=WallClock().now()))
    except (MisaskedError, DeskError) as error:
        return wrong(str(error))
    finally:
        await database.close()


def at_the_machine() -> str:
    """Return who asks, as the audit has it: somebody at the command line, by their account on this machine."""
    try:
        account = getpass.getuser()
    except (KeyError, OSError):  # a container's user need not have a name
        account = str(os.getuid())
    return command_line(account)


def wrong(sentence: str) -> int:
    """Say in one sentence what was wrong with the question."""
    sys.stderr.write(f"frontdesk: {sentence}\n")
    return 2


def parser(command: str, purpose: str) -> argparse.ArgumentParser:
    """Return what reads the words of a command."""
    return argparse.ArgumentParser(prog=f"python -m bot {command}", description=purpose)


def with_period(of: argparse.ArgumentParser) -> None:
    """Let a command be asked for a period."""
    of.add_argument("--from", dest="since", metavar="DAY", help="from this day or moment on; left out: from the first")
    of.add_argument("--to", dest="until", metavar="DAY", help="until just before this one; left out: until the last")


def seconds(span: timedelta | None) -> float | None:
    """Return a span in seconds, whole ones as a whole number."""
    if span is None:
        return None
    whole, rest = divmod(span, timedelta(seconds=1))
    return span.total_seconds() if rest else whole


def moment(at: datetime | None) -> str | None:
    """Return a moment in UTC."""
    return None if at is None else at.astimezone(UTC).isoformat()
