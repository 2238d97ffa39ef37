"""What was measured, as lines of one table: our figure, the baseline's, the goal, and whether it is met."""

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

_HEAD = ("figure", "desk", "baseline", "ratio", "goal", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line; `met` is None where nothing was promised."""

    name: str
    ours: str
    baseline: str = ""
    ratio: str = ""
    goal: str = ""
    met: bool | None = None


def compared(
    name: str,
    ours: Sequence[float],
    theirs: Sequence[float],
    *,
    unit: str = "",
    at_least: float | None = None,
    at_most: float | None = None,
) -> Figure:
    """Return a line that sets our rounds beside a baseline's; goals are for the ratio of the medians."""
    ratio = median(ours) / median(theirs) if theirs and median(theirs) else math.nan
    return Figure(
        name=name, ours=spread(ours, unit), baseline=spread(theirs, unit), ratio=f"{ratio:.2f}",
        goal=_goal(at_least, at_most, "×"), met=_met(ratio, at_least, at_most),
    )  # fmt: skip


def reached(
    name: str, ours: float, *, unit: str = "", baseline: str = "", ratio: str = "", at_most: float | None = None
) -> Figure:
    """Return a line whose goal is an absolute figure."""
    return Figure(
        name=name, ours=f"{plain(ours)}{unit}", baseline=baseline, ratio=ratio, goal=_goal(None, at_most, unit),
        met=_met(ours, None, at_most),
    )  # fmt: skip


def spread(values: Sequence[float], unit: str = "") -> str:
    """Return the median, and between which bounds the rounds lay."""
    if not values:
        return "–"
    middle = f"{plain(median(values))}{unit}"
    return middle if len(values) == 1 else f"{middle} ({plain(min(values))}–{plain(max(values))})"


def quantile(values: Sequence[float], share: float) -> float:
    """Return the value that this share of all is not above."""
    return sorted(values)[math.ceil(share * len(values)) - 1] if values else math.nan


def plain(value: float) -> str:
    """Return three digits that matter."""
    if math.isnan(value):
        return "–"
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"


def table(figures: Sequence[Figure]) -> str:
    """Return all lines with their columns under each other."""
    words = {True: "met", False: "NOT MET", None: ""}
    return columns([_HEAD, *((f.name, f.ours, f.baseline, f.ratio, f.goal, words[f.met]) for f in figures)])


def columns(rows: Sequence[Sequence[str]]) -> str:
    """Return rows with their cells under each other and a line beneath the first."""
    widths = [max(_width(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = [
        "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)) for row in rows
    ]
    return "\n".join(line.rstrip() for line in (lines[0], "-" * sum(widths), *lines[1:]))


def _width(cell: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in cell)


def _goal(at_least: float | None, at_most: float | None, unit: str) -> str:
    if at_least is not None:
        return f"≥ {at_least:g}{unit}"
    return f"≤ {at_most:g}{unit}" if at_most is not None else ""


def _met(value: float, at_least: float | None, at_most: float | None) -> bool | None:
    if at_least is not None:
        return value >= at_least
    return value <= at_most if at_most is not None else None
