"""What can be wrong with a database before it can be used.

DeskError
├── NewerDatabase    a later version of the program has been here; this one must not write
├── NotMigrated      an earlier version of the program has been here; `migrate` first
├── BadAddress       the address names no database we know how to use
├── BadBackup        a file that is no whole backup, or cannot become one
├── CannotKeep       a backup that could not be written to its end
└── InUse            another process works on the database, or it holds facts already
"""

from pathlib import Path

from desk.errors import DeskError


class NewerDatabase(DeskError):  # noqa: N818 - reads as the sentence it is
    """The database carries a revision this program has never heard of."""

    def __init__(self, revision: str) -> None:
        super().__init__(
            f"the database is at revision {revision!r}, which this version of the program does not know: "
            "start the version that wrote it, or restore a backup made before it"
        )
        self.revision = revision


class NotMigrated(DeskError):  # noqa: N818 - reads as the sentence it is
    """The database has not got the tables this program needs."""

    def __init__(self, revision: str | None, needed: str) -> None:
        super().__init__(
            f"the database is at revision {revision or 'none'}, the program needs {needed}: run `python -m bot migrate`"
        )
        self.revision = revision
        self.needed = needed


class BadAddress(DeskError):  # noqa: N818 - reads as the sentence it is
    """An address (`DESK_DATABASE_URL`) of no database we can use."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"DESK_DATABASE_URL {why}: write sqlite+aiosqlite:///path/to/desk.db "
            "or postgresql+asyncpg://user:password@host/database"
        )


class BadBackup(DeskError):  # noqa: N818 - reads as the sentence it is
    """A file that is no whole backup, or cannot become one."""


class CannotKeep(DeskError):  # noqa: N818 - reads as the sentence it is
    """A backup that could not be written to its end."""

    def __init__(self, path: Path, error: OSError) -> None:
        super().__init__(f"{path} was not written: {error.strerror or error}; make room, or name a file elsewhere.")


class InUse(DeskError):  # noqa: N818 - reads as the sentence it is
    """A database whose tables must not be changed or replaced now."""
