"""What takes minutes or a stopwatch: collected by `make stress` alone."""

from __future__ import annotations

import os

collect_ignore_glob = [] if os.environ.get("TRACKER_TEST_STRESS") else ["*"]
