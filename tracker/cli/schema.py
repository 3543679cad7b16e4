"""`tracker schema`: what a line of a batch may hold, as JSON Schema."""

from __future__ import annotations

from typing import Annotated

import typer

from tracker.cli.complete import kinds_of_line
from tracker.cli.options import Output


def schema(
    kind: Annotated[
        str | None,
        typer.Argument(
            metavar="[KIND]",
            help="statement, mark, milestone … [a line of any kind]",
            autocompletion=kinds_of_line,
        ),
    ] = None,
    output: Output = None,
) -> None:
    """Print the JSON Schema of the lines that apply takes.

    Example: tracker schema statement
    """
    import json

    from tracker.cli.output import as_bytes, emit
    from tracker.errors import NotFoundError
    from tracker.files.batch import json_schema
    from tracker.files.forms import FORMS

    if kind is not None and kind not in FORMS:
        raise NotFoundError(f"no line is of the kind '{kind[:60]}'", "one of: " + ", ".join(FORMS))
    text = json.dumps(json_schema(kind), ensure_ascii=False, indent=2) + "\n"
    emit(as_bytes(text), output)
