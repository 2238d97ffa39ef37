"""How fast the library answers, changes, refits and starts, every figure beside its goal.

    python -m benchmarks.answer_speed [--only match|change|refit|start] [--texts N …]

Libraries of 1,000, 10,000 and 100,000 phrasings are put together from words.  Times are of the thread that works, so
that neighbours on the machine do not count; only the start and what an event loop feels are of the clock on the wall.
"""

import argparse
import asyncio
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import ParamSpec, TypeVar

from rapidfuzz import fuzz, process
from rapidfuzz.utils import default_process

from benchmarks.figures import Figure, plain, quantile, reached, table
from benchmarks.made_up import another, entries, questions
from benchmarks.one_thread import on_one_thread
from faq import KnowledgeBase

P = ParamSpec("P")
T = TypeVar("T")
SIZES = (1_000, 10_000, 100_000)
PARTS = ("match", "change", "refit", "start")

_MATCH_MS = {1_000: 10.0, 10_000: 12.0, 100_000: 15.0}
_CHANGE_MS = 1.0
_REFIT_S = 2.0
_BLOCK_MS = 50.0
_START_S = {1_000: 3.0, 10_000: 3.0, 100_000: 30.0}
_START_MIB = 300.0

_ROOT = Path(__file__).resolve().parent.parent
_QUESTIONS = 500
_CHANGES, _WAITING = 100, 5
_TICK = 0.002
_STARTED = """
import json, re, sys, time
from faq import KnowledgeBase
knowledge = KnowledgeBase.load(sys.argv[1])
knowledge.match(sys.argv[2])
held = dict(re.findall(r"(VmRSS|VmHWM):\\s+(\\d+) kB", open("/proc/self/status").read()))
now, peak = (int(held[name]) / 1024 for name in ("VmRSS", "VmHWM"))
print(json.dumps({"now": now, "peak": peak, "cpu": time.process_time()}), flush=True)
"""


