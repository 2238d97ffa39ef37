"""`python -m bot ledger`: the overruns of a period, line by line, and their sums; with a KIND, that ledger as a file.

The file is written whole or not at all. Phone numbers are masked in it unless `--phones` asks for them; then the file
of every customer whose number may be read in it remembers that somebody at the machine has had it (001:2153).
"""

import argparse
import asyncio
import json
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from bot.ledger_files import CannotBeWritten, LedgerFile, write
from bot.months_asked import month_asked
from bot.past_asked import MisaskedError, Past, ask, moment, parser, seconds, with_period, wrong
from desk.cases.ledgers import LedgerKind
from desk.clocks.ledger import Line
from storage.archive import Archive

_QUEUE = "queue"


def main(arguments: Sequence[str]) -> int:
    """Print the overruns, or write a ledger; the exit code."""
    asked = parser("ledger", "print the overruns of a period and their sums, or write a ledger into a file")
    asked.add_argument("kind", nargs="?", metavar="KIND", help=f"write this ledger: {', '.join(LedgerKind)}")
    asked.add_argument("--out", type=Path, metavar="FILE", help="the file to write, .xlsx or .csv")
    asked.add_argument("--month", help="of this month, such as 2026-11; left out: of --from and --to, or all there is")
    asked.add_argument("--phones", action="store_true", help="with whole phone numbers; who asks for them is recorded")
    with_period(asked)
    asked.add_argument("--json", action="store_true", help="one JSON object per line, then the sums")
    given = asked.parse_args(arguments)
    if given.kind is not None:
        return _write(given)
    if given.out is not None or given.month is not None or given.phones:
        return wrong(f"which ledger is meant is not said; put one of {', '.join(LedgerKind)} behind “ledger”.")

    async def answer(past: Past[Archive]) -> int:
        lines = await past.database.past.ledger(*past.period(given.since, given.until))
        numbers = await past.database.past.numbers()
        for about, line in lines:
            whose = _whose(line, numbers)
            told = json.dumps(_object(about, line, whose)) if given.json else _told(about, line, whose, past)
            sys.stdout.write(told + "\n")
        for total in _sums([(_whose(line, numbers), line) for _, line in lines]):
            sys.stdout.write((json.dumps({"sum": total}) if given.json else _total(total)) + "\n")
        return 0

    return asyncio.run(ask(Archive, answer))


def _write(given: argparse.Namespace) -> int:
    if given.kind not in set(LedgerKind):
        return wrong(f"there is no ledger “{given.kind}”; there are {', '.join(LedgerKind)}.")
    if given.out is None:
        return wrong(f"where to write is not said; add --out {given.kind}.xlsx, or a name that ends with .csv.")
    kind, path = LedgerKind(given.kind), Path(given.out)

    async def answer(past: Past[Archive]) -> int:
        since, until = _period(past, given)
        kept = past.database.case_past

        async def recorded(ledger: LedgerFile) -> None:
            await kept.phones_seen(kind, ledger.customers, past.now)

        try:
            lines = await write(
                path,
                kind,
                kept.entries(kind, since=since, until=until),
                recorded,
                locale=past.settings.locale,
                zone=past.rules.organisation.zone,
                numbers=await past.database.past.numbers(),
                phones=given.phones,
            )
        except CannotBeWritten as error:
            raise MisaskedError(str(error)) from error
        sys.stdout.write(f"{lines:,} → {path}\n")
        return 0

    return asyncio.run(ask(Archive, answer))


def _period(past: Past[Archive], given: argparse.Namespace) -> tuple[datetime, datetime]:
    if given.month is None:
        return past.period(given.since, given.until)
    if given.since is not None or given.until is not None:
        raise MisaskedError("--month and --from or --to are asked for at once; leave one of them out.")
    zone = past.rules.organisation.zone
    return month_asked(given.month, past.now, zone).period(zone)


def _whose(line: Line, numbers: Mapping[int, str]) -> str:
    return _QUEUE if line.agent is None else numbers.get(line.agent, str(line.agent))


def _object(about: str, line: Line, whose: str) -> Mapping[str, object]:
    return {
        "conversation": int(about) if about.isdecimal() else None,
        "case": None if about.isdecimal() else about,
        "clock": line.clock.value,
        "occurrence": line.occurrence,
        "due": moment(line.due),
        "met_at": moment(line.met_at),
        "overrun": seconds(line.overrun),
        "tier": line.tier,
        "points": line.points,
        "charged_to": whose,
        "excuse": line.excuse and line.excuse.value,
        "appeal": line.appeal and line.appeal.value,
    }


def _told(about: str, line: Line, whose: str, past: Past[Archive]) -> str:
    overrun = "open" if line.overrun is None else str(line.overrun)
    excuse = f"  excused: {line.excuse.value}" if line.excuse else ""
    appeal = f"  appeal: {line.appeal.value}" if line.appeal else ""
    return (
        f"{past.local(line.due)}  {about:>6}  {line.clock.value:<14} {whose:>6}  {overrun:>16}"
        f"  tier {line.tier}  {line.points:>3} points{excuse}{appeal}"
    )


def _sums(lines: Sequence[tuple[str, Line]]) -> list[Mapping[str, object]]:
    """The sums by whom it is charged to and clock, in order, and of everything."""
    kinds = sorted({(whose, line.clock.value) for whose, line in lines})
    totals = [
        _sum(whose, clock, [line for of, line in lines if (of, line.clock.value) == (whose, clock)])
        for whose, clock in kinds
    ]
    return [*totals, _sum("all", "all", [line for _, line in lines])]


def _sum(whose: str, clock: str, lines: Sequence[Line]) -> Mapping[str, object]:
    return {
        "charged_to": whose,
        "clock": clock,
        "lines": len(lines),
        "excused": sum(line.excuse is not None for line in lines),
        "points": sum(line.points for line in lines),
        "overrun": seconds(sum((line.overrun or timedelta() for line in lines), timedelta())),
    }


def _total(total: Mapping[str, object]) -> str:
    return (
        f"sum  {total['charged_to']!s:>6}  {total['clock']!s:<14}  {total['lines']} lines, {total['excused']} excused,"
        f" {total['points']} points, {total['overrun']} s overrun"
    )
