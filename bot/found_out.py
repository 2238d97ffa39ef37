"""What the courier finds out while it speaks, and the desk has to know."""

import logging

from desk.commands import Block, Given, LoseRoom, OfCustomer, OfRoom
from desk.desk import Desk

log = logging.getLogger(__name__)


class FoundOut:
    """Tells the desk; what it will not record is an operator's to read."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def unreachable(self, customer: int) -> None:
        """Tell that a customer has blocked us or is no more."""
        await self._tell(Given(command=Block(), subject=OfCustomer(customer)))

    async def room_lost(self, chat_id: int) -> None:
        """Tell that we cannot write to a room of staff any more."""
        await self._tell(Given(command=LoseRoom(chat_id=chat_id), subject=OfRoom()))

    async def _tell(self, given: Given) -> None:
        for failure in await self._desk.handle([given]):
            about = {"command": type(given.command).__name__, "error": type(failure.error).__name__}
            log.error("what the courier found out could not be recorded", extra=about)
