"""Every test here meets both databases."""

import os
from collections.abc import Generator

import pytest

from tests.kit.databases import address, database, migrated_file, postgres

__all__ = ["address", "database", "migrated_file", "postgres"]


@pytest.fixture
def usual_umask() -> Generator[None]:
    """Let everybody read what is made, unless it is said otherwise."""
    before = os.umask(0o022)
    yield
    os.umask(before)
