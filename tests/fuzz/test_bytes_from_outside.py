"""Whatever bytes come as a library, a rules, hours or rota file, a button or a request: a value, or a clear refusal."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz.edges import EDGES, kept, seeds
from tests.fuzz.mutations import TOKENS, mutated

_ALL = [pytest.param(edge, path, id=f"{edge}/{path.name}") for edge in EDGES for path in kept(edge)]


@pytest.mark.parametrize(("edge", "found"), _ALL)
def test_what_was_found_once_stays_mended(edge: str, found: Path) -> None:
    EDGES[edge](found.read_bytes())


@pytest.mark.parametrize("edge", EDGES)
def test_sound_bytes_a_little_changed_give_a_value_or_a_clear_refusal(edge: str) -> None:
    @given(mutated([*seeds(edge), *(path.read_bytes() for path in kept(edge))]))
    def holds(content: bytes) -> None:
        EDGES[edge](content)

    holds()


@pytest.mark.parametrize("edge", EDGES)
def test_any_bytes_at_all_give_a_value_or_a_clear_refusal(edge: str) -> None:
    @given(st.one_of(st.binary(max_size=200), st.lists(st.sampled_from(TOKENS), max_size=12).map(b"".join)))
    def holds(content: bytes) -> None:
        EDGES[edge](content)

    holds()
