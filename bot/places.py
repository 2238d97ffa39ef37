"""Where things are, when the operator does not say otherwise."""

from pathlib import Path

from bot.settings import Settings
from desk.errors import BadRules
from desk.rules import Rules
from desk.rules.editions import Names, Sources, read_sources

EXAMPLE_LIBRARY = Path(__file__).resolve().parent.parent / "faq" / "example"


def database_url(settings: Settings) -> str:
    """Return where facts are kept."""
    if settings.database_url is not None:
        return settings.database_url.get_secret_value()
    return "sqlite+aiosqlite:///var/desk.sqlite3"


def library(settings: Settings) -> Path:
    """Return the file or folder that an empty library is filled from."""
    return settings.faq or EXAMPLE_LIBRARY


def names_of(settings: Settings) -> Names:
    """Return what the files of rules, hours and rota are called."""
    given = {"rules": settings.rules, "hours": settings.hours, "rota": settings.rota}
    return Names(**{name: str(path) for name, path in given.items() if path is not None})


def sources_of(settings: Settings) -> Sources:
    """Return the files of rules, hours and rota as they are written now.

    Raises:
        BadRules: one of them cannot be read.
    """
    written = {
        name: _text(f"DESK_{name.upper()}", path)
        for name, path in (("rules", settings.rules), ("hours", settings.hours), ("rota", settings.rota))
        if path is not None
    }
    return Sources(**written)


def rules_of(settings: Settings) -> Rules:
    """Return the rules that the files ask for, as if there had never been others.

    Raises:
        BadRules: a file cannot be read or asks for something impossible.
    """
    return read_sources(sources_of(settings), names_of(settings)).rules


def _text(setting: str, path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise BadRules(f"{setting} {path} cannot be read: {error.strerror}; is the path right?") from None
    except UnicodeDecodeError:
        raise BadRules(f"{setting} {path} is not UTF-8; save it as UTF-8 once more.") from None
