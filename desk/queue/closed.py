"""Outside the opening hours of a line: when it opens next, and who has heard so; once per closed period (001:633).

A break within a day, such as lunch, is a closed period too, only it is called a pause.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from desk.events import Clock
from desk.hours import ALWAYS, Hours, intervals, is_open, next_closing, next_opening
from desk.hours.moments import EPOCH
from desk.rules import Rules
from desk.state import Conversation

_MINUTE = timedelta(minutes=1)


class Opening(NamedTuple):
    """The next opening (None: none is in sight), and whether it only ends a pause of the same day."""

    at: datetime | None
    pause: bool


def is_closed(hours: Hours, now: datetime) -> bool:
    """Tell whether nobody is served in these hours now."""
    return hours is not ALWAYS and not is_open(hours, now)


def opening_after(hours: Hours, now: datetime) -> Opening:
    """Return the next opening: of hours that are open, the one after they have closed.

    It ends a pause where they were open earlier on the same day of their own zone.
    """
    opens = next_opening(hours, now)
    if opens is None:
        return Opening(None, pause=False)
    zone = hours.at(now).zone
    local, there = now.astimezone(zone), opens.astimezone(zone)
    if local.date() != there.date():
        return Opening(opens, pause=False)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    was_open = next(intervals(hours, midnight, opens), None) is not None
    return Opening(opens, pause=was_open)


def opening_ahead(hours: Hours, now: datetime) -> datetime | None:
    """Return when hours that are closed open next; None: they are open, or no opening is in sight."""
    return opening_after(hours, now).at if is_closed(hours, now) else None


def has_heard(conversation: Conversation, opening: Opening) -> bool:
    """Tell whether the customer knows already when we open."""
    return opening.at is not None and conversation.told_opening == opening.at


def knows_of_closing(conversation: Conversation, rules: Rules, now: datetime) -> bool:
    """Tell whether the customer was told that we close soon and nobody need stay: that is the last word until then."""
    return has_heard(conversation, opening_after(rules.hours_of(conversation.line), now))


def closing_of(conversation: Conversation, rules: Rules, since: datetime) -> datetime | None:
    """Return the first closing that somebody who waits since a moment has not been told of."""
    hours = rules.hours_of(conversation.line)
    if hours is ALWAYS:
        return None
    told = [closing_at(one.occurrence) for one in conversation.rung if one.clock is Clock.CLOSING_NOTICE]
    heard = [conversation.told_opening] if conversation.told_opening is not None else []
    return next_closing(hours, max([since, *told, *heard]))


def occurrence_of(closing: datetime) -> int:
    """Return what tells the notice of one closing from that of the next: its minute."""
    return -(-(closing - EPOCH) // _MINUTE)


def closing_at(occurrence: int) -> datetime:
    """Return the closing, to the minute, that a notice was of."""
    return EPOCH + occurrence * _MINUTE
