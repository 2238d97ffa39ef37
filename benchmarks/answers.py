"""How good the answers are, beside ready-made scorers on the same questions, every figure beside its goal.

    python -m benchmarks.answers [--bench DIR] [--only NAME …] [--no-noise]

Each set is a folder with `kb.jsonl` and `queries.jsonl`.  All are scored by the same code on the questions of the split
test; thresholds for direct answers come from the split dev (for us, where there is none, from the library itself).
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.figures import columns
from benchmarks.one_thread import on_one_thread
from benchmarks.scorers import SCORERS, Asker
from benchmarks.sets import NOISE_COSTS, NOISY, Goal, NoSets, Set, sets
from faq import KnowledgeBase, Match, Outcome
from faq.commands.eval import calibrated, measured
from faq.matching.calibration import wilson
from faq.upkeep.evaluation import Asked, Figures, best_point, figures
from faq.upkeep.queries import DEV, Query, read_queries

_TARGET = 0.95
_ENOUGH, _WILSON = 200, 1.28
_OURS = "frontdesk"
_HEAD = (
    "set", "matcher", "top-1", "hit@3", "MRR", "AUROC", "cov@95P", "cov@90P", "precision", "coverage", "self-served",
    "p50 ms", "p99 ms", "",
)  # fmt: skip
_NOISE_HEAD = ("set", "noise", "top-1", "cost", "goal", "precision", "coverage", "", *SCORERS)


def main() -> int:
    """Measure, print the tables, and tell by the exit code whether every goal was met."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.answers", description=__doc__.partition("\n")[0])
    parser.add_argument("--bench", type=Path, help="the folder of sets")
    parser.add_argument("--only", nargs="+", default=(), metavar="NAME", help="these sets alone")
    parser.add_argument("--no-noise", action="store_true", help="leave the mistyped questions out")
    given = parser.parse_args()
    try:
        chosen = [one for one in sets(given.bench) if not given.only or one.name in given.only]
    except NoSets as sentence:
        sys.stderr.write(f"{sentence}\n")
        return 2
    rows: list[Sequence[str]] = []
    noisy: list[Sequence[str]] = []
    for one in chosen:
        sys.stderr.write(f"{one.name} …\n")
        queries = read_queries(one.queries)
        dev = [query for query in queries if query.split == DEV]
        knowledge, _ = calibrated(KnowledgeBase.load(one.library), dev)
        rows += _compared(one, knowledge, dev, [query for query in queries if query.split != DEV])
        noisy += [] if given.no_noise else _noised(one, knowledge)
    print(columns([_HEAD, *rows]))
    if noisy:
        print("\nMistyped, with the threshold of the questions as they were\n")
        print(columns([_NOISE_HEAD, *noisy]))
    return 1 if any("NOT MET" in cell for row in (*rows, *noisy) for cell in row) else 0


def _compared(one: Set, knowledge: KnowledgeBase, dev: list[Query], test: list[Query]) -> list[Sequence[str]]:
    """Our row, each scorer's, and the goals."""
    ours = measured(knowledge.match, test)
    rows = [_row(one.name, _OURS, figures(ours), _verdict(one.goal, ours))]
    for name, scorer in SCORERS.items():
        asker = Asker(scorer, knowledge.entries)
        bar = _bar(measured(asker.match, dev))
        rows.append(_row("", name, figures(measured(_with_bar(asker.match, bar), test)), ""))
    return [*rows, _goals(one.goal)]


def _noised(one: Set, knowledge: KnowledgeBase) -> list[Sequence[str]]:
    """A row per noise: ours, then the scorers' top-1."""
    if "clean" not in one.noises:
        return []
    askers = [Asker(scorer, knowledge.entries) for scorer in SCORERS.values()]
    found = {name: read_queries(path) for name, path in one.noises.items()}
    clean = figures(measured(knowledge.match, found["clean"])).top1 or 0.0
    rows: list[Sequence[str]] = []
    for name in ["clean", *sorted(set(found) - {"clean"})]:
        ours = measured(knowledge.match, found[name])
        cost = 100 * (clean - (figures(ours).top1 or 0.0))
        others = [figures(measured(asker.match, found[name])).top1 for asker in askers]
        rows.append(_noise_row(one, name, ours, cost, others))
    return rows


def _noise_row(one: Set, name: str, ours: list[Asked], cost: float, others: Sequence[float | None]) -> Sequence[str]:
    found = figures(ours)
    limit = NOISE_COSTS.get(name) if one.name == NOISY else None
    missed = [
        word for word, met in (("cost", limit is None or round(cost, 1) <= limit), *_precise(one.goal, ours)) if not met
    ]
    return [
        one.name, name, _percent(found.top1), f"{cost:.1f}", f"≤ {limit:g}" if limit is not None else "",
        _percent(found.precision), _percent(found.coverage), _met(missed), *map(_percent, others),
    ]  # fmt: skip


def _bar(dev: list[Asked]) -> float | None:
    """The confidence from which a scorer may answer, None where dev shows no such."""
    point = best_point(dev, _TARGET)
    return point.confidence if point else None


def _with_bar(match: Callable[[str], Match], bar: float | None) -> Callable[[str], Match]:
    def barred(text: str) -> Match:
        said = match(text)
        if bar is None or not said.candidates or said.confidence < bar:
            return said
        return replace(said, outcome=Outcome.ANSWER, entry_id=said.candidates[0].entry_id)

    return barred


def _verdict(goal: Goal, asked: list[Asked]) -> str:
    found = figures(asked)
    reached = [
        ("top-1", found.top1, goal.top1),
        ("hit@3", found.hit3, goal.hit3),
        ("cov@95P", found.coverage95, goal.cov95),
        ("AUROC", found.auroc, goal.auroc),
        ("self-served", found.self_served_65, goal.self_served),
    ]
    missed = [name for name, share, least in reached if least is not None and round(100 * (share or 0.0), 1) < least]
    return _met(missed + [name for name, met in _precise(goal, asked) if not met])


def _precise(goal: Goal, asked: list[Asked]) -> list[tuple[str, bool]]:
    """Whether enough of the direct answers are right, where that is promised and can be told."""
    direct = [one for one in asked if one.match.outcome is Outcome.ANSWER]
    right = sum(one.kind == "right" for one in direct)
    if goal.precision is not None and direct:
        return [("precision", round(100 * right / len(direct), 1) >= goal.precision)]
    if goal.wilson is not None and len(direct) >= _ENOUGH:
        return [("precision", round(100 * wilson(right / len(direct), len(direct), _WILSON), 1) >= goal.wilson)]
    return []


def _met(missed: Sequence[str]) -> str:
    return f"NOT MET: {', '.join(missed)}" if missed else "met"


def _row(name: str, matcher: str, found: Figures, verdict: str) -> Sequence[str]:
    shares = (
        found.top1, found.hit3, found.mrr, found.auroc, found.coverage95, found.coverage90, found.precision,
        found.coverage, found.self_served_65,
    )  # fmt: skip
    return [name, matcher, *map(_percent, shares), f"{found.p50_ms:.1f}", f"{found.p99_ms:.1f}", verdict]


def _goals(goal: Goal) -> Sequence[str]:
    precision = goal.precision if goal.precision is not None else f"({goal.wilson:g})"
    known = (goal.top1, goal.hit3, None, goal.auroc, goal.cov95, None, precision, None, goal.self_served)
    return ["", "goal", *("" if least is None else f"{least}" for least in known), "", "", ""]


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f}"


if __name__ == "__main__":
    on_one_thread("benchmarks.answers")
    sys.exit(main())
