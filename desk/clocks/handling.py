"""How long somebody has had a conversation in hand, counted now and then: a thousand turns cost what ten do.

Every interval of a clock is half-open, so that what was counted until a moment and what is counted from it on add up
(desk/hours/arithmetic.py). What was counted is a fact, which a replay counts again.
"""

from datetime import datetime

from desk import events as e
from desk.clocks.runs import handling_of
from desk.rules import Rules
from desk.state import Conversation

KEPT = 16
"""So many turns of a customer are kept; with more, the handling is counted."""


def count_handling(conversation: Conversation, rules: Rules, now: datetime) -> e.HandlingCounted | None:
    """Count the handling until the last thing somebody did, if that has left more turns than are kept."""
    if len(conversation.customers_turns) <= KEPT or conversation.last_fact_at is None:
        return None
    return counted_until(conversation.last_fact_at, conversation, rules, now)


def counted_until(until: datetime, conversation: Conversation, rules: Rules, now: datetime) -> e.HandlingCounted | None:
    """Return how long it was handled until a moment, nothing of which is still to be decided.

    None where it is not in hand, where it was counted further already, and while its strike is due and not recorded:
    when that was due follows from the turns.
    """
    run = handling_of(conversation, rules)
    if run is None or until < (run.since if run.count is None else run.count.until):
        return None
    ran = run.ran(until)
    if ran < run.budget:
        return e.HandlingCounted(at=now, until=until, ran=ran)
    if not conversation.has_rung(run.clock, run.occurrence):
        return None
    return e.HandlingCounted(at=now, until=until, ran=ran, due=run.deadline)
