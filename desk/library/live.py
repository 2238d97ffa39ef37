"""The library in force, exchanged while customers are served."""

from collections.abc import Callable

from desk.learning.autonomy import Autonomy
from faq import KnowledgeBase


class LiveLibrary:
    """Holds what is known now; whoever asks it takes `knowledge` once and keeps asking that.

    `revision` is the number of the library's events that `knowledge` has taken in; `entry_ids` are all ids there ever
    were, also of drafts and of what is retired; `autonomy` tells whether sure answers are given directly. Those in
    `changed` are called after every change; they must not raise.
    """

    def __init__(
        self,
        knowledge: KnowledgeBase,
        *,
        revision: int = 0,
        entry_ids: frozenset[str] = frozenset(),
        autonomy: Autonomy | None = None,
    ) -> None:
        self.knowledge = knowledge
        self.autonomy = autonomy or Autonomy()
        self.revision = revision
        self.entry_ids = entry_ids | {entry.id for entry in knowledge.entries}
        self.changed: list[Callable[[], None]] = []

    def exchange(
        self, knowledge: KnowledgeBase, *, revision: int | None = None, entry_ids: frozenset[str] = frozenset()
    ) -> None:
        """Let customers be answered from this library from now on; the one before may still be asked."""
        self.knowledge = knowledge
        self.revision = self.revision if revision is None else revision
        self.entry_ids |= entry_ids
        for tell in self.changed:
            tell()
