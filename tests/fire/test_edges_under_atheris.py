"""The long form of the fuzz: each edge for minutes, led by what its bytes reach."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fire.fuzz_edges import UPDATE
from tests.fuzz.edges import EDGES

SECONDS = os.environ.get("FUZZ_SECONDS", "120")
"""For each edge."""
_MISSING = importlib.util.find_spec("atheris") is None

pytestmark = [
    pytest.mark.fire,
    pytest.mark.skipif(os.environ.get("FIRE") != "long", reason="the long form only: FIRE=long make fire"),
    pytest.mark.skipif(_MISSING, reason="atheris is not installed here: pip install atheris"),
]


@pytest.mark.parametrize("edge", [*EDGES, UPDATE])
def test_nothing_raises_past_an_edge(edge: str, tmp_path: Path) -> None:
    program = [sys.executable, "-m", "tests.fire.fuzz_edges", edge, SECONDS, str(tmp_path)]
    ran = subprocess.run(program, capture_output=True, text=True, check=False)  # noqa: S603 - our own program
    found = [path.name for path in tmp_path.iterdir() if path.is_file()]
    assert (ran.returncode, found) == (0, []), ran.stderr[-4000:]
