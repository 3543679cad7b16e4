"""A project at two clocks: what was said of it, resolved and folded when it is first asked for."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from tracker.domain.definitions.catalog import only
from tracker.domain.definitions.links import Links
from tracker.domain.holdings import HoldingState, holding_state
from tracker.domain.milestones.milestone import MilestoneState, milestone_state
from tracker.domain.money.tranches import TrancheState, tranche_states
from tracker.domain.shown.standing import NOTHING_TOLD, Told, told
from tracker.domain.vocabulary import Field, Status

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from tracker.domain.definitions.catalog import Catalog
    from tracker.domain.definitions.subject import Metric, Milestone, Subject
    from tracker.domain.log.clocks import Clocks
    from tracker.domain.log.statement import Statement
    from tracker.domain.periods.calendar import FiscalCalendar
    from tracker.domain.quantities.exchange import Rate
    from tracker.domain.shown.resolve import Resolution

    Said = Mapping[str, Mapping[Field, Sequence[Statement]]]
    Series = tuple[str, Field]


@dataclass(frozen=True, kw_only=True)
class ProjectState:
    """One project at both clocks, all by slug.

    `said` holds the live statements of each series, `counted` every value of the metrics that
    thresholds ask for: the first to reach one may be older than what `said` goes back to. `rates`
    are empty where nobody asked for them. Each series is resolved once, and kept.
    """

    catalog: Catalog
    clocks: Clocks
    said: Said
    counted: Mapping[str, Sequence[Statement]] = field(default_factory=dict)
    rates: tuple[Rate, ...] = ()

    @property
    def as_of(self) -> date:
        """The day of the report."""
        return self.clocks.as_of

    @property
    def calendar(self) -> FiscalCalendar:
        """The fiscal calendar of the project."""
        return self.catalog.project.calendar

    @property
    def milestones(self) -> Mapping[str, Milestone]:
        """The milestones defined, also those of which nobody spoke."""
        return self.catalog.milestones

    @property
    def metrics(self) -> Mapping[str, Metric]:
        """The metrics defined, also those of which nobody spoke."""
        return self.catalog.metrics

    @cached_property
    def told(self) -> dict[str, Told]:
        """What is shown of each subject that somebody spoke of, in the order defined."""
        spoken = (slug for slug in self.catalog.subjects if slug in self.said)
        return {slug: told(self.said[slug], self.as_of) for slug in spoken}

    @cached_property
    def resolutions(self) -> Mapping[Series, Resolution]:
        """Every series that has a statement shown, by slug and field."""
        return {
            (slug, name): found
            for slug, subject in self.told.items()
            for name, found in subject.fields.items()
        }

    @cached_property
    def states(self) -> Mapping[str, MilestoneState]:
        """The milestones of which somebody spoke, each folded after its gates.

        Gates that wait for each other in a circle are as if nobody had spoken of them.
        """
        states: dict[str, MilestoneState] = {}
        for slug in _gates_first(self.milestones):
            state = self._state(self.milestones[slug], states)
            if state is not None:
                states[slug] = state
        return {slug: states[slug] for slug in self.milestones if slug in states}

    @cached_property
    def tranches(self) -> Mapping[str, TrancheState]:
        """The tranches of which somebody spoke, in the order defined."""
        fields = {
            slug: self.told[slug].fields for slug in self.catalog.tranches if slug in self.told
        }
        return {
            state.tranche.slug: replace(
                state,
                gate_status=self.status_of(state.tranche.gate) if state.tranche.gate else None,
            )
            for state in tranche_states(self.catalog.tranches, fields)
        }

    def status_of(self, milestone: str) -> Status:
        """Return how a milestone fares; `unstated` where nobody spoke of it."""
        state = self.states.get(milestone)
        return state.status if state else Status.UNSTATED

    @cached_property
    def holdings(self) -> Mapping[str, HoldingState]:
        """The holdings of which somebody spoke, in the order defined."""
        folded = {
            slug: holding_state(holding, self.fields(holding))
            for slug, holding in self.catalog.holdings.items()
        }
        return {slug: state for slug, state in folded.items() if state is not None}

    @cached_property
    def wholes(self) -> Mapping[str, str | None]:
        """What each tranche is within, spoken of or not."""
        return {slug: one.parent for slug, one in self.catalog.tranches.items()}

    @property
    def parents(self) -> Mapping[str, str]:
        """The groups of the organizations that have one."""
        known = self.catalog.organizations.items()
        return {slug: organization.parent for slug, organization in known if organization.parent}

    def fields(self, subject: Subject) -> Mapping[Field, Resolution]:
        """What is shown of one subject, by field; empty where nobody spoke of it."""
        told = self.told.get(subject.slug)
        return told.fields if told else {}

    def value(self, metric: Metric) -> Resolution | None:
        """What is shown of a metric; None where nobody spoke of it."""
        return self.fields(metric).get(Field.VALUE)

    def open_milestones(self) -> Iterator[tuple[str, MilestoneState]]:
        """The milestones of which something is still expected."""
        return ((slug, state) for slug, state in self.states.items() if not state.status.ends)

    def children(self) -> Mapping[str | None, Sequence[TrancheState]]:
        """The parts of each tranche that is a whole, by its slug."""
        children: dict[str | None, list[TrancheState]] = {}
        for state in self.tranches.values():
            children.setdefault(state.within, []).append(state)
        return children

    def headlines(self) -> frozenset[str]:
        """The subjects on the page, and the metrics of the milestones there."""
        first = [subject for subject in self.milestones.values() if subject.headline]
        metrics = [subject.slug for subject in self.metrics.values() if subject.headline]
        counted = (subject.metric for subject in first if subject.metric in self.metrics)
        return frozenset([*(subject.slug for subject in first), *metrics, *filter(None, counted)])

    def related(self, subjects: Iterable[str]) -> frozenset[str]:
        """Return some subjects with all that rules of reach `series` and `subject` look at."""
        links = Links(
            milestones=self.milestones,
            metrics=self.metrics,
            wholes=self.wholes,
            gates={slug: state.tranche.gate for slug, state in self.tranches.items()},
            holdings=self.holdings,
        )
        return links.related(subjects)

    def narrowed(self, subjects: Iterable[str]) -> ProjectState:
        """Keep only what rules of reach `series` and `subject` look at to judge some subjects."""
        return self.of(self.related(subjects))

    def of(self, subjects: Container[str]) -> ProjectState:
        """Keep only some subjects, each with the state that it has among all."""
        narrow = replace(self, catalog=self.catalog.of(subjects))
        for name in ("told", "states", "tranches", "holdings"):
            vars(narrow)[name] = only(getattr(self, name), subjects)
        return narrow

    def on(self, day: date) -> ProjectState:
        """Return the project as of another day, from the statements that were read for this one."""
        return replace(self, clocks=replace(self.clocks, as_of=day))

    def with_statements(self, new: Iterable[Statement], clocks: Clocks) -> ProjectState:
        """Return the project as it is once some more was said of it, at other clocks."""
        said = {slug: dict(fields) for slug, fields in self.said.items()}
        counted = dict(self.counted)
        decisive = {milestone.metric for milestone in self.milestones.values()}
        new = [*new]
        for statement in new:
            fields = said.setdefault(statement.subject, {})
            fields[statement.field] = [*fields.get(statement.field, ()), statement]
            if statement.field is Field.VALUE and statement.subject in decisive:
                counted[statement.subject] = [*counted.get(statement.subject, ()), statement]
        after = replace(self, clocks=clocks, said=said, counted=counted)
        if clocks.as_of == self.as_of:
            # What nobody spoke of again is resolved already.
            touched = {
                statement.subject: told(said[statement.subject], self.as_of) for statement in new
            }
            known = self.told | touched
            vars(after)["told"] = {
                slug: known[slug] for slug in self.catalog.subjects if slug in known
            }
        return after

    def _state(
        self, milestone: Milestone, states: Mapping[str, MilestoneState]
    ) -> MilestoneState | None:
        gates = [states.get(gate) for gate in milestone.gates]
        metric = self.metrics.get(milestone.metric or "")
        return milestone_state(
            self.told.get(milestone.slug, NOTHING_TOLD),
            self.said.get(milestone.slug, {}),
            self.as_of,
            metric=self.value(metric) if metric else None,
            counted=self.counted.get(milestone.metric or "", ()),
            gates=[gate.status if gate else None for gate in gates],
        )


def _gates_first(milestones: Mapping[str, Milestone]) -> Iterator[str]:
    """Give the milestones, each after its gates; those of a circle in the order defined."""
    sorter = TopologicalSorter({slug: milestone.gates for slug, milestone in milestones.items()})
    try:
        yield from (slug for slug in sorter.static_order() if slug in milestones)
    except CycleError:
        yield from milestones
