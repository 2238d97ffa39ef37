"""The table at the end of a run under fire, also of one that several processes share."""

from dataclasses import asdict
from typing import Any

import pytest

from tests.fire.figures import Figures, table, together
from tests.fire.forms import LONG
from tests.kit.databases import address, database, migrated_file, postgres

__all__ = ["address", "database", "migrated_file", "postgres"]

_NAME = "under fire"
"""Under which a test's report brings figures from the process that ran it."""


class Table:
    """Puts together what the reports of all tests bring."""

    def __init__(self) -> None:
        self.rows: list[Figures] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take a test's figures once it is over."""
        if report.when == "teardown":
            brought: list[Any] = [row for name, row in report.user_properties if name == _NAME]
            self.rows += [Figures(**row) for row in brought]

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print the table, in the order of the matrix."""
        if self.rows:
            terminalreporter.section("under fire")
            terminalreporter.write_line(table(together(sorted(self.rows, key=_place))))


class Tally:
    """Takes the figures of a run into the table, and refuses those that break a promise."""

    def __init__(self, brought: list[tuple[str, object]]) -> None:
        self._brought = brought

    def __call__(self, figures: Figures) -> None:
        """Note a run's figures, in the table even if they are bad."""
        self._brought.append((_NAME, asdict(figures)))
        assert figures.broken() == [], f"{figures.scenario}: a promise was broken"


def pytest_configure(config: pytest.Config) -> None:
    """Begin a table."""
    config.pluginmanager.register(Table())


@pytest.fixture
def tally(request: pytest.FixtureRequest) -> Tally:
    """Return what takes the figures of this run."""
    return Tally(request.node.user_properties)


@pytest.fixture(scope="session")
def long() -> bool:
    """Tell whether this is the long form (`FIRE=long make fire`)."""
    return LONG


def _place(row: Figures) -> tuple[int, str]:
    """Return where a row stands: F2 before F16."""
    number = row.scenario.partition(" ")[0].strip("F,")
    return (int(number) if number.isdecimal() else 0, row.scenario)
