"""What staff say about a customer: special care, and who is not served by people any more."""

from typing import Final

from desk import commands as c
from desk.commands import Origin

CUSTOMER_CARE: Final = frozenset({"care", "block", "unblock"})
"""The names of these commands."""


def about_who_waits(name: str, agent: int, origin: Origin) -> c.StaffCommand:
    """Return what one of these names asks."""
    match name:
        case "care":
            return c.MarkCare(agent=agent, origin=origin)
        case "block":
            return c.ReportAbuse(agent=agent, origin=origin)
        case _:
            return c.DecideBarring(agent=agent, origin=origin, barred=False)
