"""Text with its entities: Telegram's HTML read as strictly as Telegram reads it.

Offsets and lengths of entities count UTF-16 units; offsets in complaints count bytes of the HTML as it was sent.
"""

import re
from dataclasses import dataclass, field

from bot.sandbox.errors import bad_request
from bot.sandbox.wire import Json

PLAIN_TAGS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler", "code": "code",
    "pre": "pre", "blockquote": "blockquote", "a": "text_link", "span": "spoiler", "tg-emoji": "custom_emoji",
}  # fmt: skip
CHARACTERS = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_PIECES = re.compile(r"<(?P<tag>[^>]*)(?P<closed>>?)|&(?:#(?P<number>x[0-9a-fA-F]+|\d+)|(?P<name>[a-z]+));")
_ATTRIBUTES = re.compile(r"""([a-zA-Z-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")


def units(text: str) -> int:
    """Return the length of a text in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


@dataclass
class _Open:
    tag: str
    entity: Json


@dataclass
class _Reading:
    """A text being read out of its HTML."""

    text: list[str] = field(default_factory=list[str])
    length: int = 0
    stack: list[_Open] = field(default_factory=list[_Open])
    entities: list[Json] = field(default_factory=list[Json])

    def say(self, piece: str) -> None:
        self.text.append(piece)
        self.length += units(piece)


def read_html(html: str) -> tuple[str, list[Json]]:
    """Return the text and its entities, or refuse as Telegram does."""
    if "<" not in html and "&" not in html:
        return html, []
    reading, done = _Reading(), 0
    for piece in _PIECES.finditer(html):
        reading.say(html[done : piece.start()])
        done = piece.end()
        at = len(html[: piece.start()].encode())
        if piece["tag"] is None:
            reading.say(_character(piece))
        elif not piece["closed"] and not any(map(str.isspace, piece["tag"])):
            raise _complaint(f"Unclosed start tag at byte offset {at}")
        elif piece["tag"].startswith("/"):
            _close(reading, piece["tag"][1:].strip().lower(), at)
        else:
            _start(reading, piece["tag"], at)
    reading.say(html[done:])
    if reading.stack:
        raise _complaint(f'Can\'t find end tag corresponding to start tag "{reading.stack[-1].tag}"')
    reading.entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    return "".join(reading.text), reading.entities


def _complaint(sentence: str) -> Exception:
    return bad_request(f"can't parse entities: {sentence}")


def _character(piece: re.Match[str]) -> str:
    if piece["number"]:
        number = int(piece["number"][1:], 16) if piece["number"][0] == "x" else int(piece["number"])
        return chr(number) if 0 < number <= 0x10FFFF else piece[0]  # noqa: PLR2004 - the last code point
    return CHARACTERS.get(piece["name"], piece[0])


def _start(reading: _Reading, inside: str, at: int) -> None:
    tag = re.split(r"\s", inside, maxsplit=1)[0].lower()
    if tag not in PLAIN_TAGS:
        raise _complaint(f'Unsupported start tag "{tag}" at byte offset {at}')
    found = _ATTRIBUTES.findall(inside[len(tag) :])
    attributes = {name.lower(): double or single or bare for name, double, single, bare in found}
    entity: Json = {"type": PLAIN_TAGS[tag], "offset": reading.length, "length": 0}
    reading.stack.append(_Open(tag, entity | _details(reading, tag, attributes, at)))


def _details(reading: _Reading, tag: str, attributes: dict[str, str], at: int) -> Json:
    """Return what an entity carries beyond its place."""
    if tag == "span" and attributes.get("class") != "tg-spoiler":
        raise _complaint(f'Tag "span" must have class "tg-spoiler" at byte offset {at}')
    if tag == "tg-emoji":
        return {"custom_emoji_id": attributes.get("emoji-id", "")}
    if tag == "a":
        return {"url": attributes.get("href", "")}
    if tag == "blockquote" and "expandable" in attributes:
        return {"type": "expandable_blockquote"}
    language = attributes.get("class", "").removeprefix("language-")
    if tag == "code" and language and reading.stack and reading.stack[-1].tag == "pre":
        return {"type": "", "language": language}  # it speaks for the <pre> around it
    return {}


def _close(reading: _Reading, tag: str, at: int) -> None:
    if not reading.stack:
        raise _complaint(f"Unexpected end tag at byte offset {at}")
    opened = reading.stack.pop()
    if tag and tag != opened.tag:
        raise _complaint(f'Unmatched end tag at byte offset {at}, expected "</{opened.tag}>", found "</{tag}>"')
    entity = opened.entity
    entity["length"] = reading.length - entity["offset"]
    if opened.tag == "code" and not entity["type"]:
        reading.stack[-1].entity["language"] = entity["language"]
    elif entity["length"] and (entity["type"] != "text_link" or entity["url"]):
        reading.entities.append(entity)
