"""How files are named, how long they are, and what may not stand in them."""

import re
from pathlib import Path

_ROOT = Path(__file__).parents[2]
_SOURCE = ("bot", "handlers", "storage", "desk", "faq")
_BANNED = {"manager", "helper", "helpers", "util", "utils", "common", "base", "data", "info", "misc"}
_LONGEST = 400
_LONGER: dict[str, str] = {}
"""Files that are longer all the same, each with its reason."""


def _python(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (_ROOT / folder).rglob("*.py"))


def test_no_file_is_named_after_nothing() -> None:
    named = _python(*_SOURCE, "tests", "benchmarks")
    assert [path for path in named if set(re.split(r"[_\W]", path.stem)) & _BANNED] == []


def test_no_module_is_longer_than_a_noun_needs_but_those_with_a_reason() -> None:
    long = {
        path.relative_to(_ROOT).as_posix()
        for path in _python(*_SOURCE)
        if len(path.read_text(encoding="utf-8").splitlines()) > _LONGEST
    }
    assert long == set(_LONGER)


def test_every_module_opens_with_a_sentence() -> None:
    silent = [path for path in _python(*_SOURCE) if not path.read_text(encoding="utf-8").startswith('"""')]
    assert [path for path in silent if "migrations" not in path.parts] == []


def test_lock_files_name_no_address() -> None:
    locks = sorted(_ROOT.glob("*.lock"))
    assert [path.name for path in locks if path.name != "uv.lock" and "://" in path.read_text(encoding="utf-8")] == []
    assert _ROOT / "requirements.lock" in locks
