"""Who waits for people and who is free: places, offers, and everything around waiting.

`desk/queue/handoff.py` leads into the queue, `desk/queue/dispatch.py` out of it.
"""

from desk.queue.places import (
    Place,
    Queue,
    in_order,
    longest_wait,
    place_of,
    rank_of,
)

__all__ = [
    "Place",
    "Queue",
    "in_order",
    "longest_wait",
    "place_of",
    "rank_of",
]
