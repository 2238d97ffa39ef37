"""Folders of labelled questions, and what is promised for those that are known by name.

A set is a folder with `kb.jsonl` (a library) and `queries.jsonl` (labelled questions); `noise_*.jsonl` beside them are
the same questions as customers mistype them, `noise_clean.jsonl` as they were before.
"""

from dataclasses import dataclass
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent


class NoSets(Exception):  # noqa: N818 - it is a sentence for whoever asked
    """There is nothing to measure; the sentence says where it was looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """Percent that must be reached on the split test; None where nothing is promised.

    `precision` is that of direct answers; where `wilson` is set instead, its lower bound, from 200 answers on.
    """

    top1: float | None = None
    hit3: float | None = None
    cov95: float | None = None
    auroc: float | None = None
    self_served: float | None = None
    precision: float | None = None
    wilson: float | None = 93.0


_BANK = {"precision": 95.0, "wilson": None}
GOALS = {
    "bqfaq_k1": Goal(top1=76, hit3=91, cov95=30, **_BANK),
    "bqfaq_k3": Goal(top1=81, hit3=94, cov95=45, **_BANK),
    "bqfaq_k5": Goal(top1=87, hit3=96, cov95=60, auroc=94, self_served=93, **_BANK),
    "epifaq_k1": Goal(top1=84, hit3=93, auroc=85.5),
    "clinc150_k5": Goal(top1=73, hit3=88, cov95=42, precision=94, wilson=None),
    "hint3_curekart_v1": Goal(top1=85, hit3=93, cov95=36),
}

NOISE_COSTS = {
    "traditional": 0.5, "fullwidth": 0.5, "emoji": 0.5, "filler": 2.0, "swap": 2.0, "voice": 2.0, "drop": 5.0,
    "homophone": 5.0, "pinyin": 6.0,
}  # fmt: skip
"""Points of top-1 that a noise may cost on the set `NOISY`; a noise that is not named here is only measured."""

NOISY = "bqfaq_k5"


@dataclass(frozen=True, slots=True)
class Set:
    """One folder."""

    name: str
    library: Path
    queries: Path
    noises: dict[str, Path]

    @property
    def goal(self) -> Goal:
        """What is promised for it."""
        return GOALS.get(self.name, Goal())


def sets(folder: Path | None) -> list[Set]:
    """Return every set of a folder; without one, of a folder `bench` beside the checkout or one level beneath.

    Raises:
        NoSets: there is none.
    """
    beside = _ROOT.parent
    folders = [folder] if folder else sorted({*beside.glob("bench"), *beside.glob("*/bench")})
    found = [_set(library.parent) for one in folders for library in sorted(one.glob("*/kb.jsonl"))]
    if not found:
        where = folder or f"a folder “bench” beside {_ROOT} or one level beneath"
        raise NoSets(
            f"There are no sets in {where}; name a folder with --bench that has folders of kb.jsonl and queries.jsonl."
        )
    return found


def _set(folder: Path) -> Set:
    noises = {path.stem.removeprefix("noise_"): path for path in sorted(folder.glob("noise_*.jsonl"))}
    return Set(folder.name, folder / "kb.jsonl", folder / "queries.jsonl", noises)
