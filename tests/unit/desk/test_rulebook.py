"""The versions of the rules: what is in force, what a change changed, and which clocks keep what was before."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.errors import BadRules
from desk.hours import ALWAYS, Calendar, Calendars, Change, deadline, read_hours, run
from desk.rules import Rules
from desk.rules.differences import Difference, differences
from desk.rules.editions import Edition, Names, Sources, next_edition, read_sources
from desk.rules.rulebook import bound, estimated, never_open, never_opens
from tests.kit.cast import TEN, at

WEEKDAYS = 'zone = "UTC"\n[week]\n' + "".join(
    f'{day} = [["08:30", "12:00"], ["13:30", "17:30"]]\n' for day in ("mon", "tue", "wed", "thu", "fri")
)
LATE = WEEKDAYS.replace("17:30", "20:00")
CHINESE = 'zone = "Asia/Shanghai"\nholidays = "CN"\n[week]\nmon = [["08:30", "17:30"]]\n'
SWAPPED = '[agents.07]\nid = 7\n[shifts.early]\nhours = ["08:30", "12:00"]\n[rota]\nmon = { early = ["07"] }\n'


def editions(*sources: Sources) -> list[Edition]:
    """Return versions that came an hour after one another, from ten o'clock on."""
    return [Edition(version=i, at=at(hours=i - 1), sources=one) for i, one in enumerate(sources, 1)]


def says(hours: str | None = None, rota: str | None = None, **rules: object) -> Sources:
    return Sources(rules="".join(f"{name} = {value}\n" for name, value in rules.items()), hours=hours, rota=rota)


def after(newest: Edition | None, sources: Sources, now: datetime = TEN) -> Edition | None:
    return next_edition(newest, sources, read_sources(sources, Names()), now)


def test_the_first_files_make_the_first_version() -> None:
    assert after(None, says(accept=60)) == Edition(version=1, at=TEN, sources=says(accept=60))


def test_files_that_say_the_same_make_no_version() -> None:
    assert after(editions(says(accept=60))[0], says(accept=60), at(hours=5)) is None


@pytest.mark.rule("version")
def test_files_that_say_something_else_make_the_next_version_from_this_moment_on() -> None:
    former = editions(says(accept=60))
    made = after(former[0], says(accept=90), at(hours=5))
    assert made == Edition(version=2, at=at(hours=5), sources=says(accept=90))
    assert made is not None
    book = bound([*former, made])
    assert (book.rules.version, book.since, book.rules.accept) == (2, at(hours=5), timedelta(seconds=90))


def test_a_machine_whose_clock_was_set_back_makes_no_version_before_the_last() -> None:
    made = after(editions(says())[0], says(accept=60), at(hours=-3))
    assert made is not None
    assert made.at == TEN


def test_a_clock_keeps_the_rules_it_began_under_and_a_new_one_has_the_new() -> None:
    rules = bound(editions(says(accept=60), says(accept=90), says(accept=120))).rules
    assert [rules.for_clock(at(hours=h)).version for h in (-1, 0.5, 1, 1.5, 2, 9)] == [1, 1, 2, 2, 3, 3]
    assert rules.for_clock(at(hours=1.5)).accept == timedelta(seconds=90)


def test_running_clocks_have_the_new_rules_once_a_lead_has_applied_them() -> None:
    book = bound(editions(says(accept=60), says(accept=90)))
    assert book.kept == (1,)
    applied = book.applied(at(hours=2))
    assert applied.kept == ()
    assert applied.rules.for_clock(TEN).version == 2
    assert applied.rules.as_of(at(hours=1.5)).for_clock(TEN).version == 1


def test_what_was_applied_once_stays_so_when_other_rules_come() -> None:
    first, second, third = editions(says(accept=60), says(accept=90), says(accept=120))
    book = bound([replace(first, replaced_at=at(hours=1.5)), second, third])
    assert book.rules.for_clock(TEN).version == 2
    assert book.kept == (2,)


def test_a_version_that_changed_nothing_about_spans_is_kept_by_nobody() -> None:
    assert bound(editions(says(), says(hours=WEEKDAYS), says(capacity=3))).kept == ()
    assert bound(editions(says(), says(capacity=3, warn=0.5))).kept == (1,)


def test_a_version_that_can_no_longer_be_read_stops_nothing_and_is_named() -> None:
    book = bound(editions(says(accept=60), says(gone="1"), says(accept=120)))
    assert book.unread == (2,)
    assert [book.rules.for_clock(at(hours=h)).version for h in (0.5, 1.5, 2.5)] == [1, 3, 3]
    assert bound(editions(says(gone="1"))).rules == Rules()


