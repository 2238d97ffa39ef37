"""The desk's own HTTP server, on loopback unless told otherwise."""

import errno
from collections.abc import Sequence
from contextlib import AsyncExitStack

from aiohttp import web

from bot.settings import BadSettings, Settings

_LONGEST = 64 << 20  # a document dropped on the sandbox's page; a webhook has its own, smaller limit

_IDLE = 75.0  # seconds that a connection may stay open without a request
_LINGERING = 1.0  # seconds for which what follows a refusal is still read


async def serve_http(settings: Settings, routes: Sequence[web.RouteDef], stack: AsyncExitStack) -> None:
    """Answer these routes until the stack is left.

    Raises:
        BadSettings: the port is taken or not ours to take.
    """
    app = web.Application(client_max_size=_LONGEST)
    app.add_routes(routes)
    runner = web.AppRunner(
        app,
        access_log=None,
        handler_cancellation=True,
        shutdown_timeout=1.0,
        keepalive_timeout=_IDLE,
        lingering_time=_LINGERING,
    )
    await runner.setup()
    stack.push_async_callback(runner.cleanup)
    host, port = settings.http_host, settings.http_port
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        why = "is in use by another program" if error.errno == errno.EADDRINUSE else f"cannot be had: {error.strerror}"
        raise BadSettings(f"port {port} on {host} {why}; stop that program, or set DESK_HTTP_PORT.") from None
