"""What was fixed when a subject was defined, for those who look at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.domain.subject import Holding, Metric, Milestone, Tranche
from tracker.domain.vocabulary import Status

if TYPE_CHECKING:
    from tracker.render.signs import Signs
    from tracker.reports.listing import SubjectReport

Facts = dict[str, "str | int | list[str] | list[dict[str, str | bool]] | None"]


def facts(report: SubjectReport) -> Facts:
    """Return the definition by name, as JSON has it; gates with whether each is met."""
    subject = report.subject
    if isinstance(subject, Milestone):
        gates: list[dict[str, str | bool]] = [
            {"slug": slug, "met": status is Status.MET, "status": status.value}
            for slug, status in report.gates
        ]
        return {
            "type": subject.type.value,
            "party": subject.party,
            "metric": subject.metric,
            "gates": gates,
        }
    if isinstance(subject, Tranche):
        return {
            "funder": subject.funder.slug,
            "instrument": subject.instrument.value,
            "fiscal_year": subject.fiscal_year,
            "parent": subject.parent,
            "gate": subject.gate,
            "paid_by": subject.paid_by,
        }
    if isinstance(subject, Metric):
        return {
            "unit": subject.counted_in,
            "nature": subject.nature.value,
            "scope": subject.scope,
            "family": subject.family,
            "cumulative": subject.cumulative,
            "counts": subject.counts.value if subject.counts else None,
            "sums": list(subject.sums) or None,
        }
    assert isinstance(subject, Holding)  # noqa: S101 - there are four kinds
    return {"organization": subject.organization.slug, "class": subject.holding_class.value}


def fact_lines(report: SubjectReport, signs: Signs) -> list[str]:
    """Return the definition as lines, what is not set left out; gates with their signs."""
    gates = ", ".join(f"{signs.of(status)} {slug}" for slug, status in report.gates)
    written = facts(report) | {"gates": gates or None}
    if written.pop("cumulative", False):
        written["nature"] = f"{written['nature']}, only grows"
    sums = written.get("sums")
    if isinstance(sums, list):
        written["sums"] = ", ".join(map(str, sums))
    return [
        f"{name.replace('_', ' '):<8} {value}"
        for name, value in written.items()
        if value is not None
    ]
