"""F12: the same button pressed again and again, by many at once, and on cards that tell of what is over."""

from contextlib import suppress

import pytest

from bot.sandbox.acts import Person
from bot.sandbox.errors import Refusal
from bot.sandbox.people import User
from tests.fire.conftest import Tally
from tests.fire.figures import Figures
from tests.fire.square import TAKE, Clerk, Square, under_fire
from tests.kit.desks import LIN, ROOM
from tests.simulation.town import Message, button

pytestmark = pytest.mark.fire

_AGENTS = tuple(range(900_300, 900_308))
_AT_ONCE = 64
_RESOLVE = "结案"


class _Watcher(Clerk):
    """Somebody of the staff who only looks."""

    def __init__(self, square: Square, number: int) -> None:
        self.town = square.town
        self.visitors = square.by_name
        self.takes = False
        self.seen = []
        self.cards = {}
        self.presses = []
        self.town.join(User(number, f"客服{number % 1000}", language_code="zh-hans"), self, staff=True)


def _press(square: Square, who: int, message: Message, data: str) -> None:
    """Press a button that may be gone from the message by now, as a slow phone still shows it."""
    with suppress(Refusal):
        Person.at(square.town.world, who, ROOM).press(message["message_id"], data, stale=True)


async def _race(square: Square) -> Figures:
    square.clerk.takes = False
    crew = [_Watcher(square, number) for number in _AGENTS]
    await square.on_duty(LIN, *_AGENTS)
    await square.quiet()
    old: list[tuple[Message, str]] = []
    for turn in range(square.chance.randint(4, 6)):
        visitor = square.visitor()
        visitor.writes("转人工")
        await square.until(lambda visitor=visitor: _cards(square, visitor.thread) != [], within=120)  # type: ignore[misc]
        card = _cards(square, visitor.thread)[-1]
        data = button(card, TAKE)
        assert data is not None
        if turn % 2:
            await square.passes(50)  # the offer to one agent lapses
        for n in range(_AT_ONCE):
            _press(square, _AGENTS[n % len(_AGENTS)], card, data)
        await square.quiet()
        old.append((card, data))
        for card, data in old:
            for n in range(_AT_ONCE // 8):
                _press(square, _AGENTS[n % len(_AGENTS)], card, data)
        await square.quiet()
        _close(square, visitor.thread)
        await square.quiet()
    for card, data in old:
        for who in _AGENTS:
            _press(square, who, card, data)
    await square.quiet()
    square.check()
    assert len(crew) == len(_AGENTS)
    taken = square.record.rows("SELECT subject, count(*) FROM events WHERE type = 'Taken' GROUP BY subject")
    given_back = "SELECT count(*) FROM events WHERE type IN ('Requeued', 'Reopened') AND subject = ?"
    twice = sum(times - 1 - square.record.count(given_back, subject) for subject, times in taken)
    assert len(taken) >= 4
    return Figures(scenario="F12 64 presses at once, stale ones", two_owners=twice)


def _cards(square: Square, thread: int | None) -> list[Message]:
    return [m for m in square.clerk.cards.values() if thread is not None and m.get("message_thread_id") == thread]


def _close(square: Square, thread: int | None) -> None:
    """Let whoever serves resolve it: the others' presses are worth nothing."""
    for message in list(square.town.world.groups[ROOM].messages.values()):
        data = button(message, _RESOLVE) if message.get("message_thread_id") == thread else None
        if data is not None:
            for who in _AGENTS:
                _press(square, who, message, data)


def test_of_sixty_four_presses_one_takes_and_what_is_over_cannot_be_pressed(tally: Tally, *, long: bool) -> None:
    for seed in range(1, 50 if long else 2):
        tally(under_fire(_race, seed=seed))
