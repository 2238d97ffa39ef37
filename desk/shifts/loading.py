"""What a batch about staff and room needs from storage; most batches need none of it."""

from collections.abc import Sequence

from desk import commands as c
from desk.batch import Batch
from desk.ports import UnitOfWork
from desk.shifts.answering import CrewCommands, concerns_the_room, leaves
from desk.shifts.crew import Stock
from desk.shifts.room import Room, apply_swaps
from desk.shifts.rota import Rota, Swap

_NOTICES = 20
_HANDING = c.GoOn | c.GoOff | c.LeaveNow | c.HandItemOver | c.GoAway | c.ShowHandovers | c.Remove | c.Strike
_READING = c.GoOn | c.PostNotice | c.ReadNotice | c.ShowNotices


class Roster:
    """The rota with the swaps that leads have approved."""

    def __init__(self) -> None:
        self._swaps: tuple[Swap, ...] = ()
        self._of: tuple[Rota | None, Rota | None] = (None, None)
        self.outdated = False

    def with_swaps(self, rota: Rota | None) -> Rota | None:
        """Return the rota as it is now."""
        if rota is None or not self._swaps:
            return rota
        if self._of[0] is not rota:
            self._of = (rota, apply_swaps(rota, self._swaps))
        return self._of[1]

    def learn(self, room: Room) -> None:
        """Take in what has been approved."""
        self.outdated = False
        if room.approved != self._swaps:
            self._swaps, self._of = room.approved, (None, None)


async def open_crew(unit: UnitOfWork, todo: Sequence[c.Given], batch: Batch, roster: Roster) -> None:
    """Load the room, the conversations of whoever goes, the last words in them, the notices, as far as it is needed."""
    nobody_is_there = not any(one.present for one in batch.floor.agents.values())
    if roster.outdated or nobody_is_there or any(concerns_the_room(one, batch.floor) for one in todo):
        room = await unit.room()
        roster.learn(room)
        batch.crew.open(Stock(room=room))
    batch.floor.rota = roster.with_swaps(batch.floor.rota)
    for user_id in sorted({one for one in (leaves(given, batch.floor) for given in todo) if one is not None}):
        batch.own(await unit.owned_by(user_id))
    crew_asked = [one for one in todo if isinstance(one.subject, c.OfAgent) or isinstance(one.command, CrewCommands)]
    if any(isinstance(one.command, _HANDING) for one in crew_asked):
        batch.crew.stock.words = await unit.last_words(_open(batch))
    if any(isinstance(one.command, _READING) for one in crew_asked):
        batch.crew.stock.bulletin = await unit.bulletin(_NOTICES)


def _open(batch: Batch) -> set[int]:
    held = {one.id for one in batch.talks.standing() if one.id is not None and one.owner is not None}
    return held | {item for agent in batch.floor.agents.values() for handed in agent.pending for item in handed.items}
