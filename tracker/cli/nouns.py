"""The nouns: lists of what is tracked, one of each, and the commands that define them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import typer

from tracker.cli import milestone
from tracker.cli.definitions import add_command, edit_command, help_add, help_edit
from tracker.cli.impact import impact
from tracker.cli.options import (
    Ascii,
    AsOf,
    FormatOption,
    KnownAt,
    Output,
    ProjectName,
    Slug,
    SubjectName,
    UnitsOption,
)
from tracker.domain.quantity_format import Units
from tracker.domain.vocabulary import Format

NOUNS = {
    "milestone": ("milestones", "mass-production"),
    "tranche": ("tranches of money", "rd-fy2026"),
    "metric": ("metrics", "holder-count"),
    "holder": ("holders of shares", "toyota"),
    "source": ("sources", "jiji-2026-02-27"),
    "org": ("organizations", "nedo"),
    "project": ("projects", "rapidus"),
}
UNSAID = {"org", "project"}
"""Nouns that are listed whether or not somebody spoke of them."""


def noun(name: str) -> typer.Typer:
    """Make the group of commands of one noun: `list`, `show`, `add`, `edit` and its own."""
    plural, example = NOUNS[name]
    group = typer.Typer(help=f"List, show, add or edit {plural}", rich_markup_mode=None)
    spoken = "" if name in UNSAID else " of which somebody spoke"
    help_list = f"List the {plural}{spoken}\n\nExample: tracker {name} list"
    help_show = f"Show one of the {plural}\n\nExample: tracker {name} show {example}"
    listed, shown = _lister(name), _show_subject(name)
    if name in UNSAID:
        listed, shown = _list_all(name), _show_named(name, "catalog")
    elif name == "milestone":
        listed, shown = milestone.listed, milestone.shown
    elif name == "source":
        shown = _show_named(name, "listing")
    group.command("list", help=help_list)(listed)
    group.command("show", help=help_show)(shown)
    group.command("add", help=help_add(name))(add_command(name))
    group.command("edit", help=help_edit(name))(edit_command(name))
    if name == "milestone":
        group.command("impact")(impact)
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
        units: UnitsOption = Units.BN,
    ) -> None:
        from tracker.cli.output import emitter
        from tracker.cli.session import project_and_clocks, reading
        from tracker.queries import listing

        query: Callable[..., Any] = getattr(listing, f"{name}_list")
        with reading(ctx) as connection:
            report = query(connection, *project_and_clocks(connection, project, as_of, known_at))
        emitter(form, output, ascii_only=ascii_only, units=units)(report)

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
        units: UnitsOption = Units.WRITTEN,
    ) -> None:
        from tracker.cli.output import emitter
        from tracker.cli.session import reading, subject_and_clocks
        from tracker.queries.subject import require_kind, subject_report

        with reading(ctx) as connection:
            about, field, clocks = subject_and_clocks(connection, subject, as_of, known_at)
            require_kind(about, name)
            report = subject_report(connection, about, clocks, field)
        emitter(form, output, ascii_only=ascii_only, units=units)(report)

    return command


def _list_all(name: str) -> Callable[..., None]:
    def command(
        ctx: typer.Context,
        as_of: AsOf = None,
        known_at: KnownAt = None,
        form: FormatOption = Format.TABLE,
        output: Output = None,
        ascii_only: Ascii = False,
    ) -> None:
        from tracker.cli.output import emitter
        from tracker.cli.session import clocks_of, reading
        from tracker.queries import catalog

        query: Callable[..., Any] = getattr(catalog, f"{name}_list")
        with reading(ctx) as connection:
            report = query(connection, clocks_of(connection, as_of, known_at))
        emitter(form, output, ascii_only=ascii_only)(report)

    return command


def _show_named(name: str, module: str) -> Callable[..., None]:
    """Show what has a slug of its own, whatever the project."""

    def command(
        ctx: typer.Context,
        slug: Slug,
        as_of: AsOf = None,
        known_at: KnownAt = None,
        form: FormatOption = Format.TABLE,
        output: Output = None,
        ascii_only: Ascii = False,
    ) -> None:
        from importlib import import_module

        from tracker.cli.output import emitter
        from tracker.cli.session import clocks_of, reading

        query: Callable[..., Any] = getattr(
            import_module(f"tracker.queries.{module}"), f"{name}_report"
        )
        with reading(ctx) as connection:
            report = query(connection, slug, clocks_of(connection, as_of, known_at))
        emitter(form, output, ascii_only=ascii_only)(report)

    return command
