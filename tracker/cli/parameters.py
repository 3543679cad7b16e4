"""The parameters of `NOUN add` and `edit`: one for every key that a kind of definition declares."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from enum import StrEnum
from inspect import Parameter, Signature
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tracker.cli.complete import slugs_of
from tracker.cli.options import FormatOption, Output, told_day, word_option
from tracker.domain.definitions import readers
from tracker.domain.definitions.key import DeclaredKey, keys_of
from tracker.domain.definitions.records import KINDS, TOLD_LATER
from tracker.domain.typed import SYNONYMS
from tracker.domain.vocabulary import kind_of
from tracker.render.formats import Format

if TYPE_CHECKING:
    from tracker.cli.complete import Offers


def keys(kind: str) -> list[DeclaredKey]:
    """Return the keys that are options of `add`: all that are told, but for a holding's title."""
    return [
        one
        for one in keys_of(KINDS[kind])
        if one.key.help and not (kind == "holding" and one.key.wording)
    ]


def editable(kind: str) -> list[DeclaredKey]:
    """Return the keys that are options of `edit`; a holding's wording is its organization's."""
    of = "organization" if kind == "holding" else kind
    told = [one for one in keys(of) if one.key.wording or one.key.correctable]
    if kind != "holding":
        return told
    return [
        replace(one, key=replace(one.key, help=f"{one.key.help} of its organization"))
        for one in told
    ]


def fixed_keys(noun: str) -> list[DeclaredKey]:
    """Return the keys of a noun that nobody may edit, since figures are computed from them."""
    may_be = {one.name for one in editable(kind_of(noun))}
    return [
        one
        for one in keys_of(KINDS[kind_of(noun)])
        if one.name not in {*may_be, *TOLD_LATER} and not one.key.wording
    ]


def has_project(kind: str) -> bool:
    """Whether what a kind defines is of a project, and may be named behind it."""
    return any(one.name == "project" for one in keys_of(KINDS[kind]))


def typed_for(options: list[DeclaredKey], given: dict[str, Any]) -> dict[str, Any]:
    """What was typed, by the key that a file has for it; 0 equals False, and is typed."""
    typed = {one.name: given[parameter_name(one)] for one in options}
    for one in options:
        if one.key.reads in (readers.day, readers.period):
            typed[one.name] = told_day(typed[one.name])
        elif one.key.reads == readers.month_number:
            typed[one.name] = _month(typed[one.name])
    return {
        name: value
        for name, value in typed.items()
        if value is not None and value is not False and value != []
    }


def _month(text: str | None) -> int | None:
    """The number of a month, named or not; 0, which the reader of the key refuses, for no month."""
    if text is None:
        return None
    return readers.month_named(text) or 0


def with_parameters(
    command: Callable[..., None],
    kind: str,
    options: list[DeclaredKey],
    offered: Callable[..., Offers] | None,
    *others: Parameter,
) -> Callable[..., None]:
    """Give a command the parameters that Typer reads: the slug, the keys, others, the format."""
    metavar = "ORG" if kind == "holding" else "SLUG"
    too = "PROJECT/SLUG too" if has_project(kind) else None
    argument = typer.Argument(metavar=metavar, help=too, autocompletion=offered)
    parameters = [
        Parameter("ctx", Parameter.KEYWORD_ONLY, annotation=typer.Context),
        Parameter("slug", Parameter.KEYWORD_ONLY, annotation=Annotated[str, argument]),
        *map(_parameter, options),
        *others,
        Parameter("form", Parameter.KEYWORD_ONLY, annotation=FormatOption, default=Format.TABLE),
        Parameter("output", Parameter.KEYWORD_ONLY, annotation=Output, default=None),
    ]
    vars(command)["__signature__"] = Signature(parameters)
    command.__annotations__ = {one.name: one.annotation for one in parameters}
    return command


def parameter_name(one: DeclaredKey) -> str:
    """The name of a parameter, which must be no word of Python."""
    return f"{one.option.strip('-').replace('-', '_')}_"


def _parameter(one: DeclaredKey) -> Parameter:
    held: Any = bool
    default: bool | None = False
    if one.type is bool:
        option = typer.Option(one.option, help=one.key.help)
    elif isinstance(one.type, type) and issubclass(one.type, StrEnum) and one.type in SYNONYMS:
        held, default = one.type if one.required else one.type | None, None
        option = word_option(one.type, one.option, one.key.help)
    else:
        refers = one.key.refers
        metavar = "ORG" if refers == ("organization",) else one.key.reads.metavar
        offered = slugs_of(*refers) if refers else None
        option = typer.Option(
            one.option, help=one.key.help, metavar=metavar, autocompletion=offered
        )
        written = one.type is date or one.key.reads in (readers.month_number, readers.year)
        held = list[str] if one.several else str if written else one.type
        held, default = held if one.required else held | None, None
    absent = Parameter.empty if one.required else default
    return Parameter(
        parameter_name(one),
        Parameter.KEYWORD_ONLY,
        annotation=Annotated[held, option],
        default=absent,
    )
