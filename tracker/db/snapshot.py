"""A project's definitions and statements at both clocks, folded on demand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from tracker.db.catalog import Catalog, read_catalog
from tracker.db.statements import live_statements, statements_of
from tracker.domain.checks.case import Case
from tracker.domain.milestone import MilestoneState, milestone_state
from tracker.domain.money import TrancheState, tranche_states
from tracker.domain.owners import HoldingState, holding_state
from tracker.domain.resolve import Resolution, resolve
from tracker.domain.vocabulary import Field, Status
from tracker.reports.listing import MetricRow, MilestoneRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from tracker.domain.clocks import Clocks
    from tracker.domain.exchange import Rate
    from tracker.domain.statement import Statement
    from tracker.domain.subject import Milestone, Project, Subject


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What is known of a project; `counted` holds all values of the thresholds' metrics."""

    catalog: Catalog
    clocks: Clocks
    said: Mapping[str, Mapping[Field, Sequence[Statement]]]
    counted: Mapping[str, Sequence[Statement]]

    def milestones(self) -> list[MilestoneRow]:
        """Fold the milestones of which somebody spoke: headline ones first, then by their day."""
        states: dict[str, MilestoneState | None] = {}
        rows = [
            MilestoneRow(milestone=one, state=state)
            for one in self.catalog.milestones.values()
            if (state := self._fold(one, states)) is not None
        ]
        return sorted(rows, key=_by_urgency)

    def tranches(self) -> list[TrancheState]:
        """Fold the tranches of which somebody spoke, in the order defined."""
        return tranche_states(self.catalog.tranches, self.said, self.clocks.as_of)

    def holdings(self) -> list[HoldingState]:
        """Fold the holdings of which somebody spoke, in the order defined."""
        return [
            state
            for one in self.catalog.holdings.values()
            if (state := holding_state(one, self.of(one), self.clocks.as_of))
        ]

    def metrics(self) -> list[MetricRow]:
        """Fold the metrics of which somebody spoke, in the order defined."""
        return [
            MetricRow(metric=one, found=found)
            for one in self.catalog.metrics.values()
            if (found := resolve(self.of(one).get(Field.VALUE, ()), self.clocks.as_of))
        ]

    def resolutions(self) -> Mapping[tuple[str, Field], Resolution]:
        """Resolve every field of every subject, by its slug and the field."""
        return {
            (slug, field): found
            for slug, fields in self.said.items()
            for field, lane in fields.items()
            if (found := resolve(lane, self.clocks.as_of)) is not None
        }

    def lanes(self) -> Iterator[Sequence[Statement]]:
        """The statements of each field of each subject."""
        for fields in self.said.values():
            yield from fields.values()

    def of(self, subject: Subject) -> Mapping[Field, Sequence[Statement]]:
        """The statements about one subject, by field."""
        return self.said.get(subject.slug, {})

    def _fold(
        self, milestone: Milestone, states: dict[str, MilestoneState | None]
    ) -> MilestoneState | None:
        """Fold a milestone after its gates; a circle of gates ends where it began."""
        if milestone.slug not in states:
            states[milestone.slug] = None
            gates = [self._fold(self.catalog.milestones[gate], states) for gate in milestone.gates]
            states[milestone.slug] = milestone_state(
                self.of(milestone),
                self.clocks.as_of,
                metric=self.counted.get(milestone.metric or "", ()),
                gates_met=[gate is not None and gate.status is Status.MET for gate in gates],
            )
        return states[milestone.slug]


def case_of(
    snapshot: Snapshot,
    milestones: Sequence[MilestoneRow],
    tranches: Sequence[TrancheState],
    resolutions: Mapping[tuple[str, Field], Resolution],
    rates: tuple[Rate, ...] = (),
) -> Case:
    """Lay what was folded of a snapshot before the rules, with the exchange rates known."""
    return Case(
        as_of=snapshot.clocks.as_of,
        calendar=snapshot.catalog.project.calendar,
        milestones=snapshot.catalog.milestones,
        states={row.milestone.slug: row.state for row in milestones},
        tranches={state.tranche.slug: state for state in tranches},
        holdings={state.holding.slug: state for state in snapshot.holdings()},
        metrics=snapshot.catalog.metrics,
        resolutions=resolutions,
        parents={
            slug: one.parent for slug, one in snapshot.catalog.organizations.items() if one.parent
        },
        rates=rates,
    )


def read_snapshot(connection: Connection, project: Project, clocks: Clocks) -> Snapshot:
    """Read a project's definitions and the statements that reports look at."""
    catalog = read_catalog(connection, project, clocks.instant)
    thresholds = {one.metric for one in catalog.milestones.values()} & set(catalog.metrics)
    # The first value to reach a threshold may be older than what live_statements looks at.
    decisive = [catalog.metrics[slug] for slug in thresholds if slug is not None]
    values = statements_of(connection, decisive, clocks)
    counted = {slug: fields[Field.VALUE] for slug, fields in values.items()}
    said = live_statements(connection, catalog.subjects.values(), clocks)
    return Snapshot(catalog, clocks, said, counted)


def _by_urgency(row: MilestoneRow) -> tuple[bool, tuple[date, date], str]:
    """Headline milestones first; what was met by its day, the rest by the day it is due."""
    when = row.state.met_on or row.state.target
    day = when.sort_key if when else (date.max, date.max)
    return not row.milestone.headline, day, row.milestone.slug
