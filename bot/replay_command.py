"""`python -m bot replay`: a period computed again from its events, and every difference from what was recorded."""

import asyncio
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict

from bot.past_asked import Past, ask, moment, parser, with_period
from desk.clocks.replay import Difference, replay
from storage.archive import Archive


def main(arguments: Sequence[str]) -> int:
    """Replay; 0: nothing differs, 1: something does, 2: the question was wrong."""
    asked = parser("replay", "compute a period again from its events, and tell what was recorded otherwise")
    with_period(asked)
    asked.add_argument("--json", action="store_true", help="one JSON object per difference and line, then a sum")
    given = asked.parse_args(arguments)

    async def answer(past: Past[Archive]) -> int:
        since, until = past.period(given.since, given.until)
        histories = events = differences = 0
        async for recorded in past.database.past.recorded_between(since, until):
            histories += 1
            events += len(recorded.history)
            for one in replay(recorded, past.rules, since, until):
                differences += 1
                sys.stdout.write((_line(one) if given.json else _told(one, past)) + "\n")
        counts = {"histories": histories, "events": events, "differences": differences}
        total = ", ".join(f"{count} {name}" for name, count in counts.items())
        sys.stdout.write((json.dumps(counts) if given.json else total) + "\n")
        return int(differences > 0)

    return asyncio.run(ask(Archive, answer))


def _line(one: Difference) -> str:
    return json.dumps({**asdict(one), "at": moment(one.at)})


def _told(one: Difference, past: Past[Archive]) -> str:
    at = f" at {past.local(one.at)}" if one.at else ""
    return f"{one.subject} {one.what.value} {one.name}{at}: recorded {one.recorded}, computed {one.computed}"
