"""`faq eval`: how well a library answers labelled questions."""

import argparse
import json
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from faq.commands.terminal import MisaskedError, Parser, library, say
from faq.entry import Example
from faq.knowledge import KnowledgeBase
from faq.match import Match, Outcome
from faq.upkeep.evaluation import Asked, Figures, Kind, figures, three_way
from faq.upkeep.queries import DEV, Query, check_expected, of_split, read_queries

Threshold = Literal["library", "dev"]

KEYS = (
    "top1", "hit3", "mrr", "auroc", "precision", "coverage", "coverage95", "coverage90", "p50_ms", "p99_ms",
    "self_served", "to_person", "self_served_65", "questions", "in_scope",
)  # fmt: skip
"""The figures in the order of `--json`."""


def set_up(parser: Parser) -> None:
    """Say what the command takes."""
    parser.add_argument("--kb", type=Path, required=True, help="the library: a file, or a folder of files")
    parser.add_argument(
        "--queries", type=Path, required=True, help='lines of {"text": "…", "expected": "id" or null, "split": "test"}'
    )
    parser.add_argument(
        "--split",
        help="only the questions of this split; the threshold is then chosen on the split dev, if there is one",
    )
    parser.add_argument("--out", type=Path, help="write what was said to each question here, as JSON lines")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=_run)


def calibrated(knowledge: KnowledgeBase, dev: Sequence[Query]) -> tuple[KnowledgeBase, Threshold]:
    """The library with its thresholds chosen on these questions, or as it is without any."""
    labelled = [Example(query.text, query.expected) for query in dev]
    return (knowledge.calibrated_on(labelled), "dev") if labelled else (knowledge, "library")


def measured(match: Callable[[str], Match], queries: Iterable[Query]) -> list[Asked]:
    """What each question is matched with, and the seconds it took."""
    return [_asked(match, query) for query in queries]


def _asked(match: Callable[[str], Match], query: Query) -> Asked:
    began = time.perf_counter()
    said = match(query.text)
    return Asked(query.expected, said, time.perf_counter() - began)


@dataclass(frozen=True, slots=True)
class _Result:
    queries: list[Query]
    asked: list[Asked]
    threshold: Threshold

    @property
    def figures(self) -> Figures:
        return figures(self.asked)


def _run(asked: argparse.Namespace) -> int:
    result = _evaluate(asked.kb, asked.queries, asked.split)
    if asked.out:
        _write(asked.out, result)
    say(_json(result) if asked.json else "\n".join(_told(result)))
    return 0


def _evaluate(kb: Path, file: Path, split: str | None) -> _Result:
    knowledge, every = library(kb), read_queries(file)
    chosen = of_split(every, split, file)
    dev = [query for query in every if query.split == DEV] if split not in {None, DEV} else []
    check_expected([*chosen, *dev], {entry.id for entry in knowledge.entries}, file)
    ready, threshold = calibrated(knowledge, dev)
    return _Result(chosen, measured(ready.match, chosen), threshold)


def _json(result: _Result) -> str:
    found = asdict(result.figures)
    table = {outcome.value: row for outcome, row in three_way(result.asked).items()}
    return json.dumps({**{key: found[key] for key in KEYS}, "threshold": result.threshold, "three_way": table})


def _told(result: _Result) -> list[str]:
    found = result.figures
    return [
        f"{found.questions:,} questions, {found.in_scope:,} in scope; threshold from the "
        + ("library" if result.threshold == "library" else "questions of the split dev"),
        "",
        *_columns(
            [
                ["right entry first (top-1)", _percent(found.top1)],
                ["right entry among three (hit@3)", _percent(found.hit3)],
                ["mean reciprocal rank (MRR)", _plain(found.mrr)],
                ["in scope against out of scope (AUROC)", _plain(found.auroc)],
                ["direct answers: precision", _percent(found.precision)],
                ["direct answers: coverage", _percent(found.coverage)],
                ["coverage at 95 % precision", _percent(found.coverage95)],
                ["coverage at 90 % precision", _percent(found.coverage90)],
                ["served without a person", _percent(found.self_served)],
                ["out of scope to a person", _percent(found.to_person)],
                ["served where 65 % of those go to a person", _percent(found.self_served_65)],
                ["latency p50 / p99", f"{_plain(found.p50_ms)} / {_plain(found.p99_ms)} ms"],
            ]
        ),
        "",
        *_columns([["", "right", "wrong", "out of scope"], *map(_row, three_way(result.asked).items())]),
    ]


def _row(counted: tuple[Outcome, dict[Kind, int]]) -> list[str]:
    return [counted[0].value, *(f"{count:,}" for count in counted[1].values())]


def _columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """The first column to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        )
        for row in rows
    ]


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.1%}"


def _plain(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _write(path: Path, result: _Result) -> None:
    lines = [_line(query, one.match) for query, one in zip(result.queries, result.asked, strict=True)]
    try:
        path.write_text("".join(f"{line}\n" for line in lines), "utf-8", "backslashreplace")
    except OSError as error:
        raise MisaskedError(f"{path} cannot be written ({error.strerror}); name another file with --out.") from error


def _line(query: Query, match: Match) -> str:
    candidates = [{"entry_id": one.entry_id, "score": one.score} for one in match.candidates]
    said = {
        "text": query.text,
        "outcome": match.outcome.value,
        "entry": match.entry_id,
        "confidence": match.confidence,
        "candidates": candidates,
    }
    return json.dumps(said, ensure_ascii=False)
