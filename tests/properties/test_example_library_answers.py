from pathlib import Path

import faq
from faq import KnowledgeBase

LIBRARY = KnowledgeBase.load(Path(faq.__file__).parent / "example")


def test_every_phrasing_finds_its_own_entry() -> None:
    found = {(entry.id, text): LIBRARY.match(text).entry_id for entry in LIBRARY.entries for text in entry.phrasings}
    assert {key: entry_id for key, entry_id in found.items() if entry_id != key[0]} == {}
