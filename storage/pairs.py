"""How SQLite is asked for rows by several of their columns at once.

Told `(a, b) IN (VALUES (1, 2), (3, 4))`, it reads the whole table; told to select the same values first, it looks each
of them up in its index.
"""

from typing import Any

from sqlalchemy import Tuple
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.sql.compiler import OPERATORS


class _Compiler(SQLiteCompiler):
    def visit_in_op_binary(self, binary: Any, operator: Any, **how: Any) -> str:
        if not isinstance(binary.left, Tuple):
            return str(self._generate_generic_binary(binary, OPERATORS[operator], **how))
        these, those = self.process(binary.left, **how), self.process(binary.right, **how)
        return f"{these} IN (SELECT * FROM {those})"  # noqa: S608 - both are what the compiler made


def look_up_pairs(engine: AsyncEngine) -> None:
    """Let an engine's statements find rows by several columns through their index."""
    engine.sync_engine.dialect.statement_compiler = _Compiler
