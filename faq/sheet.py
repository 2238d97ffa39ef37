"""A sheet is a library file taken apart into rows of cells with their lines, before anybody asks what they mean."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unquoted:
    """A value that is no text: as it was written, and what a machine takes it for."""

    written: str
    kind: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One value with its line: a text, nothing, several cells, or something that is no text."""

    line: int
    value: "str | Unquoted | tuple[Cell, ...] | None"


@dataclass(frozen=True, slots=True)
class Row:
    """One entry as written. A field written twice keeps both cells, to be complained about."""

    file: str
    line: int
    cells: tuple[tuple[str, Cell], ...]
