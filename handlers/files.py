"""What staff ask of a customer's file, read from the words behind /file or 档案."""

from collections.abc import Callable, Mapping
from typing import Final

from desk.commands import Origin
from desk.customers import commands as k
from desk.customers.file import FileField

_FIELDS: Final[Mapping[str, FileField]] = {
    "称呼": FileField.CALLED,
    "姓名": FileField.CALLED,
    "called": FileField.CALLED,
    "name": FileField.CALLED,
    "电话": FileField.PHONE,
    "手机": FileField.PHONE,
    "phone": FileField.PHONE,
    "住址": FileField.HOME,
    "地址": FileField.HOME,
    "房号": FileField.HOME,
    "home": FileField.HOME,
    "级别": FileField.CLASS,
    "class": FileField.CLASS,
    "备注": FileField.NOTE,
    "note": FileField.NOTE,
}
_CLASSES: Final[Mapping[str, str]] = {"普通": "ordinary", "重点": "key", "贵宾": "vip", "大客户": "key"}
_REMOVES: Final = frozenset({"删除", "去掉", "remove"})
_LOOKS: Final = frozenset({"记录", "查阅记录", "looks", "log"})
_MERGE: Final = frozenset({"合并", "merge"})
_MOST_DIGITS: Final = 18


def about_file(words: str, agent: int, origin: Origin) -> k.FileCommand:
    """Return what the words ask for; what cannot be read is for the desk to answer."""
    first, _, rest = words.strip().partition(" ")
    name, value = first.lower(), rest.strip()
    if not name:
        return k.ShowFile(agent=agent, origin=origin)
    if name in _LOOKS and not value:
        return k.ShowLooks(agent=agent, origin=origin)
    if name in _MERGE and value.isascii() and value.isdigit() and len(value) <= _MOST_DIGITS:
        return k.MergeFiles(agent=agent, origin=origin, other=int(value))
    field = _FIELDS.get(name)
    if field is None or not value:
        return k.UnclearFile(agent=agent, origin=origin)
    return _change(field, value, agent, origin)


def _change(field: FileField, value: str, agent: int, origin: Origin) -> k.FileCommand:
    removes, _, what = value.partition(" ")
    removed = removes.lower() in _REMOVES
    read = what.strip() if removed else value
    if removed and (field is FileField.CLASS or (field is FileField.PHONE) != bool(read)):
        return k.UnclearFile(agent=agent, origin=origin)
    return k.ChangeFile(agent=agent, origin=origin, field=field, value=_AS_KEPT[field](read), removed=removed)


def _class_of(written: str) -> str:
    return _CLASSES.get(written, written.lower())


_AS_KEPT: Final[Mapping[FileField, Callable[[str], str]]] = {
    **dict.fromkeys(FileField, str),
    FileField.CLASS: _class_of,
}
