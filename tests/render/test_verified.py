"""What a verification found, harmless on a screen."""

from __future__ import annotations

from datetime import date

from tracker.domain.log.clocks import Clocks
from tracker.render.canvas import Layout
from tracker.render.checked import verified_text
from tracker.reports.verify import VerifyReport


def test_a_problem_that_names_what_somebody_wrote_is_harmless() -> None:
    clocks = Clocks(as_of=date(2026, 11, 22), entry=1, hash="0")
    problem = "the trigger \x1b[2J is not ours"
    report = VerifyReport(
        clocks=clocks, entries=0, head="0", broken=1, adopted=None, problems=(problem,)
    )
    assert [line.plain for line in verified_text(report, Layout(width=None))] == [
        "! the trigger \\x1b[2J is not ours"
    ]
