"""Every number of the service, named: one field, one row in docs/rules.md, one proof."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from desk.events import Clock, Reason
from desk.hours import ALWAYS, Hours
from desk.reports.period import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """Who speaks, in which zone the times are told (None: the machine's), to which sites customers may be led.

    `links` are hosts, with all below them; where there are none, an answer may lead anywhere.
    """

    name: str = "安居物业与家庭服务"
    name_en: str = "Anju Property & Home Services"
    zone: ZoneInfo | None = None
    links: tuple[str, ...] = ()

    def called(self, locale: str) -> str:
        """Return the name in a language ("zh" or "en")."""
        return self.name_en if locale == "en" else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryRules:
    """How the library is kept: whether a second person approves, how often direct answers shall be right, whose it is.

    `applies_to` are the branches and customer levels that this desk serves; entries for others are not spoken of.
    """

    review: bool = True
    precision: float = 0.95
    applies_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One of the lines customers wait in: a class of matters, known by its letter (001:1859).

    `reasons` are what leads to it, `skill` what an agent must have to serve it (None: nothing), `level` how urgent
    its matters are from the start.
    """

    name: str
    name_en: str
    reasons: tuple[Reason, ...] = ()
    skill: str | None = None
    level: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """Colleagues with a staff room of their own, and the letters of the lines they serve."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OnCall:
    """Who is rung in an emergency, day and night, one after another: numeric user ids; then the leads (001:633)."""

    people: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietHours:
    """When customers are not written to unasked: from a time of the wall clock until another, past midnight or not."""

    start: time = time(22)
    end: time = time(8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reports:
    """When the staff room has its reports, local time, and of what: the day before, the week, the month (002:156)."""

    at: time = time(9)
    every: tuple[Span, ...] = tuple(Span)


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerLevels:
    """The level at which the conversations of customers of each class begin (001:2027)."""

    ordinary: int = 0
    key: int = 1
    vip: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """How many days words are kept; 0: for ever. What happened is kept, and so are the figures.

    `messages` are those of customers, agents and the bot, `notes` what staff wrote about customers, `dead_letters`
    what could not be handled or delivered, `forms` those that nobody has filled in to the end.
    """

    messages: int = 730
    notes: int = 730
    dead_letters: int = 90
    forms: int = 30


LINES: Mapping[str, Line] = {
    "A": Line(name="咨询", name_en="Enquiries"),
    "B": Line(name="投诉", name_en="Complaints", reasons=(Reason.COMPLAINT, Reason.ANGER), level=1),
    "C": Line(name="报修", name_en="Repairs", reasons=(Reason.REPAIR,)),
    "D": Line(name="紧急", name_en="Emergencies", reasons=(Reason.DANGER,), level=9),
}
"""The lines there are unless the rules file says otherwise; the first is for whatever no other names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Former:
    """Rules that were in force until a moment; clocks that began under them keep them until they are `replaced_at`."""

    rules: "Rules"
    until: datetime
    replaced_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The rules in force, and those that were before them. Sources: docs/rules.md.

    `hours` are the opening hours, `line_hours` those of lines that have others, by their letter, `field_hours` those of
    workers in the field (None: as the line of repairs), with every change there ever was; a file of its own sets them.
    """

    version: int = 1
    organisation: Organisation = field(default_factory=Organisation)
    library: LibraryRules = field(default_factory=LibraryRules)
    lines: Mapping[str, Line] = field(default_factory=lambda: LINES)
    teams: Mapping[str, Team] = field(default_factory=dict[str, Team])
    on_call: OnCall = field(default_factory=OnCall)
    quiet_hours: QuietHours = field(default_factory=QuietHours)
    reports: Reports = field(default_factory=Reports)
    customer_levels: CustomerLevels = field(default_factory=CustomerLevels)
    retention: Retention = field(default_factory=Retention)

    accept: timedelta = timedelta(minutes=3)
    wait_comfort: timedelta = timedelta(minutes=5)
    wait_explain: timedelta = timedelta(minutes=15)
    offer: timedelta = timedelta(seconds=45)
    writing: timedelta = timedelta(seconds=20)
    first_reply: timedelta = timedelta(minutes=5)
    next_reply: timedelta = timedelta(minutes=5)
    promised_reply: timedelta = timedelta(hours=24)
    long_handling: timedelta = timedelta(minutes=20)
    emergency: timedelta = timedelta(minutes=3)
    ring: timedelta = timedelta(minutes=3)
    idle_prompts: tuple[timedelta, ...] = (timedelta(minutes=20), timedelta(minutes=20), timedelta(hours=24))
    warn: float = 0.8
    overrun: tuple[int, ...] = (10, 30)
    points: tuple[int, ...] = (5, 10, 20)
    scoring: bool = True
    manners: bool = True

    closing_notice: timedelta = timedelta(minutes=15)
    reopen_window: timedelta = timedelta(hours=72)
    ageing: timedelta = timedelta(minutes=10)
    misses: int = 2
    capacity: int = 8
    automatic_per_hour: int = 60

    away: tuple[timedelta, ...] = (timedelta(minutes=5), timedelta(minutes=10))
    offers_missed: int = 2
    meal: timedelta = timedelta(minutes=30)
    on_duty: timedelta = timedelta(hours=8)
    rest: timedelta = timedelta(minutes=30)
    shift_end: timedelta = timedelta(minutes=10)
    stretch: timedelta = timedelta(minutes=60)
    handover: timedelta = timedelta(minutes=10)
    unstaffed: timedelta = timedelta(minutes=5)

    request_reply: timedelta = timedelta(hours=24)
    complaint_reply: timedelta = timedelta(hours=24)
    complaint_resolve: timedelta = timedelta(days=7)
    crisis_report: timedelta = timedelta(minutes=15)
    repair_accept: timedelta = timedelta(minutes=3)
    repair_visit: timedelta = timedelta(hours=24)
    repair_status: timedelta = timedelta(days=7)
    customer_chase: timedelta = timedelta(days=2)
    chases: int = 3
    follow_up_gap: timedelta = timedelta(days=13)
    unsettled: timedelta = timedelta(days=13)
    slip: timedelta = timedelta(days=2)
    callback_from: timedelta = timedelta(days=2)
    callback: timedelta = timedelta(days=3)
    attempts: int = 3
    money_limit: int = 500
    units: tuple[str, ...] = ("客服部", "工程部", "保洁部", "秩序部", "绿化部", "财务部", "外包单位")

    hours: Hours = ALWAYS
    line_hours: Mapping[str, Hours] = field(default_factory=dict[str, Hours])
    field_hours: Hours | None = None
    former: tuple[Former, ...] = ()

    @property
    def workers_hours(self) -> Hours:
        """When workers are out: while the line of repairs is open, where no hours of their own are written."""
        return self.hours_of(self.line_of(Reason.REPAIR)) if self.field_hours is None else self.field_hours

    @property
    def every_hours(self) -> tuple[Hours, ...]:
        """The opening hours of the desk, and of each line that has others."""
        return (self.hours, *self.line_hours.values())

    def hours_of(self, line: str) -> Hours:
        """Return when a line is served: while the desk is open, where no hours of its own are written."""
        return self.line_hours.get(line, self.hours)

    def for_clock(self, since: datetime) -> "Rules":
        """Return the rules that a clock keeps which began at a moment."""
        for one in self.former:
            if since < one.until and one.replaced_at is None:
                return one.rules
        return self

    def as_of(self, at: datetime) -> "Rules":
        """Return the rules as they were known at a moment, for who recomputes the past."""
        after = next((place for place, one in enumerate(self.former) if at < one.until), None)
        base = self if after is None else self.former[after].rules
        known = self.former if after is None else self.former[:after]
        kept = tuple(
            replace(one, replaced_at=None) if one.replaced_at is not None and at <= one.replaced_at else one
            for one in known
        )
        return replace(base, hours=self.hours, line_hours=self.line_hours, field_hours=self.field_hours, former=kept)

    def without_hours(self) -> "Rules":
        """Return the rules alone: the hours are kept by themselves, with every change there ever was."""
        return replace(self, hours=ALWAYS, line_hours={}, field_hours=None)

    def line_of(self, reason: Reason) -> str:
        """Return the letter of the line a reason leads to."""
        letters = list(self.lines)
        return next((letter for letter in letters if reason in self.lines[letter].reasons), letters[0])

    def team_of(self, line: str) -> str:
        """Return the name of the team that serves a line; "" is everybody, in the main room."""
        return next((name for name, team in self.teams.items() if line in team.lines), "")

    def span(self, clock: Clock) -> timedelta:
        """Return how long a clock may run: of one with several stages the first."""
        spans: timedelta | tuple[timedelta, ...] = getattr(self, clock.value)
        return spans if isinstance(spans, timedelta) else spans[0]

    def head_start(self, level: int) -> timedelta:
        """Return what a level is worth in the queue: so much earlier it counts as having come (001:1863).

        So whoever waits long enough overtakes those of a higher level who came later; only danger is before everybody.
        """
        return _BEFORE_EVERYBODY if level >= _DANGER else self.ageing * level


_DANGER = 9
_BEFORE_EVERYBODY = timedelta(days=3650)
