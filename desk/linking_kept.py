"""What the commands about staff rooms need of storage, and what they leave there."""

from collections.abc import Callable, Sequence
from datetime import datetime

from desk import commands as c
from desk.linking import Rooms
from desk.ports import UnitOfWork


async def open_rooms(
    unit: UnitOfWork, todo: Sequence[c.Given], rooms: Rooms, *, now: datetime, new_code: Callable[[], str]
) -> None:
    """Load which rooms there are; hardly a batch asks."""
    if any(isinstance(one.command, c.Link | c.AskCode | c.LoseRoom) for one in todo):
        rooms.bound, rooms.codes = await unit.rooms(), await unit.link_codes(now)
        rooms.new_code = new_code()


async def keep_rooms(unit: UnitOfWork, rooms: Rooms, now: datetime) -> None:
    """Write what has become of them."""
    if rooms.linked is not None:
        team, chat_id = rooms.linked
        await unit.bind_room(chat_id, now, team=team, by=rooms.linked_by)
    if rooms.lost:
        await unit.free_rooms(rooms.lost)
    if rooms.given is not None:
        await unit.keep_link_code(*rooms.given)
    if rooms.spent is not None:
        await unit.spend_link_code(rooms.spent)
