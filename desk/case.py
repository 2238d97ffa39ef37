"""The four names of a case: the table of moves, the fold, the decision, and the clocks that follow.

    decide(case, command, now, rules, floor) -> CaseDecision(after, news, says, texts, orders)
    evolve(case, event)                      -> case
    running(case, rules)                     -> [Due(at, ...), ...]

All three are pure: no await, no clock, no SQL, no words.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from desk import commands as c
from desk.cases import commands as k
from desk.cases.callbacks import decisions as callbacks
from desk.cases.clocks import running
from desk.cases.complaints import decisions as complaints
from desk.cases.deciding import any_case, appealing, chasing, filing, leaving
from desk.cases.evolution import evolve, fold
from desk.cases.repairs import decisions as repairs
from desk.cases.state import Case, CaseState
from desk.cases.strikes import Strike, strike
from desk.cases.transitions import TRANSITIONS
from desk.cases.turn import CaseDecision, CaseTurn
from desk.clocks import Due
from desk.clocks.appeals import excuse_one
from desk.events import Clock
from desk.floor import Floor
from desk.rules import Rules

__all__ = ["TRANSITIONS", "Case", "CaseDecision", "CaseState", "decide", "evolve", "fold", "running"]


def decide(case: Case, command: c.Command, now: datetime, rules: Rules, floor: Floor) -> CaseDecision:
    """Return the facts a command makes, the words beside them, and the notices it calls for.

    Raises:
        IllegalMove: the case knows no such move; nothing has changed.
    """
    turn = CaseTurn(case, now, rules, floor)
    _DECISIONS[type(command)](turn, command)
    return turn.decided()


def _strike(turn: CaseTurn, _: c.Strike) -> None:
    strike(turn, _STRIKES)


def _chase(turn: CaseTurn, due: Due, told: bool) -> None:  # noqa: FBT001 - what every strike is given
    chasing.chase(turn, due, _REMINDERS, told=told)


_DECISIONS: Mapping[type[c.Command], Callable[[CaseTurn, Any], None]] = {
    c.Strike: _strike,
    c.ExcuseOne: excuse_one,
    k.File: filing.file,
    k.Complete: filing.complete,
    **any_case.DECISIONS,
    **appealing.DECISIONS,
    **leaving.DECISIONS,
    **callbacks.DECISIONS,
    **complaints.DECISIONS,
    **repairs.DECISIONS,
}
_REMINDERS: Mapping[chasing.Asked, chasing.Reminder] = {**complaints.REMINDERS, **repairs.REMINDERS}
_STRIKES: Mapping[Clock, Strike] = {
    Clock.CUSTOMER_CHASE: _chase,
    **complaints.STRIKES,
    **callbacks.STRIKES,
    **repairs.STRIKES,
}
