"""Milestones along time: the report behind the picture of what was promised, holds and is met."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, TypeVar

from tracker.db.state import read_state
from tracker.domain.milestones.schedule import DEFAULT_LIMITS
from tracker.errors import NotFoundError
from tracker.reports.rows import MilestoneRow, milestone_columns, milestone_rows
from tracker.tables.table import Document, Fact, Kind, Report, Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from tracker.domain.definitions.subject import Project
    from tracker.domain.log.clocks import Clocks
    from tracker.domain.state import ProjectState

Named = TypeVar("Named")


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineReport(Report):
    """Milestones of which a day is known, headline ones first, then by their day.

    So many more are left `out`: they have ended, and nobody asked for everything. Of those that are
    `undated` nobody said when, so that they cannot be drawn.
    """

    schema: ClassVar[str] = "timeline/v1"

    project: Project
    clocks: Clocks
    milestones: tuple[MilestoneRow, ...]
    out: int = 0
    undated: tuple[str, ...] = ()

    def document(self) -> Document:
        """Declare the milestones as they are listed."""
        return Document(
            facts=(
                Fact("project", self.project.slug),
                Fact("undated", self.undated, Kind.NAMES, screen=False),
            ),
            tables=(
                Table(
                    key="milestones",
                    title="Timeline",
                    columns=milestone_columns(
                        lambda row: row.milestone, lambda row: row.state, DEFAULT_LIMITS
                    ),
                    rows=self.milestones,
                ),
            ),
        )


def timeline_report(
    connection: Connection,
    project: Project,
    clocks: Clocks,
    names: Sequence[str] = (),
    *,
    everything: bool = False,
) -> TimelineReport:
    """Read the milestones, and draw up those asked for as `timeline_of` does."""
    return timeline_of(read_state(connection, project, clocks), names, everything=everything)


def timeline_of(
    state: ProjectState, names: Sequence[str] = (), *, everything: bool = False
) -> TimelineReport:
    """Draw up the milestones with those of `names` alone, in their order, if any are given.

    Else headline ones and those that have not ended; `everything` has the others too. Raises
    NotFoundError for one by name of which nobody said when it is due.
    """
    project, clocks = state.catalog.project, state.clocks
    rows = milestone_rows(state)
    dated = [row for row in rows if _has_day(row)]
    if names:
        named = by_name({row.milestone.slug: row for row in dated}, names)
        return TimelineReport(project=project, clocks=clocks, milestones=tuple(named))

    def is_asked(row: MilestoneRow) -> bool:
        return everything or row.milestone.headline or not row.state.status.ends

    chosen = [row for row in dated if is_asked(row)]
    return TimelineReport(
        project=project,
        clocks=clocks,
        milestones=tuple(chosen),
        out=len(dated) - len(chosen),
        undated=tuple(row.milestone.slug for row in rows if is_asked(row) and not _has_day(row)),
    )


def by_name(known: Mapping[str, Named], names: Sequence[str]) -> list[Named]:
    """Return what is known of milestones, in the order named, each once.

    Raises NotFoundError for one of which nobody said when it is due.
    """
    for name in names:
        if name not in known:
            message = f"nobody said when {name} is due"
            raise NotFoundError(message, f"what is said of it: tracker why {name}", name)
    return [known[name] for name in dict.fromkeys(names)]


def _has_day(row: MilestoneRow) -> bool:
    state = row.state
    return any(window is not None for window in (state.baseline, state.target, state.met_on))
