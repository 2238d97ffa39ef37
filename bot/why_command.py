"""`python -m bot why NUMBER`: the clocks of a conversation or a case, what they counted and what met or broke them."""

import asyncio
import json
import sys
from collections.abc import Mapping, Sequence

from bot.past_asked import MisaskedError, Past, ask, moment, parser, seconds
from desk.clocks.explaining import Explained, explain
from desk.clocks.replay import Recorded
from storage.archive import Archive


def main(arguments: Sequence[str]) -> int:
    """Explain; the exit code."""
    asked = parser("why", "explain every clock of a conversation, or of a case")
    asked.add_argument("about", help="the number of a conversation, or of a case: 1042, TS-20261122-0007")
    asked.add_argument("--json", action="store_true", help="one JSON object per clock and line")
    given = asked.parse_args(arguments)

    async def answer(past: Past[Archive]) -> int:
        found = await _recorded(past, given.about)
        clocks = explain(found.life, found.stands, found.history, past.rules, past.now)
        for one in clocks:
            sys.stdout.write((json.dumps(_object(one)) if given.json else _told(one, past)) + "\n")
        if not clocks and not given.json:
            sys.stdout.write(f"no clock has run in conversation {given.about}: it never went to people.\n")
        return 0

    return asyncio.run(ask(Archive, answer))


async def _recorded(past: Past[Archive], about: str) -> Recorded:
    record = past.database.past
    found = await (record.recorded(int(about)) if about.isdecimal() else record.recorded_case(about.upper()))
    if found is None:
        what = "conversation" if about.isdecimal() else "case"
        raise MisaskedError(f"there is no {what} {about}; `ledger` names those with an overrun.")
    return found


def _object(one: Explained) -> Mapping[str, object]:
    return {
        "clock": one.clock.value,
        "occurrence": one.occurrence,
        "rules": one.version,
        "since": moment(one.since),
        "budget": seconds(one.budget),
        "deadline": moment(one.deadline),
        "run": seconds(one.ran),
        "counted": [[moment(start), moment(end)] for start, end in one.stretches],
        "pauses": [[moment(pause.start), moment(pause.end)] for pause in one.pauses],
        "strikes": [{"tier": s.tier, "due": moment(s.due), "at": moment(s.at)} for s in one.strikes],
        "ended_at": moment(one.ended_at),
        "ended_by": one.ended_by,
        "broken_at": moment(one.broken_at),
        "tier": one.tier,
        "agent": one.agent,
        "overrun": seconds(one.overrun),
        "excuse": one.excuse and one.excuse.value,
    }


def _told(one: Explained, past: Past[Archive]) -> str:
    """One clock: a line of when, and a line each of what it counted, left out and struck for."""
    head = f"{one.clock.value} #{one.occurrence}: {past.local(one.since)} + {one.budget} = {past.local(one.deadline)}"
    lines = [f"{head}  (rules {one.version})"]
    lines += [f"    counted  {past.local(start)} – {past.local(end)}" for start, end in one.stretches]
    lines += [f"    paused   {past.local(pause.start)} – {past.local(pause.end)}" for pause in one.pauses]
    lines += [f"    struck   tier {s.tier}, due {past.local(s.due)}, noticed {past.local(s.at)}" for s in one.strikes]
    if one.broken_at is not None:
        excuse = f", excused: {one.excuse.value}" if one.excuse else ""
        lines.append(f"    broken   overrun {one.overrun}, tier {one.tier}{excuse}")
    ended = "runs" if one.ended_at is None else f"ended    {past.local(one.ended_at)} by {one.ended_by}"
    return "\n".join([*lines, f"    {ended}, having run {one.ran}"])
