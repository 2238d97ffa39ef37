"""`python -m bot audit`: whether the chain of records is whole, or the records themselves.

Exit codes: 0 whole, 1 broken (the first wrong record is named), 2 the question was wrong. What no chain can tell by
itself, that its end was cut off or all of it written anew, is told by a head that was noted elsewhere: `--head HASH`.
"""

import argparse
import asyncio
import json
import re
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.past_asked import MisaskedError, Past, ask, parser
from storage.archive import Archive

_DIGEST = re.compile(r"[0-9a-f]{64}")


def main(arguments: Sequence[str]) -> int:
    """Verify the chain, or show its records; the exit code."""
    asked = parser("audit", "verify or show what somebody must be able to answer for")
    verbs = asked.add_subparsers(dest="verb", required=True, metavar="verify|show")
    verify = verbs.add_parser("verify", help="tell whether any record was changed, taken away or slipped in")
    verify.add_argument("--head", metavar="HASH", help="a hash that was noted elsewhere, as at a start in the log")
    show = verbs.add_parser("show", help="print the records, oldest first")
    show.add_argument("--since", metavar="DAY", help="from this day or moment on")
    show.add_argument("--who", metavar="WHO", help="only of one: a user id, “desk” or “command line”")
    show.add_argument("--json", action="store_true", help="one JSON object per line")
    given = asked.parse_args(arguments)
    looked = _verify if given.verb == "verify" else _show
    return asyncio.run(ask(Archive, lambda past: looked(past, given)))


async def _verify(past: Past[Archive], given: argparse.Namespace) -> int:
    noted: str | None = given.head and given.head.lower()
    if noted is not None and not _DIGEST.fullmatch(noted):
        raise MisaskedError("--head is no hash; it has 64 of the digits 0-9 and a-f, as `audit verify` prints it.")
    reading, flaw = await past.database.audit.verified(noted)
    if flaw is not None:
        sys.stdout.write(f"broken: {flaw}; {reading.head.number:,} records before it are whole\n")
        return 1
    sys.stdout.write(f"whole: {reading.head.number:,} records, head {reading.head.digest}\n")
    if noted is not None:
        sys.stdout.write(f"the hash that was noted is that of record {reading.noted_at}\n")
    return 0


async def _show(past: Past[Archive], given: argparse.Namespace) -> int:
    since, _ = past.period(given.since, None, name="--since")
    async for record in past.database.audit.records():
        told = _read(record.body)
        if told is None:
            sys.stdout.write(f"{record.number} cannot be read; `audit verify` says more\n")
        elif datetime.fromisoformat(told["at"]) >= since and _is_of(told["actor"], given.who):
            line = json.dumps({**told, "hash": record.digest}) if given.json else _told(told, past)
            sys.stdout.write(line + "\n")
    return 0


def _read(body: str) -> Mapping[str, Any] | None:
    try:
        found: Mapping[str, Any] = json.loads(body)
        datetime.fromisoformat(found["at"])
        return found if found.keys() >= {"number", "actor", "action", "subjects", "details"} else None
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError):
        return None


def _is_of(actor: str, who: str | None) -> bool:
    """A user is asked for by the bare id; “command line” is everybody there."""
    return who is None or actor in {who, f"user:{who}"} or actor.startswith(f"{who}:")


def _told(told: Mapping[str, Any], past: Past[Archive]) -> str:
    details = "  ".join(f"{name}={value}" for name, value in told["details"].items())
    at = past.local(datetime.fromisoformat(told["at"]))
    said = f"{told['number']:>6}  {at}  {told['actor']:<20}  {told['action']:<18}  {' '.join(told['subjects'])}"
    return f"{said}  {details}".rstrip()
