"""Updates at a desk on a real database: each is handled or put aside, and whoever comes behind it is served."""

from typing import Any

from tests.flows.handlers.updates import update, written
from tests.kit.doorway import Doorway

_MOST_READINGS = 8
"""Once with its batch, and then a few times alone."""


async def heard(here: Doorway, updates: list[dict[str, Any]]) -> None:
    """Let a desk hear updates, and then a sound one; whatever this raises is a find."""
    aside = here.aside()
    numbers = await here.hear(*updates)
    last = await here.hear(update(message=written(message_id=1 << 20, text="human")))
    assert {*numbers, *last} <= here.handled() | here.aside() | _silent(here, numbers)
    assert not (here.aside() - aside) & set(last), "a sound update behind it is served"
    assert max(here.read.values()) <= _MOST_READINGS


def _silent(here: Doorway, numbers: list[int]) -> set[int]:
    """Those that gave the desk nothing to do were read, once, and that was all."""
    return {number for number in numbers if here.read[number] == 1}
