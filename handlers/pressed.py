"""A press as the areas of buttons need to know it."""

from dataclasses import dataclass

from desk.commands import Command, Origin, Subject
from desk.people import Customer
from faq import KnowledgeBase

Asked = tuple[Subject, Command]
"""What a press asks, and about whom."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """Who pressed (`customer`: the same person as one who writes to us), where, and what the library knows now."""

    by: int
    customer: Customer
    origin: Origin
    in_private: bool
    in_room: bool
    knowledge: KnowledgeBase
