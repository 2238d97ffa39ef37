"""What stands before several processes that Telegram calls: each update is brought to the next of them.

Telegram brings the updates of a chat one after another. A porter can be harsher: it keeps what comes, and then brings
all of it at once, to all of them, in whatever order.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from itertools import count

from aiohttp import ClientError, ClientSession, web

from bot.webhook import PATH

_HEADERS = ("Content-Type", "X-Telegram-Bot-Api-Secret-Token")
_TRIES = 100


class Porter:
    """Brings updates to the processes that listen on these `ports`."""

    def __init__(self, session: ClientSession, group: asyncio.TaskGroup) -> None:
        self.ports: list[int] = []
        self.port = 0
        self.kept = 0
        self.brought: dict[int, int] = {}
        self._session = session
        self._group = group
        self._turn = count()
        self._keeps = False
        self._lets_go = asyncio.Event()
        self._late: list[asyncio.Task[int]] = []

    def settings(self) -> dict[str, str]:
        """Return what a desk is told so that it is called through here."""
        return {"DESK_WEBHOOK_URL": f"http://127.0.0.1:{self.port}", "DESK_WEBHOOK_SECRET": "a-secret-of-ours"}

    def keep(self) -> None:
        """From now on say that everything arrived, and keep it."""
        self._keeps = True

    def let_go(self) -> None:
        """Bring all of what was kept, at once."""
        self._lets_go.set()

    async def take(self, request: web.Request) -> web.Response:
        """Take an update from Telegram."""
        body, headers = await request.read(), {name: request.headers.get(name, "") for name in _HEADERS}
        if not self._keeps:
            return web.Response(status=await self._bring(body, headers, tries=1))
        self.kept += 1
        self._late.append(self._group.create_task(self._bring_late(body, headers)))
        return web.Response()

    async def all_brought(self) -> None:
        """Wait until all that was kept has been taken."""
        assert set(await asyncio.gather(*self._late)) <= {200}

    async def _bring_late(self, body: bytes, headers: dict[str, str]) -> int:
        await self._lets_go.wait()
        return await self._bring(body, headers, tries=_TRIES)

    async def _bring(self, body: bytes, headers: dict[str, str], *, tries: int) -> int:
        status = 502
        for _ in range(tries):
            port = self.ports[next(self._turn) % len(self.ports)]
            try:
                async with self._session.post(f"http://127.0.0.1:{port}{PATH}", data=body, headers=headers) as answer:
                    status = answer.status
            except ClientError:
                status = 502
            if status == web.HTTPOk.status_code:
                self.brought[port] = self.brought.get(port, 0) + 1
                return status
        return status


@asynccontextmanager
async def porter() -> AsyncGenerator[Porter]:
    """Have one, at a port of its own; it is told the processes' ports later."""
    async with ClientSession() as session, asyncio.TaskGroup() as group:
        one = Porter(session, group)
        app = web.Application()
        app.add_routes([web.post(PATH, one.take)])
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        one.port = runner.addresses[0][1]
        try:
            yield one
        finally:
            await runner.cleanup()