def test_hours_that_say_the_same_are_no_change() -> None:
    book = bound(editions(says(hours=WEEKDAYS), says(hours=WEEKDAYS + "# the same\n", accept=60)))
    assert isinstance(book.rules.hours, Calendar)
    assert bound(editions(says(), says(accept=60))).rules.hours is ALWAYS


def test_changed_hours_are_in_force_from_their_moment_on() -> None:
    hours = bound(editions(says(), says(hours=WEEKDAYS), says(hours=LATE))).rules.hours
    assert isinstance(hours, Calendars)
    assert [change.at for change in hours.changes] == [at(hours=1), at(hours=2)]
    assert hours.first is ALWAYS


def test_workers_keep_the_hours_of_the_desk_until_they_have_their_own() -> None:
    workers = WEEKDAYS + '[field.week]\nsun = [["00:00", "24:00"]]\n'
    rules = bound(editions(says(), says(hours=WEEKDAYS), says(hours=workers), says(hours=workers, accept=90))).rules
    desk, field, _ = read_hours(workers, "hours.toml")
    assert field is not None
    assert rules.workers_hours == Calendars(ALWAYS, (Change(at(hours=1), desk), Change(at(hours=2), field)))
    assert rules.hours == Calendars(ALWAYS, (Change(at(hours=1), desk),))
    assert rules.as_of(at(hours=1)).workers_hours == rules.workers_hours
    assert bound(editions(says(hours=WEEKDAYS))).rules.workers_hours == desk
    assert differences(*(read_sources(says(hours=one), Names()) for one in (WEEKDAYS, workers))) == (
        Difference(name="hours"),
    )


def test_a_line_keeps_the_hours_of_the_desk_until_it_has_its_own_and_after_it_had_them() -> None:
    own = WEEKDAYS + '[lines.C.week]\nsun = [["00:00", "24:00"]]\n'
    book = bound(editions(says(), says(hours=WEEKDAYS), says(hours=own), says(hours=WEEKDAYS, accept=90)))
    desk, _, lines = read_hours(own, "hours.toml")
    changes = (Change(at(hours=1), desk), Change(at(hours=2), lines["C"]), Change(at(hours=3), desk))
    assert book.rules.hours_of("C") == Calendars(ALWAYS, changes)
    assert book.rules.hours_of("A") is book.rules.hours == Calendars(ALWAYS, changes[:1])
    assert book.rules.every_hours == (book.rules.hours, book.rules.hours_of("C"))
    assert book.rules.as_of(at(hours=1)).hours_of("C") == book.rules.hours_of("C")
    assert book.rules.for_clock(TEN).line_hours == {}


def test_workers_without_hours_of_their_own_keep_those_of_the_line_of_repairs() -> None:
    own = WEEKDAYS + '[lines.C.week]\nsun = [["00:00", "24:00"]]\n'
    workers = own + '[field.week]\nsat = [["00:00", "24:00"]]\n'
    _, field, lines = read_hours(workers, "hours.toml")
    assert field is not None
    assert bound(editions(says(hours=own))).rules.workers_hours == lines["C"]
    both = bound(editions(says(hours=own), says(hours=workers))).rules.workers_hours
    assert both == Calendars(lines["C"], (Change(at(hours=1), field),))


def test_hours_for_a_line_that_the_rules_do_not_have_are_refused() -> None:
    own = '[lines.C.week]\nsun = [["00:00", "24:00"]]\n'
    with pytest.raises(BadRules, match=r"lines\.C is no key of the hours; remove it; there are A\."):
        read_sources(says(hours=WEEKDAYS + own, lines='{ A = { name = "All" } }'), Names())


@pytest.mark.rule("organisation")
def test_an_organisation_without_a_zone_has_that_of_its_hours() -> None:
    assert read_sources(says(hours=CHINESE), Names()).rules.organisation.zone == ZoneInfo("Asia/Shanghai")
    named = Sources(rules='[organisation]\nzone = "Europe/Berlin"', hours=CHINESE)
    assert read_sources(named, Names()).rules.organisation.zone == ZoneInfo("Europe/Berlin")
    assert read_sources(says(), Names()).rules.organisation.zone is None


def test_a_rota_without_a_zone_has_that_of_the_organisation() -> None:
    rota = read_sources(says(hours=CHINESE, rota=SWAPPED), Names()).rota
    assert rota is not None
    assert rota.zone == ZoneInfo("Asia/Shanghai")


def test_all_mistakes_of_all_files_are_told_at_once() -> None:
    with pytest.raises(BadRules) as refused:
        read_sources(Sources(rules="accept = 0", hours='zone = "Mars"', rota="[agents.07]\nname = '林'"), Names())
    lines = str(refused.value).splitlines()
    assert [line.split(",")[0] for line in lines] == ["rules.toml", "hours.toml", "rota.toml"]


