"""A transaction's part about customer files: opened before anything is decided, written behind all of it."""

from collections.abc import Sequence
from typing import Protocol

from desk.commands import Given, Subject
from desk.customers.batch import FileBatch
from desk.customers.loading import load_files, open_drawer
from desk.ports.files import FileWork
from desk.state import Conversation


class FilesAtHand(Protocol):
    """A batch, as far as it is about files."""

    files: FileBatch

    def about(self, subject: Subject) -> Conversation | None:
        """Return the conversation a command is about."""
        ...


async def open_files(unit: FileWork, todo: Sequence[Given], batch: FilesAtHand) -> None:
    """Bring the files that commands are about."""

    def whose(subject: Subject) -> int | None:
        conversation = batch.about(subject)
        return conversation.customer if conversation is not None else None

    drawer = await open_drawer(unit, todo, whose)
    if drawer is not None:
        batch.files.drawer = drawer


async def keep_files(unit: FileWork, files: FileBatch) -> None:
    """Write what has changed of files, and who looked at them; what forms told is taken in first.

    Raises:
        Conflict: something else has happened to one of them meanwhile.
    """
    if files.unread:
        files.drawer.add(await load_files(unit, files.unread))
    files.take_lessons()
    if (changes := files.changes()) or files.looks:
        await unit.record_files(changes, files.looks)
