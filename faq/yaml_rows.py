"""YAML as rows: nothing in a file is executed, expanded or guessed at.

It is read as a tree whose values are never built. Aliases and deep nesting are refused while it is still a stream of
events, and `8:30` or `no` stay what was written, to be refused by name instead of arriving as 510 and False.
"""

from collections.abc import Iterable

import yaml

from faq.problem import LibraryError, Problem
from faq.sheet import Cell, Row, Unquoted

DEEPEST = 5
"""Levels of nesting that are read: the file, an entry, its list, and room to name what stands too deep."""

_REMEDY = "Look at the signs and the indentation just before this place; a text with a colon in it needs quotes."

_KINDS = {"int": "a number", "float": "a number", "bool": "a yes or no", "timestamp": "a date"}

_Loader = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


def yaml_rows(file: str, text: str) -> list[Row]:
    """One row per entry of the list that the text must be.

    Raises:
        LibraryError: if it is no such list, or one that is meant to do harm.
    """
    try:
        _refuse_bombs(file, yaml.parse(text, Loader=_Loader))
        root = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise LibraryError([Problem(file, line, "", f"This is not YAML: {error.problem}. {_REMEDY}")]) from error
    except yaml.YAMLError as error:
        raise LibraryError([Problem(file, 0, "", f"This is not YAML: {error}. {_REMEDY}")]) from error
    if root is None:
        return []
    if not isinstance(root, yaml.SequenceNode):
        line = root.start_mark.line + 1
        raise LibraryError([Problem(file, line, "", 'The file must be a list: begin every entry with "- id: …".')])
    return [_row(file, node) for node in root.value]


def _refuse_bombs(file: str, events: Iterable[yaml.Event]) -> None:
    depth = 0
    for event in events:
        line = event.start_mark.line + 1 if event.start_mark else 0
        if isinstance(event, yaml.AliasEvent):
            what = "References (*name) are not read here; write the text out, in quotes if it begins with a star."
            raise LibraryError([Problem(file, line, "", what)])
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise LibraryError([Problem(file, line, "", "Lists within lists within lists: an entry is flat.")])


def _row(file: str, node: yaml.Node) -> Row:
    line = node.start_mark.line + 1
    if not isinstance(node, yaml.MappingNode):
        raise LibraryError([Problem(file, line, "", 'An entry is a list of fields: write "- id: …" and so on.')])
    return Row(file, line, tuple((str(name.value), _cell(value)) for name, value in node.value))


def _cell(node: yaml.Node) -> Cell:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        return Cell(line, tuple(map(_cell, node.value)))
    if isinstance(node, yaml.MappingNode):
        return Cell(line, Unquoted("…: …", "a list of fields"))
    kind = node.tag.removeprefix("tag:yaml.org,2002:")
    if kind == "null":
        return Cell(line, None)
    written = str(node.value)
    return Cell(line, written if kind == "str" else Unquoted(written, _KINDS.get(kind, f"a “{kind}”")))
