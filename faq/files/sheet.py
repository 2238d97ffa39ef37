"""A sheet is a library file taken apart into rows of cells with their lines, before anybody asks what they mean."""

from collections.abc import Iterator
from dataclasses import dataclass

from faq.files.problem import Problem

FORMULA = "a formula"
"""What a cell that computes is taken for."""


@dataclass(frozen=True, slots=True)
class Unquoted:
    """A value that is no text: as it was written, and what a machine takes it for.

    In a table it cannot be put into quotes, so its keeper is told to format the cell.
    """

    written: str
    kind: str
    in_table: bool = False


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


Rows = Iterator[Row | Problem]
"""Rows as they are read, and what is wrong with lines that are none."""
