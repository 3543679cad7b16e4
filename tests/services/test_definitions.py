from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from databases import NOW, now, reading, writing
from tracker.db import tables
from tracker.db.catalog import find_project, read_catalog
from tracker.db.engine import Database
from tracker.db.log import LogWriter
from tracker.domain.definitions.catalog import Catalog
from tracker.domain.definitions.records import (
    Dataset,
    HoldingRecord,
    Organization,
    ProjectRecord,
    RateRecord,
    SourceRecord,
)
from tracker.domain.log.clocks import Clocks
from tracker.domain.vocabulary import HolderCount, OrganizationKind, Tier
from tracker.errors import TrackerError, UsageError
from tracker.services.definitions import Definer
from world import NEWS, PROJECT, metric, milestone, tranche, world


def _add(database: Database, dataset: Dataset) -> int:
    with writing(database) as connection:
        return Definer(connection, LogWriter(connection, now)).add_all(dataset)


def _catalog(database: Database, project: str | None = None) -> Catalog:
    with reading(database) as connection:
        return read_catalog(connection, find_project(connection, project))


def _bank(slug: str, parent: str | None = None) -> Organization:
    return Organization(slug=slug, name=slug, kind=OrganizationKind.BANK, parent=parent)


def _rate(micro: int, source: str = "news") -> RateRecord:
    return RateRecord(month="2026-01", base="USD", quote="JPY", rate_micro=micro, source=source)


def test_definitions_are_added_once(database: Database) -> None:
    assert _add(database, world()) == 11
    assert _add(database, world()) == 0


def test_what_is_there_stays_as_it_is(small: Database) -> None:
    changed = replace(PROJECT, title="Another title", currency="USD")
    assert _add(small, Dataset(projects=[changed], rates=[_rate(1), _rate(2)])) == 1
    assert (_catalog(small).project.title, _catalog(small).project.currency) == ("Fab", "JPY")
    with reading(small) as connection:
        assert connection.scalars(select(tables.exchange_rate.c.rate_micro)).all() == [1]


def test_definitions_come_back_as_they_were_made(small: Database) -> None:
    catalog = _catalog(small)
    assert catalog.milestones["holders"].metric == "holder-count"
    assert catalog.milestones["holders"].metric_unit == "count"
    assert catalog.tranches["rd-fy2026"].funder.slug == "ministry"
    assert catalog.holdings["toyota"].organization.name == "Toyota"
    assert list(catalog.subjects) == [
        "pilot",
        "holders",
        "rd-fy2026",
        "holder-count",
        "holders-planned",
        "toyota",
    ]


def test_a_parent_may_stand_after_its_children(small: Database) -> None:
    _add(
        small,
        Dataset(
            organizations=[_bank("bank-a", "group"), _bank("bank-b", "group"), _bank("group")],
            tranches=[
                tranche("leaf", parent="branch"),
                tranche("branch", parent="root"),
                tranche("root"),
            ],
        ),
    )
    catalog = _catalog(small)
    assert catalog.organizations["bank-b"].parent == "group"
    assert catalog.tranches["leaf"].parent == "branch"
    assert catalog.tranches["branch"].parent == "root"


def test_a_total_keeps_its_place_before_its_parts(small: Database) -> None:
    total = replace(metric("all"), sums=("first", "second"))
    _add(small, Dataset(metrics=[total, metric("second"), metric("first")]))
    assert list(_catalog(small).metrics)[-3:] == ["all", "second", "first"]


def test_gates_may_stand_in_any_order_and_twice(small: Database) -> None:
    stones = [milestone("a", gates=("b", "pilot", "b")), milestone("b", gates=("pilot",))]
    _add(small, Dataset(milestones=stones))
    assert _catalog(small).milestones["a"].gates == ("pilot", "b")
    assert _catalog(small).milestones["b"].gates == ("pilot",)


def test_gates_in_a_circle_are_refused(small: Database) -> None:
    stones = [milestone("a", gates=("b",)), milestone("b", gates=("a",))]
    with pytest.raises(UsageError, match="belongs to itself"):
        _add(small, Dataset(milestones=stones))


def test_a_source_of_the_future_is_refused(small: Database) -> None:
    typo = SourceRecord(slug="typo", title="T", published_on="2029-04-08", tier=Tier.PRESS)
    with pytest.raises(UsageError, match="'2029-04-08' is in the future"):
        _add(small, Dataset(sources=[typo]))


def test_a_line_of_another_project_can_pay(small: Database) -> None:
    budget = ProjectRecord(slug="budget", title="Budget", currency="JPY")
    line = replace(tranche("line"), project="budget")
    paid = replace(tranche("paid"), paid_by="budget/line")
    _add(small, Dataset(projects=[budget], tranches=[paid, line]))
    assert _catalog(small).tranches["paid"].paid_by == "budget/line"


def test_a_slug_is_unique_within_its_project_only(small: Database) -> None:
    other = ProjectRecord(slug="other", title="Other", currency="USD")
    again = replace(milestone("pilot"), project="other", title="Theirs")
    assert _add(small, Dataset(projects=[other], milestones=[again])) == 2
    assert _catalog(small).milestones["pilot"].title == "pilot"
    assert _catalog(small, "other").milestones["pilot"].title == "Theirs"


def test_an_address_may_be_shipped_after_it_was_cited(small: Database) -> None:
    url = "https://fab.example/release"
    assert _add(small, Dataset(sources=[replace(NEWS, slug="shipped", url=url)])) == 1


