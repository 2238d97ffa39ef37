"""The methods of the Bot API by name, in families."""

from collections.abc import Callable

from bot.sandbox.methods import (
    account,
    albums,
    buttons,
    copying,
    editing,
    files,
    forum,
    groups,
    polling,
    sending,
)
from bot.sandbox.methods.call import Call

Method = Callable[[Call], object]

FAMILIES = (account, albums, buttons, copying, editing, files, forum, groups, polling, sending)
METHODS: dict[str, tuple[str, Method]] = {
    name.lower(): (name, method) for family in FAMILIES for name, method in family.METHODS.items()
}
GET_UPDATES = polling.get_updates

__all__ = ["GET_UPDATES", "METHODS", "Call", "Method"]
