"""Whatever an update holds: nothing raises past the edge, each is handled or put aside, and others are served on."""

import asyncio
import json
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.flows.handlers.updates import in_topic, update, written
from tests.fuzz.arrivals import arrivals
from tests.fuzz.edges import kept
from tests.fuzz.hearing import heard
from tests.fuzz.mutations import odd
from tests.kit.cast import CHEN, LIN, WANG, ZHAO
from tests.kit.doorway import doorway


async def test_every_kind_of_update_is_understood(desk_file: Path) -> None:
    async with doorway(desk_file, LIN, WANG, ZHAO, CHEN) as here:
        await here.hear(*arrivals())
        assert here.aside() == set()


@pytest.mark.parametrize("found", kept("update"), ids=lambda path: path.name)
async def test_an_update_that_was_found_once_stays_mended(found: Path, desk_file: Path) -> None:
    update_ = json.loads(found.read_bytes())  # noqa: ASYNC240 - a small file
    async with doorway(desk_file, LIN, WANG, ZHAO, CHEN) as here:
        await heard(here, [update_])


def test_updates_with_odd_values_are_handled_or_put_aside_and_the_next_is_served(desk_file: Path) -> None:
    with asyncio.Runner() as runner:
        story = AsyncExitStack()
        here = runner.run(story.enter_async_context(doorway(desk_file, LIN, WANG, ZHAO, CHEN)))

        @settings(max_examples=settings().max_examples // 2)
        @given(st.lists(odd(arrivals()), min_size=1, max_size=25))
        def holds(updates: list[dict[str, Any]]) -> None:
            runner.run(heard(here, updates))

        try:
            holds()
        finally:
            runner.run(story.aclose())


async def test_a_batch_of_poison_and_words_loses_no_word(desk_file: Path) -> None:
    poison = {"message": {"message_id": "none", "chat": {"id": 1 << 70, "type": "private"}}}
    words = [update(message=in_topic(message_id=900 + n, text=f"word {n}")) for n in range(20)]
    async with doorway(desk_file, LIN, WANG, ZHAO, CHEN) as here:
        await here.hear(update(message=written(message_id=3, text="human")))
        mixed = [one for word in words for one in (word, poison)]
        numbers = await here.hear(*mixed)
        assert here.aside() == set(numbers[1::2])
