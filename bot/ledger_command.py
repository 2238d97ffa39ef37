"""`python -m bot ledger`: the overruns of a period, line by line, and their sums by agent and clock."""

import asyncio
import json
import sys
from collections.abc import Mapping, Sequence
from datetime import timedelta

from bot.past_asked import Past, ask, moment, parser, seconds, with_period
from desk.clocks.ledger import Line

_QUEUE = "queue"


def main(arguments: Sequence[str]) -> int:
    """Print the ledger; the exit code."""
    asked = parser("ledger", "print the overruns of a period and their sums")
    with_period(asked)
    asked.add_argument("--json", action="store_true", help="one JSON object per line, then the sums")
    given = asked.parse_args(arguments)

    async def answer(past: Past) -> int:
        lines = await past.database.past.ledger(*past.period(given.since, given.until))
        numbers = await past.database.past.numbers()
        for conversation, line in lines:
            whose = _whose(line, numbers)
            told = (
                json.dumps(_object(conversation, line, whose)) if given.json else _told(conversation, line, whose, past)
            )
            sys.stdout.write(told + "\n")
        for total in _sums([(_whose(line, numbers), line) for _, line in lines]):
            sys.stdout.write((json.dumps({"sum": total}) if given.json else _total(total)) + "\n")
        return 0

    return asyncio.run(ask(answer))


def _whose(line: Line, numbers: Mapping[int, str]) -> str:
    return _QUEUE if line.agent is None else numbers.get(line.agent, str(line.agent))


def _object(conversation: int, line: Line, whose: str) -> Mapping[str, object]:
    return {
        "conversation": conversation,
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


def _told(conversation: int, line: Line, whose: str, past: Past) -> str:
    overrun = "open" if line.overrun is None else str(line.overrun)
    excuse = f"  excused: {line.excuse.value}" if line.excuse else ""
    appeal = f"  appeal: {line.appeal.value}" if line.appeal else ""
    return (
        f"{past.local(line.due)}  {conversation:>6}  {line.clock.value:<14} {whose:>6}  {overrun:>16}"
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
