"""Methods about the bot itself: its name, its commands, its descriptions."""

from bot.sandbox.errors import bad_request
from bot.sandbox.methods.call import Call
from bot.sandbox.wire import Json

COMMAND_LIMIT = 100


def get_me(call: Call) -> Json:
    """Tell who the bot is."""
    return call.bot.shown()


def accepted(_call: Call) -> bool:
    """Accept what leaves no trace here."""
    return True


def set_my_commands(call: Call) -> bool:
    """Keep the commands of a scope and language."""
    commands: list[Json] = call.params.array("commands")
    if len(commands) > COMMAND_LIMIT:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        name = str(command.get("command", "")).removeprefix("/")
        if not (1 <= len(name) <= 32 and name.replace("_", "").isalnum() and name.isascii() and name == name.lower()):  # noqa: PLR2004 - Telegram's number
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(str(command.get("description", ""))) <= 256:  # noqa: PLR2004 - Telegram's number
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    call.bot.told[_scope(call)] = commands
    return True


def get_my_commands(call: Call) -> list[Json]:
    """Return the commands of a scope and language."""
    found: list[Json] = call.bot.told.get(_scope(call), [])
    return found


def delete_my_commands(call: Call) -> bool:
    """Forget the commands of a scope and language."""
    call.bot.told.pop(_scope(call), None)
    return True


def _scope(call: Call) -> str:
    scope = call.params.object("scope") or {"type": "default"}
    return f"commands {sorted(scope.items())} {call.params.text('language_code')}"


def set_my_description(call: Call) -> bool:
    """Keep what an empty chat shows."""
    return _tell(call, "description")


def get_my_description(call: Call) -> Json:
    """Return what an empty chat shows."""
    return {"description": call.bot.told.get(f"description {call.params.text('language_code')}", "")}


def set_my_short_description(call: Call) -> bool:
    """Keep what the profile shows."""
    return _tell(call, "short_description")


def get_my_short_description(call: Call) -> Json:
    """Return what the profile shows."""
    return {"short_description": call.bot.told.get(f"short_description {call.params.text('language_code')}", "")}


def set_my_name(call: Call) -> bool:
    """Keep the name."""
    return _tell(call, "name")


def get_my_name(call: Call) -> Json:
    """Return the name."""
    return {"name": call.bot.told.get(f"name {call.params.text('language_code')}", call.bot.user.first_name)}


def _tell(call: Call, field: str) -> bool:
    call.bot.told[f"{field} {call.params.text('language_code')}"] = call.params.text(field)
    return True


METHODS = {
    "getMe": get_me,
    "logOut": accepted,
    "close": accepted,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setMyDescription": set_my_description,
    "getMyDescription": get_my_description,
    "setMyShortDescription": set_my_short_description,
    "getMyShortDescription": get_my_short_description,
    "setMyName": set_my_name,
    "getMyName": get_my_name,
    "setChatMenuButton": accepted,
    "setMyDefaultAdministratorRights": accepted,
}
