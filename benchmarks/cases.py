"""What cases cost: ledgers and figures over a hundred thousand, and to file one.

    python -m benchmarks.cases [--cases 100000] [--only ledger|filing]

A ledger and the figures are asked for as an operator does, each in a process of its own; what is told is the CPU it
used, which is how long it takes where nobody else is at work, and its memory at the peak. Filing is measured through
the real door on SQLite, by turns with plain messages.
"""

import asyncio
import os
import subprocess
import sys
import time
from argparse import Namespace
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from itertools import count
from pathlib import Path

from benchmarks.figures import Figure, compared, reached
from benchmarks.one_thread import on_one_thread
from benchmarks.program import Benchmark
from benchmarks.registered import BEGIN, fill
from benchmarks.stage import NotPlayed, clock
from benchmarks.strikes import RULES, admit, opened, serve
from desk.commands import Command, Given, OfCustomer, Origin, PressForm, Say
from desk.content import Content
from desk.desk import Desk
from desk.forms.form import Answer, Field, Form, FormKind
from desk.forms.moves import Move
from desk.library.live import LiveLibrary
from desk.people import Customer
from desk.ports import Topic
from faq import KnowledgeBase
from storage import migrations
from storage.engine import Database

_CASES = 100_000
_SECONDS, _MEBIBYTES, _TIMES = 10.0, 500.0, 3.0
_ROOM = -1001234567890
_CUSTOMERS = 200
_ROUNDS = 5
_MONTH = f"{BEGIN + timedelta(days=180):%Y-%m}"


async def _measured(parts: set[str], given: Namespace, folder: Path) -> list[Figure]:
    found: list[Figure] = []
    if "ledger" in parts:
        found += await _looked_back(folder, given.cases)
    if "filing" in parts:
        found += await _filing(folder)
    return found


# --- looking back ------------------------------------------------------------------------------------------------


async def _looked_back(folder: Path, cases: int) -> list[Figure]:
    file = folder / "year.sqlite3"
    await migrations.migrate(f"sqlite+aiosqlite:///{file}")
    await asyncio.to_thread(fill, file, cases)
    asked = {
        "the repairs of the year as XLSX": ("ledger", "repairs", "--out", "repairs.xlsx"),
        "the same as CSV": ("ledger", "repairs", "--out", "repairs.csv"),
        "one month of them as XLSX": ("ledger", "repairs", "--month", _MONTH, "--out", "month.xlsx"),
        "the callbacks of the year as XLSX": ("ledger", "callbacks", "--out", "callbacks.xlsx"),
        "the figures of a month": ("figures", "--month", _MONTH, "--json"),
    }
    spent = {what: await asyncio.to_thread(_asked, folder, file, arguments) for what, arguments in asked.items()}
    figures = spent["the figures of a month"]
    dearest = max(one.cpu for one in spent.values() if one is not figures)
    goal = cases == _CASES
    return [
        reached(
            f"{cases:,} cases: the dearest ledger and the figures of a month, CPU", dearest + figures.cpu, unit=" s",
            at_most=_SECONDS if goal else None,
        ),
        reached("  memory at the peak", max(one.peak for one in spent.values()), unit=" MiB", at_most=_MEBIBYTES),
        *(
            reached(f"  {what}{one.lines}, CPU", one.cpu, unit=" s", baseline=f"{one.wall:.1f} s on the wall")
            for what, one in spent.items()
        ),
    ]  # fmt: skip


class _Spent:
    """What a process of the command line used, and how many lines it wrote."""

    def __init__(self, said: str, wall: float) -> None:
        lines, cpu, peak = said.rsplit("\n", 1)[0], *said.rsplit("\n", 1)[-1].split()
        self.lines = f" ({lines.split(' ')[0]} lines)" if "→" in lines else ""
        self.cpu = float(cpu)
        self.peak = float(peak)
        self.wall = wall


def _asked(folder: Path, file: Path, arguments: Sequence[str]) -> _Spent:
    environment = {**os.environ, "DESK_DATABASE_URL": f"sqlite+aiosqlite:///{file}", "PYTHONPATH": str(Path.cwd())}
    began = time.perf_counter()
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", _PROGRAM, *arguments],
        cwd=folder, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise NotPlayed(f"{' '.join(arguments)}: {done.stderr.strip()}")
    return _Spent(done.stdout.strip(), time.perf_counter() - began)


