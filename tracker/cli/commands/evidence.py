"""`tracker why`, `history` and `search`: what stands behind a value, and where it is."""

from __future__ import annotations

from typing import Annotated

import typer

from tracker.cli.complete import slugs
from tracker.cli.nouns import other_report, section_report
from tracker.cli.options import (
    Ascii,
    AsOf,
    BreachOption,
    FormatOption,
    KnownAt,
    LanguageOption,
    Output,
    SubjectNames,
    UnitsOption,
    breach_limits,
    refuse_units,
)
from tracker.cli.output import emit, emitter, layout
from tracker.cli.session import project_and_clocks, reading, subject_and_clocks
from tracker.config import settings
from tracker.domain.quantities.format import Units
from tracker.domain.vocabulary import Citation
from tracker.errors import NotFoundError, UsageError
from tracker.render.formats import Format

HISTORY_LINES = 50
"""How many people are shown unasked; programs lose nothing unasked."""
MOST_LINES = 1_000_000_000


def why(
    ctx: typer.Context,
    subjects: SubjectNames,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    breach_days: BreachOption = None,
    cite: Annotated[
        Citation | None,
        typer.Option("--cite", help="Write sentences with footnotes to paste [markdown]"),
    ] = None,
    form: FormatOption = Format.TABLE,
    output: Output = None,
    ascii_only: Ascii = False,
    units: UnitsOption = Units.WRITTEN,
    language: LanguageOption = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Show each statement, also what only repeats another")
    ] = False,
) -> None:
    """Show who says so, by which rule, and who contradicts.

    SUBJECT.FIELD asks for one field only, e.g. mass-production.target. A title, an alias or the
    beginning of a name will do; a source or an organization is shown as its own command does, and
    behind a sum of the page stands `money` or `owners`.

    Example: tracker why mass-production.target --as-of 2023-12-31
    """
    from tracker.reports.subject import SubjectsReport, subject_report

    if cite is not None and form is not Format.TABLE:
        raise UsageError(f"--cite is text, not {form}", "leave --format or --cite out")
    if cite is not None:
        refuse_units(ctx, "--cite")
    limits = breach_limits(breach_days)
    with reading(ctx) as connection:
        names = [*dict.fromkeys(subjects)]
        alone = names[0] if cite is None and len(names) == 1 else None
        other = other_report(connection, alone, as_of, known_at) if alone else None
        if other is None and alone and " " in alone.strip():  # as only the page prints names
            other = section_report(connection, alone, as_of, known_at)
        asked = []
        try:
            if other is None:
                asked = [subject_and_clocks(connection, name, as_of, known_at) for name in names]
        except NotFoundError:
            other = section_report(connection, alone, as_of, known_at) if alone else None
            if other is None:
                raise
        if other is not None:
            of_sums = Units.BN if units is Units.WRITTEN else units
            emitter(form, output, ascii_only=ascii_only, units=of_sums, language=language)(other)
            return
        reports = [
            subject_report(connection, about, clocks, field, limits, cited=cite is not None)
            for about, field, clocks in asked
        ]
    if cite is not None:
        from tracker.render.cite import as_citation

        emit(as_citation(reports, cite, layout(output, language=language)), output)
        return
    show = emitter(
        form,
        output,
        ascii_only=ascii_only,
        everything=everything,
        units=units,
        language=language,
    )
    first, *others = reports
    show(SubjectsReport(clocks=first.clocks, subjects=tuple(reports)) if others else first)


def history(
    ctx: typer.Context,
    subject: Annotated[
        str | None,
        typer.Argument(
            metavar="[SUBJECT|PROJECT]", help="A slug [the own project]", autocompletion=slugs
        ),
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option(
            "--limit",
            min=0,
            max=MOST_LINES,
            help="Show the newest so many; 0 shows all, as JSON, CSV and Markdown do without it",
        ),
    ] = None,
    every: Annotated[
        bool,
        typer.Option(
            "--all", help="Show all, and what was adopted that an older program had defined"
        ),
    ] = False,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    form: FormatOption = Format.TABLE,
    output: Output = None,
    ascii_only: Ascii = False,
    units: UnitsOption = Units.WRITTEN,
) -> None:
    """Show the log as it was recorded, the newest entry last.

    Example: tracker history equity-fy2025
    """
    from tracker.db.meant import is_project
    from tracker.reports.history import history_report

    if limit is None:
        limit = HISTORY_LINES if form is Format.TABLE and not every else 0
    with reading(ctx) as connection:
        if subject is None or is_project(connection, subject, settings().project):
            about, field = None, None
            project, clocks = project_and_clocks(connection, subject, as_of, known_at)
        else:
            about, field, clocks = subject_and_clocks(connection, subject, as_of, known_at)
            project = about.project
        report = history_report(
            connection,
            project,
            clocks,
            subject=about,
            field=field,
            limit=limit or None,
            adopted_too=every,
        )
    emitter(form, output, ascii_only=ascii_only, units=units)(report)


def search(
    ctx: typer.Context,
    text: Annotated[
        list[str], typer.Argument(metavar="TEXT...", help="All of these words, or an amount")
    ],
    as_of: AsOf = None,
    known_at: KnownAt = None,
    form: FormatOption = Format.TABLE,
    output: Output = None,
    ascii_only: Ascii = False,
    units: UnitsOption = Units.WRITTEN,
    language: LanguageOption = None,
) -> None:
    """Find what is called so, or says so: slugs, titles, aliases, sources, remarks and quotes.

    In English and Japanese, in every project, whatever the width and case of the letters; of some
    words what means the same is found too, as the last line says. An amount with its unit or scale
    ($17bn, 6.3兆円, 150bn, "30 companies") finds the statements that state it, a period (2027-H2)
    the targets. Each statement tells who said it when, and what became of it.

    Examples: tracker search pilot line; tracker search "267.6 billion yen"
    """
    from tracker.reports.search import search as find

    with reading(ctx) as connection:
        project, clocks = project_and_clocks(connection, None, as_of, known_at)
        report = find(connection, " ".join(text), project, clocks)
    emitter(form, output, ascii_only=ascii_only, units=units, language=language)(report)
