"""What the Bot API answers when it refuses.

Refusal ── code, description, parameters; the HTTP status is the code
  400 bad_request()    the call is wrong, or the thing it names is not there
  401 UNAUTHORIZED     no bot has this token
  403 forbidden()      the other side does not let the bot speak
  404 UNKNOWN_METHOD   there is no such method
  409 conflict()       somebody else is reading the updates
  429 too_many()       over a limit; says for how long
"""

from bot.sandbox.wire import Json


class Refusal(Exception):  # noqa: N818 - it is an answer, not a fault of ours
    """An answer of the Bot API that is not `ok`."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def envelope(self) -> Json:
        """Return the body of the answer."""
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        return {**body, "parameters": self.parameters} if self.parameters else body


def bad_request(sentence: str) -> Refusal:
    """Return a 400."""
    return Refusal(400, f"Bad Request: {sentence}")


def forbidden(sentence: str) -> Refusal:
    """Return a 403."""
    return Refusal(403, f"Forbidden: {sentence}")


def conflict(sentence: str) -> Refusal:
    """Return a 409."""
    return Refusal(409, f"Conflict: {sentence}")


def too_many(retry_after: int) -> Refusal:
    """Return a 429; `retry_after` is in whole seconds."""
    return Refusal(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)


def unauthorized() -> Refusal:
    """Return a 401."""
    return Refusal(401, "Unauthorized")


def unknown_method() -> Refusal:
    """Return a 404."""
    return Refusal(404, "Not Found: method not found")


def migrated(to_chat_id: int) -> Refusal:
    """Return the 400 that tells where a group has gone."""
    return Refusal(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=to_chat_id)