def main() -> int:
    """Measure, print the table, and tell by the exit code whether every goal was met."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.answer_speed", description=__doc__.partition("\n")[0])
    parser.add_argument("--only", choices=PARTS, help="one part alone")
    parser.add_argument("--texts", nargs="+", type=int, choices=SIZES, default=SIZES, help="these sizes alone")
    given = parser.parse_args()
    found = [figure for texts in given.texts for figure in _measured(texts, {given.only} if given.only else set(PARTS))]
    print(table(found))
    return 1 if any(figure.met is False for figure in found) else 0


def _measured(texts: int, parts: set[str]) -> Iterator[Figure]:
    if parts - {"start"}:
        sys.stderr.write(f"{texts:,} texts …\n")
        spent, knowledge = _timed(KnowledgeBase, entries(texts))
        yield reached(f"{texts:,} texts: built from entries", spent, unit=" s")
        if "match" in parts:
            yield from _matching(texts, knowledge)
        if "change" in parts:
            yield from _changing(texts, knowledge)
        if "refit" in parts:
            yield from _refitting(texts, knowledge)
    if "start" in parts:
        sys.stderr.write(f"{texts:,} texts: start …\n")
        yield from _starting(texts)


def _matching(texts: int, knowledge: KnowledgeBase) -> Iterator[Figure]:
    asked = questions(texts, _QUESTIONS)
    for text in asked[:20]:
        knowledge.match(text)
    ours = [1000 * _timed(knowledge.match, text)[0] for text in asked]
    keys = [default_process(text) for entry in knowledge.entries for text in entry.phrasings]
    few = asked[: max(30, 300_000 // texts)]
    theirs = [1000 * _timed(_by_wratio, text, keys)[0] for text in few]
    for name, share, limit in (("p50", 0.50, None), ("p99", 0.99, _MATCH_MS[texts])):
        mine, other = quantile(ours, share), quantile(theirs, share)
        yield reached(
            f"{texts:,} texts: a question, {name}", mine, unit=" ms", baseline=f"WRatio {plain(other)} ms",
            ratio=f"{mine / other:.2f}", at_most=limit,
        )  # fmt: skip


def _by_wratio(text: str, keys: list[str]) -> object:
    return process.extract(default_process(text), keys, scorer=fuzz.WRatio, limit=3)


def _changing(texts: int, knowledge: KnowledgeBase) -> Iterator[Figure]:
    """Add, edit and remove entries, up to five before the next refit, and ask for each at once; then many together."""

    def add(before: KnowledgeBase, number: int) -> KnowledgeBase:
        return before.changed(put=[another(number)])

    def edit(before: KnowledgeBase, number: int) -> KnowledgeBase:
        return before.changed(put=[replace(another(number), question=_edited(number))])

    def remove(before: KnowledgeBase, number: int) -> KnowledgeBase:
        return before.changed(removed=[another(number).id])

    many = [another(number) for number in range(_CHANGES)]
    full = knowledge.changed(put=many[:_WAITING])
    yield from _change(f"{texts:,} texts: an entry added", knowledge, add, lambda number: another(number).question)
    yield from _change(f"{texts:,} texts: an entry edited", full, edit, _edited)
    yield from _change(f"{texts:,} texts: an entry removed", full, remove, None)
    spent, _ = _timed(knowledge.changed, many)
    each = 1000 * spent / len(many)
    yield reached(f"{texts:,} texts: each of {_CHANGES} added together", each, unit=" ms", at_most=_CHANGE_MS)


def _edited(number: int) -> str:
    return f"第{number}次改写的消防栓问题"


def _change(
    name: str,
    knowledge: KnowledgeBase,
    change: Callable[[KnowledgeBase, int], KnowledgeBase],
    phrased: Callable[[int], str] | None,
) -> Iterator[Figure]:
    """The time of every change and of the first question after it, which sees it; without `phrased` it is gone."""
    spans: list[float] = []
    asked: list[float] = []
    seen, fresh = 0, knowledge
    for number in [*range(_WAITING)] * (_CHANGES // _WAITING):
        fresh = knowledge if number == 0 else fresh
        spent, fresh = _timed(change, fresh, number)
        spans.append(1000 * spent)
        question = phrased(number) if phrased else another(number).question
        spent, match = _timed(fresh.match, question)
        asked.append(1000 * spent)
        there = another(number).id in {one.entry_id for one in match.candidates}
        seen += there is (phrased is not None)
    yield reached(f"{name}, p50", quantile(spans, 0.50), unit=" ms", at_most=_CHANGE_MS)
    yield reached("  p99", quantile(spans, 0.99), unit=" ms")
    yield reached("  the next question, p99", quantile(asked, 0.99), unit=" ms")
    yield Figure(name="  which sees it", ours=f"{seen} of {_CHANGES}", goal="all", met=seen == _CHANGES)


def _refitting(texts: int, knowledge: KnowledgeBase) -> Iterator[Figure]:
    """Make everything exact again after a change, in a thread, while an event loop goes on beside it."""
    stale = knowledge.changed(put=[another(0)])
    spent, longest = asyncio.run(_beside_a_loop(stale.refitted))
    _, idle = asyncio.run(_beside_a_loop(_rest))
    yield reached(f"{texts:,} texts: refitted after a change", spent, unit=" s", at_most=_REFIT_S)
    yield reached(
        "  longest block of the event loop meanwhile", longest, unit=" ms", baseline=f"nothing done {plain(idle)} ms",
        at_most=_BLOCK_MS,
    )  # fmt: skip


async def _beside_a_loop(work: Callable[[], object]) -> tuple[float, float]:
    """The seconds of the work in its thread, and the longest milliseconds by which the loop came late."""
    loop = asyncio.get_running_loop()
    late = [0.0]

    def tick(due: float) -> None:
        late.append(loop.time() - due)
        loop.call_at(loop.time() + _TICK, tick, loop.time() + _TICK)

    tick(loop.time())
    spent, _ = await asyncio.to_thread(_timed, work)
    return spent, 1000 * max(late)


def _rest() -> None:
    time.sleep(1.0)


def _starting(texts: int) -> Iterator[Figure]:
    """A new process loads the library from files and answers its first question."""
    with tempfile.TemporaryDirectory(prefix="frontdesk-bench-") as folder:
        _write(Path(folder), texts)
        command = [sys.executable, "-c", _STARTED, folder, another(0).question]
        began = time.perf_counter()
        said = subprocess.run(command, capture_output=True, check=True, cwd=_ROOT, text=True)  # noqa: S603 - our own
        spent = time.perf_counter() - began
    memory = json.loads(said.stdout)
    yield reached(
        f"{texts:,} texts: start → first answer", spent, unit=" s", baseline=f"of which CPU {plain(memory['cpu'])} s",
        at_most=_START_S[texts],
    )  # fmt: skip
    yield reached(
        "  memory then", memory["now"], unit=" MiB", baseline=f"at its peak {plain(memory['peak'])} MiB",
        at_most=_START_MIB,
    )  # fmt: skip


def _write(folder: Path, texts: int) -> None:
    """The library as JSON lines, in files of a thousand entries."""
    lines = [
        json.dumps({"id": one.id, "question": one.question, "variants": one.variants, "answer": one.answer})
        for one in entries(texts)
    ]
    for number, start in enumerate(range(0, len(lines), 1_000)):
        (folder / f"{number:03}.jsonl").write_text("\n".join(lines[start : start + 1_000]), "utf-8")


def _timed(work: Callable[P, T], *args: P.args, **options: P.kwargs) -> tuple[float, T]:
    """The seconds this thread worked, and what came of it."""
    began = time.thread_time()
    done = work(*args, **options)
    return time.thread_time() - began, done


if __name__ == "__main__":
    on_one_thread("benchmarks.answer_speed")
    sys.exit(main())