def test_a_definition_is_never_recorded_before_what_it_refers_to(small: Database) -> None:
    with writing(small) as connection:
        earlier = NOW - timedelta(days=1)
        definer = Definer(connection, LogWriter(connection, lambda: earlier))
        definer.add_all(Dataset(milestones=[milestone("a", metric="holder-count")]))
    with reading(small) as connection:
        before = NOW - timedelta(seconds=1)
        clocks = Clocks(as_of=before.date(), entry=0, hash="", instant=before)
        assert not read_catalog(connection, find_project(connection, None), clocks).subjects
        assert connection.scalar(select(func.min(tables.subject.c.recorded_at))) == NOW


REFUSED = {
    "an unknown project": (
        Dataset(milestones=[replace(milestone("a"), project="fob")]),
        "a: no project is called 'fob'",
    ),
    "an unknown parent": (
        Dataset(organizations=[_bank("bank", "group")]),
        "bank: no org is called 'group'",
    ),
    "an unknown party": (
        Dataset(milestones=[replace(milestone("a"), party="nobody")]),
        "a: no org is called 'nobody'",
    ),
    "an unknown metric": (
        Dataset(milestones=[milestone("a", metric="b")]),
        "a: no metric is called 'fab/b'",
    ),
    "an unknown gate": (
        Dataset(milestones=[milestone("a", gates=("b",))]),
        "a: no milestone is called 'fab/b'",
    ),
    "an unknown funder": (
        Dataset(tranches=[replace(tranche("a"), funder="nobody")]),
        "a: no org is called 'nobody'",
    ),
    "an unknown parent of money": (
        Dataset(tranches=[tranche("a", parent="b")]),
        "a: no tranche is called 'fab/b'",
    ),
    "an unknown gate of money": (
        Dataset(tranches=[tranche("a", gate="b")]),
        "a: no milestone is called 'fab/b'",
    ),
    "an unknown payer": (
        Dataset(tranches=[replace(tranche("a"), paid_by="budget/b")]),
        "a: no tranche is called 'budget/b'",
    ),
    "an unknown holder": (
        Dataset(
            holdings=[HoldingRecord(project="fab", slug="a", title="a", organization="nobody")]
        ),
        "a: no org is called 'nobody'",
    ),
    "an unknown source of a rate": (
        Dataset(rates=[_rate(1, "nowhere")]),
        "the rate of 2026-01: no source is called 'nowhere'",
    ),
    "a plan as threshold": (
        Dataset(milestones=[milestone("a", metric="holders-planned")]),
        "milestone a: holders-planned is no actual metric",
    ),
    "money as threshold": (
        Dataset(milestones=[milestone("a", metric="rd-fy2026")]),
        "a: fab/rd-fy2026 is a tranche, not a metric",
    ),
    "a metric as gate": (
        Dataset(milestones=[milestone("a", gates=("holder-count",))]),
        "a: fab/holder-count is a metric, not a milestone",
    ),
    "a milestone as parent": (
        Dataset(tranches=[tranche("a", parent="pilot")]),
        "a: fab/pilot is a milestone, not a tranche",
    ),
    "its own gate": (
        Dataset(milestones=[milestone("a", gates=("a",))]),
        "a: a milestone cannot be its own gate",
    ),
    "its own parent": (
        Dataset(tranches=[tranche("a", parent="a")]),
        "tranche fab/a belongs to itself: fab/a → fab/a",
    ),
    "a circle of parents": (
        Dataset(tranches=[tranche("a", parent="b"), tranche("b", parent="a")]),
        "tranche fab/a belongs to itself: fab/a → fab/b → fab/a",
    ),
    "a circle of organizations": (
        Dataset(organizations=[_bank("a", "b"), _bank("b", "a")]),
        "organization a belongs to itself: a → b → a",
    ),
    "a slug of another kind": (
        Dataset(metrics=[metric("pilot")]),
        "fab/pilot is a milestone already and cannot be a metric too",
    ),
    "a source without a day": (
        Dataset(sources=[replace(NEWS, slug="b", published_on="soon")]),
        "source b: ",
    ),
    "a source of a time without an end": (
        Dataset(sources=[replace(NEWS, slug="b", published_on="2026-03/..")]),
        "source b: '2026-03/..' is open",
    ),
    "a source read in the future": (
        Dataset(sources=[replace(NEWS, slug="b", retrieved_on=date(2031, 12, 1))]),
        "source b: '2031-12-01' is in the future",
    ),
    "a source read before its day": (
        Dataset(
            sources=[
                replace(NEWS, slug="b", published_on="2026-03", retrieved_on=date(2026, 2, 28))
            ]
        ),
        "source b: read on 2026-02-28, before it was published",
    ),
    "a source anywhere": (
        Dataset(sources=[replace(NEWS, slug="b", url="javascript:alert(1)")]),
        "'javascript:alert(1)' is no web address",
    ),
    "holders counted in yen": (
        Dataset(metrics=[replace(metric("a"), unit="JPY", counts=HolderCount.HOLDERS)]),
        "a: holders are not counted in JPY",
    ),
    "a total in another currency": (
        Dataset(metrics=[replace(metric("a"), unit="EUR", sums=("rd-fy2026",))]),
        "a: fab/rd-fy2026 counts JPY, not EUR",
    ),
    "a payer of its own project": (
        Dataset(tranches=[replace(tranche("a"), paid_by="fab/rd-fy2026")]),
        "a: rd-fy2026 is a line of its own project",
    ),
}


@pytest.mark.parametrize(("dataset", "message"), REFUSED.values(), ids=REFUSED)
def test_a_wrong_reference_is_refused_and_nothing_is_added(
    small: Database, dataset: Dataset, message: str
) -> None:
    before = _catalog(small)
    with pytest.raises(TrackerError) as refused:
        _add(small, dataset)
    assert str(refused.value).startswith(message)
    assert refused.value.hint
    assert _catalog(small) == before
