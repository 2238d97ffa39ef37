"""F8: a customer blocks the bot or is gone, a topic is deleted, the group moves, the bot loses its rights.

Whoever wrote is told why it does not arrive, what can wait waits, and nobody knocks at a closed door all the time.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from bot.sandbox.acts import Person
from bot.sandbox.chats import RIGHTS
from bot.sandbox.control import migrate
from bot.sandbox.methods.forum import remove_topic
from handlers.words import words_of
from tests.fire.conftest import Tally
from tests.fire.figures import Figures
from tests.fire.square import Seen, Square, Visitor, told, under_fire
from tests.kit.desks import ROOM, TOKEN, ZHAO

_HOUR = 3600.0
_MOVED = -1009999999999
_BOT = int(TOKEN.partition(":")[0])
Door = Callable[[Square, list[Visitor]], Awaitable[Figures]]


async def _blocked(square: Square, people: list[Visitor]) -> Figures:
    """A customer blocks the bot while the agent writes: the agent hears so, and one call is tried for each message."""
    mei, tom = people
    Person.at(square.town.world, mei.id).block(blocked=True)
    calls = await _answered_in_vain(square, mei, "停用")
    assert calls <= 3
    return await _still_served(square, tom)


async def _not_found(square: Square, people: list[Visitor]) -> Figures:
    """A customer's chat is not found any more, which Telegram says of those who deleted it."""
    mei, tom = people
    fault = square.town.world.faults.switch_on(
        kind="error", code=400, description="Bad Request: chat not found", chat_id=mei.id
    )
    await _answered_in_vain(square, mei, words_of("zh")("failure.not_started"))
    assert fault.struck <= 3
    return await _still_served(square, tom)


async def _topic_deleted(square: Square, people: list[Visitor]) -> Figures:
    """The lead deletes a topic while its customer writes: there is a new one, with everything that came after."""
    mei, tom = people
    assert mei.thread is not None
    remove_topic(square.town.world, square.town.world.groups[ROOM], mei.thread)
    before = mei.thread
    words = _writes(square, mei)
    await square.quiet()
    assert mei.thread != before
    lost = told(words, square.clerk.in_topic(mei.thread)).lost
    assert square.record.count("SELECT count(*) FROM dead_letters") == 0
    return await _still_served(square, tom, lost=lost)


async def _group_moved(square: Square, people: list[Visitor]) -> Figures:
    """The group gets another id while customers write: everything goes on there, in the topics there were."""
    migrate(square.town.world, {"chat": ROOM, "to": _MOVED})
    words = [text for one in people for text in _writes(square, one)]
    await square.quiet()
    stands = square.town.world.groups[_MOVED].messages.values()
    seen = [Seen(square.clock.now(), one.get("text", ""), one) for one in stands if one["from"]["id"] == _BOT]
    kept = told(words, seen)
    return Figures(scenario="F8 the group moved", lost=kept.lost, doubled=kept.doubled)


async def _demoted(square: Square, people: list[Visitor]) -> Figures:
    """The bot may make no topics any more: a new customer's words wait until it may, and health says why."""
    room = Person.at(square.town.world, ZHAO, ROOM)
    bot = square.town.world.users[_BOT]
    room.stand(bot, "member")
    return await _shut_out(square, people, lambda: room.stand(bot, "administrator", frozenset(RIGHTS)))


async def _kicked(square: Square, people: list[Visitor]) -> Figures:
    """The bot is thrown out of the group: what is said there waits until it is back."""
    room = Person.at(square.town.world, ZHAO, ROOM)
    bot = square.town.world.users[_BOT]
    room.stand(bot, "kicked")
    return await _shut_out(square, people, lambda: room.stand(bot, "administrator", frozenset(RIGHTS)))


async def _shut_out(square: Square, people: list[Visitor], comes_back: Callable[[], None]) -> Figures:
    new = square.visitor()
    new.writes("转人工")
    await square.passes(10)
    words = {one.id: _writes(square, one) for one in (*people, new)}
    journal = square.town.world.journal
    journal.on = True
    await square.passes(_HOUR)
    knocks = len(journal.calls(chat_id=str(ROOM)))
    lanes = 3 * len(square.visitors) + 1  # of words, of cards, of the room
    assert knocks <= lanes * 75, f"{knocks} calls in an hour at a closed door"
    comes_back()
    ended = square.clock.now()
    await square.quiet()
    first = min(one.at for one in square.clerk.seen if one.at >= ended)
    kept = [told(words[one.id], square.clerk.in_topic(one.thread)) for one in (*people, new)]
    assert square.record.count("SELECT count(*) FROM dead_letters") == 0
    return Figures(
        scenario="",
        lost=sum(one.lost for one in kept),
        doubled=sum(one.doubled for one in kept),
        out_of_order=sum(one.out_of_order for one in kept),
        recovery=(first - ended).total_seconds(),
    )


async def _refused(square: Square, people: list[Visitor]) -> Figures:
    """Telegram refuses something for good and for no reason we know: the lead hears what, and it is kept."""
    mei, tom = people
    fault = square.town.world.faults.switch_on(
        kind="error", code=400, description="Bad Request: never heard of it", method="copyMessage", chat_id=mei.id
    )
    await _answered_in_vain(square, mei, words_of("zh")("failure.rejected"))
    assert fault.struck == 3
    dead = square.record.rows("SELECT error FROM dead_letters WHERE kind = 'letter'")
    assert len(dead) == 3
    assert all("never heard of it" in error for (error,) in dead)
    return await _still_served(square, tom)


async def _answered_in_vain(square: Square, one: Visitor, why: str) -> int:
    """Let an agent write three times; return how many calls there were at the customer's chat in an hour."""
    journal = square.town.world.journal
    journal.on = True
    for n in range(3):
        square.clerk.answers(one, f"in vain {n}")
    await square.passes(_HOUR)
    told_why = [seen for seen in square.clerk.in_topic(one.thread) if why in seen.text]
    assert len(told_why) == 3, [seen.text for seen in square.clerk.in_topic(one.thread)][-5:]
    return len(journal.calls(chat_id=str(one.id)))


async def _still_served(square: Square, one: Visitor, *, lost: int = 0) -> Figures:
    """Let somebody else write, who is served as if nothing had happened."""
    words = _writes(square, one)
    await square.quiet()
    kept = told(words, square.clerk.in_topic(one.thread))
    return Figures(scenario="", lost=lost + kept.lost, doubled=kept.doubled, out_of_order=kept.out_of_order)


def _writes(square: Square, one: Visitor) -> list[str]:
    words = [f"{one.name} at {square.clock.now():%H:%M} number {n}" for n in range(3)]
    for text in words:
        one.writes(text)
    return words


DOORS: dict[str, Door] = {
    "F8 blocked by a customer": _blocked,
    "F8 chat not found": _not_found,
    "F8 topic deleted": _topic_deleted,
    "F8 the group moved": _group_moved,
    "F8 bot demoted": _demoted,
    "F8 bot thrown out": _kicked,
    "F8 refused for good": _refused,
}


@pytest.mark.fire
@pytest.mark.parametrize("name", DOORS)
def test_a_closed_door_is_told_of_and_not_knocked_at_all_the_time(tally: Tally, name: str) -> None:
    async def play(square: Square) -> Figures:
        return replace(await DOORS[name](square, await square.served(2)), scenario=name)

    tally(under_fire(play))
