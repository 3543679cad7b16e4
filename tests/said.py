"""Statements and their subjects in one short line each; ids follow the order of making."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, date, datetime
from itertools import count

from tracker.domain.calendar import JAPAN, FiscalCalendar
from tracker.domain.checks.case import Case
from tracker.domain.exchange import Rate
from tracker.domain.milestone import milestone_state
from tracker.domain.money import TrancheState, tranche_state, tranche_states
from tracker.domain.owners import holding_state
from tracker.domain.period import Period
from tracker.domain.resolve import resolve
from tracker.domain.statement import Statement, parse_value
from tracker.domain.subject import (
    Holding,
    Metric,
    Milestone,
    Organization,
    Project,
    Subject,
    Tranche,
)
from tracker.domain.vocabulary import (
    Field,
    HoldingClass,
    Instrument,
    MetricNature,
    MilestoneType,
    OrganizationKind,
    Tier,
)

RECORDED = datetime(2026, 11, 22, 9, tzinfo=UTC)
TODAY = RECORDED.date()
UNITS = {
    Field.VALUE: "companies",
    Field.THRESHOLD: "companies",
    Field.PROGRESS: "%",
    Field.VOTES: "%",
}
_ids = count(1)


def day(text: str) -> date:
    return date.fromisoformat(text)


def said(
    value: str,
    *,
    on: str = "2026-01-01",
    tier: str = "primary",
    field: str = "target",
    about: str = "mass-production",
    happened: str | None = None,
    by: str | None = None,
    unit: str | None = None,
) -> Statement:
    """Without a unit values and thresholds count companies, shares percent, the rest yen."""
    of_field = Field(field)
    counted_in = unit or UNITS.get(of_field, "JPY")
    return Statement(
        id=next(_ids),
        subject=about,
        field=of_field,
        value=parse_value(of_field, value, unit=counted_in, calendar=JAPAN),
        tier=Tier(tier),
        stated_on=Period.parse(on),
        recorded_at=RECORDED,
        happened_on=Period.parse(happened) if happened else None,
        said_by=by,
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
    slug: str = "mass-production", *, metric: str | None = None, headline: bool = False
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
        gates=(),
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
    """A tranche whose levels were said on one day: `money(tranche("rd"), committed="631.5bn")`."""
    statements = [said(text, field=stage, about=of.slug) for stage, text in stages.items()]
    state = tranche_state(of, by_field(statements), TODAY)
    assert state is not None
    return state


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


def case(
    *statements: Statement,
    of: Sequence[Subject] = (),
    as_of: date = TODAY,
    calendar: FiscalCalendar = JAPAN,
    rates: tuple[Rate, ...] = (),
    parents: dict[str, str] | None = None,
) -> Case:
    """What rules read of statements; subjects are milestones unless `of` defines them."""
    defined = {subject.slug: subject for subject in of}
    spoken: dict[str, list[Statement]] = defaultdict(list)
    for one in statements:
        spoken[one.subject].append(one)
    fields = {slug: by_field(about) for slug, about in spoken.items()}
    for slug in fields:
        defined.setdefault(slug, milestone(slug))
    milestones = {s: one for s, one in defined.items() if isinstance(one, Milestone)}
    tranches = {s: one for s, one in defined.items() if isinstance(one, Tranche)}
    states = {
        slug: milestone_state(
            fields.get(slug, {}),
            as_of,
            metric=fields.get(one.metric or "", {}).get(Field.VALUE, ()),
        )
        for slug, one in milestones.items()
    }
    money_states = tranche_states(tranches, fields, as_of)
    holdings = {
        slug: holding_state(one, fields.get(slug, {}), as_of)
        for slug, one in defined.items()
        if isinstance(one, Holding)
    }
    found = {
        (slug, field): resolve(lane, as_of)
        for slug, lanes in fields.items()
        for field, lane in lanes.items()
    }
    return Case(
        as_of=as_of,
        calendar=calendar,
        milestones=milestones,
        states={slug: state for slug, state in states.items() if state},
        tranches={state.tranche.slug: state for state in money_states},
        holdings={slug: state for slug, state in holdings.items() if state},
        metrics={s: one for s, one in defined.items() if isinstance(one, Metric)},
        resolutions={key: one for key, one in found.items() if one},
        parents=parents or {},
        rates=rates,
    )
