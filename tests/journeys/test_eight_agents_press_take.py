"""Eight agents press "take" on the same two hundred conversations at once: one owner each, the others told who.

Each is offered to one agent at a time; the race begins when none was taken in time and everybody may take.
"""

import asyncio
import os
import signal
import sqlite3
from collections import Counter
from pathlib import Path
from typing import Any

from tests.kit.desks import ROOM, ZHAO, Sandbox, desk, sandbox
from tests.kit.watching import on_duty

AGENTS = tuple(range(900101, 900109))
CONVERSATIONS = 200
PACE = 1000


async def test_one_owner_each_and_the_others_are_told_who(tmp_path: Path) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text(f"capacity = {CONVERSATIONS}\naccept = 1\n")
    settings = {"DESK_PACE": str(PACE), "DESK_RULES": str(rules)}
    async with sandbox(pace=PACE) as play, desk(tmp_path, play, **settings) as one:
        await _eight_agents_come_on_duty(play)
        await play.do("bulk", count=CONVERSATIONS, users=CONVERSATIONS, text="转人工")
        cards = await _cards(play)
        await _open_to_all(play, one.database)

        os.kill(one.process.pid, signal.SIGSTOP)  # so that all the presses are there at once
        await asyncio.gather(*(_press(play, agent, card) for card in cards for agent in AGENTS))
        os.kill(one.process.pid, signal.SIGCONT)
        told = await _answers(play, CONVERSATIONS * len(AGENTS))

    owners = _owners(tmp_path / "desk.sqlite3")
    assert len(owners) == CONVERSATIONS
    assert all(owner in AGENTS for owner in owners)
    taken = Counter(_taken_events(tmp_path / "desk.sqlite3").values())
    assert taken == {1: CONVERSATIONS}, "each was taken exactly once"
    assert sum("已于" in answer for answer in told) == CONVERSATIONS * (len(AGENTS) - 1), "the others hear who and when"


async def _eight_agents_come_on_duty(play: Sandbox) -> None:
    for place, agent in enumerate(AGENTS):
        await play.do("user", id=agent, first_name=f"客服{place}")
        await play.do("member", as_=ZHAO, chat=ROOM, user=agent, status="member")
        await on_duty(play, agent)


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


async def _open_to_all(play: Sandbox, database: Path) -> None:
    """Wait until each has been waited for too long."""
    for _ in range(60):
        if len(_breached(database)) == CONVERSATIONS:
            return
        await play.see("feed", since=10**9, wait=1)
    raise AssertionError(f"only {len(_breached(database))} were late")


def _breached(database: Path) -> set[str]:
    with sqlite3.connect(database) as connection:
        late = connection.execute("SELECT subject FROM strikes WHERE clock = 'accept' AND tier = 1")
        return {subject for (subject,) in late}


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


def _owners(database: Path) -> list[int]:
    with sqlite3.connect(database) as connection:
        return [owner for (owner,) in connection.execute("SELECT owner FROM conversations WHERE state = 'ACTIVE'")]


def _taken_events(database: Path) -> Counter[str]:
    with sqlite3.connect(database) as connection:
        return Counter(subject for (subject,) in connection.execute("SELECT subject FROM events WHERE type = 'Taken'"))
