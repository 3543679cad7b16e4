"""Reading what the rules find."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sqlalchemy import select

from tracker.db import tables
from tracker.db.catalog import find_project
from tracker.db.findings import read_findings
from tracker.domain.checks.finding import Severity
from tracker.reports.check import CheckReport

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from tracker.domain.checks.finding import Rule
    from tracker.domain.log.clocks import Clocks


def check(
    connection: Connection,
    project: str | None,
    clocks: Clocks,
    rules: Iterable[Rule],
    *,
    accepted_too: bool = False,
) -> CheckReport:
    """Run rules on a project, or on all of them; raises NotFoundError.

    Accepted findings are counted, and listed only when asked for.
    """
    known = tables.project.c
    slugs = [project] if project else connection.scalars(select(known.slug).order_by(known.id))
    projects = [find_project(connection, slug) for slug in [*slugs]]
    chosen = tuple(rules)
    rows = [row for one in projects for row in read_findings(connection, one, clocks, chosen)]
    codes = [rule.code for rule in chosen]
    rows.sort(key=lambda row: (row.finding.severity.rank, codes.index(row.finding.code)))
    standing = Counter(row.finding.severity for row in rows if row.accepted is None)
    return CheckReport(
        clocks=clocks,
        projects=tuple(one.slug for one in projects),
        rows=tuple(row for row in rows if accepted_too or row.accepted is None),
        accepted=sum(row.accepted is not None for row in rows),
        standing={one: standing[one] for one in Severity},
    )
