from __future__ import annotations

import subprocess
import sys

HEAVY = {"alembic", "rich", "sqlalchemy"}

# Not a stopwatch: what is not loaded costs nothing on any machine.
PROGRAM = """
import sys
from tracker.__main__ import main
sys.argv = ["tracker", "--help"]
try:
    main()
finally:
    print(*sys.modules, file=sys.stderr)
"""


def test_help_loads_nothing_heavy() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert "Usage" in ran.stdout
    loaded = set(ran.stderr.split())
    assert "tracker.cli.app" in loaded
    assert not HEAVY & loaded
