"""The options that commands share."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime
from inspect import Parameter, Signature
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import typer

from tracker import clock
from tracker.cli.complete import slugs, slugs_of
from tracker.cli.streams import tell
from tracker.config import KEYS, settings
from tracker.domain.quantities.format import Units
from tracker.domain.vocabulary import Language
from tracker.errors import UsageError
from tracker.render.formats import Format

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from enum import StrEnum

    from tracker.domain.milestones.schedule import BreachLimits
    from tracker.domain.periods.calendar import FiscalCalendar

LONGEST_DAYS = 6
DAYS = "a date, yesterday, last-week or 先月"
"""What is a day to look back to."""

AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="Show what had been said by this day [today]"),
]
KnownAt = Annotated[
    str | None,
    typer.Option(
        "--known-at",
        metavar="INSTANT|ENTRY|DATE",
        help="Show what had been recorded by this instant, log entry or day [everything]",
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


def _units(ctx: typer.Context, param: typer.CallbackParam, value: Units) -> Units:
    """Take the units of the settings where none are asked for."""
    source = ctx.get_parameter_source(param.name or "")
    configured = settings().units
    asked = source is not None and source.name != "DEFAULT"
    return value if asked or configured is None else Units(configured)


def setting_word(setting: str, value: str) -> str:
    """Return the word of a list that a value stands for, where there is a list and it does."""
    from tracker.domain.typed import plain

    choices, word = KEYS[setting].choices, plain(value)
    return next((one for one in choices if word in {one, *choices[one].split()}), value)


def _setting_option(kind: type[StrEnum], name: str, setting: str, about: str, **more: Any) -> Any:  # noqa: ANN401
    """Make an option that takes what the setting takes, by the same words."""
    words = [one.value for one in kind]

    def read(text: str) -> StrEnum:
        word = setting_word(setting, text)
        if word in words:
            return kind(word)
        known = ", ".join(f"'{one}'" for one in words)
        message = f"invalid value for '{name}': '{text[:60]}' is not one of {known}"
        raise UsageError(message, f"for example: {name} {words[0]}")

    return typer.Option(
        name,
        help=about,
        metavar=f"<{'|'.join(words)}>",
        parser=read,
        autocompletion=lambda: [(word, "") for word in words],
        **more,
    )


UnitsOption = Annotated[
    Units,
    _setting_option(
        Units,
        "--units",
        "units",
        "Tell money in billions, in millions, in 億, in full or, but for sums, as written; never in"
        " JSON",
        callback=_units,
    ),
]


def typed(ctx: typer.Context, option: str) -> bool:
    """Tell whether an option was typed, and is not just what holds without it."""
    source = ctx.get_parameter_source(option)
    return source is not None and source.name == "COMMANDLINE"


def refuse_units(ctx: typer.Context, beside: str) -> None:
    """Raise UsageError where units were typed beside an option that tells money in words.

    Those that are set for good are not asked for here: that they do not count is told.
    """
    if typed(ctx, "units"):
        raise UsageError(f"{beside} tells money in words, in no units", "leave --units out")
    if settings().units is not None:
        tell(f"{beside} tells money in words, not in the units that are set")


LanguageOption = Annotated[
    Language | None,
    _setting_option(Language, "--lang", "language", "Show titles in it [that of the locale]"),
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


def word_option(
    kind: type[StrEnum], name: str, about: str, base: type[StrEnum] | None = None
) -> Any:  # noqa: ANN401
    """Make an option that takes a word of a list, or a synonym of it, which is told as read.

    Where the words of the list are more than those of what it lists, that is the `base`.
    """
    words = [one.value for one in kind]

    def read(text: str) -> StrEnum:
        from tracker.cli.streams import readings
        from tracker.domain.typed import plain, read_word

        word = plain(text)
        if word in words:
            return kind(word)
        found = read_word(base or kind, text, name, words)
        readings.append((text, found.value))
        return kind(found.value)

    return typer.Option(
        name,
        help=about,
        metavar=f"<{'|'.join(words)}>",
        parser=read,
        autocompletion=lambda: [(word, "") for word in words],
    )


Options: TypeAlias = "Mapping[str, tuple[Any, Any]]"
"""Parameters of a command by name: the annotation that Typer reads, and the default."""


def with_options(command: Callable[..., None], options: Options) -> Callable[..., None]:
    """Give a command the parameters that Typer reads, the context before them."""
    declared = {"ctx": (typer.Context, Parameter.empty), **options}
    parameters = [
        Parameter(key, Parameter.KEYWORD_ONLY, annotation=annotation, default=default)
        for key, (annotation, default) in declared.items()
    ]
    vars(command)["__signature__"] = Signature(parameters)
    command.__annotations__ = {one.name: one.annotation for one in parameters}
    return command


def day_of(text: str | None, calendar: FiscalCalendar | None = None) -> date:
    """Read `--as-of`: a day, or the last of a period; today without one. Raises UsageError."""
    return clock.today() if text is None else past_day(text, calendar)


def past_day(text: str, calendar: FiscalCalendar | None = None) -> date:
    """Read a day, however it is said today, or the last of a period; raises UsageError."""
    from tracker.domain.log.statement import last_day
    from tracker.domain.periods.calendar import JAPAN
    from tracker.domain.periods.days import read_day

    return last_day(read_day(text, clock.today(), calendar or JAPAN))


def earlier_day(since: str, as_of: date, calendar: FiscalCalendar) -> date:
    """Read `--since`; raises UsageError for a day after that of the report."""
    day = past_day(since, calendar)
    if day > as_of:
        raise UsageError(f"{day} is after {as_of}", "give --since an earlier day")
    return day


def written_day(text: str | None, *, past: bool = True) -> str | None:
    """Write out a day that counts from today; all else stays as it was typed."""
    from tracker.domain.periods.days import counted_day

    if text is None:
        return None
    day = counted_day(text, clock.today(), past=past)
    return day.text if day else text


def told_day(text: str | None) -> str | None:
    """Write out a day that counts from today, and tell how it was read."""
    from tracker.cli.streams import readings

    day = written_day(text)
    if text is not None and day is not None and day != text:
        readings.append((text, day))
    return day


def known_by(text: str | None, calendar: FiscalCalendar | None = None) -> str | None:
    """Read `--known-at`: a day as its last instant here; an entry and an instant stay as typed."""
    from tracker.domain.periods.grammar import TOPIC

    if text is None or _is_instant(text):
        return text
    number = _narrow(text).removeprefix("#")
    if _is_number(number, len(text)):
        return number
    try:
        return clock.end_of(past_day(text, calendar)).isoformat()
    except UsageError as error:
        if TOPIC not in error.hint:
            raise
        raise UsageError(
            f"'{text[:60]}' is neither an instant nor an entry, nor a day",
            "write 2026-03-01, 2026-03-01T09:00:00Z, or the number of an entry, e.g. 120",
        ) from error


def _is_instant(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def entry_number(text: str) -> int:
    """Read the number of an entry, `#` in front or not; raises UsageError."""
    from tracker.domain.text import LONGEST_NUMBER

    number = _narrow(text).removeprefix("#")
    if not _is_number(number, LONGEST_NUMBER):
        raise UsageError(f"'{text[:60]}' is no number of an entry", "see: tracker history")
    return int(number)


def breach_limits(text: str | None) -> BreachLimits:
    """Read `--breach-days`; raises UsageError."""
    from tracker.domain.milestones.schedule import DEFAULT_LIMITS, BreachLimits

    if text is None:
        return DEFAULT_LIMITS
    parts = [part.strip() for part in _narrow(text).split(",")]
    if len(parts) > len(("current", "original")) or not all(
        _is_number(part, LONGEST_DAYS) for part in parts
    ):
        message = f"'{text[:60]}' is no number of days"
        current, original = DEFAULT_LIMITS.current, DEFAULT_LIMITS.original
        hint = f"write {current}, or {current},{original}: against the current and the original one"
        raise UsageError(message, hint)
    return BreachLimits(current=int(parts[0]), original=int(parts[-1]))


def _narrow(text: str) -> str:
    """Return a text with the digits and signs of ASCII in place of full-width ones."""
    return unicodedata.normalize("NFKC", text)


def _is_number(text: str, longest: int) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= longest
