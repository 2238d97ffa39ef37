"""The month that a command is asked for."""

from datetime import datetime, tzinfo

from bot.past_asked import MisaskedError
from desk.cases.months import Month, month_at, month_of


def month_asked(written: str | None, now: datetime, zone: tzinfo | None) -> Month:
    """Return the month that was written, or this one where none was.

    Raises:
        MisaskedError: it is none, or has not begun.
    """
    this = month_at(now, zone)
    if written is None:
        return this
    found = month_of(written)
    if found is None:
        raise MisaskedError(f"--month is {written!r}; write a month like {this}.")
    if found > this:
        raise MisaskedError(f"--month is {found}, which has not begun; ask for {this} or an earlier one.")
    return found
