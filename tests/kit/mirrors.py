"""What stands in the staff room of the numbered lines that customers wrote, and when the room is at rest."""

from collections import Counter, defaultdict
from typing import Any

from bot.clock import WallClock
from tests.kit.desks import Sandbox

_PAUSE = 0.25  # seconds
_STILL = 8  # pauses without a word
_LONGEST = 600  # pauses


def mirrored(room: dict[str, Any]) -> dict[int, list[str]]:
    """Return what stands in each topic that a customer wrote, in order."""
    lines: dict[int, list[str]] = defaultdict(list)
    for message in room["messages"]:
        text = message.get("text") or ""
        if message["from"]["is_bot"] and "message_thread_id" in message and "消息 " in text and "状态" not in text:
            lines[message["message_thread_id"]] += [line for line in text.splitlines() if line.startswith("消息 ")]
    return lines


def said_unmarked(room: dict[str, Any]) -> Counter[str]:
    """Return how often each line stands in the room without the mark of a repeat."""
    plain = [m for m in room["messages"] if m["from"]["is_bot"] and "重复" not in (m.get("text") or "")]
    return Counter(line for lines in mirrored({"messages": plain}).values() for line in lines)


def in_order(lines: list[str]) -> bool:
    """Tell whether lines stand in the order of their numbers, repeats aside."""
    once = list(dict.fromkeys(lines))
    return once == sorted(once)


async def quiet(play: Sandbox, clock: WallClock, *, topics: int) -> None:
    """Wait until the room has the topics and nothing has been said for a while."""
    seen, still = -1, 0
    for _ in range(_LONGEST):
        room = await play.room()
        pending = (await play.see("stats"))["pending"]
        count = len(room["messages"])
        still = still + 1 if count == seen and not any(pending.values()) else 0
        seen = count
        if still >= _STILL and len(room["topics"]) >= topics:
            return
        await clock.sleep(_PAUSE)
    raise AssertionError(f"the room did not come to rest: {seen} messages")
