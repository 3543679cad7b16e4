"""Lists of the projects and organizations of a database, and one of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.render.cells import styled
from tracker.render.prose import MONTHS
from tracker.render.sheet import Sheet

if TYPE_CHECKING:
    from rich.text import Text

    from tracker.reports.catalog import (
        OrganizationListReport,
        OrganizationRow,
        ProjectListReport,
        ProjectRow,
    )


def projects_data(report: ProjectListReport) -> list[dict[str, Any]]:
    """Return the JSON form of projects."""
    return [_project(row) for row in report.rows]


def project_data(report: ProjectListReport) -> dict[str, Any]:
    """Return the JSON form of one project."""
    return _project(report.rows[0])


def projects_sheet(report: ProjectListReport) -> Sheet:
    """Return projects as a table."""
    columns = ("project", "currency", "fiscal year", "subjects", "statements", "title", "title_ja")
    rows = tuple(
        (
            row.project.slug,
            row.project.currency,
            _fiscal_year(row),
            str(row.subjects),
            str(row.statements),
            row.project.title,
            row.project.title_ja or "",
        )
        for row in report.rows
    )
    figures = frozenset({"subjects", "statements"})
    drop = ("title_ja", "fiscal year", "subjects", "statements")
    return Sheet("Projects", columns, rows, right=figures, drop=drop)


def organizations_data(report: OrganizationListReport) -> list[dict[str, Any]]:
    """Return the JSON form of organizations."""
    return [_organization(row) for row in report.rows]


def organization_data(report: OrganizationListReport) -> dict[str, Any]:
    """Return the JSON form of one organization."""
    return _organization(report.rows[0])


def organizations_sheet(report: OrganizationListReport) -> Sheet:
    """Return organizations as a table."""
    columns = ("org", "kind", "parent", "funds", "holds", "said", "name", "name_ja")
    rows = tuple(
        (
            row.organization.slug,
            row.organization.kind.value,
            row.organization.parent or "",
            str(len(row.funds) or ""),
            str(len(row.holds) or ""),
            str(row.said or ""),
            row.organization.name,
            row.organization.name_ja or "",
        )
        for row in report.rows
    )
    figures = frozenset({"funds", "holds", "said"})
    drop = ("name_ja", "parent", "said", "holds", "funds")
    return Sheet("Organizations", columns, rows, right=figures, drop=drop)


def organization_text(report: OrganizationListReport) -> list[Text]:
    """Write all that is known of one organization; nothing is cut."""
    return _lines(organization_data(report))


def project_text(report: ProjectListReport) -> list[Text]:
    """Write all that is known of one project; nothing is cut."""
    return _lines(project_data(report))


def _lines(data: dict[str, Any]) -> list[Text]:
    width = max(map(len, data))
    return [
        styled(f"{key.replace('_', ' '):<{width}}  {_joined(value)}")
        for key, value in data.items()
        if value not in (None, [], "")
    ]


def _joined(value: object) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)


def _project(row: ProjectRow) -> dict[str, Any]:
    project = row.project
    return {
        "slug": project.slug,
        "title": project.title,
        "title_ja": project.title_ja,
        "subtitle": project.subtitle,
        "currency": project.currency,
        "fiscal_year_starts": project.calendar.first_month,
        "fiscal_year_named_by": project.calendar.named_by,
        "subjects": row.subjects,
        "statements": row.statements,
    }


def _organization(row: OrganizationRow) -> dict[str, Any]:
    organization = row.organization
    return {
        "slug": organization.slug,
        "name": organization.name,
        "name_ja": organization.name_ja,
        "kind": organization.kind.value,
        "parent": organization.parent,
        "funds": list(row.funds),
        "holds": list(row.holds),
        "party_to": list(row.party_to),
        "said": row.said,
    }


def _fiscal_year(row: ProjectRow) -> str:
    calendar = row.project.calendar
    return f"{MONTHS[calendar.first_month - 1][:3]}, {calendar.named_by} year"
