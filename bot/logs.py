"""Logs as lines of JSON with named fields: what happened to which update, never a person's words, phone or a token.

What libraries say is none of ours: their sentences may hold what they worked on, so they speak only when they warn,
and of that only the sentence as it stands in their source is kept, and of that its first line.
"""

import json
import logging
import re
import sys
from contextvars import ContextVar
from datetime import UTC, datetime

current_update: ContextVar[int | None] = ContextVar("current_update", default=None)
"""The update being handled, so that everything said about it can be found together."""

_FIELDS = ("loop", "why", "error", "update_id", "letter", "letters", "subject", "records", "head")
_OURS = ("bot", "handlers", "storage", "desk", "faq")
_TOKEN = re.compile(r"\d{5,12}:[\w-]{20,}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_DIGITS = re.compile(r"(?<!\d)\+?\d{11,18}(?!\d)")


class Line(logging.Formatter):
    """One line of JSON for each record."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line: ASCII only, and of the record nothing but the fields that are named above."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "event": discreet(_said(record)),
        }
        if (update := current_update.get()) is not None:
            line["update_id"] = update
        for name in _FIELDS:
            if (value := getattr(record, name, None)) is not None:
                line[name] = discreet(value) if isinstance(value, str) else value
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__
            line["where"] = _where(record)
        return json.dumps(line).replace("\x7f", "\\u007f")  # ASCII only: nothing a terminal could obey


def _said(record: logging.LogRecord) -> str:
    """Return the event; of what a library says, nothing that it put into its sentence."""
    if record.name.partition(".")[0] in _OURS:
        return record.getMessage()
    return str(record.msg).partition("\n")[0]


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
    handler.setFormatter(Line())
    logging.basicConfig(
        level=max(logging.getLevelNamesMapping()[level], logging.WARNING), handlers=[handler], force=True
    )
    for ours in _OURS:
        logging.getLogger(ours).setLevel(level)


def _where(record: logging.LogRecord) -> str:
    """Return file and line of the innermost frame: an exception's own text may hold a person's words."""
    trace = record.exc_info[2] if record.exc_info else None
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}" if trace else ""
