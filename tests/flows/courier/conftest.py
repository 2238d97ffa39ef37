from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from tests.flows.courier.posts import Post, district


@pytest.fixture
async def post(tmp_path: Path) -> AsyncGenerator[Post]:
    """A courier at work in a world without limits."""
    async with district(tmp_path) as opened:
        yield opened
