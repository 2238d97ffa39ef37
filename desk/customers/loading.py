"""What a batch's commands about customer files need to know, loaded before they are decided."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from desk.commands import Given, OfCustomer, Subject
from desk.customers import commands as k
from desk.customers.file import CustomerFile
from desk.customers.looks import Look
from desk.customers.notices import HistoryLine
from desk.people import Customer
from desk.ports.files import FileWork

MOST_LINES = 12
"""Lines of a history in the chat."""
MOST_LOOKS = 20


@dataclass(slots=True, kw_only=True)
class Drawer:
    """The files a batch is about, by the chat each is asked for; of those that were merged, the one that stands."""

    files: dict[int, CustomerFile] = field(default_factory=dict[int, CustomerFile])
    known: Mapping[int, Customer] = field(default_factory=dict[int, Customer])
    histories: dict[int, tuple[int, Sequence[HistoryLine]]] = field(
        default_factory=dict[int, tuple[int, Sequence[HistoryLine]]]
    )
    looks: dict[int, tuple[int, Sequence[Look]]] = field(default_factory=dict[int, tuple[int, Sequence[Look]]])

    def add(self, other: "Drawer") -> None:
        """Add the files that were loaded elsewhere."""
        self.files |= other.files
        self.known = {**self.known, **other.known}

    def file(self, chat_id: int) -> CustomerFile:
        """Return the file that stands for a chat; one nobody has written in is there all the same."""
        own = self.files.get(chat_id) or CustomerFile(chat_id=chat_id)
        if own.merged_into is None:
            return own
        return self.files.get(own.merged_into) or CustomerFile(chat_id=own.merged_into)


async def open_drawer(unit: FileWork, given: Sequence[Given], whose: Callable[[Subject], int | None]) -> Drawer | None:
    """Return the files that commands are about; None where there is no such command. `whose` tells the customer."""
    asked = [(one.command, whose_file(one, whose)) for one in given if isinstance(one.command, k.FileCommand)]
    chats = {chat for _, chat in asked if chat is not None}
    others = {one.other for one, _ in asked if isinstance(one, k.MergeFiles)}
    if not asked:
        return None
    drawer = await load_files(unit, chats | others)
    for command, chat in asked:
        if chat is None:
            continue
        file = drawer.file(chat)
        if isinstance(command, k.ShowLooks):
            drawer.looks[file.chat_id] = await unit.file_looks(file.chats, MOST_LOOKS)
        elif file.chat_id not in drawer.histories:
            drawer.histories[file.chat_id] = await unit.file_history(file.chats, MOST_LINES)
    return drawer


async def load_files(unit: FileWork, chats: set[int]) -> Drawer:
    """Return the files of some chats, and those that stand for them."""
    if not chats:
        return Drawer()
    found = dict(await unit.files(chats))
    behind = {one.merged_into for one in found.values() if one.merged_into is not None} - chats
    if behind:
        found |= await unit.files(behind)
    return Drawer(files=found, known=await unit.known(chats | behind))


def whose_file(given: Given, whose: Callable[[Subject], int | None]) -> int | None:
    """Return the chat whose file a command is about; None: nobody's topic."""
    return given.subject.chat_id if isinstance(given.subject, OfCustomer) else whose(given.subject)
