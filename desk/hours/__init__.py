"""Working time: calendars as data, and the arithmetic of clocks that run only while a desk is open.

    calendar = read_hours(text, "hours.toml").desk
    deadline(calendar, started_at, timedelta(minutes=5), pauses)   # when the promise is due
    run(calendar, started_at, now, pauses)                         # how much of it is used
    next_opening(calendar, now)                                    # "明早 8:30"

A calendar is a value; so are calendars that followed one another, and every question is asked of either alike.
"""

from desk.hours.arithmetic import (
    LOOK_AHEAD,
    Hours,
    Pause,
    counted,
    deadline,
    intervals,
    is_open,
    next_closing,
    next_opening,
    overrun,
    run,
)
from desk.hours.calendar import ALWAYS, CLOSED, WHOLE_DAY, Calendar, Day
from desk.hours.calendars import Calendars, Change, followed
from desk.hours.hours_file import WrittenHours, read_hours
from desk.hours.moments import Interval
from desk.hours.public_holidays import Arrangement, PublicHolidays, UnknownRegionError, Unpublished

__all__ = [
    "ALWAYS",
    "CLOSED",
    "LOOK_AHEAD",
    "WHOLE_DAY",
    "Arrangement",
    "Calendar",
    "Calendars",
    "Change",
    "Day",
    "Hours",
    "Interval",
    "Pause",
    "PublicHolidays",
    "UnknownRegionError",
    "Unpublished",
    "WrittenHours",
    "counted",
    "deadline",
    "followed",
    "intervals",
    "is_open",
    "next_closing",
    "next_opening",
    "overrun",
    "read_hours",
    "run",
]
