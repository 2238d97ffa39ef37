"""What a customer says about a talk that is over."""

from dataclasses import dataclass

from desk.commands.command import Command, Origin
from desk.people import Customer


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate(Command):
    """A customer pressed below the farewell of an episode: satisfied or not, or then how much, from 1 to 5."""

    customer: Customer
    origin: Origin
    episode: int
    satisfied: bool | None = None
    value: int | None = None
