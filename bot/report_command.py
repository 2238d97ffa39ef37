"""`python -m bot report`: what a day, a week or a month was, as the staff room is told it, with what everybody did."""

import asyncio
import json
import sys
from collections.abc import Mapping, Sequence

from bot.counting import counted
from bot.past_asked import MisaskedError, Past, ask, moment, parser, seconds
from desk.reports.period import Period, Span, period_around, period_of
from desk.reports.report import Promises, Report
from handlers.report_words import lines_of
from handlers.words import words_of
from storage.archive import Archive


def main(arguments: Sequence[str]) -> int:
    """Print the report; the exit code."""
    asked = parser("report", "print what happened in a day, a week or a month")
    asked.add_argument(
        "period",
        nargs="?",
        metavar="PERIOD",
        help="such as 2026-11-22, 2026-W47 or 2026-11; left out: yesterday",
    )
    asked.add_argument("--json", action="store_true", help="one JSON object")
    given = asked.parse_args(arguments)

    async def answer(past: Past[Archive]) -> int:
        report = await counted(past.database, _period(past, given.period), past.rules, past.now)
        numbers = await past.database.past.numbers()
        if given.json:
            lines = [json.dumps(_object(report, numbers), ensure_ascii=False)]
        else:
            lines = lines_of(report, words_of(past.settings.locale), past.rules, numbers)
        sys.stdout.writelines(f"{line}\n" for line in lines)
        return 0

    return asyncio.run(ask(Archive, answer))


def _period(past: Past[Archive], written: str | None) -> Period:
    today = past.now.astimezone(past.rules.organisation.zone).date()
    if written is None:
        return period_around(Span.DAY, today).before()
    period = period_of(written)
    if period is None:
        raise MisaskedError(f"the period is {written!r}; write a day, a week or a month, such as {today} or 2026-W47.")
    if period.first > today:
        raise MisaskedError(f"{period} has not begun; ask for {today} or an earlier one.")
    return period


def _object(report: Report, numbers: Mapping[int, str]) -> Mapping[str, object]:
    waits, satisfied = report.waits, report.satisfied
    return {
        "period": str(report.period),
        "counted_until": moment(report.counted_until),
        "conversations": report.conversations,
        "by_bot": report.by_bot,
        "handed_over": report.handed_over,
        "taken": report.taken,
        "left": report.left,
        "mean_wait": seconds(waits.mean) if waits else None,
        "longest_wait": seconds(waits.longest) if waits else None,
        "resolved": report.resolved,
        "rated": satisfied.whole if satisfied else 0,
        "satisfied": satisfied.part if satisfied else 0,
        "registered": {kind.value: count for kind, count in report.registered.items()},
        "by_phone": report.by_phone,
        "classes": {klass.value: count for klass, count in report.classes.items()},
        "units": report.units,
        "promises": {one.clock.value: _promise(one) for one in report.promises},
        "points": report.points,
        "hours": report.hours,
        "people": {
            numbers.get(one.agent, str(one.agent)): {"taken": one.taken, "resolved": one.resolved, "broken": one.broken}
            for one in report.people
        },
        "earlier": [_object(one, numbers) for one in report.earlier],
    }


def _promise(one: Promises) -> Mapping[str, object]:
    return {
        "kept": one.kept,
        "broken": one.broken,
        "excused": one.excused,
        "share": one.share,
        "tiers": one.tiers,
    }
