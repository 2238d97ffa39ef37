"""The figures for `/metrics`: counts and ages, never a person's words."""

from math import nan

from prometheus_client import CollectorRegistry, Gauge, ProcessCollector

from bot.clock import Clock
from bot.courier import Courier
from bot.intake import Intake
from bot.timekeeper import Timekeeper
from desk.errors import StorageDown
from desk.hours import is_open
from desk.rules.live_rules import LiveRules
from storage.engine import Database
from storage.figures import Figures


class Metrics:
    """What the running parts count, read when it is asked for."""

    def __init__(
        self,
        database: Database,
        intake: Intake,
        courier: Courier,
        timekeeper: Timekeeper,
        clock: Clock,
        rules: LiveRules,
    ) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self._database = database
        self._timekeeper = timekeeper
        self._clock = clock
        self._rules = rules
        counted = {
            "desk_updates_total": ("updates taken in", lambda: intake.updates),
            "desk_letters_sent_total": ("letters sent", lambda: courier.sent),
            "desk_letters_repeated_total": (
                "letters sent again because a try was cut off",
                lambda: courier.repeated,
            ),
            "desk_letters_put_off_total": ("times a letter had to wait", lambda: courier.put_off),
            "desk_told_to_wait_total": ("times Telegram asked for quiet (429)", lambda: courier.retry_after),
            "desk_letters_dropped_total": ("letters that could not be sent", lambda: courier.dropped),
            "desk_strikes_total": ("clocks looked at when they came due", lambda: timekeeper.struck),
        }
        for name, (what, read) in counted.items():
            Gauge(name, what, registry=self.registry).set_function(read)
        self._told = {name: Gauge(name, what, registry=self.registry) for name, what in _OF_THE_DATABASE.items()}
        self._up = Gauge("desk_database_up", "1 while the database answers", registry=self.registry)
        self._open = Gauge("desk_open", "1 within the opening hours", registry=self.registry)
        self._canary = Gauge("desk_canary_late_seconds", "how late the canary clock is", registry=self.registry)

    async def refresh(self) -> None:
        """Read what only the database knows; while it does not answer, that is not a number."""
        now = self._clock.now()
        try:
            figures = await self._database.figures(now)
        except StorageDown:
            self._up.set(0)
            found = dict.fromkeys(_OF_THE_DATABASE, nan)
        else:
            self._up.set(1)
            found = _by_name(figures)
        for name, gauge in self._told.items():
            gauge.set(found[name])
        self._open.set(any(is_open(hours, now) for hours in self._rules.now.every_hours))
        due_at = self._timekeeper.canary_due_at
        self._canary.set(max(0.0, (now - due_at).total_seconds()) if due_at else 0.0)


_OF_THE_DATABASE = {
    "desk_queue_length": "customers who wait for a person",
    "desk_queue_longest_seconds": "how long the first of them waits",
    "desk_outbox_length": "letters on their way",
    "desk_outbox_oldest_seconds": "how long the first of them has been",
    "desk_dead_letters": "updates and letters put aside",
    "desk_agents_on_duty": "agents on duty",
    "desk_strike_late_seconds": "how late the latest of the clocks was that struck in the last five minutes",
    "desk_breaches_last_hour": "promises broken in the last hour and not excused",
}


def _by_name(figures: Figures) -> dict[str, float]:
    return {
        "desk_queue_length": figures.waiting,
        "desk_queue_longest_seconds": figures.oldest_wait.total_seconds(),
        "desk_outbox_length": figures.letters,
        "desk_outbox_oldest_seconds": figures.oldest_letter.total_seconds(),
        "desk_dead_letters": figures.dead_letters,
        "desk_agents_on_duty": figures.on_duty,
        "desk_strike_late_seconds": figures.latest_strike.total_seconds(),
        "desk_breaches_last_hour": figures.broken,
    }
