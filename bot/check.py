"""Before the first customer: is everything set as the desk needs it, and if not, what mends it."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AsyncExitStack, closing
from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from stat import S_IRGRP, S_IROTH
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.clock import Clock
from bot.places import names_of, rules_of, sources_of
from bot.settings import Settings, readable_by_all
from desk.errors import BadRules, DeskError
from desk.linking import MAIN
from desk.rules import Rules
from desk.rules.editions import read_sources
from desk.rules.rulebook import never_open
from storage.connections import address
from storage.engine import open_database
from storage.errors import NewerDatabase
from storage.migrations import NEWEST

_CLOCK_OFF = 5.0
_BOUND = """
    SELECT '', value FROM bindings WHERE key = 'staff_room'
    UNION ALL SELECT substr(key, 6), value FROM bindings WHERE key LIKE 'room:%'
"""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: well, or what is wrong and what mends it; a `doubt` may be just what is wanted."""

    what: str
    wrong: str | None = None
    remedy: str | None = None
    doubt: bool = False


async def findings(settings: Settings, clock: Clock, database_url: str) -> AsyncIterator[Finding]:
    """Look at everything, in the order one would set it up."""
    async with AsyncExitStack() as stack:
        for finding in _files(settings, clock):
            yield finding
        for path in readable_by_all(settings):
            yield Finding("secrets", f"everybody on this machine can read {path}", f"chmod 600 {path}", doubt=True)
        finding, rooms = await _database(database_url)
        yield finding
        for path in _open_to_others(database_url):
            wrong = f"others on this machine can read {path}, and so what everybody wrote"
            yield Finding("database file", wrong, f"chmod 600 {path}", doubt=True)
        if settings.token is None:
            yield Finding("token", "there is none: the desk would start in its sandbox", "set DESK_BOT_TOKEN")
            return
        session = await stack.enter_async_context(ClientSession(timeout=ClientTimeout(total=15)))
        api = _Api(session, settings.telegram_api, settings.token)
        if settings.staff_chat_id is not None:
            rooms = {**rooms, MAIN: settings.staff_chat_id}
        async for finding in _telegram(api, settings, rooms, clock):
            yield finding


def _files(settings: Settings, clock: Clock) -> Iterator[Finding]:
    """Look into the files of rules, hours and rota that are set: all that is wrong in each, line by line."""
    problems: list[str] = []
    zone: Finding | None = None
    try:
        reading = read_sources(sources_of(settings), names_of(settings))
        for line in never_open(reading.rules, clock.now()):
            what, where = (f"line {line}", f"lines.{line}.week") if line else ("the desk", "week")
            problems.append(f"{settings.hours}: {what} never opens again; write the hours of a day into [{where}].")
        zone = _zone(reading.rules, clock)
    except BadRules as wrong:
        problems += str(wrong).splitlines()
    for name in ("rules", "hours", "rota"):
        path: Path | None = getattr(settings, name)
        if path is not None:
            own = [line for line in problems if line.startswith((str(path), f"DESK_{name.upper()} "))]
            yield Finding(name, "\n  ".join(own) or None)
    if zone is not None:
        yield zone


def _zone(rules: Rules, clock: Clock) -> Finding:
    """A machine in a data centre often keeps UTC, and then every time that is told is hours off."""
    if rules.organisation.zone is not None:
        return Finding("zone")
    machine = clock.now().astimezone().isoformat()[-len("+00:00") :]
    return Finding(
        "zone",
        f"none is set: times are told, and the quiet hours kept, as this machine does (UTC{machine})",
        'write zone = "Asia/Shanghai" below [organisation] in the rules file (DESK_RULES), or into the hours file',
        doubt=True,
    )


async def _database(url: str) -> tuple[Finding, dict[str, int]]:
    """Look at the database, and for the staff rooms it remembers; nothing is made or moved to this version."""
    try:
        parsed = address(url)
        if parsed.get_backend_name() == "sqlite":
            return await asyncio.to_thread(_file, Path(parsed.database or ""))
        database = await open_database(url)
    except DeskError as error:
        return Finding("database", str(error)), {}
    try:
        return Finding("database"), dict(await database.outbox.rooms())
    finally:
        await database.close()


def _file(path: Path) -> tuple[Finding, dict[str, int]]:
    """Look into an SQLite file: one that is missing, empty or of an older version is seen to at the start."""
    if not path.exists():
        return Finding("database"), {}
    # Even a reader leaves files beside a log that is written ahead, unless it is told that nobody writes.
    how = "mode=ro" if path.with_name(f"{path.name}-wal").exists() else "immutable=1"
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?{how}", uri=True)) as database:
            tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master")}
            found = _first(database, tables, "alembic_version", "SELECT version_num FROM alembic_version")
            bound = database.execute(_BOUND).fetchall() if "bindings" in tables else []
    except sqlite3.Error as error:
        return Finding("database", f"{path} cannot be read: {error}", "is DESK_DATABASE_URL right?"), {}
    if found is not None and found > NEWEST:
        return Finding("database", str(NewerDatabase(found))), {}
    return Finding("database"), {team: int(chat_id) for team, chat_id in bound}


