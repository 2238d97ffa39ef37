"""`python -m bot figures`: the figures of a month, each with what it means, counted anew from the record.

One pass over all cases counts the month, and the same month a year ago beside it.
"""

import asyncio
import json
import sys
from collections.abc import Mapping, Sequence
from typing import Final

from bot.ledger_files import code_in
from bot.months_asked import month_asked
from bot.past_asked import Past, ask, parser
from desk.cases.callbacks.rating_figures import RatingFigure, callback_figures, rating_figures
from desk.cases.figure import MARKS, Figure, FigureName
from desk.cases.figures import MonthCount
from desk.cases.months import Month
from handlers.words import Words, words_of
from storage.archive import Archive

_A_YEAR = 12
_CASES_TOLD = 10
_GROUPS: Final[Mapping[str, str]] = {
    FigureName.REGISTERED: "kind",
    FigureName.BY_CLASS: "klass",
    FigureName.BY_CATEGORY: "category",
    FigureName.ITEMS_BY_CATEGORY: "category",
    FigureName.RECURRING_AT_HOME: "category",
    FigureName.RECURRING_DEFECTS: "category",
}
"""The figures whose groups are codes, and by which column of the ledgers they are named."""


def main(arguments: Sequence[str]) -> int:
    """Print the figures; the exit code."""
    asked = parser("figures", "print the figures of a month, each with its definition")
    asked.add_argument("--month", help="of this month, such as 2026-11; left out: of the present one")
    asked.add_argument("--json", action="store_true", help="one JSON object per figure")
    given = asked.parse_args(arguments)

    async def answer(past: Past[Archive]) -> int:
        month = month_asked(given.month, past.now, past.rules.organisation.zone)
        words = words_of(past.settings.locale)
        figures = await figures_of(past, month)
        numbers = await past.database.past.numbers()
        named = [(one, _group(one, words, numbers)) for one in figures]
        lines = _objects(named, words, month) if given.json else _lines(named, words, month)
        sys.stdout.writelines(f"{line}\n" for line in lines)
        return 0

    return asyncio.run(ask(Archive, answer))


async def figures_of(past: Past[Archive], month: Month) -> Sequence[Figure]:
    """Return the figures of a month, beside those of a year ago."""
    kept, zone = past.database.case_past, past.rules.organisation.zone
    months = (month, month.before(_A_YEAR))
    now, year_ago = [await _begun(past, one) for one in months]
    async for case in kept.counted(until=month.period(zone)[1]):
        now.count(case)
        year_ago.count(case)
    return now.figures(year_ago)


async def _begun(past: Past[Archive], month: Month) -> MonthCount:
    kept, period = past.database.case_past, month.period(past.rules.organisation.zone)
    told = callback_figures(await kept.remedies(*period), *period)
    told += rating_figures(await kept.farewells(*period), *period)
    return MonthCount(month, now=past.now, rules=past.rules, talks=await kept.talks(*period), told=told)


def _group(figure: Figure, words: Words, numbers: Mapping[int, str]) -> str:
    if figure.name in _GROUPS:
        return code_in(words, _GROUPS[figure.name], figure.of) if figure.of else ""
    if figure.name is FigureName.BY_PERSON and figure.of:
        return numbers.get(int(figure.of), figure.of)
    return figure.of


def _objects(figures: Sequence[tuple[Figure, str]], words: Words, month: Month) -> list[str]:
    found: list[str] = []
    for figure, group in figures:
        told = {
            "month": str(month),
            "figure": figure.name.value,
            "of": figure.of,
            "called": words(f"{_words_for(figure.name)}.{figure.name.value}"),
            "group": group,
            "value": figure.value,
            "met": figure.met,
            "among": figure.among,
            "running": figure.running,
            "excluded": figure.excluded,
            "year_ago": figure.year_ago,
            "target": figure.target,
            "cases": list(figure.cases),
            "means": words(f"{_words_for(figure.name)}_means.{figure.name.value}"),
        }
        found.append(json.dumps(told, ensure_ascii=False))
    return found


def _lines(figures: Sequence[tuple[Figure, str]], words: Words, month: Month) -> list[str]:
    """Every figure with its groups beneath it, and last what it means."""
    found = [words("figures.head", month=month)]
    names = [*dict.fromkeys((*(figure.name for figure, _ in figures), *FigureName))]
    for name in names:
        here = [(figure, group) for figure, group in figures if figure.name is name]
        title = words(f"{_words_for(name)}.{name.value}")
        if len(here) == 1 and not here[0][0].of:
            found += ["", f"{title}  {_told(here[0][0], words)}"]
        else:
            found += ["", title if here else f"{title}  {words('figures.nothing')}"]
            found += [f"  {group or '–'}  {_told(figure, words)}" for figure, group in here]
        found.append(f"    {words(f'{_words_for(name)}_means.{name.value}')}")
    return found


def _words_for(name: FigureName | RatingFigure) -> str:
    return "rating_figure" if isinstance(name, RatingFigure) else "figure"


def _told(figure: Figure, words: Words) -> str:
    beside: list[str] = []
    if figure.among is not None:
        beside.append(words("figures.shared", met=f"{figure.met:,}", among=f"{figure.among:,}"))
    if figure.running:
        beside.append(words("figures.running", running=f"{figure.running:,}"))
    if figure.excluded:
        beside.append(words("figures.excluded", excluded=f"{figure.excluded:,}"))
    if figure.year_ago is not None:
        beside.append(words("figures.year_ago", value=_value(figure, figure.year_ago)))
    if figure.target is not None:
        beside.append(words("figures.target", value=_value(figure, figure.target)))
    if figure.cases:
        beside.append(words("figures.cases", numbers=_numbers(figure.cases, words)))
    told = _value(figure, figure.value)
    return f"{told}  ({'; '.join(beside)})" if beside else told


def _value(figure: Figure, value: float | None) -> str:
    if value is None:
        return "–"
    if figure.name in MARKS:
        return f"{value:.1f}"
    return f"{value:.1%}" if figure.among is not None else f"{value:,.0f}"


def _numbers(cases: Sequence[str], words: Words) -> str:
    told = ", ".join(cases[:_CASES_TOLD])
    more = len(cases) - _CASES_TOLD
    return f"{told} {words('figures.more', count=more)}" if more > 0 else told
