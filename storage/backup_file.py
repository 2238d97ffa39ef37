"""A backup as a file: what it is of, the rows of every table, and an end that tells whether all of it is there.

Lines of JSON, compressed with gzip. Values are spelled alike for both databases: moments as microseconds since 1970,
days as ISO 8601, everything else as JSON has it. The last line counts the rows and holds the SHA-256 of all lines
before it, so that a file that was cut off or changed is known as such.
"""

import gzip
import hashlib
import json
import os
import tempfile
import zlib
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO

from storage.errors import BadBackup, CannotKeep

FORMAT = 1
_NAME = "frontdesk_backup"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_AT_ONCE = 1000  # rows
_LEVEL = 6  # of compression
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """What a whole backup is of: the tables' revision, the moment, the kind of database, rows by table."""

    revision: str
    made_at: datetime
    kind: str
    rows: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Some rows of a table, in the order of its columns."""

    table: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[Any]]


class Writer:
    """Writes a backup line by line: `begin`, then for each table `table` and `rows`, then `end`."""

    def __init__(self, path: Path, lines: gzip.GzipFile) -> None:
        self._path = path
        self._lines = lines
        self._digest = hashlib.sha256()
        self._counts: dict[str, int] = {}
        self._table = ""
        self.written: Backup | None = None
        """What was read back, once the file is there."""

    def begin(self, *, revision: str, made_at: datetime, kind: str) -> None:
        """Say what follows."""
        self._put({_NAME: FORMAT, "revision": revision, "made_at": made_at.isoformat(), "kind": kind})

    def table(self, name: str, columns: Sequence[str]) -> None:
        """Begin a table."""
        self._table, self._counts[name] = name, 0
        self._put({"table": name, "columns": list(columns)})

    def rows(self, rows: Iterable[Sequence[Any]]) -> None:
        """Write rows of the table begun last."""
        for row in rows:
            self._put([_plain(value) for value in row])
            self._counts[self._table] += 1

    def end(self) -> None:
        """Say that this was all."""
        self._put({"rows": self._counts, "sha256": self._digest.hexdigest()})

    def _put(self, line: object) -> None:
        written = _JSON.encode(line).encode() + b"\n"
        self._digest.update(written)
        try:
            self._lines.write(written)
        except OSError as error:
            raise CannotKeep(self._path, error) from error


_TAKEN = "{} is there already; name a file that is not, for a backup never replaces anything."


@contextmanager
def new_file(path: Path) -> Generator[Writer]:
    """Write a backup that is there whole at the end of the block, read back and safe on the disk, or not at all.

    Only its owner may read it. Until then it has another name beside `path`.

    Raises:
        BadBackup: `path` is taken, or no file can be made there.
        CannotKeep: the disk is full or failed.
    """
    if path.exists():
        raise BadBackup(_TAKEN.format(path))
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")  # 0600
    except OSError as error:
        raise BadBackup(f"{path} cannot be written: {error.strerror}; name a file elsewhere.") from None
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            with gzip.GzipFile(filename="", mode="wb", compresslevel=_LEVEL, fileobj=file, mtime=0) as lines:
                writer = Writer(path, lines)
                yield writer
            file.flush()
            os.fsync(file.fileno())
        writer.written = examine(part)
        _name(part, path)
        _sync(path.parent)
    except FileExistsError:
        raise BadBackup(_TAKEN.format(path)) from None
    except OSError as error:
        raise CannotKeep(path, error) from error
    finally:
        with suppress(OSError):
            part.unlink()


def _name(part: Path, path: Path) -> None:
    """Give a file its name, unless another has come to have it meanwhile."""
    try:
        os.link(part, path)
    except FileExistsError:
        raise
    except OSError:  # a file may have one name only there, as on a memory stick
        path.open("xb").close()
        part.replace(path)


def examine(path: Path) -> Backup:
    """Read a backup from the first line to the last, and return what it is of.

    Raises:
        BadBackup: it is none, or not whole.
    """
    with _opened(path) as file:
        found = _Reading(path, file)
        for _ in found.batches():
            pass
        return found.backup


def batches(path: Path) -> Iterator[Rows]:
    """Return the rows of a backup, some at a time; it ends well only if the file is whole.

    Raises:
        BadBackup: it is none, or not whole.
    """
    with _opened(path) as file:
        yield from _Reading(path, file).batches()


class _Reading:
    """One way through a file."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        self._path = path
        self._file = file
        self._digest = hashlib.sha256()
        self._last = b""
        self._counts: dict[str, int] = {}
        self._said: dict[str, Any] = {}

    @property
    def backup(self) -> Backup:
        """What the file is of, once it was read."""
        return Backup(
            revision=self._said["revision"],
            made_at=datetime.fromisoformat(self._said["made_at"]),
            kind=self._said["kind"],
            rows=self._counts,
        )

    def batches(self) -> Iterator[Rows]:
        try:
            self._said = self._head()
            yield from self._tables()
        except (EOFError, gzip.BadGzipFile, zlib.error, ValueError, KeyError, TypeError):
            raise BadBackup(f"{self._path} is cut off or damaged; take another backup.") from None

    def _head(self) -> dict[str, Any]:
        try:
            head = self._line()
        except (EOFError, gzip.BadGzipFile, zlib.error, ValueError, TypeError):
            head = {}
        if isinstance(head, list) or _NAME not in head:
            raise BadBackup(f"{self._path} is no backup of a desk; name a file that `backup` has written.")
        if head[_NAME] != FORMAT:
            raise BadBackup(f"{self._path} is of format {head[_NAME]}, not {FORMAT}; restore it by its own version.")
        return head

    def _tables(self) -> Iterator[Rows]:
        table, columns, rows = "", (), list[Any]()
        while True:
            line = self._line()
            if isinstance(line, list):
                rows.append(line)
                if len(rows) < _AT_ONCE:
                    continue
            if rows:
                self._counts[table] += len(rows)
                yield Rows(table=table, columns=columns, rows=rows)
                rows = []
            if isinstance(line, list):
                continue
            if "sha256" in line:
                return self._check(line)
            table, columns = line["table"], tuple(line["columns"])
            self._counts[table] = 0

    def _check(self, end: dict[str, Any]) -> None:
        if end["sha256"] != self._digest.hexdigest() or end["rows"] != self._counts or self._file.read(1):
            raise BadBackup(f"{self._path} was changed since it was written; take another backup.")

    def _line(self) -> dict[str, Any] | list[Any]:
        written = self._file.readline()
        if not written:
            raise EOFError
        self._digest.update(self._last)  # of all lines before this one
        self._last = written
        said: Any = json.loads(written)
        if not isinstance(said, dict | list):
            raise TypeError
        return said  # pyright: ignore[reportUnknownVariableType]


@contextmanager
def _opened(path: Path) -> Generator[BinaryIO]:
    try:
        with gzip.open(path, "rb") as file:
            yield file  # type: ignore[misc]
    except gzip.BadGzipFile:
        raise
    except OSError as error:
        raise BadBackup(f"{path} cannot be read: {error.strerror or error}; is the path right?") from None


def _plain(value: Any) -> Any:
    """Return a value as both databases' is written."""
    if isinstance(value, datetime):
        return (value - _EPOCH) // _MICROSECOND
    return value.isoformat() if isinstance(value, date) else value


def moment(written: int | None) -> datetime | None:
    """Return a moment as it was before it was written."""
    return None if written is None else _EPOCH + timedelta(microseconds=written)


def day(written: str | None) -> date | None:
    """Return a day as it was before it was written."""
    return None if written is None else date.fromisoformat(written)


def _sync(folder: Path) -> None:
    """Make a new name in a folder outlast the machine's power."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
