"""What the running parts say of themselves when health asks."""

from bot.announcing import Announcing
from bot.company import Company
from bot.courier import Courier
from bot.health import Pulse
from bot.intake import Intake
from bot.metrics import Metrics
from bot.tasks import Tasks
from bot.timekeeper import Timekeeper
from desk.errors import StorageDown
from desk.linking import MAIN
from desk.rules.live_rules import LiveRules
from storage.engine import Database


def pulse_of(
    database: Database,
    rules: LiveRules,
    intake: Intake,
    courier: Courier,
    timekeeper: Timekeeper,
    announcing: Announcing,
    company: Company,
    tasks: Tasks,
    metrics: Metrics,
) -> Pulse:
    """Return how to ask each of them."""

    async def database_trouble() -> str | None:
        try:
            await database.ping()
        except StorageDown as error:
            return str(error)
        return None

    def troubles() -> dict[str, str]:
        known = {
            "intake": intake.trouble,
            "courier": courier.trouble,
            "announcing": announcing.trouble,
            "company": company.trouble,
        }
        return {**tasks.failing, **{part: trouble for part, trouble in known.items() if trouble}}

    async def usable_rooms() -> dict[str, bool]:
        try:
            bound = await database.outbox.rooms()
        except StorageDown:
            bound = {}
        teams = {team: team in bound for team in rules.now.teams}
        return {"main": MAIN in bound and not courier.room_trouble, **teams}

    return Pulse(
        database=database_trouble,
        canary_due_at=lambda: timekeeper.canary_due_at,
        troubles=troubles,
        refresh=metrics.refresh,
        rooms=usable_rooms,
    )
