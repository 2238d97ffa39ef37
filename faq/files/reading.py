"""Reading a library: a file or a folder of files in, entries out, all or nothing."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from faq.entry import Entry
from faq.files.complaints import complain
from faq.files.csv_rows import csv_rows
from faq.files.drafting import Draft, Drafting
from faq.files.jsonl_rows import jsonl_rows
from faq.files.problem import LibraryError, Problem
from faq.files.sheet import Rows
from faq.files.xlsx_rows import xlsx_rows
from faq.files.yaml_rows import yaml_rows
from faq.text import normalise
from faq.upkeep.rivals import side_by_side

LARGEST = 64_000_000
"""Bytes of one file."""

MOST_ENTRIES = 200_000

MOST_PROBLEMS = 1_000
"""Problems after which reading stops."""

Sheet = Callable[[str, bytes], Rows]


def _of_text(rows: Callable[[str, str], Rows]) -> Sheet:
    return lambda file, content: rows(file, _decoded(file, content))


SHEETS: dict[str, Sheet] = {
    ".yaml": _of_text(yaml_rows),
    ".yml": _of_text(yaml_rows),
    ".jsonl": _of_text(jsonl_rows),
    ".ndjson": _of_text(jsonl_rows),
    ".csv": csv_rows,
    ".xlsx": xlsx_rows,
}


def read(path: Path, *, answers_needed: bool = False) -> tuple[Entry, ...]:
    """Every entry of a library file, or of all library files in a folder, in the order of their names.

    Raises:
        LibraryError: with every problem found.
    """
    sources = [_Source(str(file), partial(_content, file)) for file in _files(path)]
    return _entries(sources, answers_needed=answers_needed)


def parse(name: str, content: bytes, *, answers_needed: bool = False) -> tuple[Entry, ...]:
    """Every entry of a library file that somebody has sent; its name tells its kind.

    Raises:
        LibraryError: with every problem found.
    """
    return _entries([_Source(name, partial(_bounded, name, content))], answers_needed=answers_needed)


@dataclass(frozen=True, slots=True)
class _Source:
    """A file that is read when its turn comes."""

    file: str
    content: Callable[[], bytes]


def _files(path: Path) -> list[Path]:
    try:
        if not path.is_dir():
            return [path]
        found = sorted(file for file in path.iterdir() if file.suffix.lower() in SHEETS and not _is_golden(file))
    except OSError as error:  # a name longer than any may be, a folder that is closed
        raise LibraryError([complain(str(path), 0, "", "closed", why=error.strerror)]) from error
    if not found:
        raise LibraryError([complain(str(path), 0, "", "no_library", kinds=", ".join(SHEETS))])
    return found


def _is_golden(file: Path) -> bool:
    """Whether a file holds golden questions, which lie beside the entries: `golden.jsonl`, `zh.golden.jsonl`."""
    return file.stem.lower().split(".")[-1] == "golden"


def _entries(sources: Sequence[_Source], *, answers_needed: bool) -> tuple[Entry, ...]:
    problems: list[Problem] = []
    drafts: list[Draft] = []
    rows = 0
    for row in _rows(sources):
        if isinstance(row, Problem):
            problems.append(row)
        else:
            rows += 1
            drafting = Drafting(row, answer_needed=answers_needed)
            draft = drafting.draft() if rows <= MOST_ENTRIES else None
            problems += drafting.problems
            drafts += [draft] if draft else []
        if rows > MOST_ENTRIES:
            raise LibraryError([*problems, complain(row.file, row.line, "", "entries", most=MOST_ENTRIES)])
        if len(problems) > MOST_PROBLEMS:
            raise LibraryError([*problems, complain(row.file, row.line, "", "problems", most=MOST_PROBLEMS)])
    problems += [*_same_ids(drafts), *_same_questions(drafts)]
    if not (drafts or problems):
        problems = [complain(source.file, 0, "", "no_entry") for source in sources]
    if problems:
        raise LibraryError(problems)
    return tuple(draft.entry for draft in drafts)


def _rows(sources: Sequence[_Source]) -> Rows:
    """The rows of all files; what makes a file unreadable does not keep the next from being read."""
    for source in sources:
        try:
            yield from _sheet(source.file)(source.file, source.content())
        except LibraryError as error:
            yield from error.problems


def _sheet(file: str) -> Sheet:
    sheet = SHEETS.get(Path(file).suffix.lower())
    if sheet is None:
        raise LibraryError([complain(file, 0, "", "kind_of_file", kinds=", ".join(SHEETS))])
    return sheet


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except (OSError, ValueError) as error:  # a name with a zero byte in it names nothing
        why = error.strerror if isinstance(error, OSError) else "the name has a zero byte in it"
        raise LibraryError([complain(str(path), 0, "", "closed", why=why)]) from error
    return _bounded(str(path), content)


def _bounded(file: str, content: bytes) -> bytes:
    if len(content) > LARGEST:
        raise LibraryError([complain(file, 0, "", "large", most=LARGEST)])
    return content


def _decoded(file: str, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise LibraryError([complain(file, line, "", "encoding")]) from error


def _same_ids(drafts: Iterable[Draft]) -> Iterator[Problem]:
    first: dict[str, Draft] = {}
    for draft in drafts:
        other = first.setdefault(draft.entry.id, draft)
        if other is not draft:
            yield complain(draft.file, draft.line, "id", "same_id", id=draft.entry.id, **_place(other))


def _same_questions(drafts: Iterable[Draft]) -> Iterator[Problem]:
    """Two answers to one question may stand in two languages, at two times or for two branches, never side by side.

    Entries without an answer are only matched against, so nobody hears the wrong one of two.
    """
    asked: defaultdict[str, list[Draft]] = defaultdict(list)
    for draft in (draft for draft in drafts if draft.entry.answer):
        same = asked[normalise(draft.entry.question)]
        rival = next((other for other in same if side_by_side(draft.entry, other.entry)), None)
        same.append(draft)
        if rival:
            yield complain(draft.file, draft.line, "question", "same_question", id=rival.entry.id, **_place(rival))


def _place(draft: Draft) -> dict[str, str]:
    return {"place": f"{draft.file}, line {draft.line}", "place_zh": f"第 {draft.line} 行"}
