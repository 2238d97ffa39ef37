"""The line to Telegram: aiogram's session, speaking JSON where no file travels.

aiogram writes every call as a form and builds the type of every answer anew; that is half of what a call costs.
Telegram takes JSON as well; what comes back, results and errors alike, are aiogram's own.
"""

import json
from functools import cache
from typing import Any, cast

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.exceptions import ClientDecodeError, TelegramNetworkError
from aiogram.methods import TelegramMethod
from aiogram.methods.base import TelegramType
from aiohttp import ClientConnectorError, ClientError, ClientTimeout
from pydantic import TypeAdapter, ValidationError

_HEADERS = {"Content-Type": "application/json"}
_PLAIN = {str, int, bool, float}
_write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


class JsonSession(AiohttpSession):
    """A session whose calls are one small JSON body each; a call with a file goes as aiogram sends it."""

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109 - the name is aiogram's
    ) -> TelegramType:
        """Call a method.

        Raises:
            TelegramAPIError: Telegram refused, or the connection broke.
            ClientDecodeError: the answer was not the Bot API's.
        """
        files: dict[str, Any] = {}
        body = self._body(bot, method, files)
        if files:
            return await super().make_request(bot, method, timeout)
        status, text = await self._post(bot, method, body, self.timeout if timeout is None else timeout)
        return cast("TelegramType", self._result(bot, method, status, text))

    def _body(self, bot: Bot, method: TelegramMethod[Any], files: dict[str, Any]) -> dict[str, Any]:
        body: dict[str, Any] = {}
        for key, value in method.model_dump(warnings=False, exclude_none=True).items():
            if type(value) in _PLAIN:
                body[key] = value
            elif (prepared := self.prepare_value(value, bot, files, _dumps_json=False)) is not None:
                body[key] = prepared
        return body

    async def _post(
        self, bot: Bot, method: TelegramMethod[Any], body: dict[str, Any], longest: float
    ) -> tuple[int, str]:
        session = await self.create_session()
        url = self.api.api_url(token=bot.token, method=method.__api_method__)
        content = _write(body).encode(errors="replace")
        try:
            async with session.post(url, data=content, headers=_HEADERS, timeout=_at_most(longest)) as answer:
                return answer.status, await answer.text()
        except TimeoutError as error:
            raise TelegramNetworkError(method=method, message="the answer did not come in time") from error
        except ClientError as error:
            why = f": {error}" if isinstance(error, ClientConnectorError) else ""  # others name the URL, with the token
            raise TelegramNetworkError(method=method, message=f"{type(error).__name__}{why}") from error

    def _result(self, bot: Bot, method: TelegramMethod[Any], status: int, text: str) -> Any:
        """Return what a call brought; whatever is not plainly well is aiogram's to judge."""
        if status == 200 and text.startswith('{"ok":true'):  # noqa: PLR2004 - HTTP's
            try:
                return _reader(type(method)).validate_python(json.loads(text)["result"], context={"bot": bot})
            except (ValidationError, ValueError, KeyError) as error:
                raise ClientDecodeError("the answer cannot be read", error, text) from error
        return self.check_response(bot=bot, method=method, status_code=status, content=text).result


@cache
def _reader(method: type[TelegramMethod[Any]]) -> TypeAdapter[Any]:
    return TypeAdapter(method.__returning__)


@cache
def _at_most(seconds: float) -> ClientTimeout:
    return ClientTimeout(total=seconds)
