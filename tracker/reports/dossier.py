"""All that is sent of a project: where it stands, its pictures, and who said what of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tracker.db.state import read_state
from tracker.domain.money.breakdown import By
from tracker.reports.money import MoneyReport, money_of
from tracker.reports.owners import OwnersReport, owners_register
from tracker.reports.status import StatusReport, status_of
from tracker.reports.timeline import TimelineReport, timeline_of
from tracker.reports.trend import TrendReport, trend_of
from tracker.tables.common import statement_columns
from tracker.tables.table import Document, Table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sqlalchemy import Connection

    from tracker.domain.definitions.subject import Project, Subject
    from tracker.domain.log.clocks import Clocks
    from tracker.domain.log.statement import Statement
    from tracker.domain.milestones.schedule import BreachLimits
    from tracker.domain.shown.resolve import Resolution
    from tracker.domain.vocabulary import Field


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A subject with what is shown of each of its fields, and all that stands around it."""

    subject: Subject
    fields: Mapping[Field, Resolution]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """The page, the reports behind its pictures, and what was said of every subject.

    All of them are of one project at the same clocks. `spoken` is by slug, in the order defined.
    """

    status: StatusReport
    timeline: TimelineReport
    trend: TrendReport
    money: MoneyReport
    owners: OwnersReport
    spoken: Mapping[str, Spoken]

    @property
    def project(self) -> Project:
        """The project."""
        return self.status.project

    @property
    def clocks(self) -> Clocks:
        """As of when, and known at which entry."""
        return self.status.clocks

    @property
    def said(self) -> list[Statement]:
        """Every statement that stands, subject by subject, in the order recorded."""
        return [
            said
            for one in self.spoken.values()
            for found in one.fields.values()
            for said in sorted(found.everything, key=lambda said: said.id)
        ]

    def document(self) -> Document:
        """Declare the page, then what is drawn of it, and every statement."""
        page = self.status.document()
        reports = (self.trend, self.money, self.owners)
        drawn = [one for report in reports for one in report.document().flat if one.rows]
        said = Table(key="statements", title="Statements", columns=STATEMENTS, rows=self.said)
        return replace(page, tables=(*page.flat, *drawn, said))


STATEMENTS = statement_columns(lambda said: said)


def dossier(
    connection: Connection,
    project: Project,
    clocks: Clocks,
    *,
    since: date | None,
    breach: BreachLimits,
) -> Dossier:
    """Read a project once, and draw up all that is sent of it; what changed since a day if any."""
    state = read_state(connection, project, clocks, rates=True)
    return Dossier(
        status=status_of(connection, state, since=since, breach=breach),
        timeline=timeline_of(state),
        trend=trend_of(state),
        money=money_of(state, By.YEAR),
        owners=owners_register(state),
        spoken={
            slug: Spoken(subject=state.catalog.subjects[slug], fields=told.fields)
            for slug, told in state.told.items()
        },
    )
