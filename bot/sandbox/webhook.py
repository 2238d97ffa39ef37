"""Sending updates to a bot's own address: in order for each chat, again until it says 2xx."""

import asyncio
from contextlib import suppress
from typing import Any

import aiohttp

from bot.sandbox.bots import Bot, Webhook
from bot.sandbox.errors import Refusal
from bot.sandbox.files import Upload
from bot.sandbox.methods import METHODS, Call
from bot.sandbox.params import Params
from bot.sandbox.updates import Waiting
from bot.sandbox.wire import Json, is_object
from bot.sandbox.world import World

PATIENCE = aiohttp.ClientTimeout(total=60)
PAUSES = (0.1, 0.5, 1.0, 2.0, 5.0)  # seconds of the machine between attempts; the last one repeats


class Courier:
    """Carries the updates of one bot for as long as it runs."""

    def __init__(self, world: World, bot: Bot) -> None:
        self._world = world
        self._bot = bot
        self._busy: set[int] = set()
        self._failures: dict[int, int] = {}

    async def run(self) -> None:
        """Carry what waits, whenever a webhook is set."""
        async with aiohttp.ClientSession(timeout=PATIENCE) as session, asyncio.TaskGroup() as group:
            while True:
                await self._bot.updates.arrived.wait()
                self._bot.updates.arrived.clear()
                webhook = self._bot.webhook
                if webhook is not None:
                    for update in self._next(webhook):
                        self._busy.add(update.chat_id)
                        group.create_task(self._carry(session, webhook, update))

    def _next(self, webhook: Webhook) -> list[Waiting]:
        """Return the first waiting update of each chat that has none on its way."""
        self._bot.updates.expire()
        chosen: dict[int, Waiting] = {}
        for update in self._bot.updates.waiting:
            if len(chosen) + len(self._busy) >= webhook.max_connections:
                break
            if update.chat_id not in self._busy:
                chosen.setdefault(update.chat_id, update)
        return list(chosen.values())

    async def _carry(self, session: aiohttp.ClientSession, webhook: Webhook, update: Waiting) -> None:
        failure = await self._deliver(session, webhook, update)
        if failure is None:
            self._failures.pop(update.chat_id, None)
            with suppress(ValueError):
                self._bot.updates.waiting.remove(update)
        else:
            webhook.last_error, webhook.last_error_at = failure, self._world.seconds()
            times = self._failures[update.chat_id] = self._failures.get(update.chat_id, 0) + 1
            await self._pause(PAUSES[min(times, len(PAUSES)) - 1])
        self._busy.discard(update.chat_id)
        self._bot.updates.arrived.set()

    async def _pause(self, seconds: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(asyncio.Event().wait(), seconds)

    async def _deliver(self, session: aiohttp.ClientSession, webhook: Webhook, update: Waiting) -> str | None:
        """Send one update; return what went wrong, or nothing."""
        headers = {"Content-Type": "application/json"}
        if webhook.secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = webhook.secret
        try:
            async with session.post(webhook.url, data=update.body.encode(), headers=headers) as response:
                if response.status // 100 != 2:  # noqa: PLR2004 - the family of success
                    return f"Wrong response from the webhook: {response.status} {response.reason}"
                await self._obey(await _reply(response))
        except TimeoutError:
            return "Read timeout expired"
        except aiohttp.ClientError as error:
            return f"Connection failed: {type(error).__name__}"
        return None

    async def _obey(self, params: Params) -> None:
        """Do what the bot asked for in its reply; Telegram tells it no result."""
        name, method = METHODS.get(params.text("method").lower(), ("", None))
        if method is None:
            return
        try:
            method(Call(self._world, self._bot, params))
            self._world.journal.note(name, params.values, 200, "in the webhook's reply")
        except Refusal as refusal:
            self._world.journal.note(name, params.values, refusal.code, refusal.description)


async def _reply(response: aiohttp.ClientResponse) -> Params:
    """Return the call a bot makes by answering, in either of the forms it may take."""
    if response.content_type == "application/json":
        with suppress(ValueError):
            spoken: Any = await response.json()
            return Params(spoken if is_object(spoken) else {})
    if response.content_type == "multipart/form-data":
        return await _parts(response)
    return Params({})


async def _parts(response: aiohttp.ClientResponse) -> Params:
    reader = aiohttp.MultipartReader.from_response(response)
    values: Json = {}
    uploads: dict[str, Upload] = {}
    while isinstance(part := await reader.next(), aiohttp.BodyPartReader):
        content, name = bytes(await part.read(decode=True)), part.name or ""
        if part.filename:
            uploads[name] = Upload(part.filename, content)
        else:
            values[name] = content.decode()
    return Params(values, uploads)
