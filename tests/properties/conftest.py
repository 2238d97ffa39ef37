"""How hard the properties are tried: a little and alike by day; long, by chance, with HYPOTHESIS_PROFILE=nightly.

A nightly test may take longer than the ten minutes after which pytest ends one: `-o faulthandler_timeout=0`.
"""

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "daily", max_examples=100, stateful_step_count=30, deadline=None, derandomize=True, database=None
)
settings.register_profile(
    "nightly", max_examples=2000, stateful_step_count=60, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "daily"))
