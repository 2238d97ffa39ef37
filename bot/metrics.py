"""The figures for `/metrics`: counts and ages, never a person's words."""

from prometheus_client import CollectorRegistry, Gauge, ProcessCollector

from bot.clock import Clock
from bot.courier import Courier
from bot.intake import Intake
from bot.timekeeper import Timekeeper
from storage.engine import Database


class Metrics:
    """What the running parts count, read when it is asked for."""

    def __init__(
        self, database: Database, intake: Intake, courier: Courier, timekeeper: Timekeeper, clock: Clock
    ) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self._database = database
        self._timekeeper = timekeeper
        self._clock = clock
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
        self._waiting = Gauge("desk_queue_length", "customers who wait for a person", registry=self.registry)
        self._letters = Gauge("desk_outbox_length", "letters on their way", registry=self.registry)
        self._longest = Gauge("desk_queue_longest_seconds", "how long the first of them waits", registry=self.registry)
        self._dead = Gauge("desk_dead_letters", "updates and letters put aside", registry=self.registry)
        self._on_duty = Gauge("desk_agents_on_duty", "agents on duty", registry=self.registry)
        self._canary = Gauge("desk_canary_late_seconds", "how late the canary clock is", registry=self.registry)

    async def refresh(self) -> None:
        """Read what only the database knows."""
        figures = await self._database.figures(self._clock.now())
        self._waiting.set(figures.waiting)
        self._letters.set(figures.letters)
        self._longest.set(figures.oldest_wait.total_seconds())
        self._dead.set(figures.dead_letters)
        self._on_duty.set(figures.on_duty)
        due_at = self._timekeeper.canary_due_at
        self._canary.set(max(0.0, (self._clock.now() - due_at).total_seconds()) if due_at else 0.0)
