from pathlib import Path

import faq
from faq import KnowledgeBase

LIBRARY = KnowledgeBase.load(Path(faq.__file__).parent / "example")
PHRASINGS = [(entry.id, text) for entry in LIBRARY.entries for text in entry.phrasings]


def test_phrasings_find_their_own_entry() -> None:
    """One in three, which is one or two of every entry: more take long and tell nothing new."""
    found = {(entry_id, text): LIBRARY.match(text).entry_id for entry_id, text in PHRASINGS[::3]}
    assert {entry_id for entry_id, _ in found} == {entry.id for entry in LIBRARY.entries}
    assert {key: entry_id for key, entry_id in found.items() if entry_id != key[0]} == {}
