"""What customers who wait, and staff about who waits, ask of the desk."""

from dataclasses import dataclass

from desk.commands.command import Command, Origin, StaffCommand
from desk.people import Customer


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitNoMore(Command):
    """A customer pressed "no need to wait"."""

    customer: Customer
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerLater(Command):
    """A customer would rather be answered later than wait; by the agent with this number, if one is named."""

    customer: Customer
    origin: Origin
    number: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkCare(StaffCommand):
    """An agent says that this customer needs special care: old, ill, disabled (004:70)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportAbuse(StaffCommand):
    """An agent asks that people no longer serve a customer who abuses them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideBarring(StaffCommand):
    """A lead confirms that a customer is barred, or lets the customer be served (again)."""

    barred: bool
