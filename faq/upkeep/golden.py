"""Golden questions: what customers ask, and which entry answers it, or that none does.

They are the library's memory of what was right; the gate asks them before and after every change. A file of them is
JSON lines, `{"text": "…", "expected": "entry-id" or null, "source": "editor"}`, which `faq eval` reads too.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from faq.entry import Entry, Example
from faq.files.problem import LibraryError, Problem
from faq.text import normalise

LARGEST = 20_000_000
"""Bytes of one file."""

LONGEST_TEXT = 4_096

EDITOR, PHRASING, FEEDBACK = "editor", "phrasing", "feedback"
"""Where a golden question comes from. One from a phrasing goes when its phrasing goes."""


@dataclass(frozen=True, slots=True)
class Golden:
    """A question and the id of the entry that answers it; None: no entry does, a person is right."""

    text: str
    expected: str | None
    source: str = EDITOR


def from_phrasings(entries: Iterable[Entry]) -> tuple[Golden, ...]:
    """The golden set of a library that has none: every phrasing belongs to its entry.

    As a phrasing always finds its own entry, these tell only whether a change takes a phrasing away from its owner;
    how well the library understands other words, they cannot tell.
    """
    found = {normalise(text): Golden(text, entry.id, PHRASING) for entry in entries for text in entry.phrasings}
    return tuple(golden for key, golden in found.items() if key)


def examples_of(golden: Iterable[Golden]) -> tuple[Example, ...]:
    """Golden questions as what the thresholds are measured by; those made of phrasings say nothing about them."""
    return tuple(Example(one.text, one.expected) for one in golden if one.source != PHRASING)


def golden_beside(library: Path) -> tuple[Golden, ...]:
    """The golden set of a library: `golden.jsonl` in its folder, `NAME.golden.jsonl` beside a file; or none.

    Raises:
        LibraryError: naming every line that is no golden question.
    """
    path = library / "golden.jsonl" if library.is_dir() else golden_path(library)
    return read_golden(path) if path.is_file() else ()


def golden_path(file: Path) -> Path:
    """Where the golden set of a library that is one file lies."""
    return file.with_name(f"{file.stem}.golden.jsonl")


def written_golden(golden: Iterable[Golden]) -> bytes:
    """The lines of a file of golden questions; nothing where there are only those made of phrasings."""
    told = (one for one in golden if one.source != PHRASING)
    lines = [{"text": one.text, "expected": one.expected, "source": one.source} for one in told]
    return "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines).encode()


def read_golden(path: Path) -> tuple[Golden, ...]:
    """The golden questions of a file.

    Raises:
        LibraryError: naming every line that is none.
    """
    found: list[Golden] = []
    problems: list[Problem] = []
    for number, line in enumerate(_lines(path), start=1):
        golden = _golden(line) if line.strip() else None
        if isinstance(golden, Golden):
            found.append(golden)
        elif line.strip():
            what = 'A golden question is an object: {"text": "…", "expected": "id of an entry" or null}.'
            problems.append(Problem(str(path), number, "", what))
    if problems:
        raise LibraryError(problems)
    return tuple(found)


def _lines(path: Path) -> list[str]:
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST + 1)
        if len(content) > LARGEST:
            raise LibraryError([Problem(str(path), 0, "", f"Larger than {LARGEST:,} bytes; take some lines out.")])
        return content.decode("utf-8-sig").split("\n")
    except OSError as error:
        what = f"It cannot be opened ({error.strerror}); check the path and the right to read it."
        raise LibraryError([Problem(str(path), 0, "", what)]) from error
    except UnicodeDecodeError as error:
        what = "This is not UTF-8; save the file again with the encoding UTF-8."
        raise LibraryError([Problem(str(path), 0, "", what)]) from error


def _golden(line: str) -> Golden | None:
    try:
        value: object = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, dict):
        return None
    fields = cast("dict[str, object]", value)
    text, expected, source = fields.get("text"), fields.get("expected", ""), fields.get("source", EDITOR)
    if not (isinstance(text, str) and text.strip() and len(text) <= LONGEST_TEXT and isinstance(source, str)):
        return None
    if expected is None:
        return Golden(text, None, source)
    return Golden(text, expected, source) if isinstance(expected, str) and expected else None
