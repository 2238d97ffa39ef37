"""Facts are written in one place, so that none that somebody must answer for is without its record."""

import re
from pathlib import Path

_ROOT = Path(__file__).parents[2]
_WRITES = re.compile(r"insert\(\s*events\b|(?<!\w)events\.insert\(|INSERT INTO events\b")
_RECORDS = re.compile(r"insert\(\s*audit\b|(?<!\w)audit\.insert\(|INSERT INTO audit\b")


def _writing(what: re.Pattern[str]) -> list[str]:
    sources = [path for folder in ("bot", "handlers", "storage", "desk") for path in (_ROOT / folder).rglob("*.py")]
    return sorted(
        path.relative_to(_ROOT).as_posix()
        for path in sources
        if "migrations" not in path.parts and what.search(path.read_text(encoding="utf-8"))
    )


def test_facts_are_written_where_deeds_are_derived_from_them_and_nowhere_else() -> None:
    assert _writing(_WRITES) == ["storage/histories.py"]


def test_records_are_written_in_one_place() -> None:
    assert _writing(_RECORDS) == ["storage/audit.py"]
