"""The options that commands share."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tracker import clock
from tracker.cli.complete import slugs, slugs_of
from tracker.domain.quantities.format import Units
from tracker.domain.vocabulary import Language
from tracker.errors import UsageError
from tracker.render.formats import Format

if TYPE_CHECKING:
    from enum import StrEnum

    from tracker.domain.milestones.schedule import BreachLimits

LONGEST_DAYS = 6
DAYS = "a date, yesterday, last-week or last-month"
"""What is a day to look back to."""

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
    typer.Option(
        "--units",
        help="Tell money in billions, in 億, in full or, but for sums, as written; never in JSON",
    ),
]
LanguageOption = Annotated[
    Language | None, typer.Option("--lang", help="Show titles in it [that of the locale]")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Check and report, write nothing")]
Ascii = Annotated[bool, typer.Option("--ascii", help="Draw with ASCII signs only")]
ProjectName = Annotated[
    str | None,
    typer.Argument(
        metavar="[PROJECT]",
        help="A project's slug [TRACKER_PROJECT, else the first]",
        autocompletion=slugs_of("project"),
    ),
]
BreachOption = Annotated[
    str | None,
    typer.Option(
        "--breach-days",
        metavar="CURRENT[,ORIGINAL]",
        envvar="TRACKER_BREACH_DAYS",
        help="Flag what overruns a baseline by more days [90,180]; one number is for both",
    ),
]
SubjectName = Annotated[
    str,
    typer.Argument(
        metavar="SUBJECT",
        help="A slug, or project/slug, e.g. mass-production",
        autocompletion=slugs,
    ),
]
SubjectNames = Annotated[
    list[str],
    typer.Argument(
        metavar="SUBJECT...",
        help="A slug, or project/slug, e.g. mass-production",
        autocompletion=slugs,
    ),
]
Slug = Annotated[str, typer.Argument(autocompletion=slugs)]


def word_option(kind: type[StrEnum], name: str, about: str) -> Any:  # noqa: ANN401
    """Make an option that takes a word of a list, or a synonym of it, which is told as read."""
    words = [one.value for one in kind]

    def read(text: str) -> StrEnum:
        from tracker.cli.streams import readings
        from tracker.domain.typed import plain, read_word

        found = read_word(kind, text, name)
        if plain(text) != found.value:
            readings.append((text, found.value))
        return found

    return typer.Option(
        name,
        help=about,
        metavar=f"<{'|'.join(words)}>",
        parser=read,
        autocompletion=lambda: [(word, "") for word in words],
    )


def day_of(text: str | None) -> date:
    """Read `--as-of`: the last day of a period, today without one; raises UsageError."""
    if text is None:
        return clock.today()
    from tracker.domain.log.statement import last_day
    from tracker.domain.periods.period import Period

    return last_day(Period.parse(text))


def entry_number(text: str) -> int:
    """Read the number of an entry, `#` in front or not; raises UsageError."""
    from tracker.domain.text import LONGEST_NUMBER

    number = text.removeprefix("#")
    if not _is_number(number, LONGEST_NUMBER):
        raise UsageError(f"'{text[:60]}' is no number of an entry", "see: tracker history")
    return int(number)


def breach_limits(text: str | None) -> BreachLimits:
    """Read `--breach-days`; raises UsageError."""
    from tracker.domain.milestones.schedule import DEFAULT_LIMITS, BreachLimits

    if text is None:
        return DEFAULT_LIMITS
    parts = [part.strip() for part in text.split(",")]
    if len(parts) > len(("current", "original")) or not all(
        _is_number(part, LONGEST_DAYS) for part in parts
    ):
        message = f"'{text[:60]}' is no number of days"
        current, original = DEFAULT_LIMITS.current, DEFAULT_LIMITS.original
        hint = f"write {current}, or {current},{original}: against the current and the original one"
        raise UsageError(message, hint)
    return BreachLimits(current=int(parts[0]), original=int(parts[-1]))


def past_day(text: str) -> date:
    """Read a day to look back to: a date, yesterday, last-week or last-month; raises UsageError."""
    today = clock.today()
    match "-".join(text.lower().split()):
        case "today":
            return today
        case "yesterday":
            return today - timedelta(days=1)
        case "last-week":
            return today - timedelta(days=7)
        case "last-month":
            return _month_before(today)
    return day_of(text)


def _month_before(day: date) -> date:
    """The same day of the month before, or that month's last."""
    end = day.replace(day=1) - timedelta(days=1)
    return end.replace(day=min(day.day, end.day))


def _is_number(text: str, longest: int) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= longest
