"""The parts put together: what each is given, in which order they start, and how they stop.

Nothing is looked up anywhere else: a part that needs another has it in its constructor. There is no container.
"""

import asyncio
import gc
import logging
import signal
import sys
from collections.abc import AsyncGenerator, Callable, Coroutine, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from secrets import SystemRandom, token_hex
from typing import Any

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.telegram import TelegramAPIServer
from aiohttp import web

from bot import logs
from bot.announcing import Announcing, be_known
from bot.attesting import Attesting
from bot.clock import Clock, WallClock, first
from bot.company import Company
from bot.courier import Courier
from bot.found_out import FoundOut
from bot.health import Health
from bot.intake import Intake
from bot.learner import Learner
from bot.librarian import Librarian
from bot.line import JsonSession
from bot.metrics import Metrics
from bot.opening import open_library
from bot.outages import Outages
from bot.papers import Papers
from bot.pending import Pending
from bot.places import database_url, rules_of
from bot.playing import Playground
from bot.pulse import pulse_of
from bot.rulekeeping import RuleKeeper, open_rules
from bot.serving import serve_http
from bot.settings import BadSettings, Settings, readable_by_all
from bot.tasks import Loop, Tasks
from bot.tidying import Tidying
from bot.timekeeper import Timekeeper
from bot.together import work_together
from bot.understanding import Understanding
from bot.updates import Updates
from bot.webhook import Webhook
from desk.desk import Desk
from desk.errors import DeskError
from desk.library.live import LiveLibrary
from desk.rules.live_rules import LiveRules
from desk.shifts import Rota
from desk.shifts.duty import name_leads
from faq import LibraryError
from handlers.wording import Wording
from storage.engine import Database, work_on

log = logging.getLogger(__name__)

_chance = SystemRandom().random


def run(settings: Settings) -> int:
    """Run the desk until it is asked to stop; return the exit code."""
    logs.begin(settings.log_level)
    for path in readable_by_all(settings):
        log.warning(
            "everybody on this machine can read secrets of the desk", extra={"why": f"mend it: chmod 600 {path}"}
        )
    try:
        return asyncio.run(_run(settings))
    except (BadSettings, DeskError, LibraryError) as error:
        sys.stderr.write(f"frontdesk: {error}\n")
        return 2


async def _run(settings: Settings) -> int:
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    async with program(settings, WallClock(), stop) as loops:
        _set_aside_what_stays()
        await loops()
    return 0


def _set_aside_what_stays() -> None:
    """Keep the collector from walking through a million objects of imported code while a customer waits."""
    gc.collect()
    gc.freeze()


@asynccontextmanager
async def program(
    settings: Settings,
    clock: WallClock,
    stop: asyncio.Event,
    *,
    session: Callable[..., JsonSession] = JsonSession,
    chance: Callable[[], float] = _chance,
) -> AsyncGenerator[Callable[[], Coroutine[Any, Any, None]]]:
    """Build the whole program; what is yielded runs it until `stop` is set.

    `session` makes the line to Telegram; `chance` (0 to 1) spreads the courier's tries.

    Raises:
        BadSettings, DeskError, LibraryError: and nothing was begun.
    """
    rules_of(settings)  # which are refused before anything is begun
    async with AsyncExitStack() as stack:
        playground = Playground(settings, clock) if settings.token is None else None
        if playground:
            stack.callback(playground.clear_away)
            settings = playground.settings
        line = _line(settings, stack, session)
        if not playground:
            await be_known(line.bot)
        database = await _database(settings, clock, stop, stack)
        if database is None or stop.is_set():
            yield _nothing
            return
        async with database.presence.one_at_a_time():
            await _bind_room(settings, database, clock)
            code = await _link_code(database)
            rules = await open_rules(database, settings, clock)
            library = await open_library(database, settings, rules.now, clock)
            await _name_leads(database, settings, clock, rules.book.rota)
        desk = Desk(database, library, rules, now=clock.now, locale=settings.locale, link_code=code)
        if playground:
            await stack.enter_async_context(playground.open(database, rules))
        parts = await _wire(settings, clock, line, database, desk, library, rules, chance)
        await serve_http(settings, _routes(settings, parts, playground), stack)
        if playground:
            playground.welcome()

        async def loops() -> None:
            over = asyncio.Event()
            async with asyncio.TaskGroup() as group:  # who finishes what was begun is still there
                group.create_task(parts.tasks.run(over, parts.company))
                try:
                    await parts.tasks.run(stop, parts.loops)
                finally:
                    over.set()

        yield loops


