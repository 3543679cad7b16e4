"""How promises moved: what was shown of each milestone's target on each day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from tracker.db.state import read_state
from tracker.domain.milestones.trend import Promise, promises
from tracker.domain.vocabulary import Field
from tracker.reports.rows import MilestoneRow, milestone_rows
from tracker.reports.timeline import by_name
from tracker.tables.table import Column, Document, Fact, Kind, Report, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from tracker.domain.definitions.subject import Project
    from tracker.domain.log.clocks import Clocks
    from tracker.domain.state import ProjectState

MOST = 8
"""So many courses can be told apart in one picture, unless more are asked for by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """A milestone with what was shown as promised of it, oldest first; at least one promise."""

    row: MilestoneRow
    promises: tuple[Promise, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendReport(Report):
    """The courses of milestones; so many more that were promised are left `out`."""

    schema: ClassVar[str] = "trend/v1"

    project: Project
    clocks: Clocks
    trends: tuple[Trend, ...]
    out: int = 0

    def document(self) -> Document:
        """Declare each promise as a row."""
        rows = [(trend, one) for trend in self.trends for one in trend.promises]
        return Document(
            facts=(Fact("project", self.project.slug),),
            tables=(Table(key="promises", title="Trend", columns=COLUMNS, rows=rows),),
        )


def trend_report(
    connection: Connection,
    project: Project,
    clocks: Clocks,
    names: Sequence[str] = (),
    *,
    everything: bool = False,
) -> TrendReport:
    """Read the milestones, and draw up the courses asked for as `trend_of` does."""
    return trend_of(read_state(connection, project, clocks), names, everything=everything)


def trend_of(
    state: ProjectState, names: Sequence[str] = (), *, everything: bool = False
) -> TrendReport:
    """Draw up the courses of milestones by `names`, in their order, if any are given.

    Else of headline ones, then of those that are late or moved most often, at most MOST in all;
    `everything` has all that were promised. Raises NotFoundError for one by name that was not.
    """
    project, clocks = state.catalog.project, state.clocks
    promised = [trend for row in milestone_rows(state) if (trend := _trend(row)) is not None]
    if names:
        named = by_name({trend.row.milestone.slug: trend for trend in promised}, names)
        return TrendReport(project=project, clocks=clocks, trends=tuple(named))
    ranked = sorted(promised, key=_telling)
    chosen = ranked if everything else ranked[:MOST]
    return TrendReport(
        project=project, clocks=clocks, trends=tuple(chosen), out=len(promised) - len(chosen)
    )


def _trend(row: MilestoneRow) -> Trend | None:
    found = row.state.fields.get(Field.TARGET)
    told = tuple(promises(found)) if found else ()
    return Trend(row=row, promises=told) if told else None


def _telling(trend: Trend) -> tuple[bool, bool, int]:
    """Headline milestones before others, late ones before the rest, and those that moved most."""
    state = trend.row.state
    return not trend.row.milestone.headline, not state.overdue, -len(trend.promises)


COLUMNS: tuple[Column[tuple[Trend, Promise]], ...] = (
    Column(key="slug", title="milestone", value=lambda row: row[0].row.milestone.slug),
    Column(key="title", value=lambda row: row[0].row.milestone.title),
    Column(key="status", value=lambda row: row[0].row.state.word),
    Column(key="met_on", value=lambda row: row[0].row.state.met_on, kind=Kind.PERIOD),
    Column(key="shown_from", value=lambda row: row[1].day, kind=Kind.DAY),
    Column(key="target", value=lambda row: row[1].target, kind=Kind.PERIOD),
    Column(key="entry", value=lambda row: row[1].said.id, kind=Kind.ENTRY),
    Column(key="speaker", value=lambda row: row[1].said.speaker),
    Column(key="tier", value=lambda row: row[1].said.tier.value),
)
