"""How hard the properties are tried: a little and alike by day; long, by chance, with HYPOTHESIS_PROFILE=nightly."""

import os

from hypothesis import HealthCheck, settings

from tests.kit.databases import desk_file, migrated_file

__all__ = ["desk_file", "migrated_file"]

settings.register_profile(
    "daily", max_examples=40, stateful_step_count=30, deadline=None, derandomize=True, database=None
)
settings.register_profile(
    "nightly", max_examples=2000, stateful_step_count=60, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "daily"))
