"""What the page and tests look at: the state of the world, what just happened, the calls."""

import dataclasses
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from itertools import islice

from aiohttp import web

from bot.sandbox.bots import Bot
from bot.sandbox.chats import Chat, Group, PrivateChat
from bot.sandbox.methods.forum import shown
from bot.sandbox.wire import Json, write
from bot.sandbox.world import World

Board = Callable[[], Awaitable[Json]]
Query = Mapping[str, str]
HEARTBEAT = 15.0  # seconds of the machine; shorter than what any proxy or browser waits


def now(world: World, _query: Query) -> Json:
    """Return the moment and how fast it passes."""
    return {"now": world.clock.now().isoformat(), "rate": getattr(world.clock, "rate", 1.0)}


def state(world: World, query: Query) -> Json:
    """Return everything, with the last messages of each chat."""
    messages = int(query.get("messages", 50))
    return {
        **now(world, query),
        "seq": world.feed.seq,
        "bots": [bot.shown() for bot in world.bots.values()],
        "users": [user.shown for user in world.users.values()],
        "privates": [_private(bot, chat, messages) for bot in world.bots.values() for chat in bot.privates.values()],
        "groups": [_group(group, messages) for group in world.groups.values()],
    }


def _private(bot: Bot, chat: PrivateChat, messages: int) -> Json:
    standing = {"bot_id": bot.id, "started": chat.started, "blocked": chat.blocked, "keyboard": chat.keyboard}
    return {**_chat(chat, messages), **standing}


def _group(group: Group, messages: int) -> Json:
    members = [{"user_id": member.user.id, "status": member.status} for member in group.members.values()]
    topics = [shown(topic) for topic in group.topics.open.values()]
    place = {"title": group.title, "is_forum": group.is_forum, "migrated_to": group.migrated_to}
    return {**_chat(group, messages), **place, "members": members, "topics": topics}


def _chat(chat: Chat, messages: int) -> Json:
    last = list(islice(reversed(chat.messages.values()), messages))[::-1]
    reactions = {message["message_id"]: chat.reactions.get(message["message_id"]) for message in last}
    return {"id": chat.id, "messages": last, "reactions": {key: left for key, left in reactions.items() if left}}


def faults(world: World, _query: Query) -> Json:
    """Return what is switched on to go wrong."""
    return {"faults": world.faults.shown()}


def calls(world: World, query: Query) -> Json:
    """Return the calls after a number, of one method or chat if asked."""
    since = int(query.get("since", 0))
    return {"calls": world.journal.calls(since=since, method=query.get("method"), chat_id=query.get("chat"))}


def stats(world: World, _query: Query) -> Json:
    """Return the sums."""
    return {
        "calls": dict(world.journal.counts),
        "codes": {str(code): n for code, n in world.journal.codes.items()},
        "limited": dict(world.limits.refused),
        "pending": {str(bot.id): len(bot.updates.waiting) for bot in world.bots.values()},
        "webhooks": {str(bot.id): bot.webhook and dataclasses.asdict(bot.webhook) for bot in world.bots.values()},
    }


VIEWS: dict[str, Callable[[World, Query], Json]] = {
    "state": state,
    "now": now,
    "faults": faults,
    "calls": calls,
    "stats": stats,
}


def concerns(event: Json, kind: str | None, chat_id: str | None) -> bool:
    """Tell whether an event is of a kind and a chat, where asked."""
    chat = event.get("message", {}).get("chat", {}).get("id", event.get("chat_id"))
    return (not kind or event["kind"] == kind) and (not chat_id or str(chat) == chat_id)


async def stream(world: World, request: web.Request) -> web.StreamResponse:
    """Send events as they happen until the reader goes away."""
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
    await response.prepare(request)
    seq = int(request.query.get("since", world.feed.seq))
    with suppress(ConnectionError):
        while True:
            events = await world.feed.wait(seq, HEARTBEAT)
            seq = events[-1]["seq"] if events else seq
            await response.write("".join(f"data: {write(event)}\n\n" for event in events).encode() or b": quiet\n\n")
    return response
