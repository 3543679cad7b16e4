"""The options that commands share."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from tracker import clock
from tracker.domain.period import Period
from tracker.domain.quantity_format import Units
from tracker.domain.statement import last_day


class Format(StrEnum):
    """How a report is written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"


AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="Show what had been said by this day [today]"),
]
KnownAt = Annotated[
    str | None,
    typer.Option(
        "--known-at",
        metavar="INSTANT|ENTRY",
        help="Show what had been recorded by this instant or log entry [everything]",
    ),
]
FormatOption = Annotated[
    Format,
    typer.Option("--format", "-f", envvar="TRACKER_FORMAT", help="How to write the result"),
]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write to a file instead of the terminal"),
]
UnitsOption = Annotated[
    Units,
    typer.Option("--units", help="Tell money in billions, in 億 or in full; JSON never changes"),
]
Ascii = Annotated[bool, typer.Option("--ascii", help="Draw with ASCII signs only")]
ProjectName = Annotated[
    str | None,
    typer.Argument(metavar="[PROJECT]", help="A project's slug [TRACKER_PROJECT, else the first]"),
]
SubjectName = Annotated[
    str, typer.Argument(metavar="SUBJECT", help="A slug, or project/slug, e.g. mass-production")
]


def day_of(text: str | None) -> date:
    """Read `--as-of`: the last day of a period, today without one; raises UsageError."""
    return clock.today() if text is None else last_day(Period.parse(text))
