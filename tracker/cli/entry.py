"""`tracker entry`: one entry of the log, and marking one as wrong or as right after all."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli.options import Ascii, FormatOption, KnownAt, Output, UnitsOption
from tracker.domain.quantities.format import Units
from tracker.domain.vocabulary import EntryKind, Format

if TYPE_CHECKING:
    from tracker.db.engine import Connection
    from tracker.reports.log import MarksReport

LONGEST_NUMBER = 18

EntryId = Annotated[
    str, typer.Argument(metavar="ID", help="The number of an entry, or `last`: tracker history")
]
EntryIds = Annotated[
    list[str],
    typer.Argument(metavar="ID...", help="Numbers of entries, or `last`: tracker history"),
]
LAST = "last"
HELP = {
    EntryKind.DEPRECATE: "Take a statement that we got wrong out of every report, for every day",
    EntryKind.REINSTATE: "Let a deprecated statement count again, for every day",
}


def show(
    ctx: typer.Context,
    entry: EntryId,
    known_at: KnownAt = None,
    form: FormatOption = Format.TABLE,
    output: Output = None,
    ascii_only: Ascii = False,
    units: UnitsOption = Units.WRITTEN,
) -> None:
    """Show one entry of the log, and the marks on it.

    Examples: tracker entry show 120; tracker entry show last
    """
    from tracker.cli.output import emitter
    from tracker.cli.session import clocks_of, reading
    from tracker.reports.history import entry_report

    wanted = None if entry == LAST else entry_number(entry)
    with reading(ctx) as connection:
        clocks = clocks_of(connection, None, known_at)
        report = entry_report(connection, clocks.entry if wanted is None else wanted, clocks)
    emitter(form, output, ascii_only=ascii_only, units=units)(report)


def _marker(kind: EntryKind) -> Callable[..., None]:
    def command(
        ctx: typer.Context,
        entries: EntryIds,
        reason: Annotated[str, typer.Option(metavar="TEXT", help="What was wrong")],
        form: FormatOption = Format.TABLE,
        output: Output = None,
        ascii_only: Ascii = False,
    ) -> None:
        from tracker import clock
        from tracker.cli.output import emitter
        from tracker.cli.session import write
        from tracker.config import settings
        from tracker.services.marks import mark

        numbers = [None if one == LAST else entry_number(one) for one in entries]
        today, author = clock.today(), settings().author

        def work(connection: Connection) -> MarksReport:
            now = clock.now
            return mark(connection, kind, numbers, reason, now=now, today=today, author=author)

        write(ctx, work, emitter(form, output, ascii_only=ascii_only))

    command.__doc__ = (
        f"{HELP[kind]}\n\nExamples: tracker entry {kind} 120 121 --reason 'Misread the table';"
        f" tracker entry {kind} last --reason 'Typed twice'"
    )
    return command


deprecate, reinstate = _marker(EntryKind.DEPRECATE), _marker(EntryKind.REINSTATE)


def entry_number(text: str) -> int:
    """Read the number of an entry, `#` in front or not; raises UsageError."""
    from tracker.errors import UsageError

    number = text.removeprefix("#")
    if not (number.isascii() and number.isdecimal() and len(number) <= LONGEST_NUMBER):
        raise UsageError(f"'{text[:60]}' is no number of an entry", "see: tracker history")
    return int(number)
