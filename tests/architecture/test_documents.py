"""Documents name only what exists."""

import re
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[2]
_FOLDERS = ("bot", "handlers", "storage", "desk", "faq", "tests", "docs", "benchmarks", ".ci")
_QUOTED = re.compile(r"`([^`\s]+)`")
_LINKED = re.compile(r"\]\(([^)#\s]+)")
_MADE_BY_RUNNING = ("var/", ".venv/")


def _documents() -> list[Path]:
    return sorted([*_ROOT.glob("*.md"), *(_ROOT / "docs").rglob("*.md")])


def _names_a_path(quoted: str) -> bool:
    return quoted.startswith(tuple(f"{folder}/" for folder in _FOLDERS)) and not re.search(r"[*{}<>…|]", quoted)


@pytest.mark.parametrize("document", _documents(), ids=lambda path: path.relative_to(_ROOT).as_posix())
def test_every_path_a_document_names_exists(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    quoted = [_ROOT / path.split("::")[0] for path in _QUOTED.findall(text) if _names_a_path(path)]
    linked = [document.parent / path for path in _LINKED.findall(text) if "://" not in path and "@" not in path]
    assert [path for path in (*quoted, *linked) if not path.exists()] == []


def test_every_name_of_the_glossary_is_a_name_of_the_code() -> None:
    rows = re.findall(r"^\| [^|]+ \| `(\w+)` \| [^|]+\.? \|$", _text("docs/glossary.md"), re.MULTILINE)
    modules = [path for folder in _FOLDERS[:5] for path in (_ROOT / folder).rglob("*.py")]
    words = set(re.findall(r"\w+", "\n".join(path.read_text(encoding="utf-8") for path in modules)))
    assert rows != []
    assert [name for name in rows if name not in words and name not in _TO_COME] == []


def test_no_name_stands_twice_in_the_glossary() -> None:
    rows = re.findall(r"^\| ([^|]+) \| `(\w+)` \|", _text("docs/glossary.md"), re.MULTILINE)
    assert (len({term for term, _ in rows}), len({name for _, name in rows})) == (len(rows), len(rows))


_TO_COME: set[str] = set()


def _text(path: str) -> str:
    return (_ROOT / path).read_text(encoding="utf-8")
