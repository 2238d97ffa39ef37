"""Every button there is, made from the types that say what buttons carry."""

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from itertools import product
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from desk.library.live import LiveLibrary
from faq import KnowledgeBase
from handlers.buttons import Button, pack, unpack

NAMED = LiveLibrary(KnowledgeBase(()), entry_ids=frozenset({"fee"})).named
_WORDS = ("fee", "1", "0a1b2c3d", "2026-11-24p")
_NUMBER = 1
_MOMENT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


def every_button() -> Iterator[Any]:
    """Yield each kind of button with every choice its fields leave, about number 1 and the entry "fee"."""
    for kind in _kinds(Button):
        yield from filter(_packs, _made(kind))


def _made(kind: Any) -> Iterator[Any]:
    hints = get_type_hints(kind)
    names = [field.name for field in fields(kind)]
    for values in product(*(list(_values(hints[name])) for name in names)):
        yield kind(**dict(zip(names, values, strict=True)))


def kinds_of_buttons() -> list[Any]:
    """Return every type of button."""
    return list(_kinds(Button))


def _kinds(hint: Any) -> Iterator[Any]:
    for one in get_args(hint):
        yield from _kinds(one) if get_origin(one) in {Union, UnionType} else [one]


def _values(hint: Any) -> Iterable[Any]:
    if get_origin(hint) in {Union, UnionType}:
        return [value for one in get_args(hint) for value in _values(one)]
    if get_origin(hint) is tuple:
        return list(product(*(list(_values(one)) for one in get_args(hint) if one is not ...)))
    if hint is NoneType:
        return [None]
    if hint is bool:
        return [True, False]
    if isinstance(hint, type) and issubclass(hint, Enum):
        return list(hint)
    if is_dataclass(hint):
        return list(_made(hint))
    if hint is str:
        return _WORDS
    return [{int: _NUMBER, datetime: _MOMENT, date: _MOMENT.date()}[hint]]


def _packs(button: Any) -> bool:
    """Some choices go with some others only, and some words are none of a button's."""
    try:
        return bool(unpack(pack(button), NAMED) == button)
    except (KeyError, ValueError, TypeError, AssertionError, RuntimeError, StopIteration):
        return False
