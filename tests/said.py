"""Statements and their subjects in one short line each; ids follow the order of making."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count

from tracker.domain.definitions.catalog import Catalog
from tracker.domain.definitions.records import Organization
from tracker.domain.definitions.subject import (
    Holding,
    Metric,
    Milestone,
    Project,
    Subject,
    Tranche,
)
from tracker.domain.holdings import HoldingState
from tracker.domain.holdings import holding_state as fold_holding
from tracker.domain.log.clocks import Clocks
from tracker.domain.log.statement import Statement, parse_value
from tracker.domain.milestones.milestone import MilestoneState
from tracker.domain.milestones.milestone import milestone_state as fold
from tracker.domain.money.tranches import TrancheState
from tracker.domain.money.tranches import tranche_states as fold_tranches
from tracker.domain.periods.calendar import JAPAN, FiscalCalendar
from tracker.domain.periods.period import Period
from tracker.domain.quantities.exchange import Rate
from tracker.domain.shown.resolve import Resolution, resolve
from tracker.domain.shown.standing import told
from tracker.domain.state import ProjectState
from tracker.domain.vocabulary import (
    FIELDS,
    MEASURED,
    Field,
    HoldingClass,
    Instrument,
    MetricNature,
    MilestoneType,
    OrganizationKind,
    Status,
    SubjectKind,
    Tier,
)

Fields = Mapping[Field, Resolution]

RECORDED = datetime(2026, 11, 22, 9, tzinfo=UTC)
TODAY = RECORDED.date()
UNITS = {
    Field.VALUE: "companies",
    Field.THRESHOLD: "companies",
    Field.PROGRESS: "%",
    Field.VOTES: "%",
}
CALENDARS = {"april": JAPAN, "october": FiscalCalendar(first_month=10, named_by="last")}
_ids = count(1)


def day(text: str) -> date:
    return date.fromisoformat(text)


def said(  # noqa: PLR0913 - all but the value has a default
    value: str,
    *,
    on: str = "2026-01-01",
    tier: str = "primary",
    field: str = "target",
    about: str = "mass-production",
    happened: str | None = None,
    by: str | None = None,
    unit: str | None = None,
    nature: str = "actual",
    years: str = "april",
) -> Statement:
    """Without a unit values and thresholds count companies, shares percent, the rest yen.

    Values are of an actual metric unless their nature is planned. `on` may be a month or a year, as
    of a source that is dated so. Fiscal years begin in April, or in October as the United States'.
    """
    of_field, calendar = Field(field), CALENDARS[years]
    counted_in = unit or UNITS.get(of_field, "JPY")
    return Statement(
        id=next(_ids),
        subject=about,
        field=of_field,
        value=parse_value(of_field, value, unit=counted_in, calendar=calendar),
        tier=Tier(tier),
        stated_on=Period.parse(on, calendar),
        recorded_at=RECORDED,
        happened_on=Period.parse(happened, calendar) if happened else None,
        said_by=by,
        measured=of_field in MEASURED or (of_field is Field.VALUE and nature == "actual"),
    )


def by_field(statements: Sequence[Statement]) -> dict[Field, list[Statement]]:
    fields: dict[Field, list[Statement]] = defaultdict(list)
    for statement in statements:
        fields[statement.field].append(statement)
    return dict(fields)


PROJECT = Project(
    id=1,
    slug="rapidus",
    title="Rapidus",
    title_ja=None,
    subtitle=None,
    currency="JPY",
    calendar=JAPAN,
)


def organization(slug: str, kind: str = "company") -> Organization:
    return Organization(
        slug=slug, name=slug.upper(), name_ja=None, kind=OrganizationKind(kind), parent=None
    )


def milestone(
    slug: str = "mass-production",
    *,
    metric: str | None = None,
    headline: bool = False,
    gates: tuple[str, ...] = (),
) -> Milestone:
    return Milestone(
        id=next(_ids),
        project=PROJECT,
        slug=slug,
        title=slug,
        title_ja=None,
        type=MilestoneType.DELIVERY,
        headline=headline,
        metric=metric,
        metric_unit="companies" if metric else None,
        gates=gates,
        party=None,
    )


def metric(
    slug: str,
    *,
    family: str | None = None,
    unit: str = "companies",
    nature: str = "actual",
    headline: bool = False,
) -> Metric:
    return Metric(
        id=next(_ids),
        project=PROJECT,
        slug=slug,
        title=slug,
        title_ja=None,
        counted_in=unit,
        nature=MetricNature(nature),
        headline=headline,
        scope="all",
        family=family,
    )


def tranche(
    slug: str,
    *,
    funder: str = "nedo",
    kind: str = "state",
    instrument: str = "commissioned-rd",
    year: int | None = None,
    parent: str | None = None,
) -> Tranche:
    return Tranche(
        id=next(_ids),
        project=PROJECT,
        slug=slug,
        title=slug,
        title_ja=None,
        funder=organization(funder, kind),
        instrument=Instrument(instrument),
        fiscal_year=year,
        parent=parent,
        gate=None,
        paid_by=None,
    )


def money(of: Tranche, **stages: str) -> TrancheState:
    """A tranche whose levels were said on one day: `money(tranche("rd"), committed="631.5bn")`.

    It is within its parent, which others may have spoken of.
    """
    statements = [said(text, field=stage, about=of.slug) for stage, text in stages.items()]
    return replace(project_state(*statements, of=[of]).tranches[of.slug], within=of.parent)


def holding(slug: str, *, kind: str = "company", holding_class: str = "common") -> Holding:
    return Holding(
        id=next(_ids),
        project=PROJECT,
        slug=slug,
        title=slug,
        title_ja=None,
        organization=organization(slug, kind),
        holding_class=HoldingClass(holding_class),
    )


def fields_of(statements: Mapping[Field, Sequence[Statement]], as_of: date) -> Fields:
    """What is shown of one subject as of a day."""
    return told(statements, as_of).fields


def milestone_state(
    statements: Mapping[Field, Sequence[Statement]],
    as_of: date,
    *,
    metric: Sequence[Statement] = (),
    gates: Sequence[Status | None] = (),
) -> MilestoneState | None:
    """A milestone folded by itself, with the values of its metric and how its gates fare."""
    return fold(
        told(statements, as_of),
        statements,
        as_of,
        metric=resolve(metric, as_of),
        counted=metric,
        gates=gates,
    )


def tranche_states(
    tranches: Mapping[str, Tranche],
    statements: Mapping[str, Mapping[Field, Sequence[Statement]]],
    as_of: date,
) -> list[TrancheState]:
    """Tranches by slug, folded of what was said of each."""
    return fold_tranches(tranches, {s: fields_of(one, as_of) for s, one in statements.items()})


def holding_state(
    of: Holding, statements: Mapping[Field, Sequence[Statement]], as_of: date
) -> HoldingState | None:
    """A holding folded of what was said of it."""
    return fold_holding(of, fields_of(statements, as_of))


def project_state(
    *statements: Statement,
    of: Sequence[Subject] = (),
    as_of: date = TODAY,
    calendar: FiscalCalendar = JAPAN,
    rates: tuple[Rate, ...] = (),
    parents: Mapping[str, str] | None = None,
) -> ProjectState:
    """A project of which so much was said; subjects are milestones unless `of` defines them.

    `parents` are the groups of organizations.
    """
    defined = {subject.slug: subject for subject in of}
    spoken: dict[str, list[Statement]] = defaultdict(list)
    for one in statements:
        defined.setdefault(one.subject, milestone(one.subject))
        if one.day <= as_of:
            spoken[one.subject].append(one)
    catalog = Catalog(
        project=replace(PROJECT, calendar=calendar),
        organizations={
            slug: replace(organization(slug), parent=group)
            for slug, group in (parents or {}).items()
        },
        milestones={s: one for s, one in defined.items() if isinstance(one, Milestone)},
        metrics={s: one for s, one in defined.items() if isinstance(one, Metric)},
        tranches={s: one for s, one in defined.items() if isinstance(one, Tranche)},
        holdings={s: one for s, one in defined.items() if isinstance(one, Holding)},
    )
    said_of = {slug: by_field(about) for slug, about in spoken.items()}
    return ProjectState(
        catalog=catalog,
        clocks=Clocks(as_of=as_of, entry=len(statements), hash=""),
        said=said_of,
        counted={slug: said_of.get(slug, {}).get(Field.VALUE, []) for slug in catalog.metrics},
        rates=rates,
    )


def look(statements: Sequence[Statement], as_of: date = TODAY) -> ProjectState:
    """What is shown as of a day; what each subject is follows from its fields."""
    fields: dict[str, set[Field]] = defaultdict(set)
    for one in statements:
        fields[one.subject].add(one.field)
    of = [_KINDS[_kind_of(named)](slug) for slug, named in fields.items()]
    return project_state(*statements, of=of, as_of=as_of)


_KINDS: Mapping[SubjectKind, Callable[[str], Subject]] = {
    SubjectKind.MILESTONE: milestone,
    SubjectKind.TRANCHE: tranche,
    SubjectKind.METRIC: metric,
    SubjectKind.HOLDING: holding,
}


def _kind_of(fields: set[Field]) -> SubjectKind:
    return next(kind for kind, known in FIELDS.items() if fields <= set(known))
