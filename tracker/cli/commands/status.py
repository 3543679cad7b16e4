"""`tracker status` and `tracker diff`: where a project stands, and what changed."""

from __future__ import annotations

import re
import shlex
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli.narrowed import narrowed
from tracker.cli.options import (
    DAYS,
    Ascii,
    AsOf,
    BreachOption,
    FormatOption,
    KnownAt,
    LanguageOption,
    Output,
    ProjectName,
    UnitsOption,
    breach_limits,
    earlier_day,
    past_day,
    refuse_units,
)
from tracker.cli.output import emit, emitter, layout, needs_ascii
from tracker.cli.session import cursor_clocks, project_and_clocks, reading
from tracker.cli.streams import tell
from tracker.domain.periods.calendar import FiscalCalendar
from tracker.domain.quantities.format import Units
from tracker.domain.vocabulary import Citation
from tracker.errors import EXIT_FINDINGS, UsageError
from tracker.render.formats import Format

if TYPE_CHECKING:
    from tracker.db.engine import Connection

RANGE = re.compile(r"(.+?)(?:\.\.|[～〜~])(.+)")


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
    full: Annotated[
        bool, typer.Option("--full", help="Print the whole page on a small screen too")
    ] = False,
    language: LanguageOption = None,
    brief: Annotated[bool, typer.Option("--brief", help="Print the first table only")] = False,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="DATE",
            help=f"Mark what changed since: {DAYS}",
        ),
    ] = None,
    breach_days: BreachOption = None,
    line: Annotated[
        bool, typer.Option("--line", help="Print one line, never cut, for the subject of a mail")
    ] = False,
    cite: Annotated[
        Citation | None,
        typer.Option("--cite", help="Write a brief with footnotes to paste [markdown]"),
    ] = None,
) -> None:
    """Show where a project stands.

    The number and the digits behind `log` are those of its head: tracker help head

    Example: tracker status --as-of 2025-12-31
    """
    from tracker.reports.status import status_report

    limits = breach_limits(breach_days)
    if cite is not None and (line or form is not Format.TABLE):
        other = "--line" if line else f"--format {form}"
        raise UsageError(
            f"--cite is a text of its own, not {other}", f"leave {other} or --cite out"
        )
    if cite is not None and since is not None:
        hint = f"leave --since or --cite out; what changed: tracker diff {shlex.quote(since)}"
        raise UsageError("--cite tells how things stand, not what changed since a day", hint)
    if cite is not None:
        refuse_units(ctx, "--cite")
    with reading(ctx) as connection:
        with narrowed("milestone", project):
            chosen, clocks = project_and_clocks(connection, project, as_of, known_at)
        day = earlier_day(since, clocks.as_of, chosen.calendar) if since else None
        report = status_report(
            connection, chosen, clocks, since=day, breach=limits, cited=cite is not None
        )
    if cite is not None:
        from tracker.render.brief import as_brief

        emit(as_brief(report, cite, layout(output, language=language)), output)
        return
    if line:
        from tracker.render.page.page import status_line

        if form is not Format.TABLE:
            raise UsageError(f"--line is text, not {form}", "leave --format or --line out")
        emit(status_line(report, ascii=ascii_only or needs_ascii()) + "\n", output)
        return
    show = emitter(
        form,
        output,
        ascii_only=ascii_only,
        everything=everything,
        brief=brief,
        full=full,
        units=units,
        language=language,
    )
    show(report)


def diff(
    ctx: typer.Context,
    since: Annotated[
        str | None, typer.Argument(metavar="[A]", help=f"The earlier day: {DAYS}")
    ] = None,
    until: Annotated[
        str | None, typer.Argument(metavar="[B]", help="The later day [today]")
    ] = None,
    earlier: Annotated[
        str | None, typer.Option("--since", metavar="A", help="The earlier day, spelled out")
    ] = None,
    after: Annotated[
        str | None,
        typer.Option("--after", metavar="ENTRY", help="Compare with what was known at this entry"),
    ] = None,
    project: Annotated[
        str | None,
        typer.Option("--project", metavar="SLUG", help="[TRACKER_PROJECT, else the first]"),
    ] = None,
    known_at: KnownAt = None,
    form: FormatOption = Format.TABLE,
    output: Output = None,
    ascii_only: Ascii = False,
    units: UnitsOption = Units.BN,
    everything: Annotated[
        bool, typer.Option("--all", help="List also what has little weight, line by line")
    ] = False,
    language: LanguageOption = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing")] = False,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit with 8 when something changed")
    ] = False,
) -> None:
    """Show what changed between two days, or after an entry of the log.

    Both days are as known now. With --after both looks are of one day, unless A is given too; the
    last line on standard error is the entry to go on from.

    Example: tracker diff last-month
    """
    from tracker.reports.diff import diff_report

    since = _one_of(since, earlier)
    with reading(ctx) as connection:
        chosen, now = project_and_clocks(connection, project, None, known_at)
        _refuse_projects(connection, since, until, after=after)
        first, last = _days(since, until, after, chosen.calendar)
        later = replace(now, as_of=last)
        before = cursor_clocks(connection, later, first, after)
        report = diff_report(connection, chosen, before, later)
    if not quiet:
        emitter(
            form,
            output,
            ascii_only=ascii_only,
            everything=everything,
            units=units,
            language=language,
        )(report)
        if after is not None:
            tell(f"{report.clocks.entry}")
    if exit_code and report.events:
        raise typer.Exit(EXIT_FINDINGS)


def _refuse_projects(connection: Connection, *days: str | None, after: str | None) -> None:
    """Raise UsageError where a project is named in the place of a day."""
    from tracker.db.meant import project_called

    for day in filter(None, days):
        if (slug := project_called(connection, day)) is not None:
            rest = [other for other in days if other and other != day]
            rest += ["--after", after] if after else []
            hint = f"tracker diff {shlex.join(rest) or 'last-month'} --project {slug}"
            raise UsageError(f"'{day[:60]}' is a project, no day", hint)


def _one_of(argument: str | None, option: str | None) -> str | None:
    """The earlier day, however it was given; raises UsageError where it was given twice."""
    if argument is not None and option is not None:
        hint = f"tracker diff {option} {argument}"
        raise UsageError("--since is the earlier day, and so is the first argument", hint)
    return option if argument is None else argument


def _days(
    since: str | None, until: str | None, after: str | None, calendar: FiscalCalendar
) -> tuple[date, date]:
    """The days of both looks; raises UsageError where the earlier one is missing or later."""
    if since is None and after is None:
        hint = "tracker diff 2026-03-31, tracker diff last-week, tracker diff --after 469"
        raise UsageError("diff needs a day or an entry to compare with", hint)
    if f"{since} {until}".lower() in {"last week", "last month"}:
        since, until = f"{since} {until}", None
    if since is not None and until is None:
        since, until = _ends(since, calendar)
    last = past_day(until or "today", calendar)
    first = past_day(since, calendar) if since is not None else last
    if first > last:
        raise UsageError(f"{first} is after {last}", f"the earlier day first: {last} {first}")
    return first, last


def _ends(text: str, calendar: FiscalCalendar) -> tuple[str, str | None]:
    """The days of both looks where a range of two days stands for them; else the earlier one."""
    found = RANGE.fullmatch(text)
    try:
        for end in found.groups() if found else ():
            past_day(end, calendar)
    except UsageError:  # as of `3月1日～5日`, which is a period
        return text, None
    return (found[1], found[2]) if found else (text, None)
