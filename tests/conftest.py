"""Settings of all tests."""

from __future__ import annotations

import os

from hypothesis import settings

# No test is timed: a busy machine must not make one fail. The usual run draws the same examples each time, so that a red test means a
# change and not a new draw; `make properties` hunts with fresh ones.
settings.register_profile("rajut", deadline=None, derandomize=True, database=None)
settings.register_profile("hunt", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "rajut"))
