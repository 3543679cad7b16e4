"""What statements are about: milestones, metrics, tranches and holdings of a project."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.domain.definitions.records import ProjectRecord
from tracker.domain.quantities.units import PERCENT
from tracker.domain.vocabulary import (
    FIELDS,
    MEASURED,
    Field,
    HolderCount,
    HoldingClass,
    Instrument,
    MetricNature,
    MilestoneType,
    SubjectKind,
)

if TYPE_CHECKING:
    from tracker.domain.definitions.records import Organization
    from tracker.domain.periods.calendar import FiscalCalendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Project(ProjectRecord):
    """A programme as it stands in a database, with its calendar."""

    id: int
    calendar: FiscalCalendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What all kinds share; `kind` tells them apart."""

    id: int
    project: Project
    slug: str
    title: str
    title_ja: str | None
    retired: str | None = None

    @property
    def kind(self) -> SubjectKind:
        """The kind of subject, named like its class."""
        return SubjectKind(type(self).__name__.lower())

    @property
    def path(self) -> str:
        """The name that works everywhere: `project/slug`."""
        return f"{self.project.slug}/{self.slug}"

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields that statements about it may have."""
        return FIELDS[self.kind]

    def unit(self, field: Field) -> str | None:
        """Return the unit that a field's quantities are counted in; None where there is none."""
        del field
        return self.project.currency

    def measures(self, field: Field) -> bool:
        """Whether a field's values are counted of the world, and not meant, allowed or promised."""
        return field in MEASURED


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone(Subject):
    """An event or threshold that the project promises; gates and metric are slugs."""

    type: MilestoneType
    headline: bool
    metric: str | None
    metric_unit: str | None
    gates: tuple[str, ...]
    party: str | None

    def unit(self, field: Field) -> str | None:
        """Progress is in percent, a threshold in the unit of the metric."""
        return PERCENT if field is Field.PROGRESS else self.metric_unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric(Subject):
    """A named quantity with its scope in words; another scope is another metric.

    `headline` marks the one of its family that the status page shows, `cumulative` what only
    grows. What the record can derive
    as well says how: `counts` of holders, `sums` of tranches and metrics by their slugs.
    """

    counted_in: str
    nature: MetricNature
    scope: str
    family: str | None
    headline: bool
    cumulative: bool = False
    counts: HolderCount | None = None
    sums: tuple[str, ...] = ()

    def unit(self, field: Field) -> str | None:
        """All values are in the metric's own unit."""
        del field
        return self.counted_in

    def measures(self, field: Field) -> bool:
        """An actual metric counts what is."""
        del field
        return self.nature is MetricNature.ACTUAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Tranche(Subject):
    """A slice of money from one funder; parent and gate are slugs, `paid_by` a path."""

    funder: Organization
    instrument: Instrument
    fiscal_year: int | None
    parent: str | None
    gate: str | None
    paid_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding(Subject):
    """What one organization holds in one class of shares."""

    organization: Organization
    holding_class: HoldingClass

    def unit(self, field: Field) -> str | None:
        """Votes are in percent, money in the project's currency."""
        return PERCENT if field is Field.VOTES else self.project.currency
