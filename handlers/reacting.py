"""The emoji somebody put to a message, as far as it can be shown on the other side."""

from typing import Any

from aiogram.types import MessageReactionUpdated, ReactionTypeEmoji, ReactionTypeUnion


async def with_emoji(event: MessageReactionUpdated) -> dict[str, Any] | bool:
    """Let an `author`'s change of `emoji` pass (None: taken away); custom and paid ones we may not use."""
    if event.user is None or event.user.is_bot:
        return False
    before, after = _last_emoji(event.old_reaction), _last_emoji(event.new_reaction)
    return {"emoji": after, "author": event.user} if before != after else False


def _last_emoji(reactions: list[ReactionTypeUnion]) -> str | None:
    """A bot may set only one, so the newest stands for all."""
    return next((one.emoji for one in reversed(reactions) if isinstance(one, ReactionTypeEmoji)), None)