def _open_to_others(url: str) -> list[Path]:
    """Return the SQLite file, and what lies beside it, as far as others than its owner can read them."""
    try:
        parsed = address(url)
    except DeskError:
        return []  # of which it has been told
    if parsed.get_backend_name() != "sqlite":
        return []
    beside = [Path(f"{parsed.database}{ending}") for ending in ("", "-wal", "-shm")]
    return [path for path in beside if path.is_file() and path.stat().st_mode & (S_IRGRP | S_IROTH)]


def _first(database: sqlite3.Connection, tables: set[str], table: str, query: str) -> str | None:
    row: tuple[str] | None = database.execute(query).fetchone() if table in tables else None
    return row[0] if row else None


async def _telegram(api: "_Api", settings: Settings, rooms: Mapping[str, int], clock: Clock) -> AsyncIterator[Finding]:
    me = await api.call("getMe")
    if me is None:
        yield Finding("token", api.wrong, "copy the token from @BotFather once more; is DESK_TELEGRAM_API right?")
        return
    yield Finding("token")
    off = abs((clock.now() - api.date).total_seconds()) if api.date else 0.0
    yield Finding(
        "clock",
        f"it differs from Telegram's by {off:.0f} s" if off > _CLOCK_OFF else None,
        "let the machine keep its time by NTP: every promise of time is measured by it",
    )
    hook = await api.call("getWebhookInfo") or {}
    left = hook.get("url") and not settings.webhook_url
    yield Finding(
        "webhook", "one is set, and would be removed at start" if left else None, "set DESK_WEBHOOK_URL to keep it"
    )
    if MAIN not in rooms:
        yield Finding(
            "staff room", "there is none yet", "start the desk, and say the /link it shows in your forum group"
        )
        return
    async for finding in _room(api, rooms[MAIN], me):
        yield finding
    for team in _teams(settings):
        if team in rooms:
            async for finding in _room(api, rooms[team], me):
                yield replace(finding, what=f"{finding.what} ({team})")
        else:
            remedy = f"say /link in the main room for a code, then /link CODE {team} in the team's group"
            wrong = "there is none yet: the main room serves its lines"
            yield Finding(f"staff room ({team})", wrong, remedy, doubt=True)


def _teams(settings: Settings) -> tuple[str, ...]:
    """Return the teams of the rules; of rules with a mistake it has been told already."""
    try:
        return tuple(rules_of(settings).teams)
    except DeskError:
        return ()


async def _room(api: "_Api", chat_id: int, me: dict[str, Any]) -> AsyncIterator[Finding]:
    chat = await api.call("getChat", chat_id=chat_id)
    yield Finding("staff room", api.wrong, "add the bot to the group, and look at the id once more")
    if chat is None:
        return
    yield Finding(
        "forum", None if chat.get("is_forum") else "the group has no topics", "switch Topics on in the group's settings"
    )
    member = await api.call("getChatMember", chat_id=chat_id, user_id=me["id"]) or {}
    admin = member.get("status") == "administrator"
    yield Finding(
        "rights",
        None if admin and member.get("can_manage_topics") else "the bot may not manage topics",
        "make the bot an administrator of the group with the right to manage topics",
    )
    reads = admin or me.get("can_read_all_group_messages")
    yield Finding(
        "privacy mode",
        None if reads else "the bot does not see what agents write",
        "make it an administrator, or switch privacy mode off at @BotFather (/setprivacy) and add it again",
    )


class _Api:
    """A few calls, each with its answer or the reason there is none."""

    def __init__(self, session: ClientSession, api: str, token: str) -> None:
        self._session = session
        self._url = f"{api.rstrip('/')}/bot{token}/"
        self.wrong: str | None = None
        self.date: datetime | None = None

    async def call(self, method: str, **params: Any) -> dict[str, Any] | None:
        """Return a method's result, or None with the reason in `wrong`."""
        try:
            async with self._session.post(self._url + method, json=params) as response:
                self.date = parsedate_to_datetime(response.headers["Date"]) if "Date" in response.headers else None
                answer = await response.json()
        except (ClientError, TimeoutError, ValueError) as error:
            self.wrong = f"Telegram cannot be reached ({type(error).__name__})"
            return None
        self.wrong = None
        if not answer.get("ok"):
            self.wrong = f"Telegram says: {answer.get('description')}"
            return None
        result: dict[str, Any] = answer["result"]
        return result
