"""A report in words, line by line, plain text: for the staff room and for the command line alike."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from desk.cases.callbacks.rating_figures import Ratio
from desk.cases.kinds import Class
from desk.reports.period import Period, Span
from desk.reports.report import Person, Promises, Report
from desk.rules import Rules
from handlers.moments import clock_time, span
from handlers.words import Words

_DAY, _SECOND = timedelta(days=1), timedelta(seconds=1)
_MOST_PEOPLE = 40  # lines of a message; there are all of them at the command line


def lines_of(report: Report, words: Words, rules: Rules, numbers: Mapping[int, str] | None = None) -> list[str]:
    """Return the lines of a report; with the `numbers` of the staff, what everybody did, too."""
    lines = [words(f"report.{report.period.span.value}", period=_period(report.period, words))]
    if report.counted_until is not None:
        at = clock_time(report.counted_until, rules.organisation.zone)
        lines.append(words("report.counted_until", at=at))
    if report.is_empty:
        return [*lines, words("report.nothing")]
    lines += ["", *_customers(report, words, rules), "", *_promises(report, words, rules)]
    if report.earlier:
        lines += ["", words("report.compared"), *(_earlier(one, words) for one in report.earlier)]
    if numbers is not None and report.people:
        lines += ["", *_people(report.people, words, numbers)]
    return lines


def _period(period: Period, words: Words) -> str:
    match period.span:
        case Span.DAY:
            return _day(period.first, words)
        case Span.WEEK:
            return words("report.from_to", first=_day(period.first, words), last=_day(period.after - _DAY, words))
        case Span.MONTH:
            return words("report.of_month", year=period.first.year, month=words(f"moment.month_{period.first.month}"))


def _day(day: date, words: Words) -> str:
    weekday, month = words(f"form_day.weekday_{day.weekday()}"), words(f"moment.month_{day.month}")
    return words("form_day.date", month=month, day=day.day, weekday=weekday)


def _customers(report: Report, words: Words, rules: Rules) -> Iterator[str]:
    share = _share(report.by_bot, report.conversations)
    yield words("report.came", count=report.conversations, alone=report.by_bot, share=share)
    if report.handed_over:
        lines = (_counted(_line(letter, words, rules), count, words) for letter, count in report.handed_over.items())
        yield words("report.handed_over", count=sum(report.handed_over.values()), lines=_listed(lines, words))
    if report.taken or report.left or report.resolved:
        yield words("report.served", taken=report.taken, left=report.left, resolved=report.resolved)
    if report.waits is not None:
        mean, longest = _to_the_second(report.waits.mean), _to_the_second(report.waits.longest)
        yield words("report.waited", mean=span(mean, words), longest=span(longest, words))
    if (rated := report.satisfied) is not None and rated.whole:
        yield _rated(rated, words)
    if report.registered:
        yield from _registered(report, words)
    if any(report.hours):
        most = max(report.hours)
        hour = report.hours.index(most)
        yield words("report.busiest", hour=hour, next=hour + 1, count=most)


def _registered(report: Report, words: Words) -> Iterator[str]:
    kinds = (words(f"report.kind_{kind.value}", count=count) for kind, count in report.registered.items())
    key = "report.registered_by_phone" if report.by_phone else "report.registered"
    yield words(key, kinds=_listed(kinds, words), phone=report.by_phone)
    if report.classes.keys() - {Class.ORDINARY}:
        classes = (
            _counted(words(f"case_class.{klass.value}"), count, words) for klass, count in report.classes.items()
        )
        yield words("report.classes", classes=_listed(classes, words))
    if report.units:
        units = (_counted(unit, count, words) for unit, count in report.units.items())
        yield words("report.units", units=_listed(units, words))


def _counted(name: str, count: int, words: Words) -> str:
    return words("report.line", name=name, count=count)


def _rated(rated: Ratio, words: Words) -> str:
    return words("report.rated", part=rated.part, whole=rated.whole, share=_share(rated.part, rated.whole))


def _promises(report: Report, words: Words, rules: Rules) -> Iterator[str]:
    yield words("report.promises")
    for one in report.promises:
        yield _promise(one, words, rules)
    broken, excused = sum(one.broken for one in report.promises), sum(one.excused for one in report.promises)
    told = [words("report.broken", count=broken) if broken else words("report.no_breach")]
    if report.points:
        told.append(words("report.points", points=report.points))
    if excused:
        told.append(words("report.excused", count=excused))
    yield _listed(told, words)


def _promise(one: Promises, words: Words, rules: Rules) -> str:
    clock, among = words(f"clock.{one.clock.value}"), one.kept + one.broken
    if not among:
        return words("report.excused_only", clock=clock)
    told = words("report.promise", clock=clock, kept=one.kept, among=among, share=_share(one.kept, among))
    if not any(one.tiers):
        return told
    return words("report.with_tiers", told=told, tiers=_listed(_tiers(one.tiers, words, rules), words))


def _tiers(tiers: Sequence[int], words: Words, rules: Rules) -> Iterator[str]:
    for place, (minutes, count) in enumerate(zip(rules.overrun, tiers, strict=False)):
        key, before = ("report.tier_between", rules.overrun[place - 1]) if place else ("report.tier", 0)
        if count:
            yield words(key, from_=before, minutes=minutes, count=count)
    if tiers[-1]:
        yield words("report.tier_beyond", minutes=rules.overrun[-1], count=tiers[-1])


def _earlier(report: Report, words: Words) -> str:
    kept, among = report.kept
    return words(
        "report.earlier",
        period=_period(report.period, words),
        count=report.conversations,
        alone=_share(report.by_bot, report.conversations),
        kept=_share(kept, among),
    )


def _people(people: Sequence[Person], words: Words, numbers: Mapping[int, str]) -> Iterator[str]:
    yield words("report.people")
    named = sorted((numbers.get(one.agent, str(one.agent)), one) for one in people)
    for number, one in named[:_MOST_PEOPLE]:
        yield words("report.person", number=number, taken=one.taken, resolved=one.resolved, broken=one.broken)
    if len(named) > _MOST_PEOPLE:
        yield words("report.more_people", count=len(named) - _MOST_PEOPLE)


def _line(letter: str, words: Words, rules: Rules) -> str:
    line = rules.lines.get(letter)
    if line is None:  # of rules that are in force no more
        return letter
    return line.name_en if words.locale == "en" else line.name


def _listed(told: Iterable[str], words: Words) -> str:
    return (", " if words.locale == "en" else "，").join(told)


def _share(part: int, whole: int) -> str:
    """Return a share in whole percent: 100 only where all were, and 0 only where none was."""
    if not whole:
        return "–"
    percent = round(100 * part / whole)
    return f"{percent if part in {0, whole} else min(max(percent, 1), 99)}%"


def _to_the_second(length: timedelta) -> timedelta:
    return length // _SECOND * _SECOND
