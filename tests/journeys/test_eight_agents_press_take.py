"""Eight agents press "take" on the same two hundred conversations at once: one owner each, the others told who.

Each is offered to one agent at a time; the race begins when none was taken in time and everybody may take. One process
is stopped until all the presses are there. Three are called by a porter that keeps the presses back and then brings
them all at once, so that each card is pressed at several processes in the same moment.
"""

import asyncio
import os
import signal
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from bot.clock import WallClock
from tests.kit.crowds import Place, at_work, place
from tests.kit.databases import postgres
from tests.kit.desks import ROOM, ZHAO, Desk, Sandbox, sandbox
from tests.kit.porter import Porter, porter
from tests.kit.watching import on_duty

__all__ = ["place", "postgres"]

AGENTS = tuple(range(900101, 900109))
CONVERSATIONS = 200
PACE = 1000
LATE = "SELECT subject FROM strikes WHERE clock = 'accept' AND tier = 1"
TAKEN = "SELECT subject FROM events WHERE type = 'Taken'"


@pytest.mark.parametrize(
    "place",
    ["sqlite", *(pytest.param(many, marks=pytest.mark.fire) for many in ("postgresql", "three processes"))],
    indirect=True,
)
async def test_one_owner_each_and_the_others_are_told_who(tmp_path: Path, place: Place) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text(f"capacity = {CONVERSATIONS}\naccept = 1\n")
    settings = {"DESK_PACE": str(PACE), "DESK_RULES": str(rules)}
    async with sandbox(pace=PACE) as play, porter() as door:
        desks = place.desks(tmp_path, play.url, **settings, **(door.settings() if place.many > 1 else {}))
        door.ports = [one.port for one in desks]
        async with at_work(desks, play):
            await _eight_agents_come_on_duty(play)
            await play.do("bulk", count=CONVERSATIONS, users=CONVERSATIONS, text="转人工")
            cards = await _cards(play)
            await _open_to_all(play, place)
            await _all_press_at_once(play, cards, desks, door)
            told = await _answers(play, CONVERSATIONS * len(AGENTS))

    owners = [row.owner for row in await place.rows("SELECT owner FROM conversations WHERE state = 'ACTIVE'")]
    assert len(owners) == CONVERSATIONS
    assert all(owner in AGENTS for owner in owners)
    taken = Counter(Counter(row.subject for row in await place.rows(TAKEN)).values())
    assert taken == {1: CONVERSATIONS}, "each was taken exactly once"
    other = Counter(answer for answer in told if "已于" not in answer)
    assert other.total() == CONVERSATIONS, f"the others hear who and when, not {other.most_common(5)}"
    assert len(door.brought) == (place.many if place.many > 1 else 0), "all processes had presses to decide"


async def _all_press_at_once(play: Sandbox, cards: list[dict[str, Any]], desks: list[Desk], door: Porter) -> None:
    presses = [(agent, card) for card in cards for agent in AGENTS]
    if len(desks) == 1:
        os.kill(desks[0].process.pid, signal.SIGSTOP)
        await asyncio.gather(*(_press(play, agent, card) for agent, card in presses))
        os.kill(desks[0].process.pid, signal.SIGCONT)
        return
    door.brought.clear()
    door.keep()
    await asyncio.gather(*(_press(play, agent, card) for agent, card in presses))
    async with asyncio.timeout(120):
        while door.kept < len(presses):
            await WallClock().sleep(0.05)
    door.let_go()
    await door.all_brought()


async def _eight_agents_come_on_duty(play: Sandbox) -> None:
    for number, agent in enumerate(AGENTS):
        await play.do("user", id=agent, first_name=f"客服{number}")
        await play.do("member", as_=ZHAO, chat=ROOM, user=agent, status="member")
        await on_duty(play, agent)
    async with asyncio.timeout(120):
        while sum("上班成功" in (said.get("text") or "") for said in (await play.room())["messages"]) < len(AGENTS):
            await WallClock().sleep(0.1)


async def _cards(play: Sandbox) -> list[dict[str, Any]]:
    """Return the card of every conversation, once all of them stand there."""
    cards: dict[int, dict[str, Any]] = {}
    seq = 0
    while len(cards) < CONVERSATIONS:
        seen = await play.see("feed", since=seq, wait=10, kind="message", chat=ROOM)
        assert seen["seq"] > seq, f"only {len(cards)} cards"
        seq = seen["seq"]
        for event in seen["events"]:
            if _is_card(event["message"]):
                cards[event["message"]["message_thread_id"]] = event["message"]
    return list(cards.values())


def _is_card(message: dict[str, Any]) -> bool:
    return "message_thread_id" in message and "1t:" in str(message.get("reply_markup")) and not _is_offer(message)


def _is_offer(message: dict[str, Any]) -> bool:
    return "1os:" in str(message["reply_markup"])


async def _open_to_all(play: Sandbox, place: Place) -> None:
    """Wait until each has been waited for too long."""
    late = set[str]()
    for _ in range(60):
        late = {row.subject for row in await place.rows(LATE)}
        if len(late) == CONVERSATIONS:
            return
        await play.see("feed", since=10**9, wait=1)
    raise AssertionError(f"only {len(late)} were late")


async def _press(play: Sandbox, agent: int, card: dict[str, Any]) -> None:
    data = card["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await play.do("press", as_=agent, chat=ROOM, message_id=card["message_id"], data=data)


async def _answers(play: Sandbox, count: int) -> list[str]:
    """Return what those who pressed were told, once all of them were."""
    answers: list[str] = []
    seq = 0
    while len(answers) < count:
        seen = await play.see("feed", since=seq, wait=30, kind="answer")
        assert seen["seq"] > seq, f"only {len(answers)} were told"
        seq = seen["seq"]
        answers += [event["answer"]["text"] or "" for event in seen["events"]]
    return answers
