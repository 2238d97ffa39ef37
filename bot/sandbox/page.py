"""The page and what it talks to, as routes any HTTP server of this program can show.

For those who drive it with a browser, elements carry `data-testid`: see page/index.html, where they are listed.
"""

from ipaddress import ip_address
from pathlib import Path

from aiohttp import web

from bot.sandbox import control, views
from bot.sandbox.errors import Refusal
from bot.sandbox.views import Board
from bot.sandbox.wire import Json, is_object
from bot.sandbox.world import World

FOLDER = Path(__file__).parent / "page"
KINDS = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
FILES = {path.name: KINDS[path.suffix] for path in FOLDER.iterdir() if path.suffix in KINDS}
PICTURES = {"image/png", "image/jpeg", "image/webp"}
SAFE = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' blob:; object-src 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


def page_routes(world: World, board: Board | None = None) -> list[web.RouteDef]:
    """Return the page, what it sees and what it does."""
    page = Page(world, board)
    return [
        web.get("/", page.file),
        web.get("/page/{name}", page.file),
        web.get("/control/{view:[a-z]+}", page.view),
        web.get("/control/file/{file_id}", page.picture),
        web.post("/control/{deed:[a-z/]+}", page.do),
    ]


class Page:
    """The handlers of one world's page."""

    def __init__(self, world: World, board: Board | None) -> None:
        self._world = world
        self._board = board

    async def file(self, request: web.Request) -> web.Response:
        """Answer with one of the page's own files."""
        name = request.match_info.get("name", "index.html")
        if name not in FILES:
            raise web.HTTPNotFound
        body = (FOLDER / name).read_bytes()
        return web.Response(body=body, content_type=FILES[name], charset="utf-8", headers=SAFE)

    async def picture(self, request: web.Request) -> web.Response:
        """Answer with an uploaded file; only pictures are shown, the rest is only saved."""
        _refuse_strangers(request)
        try:
            file = self._world.files.get(request.match_info["file_id"])
        except Refusal as refusal:
            raise web.HTTPNotFound from refusal
        kind = file.mime_type if file.mime_type in PICTURES else "application/octet-stream"
        return web.Response(body=file.content, content_type=kind, headers=SAFE)

    async def view(self, request: web.Request) -> web.StreamResponse:
        """Answer what there is to see."""
        _refuse_strangers(request)
        name = request.match_info["view"]
        try:
            if name == "events":
                return await views.stream(self._world, request)
            return web.json_response(await self._seen(name, request))
        except ValueError as mistake:
            return web.json_response({"error": str(mistake)}, status=400)

    async def _seen(self, name: str, request: web.Request) -> Json:
        if name == "feed":
            return await self._feed(request)
        if name == "board":
            return await self._board() if self._board else {"board": None}
        if name not in views.VIEWS:
            raise web.HTTPNotFound
        return views.VIEWS[name](self._world, request.query)

    async def _feed(self, request: web.Request) -> Json:
        query, feed = request.query, self._world.feed
        seq, kind, chat = int(query.get("since", 0)), query.get("kind"), query.get("chat")
        found: list[Json] = []

        def come() -> bool:
            nonlocal seq
            fresh = feed.since(seq)
            seq = fresh[-1]["seq"] if fresh else seq
            found.extend(event for event in fresh if views.concerns(event, kind, chat))
            return bool(found)

        if not come():
            await feed.until(come, float(query.get("wait", 0)))
        return {"seq": seq, "events": found}

    async def do(self, request: web.Request) -> web.Response:
        """Do what the page or a test wishes."""
        _refuse_strangers(request)
        if request.content_type != "application/json":
            raise web.HTTPUnsupportedMediaType
        name = request.match_info["deed"]
        if name not in control.DEEDS:
            raise web.HTTPNotFound
        try:
            wish = await request.json()
        except ValueError:
            wish = None
        if not is_object(wish):
            return web.json_response({"error": "a JSON object is expected"}, status=400)
        return await control.do(self._world, name, wish)


def _refuse_strangers(request: web.Request) -> None:
    """Refuse other web pages: those that call from elsewhere, and those that point a name of theirs at this machine."""
    host = request.host.rpartition(":")[0] or request.host
    origin = request.headers.get("Origin")
    if origin is not None and origin.partition("://")[2] != request.host:
        raise web.HTTPForbidden(text="another web page may not call the sandbox")
    if host != "localhost" and not _is_address(host.strip("[]")):
        raise web.HTTPForbidden(text="the sandbox is called by its address")


def _is_address(host: str) -> bool:
    try:
        return bool(ip_address(host))
    except ValueError:
        return False
