"""`NOUN add` and `NOUN edit`, with an option for every key that a kind of definition declares."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from inspect import Parameter, Signature
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tracker.cli.complete import slugs, slugs_of
from tracker.cli.options import FormatOption, Output, told_day, word_option
from tracker.domain.definitions import readers
from tracker.domain.definitions.key import DeclaredKey, keys_of
from tracker.domain.definitions.records import KINDS, TOLD_LATER
from tracker.domain.text import is_address, read_address
from tracker.domain.typed import SYNONYMS
from tracker.domain.vocabulary import kind_of
from tracker.errors import UsageError
from tracker.render.formats import Format

if TYPE_CHECKING:
    from tracker.cli.complete import Offers
    from tracker.db.engine import Connection
    from tracker.reports.outcome import DefinitionReport


@dataclass(frozen=True, slots=True)
class Examples:
    """What a definition of a noun is called in a sentence, and an example of each command."""

    article: str
    add: str
    edit: str
    retire: str


EXAMPLES = {
    "milestone": Examples(
        "a milestone",
        "chiplet-line --title 'Chiplet line starts' --type delivery --gate 2nm-pilot",
        "mass-production --title 'Mass production of 2nm chips starts'",
        "raads-tools --reason 'Planned no more as a step of its own'",
    ),
    "tranche": Examples(
        "a tranche of money",
        "rd-fy2040 --title 'R&D commission FY2040' --funder nedo --instrument commissioned-rd"
        " --fiscal-year 2040",
        "rd-fy2026 --title 'R&D commission of FY2026'",
        "rd-fy2040 --reason 'It is a part of another line'",
    ),
    "metric": Examples(
        "a metric",
        "employees --title Employees --unit count --nature actual --scope 'on the payroll'",
        "holder-count --title 'Shareholders, the state among them'",
        "employees --reason 'Counted under another name'",
    ),
    "holder": Examples(
        "a holder of shares",
        "meti --class golden",
        "toyota --name 'Toyota Motor Corporation'",
        "denso --reason 'It never invested'",
    ),
    "org": Examples(
        "an organization",
        "lasertec --name Lasertec --kind company",
        "toyota --name 'Toyota Motor Corporation'",
        "lasertec --reason 'Entered twice'",
    ),
    "source": Examples(
        "a source",
        "nhk-2026-11-20 --title 'Rapidus to list' --publisher NHK --published-on 2026-11-20"
        " --tier press --url https://nhk.example/list",
        "jiji-2026-02-27 --retrieved-on 2026-11-20",
        "nhk-2026-11-20 --reason 'The same page as nhk-2026-11-21'",
    ),
    "project": Examples(
        "a project",
        "artemis --title ARTEMIS --currency USD --fiscal-year-starts October"
        " --fiscal-year-named-by last",
        "rapidus --subtitle '2nm foundry, Chitose, Hokkaido'",
        "artemis --reason 'Tracked elsewhere'",
    ),
}


REASON = typer.Option("--reason", metavar="TEXT", help="Why, for the log")


def _why(held: Any, default: Any) -> Parameter:  # noqa: ANN401 - a type, and what it may hold
    """The parameter that tells why something is edited or retired."""
    annotation = Annotated[held, REASON]
    return Parameter("reason", Parameter.KEYWORD_ONLY, annotation=annotation, default=default)


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


def add_command(noun: str) -> Callable[..., None]:
    """Make `NOUN add`, with an option for every key."""
    kind, examples = kind_of(noun), EXAMPLES[noun]
    in_project = _in_project(kind)

    def command(
        ctx: typer.Context,
        slug: str,
        form: Format = Format.TABLE,
        output: Output = None,
        **given: Any,  # noqa: ANN401
    ) -> None:
        from tracker.cli.output import emitter
        from tracker.cli.session import default_project, moment, write
        from tracker.files.forms import FORMS, read_definition
        from tracker.services.definitions import define
        from tracker.services.meant import names_meant

        full = in_its_project(ctx, noun, slug)
        path, bare = _apart(kind, full)
        if call := slug_call(noun, full, given):
            page = noun == "source" and is_address(slug)
            wrong = "a source has a slug, its address is --url" if page else None
            message = wrong or f"the slug {readers.no_slug(bare)}"
            raise UsageError(message, f"for example: {call}")

        def work(connection: Connection) -> DefinitionReport:
            values = {FORMS[kind].named_by: bare, **_said(keys(kind), given)}
            if in_project:
                values["project"] = path or default_project(connection)
            values, read_as = names_meant(connection, kind, values)
            record = read_definition(kind, values)
            read_as += ((_apart(kind, slug)[0], path),) if full != slug else ()
            return replace(define(connection, record, moment()), read_as=read_as)

        write(ctx, work, emitter(form, output))

    command.__doc__ = (
        f"Define {examples.article}; what is there with the same content stays\n\n"
        f"Example: tracker {noun} add {examples.add}"
    )
    named = slugs_of("organization") if kind == "holding" else None
    return _typed(command, kind, keys(kind), named)


def fixed_keys(noun: str) -> list[DeclaredKey]:
    """Return the keys of a noun that nobody may edit, since figures are computed from them."""
    may_be = {one.name for one in editable(kind_of(noun))}
    return [
        one
        for one in keys_of(KINDS[kind_of(noun)])
        if one.name not in {*may_be, *TOLD_LATER} and not one.key.wording
    ]


def page_call(address: str, given: Mapping[str, Any]) -> str:
    """Return the call that defines the source of a page, with what else was typed for it.

    Its slug is made of the host; raises UsageError for what is no web address.
    """
    from tracker.services.sources import name_of_host

    slug = name_of_host(read_address(address)[1])
    published_on = given.get("published_on_")
    if published_on and readers.SLUG.fullmatch(f"{slug}-{published_on}"):
        slug = f"{slug}-{published_on}"
    return _call("source", slug, given, {"url": address})


PLACES = {
    "title": "TEXT",
    "name": "TEXT",
    "tier": "press",
    "type": "delivery",
    "instrument": "grant",
    "funder": "ORG",
    "currency": "JPY",
    "unit": "count",
    "nature": "actual",
    "scope": "what it counts",
}
"""What stands for the keys that a definition needs, until somebody writes them."""


def _call(noun: str, slug: str, given: Mapping[str, Any], told: Mapping[str, str]) -> str:
    """The call of `NOUN add` with what was typed for it, what is told besides, and what it needs.

    What is told stands first, in the place of what was typed.
    """
    words, options = ["tracker", noun, "add", slug], keys(kind_of(noun))
    for one in sorted(options, key=lambda one: one.name not in told):
        said = told.get(one.name) or given.get(_parameter_name(one))
        said = said or (PLACES.get(one.name) if one.required else None)
        for value in said if isinstance(said, list) else [said] if said else []:
            words += [one.option] if value is True else [one.option, str(value)]
    return shlex.join(words)


def slug_call(noun: str, typed: str, given: Mapping[str, Any]) -> str | None:
    """Return the call that keeps as the title what was typed in the place of a slug; None of one.

    The address of a source is no title.
    """
    from tracker.services.instead import slug_for
    from tracker.services.organizations import kind_of as kind_seems

    within, name = _apart(kind_of(noun), typed)
    if noun == "holder" or readers.SLUG.fullmatch(name):
        return None
    if noun == "source" and is_address(typed):
        return page_call(typed, given)
    of = {one.name: one for one in keys(kind_of(noun))}
    title = of.get("title") or of["name"]
    if given.get(_parameter_name(title)) and not name.isascii():
        title = of.get(f"{title.name}_ja", title)
    told = {title.name: name[:60]}
    if noun == "org" and not given.get("kind_"):
        told["kind"] = kind_seems(name)
    slug = slug_for(name, noun)
    return _call(noun, f"{within}/{slug}" if within else slug, given, told)


def in_its_project(ctx: typer.Context, noun: str, typed: str) -> str:
    """Return `project/slug` with the slug of a project that is called by its title."""
    from tracker.cli.session import project_named

    within, name = _apart(kind_of(noun), typed)
    return f"{project_named(ctx, within)}/{name}" if within else typed


def _apart(kind: str, typed: str) -> tuple[str, str]:
    """The project of a name, empty where none is typed, and its slug."""
    within, _, name = typed.rpartition("/") if _in_project(kind) else ("", "", typed)
    return within, name


def edit_command(noun: str) -> Callable[..., None]:
    """Make `NOUN edit`, with an option for every key that may be edited, be it with a reason."""
    kind, examples = kind_of(noun), EXAMPLES[noun]

    def command(
        ctx: typer.Context,
        slug: str,
        reason: str | None = None,
        form: Format = Format.TABLE,
        output: Output = None,
        **given: Any,  # noqa: ANN401
    ) -> None:
        from tracker.cli.output import emitter
        from tracker.cli.session import moment, write
        from tracker.files.forms import read_wording
        from tracker.services.edit import edit

        of = "organization" if kind == "holding" else kind
        wording = read_wording(of, _said(editable(kind), given))
        if not wording:
            raise UsageError("nothing to edit", f"for example: tracker {noun} edit {examples.edit}")

        def work(connection: Connection) -> DefinitionReport:
            return edit(connection, kind, slug, wording, moment(), reason)

        write(ctx, work, emitter(form, output))

    too = " (publisher, day and tier with a reason)" if noun == "source" else ""
    command.__doc__ = (
        f"Correct the wording of {examples.article}, or take it away with ''{too}; what decides a"
        " figure is fixed when made: make a new one and retire the old one\n\n"
        f"Example: tracker {noun} edit {examples.edit}"
    )
    options = [replace(one, default=None) for one in editable(kind)]
    return _typed(command, kind, options, slugs, _why(str | None, None))


def retire_command(noun: str) -> Callable[..., None]:
    """Make `NOUN retire`."""
    kind, examples = kind_of(noun), EXAMPLES[noun]

    def command(
        ctx: typer.Context,
        slug: str,
        reason: str,
        form: Format = Format.TABLE,
        output: Output = None,
    ) -> None:
        from tracker.cli.output import emitter
        from tracker.cli.session import moment, write
        from tracker.services.edit import retire

        write(
            ctx,
            lambda connection: retire(connection, kind, slug, reason, moment()),
            emitter(form, output),
        )

    command.__doc__ = (
        f"Retire {examples.article}: no new statement may name it, no list shows it; what was said"
        f" stays\n\nExample: tracker {noun} retire {examples.retire}"
    )
    return _typed(command, kind, [], slugs, _why(str, Parameter.empty))


def _in_project(kind: str) -> bool:
    return any(one.name == "project" for one in keys_of(KINDS[kind]))


def _said(options: list[DeclaredKey], given: dict[str, Any]) -> dict[str, Any]:
    """What was typed, by the key that a file has for it; 0 equals False, and is typed."""
    typed = {one.name: given[_parameter_name(one)] for one in options}
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


def _typed(
    command: Callable[..., None],
    kind: str,
    options: list[DeclaredKey],
    offered: Callable[..., Offers] | None,
    *others: Parameter,
) -> Callable[..., None]:
    """Give a command the parameters that Typer reads: the slug, the keys, others, the format."""
    metavar = "ORG" if kind == "holding" else "SLUG"
    too = "PROJECT/SLUG too" if _in_project(kind) else None
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


def _parameter_name(one: DeclaredKey) -> str:
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
        _parameter_name(one),
        Parameter.KEYWORD_ONLY,
        annotation=Annotated[held, option],
        default=absent,
    )
