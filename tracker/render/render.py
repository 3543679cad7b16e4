"""One table of how each report is written in each format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tracker.render import encode, evidence, history, listing, logged, status_data
from tracker.render.grid import as_grid
from tracker.render.page import Layout, status_page
from tracker.render.sheet import Sheet, as_csv, as_markdown
from tracker.reports.listing import (
    HistoryReport,
    HolderListReport,
    MetricListReport,
    MilestoneListReport,
    SourceListReport,
    SourceReport,
    SubjectReport,
    TrancheListReport,
)
from tracker.reports.log import LogReport
from tracker.reports.status import StatusReport

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.text import Text


@dataclass(frozen=True, slots=True)
class Writing:
    """How one kind of report is written: its JSON data, its tables, and its text if special."""

    kind: str
    data: Callable[[Any], Any]
    sheets: Callable[[Any], list[Sheet]]
    text: Callable[[Any, Layout], Sequence[Text]] | None = None


def render(report: Any, form: str, layout: Layout) -> str | Sequence[Text]:  # noqa: ANN401
    """Write a report as `table`, `json`, `csv` or `markdown`.

    A table comes as lines for a terminal, all else as text; CSV is the report's first table.
    """
    writing = WRITINGS[type(report)]
    match form:
        case "json":
            return encode.envelope(writing.kind, report.clocks, writing.data(report))
        case "csv":
            return as_csv(writing.sheets(report)[0])
        case "markdown":
            return as_markdown(writing.sheets(report))
    if writing.text is not None:
        return writing.text(report, layout)
    return as_grid(writing.sheets(report)[0], layout.width)


def _one(sheet: Callable[[Any], Sheet]) -> Callable[[Any], list[Sheet]]:
    return lambda report: [sheet(report)]


WRITINGS: dict[type, Writing] = {
    StatusReport: Writing("status", status_data.as_data, status_data.sheets, status_page),
    SubjectReport: Writing(
        "why",
        evidence.as_data,
        _one(evidence.sheet),
        lambda report, layout: evidence.as_text(report, ascii_only=layout.ascii),
    ),
    HistoryReport: Writing(
        "history",
        history.as_data,
        _one(history.sheet),
        lambda report, layout: history.as_text(report, layout.width),
    ),
    LogReport: Writing(
        "log", logged.as_data, _one(logged.sheet), lambda report, _: logged.as_text(report)
    ),
    MilestoneListReport: Writing(
        "milestones", listing.milestones_data, _one(listing.milestones_sheet)
    ),
    TrancheListReport: Writing("tranches", listing.tranches_data, _one(listing.tranches_sheet)),
    MetricListReport: Writing("metrics", listing.metrics_data, _one(listing.metrics_sheet)),
    HolderListReport: Writing("holders", listing.holders_data, _one(listing.holders_sheet)),
    SourceListReport: Writing("sources", listing.sources_data, _one(listing.sources_sheet)),
    SourceReport: Writing("source", listing.source_data, _one(listing.source_sheet)),
}
