"""What tells one run of a clock of a case from the next: a number that grows as soon as a promise is a new one.

Strikes are remembered and overruns settled by it, so it must grow wherever the same clock begins again, and nowhere
else; it is a sum of what the case counts.
"""

from desk.cases.state import Case


def settling_of(case: Case) -> int:
    """Return which time to settle it this is: it grows when what was over is opened again."""
    return case.reopened + 1


def follow_up_of(case: Case) -> int:
    """Return which follow-up is due: it grows when one is written down, and when the case is opened again."""
    return case.follow_ups + settling_of(case)


def visit_of(case: Case) -> int:
    """Return which visit is due.

    It grows when a window is agreed, when the work is given to somebody, and when somebody accepts it only after the
    window: what was agreed is missed then, and theirs is a promise of its own.
    """
    return case.visits + case.dispatches + case.belated


def reminding_of(case: Case) -> int:
    """Return which standstill we are reminded of (even): it grows when the case moves or a status is given."""
    return 2 * case.moves


def telling_of(case: Case) -> int:
    """Return which silence the customer hears out of (odd): it grows when they have heard how far it is."""
    return 2 * case.tellings + 1


def callback_of(case: Case) -> int:
    """Return which callback is due: it grows with each remedy by two, and by one when a new time is agreed (even)."""
    return 2 * case.remedies - (case.callback_until is None)
