"""What a milestone needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from tracker.db.state import read_state
from tracker.domain.milestones.needs import Needed, Needs
from tracker.domain.milestones.needs import needs as needs_of
from tracker.domain.milestones.schedule import DEFAULT_LIMITS
from tracker.tables.common import state_columns
from tracker.tables.table import Column, Document, Fact, Kind, Report, Table, of_held

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

    from tracker.domain.definitions.subject import Project, Subject
    from tracker.domain.log.clocks import Clocks


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsReport(Report):
    """What a milestone needs; `asked` tells that the day was asked for, not stated."""

    schema: ClassVar[str] = "needs/v2"

    project: Project
    clocks: Clocks
    needs: Needs
    asked: bool

    def document(self) -> Document:
        """Declare the milestones that are needed."""
        found = self.needs
        return Document(
            facts=(
                Fact("milestone", found.milestone.slug),
                Fact("project", self.project.slug),
                Fact("status", found.state.status.value if found.state else None),
                Fact("target", found.state.target if found.state else None, Kind.PERIOD),
                Fact("last_day", found.last_day, Kind.DAY),
                Fact("last_day_supposed", self.asked, Kind.FLAG),
            ),
            tables=(
                Table(
                    key="needed",
                    title=f"Needed by {found.milestone.slug}",
                    columns=COLUMNS,
                    rows=found.needed,
                ),
            ),
        )


def needs_report(
    connection: Connection, subject: Subject, clocks: Clocks, last_day: date | None = None
) -> NeedsReport:
    """Read what a milestone needs by a day, by default the one before its window opens."""
    state = read_state(connection, subject.project, clocks, also=subject.slug)
    found = needs_of(subject.slug, state.milestones, state.states, clocks.as_of, last_day)
    return NeedsReport(
        project=subject.project, clocks=clocks, needs=found, asked=last_day is not None
    )


COLUMNS: tuple[Column[Needed], ...] = (
    Column(key="slug", title="needed", value=lambda row: row.milestone.slug),
    Column(key="title", value=lambda row: row.milestone.title),
    Column(key="by", value=lambda row: row.by),
    Column(key="spare_days", value=lambda row: row.spare, kind=Kind.COUNT),
    Column(key="fits", value=lambda row: row.fits, kind=Kind.FLAG),
    *of_held(lambda row: row.state, state_columns(DEFAULT_LIMITS)),
)
