"""Settings of all tests."""

from __future__ import annotations

from hypothesis import settings

# No test is timed: a busy machine must not make one fail.
settings.register_profile("rajut", deadline=None)
settings.load_profile("rajut")
