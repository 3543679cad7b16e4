"""`tracker milestone list` and `show`: where milestones stand against their baselines."""

from __future__ import annotations

import typer

from tracker.cli.options import (
    Ascii,
    AsOf,
    BreachOption,
    FormatOption,
    KnownAt,
    Output,
    ProjectName,
    SubjectName,
    UnitsOption,
    breach_limits,
)
from tracker.domain.quantities.format import Units
from tracker.domain.vocabulary import Format


def listed(
    ctx: typer.Context,
    project: ProjectName = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    breach_days: BreachOption = None,
    form: FormatOption = Format.TABLE,
    output: Output = None,
    ascii_only: Ascii = False,
) -> None:
    """List the milestones of which somebody spoke."""
    from tracker.cli.output import emitter
    from tracker.cli.session import project_and_clocks, reading
    from tracker.reports.listing import milestone_list

    limits = breach_limits(breach_days)
    with reading(ctx) as connection:
        found, clocks = project_and_clocks(connection, project, as_of, known_at)
        report = milestone_list(connection, found, clocks, limits)
    emitter(form, output, ascii_only=ascii_only)(report)


def shown(
    ctx: typer.Context,
    subject: SubjectName,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    breach_days: BreachOption = None,
    form: FormatOption = Format.TABLE,
    output: Output = None,
    ascii_only: Ascii = False,
    units: UnitsOption = Units.WRITTEN,
) -> None:
    """Show one milestone."""
    from tracker.cli.output import emitter
    from tracker.cli.session import reading, subject_and_clocks
    from tracker.reports.subject import require_kind, subject_report

    limits = breach_limits(breach_days)
    with reading(ctx) as connection:
        about, field, clocks = subject_and_clocks(connection, subject, as_of, known_at)
        require_kind(about, "milestone")
        report = subject_report(connection, about, clocks, field, limits)
    emitter(form, output, ascii_only=ascii_only, units=units)(report)
