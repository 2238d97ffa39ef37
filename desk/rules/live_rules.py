"""The rules in force, exchanged while customers are served."""

from collections.abc import Callable

from desk.rules.numbers import Rules
from desk.rules.rulebook import Book
from desk.shifts import Rota


class LiveRules:
    """Holds what is in force now; whoever asks takes `now` once for a decision and keeps to that.

    Those in `changed` are called after every change; they must not raise.
    """

    def __init__(self, book: Book) -> None:
        self.book = book
        self.changed: list[Callable[[], None]] = []

    @property
    def now(self) -> Rules:
        """The rules in force."""
        return self.book.rules

    @property
    def rota(self) -> Rota | None:
        """The rota in force, as its file says; None: who is on duty says so."""
        return self.book.rota

    def exchange(self, book: Book) -> None:
        """Let everybody keep to this book from now on."""
        self.book = book
        for tell in self.changed:
            tell()


def live(rules: Rules | LiveRules) -> LiveRules:
    """Return a holder of rules that may never change, or the holder that was given."""
    return rules if isinstance(rules, LiveRules) else LiveRules(Book(rules=rules))
