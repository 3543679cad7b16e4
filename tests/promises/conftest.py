"""What is promised of commands that are disturbed: a few of each here, many in `make stress`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping

import pytest

from tally import SECRET, Counts, Size, Tally, table

STRESS = float(os.environ.get("TRACKER_TEST_STRESS", "0"))
"""How much of the full size is run: 1 all of it, 0.1 a tenth, 0 that of the gate."""

collect_ignore_glob = [] if STRESS else ["test_small_disk.py"]


@pytest.fixture(autouse=True)
def password(monkeypatch: pytest.MonkeyPatch) -> None:
    """A password that the program is given, and may not print."""
    monkeypatch.setenv("PGPASSWORD", SECRET)


@pytest.fixture
def size() -> Size:
    """Choose between the size of the gate and that of `make stress`."""
    return lambda gate, stress: max(gate, round(stress * STRESS))


@pytest.fixture
def tally(
    request: pytest.FixtureRequest, record_property: Callable[[str, object], None]
) -> Iterator[Counts]:
    """Make the tallies of a test, by the names of their scenarios; they are to be clean."""
    made: list[Tally] = []
    named: Mapping[str, str] = request.node.callspec.params

    def make(scenario: str) -> Tally:
        made.append(Tally(scenario, named["databases"]))
        return made[-1]

    yield make
    for one in made:
        record_property("tally", (one.scenario, one.database, dict(one.counts)))
    for one in made:
        one.require_clean()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not STRESS:
        return
    ended = [
        report
        for reports in terminalreporter.stats.values()
        for report in reports
        if getattr(report, "when", None) == "teardown"
    ]
    counted = [told for one in ended for name, told in one.user_properties if name == "tally"]
    terminalreporter.write_line("\n" + table(counted))
