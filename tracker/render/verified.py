"""The outcome of a verification."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.render.canvas.cells import styled

if TYPE_CHECKING:
    from rich.text import Text

    from tracker.render.canvas.layout import Layout
    from tracker.reports.verify import VerifyReport


def as_text(report: VerifyReport, _: Layout) -> list[Text]:
    """Say in a line that all is whole, else a line per problem."""
    if report.problems:
        return [styled(f"! {problem}", "bad") for problem in report.problems]
    return [styled(f"whole: {report.entries} entries, head {report.head}")]
