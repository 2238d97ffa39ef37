"""Logs as lines of JSON with named fields: what happened to which update, never a person's words, phone or a token."""

import json
import logging
import re
import sys
from contextvars import ContextVar
from datetime import UTC, datetime

current_update: ContextVar[int | None] = ContextVar("current_update", default=None)
"""The update being handled, so that everything said about it can be found together."""

_FIELDS = ("loop", "why", "error", "update_id", "letter", "letters", "subject", "records", "head")
_TOKEN = re.compile(r"\d{5,12}:[\w-]{20,}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_DIGITS = re.compile(r"(?<!\d)\+?\d{11,18}(?!\d)")


class _Line(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "event": discreet(record.getMessage()),
        }
        if (update := current_update.get()) is not None:
            line["update_id"] = update
        for name in _FIELDS:
            if (value := getattr(record, name, None)) is not None:
                line[name] = discreet(value) if isinstance(value, str) else value
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__
            line["where"] = _where(record)
        return json.dumps(line, ensure_ascii=False)


def discreet(text: str) -> str:
    """Return a text without tokens and without digits long enough to be a phone, card or identity number.

    A digest, whose digits tell nothing, stays as it is.
    """
    if _DIGEST.fullmatch(text):
        return text
    return _DIGITS.sub("<number>", _TOKEN.sub("<token>", text))


def begin(level: str) -> None:
    """Send the logs of the whole program to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Line())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for noisy in ("aiogram", "aiohttp.access", "alembic", "asyncio"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


def _where(record: logging.LogRecord) -> str:
    """Return file and line of the innermost frame: an exception's own text may hold a person's words."""
    trace = record.exc_info[2] if record.exc_info else None
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}" if trace else ""
