"""Every test here meets both databases."""

from tests.kit.databases import address, database, migrated_file, postgres

__all__ = ["address", "database", "migrated_file", "postgres"]
