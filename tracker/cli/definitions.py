"""`NOUN add` and `NOUN edit`, made from the table of keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from inspect import Parameter, Signature
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tracker.cli.complete import slugs, slugs_of
from tracker.cli.keys import FILE_KEYS, NOUNS, Key, Noun
from tracker.cli.options import FormatOption, Output
from tracker.domain.vocabulary import Format

if TYPE_CHECKING:
    from tracker.cli.complete import Offers
    from tracker.db.engine import Connection
    from tracker.reports.definition import DefinitionReport


def add_command(name: str) -> Callable[..., None]:
    """Make `NOUN add`, with an option for every key."""
    noun = NOUNS[name]

    def command(
        ctx: typer.Context,
        slug: str,
        form: Format = Format.TABLE,
        output: Output = None,
        **given: Any,  # noqa: ANN401
    ) -> None:
        from tracker import clock
        from tracker.cli.output import emitter
        from tracker.cli.session import default_project, write
        from tracker.files.typed import read_definition
        from tracker.services.defining import define

        path, _, bare = slug.rpartition("/") if noun.in_project else ("", "", slug)

        def work(connection: Connection) -> DefinitionReport:
            values = {noun.named_by: bare, **_said(given)}
            if noun.in_project:
                values["project"] = path or default_project(connection)
            record = read_definition(noun.kind, values)
            return define(connection, record, now=clock.now(), today=clock.today())

        write(ctx, work, emitter(form, output))

    command.__doc__ = (
        f"Define {noun.article}; what is there with the same content stays\n\n"
        f"Example: tracker {name} add {noun.add}"
    )
    keys = [key for key in noun.keys if name != "holder" or not key.reworded]
    return _typed(command, noun, keys, _slugs_of(noun.names))


def edit_command(name: str) -> Callable[..., None]:
    """Make `NOUN edit`, with an option for every key that is wording only."""
    noun = NOUNS[name]

    def command(
        ctx: typer.Context,
        slug: str,
        form: Format = Format.TABLE,
        output: Output = None,
        **given: Any,  # noqa: ANN401
    ) -> None:
        from tracker import clock
        from tracker.cli.output import emitter
        from tracker.cli.session import write
        from tracker.config import settings
        from tracker.errors import UsageError
        from tracker.files.typed import read_wording
        from tracker.services.defining import reword

        form_of = "organization" if name == "holder" else noun.kind
        wording = read_wording(form_of, _said(given))
        if not wording:
            raise UsageError("nothing to edit", f"for example: tracker {name} edit {noun.edit}")
        today, project = clock.today(), settings().project

        def work(connection: Connection) -> DefinitionReport:
            return reword(connection, noun.kind, slug, wording, today=today, project=project)

        write(ctx, work, emitter(form, output))

    command.__doc__ = (
        f"Correct the wording of {noun.article}, or take it away with ''; what decides a figure is"
        f" fixed when made: make a new one\n\nExample: tracker {name} edit {noun.edit}"
    )
    keys = [replace(key, required=False) for key in noun.keys if key.reworded]
    return _typed(command, noun, keys, slugs)


def _said(given: dict[str, Any]) -> dict[str, Any]:
    """What was typed, by the key that a file has for it."""
    return {_file_key(key, value): value for key, value in given.items() if _is_typed(value)}


def _is_typed(value: object) -> bool:
    """Whether an option was given; 0 equals False, and is."""
    return value is not None and value is not False and value != []


def _file_key(key: str, value: object) -> str:
    """A tranche has one gate, a milestone a list of gates."""
    return FILE_KEYS[key] if key == "class_" or isinstance(value, list) else key


def _typed(
    command: Callable[..., None],
    noun: Noun,
    keys: list[Key],
    offered: Callable[..., Offers] | None,
) -> Callable[..., None]:
    """Give a command the parameters that Typer reads: the slug, the keys, the format."""
    metavar = "ORG" if noun.named_by == "organization" else "SLUG"
    too = "PROJECT/SLUG too" if noun.in_project else None
    argument = typer.Argument(metavar=metavar, help=too, autocompletion=offered)
    parameters = [
        Parameter("ctx", Parameter.KEYWORD_ONLY, annotation=typer.Context),
        Parameter("slug", Parameter.KEYWORD_ONLY, annotation=Annotated[str, argument]),
        *map(_parameter, keys),
        Parameter("form", Parameter.KEYWORD_ONLY, annotation=FormatOption, default=Format.TABLE),
        Parameter("output", Parameter.KEYWORD_ONLY, annotation=Output, default=None),
    ]
    vars(command)["__signature__"] = Signature(parameters)
    command.__annotations__ = {one.name: one.annotation for one in parameters}
    return command


def _slugs_of(kinds: tuple[str, ...]) -> Callable[..., Offers] | None:
    return slugs_of(*kinds) if kinds else None


def _parameter(key: Key) -> Parameter:
    flag = f"--{key.name.rstrip('_').replace('_', '-')}"
    if key.type is bool:
        option, kind, default = typer.Option(flag, help=key.help), bool, False
    else:
        option = typer.Option(
            flag, help=key.help, metavar=key.metavar, autocompletion=_slugs_of(key.names)
        )
        kind, default = key.type if key.required else key.type | None, None
    absent = Parameter.empty if key.required else default
    return Parameter(
        key.name, Parameter.KEYWORD_ONLY, annotation=Annotated[kind, option], default=absent
    )
