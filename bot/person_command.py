"""`python -m bot person`: everything that is kept about a person as JSON, or all of their words erased."""

import argparse
import asyncio
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.past_asked import MisaskedError, Past, ask, parser
from storage.engine import Database


def main(arguments: Sequence[str]) -> int:
    """Export or erase; the exit code: 1 where a person's words are still needed."""
    asked = parser("person", "bring together what is kept about a person, or erase their words")
    verbs = asked.add_subparsers(dest="verb", required=True, metavar="export|erase")
    out = verbs.add_parser("export", help="print everything that is kept about a person, as JSON")
    out.add_argument("id", type=int, help="the number of the customer's chat, as it stands on the file")
    out.add_argument("--out", type=Path, metavar="FILE", help="write it into a file instead")
    gone = verbs.add_parser("erase", help="erase the words of a person and about them; what happened is kept")
    gone.add_argument("id", type=int, help="the number of the customer's chat, as it stands on the file")
    gone.add_argument("--yes", action="store_true", help="yes, they cannot be brought back")
    gone.add_argument("--force", action="store_true", help="even while a conversation or a case is open")
    given = asked.parse_args(arguments)
    return _run(given)


def _run(given: argparse.Namespace) -> int:
    async def answer(past: Past[Database]) -> int:
        chats = await past.database.persons.chats(given.id)
        if not chats:
            raise MisaskedError(f"there is no customer {given.id}; the number stands on the file in the topic (/file).")
        if given.verb == "export":
            return await _export(past, chats, given.out)
        return await _erase(past, chats, yes=given.yes, force=given.force)

    return asyncio.run(ask(Database, answer))


async def _export(past: Past[Database], chats: Sequence[int], out: Path | None) -> int:
    everything = await past.database.persons.export(chats, past.now)
    whole = {"chats": chats, "exported_at": past.now.isoformat(), **everything}
    written = json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
    if out is None:
        sys.stdout.write(written)
        return 0
    _write(out, written)
    sys.stdout.write(f"{out}: {len(everything['messages'])} messages, {len(everything['cases'])} cases\n")
    return 0


def _write(out: Path, written: str) -> None:
    try:
        out.touch(mode=0o600)  # before there is anything in it that others could read
        out.write_text(written, encoding="utf-8")
    except OSError as error:
        raise MisaskedError(f"{out} cannot be written: {error.strerror}; name another file after --out.") from None


async def _erase(past: Past[Database], chats: Sequence[int], *, yes: bool, force: bool) -> int:
    if not yes:
        raise MisaskedError("what is erased cannot be brought back; say --yes to erase it.")
    standing = await past.database.persons.open(chats)
    if standing and not force:
        talks = [f"conversation {number}" for number in standing.conversations]
        told = ", ".join([*talks, *standing.cases])
        sys.stdout.write(f"nothing erased: {told} is not over; close it first, or say --force\n")
        return 1
    erased = await past.database.persons.erase(chats, past.now)
    told = ", ".join(f"{count} {where}" for where, count in erased.items() if count)
    sys.stdout.write(f"erased: {told}\n" if told else "nothing was left to erase\n")
    sys.stdout.write("kept: what happened and when, the ledgers and the counts; Telegram keeps its own copies\n")
    return 0
