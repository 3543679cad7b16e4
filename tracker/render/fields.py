"""The fields of a subject's report by name, those of its metric last."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracker.domain.resolve import Resolution
    from tracker.reports.listing import SubjectReport


def all_fields(report: SubjectReport) -> Iterator[tuple[str, Resolution]]:
    """Give each field of which somebody spoke, and the metric of a threshold under its slug."""
    yield from report.fields.items()
    if report.metric is not None:
        yield report.metric.shown.subject, report.metric
