"""The library in force, exchanged while customers are served."""

import hashlib
from collections.abc import Callable, Iterable, Sequence

from desk.learning.autonomy import Autonomy
from faq import KnowledgeBase
from faq.upkeep.usage import Unused


class LiveLibrary:
    """Holds what is known now; whoever asks it takes `knowledge` once and keeps asking that.

    `revision` is the number of the library's events that `knowledge` has taken in; `entry_ids` are all ids there ever
    were, also of drafts and of what is retired; `autonomy` tells whether sure answers are given directly; `unused`
    is what nobody needed lately, None until it is counted. Those in `changed` are called after every change; they
    must not raise.
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
        self.unused: Sequence[Unused] | None = None
        self.revision = revision
        self.entry_ids = entry_ids | {entry.id for entry in knowledge.entries}
        self._by_digest: dict[str, str] = {}
        self.note(self.entry_ids)
        self.changed: list[Callable[[], None]] = []

    def note(self, entry_ids: Iterable[str]) -> None:
        """Let ids be found by their digests; of very many in a thread, before they come with an exchange."""
        for entry_id in entry_ids:
            self._by_digest.setdefault(digest_of(entry_id), entry_id)

    def named(self, digest: str) -> str | None:
        """Return the id with this digest, if there ever was one."""
        return self._by_digest.get(digest)

    def exchange(
        self, knowledge: KnowledgeBase, *, revision: int | None = None, entry_ids: frozenset[str] = frozenset()
    ) -> None:
        """Let customers be answered from this library from now on; the one before may still be asked."""
        self.knowledge = knowledge
        self.revision = self.revision if revision is None else revision
        if fresh := entry_ids - self.entry_ids:
            self.note(fresh)
            self.entry_ids |= fresh
        for tell in self.changed:
            tell()


def digest_of(entry_id: str) -> str:
    """Return sixteen hexadecimal digits that stand for an id where it is too long."""
    return hashlib.sha256(entry_id.encode()).hexdigest()[:16]
