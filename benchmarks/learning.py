"""How much better the answers get from what agents decide, every figure beside its goal.

    python -m benchmarks.learning [--bench DIR] [--set NAME]

The questions of the split dev come to agents in random order, three orders in all; each decision (this entry, or none
fits) becomes a labelled example.  After so many of them the library is fitted anew and asked the split test.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import mean

import numpy as np

from benchmarks.figures import columns
from benchmarks.one_thread import on_one_thread
from benchmarks.sets import NoSets, sets
from faq import Example, KnowledgeBase
from faq.commands.eval import measured
from faq.commands.terminal import MisaskedError
from faq.upkeep.evaluation import Figures, figures
from faq.upkeep.queries import DEV, Query, of_split, read_queries

_SET = "bqfaq_k5"
_SEEDS = (0, 1, 2)
_STEPS = (0, 100, 300, None)
_GOALS = {("bqfaq_k5", 300): (90.0, 98.0, 97.5, 78.0)}
"""Percent of top-1, hit@3, AUROC and coverage at 95 % precision after so many decisions."""

_HEAD = ("decisions", "top-1", "hit@3", "AUROC", "cov@95P", "precision", "coverage", "goal", "")


def main() -> int:
    """Play the decisions, print a row for every step, and tell by the exit code whether the goal was met."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.learning", description=__doc__.partition("\n")[0])
    parser.add_argument("--bench", type=Path, help="the folder of sets")
    parser.add_argument("--set", default=_SET, dest="name", metavar="NAME", help=f"the set to learn from ({_SET})")
    given = parser.parse_args()
    try:
        rows = _played(given.bench, given.name)
    except (NoSets, MisaskedError) as sentence:
        sys.stderr.write(f"{sentence}\n")
        return 2
    print(columns([_HEAD, *rows]))
    return 1 if any(row[-1] == "NOT MET" for row in rows) else 0


def _played(bench: Path | None, name: str) -> list[Sequence[str]]:
    played = next((one for one in sets(bench) if one.name == name), None)
    if played is None:
        raise NoSets(f"There is no set {name} there; choose another with --set.")
    queries = read_queries(played.queries)
    dev, test = of_split(queries, DEV, played.queries), of_split(queries, "test", played.queries)
    knowledge = KnowledgeBase.load(played.library)
    rows: list[Sequence[str]] = []
    for step in _STEPS:
        count = len(dev) if step is None else step
        sys.stderr.write(f"{count} decisions …\n")
        found = [_after(knowledge, _decisions(dev, seed)[:count], test) for seed in _SEEDS]
        rows.append(_row(count, found, _GOALS.get((name, count))))
    return rows


def _decisions(dev: Sequence[Query], seed: int) -> list[Example]:
    """What agents decided, in the order of this seed."""
    order = np.random.default_rng(seed).permutation(len(dev))
    return [Example(dev[place].text, dev[place].expected) for place in order]


def _after(knowledge: KnowledgeBase, decisions: Sequence[Example], test: Sequence[Query]) -> Figures:
    learned = knowledge.changed(examples=decisions).refitted()
    return figures(measured(learned.match, test))


def _row(count: int, found: Sequence[Figures], goal: tuple[float, ...] | None) -> Sequence[str]:
    """The means over the seeds, and between which bounds they lay."""
    measures = [(one.top1, one.hit3, one.auroc, one.coverage95, one.precision, one.coverage) for one in found]
    shares = [[100 * share for share in column if share is not None] for column in zip(*measures, strict=True)]
    told = [_spread(column) for column in shares]
    if goal is None:
        return [f"{count}", *told, "", ""]
    met = all(round(mean(column), 1) >= least for column, least in zip(shares, goal, strict=False))
    return [f"{count}", *told, " / ".join(f"{least:g}" for least in goal), "met" if met else "NOT MET"]


def _spread(percents: Sequence[float]) -> str:
    if not percents:
        return "–"
    middle = f"{mean(percents):.1f}"
    low, high = f"{min(percents):.1f}", f"{max(percents):.1f}"
    return middle if low == high else f"{middle} ({low}–{high})"


if __name__ == "__main__":
    on_one_thread("benchmarks.learning")
    sys.exit(main())