_PROGRAM = """
import resource, sys, time
from pathlib import Path
from bot.__main__ import main
code = main(sys.argv[1:])
status = Path("/proc/self/status")  # for what getrusage tells there began before the program did
if status.exists():
    peak = int(status.read_text().partition("VmHWM:")[2].split()[0]) / 1024
else:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20)
print(time.process_time(), peak)
sys.exit(code)
"""


# --- filing ------------------------------------------------------------------------------------------------------


async def _filing(folder: Path) -> list[Figure]:
    """Every customer writes, and every customer confirms a form, one after another: each its own transaction."""
    filed: list[float] = []
    said: list[float] = []
    numbers = count(1)
    async with opened(f"sqlite+aiosqlite:///{folder}/filing.sqlite3") as database:
        desk = await _furnished(database)
        for place in range(_ROUNDS):
            said.append(await _cost(desk, lambda customer: _message(customer, next(numbers))))
            await _fill_in(database, place)
            filed.append(await _cost(desk, lambda customer: _confirmation(customer, next(numbers))))
        async with database.begin() as unit:
            cases = (await unit.case_counters()).get("case", 0)
    if cases != _ROUNDS * _CUSTOMERS:
        raise NotPlayed(f"{cases} cases were filed, not {_ROUNDS * _CUSTOMERS}")
    return [compared("a case filed, a plain message, CPU", filed, said, unit=" ms", at_most=_TIMES)]


async def _cost(desk: Desk, given: Callable[[int], Given]) -> float:
    """Return the CPU for one of them, in milliseconds."""
    began = time.process_time()
    for customer in range(1, _CUSTOMERS + 1):
        await _handled(desk.handle([given(customer)]))
    return 1000 * (time.process_time() - began) / _CUSTOMERS


async def _handled(handling: Awaitable[Sequence[object]]) -> None:
    failures = await handling
    if failures:
        raise NotPlayed(f"{failures[0]!r}")


async def _furnished(database: Database) -> Desk:
    await admit(database)
    await serve(database, [clock.now() - timedelta(minutes=1)] * _CUSTOMERS, first=1)
    for customer in range(1, _CUSTOMERS + 1):
        await database.outbox.bind_topic(customer, Topic(chat_id=_ROOM, thread_id=customer))
    return Desk(database, LiveLibrary(KnowledgeBase([])), RULES, now=clock.now, locale="zh")


async def _fill_in(database: Database, place: int) -> None:
    """Have everybody's form answered and read back."""
    forms = {customer: _form(customer, place) for customer in range(1, _CUSTOMERS + 1)}
    async with database.begin() as unit:
        await unit.unseen(set(), clock.now())
        await unit.keep_forms(dict(forms))


def _form(customer: int, place: int) -> Form:
    answers = {
        Field.CATEGORY: Answer(code="water"),
        Field.PLACE: Answer(text=f"{place}栋{customer}"),
        Field.WHAT: Answer(text=f"厨房水池下面的第 {place + 1} 个水管接头一直在滴水"),
        Field.EVIDENCE: Answer(files=("photo:A", "photo:B")),
        Field.VISIT: Answer(text="明天下午"),
        Field.ENTRY: Answer(code="no"),
        Field.CONTACT: Answer(text="13800138000"),
        Field.CALLED: Answer(text="王女士"),
        Field.WISHES: Answer(skipped=True),
    }
    return Form(chat_id=customer, kind=FormKind.REPAIR, began_at=clock.now(), step=1, answers=answers)


def _message(customer: int, number: int) -> Given:
    content = Content(chat_id=customer, message_id=number, sent_at=clock.now(), text="and the kitchen?")
    return _given(Say(customer=_who(customer), content=content), customer, number)


def _confirmation(customer: int, number: int) -> Given:
    origin = Origin(chat_id=customer, message_id=number, press_id=f"p{number}")
    return _given(PressForm(step=1, what=Move.CONFIRM, customer=_who(customer), origin=origin), customer, number)


def _given(command: Command, customer: int, number: int) -> Given:
    return Given(command=command, subject=OfCustomer(customer), update_id=number)


def _who(customer: int) -> Customer:
    return Customer(chat_id=customer, name=f"Customer {customer}")


BENCHMARK = Benchmark(
    name="cases",
    title="What cases cost: ledgers and figures over a hundred thousand, and to file one.",
    parts=("ledger", "filing"),
    measure=_measured,
    options=lambda parser: parser.add_argument("--cases", type=int, default=_CASES),
)

if __name__ == "__main__":
    on_one_thread("benchmarks.cases")
    sys.exit(BENCHMARK.main())
