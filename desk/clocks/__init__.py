"""The promises of time: which run, what becomes of them when they strike, what that costs, and why.

`desk/clocks/runs.py` says which clocks follow from the facts, `desk/clocks/strikes.py` what happens when they are due.
"""

from desk.clocks.promises import BREACHABLE, TIERED
from desk.clocks.run import Due, Mark, Run
from desk.clocks.runs import come_due, running, soonest, started

__all__ = [
    "BREACHABLE",
    "TIERED",
    "Due",
    "Mark",
    "Run",
    "come_due",
    "running",
    "soonest",
    "started",
]
