"""The projects and organizations of a database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.domain.clocks import Clocks
    from tracker.domain.subject import Organization, Project


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectRow:
    """One project, how many subjects it has, and how many live statements are about them."""

    project: Project
    subjects: int
    statements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationRow:
    """One organization and how many live statements name it as their speaker.

    `funds`, `holds` and `party_to` are paths of tranches, holdings and milestones.
    """

    organization: Organization
    said: int
    funds: tuple[str, ...]
    holds: tuple[str, ...]
    party_to: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectListReport:
    """Projects in the order in which they were made; of one project, that one."""

    clocks: Clocks
    rows: tuple[ProjectRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationListReport:
    """Organizations by slug; of one organization, that one."""

    clocks: Clocks
    rows: tuple[OrganizationRow, ...]


class ProjectReport(ProjectListReport):
    """One project."""


class OrganizationReport(OrganizationListReport):
    """One organization."""
