"""What keeps whole classes of attacks out by how the program is built, and the document that says so."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[2]
_DOCUMENT = _ROOT / "docs" / "security.md"
_SOURCE = ("bot", "handlers", "storage", "desk", "faq")
_PROOF = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
_THREAT = re.compile(r"^\| \**(S\d+)\** \|(.+)\|$", re.MULTILINE)
_CONNECTS = re.compile(r"\b(ClientSession\(|urlopen\(|open_connection\(|create_connection\(|httpx|requests\.)")
_FETCHES = re.compile(r"\b(get_file|download|download_file)\(")
_RUNS = {"eval", "exec", "compile", "__import__"}
_OPENS = re.compile(r"^\s*(import|from) (pickle|marshal|shelve|subprocess|ctypes)\b", re.MULTILINE)
_SQL = {"text", "exec_driver_sql"}


def _modules(*folders: str) -> Iterator[tuple[str, str]]:
    for folder in folders:
        for path in sorted((_ROOT / folder).rglob("*.py")):
            name = path.relative_to(_ROOT).as_posix()
            if not name.startswith(("bot/sandbox/", "faq/training/")):
                yield name, path.read_text(encoding="utf-8")


def _calls(source: str) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            yield (node.func.id if isinstance(node.func, ast.Name) else node.func.attr), node


def _proofs() -> list[tuple[str, str]]:
    return sorted(set(_PROOF.findall(_DOCUMENT.read_text(encoding="utf-8"))))


# --- the document ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("path", "name"), _proofs())
def test_every_proof_that_is_named_exists(path: str, name: str) -> None:
    tree = ast.parse((_ROOT / path).read_text(encoding="utf-8"))
    found = [node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    assert name in found


def test_every_threat_stands_in_the_document_once_with_a_proof_or_is_said_to_be_open() -> None:
    rows = _THREAT.findall(_DOCUMENT.read_text(encoding="utf-8"))
    assert [name for name, _ in rows] == [f"S{number}" for number in range(1, 22)]
    assert [name for name, row in rows if not _PROOF.search(row) and "*open*" not in row] == []
    assert len(_proofs()) > 50


# --- how the program is built ----------------------------------------------------------------------------------------


def test_sql_is_never_put_together_from_words() -> None:
    """S10: whatever is handed to the database as text is written in the source, whole; all else is bound."""
    told = [
        (name, call.lineno)
        for name, source in _modules("storage")
        if "/versions/" not in name
        for called, call in _calls(source)
        if called in _SQL and not (call.args and isinstance(call.args[0], ast.Constant))
    ]
    assert told == []


def test_sql_in_migrations_is_put_together_from_our_own_words_only() -> None:
    """S10: migrations are given nothing, so that they can only use what stands in them."""
    given = [
        (name, node.name)
        for name, source in _modules("storage")
        if "/versions/" in name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef) and node.name == "upgrade" and node.args.args
    ]
    assert given == []


def test_the_desk_speaks_to_telegram_to_itself_and_to_nobody_else() -> None:
    """S8: no address that anybody wrote is ever asked for; these modules open connections, each to what is set."""
    assert [name for name, source in _modules(*_SOURCE) if _CONNECTS.search(source)] == [
        "bot/check.py",
        "bot/health_command.py",
    ]


def test_no_file_that_somebody_sends_is_fetched() -> None:
    """S13: attachments stay at Telegram and are passed on by their id."""
    assert [name for name, source in _modules(*_SOURCE) if _FETCHES.search(source)] == []


def test_nothing_that_is_read_can_run() -> None:
    """S7: no module evaluates, unpickles or starts anything."""
    near = [(name, source) for name, source in _modules(*_SOURCE) if any(f"{word}(" in source for word in _RUNS)]
    runs = [name for name, source in near for called, call in _calls(source) if _evaluates(called, call)]
    opens = [name for name, source in _modules(*_SOURCE) if _OPENS.search(source)]
    assert (runs, opens) == ([], [])


def _evaluates(called: str, call: ast.Call) -> bool:
    return called in _RUNS and isinstance(call.func, ast.Name)


def test_every_package_is_locked_by_its_hash() -> None:
    """S16: a package that was changed at its source is not installed."""
    for lock in ("requirements.lock", "requirements-dev.lock"):
        lines = (_ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
        packages = [line for line in lines if line and not line.startswith("#")]
        assert packages != []
        assert [line.split()[0] for line in packages if "==" not in line or "--hash=sha256:" not in line] == []
