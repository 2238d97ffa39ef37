"""What the parts of one process do when they hear from the others, and what they tell them."""

from datetime import datetime

from bot.clock import Clock
from bot.company import Company
from bot.courier import Courier
from bot.intake import Intake
from bot.librarian import Librarian
from bot.rulekeeping import RuleKeeper
from bot.timekeeper import Timekeeper
from desk.desk import Desk
from storage.engine import Database


def work_together(
    company: Company,
    database: Database,
    desk: Desk,
    intake: Intake,
    courier: Courier,
    timekeeper: Timekeeper,
    librarian: Librarian,
    rulekeeper: RuleKeeper,
    clock: Clock,
) -> None:
    """Have everything told that others wait for, and heard by whoever waits for it.

    For letters, clocks, rules and library a word that is lost is made up for by a look around; who had to arrive
    anew takes it that everything has changed.
    """

    def beat() -> None:
        courier.look_around()
        timekeeper.expect(clock.now())
        if company.fetches() and intake.heard.is_set():
            company.tell("heard")  # what waited at Telegram is read: clocks may strike everywhere

    company.beats.append(beat)
    database.told.append(company.tell)
    company.on("letters", lambda _: courier.wake())
    company.on("due", lambda at: timekeeper.expect(datetime.fromisoformat(at)))
    company.on("heard", lambda _: intake.heard.set())
    company.on("library", lambda _: librarian.wake())
    company.on("rules", lambda _: rulekeeper.wake())
    company.on("crew", lambda _: desk.forget_room())
    company.on("room", lambda _: database.outbox.forget_room())
