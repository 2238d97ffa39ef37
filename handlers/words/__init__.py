"""The one place for words: every sentence we say, in Chinese and in English, kept in TOML beside this file."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Final

LOCALES: Final = ("zh", "en")


class Words:
    """The sentences of one language, found as "table.key"."""

    def __init__(self, locale: str, sentences: dict[str, str]) -> None:
        self.locale = locale
        self.sentences = sentences

    def __call__(self, key: str, **values: object) -> str:
        """Return a sentence with its braces filled; values are put in as they are, so escape them first."""
        return self.sentences[key].format_map(values)

    def __contains__(self, key: str) -> bool:
        return key in self.sentences

    def either(self, key: str, otherwise: str) -> str:
        """Return the sentence of a key that came from outside, or of another that is surely there."""
        return self(key if key in self else otherwise)


@cache
def words_of(locale: str) -> Words:
    """Return the words of a language; who speaks neither is spoken to in Chinese."""
    known = "en" if locale.lower().startswith("en") else "zh"
    sentences: dict[str, str] = {}
    for path in word_files(known):
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        sentences |= {f"{table}.{key}": text.strip() for table, rows in tables.items() for key, text in rows.items()}
    return Words(known, sentences)


def word_files(locale: str) -> list[Path]:
    """Return the files of a language: its own, and one for each area that has words of its own ("cases.zh.toml")."""
    return sorted(Path(__file__).parent.glob(f"*{locale}.toml"), key=lambda path: (path.name.count("."), path.name))
