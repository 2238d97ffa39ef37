"""Raw updates from the Bot API, and who is at fault when there are none.

aiogram parses a whole answer at once, so that one unknown update would spoil the ninety-nine around it; here they
stay as they came.
"""

from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout

_REFUSED = (401, 404)
"""The token is withdrawn, or none that ever was."""
_CONFLICT = 409
_BEYOND = 1 << 63
ALLOWED = ("message", "edited_message", "callback_query", "message_reaction", "my_chat_member", "chat_member")
"""The kinds of update the handlers understand; reactions and who comes and goes only when asked for by name."""


class LineDown(Exception):  # noqa: N818 - reads as the sentence it is
    """Telegram cannot be reached, or answered with something that is no answer."""


class SomebodyElseReads(Exception):  # noqa: N818 - reads as the sentence it is
    """Another process polls with the same token, or a webhook is set."""


class TokenRefused(Exception):  # noqa: N818 - reads as the sentence it is
    """The token is not, or no longer, a bot's."""


class Updates:
    """One bot's updates at one Bot API server."""

    def __init__(self, session: ClientSession, api: str, token: str) -> None:
        self._session = session
        self._url = f"{api.rstrip('/')}/bot{token}/getUpdates"

    async def fetch(self, *, offset: int | None, limit: int, wait: int) -> list[dict[str, Any]]:
        """Return waiting updates, confirming those before `offset`; wait up to `wait` seconds for the first.

        Raises:
            LineDown, SomebodyElseReads, TokenRefused: and nothing was confirmed for certain.
        """
        asked: dict[str, Any] = {"limit": limit, "timeout": wait, "allowed_updates": list(ALLOWED)}
        if offset is not None:
            asked["offset"] = offset
        try:
            async with self._session.post(self._url, json=asked, timeout=ClientTimeout(total=wait + 15)) as response:
                if response.status == _CONFLICT:
                    raise SomebodyElseReads
                if response.status in _REFUSED:
                    raise TokenRefused
                answer: Any = await response.json()
        except (ClientError, TimeoutError, ValueError) as error:
            raise LineDown(type(error).__name__) from None  # the error's text holds the URL, and so the token
        return _result(answer)


def _result(answer: Any) -> list[dict[str, Any]]:
    try:
        result: list[dict[str, Any]] = answer["result"]
        sound = all(is_number(update["update_id"]) for update in result)
    except (KeyError, TypeError):
        raise LineDown("the answer was an error") from None
    if not sound:
        raise LineDown("the answer held an update without a number")
    return result


def is_number(update_id: object) -> bool:
    """Tell whether this can be an update's number, which a database keeps."""
    return type(update_id) is int and 0 <= update_id < _BEYOND
