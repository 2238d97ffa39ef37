"""Who may know whom, and who costs what to import."""

import subprocess
import sys
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

_ROOT = Path(__file__).parents[2]


def test_the_stack_is_kept(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(_ROOT)
    monkeypatch.setattr("logging.config.dictConfig", _let_be)
    status = lint_imports(config_filename="pyproject.toml", no_cache=True)
    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out


def _let_be(_: object) -> None:
    """The linter would set up logs of its own, and ours would be silent in whatever test comes next."""


@pytest.mark.parametrize(
    ("modules", "strangers"),
    [
        ("desk faq", "aiogram aiohttp sqlalchemy alembic asyncio logging pydantic"),
        ("bot.__main__ bot.clock bot.settings bot.tasks bot.timekeeper bot.pacing bot.logs", "aiogram sqlalchemy"),
        ("storage", "aiogram"),
        ("bot.audit_command bot.figures_command bot.ledger_command bot.replay_command", "aiogram numpy"),
        ("bot.why_command bot.person_command", "aiogram"),
    ],
)
def test_what_needs_no_telegram_and_no_database_does_not_pay_for_them(modules: str, strangers: str) -> None:
    asked = [sys.executable, "-c", _IMPORTED, modules, strangers]
    answer = subprocess.run(asked, cwd=_ROOT, capture_output=True, text=True, check=True)  # noqa: S603 - our own text
    assert answer.stdout.split() == []


_IMPORTED = """
import importlib, pkgutil, sys
for name in sys.argv[1].split():
    module = importlib.import_module(name)
    if name in {"desk", "faq", "storage"}:
        for found in pkgutil.iter_modules(module.__path__, name + "."):
            importlib.import_module(found.name)
print(*sorted(set(sys.argv[2].split()) & set(sys.modules)))
"""
