"""From when until when of a day somebody names: 下午3点, 3点到5点, 15:00-17:00, 3点以后, after 3 pm, tomorrow morning.

A moment is the hour that begins with it. Of what is only named by one end (3点以后, before noon) the other is that of
the part of the day, else of working people's day. A bare 3 o'clock is in the afternoon.
"""

import re
from dataclasses import dataclass
from typing import Final

from desk.forms.plain import number

MORNING: Final = "a"
AFTERNOON: Final = "p"
HALVES: Final = {MORNING: (8 * 60, 12 * 60), AFTERNOON: (13 * 60, 18 * 60)}
"""The half-days of a visit, in minutes after midnight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfDay:
    """A stretch of a day in minutes after midnight, and where it stands in the text; `code`: it is a half-day."""

    begins: int
    ends: int
    start: int = 0
    end: int = 0
    code: str | None = None


def hours_named(read: str, start: int, end: int) -> OfDay | None:
    """Return the first stretch of a day that a plain text names between two places, or None if it names none."""
    start, end = max(start, 0), min(end, len(read))
    part, hour = _PART.search(read, start, end), _HOUR.search(read, start, end)
    named = None if part is None else _part_of(part)
    at = None if hour is None else _minutes(hour, named)
    if hour is None or at is None:
        return named
    spell = _between(read, hour, at, named) or _open_ended(read, hour, at, named)
    if named is None:
        return spell
    return OfDay(
        begins=spell.begins, ends=spell.ends, start=min(spell.start, named.start), end=max(spell.end, named.end)
    )


_NOON: Final = 12
_DAY: Final = 24 * 60
_HALF_A_DAY: Final = 12 * 60
_FIRST_OF_WORK: Final = 8  # a bare 3 o'clock is in the afternoon
_FIRST: Final = 8 * 60
"""When a day begins that is only named by its end (ours)."""
_LAST: Final = (18 * 60, 22 * 60, _DAY)
"""When what is only named by its beginning may end (ours): with work, with the evening, or with the day."""


def _part_of(part: re.Match[str]) -> OfDay:
    begins, ends, code = next(spell for words, spell in _PARTS if re.fullmatch(words, part[0]))
    return OfDay(begins=begins * 60, ends=ends * 60, start=part.start(), end=part.end(), code=code)


def _between(read: str, hour: re.Match[str], at: int, part: OfDay | None) -> OfDay | None:
    """Return from one hour to another: the second is the next such time after the first, read in the same part."""
    if (begun := _FROM.search(read[: hour.start()])) is not None:
        hours = number(begun["hour"])
        first = None if hours is None or hours > 2 * _NOON else _last_before(hours * 60, at)
        return None if first is None else OfDay(begins=first, ends=at, start=begun.start(), end=hour.end())
    if (to := _TO.match(read, hour.end())) is None:
        return None
    second, beside = _HOUR.match(read[to.end() :]), _PART.search(to[0])
    until = None if second is None else _minutes(second, part if beside is None else _part_of(beside))
    if second is None or until is None:
        return None
    ends = until if until > at else until + _HALF_A_DAY
    return OfDay(begins=at, ends=ends, start=hour.start(), end=to.end() + second.end()) if at < ends <= _DAY else None


def _last_before(minutes: int, end: int) -> int | None:
    """Return the last time before another that such a clock shows, of the morning or the afternoon."""
    return max((one for one in (minutes, minutes + _HALF_A_DAY) if one < end), default=None)


def _open_ended(read: str, hour: re.Match[str], at: int, part: OfDay | None) -> OfDay:
    """Return what begins or ends with an hour, or else the hour itself."""
    before = read[: hour.start()]
    if (after := _AFTER.match(read, hour.end())) is not None or (after := _SINCE.search(before)) is not None:
        ends = part.ends if part is not None and part.ends > at else next(one for one in _LAST if one > at)
        return _standing(at, ends, hour, after)
    if (by := _BEFORE.match(read, hour.end())) is not None or (by := _BY.search(before)) is not None:
        first = _FIRST if part is None else part.begins
        if at > 0:
            return _standing(first if first < at else 0, at, hour, by)
    return OfDay(begins=at, ends=at + 60, start=hour.start(), end=hour.end())


def _standing(begins: int, ends: int, *found: re.Match[str]) -> OfDay:
    start, end = min(one.start() for one in found), max(one.end() for one in found)
    return OfDay(begins=begins, ends=ends, start=start, end=end)


def _minutes(hour: re.Match[str], part: OfDay | None) -> int | None:
    """Return the minutes after midnight, in the part of the day that was named."""
    signs = hour.groupdict()
    hours = number(signs["hour"] or signs["hour2"] or signs["hour3"])
    minutes = 30 if signs["half"] else number(signs["minute"] or signs["minute2"] or signs["minute3"] or "0")
    if hours is None or minutes is None or hours > 24 or minutes > 59:  # noqa: PLR2004 - of a clock
        return None
    meridiem = signs["meridiem"]
    late = meridiem == "p" or (meridiem is None and part is not None and part.begins >= _HALF_A_DAY)
    unsaid = meridiem is None and part is None and signs["hour"] is not None and 0 < hours < _FIRST_OF_WORK
    if hours < _NOON and (late or unsaid):
        hours += _NOON
    return hours % 24 * 60 + minutes


_PARTS: Final = (
    (r"凌晨|半夜|夜里", (0, 6, None)),
    (r"早上|上午|早晨|清早|早|morning", (8, 12, MORNING)),
    (r"中午|noon|midday", (12, 14, None)),
    (r"下午|午后|afternoon", (13, 18, AFTERNOON)),
    (r"傍晚|晚上|晚间|夜晚|晚|evening|tonight|night", (18, 22, None)),
)
_PART = re.compile(
    r"凌晨|半夜|夜里|早上|上午|早晨|清早|中午|下午|午后|傍晚|晚上|晚间|夜晚|(?<=[今明昨天])[早晚]"
    r"|\b(?:morning|noon|midday|afternoon|evening|tonight|night)\b"
)
_NUMERALS = "[一二三四五六七八九十]{1,3}"
_HOUR = re.compile(
    rf"(?P<hour>\d{{1,2}}|两|{_NUMERALS})点(?:(?P<half>半)|(?P<minute>\d{{1,2}}|{_NUMERALS})分?|钟)?"
    r"|(?<![\d:.])(?P<hour3>1[0-2]|0?[1-9])(?::(?P<minute3>[0-5]\d))? ?(?:o'?clock|(?P<meridiem>[ap])\.?m\b)"
    r"|(?<![\d:.-])(?P<hour2>[01]?\d|2[0-3]):(?P<minute2>[0-5]\d)(?![\d:])"
)
_DASH: Final = r"(?:到|至|[-~–—]|\b(?:to|and|until|till)\b)"
_FROM = re.compile(rf"(?<![\d:./-])(?P<hour>\d{{1,2}}|两|{_NUMERALS}) ?{_DASH} ?$")
_TO = re.compile(rf" ?{_DASH} ?(?:凌晨|早上|上午|中午|下午|傍晚|晚上)?")
_AFTER = re.compile(r"[之以]?后| (?:or later|onwards?)\b")
_SINCE = re.compile(r"\b(?:after|from)(?: about)? ?$")
_BEFORE = re.compile(r"[之以]?前(?!后)")
_BY = re.compile(r"\b(?:before|by|until|till)(?: about)? ?$")
