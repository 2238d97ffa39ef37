"""A simulated month of the whole desk, in how many seconds: the dispatcher, desk, SQLite, courier and sandbox as ever.

    python -m benchmarks.month [--agents 20] [--conversations 3000] [--days 30] [--seed 1] [--storms 3] [--crashes 5]

What is always true of the desk is checked every simulated hour and in the end; where it is not, the seed is told.
Exit code 0: it held and the goal was met; 1: the goal was missed; 2: it did not hold.
"""

import argparse
import asyncio
import logging
import sys
import time

from benchmarks.figures import Figure, reached, table
from benchmarks.one_thread import on_one_thread
from benchmarks.stage import NotPlayed
from tests.simulation.play import Broken, Figures, Plan, folder_in_memory, play

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
    try:
        played, found = _measured(plan)
    except Broken as broken:
        sys.stderr.write(f"{broken}\n")
        return 2
    for name, figure in played.lines():
        print(f"{name:20} {figure}")
    print(f"\n{table(found)}")
    return 1 if any(one.met is False for one in found) else 0


async def figures(*, days: float, conversations: int) -> list[Figure]:
    """Play a stretch of days on a thread of its own, for the loop there is keeps the machine's time.

    Raises:
        NotPlayed: what is always true of the desk was not.
    """
    before = logging.root.manager.disable
    logging.disable(logging.ERROR)
    try:
        _, found = await asyncio.to_thread(_measured, Plan(days=days, conversations=conversations, gives_way=0.0))
    except Broken as broken:
        raise NotPlayed(str(broken)) from broken
    finally:
        logging.disable(before)
    return found


def _measured(plan: Plan) -> tuple[Figures, list[Figure]]:
    began = time.process_time()
    with folder_in_memory() as folder:
        played = play(plan, folder)
    spent = time.process_time() - began
    whole = (plan.agents, plan.conversations, plan.days) == (_OF.agents, _OF.conversations, _OF.days)
    what = f"{plan.days:g} days, {plan.agents} agents, {plan.conversations} conversations"
    return played, [
        reached(f"{what}, wall time", played.wall, unit=" s", at_most=_GOAL if whole else None),
        reached("  CPU", spent, unit=" s"),
        reached("  CPU for an update and all that follows from it", 1000 * spent / max(played.updates, 1), unit=" ms"),
    ]


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
