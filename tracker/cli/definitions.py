"""`NOUN add` and `NOUN edit`, with an option for every key that a kind of definition declares."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from inspect import Parameter
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tracker.cli.complete import slugs, slugs_of
from tracker.cli.parameters import editable, has_project, keys, typed_for, with_parameters
from tracker.cli.proposed import EXAMPLES, apart, in_its_project, slug_call
from tracker.domain.definitions import readers
from tracker.domain.text import is_address
from tracker.domain.vocabulary import kind_of
from tracker.errors import UsageError
from tracker.render.formats import Format

if TYPE_CHECKING:
    from tracker.cli.options import Output
    from tracker.db.engine import Connection
    from tracker.reports.outcome import DefinitionReport


REASON = typer.Option("--reason", metavar="TEXT", help="Why, for the log")


def _why(held: Any, default: Any) -> Parameter:  # noqa: ANN401 - a type, and what it may hold
    """The parameter that tells why something is edited or retired."""
    annotation = Annotated[held, REASON]
    return Parameter("reason", Parameter.KEYWORD_ONLY, annotation=annotation, default=default)


def add_command(noun: str) -> Callable[..., None]:
    """Make `NOUN add`, with an option for every key."""
    kind, examples = kind_of(noun), EXAMPLES[noun]
    in_project = has_project(kind)

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
        path, bare = apart(kind, full)
        if call := slug_call(noun, full, given):
            page = noun == "source" and is_address(slug)
            wrong = "a source has a slug, its address is --url" if page else None
            message = wrong or f"the slug {readers.no_slug(bare)}"
            raise UsageError(message, f"for example: {call}")

        def work(connection: Connection) -> DefinitionReport:
            values = {FORMS[kind].named_by: bare, **typed_for(keys(kind), given)}
            if in_project:
                values["project"] = path or default_project(connection)
            values, read_as = names_meant(connection, kind, values)
            record = read_definition(kind, values)
            read_as += ((apart(kind, slug)[0], path),) if full != slug else ()
            return replace(define(connection, record, moment()), read_as=read_as)

        write(ctx, work, emitter(form, output))

    command.__doc__ = (
        f"Define {examples.article}; what is there with the same content stays\n\n"
        f"Example: tracker {noun} add {examples.add}"
    )
    named = slugs_of("organization") if kind == "holding" else None
    return with_parameters(command, kind, keys(kind), named)


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
        wording = read_wording(of, typed_for(editable(kind), given))
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
    return with_parameters(command, kind, options, slugs, _why(str | None, None))


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
    return with_parameters(command, kind, [], slugs, _why(str, Parameter.empty))
