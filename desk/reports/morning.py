"""Every morning the room has its reports: what the day before was, on Mondays the week, on the first the month.

A desk that was down in the morning makes up for it when it is there again, for the latest of each only; one that never
told any begins with the next morning. That it was told is a fact about the room, so that no process tells it twice.
"""

from datetime import date, datetime, timedelta

from desk.reports.asked import ReportDue
from desk.reports.period import Period, Span, moment_of, period_around
from desk.rules import Rules
from desk.shifts.crew import Crew
from desk.shifts.events import ReportsTold

_DAY = timedelta(days=1)


def strike(crew: Crew) -> None:
    """Have told, once, what is to be told this morning."""
    today, room = _today(crew), crew.room
    if room is None or crew.now < _morning(crew, today) or not crew.rules.reports.every:
        return
    told = room.reported_on
    if told is not None and told >= today:
        return
    crew.befall(ReportsTold(at=crew.now, on=today))
    if told is not None:
        crew.say(*(ReportDue(period=str(one)) for one in _over_since(told, today, crew.rules)))


def next_look(crew: Crew) -> datetime | None:
    """Return the next morning on which there is something to tell."""
    if crew.room is None or not crew.rules.reports.every:
        return None
    today, told = _today(crew), crew.room.reported_on
    return _morning(crew, today if told is None or told < today else today + _DAY)


def _over_since(told: date, today: date, rules: Rules) -> list[Period]:
    """Return the last day, week and month, each if it was over only after the morning of the last report."""
    present = [period_around(span, today) for span in Span if span in rules.reports.every]
    return [one.before() for one in present if one.first > told]


def _today(crew: Crew) -> date:
    return crew.now.astimezone(crew.rules.organisation.zone).date()


def _morning(crew: Crew, day: date) -> datetime:
    return moment_of(day, crew.rules.reports.at, crew.rules.organisation.zone)
