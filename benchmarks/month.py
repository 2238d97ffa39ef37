"""A simulated month of the whole desk, in how many seconds: the dispatcher, desk, SQLite, courier and sandbox as ever.

    python -m benchmarks.month [--agents 20] [--conversations 3000] [--days 30] [--seed 1] [--storms 3] [--crashes 5]

What is always true of the desk is checked every simulated hour and in the end; where it is not, the seed is told.
Exit code 0: it held and the goal was met; 1: the goal was missed; 2: it did not hold.
"""

import argparse
import logging
import sys
import time

from benchmarks.figures import reached, table
from benchmarks.one_thread import on_one_thread
from tests.simulation.play import Broken, Plan, folder_in_memory, play

_GOAL = 60.0
_OF = Plan()


def main() -> int:
    """Play, print the figures, and tell by the exit code how it went."""
    given = _given()
    plan = Plan(
        seed=given.seed, agents=given.agents, conversations=given.conversations, days=given.days,
        storms_a_day=given.storms, crashes=given.crashes, gives_way=0.0,
    )  # fmt: skip
    logging.disable(logging.ERROR)  # storms and sudden ends are what is played
    began = time.process_time()
    try:
        with folder_in_memory() as folder:
            figures = play(plan, folder)
    except Broken as broken:
        sys.stderr.write(f"{broken}\n")
        return 2
    for name, figure in figures.lines():
        print(f"{name:20} {figure}")
    whole = (plan.agents, plan.conversations, plan.days) == (_OF.agents, _OF.conversations, _OF.days)
    what = f"{plan.days:g} days, {plan.agents} agents, {plan.conversations} conversations"
    found = [
        reached(f"{what}, wall time", figures.wall, unit=" s", at_most=_GOAL if whole else None),
        reached("CPU", time.process_time() - began, unit=" s"),
    ]
    print(f"\n{table(found)}")
    return 1 if any(one.met is False for one in found) else 0


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.month", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--agents", type=int, default=_OF.agents)
    parser.add_argument("--conversations", type=int, default=_OF.conversations)
    parser.add_argument("--days", type=float, default=_OF.days)
    parser.add_argument("--seed", type=int, default=_OF.seed)
    parser.add_argument("--storms", type=float, default=_OF.storms_a_day, help="stretches of trouble a day")
    parser.add_argument("--crashes", type=int, default=_OF.crashes)
    return parser.parse_args()


if __name__ == "__main__":
    on_one_thread("benchmarks.month")
    sys.exit(main())
