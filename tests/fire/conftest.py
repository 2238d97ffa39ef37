"""The table at the end of a run under fire."""

import os

import pytest

from tests.fire.figures import Figures, table
from tests.kit.databases import address, database, migrated_file, postgres

__all__ = ["address", "database", "migrated_file", "postgres"]

_rows = pytest.StashKey[list[Figures]]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_rows] = []


class Tally:
    """Takes the figures of a run into the table, and refuses those that break a promise."""

    def __init__(self, rows: list[Figures]) -> None:
        self._rows = rows

    def __call__(self, figures: Figures) -> None:
        """Note a run's figures, in the table even if they are bad."""
        self._rows.append(figures)
        assert figures.broken() == [], f"{figures.scenario}: a promise was broken"


@pytest.fixture
def tally(request: pytest.FixtureRequest) -> Tally:
    """Return what takes the figures of this run."""
    return Tally(request.config.stash[_rows])


@pytest.fixture(scope="session")
def long() -> bool:
    """Tell whether this is the long form (`FIRE=long make fire`)."""
    return os.environ.get("FIRE") == "long"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the table."""
    if rows := config.stash[_rows]:
        terminalreporter.section("under fire")
        terminalreporter.write_line(table(rows))
