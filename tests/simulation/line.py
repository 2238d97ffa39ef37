"""The line between the bot and the sandbox, in one process: the same JSON both ways, without a socket in between.

The bot's session writes its calls and reads the answers as ever; the sandbox's Bot API decides them as ever. A call
takes as long as one takes, before and after it has its effect, so that a life can end in between.
"""

import json
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self, cast

from aiogram.client.telegram import TelegramAPIServer
from aiohttp import ClientConnectorDNSError, ClientOSError, ClientSession, ClientTimeout, ServerDisconnectedError
from aiohttp.client_reqrep import ConnectionKey

from bot.line import JsonSession
from bot.sandbox.botapi import HTML, BotApi, _refusal, _refused
from bot.sandbox.faults import Fault
from bot.sandbox.params import Params
from bot.sandbox.world import World
from tests.simulation.in_place import Fuse
from tests.simulation.virtual import VirtualClock

Latency = Callable[[], float]
"""Seconds that one way of a call takes."""
_NOWHERE = ConnectionKey(
    host="sandbox", port=80, is_ssl=False, ssl=True, proxy=None, proxy_auth=None, proxy_headers_hash=None
)


class Line(JsonSession):
    """The bot's session, with a wire where it has a connection."""

    def __init__(self, wire: "Wire", *, api: TelegramAPIServer) -> None:
        super().__init__(api=api)
        self._wire = wire

    async def create_session(self) -> ClientSession:
        return cast("ClientSession", self._wire)

    async def close(self) -> None:
        """There is nothing to be closed."""


class Wire:
    """What the bot takes for its HTTP connection.

    `heard` is called whenever it is given updates, `found` tells whether Telegram's name is found.
    """

    def __init__(
        self,
        world: World,
        clock: VirtualClock,
        fuse: Fuse,
        latency: Latency,
        heard: Callable[[], None],
        *,
        found: Callable[[], bool] = lambda: True,
    ) -> None:
        self._world = world
        self._api = BotApi(world)
        self._clock = clock
        self._fuse = fuse
        self._latency = latency
        self._heard = heard
        self._found = found

    def post(
        self, url: str, *, timeout: ClientTimeout, data: bytes | None = None, json: Any = None, **_: Any
    ) -> "_Answer":
        """Call a method, as `aiohttp.ClientSession.post` does."""
        values = json if data is None else _read(data)
        return _Answer(self, url, values, timeout.total or 300.0)

    async def call(self, url: str, values: dict[str, Any], longest: float) -> tuple[int, bytes]:
        """Return status and body of the sandbox's answer.

        Raises:
            ClientError, TimeoutError: there was none.
        """
        token, _, method = url.partition("/bot")[2].partition("/")
        self._fuse.step()
        if not self._found():
            raise ClientConnectorDNSError(_NOWHERE, OSError("name not known"))
        await self._clock.sleep(self._latency())
        fault = self._world.faults.draw(method, values) if self._world.faults.active else None
        if fault is None:
            answer = await self._effect(token, method, values)
        else:
            answer = await self._disturbed(fault, token, method, values, longest)
        await self._clock.sleep(self._latency())
        self._fuse.step()
        return answer

    async def _effect(self, token: str, method: str, values: dict[str, Any]) -> tuple[int, bytes]:
        answer = await self._api._answer(token, method, Params(values))
        if method == "getUpdates":
            self._heard()
        return answer.status, cast("bytes", answer.body)

    async def _disturbed(
        self, fault: Fault, token: str, method: str, values: dict[str, Any], longest: float
    ) -> tuple[int, bytes]:
        """Let a call go wrong as the sandbox would over a socket."""
        if fault.kind == "delay":
            await self._clock.sleep(min(fault.seconds, longest))
            if fault.seconds > longest:
                raise TimeoutError
        if fault.kind in {"delay", "reset_after", "hang"}:
            answer = await self._effect(token, method, values)
            if fault.kind == "delay":
                return answer
        if fault.kind == "hang":
            await self._clock.sleep(longest)
            raise TimeoutError
        if fault.kind == "html":
            return 502, HTML.encode()
        if fault.kind == "error":
            refused = _refused(_refusal(fault))
            return refused.status, cast("bytes", refused.body)
        raise ServerDisconnectedError if fault.kind == "reset_after" else ClientOSError


class _Answer:
    """An answer on its way."""

    def __init__(self, wire: Wire, url: str, values: dict[str, Any], longest: float) -> None:
        self._asked = (url, values, longest)
        self._wire = wire
        self._body = b""
        self.status = 0

    async def __aenter__(self) -> Self:
        self.status, self._body = await self._wire.call(*self._asked)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """There is nothing to be given back."""

    async def text(self) -> str:
        return self._body.decode()

    async def json(self) -> Any:
        return json.loads(self._body)


def _read(data: bytes) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(data)
    return values
