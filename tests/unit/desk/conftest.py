"""No script of a test may end with something left over."""

from collections.abc import Iterator

import pytest

from tests.kit.script import Script


@pytest.fixture(autouse=True)
def played_to_the_end() -> Iterator[None]:
    """Look into every script when the test is over."""
    Script.unfinished.clear()
    yield
    played, Script.unfinished = Script.unfinished, []
    for script in played:
        script.end()