def test_what_changed_is_told_by_key_with_before_and_after() -> None:
    before = read_sources(says(accept=60, warn=0.5), Names())
    now = Sources(rules='accept = 90\n[quiet_hours]\nstart = "21:00"\n[on_call]\npeople = [7, 12]', hours=WEEKDAYS)
    assert differences(before, read_sources(now, Names())) == (
        Difference(name="organisation.zone", before="", after="UTC"),
        Difference(name="on_call.people", before="[]", after="[7, 12]"),
        Difference(name="quiet_hours.start", before="22:00", after="21:00"),
        Difference(name="accept", before="PT1M", after="PT1M30S"),
        Difference(name="warn", before="0.5", after="0.8"),
        Difference(name="hours"),
    )
    assert bound(editions(says(accept=60), says(accept=3700))).changed == (
        Difference(name="accept", before="PT1M", after="PT1H1M40S"),
    )


def test_a_line_that_is_gone_and_one_that_is_new_are_told() -> None:
    named = read_sources(Sources(rules="[lines.A]\nname = '咨询'\nname_en = 'Enquiries'"), Names())
    told = {one.name for one in differences(read_sources(says(), Names()), named)}
    assert {"lines.B.name", "lines.D.level"} <= told
    assert "lines.A.name" not in told


def test_hours_that_never_open_are_told_of_and_others_are_not() -> None:
    shut = read_hours('zone = "UTC"\n[dates]\n"2026-11-23" = [["08:00", "12:00"]]\n', "hours.toml").desk
    assert not never_opens(shut, at(hours=1))
    assert never_opens(shut, at(hours=2))
    assert not never_opens(read_hours(WEEKDAYS, "hours.toml").desk, at(hours=48))
    assert not never_opens(ALWAYS, TEN)


def test_a_line_that_never_opens_is_told_of_where_the_desk_itself_does() -> None:
    shut = read_hours('zone = "UTC"\n', "hours.toml").desk
    assert never_open(Rules(line_hours={"B": ALWAYS, "C": shut}), TEN) == ("C",)
    assert never_open(Rules(hours=shut, line_hours={"C": shut}), TEN) == ("",)
    assert never_open(Rules(), TEN) == ()


def test_a_year_whose_holidays_are_not_published_is_told_of_from_october_on() -> None:
    calendar = read_hours(CHINESE, "hours.toml").desk
    assert [one.year for one in estimated(calendar, datetime(2031, 6, 1, tzinfo=UTC))] == [2031]
    assert [one.year for one in estimated(calendar, datetime(2031, 12, 1, tzinfo=UTC))] == [2031, 2032]
    assert estimated(calendar, datetime(2025, 6, 1, tzinfo=UTC)) == ()
    assert estimated(ALWAYS, datetime(2031, 12, 1, tzinfo=UTC)) == ()


def test_holidays_are_kept_as_they_were_known_and_learning_more_is_a_change() -> None:
    made = after(None, says(hours=CHINESE))
    assert made is not None
    assert {2025, 2026, 2027} <= {one.year for one in made.known}
    assert after(made, says(hours=CHINESE), at(hours=1)) is None
    otherwise = tuple(replace(one, holidays=frozenset()) if one.year == 2026 else one for one in made.known)
    learnt = after(replace(made, known=otherwise), says(hours=CHINESE), at(hours=1))
    assert learnt is not None
    assert (learnt.version, learnt.known) == (2, made.known)
    hours = bound([replace(made, known=otherwise), learnt]).rules.hours
    assert isinstance(hours, Calendars)
    assert len(hours.changes) == 1


_SPAN = st.timedeltas(timedelta(0), timedelta(days=9)).map(lambda span: span - span % timedelta(seconds=1))


@given(_SPAN, _SPAN, st.sampled_from([(WEEKDAYS, LATE), (LATE, WEEKDAYS), (None, LATE), (WEEKDAYS, None)]))
def test_a_clock_that_runs_while_hours_change_has_run_for_the_sum_of_both_parts(
    before: timedelta, later: timedelta, hours: tuple[str | None, str | None]
) -> None:
    old, new = (ALWAYS if text is None else read_hours(text, "hours.toml").desk for text in hours)
    change = TEN + before
    changed = Edition(version=2, at=change, sources=says(hours=hours[1]))
    both = bound([Edition(version=1, at=TEN, sources=says(hours=hours[0])), changed]).rules.hours
    ran = run(both, TEN, change + later)
    assert ran == run(old, TEN, change) + run(new, change, change + later)
    if ran:
        due = deadline(both, TEN, ran)
        assert due is not None
        assert due <= change + later
        assert run(both, TEN, due) == ran
