"""A text as it arrives in a message: parsed, trimmed, measured, and with what Telegram sees in it by itself."""

import re

from bot.sandbox.errors import bad_request
from bot.sandbox.markup import read_html, units
from bot.sandbox.params import Params
from bot.sandbox.wire import Json

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
_SEEN = re.compile(
    r"(?P<url>https?://[^\s<>\"]+)|(?P<email>[\w.+-]+@[\w-]+\.[\w.]+\w)|(?<!\w)(?P<mention>@[A-Za-z]\w{3,31})"
    r"|(?<![\w/<>])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?)(?![\w/<>])|(?<!\w)(?P<hashtag>#\w+)"
)


def text_of(params: Params, field: str = "text") -> Json:
    """Return `text` and `entities` of a message about to be sent, or refuse."""
    text, entities = _formatted(params, field, "entities")
    if not text:
        raise bad_request("message text is empty")
    if units(text) > TEXT_LIMIT:
        raise bad_request("message is too long")
    return {"text": text, **_shown("entities", text, entities)}


def caption_of(params: Params) -> Json:
    """Return `caption` and `caption_entities`, or nothing where there is no caption."""
    caption, entities = _formatted(params, "caption", "caption_entities")
    if units(caption) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    if not caption:
        return {}
    above = {"show_caption_above_media": True} if params.flag("show_caption_above_media") else {}
    return {"caption": caption, **_shown("caption_entities", caption, entities), **above}


def written(text: str, entities: list[Json] | None = None, *, caption: bool = False) -> Json:
    """Return the fields of what a person wrote; people cannot write what their program would not let them."""
    limit, name = (CAPTION_LIMIT, "caption") if caption else (TEXT_LIMIT, "text")
    if units(text) > limit:
        raise bad_request(f"message {'caption ' if caption else ''}is too long")
    return {name: text, **_shown("caption_entities" if caption else "entities", text, entities or [])}


def _formatted(params: Params, field: str, entities_field: str) -> tuple[str, list[Json]]:
    text, mode = params.text(field), params.text("parse_mode").lower()
    if mode == "html":
        text, entities = read_html(text)
    elif mode in {"markdown", "markdownv2"}:
        raise bad_request("can't parse entities: this sandbox reads HTML and entities only, no Markdown")
    elif mode:
        raise bad_request("unsupported parse_mode")
    else:
        entities = _checked(params.array(entities_field), text)
    return _trimmed(text, entities)


def _checked(entities: list[Json], text: str) -> list[Json]:
    end = units(text)
    for entity in entities:
        if not {"type", "offset", "length"} <= entity.keys():
            raise bad_request("can't parse MessageEntity: field is missing")
        if entity["offset"] < 0 or entity["offset"] + entity["length"] > end:
            raise bad_request("entity begins after the end of the text or ends after it")
    return entities


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Cut the white space around the text, as Telegram does, and move the entities along."""
    bare = text.strip()
    if bare == text or not entities:
        return bare, entities
    lost, end = units(text) - units(text.lstrip()), units(bare)
    moved: list[Json] = []
    for entity in entities:
        start = max(entity["offset"] - lost, 0)
        stop = min(entity["offset"] + entity["length"] - lost, end)
        if stop > start:
            moved.append({**entity, "offset": start, "length": stop - start})
    return bare, moved


def _shown(name: str, text: str, entities: list[Json]) -> Json:
    """Return all entities of a text: those it was given and those anybody sees in it."""
    if "/" in text or "@" in text or "#" in text:
        taken = [
            (e["offset"], e["offset"] + e["length"]) for e in entities if e["type"] in {"pre", "code", "text_link"}
        ]
        entities = entities + [entity for entity in _seen(text) if not _inside(entity["offset"], taken)]
    return {name: entities} if entities else {}


def _seen(text: str) -> list[Json]:
    return [
        {"type": found.lastgroup, "offset": units(text[: found.start()]), "length": units(found[0])}
        for found in _SEEN.finditer(text)
    ]


def _inside(offset: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= offset < stop for start, stop in spans)
