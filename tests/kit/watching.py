"""What a test waits for in the sandbox: a message, a topic, a card, a button."""

from collections.abc import Callable
from typing import Any

from tests.kit.desks import LIN, ROOM, ZHAO, Sandbox

Fits = Callable[[dict[str, Any]], bool]


def says(words: str) -> Fits:
    """Return what fits a message of the bot that holds these words."""
    return lambda event: event["message"]["from"]["is_bot"] and words in (event["message"].get("text") or "")


async def said_to(play: Sandbox, chat: int, words: str) -> dict[str, Any]:
    """Return the bot's message with these words, once it is there."""
    message: dict[str, Any] = (await play.until(says(words), kind="message", chat=chat))["message"]
    return message


async def topic_of(play: Sandbox, name: str, chat: int = ROOM) -> int:
    """Return the topic of a customer in a group, once there is something to read in it: until then it is nobody's.

    A call that was cut off may have left an empty one behind, which stays nobody's for ever.
    """
    named: set[int] = set()

    def begins(event: dict[str, Any]) -> bool:
        if event["kind"] == "topic" and name in event["topic"]["name"]:
            named.add(event["topic"]["message_thread_id"])
        message = event.get("message") or {}
        return message.get("message_thread_id") in named and "forum_topic_created" not in message

    thread: int = (await play.until(begins, chat=chat))["message"]["message_thread_id"]
    return thread


async def card_in(play: Sandbox, thread: int, chat: int = ROOM) -> dict[str, Any]:
    """Return the card of a topic, once it is there."""
    event = await play.until(
        lambda event: event["message"].get("message_thread_id") == thread and "reply_markup" in event["message"],
        kind="message",
        chat=chat,
    )
    card: dict[str, Any] = event["message"]
    return card


def button(message: dict[str, Any], words: str) -> str:
    """Return the data of the button with these words."""
    rows = message["reply_markup"]["inline_keyboard"]
    data: str = next(one["callback_data"] for row in rows for one in row if words in one["text"])
    return data


async def admitted(play: Sandbox, agent: int, role: str = "客服") -> None:
    """Let the lead take somebody on."""
    seq = (await play.see("feed"))["seq"]
    await play.do("write", as_=ZHAO, chat=ROOM, text=f"/admit {agent} {role}")
    await play.until(says(f"现在是{role}"), since=seq, kind="message", chat=ROOM)


async def on_duty(play: Sandbox, agent: int = LIN) -> None:
    """Let an agent come on duty, whom the lead has taken on."""
    if agent != ZHAO:
        await admitted(play, agent)
    await play.do("write", as_=agent, chat=ROOM, text="/on")
    await said_to(play, ROOM, "上班成功")
