"""The parameters of a call, in any of the forms the Bot API takes them."""

import json
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

from bot.sandbox.errors import bad_request
from bot.sandbox.files import Upload
from bot.sandbox.wire import Json, is_array, is_object


class Params:
    """Named values; nested ones may come as JSON in a string, numbers as strings."""

    __slots__ = ("uploads", "values")

    def __init__(self, values: Json, uploads: dict[str, Upload] | None = None) -> None:
        self.values = values
        self.uploads = uploads or {}

    def text(self, name: str) -> str:
        """Return a text, empty where there is none."""
        value = self.values.get(name)
        return value if isinstance(value, str) else "" if value is None else str(value)

    def number(self, name: str) -> int | None:
        """Return a whole number, or nothing where there is none."""
        value = self.values.get(name)
        if value is None or value == "":
            return None
        try:
            return int(value)
        except (TypeError, ValueError):
            raise bad_request(f"field {name} must be a Number") from None

    def flag(self, name: str) -> bool:
        """Return a yes or no; absent is no."""
        value = self.values.get(name)
        return value is True or str(value).lower() in {"true", "1", "yes"}

    def nested(self, name: str) -> Any:
        """Return a value that may be JSON in a string, or nothing."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from None

    def object(self, name: str) -> Json | None:
        """Return a nested object, or nothing."""
        value = self.nested(name)
        if value is not None and not is_object(value):
            raise bad_request(f"{name.replace('_', ' ')} must be an Object")
        return value

    def array(self, name: str) -> list[Any]:
        """Return a nested array, empty where there is none."""
        value = self.nested(name)
        if not value:
            return []
        if not is_array(value):
            raise bad_request(f"expected an Array in {name}")
        return value

    def has(self, name: str) -> bool:
        """Tell whether a value was given at all."""
        return self.values.get(name) not in (None, "")


async def read_params(request: web.Request) -> Params:
    """Return what a request says in its address and its body."""
    values: Json = dict(request.query) if request.query_string else {}
    if not request.can_read_body:
        return Params(values)
    kind = request.content_type
    if kind == "multipart/form-data":
        return await _multipart(request, values)
    body = await request.read()
    if kind == "application/json":
        values.update(_json_object(body))
    elif kind == "application/x-www-form-urlencoded":
        values.update(parse_qsl(body.decode(), keep_blank_values=True))
    return Params(values)


def _json_object(body: bytes) -> Json:
    try:
        values = json.loads(body or b"{}")
    except ValueError:
        raise bad_request("can't parse request JSON object") from None
    if not is_object(values):
        raise bad_request("can't parse request JSON object")
    return values


async def _multipart(request: web.Request, values: Json) -> Params:
    uploads: dict[str, Upload] = {}
    for name, part in (await request.post()).items():
        if isinstance(part, web.FileField):
            uploads[name] = Upload(part.filename, part.file.read(), part.content_type)
        else:
            values[name] = part if isinstance(part, str) else part.decode()
    return Params(values, uploads)
