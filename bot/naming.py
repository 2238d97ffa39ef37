"""What an update is called when it has to be spoken of: its kind, its number and whose it is, but none of its words."""

from typing import Any, cast


def name_of(update: dict[str, Any]) -> str:
    """Return a name for any update, however malformed: "message 17 · Mei"."""
    kind = next((key for key in update if key != "update_id"), "update")
    name = f"{kind} {update['update_id']}"
    who = _whose(_inside(update, kind))
    return storable(f"{name} · {who}" if who else name)


def storable(text: str) -> str:
    """Return a text as every database keeps it: without zero bytes and halves of characters."""
    return text.encode("utf-8", "replace").decode().replace("\0", "")


def _whose(body: dict[str, Any]) -> str:
    """The chat by its title, or the person by name; whoever has neither, by number."""
    chat = _inside(body, "chat") or _inside(_inside(body, "message"), "chat") or _inside(body, "from")
    called = [chat.get(part) for part in ("title", "first_name", "last_name")]
    name = " ".join(part for part in called if isinstance(part, str) and part.strip())
    number = chat.get("id")
    return name or (str(number) if isinstance(number, int) else "")


def _inside(body: dict[str, Any], key: str) -> dict[str, Any]:
    found = body.get(key)
    return cast("dict[str, Any]", found) if isinstance(found, dict) else {}