async def _nothing() -> None:
    """Stop before anything was begun."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    bot: Bot
    session: JsonSession
    token: str = field(repr=False)


def _line(settings: Settings, stack: AsyncExitStack, made: Callable[..., JsonSession]) -> _Line:
    """Return the line to Telegram; nothing is said on it yet."""
    token = settings.token
    assert token is not None  # noqa: S101 - the playground has one too
    session = made(api=TelegramAPIServer.from_base(settings.telegram_api))
    stack.push_async_callback(session.close)
    return _Line(bot=Bot(token, session=session, default=DefaultBotProperties()), session=session, token=token)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    intake: Intake
    health: Health
    tasks: Tasks
    loops: dict[str, Loop]
    company: dict[str, Loop]


async def _database(settings: Settings, clock: Clock, stop: asyncio.Event, stack: AsyncExitStack) -> Database | None:
    """Open the database and begin to work on it; on an SQLite file, wait for another process to stop."""
    url = database_url(settings)
    waited = False
    while (database := await work_on(url)) is None:
        if not waited:
            log.warning("another process already works on this database; waiting until it stops")
        waited = True
        await first(lambda: clock.sleep(1), stop.wait)
        if stop.is_set():
            return None
    stack.push_async_callback(database.close)
    return database


async def _bind_room(settings: Settings, database: Database, clock: Clock) -> None:
    if settings.staff_chat_id is not None:
        await database.outbox.bind_room(settings.staff_chat_id, clock.now())


async def _link_code(database: Database) -> str | None:
    """Return the code that makes a group the staff room, told to the operator only; none where there is a room."""
    if await database.outbox.staff_room() is not None:
        return None
    code = await database.link_code(token_hex(4))
    sys.stdout.write(f"no staff room yet: in your agents' forum group, say  /link {code}\n")
    sys.stdout.flush()
    return code


async def _name_leads(database: Database, settings: Settings, clock: Clock, rota: Rota | None) -> None:
    async with database.begin() as unit:
        await unit.record_duty(name_leads(settings.leads, await unit.staff(), clock.now(), rota))


async def _wire(
    settings: Settings,
    clock: WallClock,
    line: _Line,
    database: Database,
    desk: Desk,
    library: LiveLibrary,
    rules: LiveRules,
    chance: Callable[[], float],
) -> _Parts:
    bot = line.bot
    wording = Wording(library, rules, settings.locale)
    company = Company(database.presence)

    understand = Understanding(bot, database.outbox, library, clock, locale=settings.locale)
    intake = Intake(desk, understand, database.dead_letters, clock, locale=settings.locale)
    found_out = FoundOut(desk)
    courier = Courier(
        database.outbox,
        bot,
        clock,
        wording,
        pace=settings.pace,
        on_unreachable=found_out.unreachable,
        on_room_lost=found_out.room_lost,
        chance=chance,
        papers=Papers(database, rules, clock),
        paces=None if database.alone else database.paces,
        speaks=company.speaks,
        place=company.place,
    )
    announcing = Announcing(settings, bot, wording, database.outbox, clock)

    async def erase_old(now: datetime) -> Mapping[str, int]:
        return await database.retention.erase_old(now, rules.now.retention)

    timekeeper = Timekeeper(desk, database.agenda, clock, heard=intake.heard)

    librarian = Librarian(desk, database.library, library, clock, rules, keeps_house=company.keeps_house)
    library.changed.append(librarian.wake)

    learner = Learner(desk, database.learning, library, clock, rules, keeps_house=company.keeps_house)
    rulekeeper = RuleKeeper(settings, database, rules, clock, keeps_house=company.keeps_house)

    if not database.alone:
        work_together(company, database, desk, intake, courier, timekeeper, librarian, rulekeeper, clock)
    database.posted.append(courier.wake)
    database.moved.append(timekeeper.expect)
    outages = Outages(desk, database.agenda, clock, excuses=lambda: intake.excuses | courier.excuses)
    intake.troubled.append(outages.wake)
    courier.troubled.append(outages.wake)
    await outages.look_back()
    tasks = Tasks(clock)
    metrics = Metrics(database, intake, courier, timekeeper, clock, rules)

    pulse = pulse_of(database, rules, intake, courier, timekeeper, announcing, company, tasks, metrics)
    return _Parts(
        intake=intake,
        health=Health(pulse, clock, metrics.registry),
        tasks=tasks,
        loops={
            **await _hearing(settings, line, intake, company, clock),
            "announcing": announcing.run,
            "timekeeper": timekeeper.run,
            "courier": courier.run,
            "librarian": librarian.run,
            "rulekeeping": rulekeeper.run,
            "learner": learner.run,
            "outages": outages.run,
            "audit": Attesting(database.audit.head, clock).run,
            "tidying": Tidying(database.tidy, clock, erase=erase_old, keeps_house=company.keeps_house).run,
        },
        company={} if database.alone else {"company": company.run},
    )


async def _hearing(settings: Settings, line: _Line, intake: Intake, company: Company, clock: Clock) -> dict[str, Loop]:
    """Return what brings updates: Telegram calls us, or we ask it."""
    if settings.webhook_url:
        return {"intake": intake.serve_webhook, "pending": Pending(line.bot, intake.heard, clock).run}
    source = Updates(await line.session.create_session(), settings.telegram_api, line.token)
    return {"intake": partial(intake.poll, source, fetches=company.fetches)}


def _routes(settings: Settings, parts: _Parts, playground: Playground | None) -> list[web.RouteDef]:
    """Return what our HTTP server answers: health, Telegram where it calls us, in the sandbox the page."""
    routes = parts.health.routes()
    if settings.webhook_url and settings.webhook_secret:
        routes += Webhook(parts.intake, settings.webhook_secret.get_secret_value()).routes()
    return routes + (playground.page() if playground else [])
