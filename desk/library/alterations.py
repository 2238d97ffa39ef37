"""What an editor may change about an entry, and how."""

from dataclasses import dataclass
from enum import StrEnum


class Field(StrEnum):
    """A part of an entry that an editor changes; the values are the names of `Entry`."""

    QUESTION = "question"
    VARIANTS = "variants"
    ANSWER = "answer"
    LANGUAGE = "language"
    CATEGORY = "category"
    KEYWORDS = "keywords"
    OWNER = "owner"
    VALID_FROM = "valid_from"
    VALID_UNTIL = "valid_until"
    REVIEW_ON = "review_on"
    VETO = "veto"
    ATTACHMENTS = "attachments"
    APPLIES_TO = "applies_to"
    LEADS_TO = "leads_to"


LISTS = frozenset({Field.VARIANTS, Field.KEYWORDS, Field.VETO, Field.ATTACHMENTS, Field.APPLIES_TO})
"""Fields that hold several texts."""


@dataclass(frozen=True, slots=True)
class Put:
    """Put a text in the place of a field's; of a list one item per line; an empty text clears it."""

    field: Field
    text: str


@dataclass(frozen=True, slots=True)
class Add:
    """Add to a list, one item per line."""

    field: Field
    text: str


@dataclass(frozen=True, slots=True)
class Take:
    """Take an item out of a list; `place` counts from 0."""

    field: Field
    place: int


Alteration = Put | Add | Take
