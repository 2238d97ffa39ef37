"""YAML as rows: nothing in a file is executed, expanded or guessed at.

It is read as a stream of events, so that a file is never larger in memory than one of its entries. Aliases and deep
nesting are refused where they stand, and `8:30` or `no` stay what was written, to be refused by name instead of
arriving as 510 and False.
"""

import re
from collections.abc import Iterator
from typing import Any

import yaml
from yaml.resolver import Resolver

from faq.files.complaints import complain
from faq.files.problem import LibraryError
from faq.files.sheet import Cell, Row, Rows, Unquoted

DEEPEST = 5
"""Levels of nesting that are read: the file, an entry, its list, and room to name what stands too deep."""

MOST_TAGS = 20
"""Lines that give a tag a short name; libyaml compares each with all before it."""

_REMEDY = "Look at the signs and the indentation just before this place; a text with a colon in it needs quotes."

_KINDS = {"int": "a number", "float": "a number", "bool": "a yes or no", "timestamp": "a date"}

_TAG = re.compile(r"[\n\r\x85\u2028\u2029]%TAG")

_Loader = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


def yaml_rows(file: str, text: str) -> Rows:
    """One row per entry of the list that the text must be.

    Raises:
        LibraryError: if it is no such list, or one that is meant to do harm.
    """
    if len(_TAG.findall(text)) > MOST_TAGS:
        raise LibraryError([complain(file, 0, "", "not_yaml", why="too many lines begin with %TAG", remedy=_REMEDY)])
    try:
        yield from _Reading(file, text).rows()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise LibraryError([complain(file, line, "", "not_yaml", why=error.problem, remedy=_REMEDY)]) from error
    except yaml.YAMLError as error:
        raise LibraryError([complain(file, 0, "", "not_yaml", why=error, remedy=_REMEDY)]) from error


class _Reading:
    """One way through the events of a file."""

    def __init__(self, file: str, text: str) -> None:
        self._file = file
        self._events: Iterator[yaml.Event] = yaml.parse(text, Loader=_Loader)
        self._depth = 0

    def rows(self) -> Rows:
        """Every entry of the one list of the file."""
        read = False
        for event in self._events:
            if isinstance(event, yaml.SequenceStartEvent) and not read:
                self._depth = 1
                yield from self._entries()
                read = True
            elif isinstance(event, yaml.NodeEvent):
                self._refuse_reference(event)
                if read or not (isinstance(event, yaml.ScalarEvent) and self._scalar(event) is None):
                    raise LibraryError([complain(self._file, _line(event), "", "not_a_list")])

    def _entries(self) -> Rows:
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            if not isinstance(event, yaml.MappingStartEvent):
                raise LibraryError([complain(self._file, _line(event), "", "not_an_entry")])
            cells: list[tuple[str, Cell]] = []
            while not isinstance(name := self._next(), yaml.MappingEndEvent):
                written = name.value if isinstance(name, yaml.ScalarEvent) else str(self._cell(name).value)
                cells.append((written, self._cell(self._next())))
            yield Row(self._file, _line(event), tuple(cells))

    def _cell(self, event: yaml.Event) -> Cell:
        line = _line(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return Cell(line, tuple(self._items()))
        if isinstance(event, yaml.MappingStartEvent):
            self._skip()
            return Cell(line, Unquoted("…: …", "a list of fields"))
        return Cell(line, self._scalar(event) if isinstance(event, yaml.ScalarEvent) else None)

    def _items(self) -> Iterator[Cell]:
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            yield self._cell(event)

    def _skip(self) -> None:
        inside = self._depth
        while self._depth >= inside:
            self._next()

    def _next(self) -> yaml.Event:
        event = next(self._events)
        self._refuse_reference(event)
        self._depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if self._depth > DEEPEST:
            raise LibraryError([complain(self._file, _line(event), "", "deep")])
        return event

    def _refuse_reference(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.NodeEvent) and event.anchor is not None:
            raise LibraryError([complain(self._file, _line(event), "", "reference")])

    def _scalar(self, event: yaml.ScalarEvent) -> str | Unquoted | None:
        kind = self._kind(event)
        if kind == "null":
            return None
        return event.value if kind == "str" else Unquoted(event.value, _KINDS.get(kind, f"a “{kind}”"))

    def _kind(self, event: yaml.ScalarEvent) -> str:
        if event.tag is not None and event.tag != "!":
            return event.tag.removeprefix("tag:yaml.org,2002:")
        if not event.implicit[0]:
            return "str"
        tag: str = _resolver.resolve(yaml.ScalarNode, event.value, (True, False))
        return tag.removeprefix("tag:yaml.org,2002:")


_resolver: Any = Resolver()


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0
