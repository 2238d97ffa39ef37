"""Moments and spans as people say them."""

from datetime import date, datetime, timedelta, tzinfo

from handlers.words import Words


def clock_time(at: datetime, zone: tzinfo | None, *, seconds: bool = False, today: datetime | None = None) -> str:
    """Return the local time of day; the date stands before it where it is not the day of `today`."""
    local = at.astimezone(zone)
    shown = local.strftime("%H:%M:%S" if seconds else "%H:%M")
    day: date = local.date() if today is None else today.astimezone(zone).date()
    return shown if local.date() == day else f"{local:%m-%d} {shown}"


def day_and_time(at: datetime, zone: tzinfo | None) -> str:
    """Return the local date and time, for what may be of any year."""
    return at.astimezone(zone).strftime("%Y-%m-%d %H:%M")


def span(length: timedelta, words: Words) -> str:
    """Return a span to the second, by its two largest parts: "1 hour 5 minutes"."""
    return _spelt(max(int(length.total_seconds()), 0), words)


def about(length: timedelta, words: Words) -> str:
    """Return a span as one says it in passing, in whole minutes: "about 5 minutes"."""
    minutes = round(length.total_seconds() / 60)
    if minutes < 1:
        return words("span.less")
    return words("span.about", span=_spelt(minutes * 60, words))


def _spelt(seconds: int, words: Words) -> str:
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    days, hour = divmod(hours, 24)
    parts = {"day": days, "hour": hour, "minute": minute, "second": second}
    told = [_counted(n, noun, words) for noun, n in parts.items() if n]
    return " ".join(told[:2]) or _counted(0, "second", words)


def _counted(n: int, noun: str, words: Words) -> str:
    return words(f"span.{noun}" if n == 1 else f"span.{noun}s", n=n)


def upcoming(at: datetime, now: datetime, zone: tzinfo | None, words: Words) -> str:
    """Return a moment to come as one names it: 今天下午 13:30, 明早 8:30, 周一 8:30, 10 月 8 日 8:30."""
    there, here, time = at.astimezone(zone), now.astimezone(zone), time_of_day(at, zone)
    days = (there.date() - here.date()).days
    if days in _NEAR:
        return words(f"moment.{_NEAR[days]}_{_part(there.hour)}", time=time)
    if 0 < days < _WEEK:
        return words(f"moment.weekday_{there.weekday()}", time=time)
    month = words(f"moment.month_{there.month}")
    key = "moment.date" if there.year == here.year else "moment.date_of_year"
    return words(key, day=there.day, month=month, year=there.year, time=time)


def on_day(at: datetime, zone: tzinfo | None, words: Words) -> str:
    """Return a moment to come by its day, which stays true however late it is read: 10 月 8 日 8:30."""
    there = at.astimezone(zone)
    month = words(f"moment.month_{there.month}")
    return words("moment.date", day=there.day, month=month, time=time_of_day(at, zone))


def time_of_day(at: datetime, zone: tzinfo | None) -> str:
    """Return the local time of day as one says it: 8:30."""
    there = at.astimezone(zone)
    return f"{there.hour}:{there:%M}"


_NEAR = {0: "today", 1: "tomorrow"}
_WEEK = 7
_MORNING, _NOON, _EVENING = 6, 12, 18


def _part(hour: int) -> str:
    if hour < _MORNING:
        return "night"
    if hour < _NOON:
        return "morning"
    return "afternoon" if hour < _EVENING else "evening"
