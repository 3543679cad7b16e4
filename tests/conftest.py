"""Every test runs in an empty home, at one width, in one zone, at one moment."""

from __future__ import annotations

import gc
import os
import signal
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings

from tracker import clock

pytest_plugins = ["databases", "program"]

# Typer reads these when it is first imported, so a fixture would come too late.
for name in ("FORCE_COLOR", "PY_COLORS", "GITHUB_ACTIONS"):
    os.environ.pop(name, None)
os.environ.update(NO_COLOR="1", COLUMNS="80", TERMINAL_WIDTH="80")

# No deadline: a slow moment of a shared machine is not a failure. `make stress` asks for more
# examples, of every property that does not name a number of its own.
examples = int(os.environ.get("TRACKER_TEST_EXAMPLES", "100"))
settings.register_profile("gate", deadline=None, print_blob=True, max_examples=examples)
settings.load_profile("gate")

FIXED = {
    "NO_COLOR": "1",
    "COLUMNS": "80",
    "TERMINAL_WIDTH": "80",
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
    "TRACKER_NOW": "2026-11-22T09:00:00Z",
    "TRACKER_TRACEBACK": "1",
}

# A machine whose own clock is behind that moment runs the tests all the same.
clock.AHEAD += max(datetime.fromisoformat(FIXED["TRACKER_NOW"]) - datetime.now(UTC), timedelta(0))


# What is run behind `&` ignores Ctrl-C, and so does all that it runs: some tests are about that.
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_finish() -> None:
    """Spare the collector what thousands of tests and all modules hold, which stays to the end.

    The program itself runs without one; here it comes seldom, since the process lives for minutes.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


@pytest.fixture(autouse=True)
def isolation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """TRACKER_TEST_… stays: it speaks to the test suite, not to the program."""
    for name in os.environ:
        if name.startswith("TRACKER_") and not name.startswith("TRACKER_TEST_"):
            monkeypatch.delenv(name)
    for name, value in FIXED.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("CACHE", "CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / ".xdg" / name.lower()))
    monkeypatch.chdir(tmp_path)
    time.tzset()
