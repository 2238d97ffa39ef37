"""Our own collection of paraphrases: groups of questions that mean the same, several groups to a topic."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from faq.entry import Language
from faq.text import normalise

TEXTS = Path(__file__).parent / "texts"
WORDS = Path(__file__).parent / "words"
"""Groups of words and short phrases."""


@dataclass(frozen=True, slots=True)
class Group:
    """One thing that is asked, in several normalised ways; groups of one topic are close but not the same."""

    language: Language
    topic: str
    keys: tuple[str, ...]


def paraphrases(folder: Path = TEXTS) -> list[Group]:
    """All groups, in the order of the files."""
    groups: list[Group] = []
    for file in sorted(folder.glob("*.jsonl")):
        language: Language = "zh" if file.name.startswith("zh") else "en"
        for line in file.read_text("utf-8").splitlines():
            read = json.loads(line)
            texts: list[str] = read["texts"]
            keys = dict.fromkeys(key for text in texts if (key := normalise(text)))
            groups.append(Group(language, f"{language} {read['topic']}", tuple(keys)))
    return groups


def split(groups: Sequence[Group], parts: int, part: int) -> tuple[list[Group], list[Group]]:
    """The groups of all other topics, and those of every so-manieth topic."""
    topics = sorted({group.topic for group in groups})
    held = set(topics[part::parts])
    return [group for group in groups if group.topic not in held], [group for group in groups if group.topic in held]
