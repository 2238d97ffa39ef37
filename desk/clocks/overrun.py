"""What a broken promise costs: by which tier it is overrun, how many points that is, and to whom it is charged."""

from datetime import timedelta

from desk.clocks.promises import TIERED
from desk.clocks.run import Due
from desk.events import Clock
from desk.rules import Rules
from desk.state import Conversation

_MINUTE = timedelta(minutes=1)


def tier_of(clock: Clock, overrun: timedelta, rules: Rules) -> int:
    """Return the tier of an overrun by its whole minutes, rounded up: 1 to 10, 11 to 30, more (003:288).

    Clocks of hours and days have no tiers: it only counts that they were missed.
    """
    if clock not in TIERED:
        return 1
    minutes = -(-overrun // _MINUTE)
    return 1 + sum(minutes > most for most in rules.overrun)


def points_of(clock: Clock, tier: int, rules: Rules) -> int:
    """Return the points of a tier; none for clocks of hours and days, and none where scoring is switched off."""
    if clock not in TIERED or not rules.scoring:
        return 0
    return rules.points[min(tier, len(rules.points)) - 1]


def charged_to(conversation: Conversation, due: Due, rules: Rules) -> int | None:
    """Return whose breach it is; None: the queue's, for nobody had had a whole offer by then (002:38)."""
    if due.clock is not Clock.ACCEPT:
        return conversation.owner
    offered = conversation.first_offered_at
    if offered is None or offered + min(rules.offer, due.at - due.since) > due.at:
        return None
    return conversation.offered_to or (conversation.skipped[-1] if conversation.skipped else None)
