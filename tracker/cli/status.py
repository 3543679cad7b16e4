"""`tracker status`: the page that says where a project stands."""

from __future__ import annotations

from typing import Annotated

import typer

from tracker.cli.options import (
    Ascii,
    AsOf,
    Format,
    FormatOption,
    KnownAt,
    Output,
    ProjectName,
    UnitsOption,
)
from tracker.domain.quantity_format import Units
from tracker.errors import UsageError


def status(
    ctx: typer.Context,
    project: ProjectName = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    form: FormatOption = Format.TABLE,
    output: Output = None,
    ascii_only: Ascii = False,
    units: UnitsOption = Units.BN,
    everything: Annotated[
        bool, typer.Option("--all", help="List every milestone and every line")
    ] = False,
    brief: Annotated[bool, typer.Option("--brief", help="Print the first table only")] = False,
    line: Annotated[
        bool, typer.Option("--line", help="Print one line, for the subject of a mail")
    ] = False,
) -> None:
    """Show where a project stands.

    Example: tracker status --as-of 2025-12-31
    """
    from tracker.cli.output import emit, layout, needs_ascii
    from tracker.cli.session import project_and_clocks, reading
    from tracker.queries.status import status as query
    from tracker.render.page import status_line
    from tracker.render.render import render

    with reading(ctx) as connection:
        report = query(connection, *project_and_clocks(connection, project, as_of, known_at))
    if line:
        if form is not Format.TABLE:
            raise UsageError(f"--line is text, not {form}", "leave --format or --line out")
        emit(status_line(report, ascii=ascii_only or needs_ascii()) + "\n", output)
        return
    drawn = layout(output, ascii_only=ascii_only, everything=everything, brief=brief, units=units)
    emit(render(report, form, drawn), output)
