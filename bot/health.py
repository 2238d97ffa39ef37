"""Whether the desk keeps its promises now: alive, ready, and the figures, over HTTP on loopback."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from aiohttp import web
from prometheus_client import CollectorRegistry, Gauge, generate_latest

from bot.clock import WallClock
from bot.logs import discreet

_CANARY_LATE = timedelta(seconds=5)
_OF_THE_MACHINE = timedelta(seconds=0.5)
"""On a clock that runs fast a moment of the machine's is long, and nobody can be more punctual than that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulse:
    """What health asks the running parts; each returns what is wrong, or None, `rooms` which of them can be used."""

    database: Callable[[], Awaitable[str | None]]
    canary_due_at: Callable[[], datetime | None]
    troubles: Callable[[], dict[str, str]]
    refresh: Callable[[], Awaitable[None]]
    rooms: Callable[[], Awaitable[Mapping[str, bool]]]


class Health:
    """The answers to `/healthz`, `/readyz` and `/metrics`."""

    def __init__(self, pulse: Pulse, clock: WallClock, registry: CollectorRegistry) -> None:
        self._pulse = pulse
        self._clock = clock
        self._registry = registry
        self._ready_now = Gauge("desk_ready", "1 while nothing is wrong", registry=registry)
        self._wrong_now = Gauge("desk_wrong", "1 for every part that is in trouble", ["part"], registry=registry)

    def routes(self) -> list[web.RouteDef]:
        """Return what the HTTP server answers."""
        return [
            web.get("/healthz", self._alive),
            web.get("/readyz", self._ready),
            web.get("/metrics", self._figures),
        ]

    async def wrong(self) -> dict[str, str]:
        """Return everything that is wrong now, by part."""
        troubles = dict(self._pulse.troubles())
        if database := await self._pulse.database():
            troubles["database"] = database
        due_at = self._pulse.canary_due_at()
        if due_at is None:
            troubles["timekeeper"] = "has not begun: updates are still being read"
        elif self._clock.now() - due_at > max(_CANARY_LATE, _OF_THE_MACHINE * self._clock.rate):
            troubles["timekeeper"] = "the canary clock is late: other clocks are late too"
        return {part: discreet(trouble) for part, trouble in troubles.items()}

    async def _alive(self, _: web.Request) -> web.Response:
        return web.json_response({"alive": True})

    async def _ready(self, _: web.Request) -> web.Response:
        troubles = await self.wrong()
        told = {"ready": not troubles, "wrong": troubles, "rooms": dict(await self._pulse.rooms())}
        return web.json_response(told, status=503 if troubles else 200)

    async def _figures(self, _: web.Request) -> web.Response:
        headers = {"Content-Type": "text/plain; version=0.0.4; charset=utf-8"}
        return web.Response(body=await self.figures(), headers=headers)

    async def figures(self) -> bytes:
        """Return what Prometheus reads, as of now."""
        await self._pulse.refresh()
        troubles = await self.wrong()
        self._ready_now.set(not troubles)
        self._wrong_now.clear()
        for part in troubles:
            self._wrong_now.labels(part).set(1)
        return generate_latest(self._registry)
