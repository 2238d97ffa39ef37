"""The short form of a run under fire, and the long one (`FIRE=long make fire`)."""

import os

LONG = os.environ.get("FIRE") == "long"


def seeds(*, short: int, long: int) -> range:
    """Return the seeds to play in the form that was asked for."""
    return range(long if LONG else short)
