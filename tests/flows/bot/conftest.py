"""An empty SQLite file, migrated once in a run."""

from tests.kit.databases import desk_file, migrated_file

__all__ = ["desk_file", "migrated_file"]
