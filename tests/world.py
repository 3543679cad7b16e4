"""A small world: one project with one subject of each kind, and a few names around them."""

from __future__ import annotations

from tracker.domain.definitions.records import (
    KINDS,
    Dataset,
    HoldingRecord,
    MetricRecord,
    MilestoneRecord,
    Organization,
    ProjectRecord,
    SourceRecord,
    TrancheRecord,
)
from tracker.domain.vocabulary import (
    Instrument,
    MetricNature,
    MilestoneType,
    OrganizationKind,
    Tier,
)

PROJECT = ProjectRecord(slug="fab", title="Fab", currency="JPY")
STATE = Organization(slug="ministry", name="Ministry", kind=OrganizationKind.STATE)
MAKER = Organization(slug="toyota", name="Toyota", kind=OrganizationKind.COMPANY)
RELEASE = SourceRecord(
    slug="release",
    title="Release",
    publisher="Fab",
    url="https://fab.example/release",
    published_on="2026-04-10",
    tier=Tier.PRIMARY,
)
NEWS = SourceRecord(slug="news", title="News", published_on="2026-05", tier=Tier.PRESS)


def metric(slug: str, nature: MetricNature = MetricNature.ACTUAL) -> MetricRecord:
    return MetricRecord(
        project="fab", slug=slug, title=slug, unit="count", nature=nature, scope="all of them"
    )


def milestone(
    slug: str, *, metric: str | None = None, gates: tuple[str, ...] = ()
) -> MilestoneRecord:
    return MilestoneRecord(
        project="fab",
        slug=slug,
        title=slug,
        type=MilestoneType.DELIVERY,
        metric=metric,
        gates=gates,
    )


def tranche(slug: str, *, parent: str | None = None, gate: str | None = None) -> TrancheRecord:
    return TrancheRecord(
        project="fab",
        slug=slug,
        title=slug,
        funder="ministry",
        instrument=Instrument.GRANT,
        parent=parent,
        gate=gate,
    )


def holding(organization: str) -> HoldingRecord:
    return HoldingRecord(
        project="fab", slug=organization, title=organization, organization=organization
    )


def world() -> Dataset:
    return Dataset(
        projects=[PROJECT],
        organizations=[STATE, MAKER],
        sources=[RELEASE, NEWS],
        metrics=[metric("holder-count"), metric("holders-planned", MetricNature.PLANNED)],
        milestones=[milestone("pilot"), milestone("holders", metric="holder-count")],
        tranches=[tranche("rd-fy2026")],
        holdings=[holding("toyota")],
    )


DEFINED = sum(len(world().of(kind)) for kind in KINDS)
"""So many entries define the world; what is said begins behind them."""
