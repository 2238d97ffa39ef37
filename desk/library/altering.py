"""An entry with something about it changed, or what is wrong with the words that were to be put into it."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from desk.content import file_of
from desk.library.alterations import LISTS, Add, Alteration, Field, Put, Take
from desk.library.notices import SaveRefused
from desk.library.outcomes import Trouble
from desk.ports import Answered
from faq import Entry, Language, questions_in
from faq.entry import Lead
from faq.files.drafting import LEADS, LONGEST_ANSWER, LONGEST_QUESTION, LONGEST_WORD, MOST_PHRASINGS
from faq.masking import mask
from faq.text import fold, is_visible, language_of, mentions, normalise

_LONGEST = {Field.QUESTION: LONGEST_QUESTION, Field.VARIANTS: LONGEST_QUESTION, Field.ANSWER: LONGEST_ANSWER}
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?", re.ASCII)
_LANGUAGES: Mapping[str, Language] = {
    "zh": "zh",
    "中文": "zh",
    "chinese": "zh",
    "en": "en",
    "英文": "en",
    "英语": "en",
    "english": "en",
}


class _Refused(Exception):  # noqa: N818 - never leaves this file
    def __init__(self, notice: SaveRefused) -> None:
        super().__init__()
        self.notice = notice


def new_entry(entry_id: str, alterations: Iterable[Alteration]) -> Entry | SaveRefused:
    """Return a new entry in the language of its question, or what is wrong."""
    made = altered(Entry(id=entry_id, question=""), alterations)
    return replace(made, language=language_of(normalise(made.question))) if isinstance(made, Entry) else made


def of_an_answer(found: Answered) -> tuple[Alteration, ...]:
    """Return what an agent's answer says of a new entry, with nobody's names and numbers."""
    asked = next(iter(questions_in(found.question)), found.question)
    question = " ".join(mask(asked).split())
    return Put(Field.QUESTION, question), Put(Field.ANSWER, mask(found.answer))


def altered(entry: Entry, alterations: Iterable[Alteration]) -> Entry | SaveRefused:
    """Return the entry as it is to be, or what is wrong with the first thing that is."""
    try:
        for alteration in alterations:
            entry = replace(entry, **{alteration.field.value: _value(entry, alteration)})
        _make_sense(entry)
    except _Refused as refused:
        return refused.notice
    return entry


def _value(entry: Entry, alteration: Alteration) -> Any:
    field = alteration.field
    if field in LISTS:
        return _items(entry, field, alteration)
    if not isinstance(alteration, Put):
        raise _refused(field, Trouble.NO_ITEM)
    text = alteration.text.strip() if is_visible(alteration.text) else ""
    if len(text) > (most := _LONGEST.get(field, LONGEST_WORD)):
        raise _refused(field, Trouble.TOO_LONG, text, most)
    return _READ.get(field, _plain)(field, text)


def _items(entry: Entry, field: Field, alteration: Alteration) -> tuple[str, ...]:
    items: tuple[str, ...] = getattr(entry, field.value)
    if isinstance(alteration, Take):
        if not 0 <= alteration.place < len(items):
            raise _refused(field, Trouble.NO_ITEM)
        return items[: alteration.place] + items[alteration.place + 1 :]
    lines = [line.strip() for line in alteration.text.splitlines() if is_visible(line)]
    if isinstance(alteration, Add) and not lines:
        raise _refused(field, Trouble.EMPTY)
    most = _LONGEST.get(field, LONGEST_WORD)
    for line in lines:
        if len(line) > most:
            raise _refused(field, Trouble.TOO_LONG, line, most)
        if field is Field.VARIANTS and not normalise(line):
            raise _refused(field, Trouble.NO_WORDS, line)
        if field is Field.ATTACHMENTS and file_of(line) is None:
            raise _refused(field, Trouble.NO_FILE, line)
    kept = items if isinstance(alteration, Add) else ()
    if field is Field.VARIANTS:
        lines = _not_said_yet(lines, (entry.question, *kept))
    found = tuple(dict.fromkeys((*kept, *lines)))
    if len(found) > MOST_PHRASINGS:
        raise _refused(field, Trouble.TOO_MANY, most=MOST_PHRASINGS)
    return found


def _not_said_yet(lines: Iterable[str], said: Iterable[str]) -> list[str]:
    """Leave out what is found by the same key as another phrasing of the entry."""
    known = set(map(normalise, said))
    fresh: dict[str, str] = {}
    for line in lines:
        if normalise(line) not in known:
            fresh.setdefault(normalise(line), line)
    return list(fresh.values())


def _plain(_: Field, text: str) -> str:
    return text


def _question(field: Field, text: str) -> str:
    if not text:
        raise _refused(field, Trouble.EMPTY)
    if not normalise(text):
        raise _refused(field, Trouble.NO_WORDS, text)
    return text


def _answer(_: Field, text: str) -> str | None:
    return text or None


def _language(field: Field, text: str) -> Language:
    language = _LANGUAGES.get(text.lower())
    if language is None:
        raise _refused(field, Trouble.NO_LANGUAGE, text)
    return language


def _lead(field: Field, text: str) -> Lead | None:
    if text and text.lower() not in LEADS:
        raise _refused(field, Trouble.NO_LEAD, text)
    return LEADS.get(text.lower())


def _day(field: Field, text: str) -> date | None:
    if not text:
        return None
    found = _DATE.fullmatch(text)
    try:
        return date(*map(int, found.groups())) if found else date.fromisoformat(text)
    except ValueError:
        raise _refused(field, Trouble.NO_DATE, text) from None


def _make_sense(entry: Entry) -> None:
    if not entry.question:
        raise _refused(Field.QUESTION, Trouble.EMPTY)
    if entry.valid_from and entry.valid_until and entry.valid_until < entry.valid_from:
        raise _refused(Field.VALID_UNTIL, Trouble.ENDS_BEFORE, str(entry.valid_until))
    for word in entry.veto:
        if any(mentions(fold(text), fold(word)) for text in entry.phrasings):
            raise _refused(Field.VETO, Trouble.VETOES_ITSELF, word)


def _refused(field: Field, trouble: Trouble, text: str = "", most: int | None = None) -> _Refused:
    return _Refused(SaveRefused(field=field, trouble=trouble, text=text[:_SHOWN], most=most))


_SHOWN = 100
_READ: Mapping[Field, Callable[[Field, str], Any]] = {
    Field.QUESTION: _question,
    Field.ANSWER: _answer,
    Field.LANGUAGE: _language,
    Field.VALID_FROM: _day,
    Field.VALID_UNTIL: _day,
    Field.REVIEW_ON: _day,
    Field.LEADS_TO: _lead,
}
