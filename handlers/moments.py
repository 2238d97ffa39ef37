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
