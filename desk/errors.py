"""What can be wrong, by whose fault.

DeskError
├── IllegalMove      a command met a conversation that knows no such move; nothing has changed
├── BadRules         the rules file asks for something impossible; the old rules stay
├── Conflict         somebody else was faster; do it again on what is there now
└── StorageDown      the database does not answer; nothing was confirmed, try again
"""


class DeskError(Exception):
    """Anything the desk itself can say went wrong."""


class IllegalMove(DeskError):  # noqa: N818 - the noun of the rules, as in h11's table
    """A move the table of transitions does not know."""

    def __init__(self, state: str, event: str) -> None:
        super().__init__(f"a conversation that is {state} knows no {event}")
        self.state = state
        self.event = event


class BadRules(DeskError):  # noqa: N818 - reads as the sentence it is
    """A rules file that cannot be used: `where` names file and key, the message the remedy."""


class Conflict(DeskError):  # noqa: N818 - reads as the sentence it is
    """What was loaded has changed underneath; nothing was written."""


class StorageDown(DeskError):  # noqa: N818 - reads as the sentence it is
    """The database is locked, full or gone; nothing was written, and it is nobody's message that is at fault."""
