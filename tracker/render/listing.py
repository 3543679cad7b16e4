"""Lists of a project's subjects and sources: their JSON forms and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.domain.quantity_format import Units
from tracker.domain.vocabulary import FIELDS, REACHED_STAGES, Stage, SubjectKind
from tracker.render import encode, words
from tracker.render.sheet import Sheet
from tracker.render.status_data import milestone, milestone_sheet

if TYPE_CHECKING:
    from tracker.domain.owners import HoldingState
    from tracker.domain.resolve import Resolution
    from tracker.domain.statement import Source, Statement
    from tracker.reports.listing import (
        HolderListReport,
        MetricListReport,
        MilestoneListReport,
        SourceListReport,
        SourceReport,
        TrancheListReport,
    )


HOLDING_FIGURES = tuple(field.value for field in FIELDS[SubjectKind.HOLDING])


def milestones_data(report: MilestoneListReport) -> list[dict[str, Any]]:
    """Return the JSON form of milestones, the same as on the status page."""
    return [milestone(row, report.breach) for row in report.rows]


def milestones_sheet(report: MilestoneListReport) -> Sheet:
    """Return milestones as a table."""
    return milestone_sheet(list(report.rows), report.breach)


def tranches_data(report: TrancheListReport) -> list[dict[str, Any]]:
    """Return the JSON form of tranches: what is shown of each stage; null is not stated."""
    return [
        {
            "slug": row.tranche.slug,
            "title": row.tranche.title,
            "title_ja": row.tranche.title_ja,
            "funder": row.tranche.funder.slug,
            "instrument": row.tranche.instrument.value,
            "fiscal_year": row.tranche.fiscal_year,
            "parent": row.tranche.parent,
            "gate": row.tranche.gate,
            "paid_by": row.tranche.paid_by,
            "reached": row.reached.value if row.reached else None,
            "stages": {stage.value: encode.quantity(row.level(stage)) for stage in Stage},
            "conflicts": sum(len(found.conflicts) for found in row.stages.values()),
        }
        for row in report.rows
    ]


def tranches_sheet(report: TrancheListReport, units: Units = Units.BN) -> Sheet:
    """Return tranches as a table, a column per stage."""
    stages = tuple(stage.word for stage in REACHED_STAGES)
    columns = ("tranche", "funder", "instrument", "fy", *stages)
    rows = tuple(
        (
            row.tranche.slug,
            row.tranche.funder.slug,
            row.tranche.instrument.value,
            str(row.tranche.fiscal_year or ""),
            *(_value(row.stages.get(stage), units) for stage in REACHED_STAGES),
        )
        for row in report.rows
    )
    drop = ("instrument", "enacted", "budgeted", "funder", "fy")
    return Sheet("Tranches", columns, rows, right=frozenset(stages), drop=drop)


def metrics_data(report: MetricListReport) -> list[dict[str, Any]]:
    """Return the JSON form of metrics with the value shown."""
    return [
        {
            "slug": row.metric.slug,
            "title": row.metric.title,
            "title_ja": row.metric.title_ja,
            "unit": row.metric.counted_in,
            "nature": row.metric.nature.value,
            "scope": row.metric.scope,
            "family": row.metric.family,
            "cumulative": row.metric.cumulative,
            "value": encode.value(row.found.shown.value),
            "stated_on": encode.period(row.found.shown.stated_on),
            "speaker": row.found.shown.speaker,
            "conflicts": len(row.found.conflicts),
        }
        for row in report.rows
    ]


def metrics_sheet(report: MetricListReport, units: Units = Units.BN) -> Sheet:
    """Return metrics as a table."""
    columns = ("metric", "value", "nature", "said on", "said by", "family", "scope")
    rows = tuple(
        (
            row.metric.slug,
            _value(row.found, units),
            row.metric.nature.value,
            row.found.shown.stated_on.text,
            row.found.shown.speaker,
            row.metric.family or "",
            row.metric.scope,
        )
        for row in report.rows
    )
    drop = ("family", "nature", "said by", "said on", "scope")
    return Sheet("Metrics", columns, rows, right=frozenset({"value"}), drop=drop)


def holders_data(report: HolderListReport) -> list[dict[str, Any]]:
    """Return the JSON form of holdings; what nobody stated is null."""
    return [
        {
            "slug": row.holding.slug,
            "organization": row.holding.organization.slug,
            "name": row.holding.organization.name,
            "name_ja": row.holding.organization.name_ja,
            "kind": row.holding.organization.kind.value,
            "class": row.holding.holding_class.value,
            "expected": _encoded(row.expected),
            "invested": _encoded(row.invested),
            "votes": _encoded(row.votes),
        }
        for row in report.rows
    ]


def holders_sheet(report: HolderListReport, units: Units = Units.BN) -> Sheet:
    """Return holdings as a table."""
    columns = ("holder", "name", "kind", "class", *HOLDING_FIGURES, "said by")
    rows = tuple(
        (
            row.holding.slug,
            row.holding.organization.name,
            row.holding.organization.kind.value,
            row.holding.holding_class.value,
            _value(row.expected, units),
            _value(row.invested, units),
            _value(row.votes, units),
            _speaker(row),
        )
        for row in report.rows
    )
    drop = ("kind", "class", "said by", "name")
    return Sheet("Holders", columns, rows, right=frozenset(HOLDING_FIGURES), drop=drop)


def sources_data(report: SourceListReport) -> list[dict[str, Any]]:
    """Return the JSON form of sources with how many live statements cite each."""
    return [{**_source(row.source), "statements": row.statements} for row in report.rows]


def sources_sheet(report: SourceListReport) -> Sheet:
    """Return sources as a table."""
    columns = ("source", "published", "publisher", "tier", "read", "statements", "title")
    rows = tuple(
        (
            row.source.slug,
            row.source.published_on or "",
            row.source.publisher or "",
            row.source.tier.value,
            "unread" if row.source.unread else "read",
            str(row.statements),
            row.source.title,
        )
        for row in report.rows
    )
    drop = ("publisher", "tier", "read", "statements", "published")
    return Sheet("Sources", columns, rows, right=frozenset({"statements"}), drop=drop)


def source_data(report: SourceReport) -> dict[str, Any]:
    """Return the JSON form of one source and the statements that cite it."""
    return {
        **_source(report.source),
        "statements": [{**encode.statement(said), "subject": path} for path, said in report.cited],
    }


def source_sheet(report: SourceReport) -> Sheet:
    """Return the statements that cite a source as a table."""
    columns = ("entry", "subject", "field", "value", "said on", "said by", "tier")
    rows = tuple(_cited(path, said) for path, said in report.cited)
    drop = ("tier", "said by", "said on")
    return Sheet(
        f"Source {report.source.slug}", columns, rows, right=frozenset({"entry"}), drop=drop
    )


def _cited(path: str, said: Statement) -> tuple[str, ...]:
    said_on = said.stated_on.text
    return (
        f"#{said.id}",
        path,
        said.field.word,
        said.text,
        said_on,
        said.speaker,
        said.tier.value,
    )


def _source(source: Source) -> dict[str, Any]:
    return encode.source(source) or {}


def _encoded(found: Resolution | None) -> Any:  # noqa: ANN401
    return encode.value(found.shown.value) if found else None


def _value(found: Resolution | None, units: Units) -> str:
    return words.shown(found, units) if found else ""


def _speaker(row: HoldingState) -> str:
    found = row.invested or row.votes or row.expected
    return found.shown.speaker if found else ""
