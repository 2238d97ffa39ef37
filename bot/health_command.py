"""`python -m bot health`: asks the desk that runs here whether it is well; light, for it is asked every few seconds."""

import sys
import urllib.error
import urllib.request

from bot.settings import Settings

_PATIENCE = 10  # seconds
_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}  # noqa: S104 - nothing is bound here
"""Where a server that listens everywhere is found from beside it."""


def ask_health(settings: Settings) -> int:
    """Ask the desk running here whether it is ready."""
    url = f"http://{_host(settings)}:{settings.http_port}/readyz"
    try:
        with urllib.request.urlopen(url, timeout=_PATIENCE) as answer:
            sys.stdout.write(answer.read().decode() + "\n")
            return 0
    except urllib.error.HTTPError as error:
        sys.stdout.write(error.read().decode() + "\n")
    except OSError as error:
        sys.stdout.write(f"no desk answers at {url}: {error}\n")
    return 1


def _host(settings: Settings) -> str:
    host = _EVERYWHERE.get(settings.http_host, settings.http_host)
    return f"[{host}]" if ":" in host else host
