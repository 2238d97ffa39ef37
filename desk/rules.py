"""Every number of the service, named: one field, one row in docs/rules.md, one proof."""

from dataclasses import dataclass, field
from datetime import timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """Who speaks, and in which zone the times are told (None: the machine's)."""

    name: str = "安居物业与家庭服务"
    name_en: str = "Anju Property & Home Services"
    zone: ZoneInfo | None = None

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
class Rules:
    """The rules in force; spans are of the wall clock until calendars exist. Sources: docs/rules.md."""

    version: int = 1
    organisation: Organisation = field(default_factory=Organisation)
    library: LibraryRules = field(default_factory=LibraryRules)

    accept: timedelta = timedelta(minutes=3)
    wait_comfort: timedelta = timedelta(minutes=5)
    wait_explain: timedelta = timedelta(minutes=15)
    first_reply: timedelta = timedelta(minutes=5)
    next_reply: timedelta = timedelta(minutes=5)

    reopen_window: timedelta = timedelta(hours=72)
    misses: int = 2
    capacity: int = 8
    automatic_per_hour: int = 60
