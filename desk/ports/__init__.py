"""What the desk, the courier and the librarian ask of storage, in their own terms."""

from desk.ports.cases import CaseChange, CaseFacts, CaseWork
from desk.ports.courier import CardFacts, Copied, Delivery, Outbox, Posted, Said, Topic
from desk.ports.files import FileChange, FileWork
from desk.ports.letter import Letter
from desk.ports.library import (
    Answered,
    LearningReader,
    Librarian,
    LibraryChange,
    LibraryCounts,
    LibraryWork,
    Remark,
    ShelfChange,
)
from desk.ports.offering import Loads, OfferingWork, Waiting
from desk.ports.staff import DutyChange, LastWords, StaffWork
from desk.ports.work import (
    Agenda,
    Change,
    DeadLetters,
    Loaded,
    Storage,
    UnitOfWork,
    Written,
)

__all__ = [
    "Agenda",
    "Answered",
    "CardFacts",
    "CaseChange",
    "CaseFacts",
    "CaseWork",
    "Change",
    "Copied",
    "DeadLetters",
    "Delivery",
    "DutyChange",
    "FileChange",
    "FileWork",
    "LastWords",
    "LearningReader",
    "Letter",
    "Librarian",
    "LibraryChange",
    "LibraryCounts",
    "LibraryWork",
    "Loaded",
    "Loads",
    "OfferingWork",
    "Outbox",
    "Posted",
    "Remark",
    "Said",
    "ShelfChange",
    "StaffWork",
    "Storage",
    "Topic",
    "UnitOfWork",
    "Waiting",
    "Written",
]
