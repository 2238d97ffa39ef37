"""What staff ask of a conversation people serve, read from the words of a command."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from aiogram.types import Message

from desk import commands as c
from desk.commands import Origin
from desk.content import Content, Kind
from desk.events import Code, Hold
from handlers.asking import Asked
from handlers.reading import content_of, origin_of, sent_at
from handlers.until import UnreadableTimeError, read_until

_WARM: Final = frozenset({"warm", "热转", "一起"})
_BACK: Final = frozenset({"back", "撤回", "取消"})
_HOLDS: Final[Mapping[str, Hold]] = {
    "customer": Hold.CUSTOMER_INFO,
    "客户": Hold.CUSTOMER_INFO,
    "等客户": Hold.CUSTOMER_INFO,
    "third": Hold.THIRD_PARTY,
    "第三方": Hold.THIRD_PARTY,
    "等第三方": Hold.THIRD_PARTY,
}
_CODES: Final[Mapping[str, Code]] = {
    "solved": Code.SOLVED,
    "已解决": Code.SOLVED,
    "unsolved": Code.UNSOLVED,
    "未解决": Code.UNSOLVED,
    "wrong": Code.WRONG_ADDRESSEE,
    "不归我们管": Code.WRONG_ADDRESSEE,
    "非我方业务": Code.WRONG_ADDRESSEE,
    "noanswer": Code.NO_ANSWER,
    "客户无回应": Code.NO_ANSWER,
    "无回应": Code.NO_ANSWER,
    "spam": Code.SPAM,
    "垃圾信息": Code.SPAM,
    "垃圾": Code.SPAM,
}
_BETWEEN: Final = re.compile(r"[\s，,：:]+")
_TO: Final = re.compile(r"#?(\w{1,8}?)号?", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Written:
    """A command as it was written: by whom, where, when, and the words after its name."""

    agent: int
    origin: Origin
    at: datetime
    words: str
    content: Content

    def note(self, words: str) -> Content | None:
        return replace(self.content, text=words) if words else None


def about_service(asked: Asked, agent: int, message: Message) -> c.StaffCommand:
    """Return what one of the commands in `SERVICE` asks; words that say too little are for the desk to refuse."""
    written = _Written(
        agent=agent,
        origin=origin_of(message),
        at=sent_at(message),
        words=asked.rest,
        content=content_of(message, Kind.TEXT),
    )
    return _READ[asked.name or ""](written)


def _transfer(written: _Written, *, warm: bool = False) -> c.StaffCommand:
    to, rest = _first(written.words)
    if to.lower() in _BACK:
        return c.TakeBack(agent=written.agent, origin=written.origin, sent_at=written.at)
    found = _TO.fullmatch(to)
    if found is None:
        return _unclear(written, "transfer")
    second, behind = _first(rest)
    if second.lower() in _WARM:
        warm, rest = True, behind
    return c.Transfer(
        agent=written.agent,
        origin=written.origin,
        to=found[1],
        warm=warm,
        note=written.note(rest),
        sent_at=written.at,
    )


def _warm(written: _Written) -> c.StaffCommand:
    return _transfer(written, warm=True)


def _hold(written: _Written) -> c.StaffCommand:
    why, rest = _hold_of(written.words)
    try:
        until, rest = read_until(rest)
    except UnreadableTimeError:
        return _unclear(written, "hold")
    if why is None:
        why, rest = _hold_of(rest)
    return c.Hold(
        agent=written.agent,
        origin=written.origin,
        hold=why or Hold.SCHEDULED,
        until=until,
        note=written.note(rest),
        sent_at=written.at,
    )


def _hold_for_customer(written: _Written) -> c.StaffCommand:
    return _hold(replace(written, words=f"customer {written.words}"))


def _promise(written: _Written) -> c.StaffCommand:
    try:
        until, rest = read_until(written.words)
    except UnreadableTimeError:
        return _unclear(written, "promise")
    note = written.note(rest)
    return c.Promise(agent=written.agent, origin=written.origin, until=until, note=note, sent_at=written.at)


def _resolve(written: _Written) -> c.StaffCommand:
    code = _CODES.get(written.words.lower())
    if written.words and code is None:
        return _unclear(written, "resolve")
    return c.Resolve(agent=written.agent, origin=written.origin, code=code, sent_at=written.at)


def _note(written: _Written) -> c.StaffCommand:
    note = written.note(written.words)
    return c.Note(agent=written.agent, origin=written.origin, note=note) if note else _unclear(written, "note")


def _simply(command: type[Any]) -> Callable[[_Written], c.StaffCommand]:
    def read(written: _Written) -> c.StaffCommand:
        asked: c.StaffCommand = command(agent=written.agent, origin=written.origin, sent_at=written.at)
        return asked

    return read


def _unclear(written: _Written, command: str) -> c.Unclear:
    return c.Unclear(agent=written.agent, origin=written.origin, command=command)


def _hold_of(words: str) -> tuple[Hold | None, str]:
    word, rest = _first(words)
    return (_HOLDS[word.lower()], rest) if word.lower() in _HOLDS else (None, words)


def _first(words: str) -> tuple[str, str]:
    """Return the first word, and what follows it."""
    parts = _BETWEEN.split(words, maxsplit=1)
    return parts[0], parts[1].strip() if len(parts) > 1 else ""


_READ: Final[Mapping[str, Callable[[_Written], c.StaffCommand]]] = {
    "transfer": _transfer,
    "warm": _warm,
    "hold": _hold,
    "await": _hold_for_customer,
    "promise": _promise,
    "unhold": _simply(c.Unhold),
    "note": _note,
    "sos": _simply(c.AskHelp),
    "assist": _simply(c.Assist),
    "takeover": _simply(c.TakeOver),
    "resolve": _resolve,
}
SERVICE: Final = frozenset(_READ)
"""The names of these commands."""
