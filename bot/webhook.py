"""The door Telegram knocks at where it calls us: only its secret opens, and only a commit is answered with 200."""

import hmac
import json
from asyncio import timeout
from typing import Any

from aiohttp import web

from bot.intake import Deaf, Intake
from bot.updates import is_number

PATH = "/telegram"
_LONGEST = 1 << 20
_PIECE = 1 << 16
_PATIENCE = 30.0  # seconds for a body; Telegram needs a fraction of one


class Webhook:
    """The one route of the webhook."""

    def __init__(self, intake: Intake, secret: str) -> None:
        self._intake = intake
        self._secret = secret.encode()

    def routes(self) -> list[web.RouteDef]:
        """Return what the HTTP server answers."""
        return [web.post(PATH, self._knock)]

    async def _knock(self, request: web.Request) -> web.Response:
        given = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, self._secret):
            return web.Response(status=401)
        if request.content_type != "application/json":
            return web.Response(status=415)
        body = await _body(request)
        if body is None:
            return web.Response(status=413)
        update = update_in(body)
        if update is None:
            return web.Response(status=400)
        try:
            await self._intake.hear(update)
        except Deaf:
            return web.Response(status=503)
        return web.Response()


async def _body(request: web.Request) -> bytes | None:
    """Return the body, or None if it is too long: what a request says of its length is not relied upon.

    Raises:
        web.HTTPRequestTimeout: it does not come to its end.
    """
    if (request.content_length or 0) > _LONGEST:
        return None
    body = bytearray()
    try:
        async with timeout(_PATIENCE):
            async for piece in request.content.iter_chunked(_PIECE):
                body += piece
                if len(body) > _LONGEST:
                    return None
    except TimeoutError:
        raise web.HTTPRequestTimeout from None
    return bytes(body)


def update_in(body: bytes) -> dict[str, Any] | None:
    """Return the update a request's body holds, or None if it is none."""
    try:
        update: dict[str, Any] = json.loads(body)
        number: object = update["update_id"]
    except (ValueError, RecursionError, KeyError, TypeError):
        return None
    return update if is_number(number) else None
