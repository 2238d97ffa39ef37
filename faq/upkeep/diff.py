"""What a set of entries would change in a library: added, changed, taken out, field by field."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import cast

from faq.entry import Entry
from faq.files.headers import FIELD_WORDS, Locale

SHOWN = 60
"""Characters of an old or a new text that a line shows."""

FIELDS = tuple(field.name for field in fields(Entry) if field.name != "id")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after; of a list only what went and what came, in the order of the list."""

    name: str
    old: tuple[str, ...]
    new: tuple[str, ...]
    is_list: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """One entry before and after, and the fields that differ."""

    before: Entry
    after: Entry
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Diff:
    """Everything that would change, in the order of the new entries; `same` counts those that stay as they are."""

    added: tuple[Entry, ...] = ()
    changed: tuple[Change, ...] = ()
    removed: tuple[Entry, ...] = ()
    same: int = 0

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)

    @property
    def put(self) -> tuple[Entry, ...]:
        """The entries to be written."""
        return (*self.added, *(change.after for change in self.changed))


def compare(before: Iterable[Entry], after: Iterable[Entry], *, replace: bool = False) -> Diff:
    """What taking `after` over into a library of `before` would change.

    Entries are told apart by id. What `after` does not name stays, unless it is to `replace` the whole library.
    """
    old = {entry.id: entry for entry in before}
    new = {entry.id: entry for entry in after}
    changes = [Change(old[key], entry, changes_of(old[key], entry)) for key, entry in new.items() if key in old]
    return Diff(
        added=tuple(entry for key, entry in new.items() if key not in old),
        changed=tuple(change for change in changes if change.fields),
        removed=tuple(entry for key, entry in old.items() if key not in new) if replace else (),
        same=sum(not change.fields for change in changes),
    )


def changes_of(before: Entry, after: Entry) -> tuple[FieldChange, ...]:
    """The fields of an entry that differ; of a list in another order, nothing went and nothing came."""
    found = (_change(name, getattr(before, name), getattr(after, name)) for name in FIELDS)
    return tuple(change for change in found if change)


def _change(name: str, old: object, new: object) -> FieldChange | None:
    if old == new:
        return None
    if not isinstance(old, tuple):
        return FieldChange(name, _texts(old), _texts(new))
    had, has = cast("tuple[str, ...]", old), cast("tuple[str, ...]", new)
    gone, come = (item for item in had if item not in has), (item for item in has if item not in had)
    return FieldChange(name, tuple(gone), tuple(come), is_list=True)


def _texts(value: object) -> tuple[str, ...]:
    return () if value is None or value == "" else (str(value),)


def lines(diff: Diff, locale: Locale = "en") -> list[str]:
    """The diff as lines: + an added entry, ~ a changed one with its fields, − one taken out; then the counts."""
    found = [f"+ {entry.id}  {_short(entry.question)}" for entry in diff.added]
    for change in diff.changed:
        found.append(f"~ {change.after.id}  {_short(change.after.question)}")
        found += [f"    {line}" for field in change.fields for line in _field_lines(field, FIELD_WORDS[locale])]
    found += [f"− {entry.id}  {_short(entry.question)}" for entry in diff.removed]
    return [*found, _counts(diff, locale)]


def _field_lines(change: FieldChange, words: Mapping[str, str]) -> list[str]:
    name = words[change.name]
    if not change.is_list:
        return [f"{name}: {_value(change.old)} → {_value(change.new)}"]
    gone, come = (
        [f"{name} − {_short(text)}" for text in change.old],
        [f"{name} + {_short(text)}" for text in change.new],
    )
    return [*gone, *come] or [f"{name}: ↕"]


def _counts(diff: Diff, locale: Locale) -> str:
    counts = len(diff.added), len(diff.changed), len(diff.removed), diff.same
    if locale == "zh":
        return "新增 {:,} 条，修改 {:,} 条，停用 {:,} 条，不变 {:,} 条。".format(*counts)
    return "{:,} added, {:,} changed, {:,} retired, {:,} as before.".format(*counts)


def _value(texts: tuple[str, ...]) -> str:
    return _short(texts[0]) if texts else "∅"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else f"{line[: SHOWN - 1]}…"
