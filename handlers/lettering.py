"""Making any text fit to be shown: escaped, cut to Telegram's measure, without tricks of direction or invisibility."""

import html
import re
from collections.abc import Iterable, Sequence
from typing import Final

TEXT: Final = 4096
"""UTF-16 units of a message's visible text."""
CAPTION: Final = 1024
TITLE: Final = 128
TOAST: Final = 200

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\ufff0-\ufffb\U000e0000-\U000e007f\ud800-\udfff]"
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_STACKED = re.compile(r"([\u0300-\u036f\u0483-\u0489\u20d0-\u20ff]{3})[\u0300-\u036f\u0483-\u0489\u20d0-\u20ff]+")
_TAG = re.compile(r"<[^<>]*>")
_HALF = re.compile("[\ud800-\udfff\x00]")
_MENTION = re.compile(r"(?<![A-Za-z0-9_])@(?=[A-Za-z0-9_])")
_LINK = re.compile(
    r"(?:https?|ftp|tg)://[^\s<>\"，。；、！？）】》”]+"
    r"|(?<![A-Za-z0-9_@.\-/])(?:[A-Za-z0-9\-]+\.)+[A-Za-z][A-Za-z0-9\-]*(?::\d+)?(?:[/?#][!#-;=?-~]*)?"
)
_BEFORE_HOST = re.compile(r"\w+://(?:[^/?#]*@)?")
_AFTER_HOST = re.compile(r"[/?#:\\]")
_GLUE: Final = "\u200d\ufe0f\u20e3"


def escape(text: str) -> str:
    """Return text as Telegram's HTML shows it literally."""
    return html.escape(_HALF.sub("\ufffd", text), quote=False)


def unpinged(text: str) -> str:
    """Return a text in which no @name rings anybody: as long, but with a sign that says nothing to Telegram."""
    return _MENTION.sub("＠", text)


def unlinked(marked_up: str, hosts: Sequence[str]) -> str:
    """Return Telegram HTML in which links to other sites than these, and those below them, are shown as text."""

    def shown(link: re.Match[str]) -> str:
        host = _AFTER_HOST.split(_BEFORE_HOST.sub("", link[0]))[0].lower().rstrip(".")
        known = any(host == one.lower() or host.endswith(f".{one.lower()}") for one in hosts)
        return link[0] if known else f"<code>{link[0]}</code>"

    parts = _TAG.split(marked_up), [*_TAG.findall(marked_up), ""]
    return "".join(_LINK.sub(shown, text) + tag for text, tag in zip(*parts, strict=True))


def visible(marked_up: str) -> str:
    """Return what a reader sees of Telegram HTML."""
    return html.unescape(_TAG.sub("", marked_up))


def units(text: str) -> int:
    """Return the length of a text as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, most: int, mark: str = "…") -> str:
    """Return the text, or as much of its beginning as fits into `most` units with a mark that something is missing."""
    if units(text) <= most:
        return text
    room = most - units(mark)
    if room <= 0:
        return _beginning(mark, most)
    return _beginning(text, room).rstrip(_GLUE).rstrip() + mark


def fitted(marked_up: Iterable[str], most: int = TEXT, mark: str = "…") -> str:
    """Return lines of Telegram HTML as one text of at most `most` units: as many from the first on as fit."""
    kept: list[str] = []
    room = most
    for line in marked_up:
        needed = units(visible(line)) + 1
        if needed + units(mark) + 1 > room:
            return "\n".join([*kept, mark])
        kept.append(line)
        room -= needed
    return "\n".join(kept)


def one_line(text: str) -> str:
    """Return a text without line breaks, invisible signs and stacked accents, for a place among other words."""
    seen = _STACKED.sub(r"\1", _INVISIBLE.sub("", text))
    return " ".join(_CONTROL.sub(" ", seen).split())


def _beginning(text: str, most: int) -> str:
    """A pair of surrogates is never parted."""
    return text.encode("utf-16-le", "surrogatepass")[: 2 * most].decode("utf-16-le", "ignore")
