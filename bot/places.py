"""Where things are, when the operator does not say otherwise."""

from pathlib import Path

from bot.settings import Settings
from desk.errors import BadRules
from desk.rules import Rules
from desk.rules_file import read_rules

EXAMPLE_LIBRARY = Path(__file__).resolve().parent.parent / "faq" / "example"


def database_url(settings: Settings) -> str:
    """Return where facts are kept."""
    if settings.database_url:
        return settings.database_url
    return "sqlite+aiosqlite:///var/desk.sqlite3"


def library(settings: Settings) -> Path:
    """Return the file or folder that an empty library is filled from."""
    return settings.faq or EXAMPLE_LIBRARY


def rules_of(settings: Settings) -> Rules:
    """Return the rules in force.

    Raises:
        BadRules: the file cannot be read or asks for something impossible.
    """
    if settings.rules is None:
        return Rules()
    try:
        text = settings.rules.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadRules(f"DESK_RULES {settings.rules} cannot be read: {error}") from None
    return read_rules(text, str(settings.rules))
