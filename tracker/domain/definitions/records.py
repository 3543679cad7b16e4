"""Definitions and statements as written, before they are checked against a database.

`where` names the place in a file, for messages; two records are equal wherever they stand.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from tracker.domain.vocabulary import (
    EntryKind,
    Field,
    HolderCount,
    HoldingClass,
    Instrument,
    MetricNature,
    MilestoneType,
    OrganizationKind,
    Tier,
)

if TYPE_CHECKING:
    from datetime import date

    from tracker.errors import LineError, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectRecord:
    """A programme with its currency and fiscal calendar (first month 1-12)."""

    slug: str
    title: str
    title_ja: str | None = None
    subtitle: str | None = None
    currency: str
    fiscal_year_starts: int = 4
    fiscal_year_named_by: Literal["first", "last"] = "first"
    where: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationRecord:
    """Who funds, holds, partners or speaks; `parent` is the slug of its group."""

    slug: str
    name: str
    name_ja: str | None = None
    kind: OrganizationKind
    parent: str | None = None
    where: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRecord:
    """A document; `published_on` is a period as written, `retrieved_on` empty means unread."""

    slug: str
    title: str
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    published_on: str | None = None
    retrieved_on: date | None = None
    tier: Tier
    where: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectRecord:
    """What all four kinds of subject share; a slug is unique within its project."""

    project: str
    slug: str
    title: str
    title_ja: str | None = None
    where: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneRecord(SubjectRecord):
    """An event or threshold promised; `metric` and `gates` are slugs of the same project."""

    type: MilestoneType
    headline: bool = False
    metric: str | None = None
    gates: tuple[str, ...] = ()
    party: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricRecord(SubjectRecord):
    """A named quantity; `unit` is a currency code, `%` or a counting word.

    `headline` marks the one of its family that the status page shows, `cumulative` what only
    grows. `counts` and `sums` (slugs
    of the same project) tell how the record derives it too.
    """

    unit: str
    nature: MetricNature
    scope: str
    family: str | None = None
    headline: bool = False
    cumulative: bool = False
    counts: HolderCount | None = None
    sums: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TrancheRecord(SubjectRecord):
    """A slice of money from one funder; `paid_by` is `project/slug` of another budget's line."""

    funder: str
    instrument: Instrument
    fiscal_year: int | None = None
    parent: str | None = None
    gate: str | None = None
    paid_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingRecord(SubjectRecord):
    """What one organization holds in one class of shares."""

    organization: str
    holding_class: HoldingClass = HoldingClass.COMMON


@dataclass(frozen=True, slots=True, kw_only=True)
class RateRecord:
    """The mean price of one unit of `base` in a month, in millionths of `quote`."""

    month: str
    base: str
    quote: str
    rate_micro: int
    source: str
    where: Place | None = field(default=None, compare=False)


Definition = ProjectRecord | OrganizationRecord | SourceRecord | SubjectRecord | RateRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRecord:
    """One thing said about one subject, in one or more of its fields.

    `on` empty means the source's day, else the day of recording. `quote` is verbatim from the
    source. `where` names the place in a file, for messages.
    """

    subject: str
    values: tuple[tuple[Field, str], ...]
    on: str | None = None
    happened: str | None = None
    source: str | None = None
    said_by: str | None = None
    tier: Tier | None = None
    remark: str | None = None
    quote: str | None = None
    reason: str | None = None
    key: str | None = None
    where: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkRecord:
    """A deprecation or its reversal of every statement recorded under a key."""

    key: str
    kind: EntryKind
    of: str
    reason: str
    where: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One line of a batch, from 1: what it holds, or all the mistakes in it and no record.

    `name` is the slug or key of what could not be read, if there is one.
    """

    number: int
    record: Definition | StatementRecord | MarkRecord | None
    mistakes: tuple[LineError, ...] = ()
    name: str | None = None


@dataclass(slots=True)
class Dataset:
    """Everything that a set of files defines and states, in the order written.

    `unread` has the slugs and keys of what was wrong and left out.
    """

    projects: list[ProjectRecord] = field(default_factory=list)
    organizations: list[OrganizationRecord] = field(default_factory=list)
    sources: list[SourceRecord] = field(default_factory=list)
    metrics: list[MetricRecord] = field(default_factory=list)
    milestones: list[MilestoneRecord] = field(default_factory=list)
    tranches: list[TrancheRecord] = field(default_factory=list)
    holdings: list[HoldingRecord] = field(default_factory=list)
    rates: list[RateRecord] = field(default_factory=list)
    statements: list[StatementRecord] = field(default_factory=list)
    marks: list[MarkRecord] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
