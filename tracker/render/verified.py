"""The outcome of a verification."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.render.cells import styled
from tracker.render.sheet import Sheet

if TYPE_CHECKING:
    from rich.text import Text

    from tracker.reports.verify import VerifyReport


def as_text(report: VerifyReport) -> list[Text]:
    """Say in a line that all is whole, else a line per problem."""
    if report.problems:
        return [styled(f"! {problem}", "bad") for problem in report.problems]
    return [styled(f"whole: {report.entries} entries, head {report.head}")]


def as_data(report: VerifyReport) -> dict[str, Any]:
    """Return the JSON form; `head` is the last hash that follows from all before it."""
    return {
        "whole": not report.problems,
        "entries": report.entries,
        "head": report.head,
        "broken": report.broken,
        "problems": list(report.problems),
    }


def sheet(report: VerifyReport) -> Sheet:
    """Return the problems as a table."""
    return Sheet("Problems", ("problem",), tuple((problem,) for problem in report.problems))
