"""The nouns: lists of milestones, tranches, metrics, holders and sources, and one of each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import typer

from tracker.cli.options import (
    Ascii,
    AsOf,
    Format,
    FormatOption,
    KnownAt,
    Output,
    ProjectName,
    SubjectName,
)

NOUNS = {
    "milestone": ("milestones", "mass-production"),
    "tranche": ("tranches of money", "rd-fy2026"),
    "metric": ("metrics", "holder-count"),
    "holder": ("holders of shares", "toyota"),
    "source": ("sources", "jiji-2026-02-27"),
}


def noun(name: str) -> typer.Typer:
    """Make the group of commands of one noun: `list` and `show`."""
    plural, example = NOUNS[name]
    group = typer.Typer(help=f"List {plural}, or show one", rich_markup_mode=None)
    help_list = f"List the {plural} of which somebody spoke\n\nExample: tracker {name} list"
    help_show = f"Show one of the {plural}\n\nExample: tracker {name} show {example}"
    group.command("list", help=help_list)(_lister(name))
    group.command("show", help=help_show)(_show_source if name == "source" else _show_subject(name))
    return group


def _lister(name: str) -> Callable[..., None]:
    def command(
        ctx: typer.Context,
        project: ProjectName = None,
        as_of: AsOf = None,
        known_at: KnownAt = None,
        form: FormatOption = Format.TABLE,
        output: Output = None,
        ascii_only: Ascii = False,
    ) -> None:
        from tracker.cli.output import emit, layout
        from tracker.cli.session import project_and_clocks, reading
        from tracker.queries import listing
        from tracker.render.render import render

        query: Callable[..., Any] = getattr(listing, f"{name}_list")
        with reading(ctx) as connection:
            report = query(connection, *project_and_clocks(connection, project, as_of, known_at))
        emit(render(report, form, layout(output, ascii_only=ascii_only)), output)

    return command


def _show_subject(name: str) -> Callable[..., None]:
    def command(
        ctx: typer.Context,
        subject: SubjectName,
        as_of: AsOf = None,
        known_at: KnownAt = None,
        form: FormatOption = Format.TABLE,
        output: Output = None,
        ascii_only: Ascii = False,
    ) -> None:
        from tracker.cli.output import emit, layout
        from tracker.cli.session import reading, subject_and_clocks
        from tracker.queries.subject import require_kind, subject_report
        from tracker.render.render import render

        with reading(ctx) as connection:
            about, field, clocks = subject_and_clocks(connection, subject, as_of, known_at)
            require_kind(about, name)
            report = subject_report(connection, about, clocks, field)
        emit(render(report, form, layout(output, ascii_only=ascii_only)), output)

    return command


def _show_source(
    ctx: typer.Context,
    source: str,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    form: FormatOption = Format.TABLE,
    output: Output = None,
    ascii_only: Ascii = False,
) -> None:
    from tracker.cli.output import emit, layout
    from tracker.cli.session import project_and_clocks, reading
    from tracker.queries.listing import source_report
    from tracker.render.render import render

    with reading(ctx) as connection:
        _, clocks = project_and_clocks(connection, None, as_of, known_at)
        report = source_report(connection, source, clocks)
    emit(render(report, form, layout(output, ascii_only=ascii_only)), output)
