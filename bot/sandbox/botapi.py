"""The Bot API at /bot<token>/<method>, with the faults that are switched on."""

import asyncio

from aiohttp import web

from bot.sandbox.errors import Refusal, bad_request, unknown_method
from bot.sandbox.faults import Fault
from bot.sandbox.methods import GET_UPDATES, METHODS, Call
from bot.sandbox.params import Params, read_params
from bot.sandbox.wire import is_array, is_object, write
from bot.sandbox.world import World

JSON_HEADERS = {"Content-Type": "application/json"}
HTML = "<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center></body></html>"
UPDATES = "getupdates"
FOR_EVER = 24 * 3600.0  # seconds; no caller waits so long


class BotApi:
    """The handlers of one world."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[web.RouteDef]:
        """Return where they are found."""
        return [
            web.route("*", "/bot{token}/{method}", self._call),
            web.get("/file/bot{token}/{path:.+}", self._file),
        ]

    async def _call(self, request: web.Request) -> web.StreamResponse:
        try:
            params = await read_params(request)
        except Refusal as refusal:
            return _refused(refusal)
        name = request.match_info["method"]
        token = request.match_info["token"]
        fault = self._world.faults.draw(name, params.values) if self._world.faults.active else None
        if fault is None:
            return await self._answer(token, name, params)
        return await self._disturbed(fault, request, token, name, params)

    async def _answer(self, token: str, name: str, params: Params) -> web.Response:
        """Do what is asked, and say how it went."""
        try:
            call = Call(self._world, self._world.bot_of(token), params)
            if name.lower() == UPDATES:
                return _answered(await GET_UPDATES(call))
            known = METHODS.get(name.lower())
            if known is None:
                raise unknown_method()
            name, method = known
            result = method(call)
        except Refusal as refusal:
            return self._refuse(name, params, refusal)
        except (AttributeError, KeyError, TypeError, ValueError) as mistake:
            # Whatever a malformed call trips over is the caller's mistake, as it would be there.
            return self._refuse(name, params, bad_request(f"can't parse the request: {mistake}"))
        self._world.journal.note(name, params.values, 200, _outcome(result))
        return _answered(write(result))

    def _refuse(self, name: str, params: Params, refusal: Refusal) -> web.Response:
        self._world.journal.note(name, params.values, refusal.code, refusal.description)
        return _refused(refusal)

    async def _disturbed(
        self, fault: Fault, request: web.Request, token: str, name: str, params: Params
    ) -> web.StreamResponse:
        """Let a call go wrong as the fault says."""
        if fault.kind == "delay":
            await _pass(fault.seconds)
            return await self._answer(token, name, params)
        if fault.kind in {"reset_after", "hang"}:
            await self._answer(token, name, params)
        self._world.journal.note(name, params.values, *_trace(fault), fault=fault.kind)
        if fault.kind == "hang":
            await _pass(FOR_EVER)
        if fault.kind == "html":
            return web.Response(status=502, text=HTML, content_type="text/html")
        if fault.kind == "error":
            return _refused(_refusal(fault))
        if request.transport is not None:
            request.transport.abort()
        return web.Response(status=500)  # nobody is left to read it

    async def _file(self, request: web.Request) -> web.Response:
        try:
            self._world.bot_of(request.match_info["token"])
        except Refusal as refusal:
            return _refused(refusal)
        file = self._world.files.at(request.match_info["path"])
        if file is None:
            return _refused(Refusal(404, "Not Found"))
        return web.Response(body=file.content, content_type="application/octet-stream")


async def _pass(seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await asyncio.Event().wait()
    except TimeoutError:
        return


def _trace(fault: Fault) -> tuple[int, str]:
    """Return the code and words a fault leaves in the journal."""
    if fault.kind == "error":
        return fault.code, fault.description
    return (502, "html") if fault.kind == "html" else (0, "")


def _refusal(fault: Fault) -> Refusal:
    words = {400: "Bad Request", 403: "Forbidden", 429: "Too Many Requests", 500: "Internal Server Error"}
    parameters = {} if fault.retry_after is None else {"retry_after": fault.retry_after}
    return Refusal(fault.code, fault.description or words.get(fault.code, "Error"), **parameters)


def _answered(result: str) -> web.Response:
    return web.Response(body=f'{{"ok":true,"result":{result}}}'.encode(), headers=JSON_HEADERS)


def _refused(refusal: Refusal) -> web.Response:
    return web.Response(body=write(refusal.envelope()).encode(), status=refusal.code, headers=JSON_HEADERS)


def _outcome(result: object) -> object:
    """Return what the journal keeps of a result: the ids of messages, or yes."""
    if is_object(result):
        return result.get("message_id", result.get("message_thread_id", True))
    if is_array(result):
        return [_outcome(one) for one in result]
    return result
