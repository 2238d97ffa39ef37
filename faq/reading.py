"""Reading a library: a file or a folder of files in, entries out, all or nothing."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

from faq.drafting import Draft, Drafting
from faq.entry import Entry
from faq.jsonl_rows import jsonl_rows
from faq.problem import LibraryError, Problem
from faq.sheet import Row
from faq.text import normalise
from faq.yaml_rows import yaml_rows

LARGEST = 5_000_000
"""Bytes of one file."""

MOST_ENTRIES = 20_000

SHEETS: dict[str, Callable[[str, str], list[Row]]] = {
    ".yaml": yaml_rows,
    ".yml": yaml_rows,
    ".jsonl": jsonl_rows,
    ".ndjson": jsonl_rows,
}


def read(path: Path) -> tuple[Entry, ...]:
    """Every entry of a library file, or of all library files in a folder, in the order of their names.

    Raises:
        LibraryError: with every problem found.
    """
    problems: list[Problem] = []
    drafts: list[Draft] = []
    for row in _rows(_files(path), problems):
        drafting = Drafting(row)
        draft = drafting.draft()
        problems += drafting.problems
        drafts += [draft] if draft else []
    problems += [*_same_ids(drafts), *_same_questions(drafts)]
    if problems:
        raise LibraryError(problems)
    return tuple(draft.entry for draft in drafts)


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    found = sorted(file for file in path.iterdir() if file.suffix.lower() in SHEETS)
    if not found:
        raise LibraryError([Problem(str(path), 0, "", f"No library file is in this folder ({', '.join(SHEETS)}).")])
    return found


def _rows(files: Iterable[Path], problems: list[Problem]) -> list[Row]:
    rows: list[Row] = []
    for file in files:
        try:
            rows += _sheet(file)
        except LibraryError as error:
            problems += error.problems
    if len(rows) > MOST_ENTRIES:
        what = f"{len(rows):,} entries; at most {MOST_ENTRIES:,} are read. Retire old ones or split the library."
        raise LibraryError([Problem(rows[-1].file, 0, "", what)])
    if not rows and not problems:
        raise LibraryError([Problem(str(file), 0, "", "There is no entry in it.") for file in files])
    return rows


def _sheet(file: Path) -> list[Row]:
    sheet = SHEETS.get(file.suffix.lower())
    if sheet is None:
        what = f"This kind of file is not read yet; save it as one of {', '.join(SHEETS)}."
        raise LibraryError([Problem(str(file), 0, "", what)])
    return sheet(str(file), _text(file))


def _text(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except OSError as error:
        what = f"It cannot be opened ({error.strerror}); check the path and the right to read it."
        raise LibraryError([Problem(str(file), 0, "", what)]) from error
    if len(content) > LARGEST:
        raise LibraryError([Problem(str(file), 0, "", f"Larger than {LARGEST:,} bytes; split it into several files.")])
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        what = "This is not UTF-8; save the file again with the encoding UTF-8."
        raise LibraryError([Problem(str(file), line, "", what)]) from error


def _same_ids(drafts: Sequence[Draft]) -> Iterable[Problem]:
    first: dict[str, Draft] = {}
    for draft in drafts:
        other = first.setdefault(draft.entry.id, draft)
        if other is not draft:
            what = f"“{draft.entry.id}” is taken by the entry at {_place(other)}; an id belongs to one entry."
            yield Problem(draft.row.file, draft.row.line, "id", what)


def _same_questions(drafts: Sequence[Draft]) -> Iterable[Problem]:
    """Two answers to one question may stand in two languages or at two times, never side by side.

    Entries without an answer are only matched against, so nobody hears the wrong one of two.
    """
    asked: defaultdict[tuple[str, str], list[Draft]] = defaultdict(list)
    for draft in (draft for draft in drafts if draft.entry.answer):
        key = (draft.entry.language, normalise(draft.entry.question))
        rival = next((other for other in asked[key] if _overlap(draft.entry, other.entry)), None)
        asked[key].append(draft)
        if rival:
            what = f"It asks the same as “{rival.entry.id}” at {_place(rival)}; make one entry of the two."
            yield Problem(draft.row.file, draft.row.line, "question", what)


def _overlap(one: Entry, other: Entry) -> bool:
    begin = max(one.valid_from or date.min, other.valid_from or date.min)
    return begin <= min(one.valid_until or date.max, other.valid_until or date.max)


def _place(draft: Draft) -> str:
    return f"{draft.row.file}, line {draft.row.line}"
