"""`tracker help`: what is good to know, offline."""

from __future__ import annotations

from typing import Annotated

import typer

from tracker.cli import complete


def help_topic(
    topic: Annotated[
        str | None,
        typer.Argument(
            metavar="[TOPIC]",
            help="One of the topics [the list of them]",
            autocompletion=complete.topics,
        ),
    ] = None,
) -> None:
    """Explain a topic: how dates, amounts and files are written, what scripts rely on.

    Example: tracker help dates
    """
    from tracker.cli.output import emit
    from tracker.errors import NotFoundError
    from tracker.resources import help_topics

    topics = help_topics()
    if topic is None:
        width = max(map(len, topics))
        lines = [f"{name:<{width}}  {_title(text)}" for name, text in topics.items()]
        emit("\n".join(["tracker help TOPIC", "", *lines]) + "\n")
        return
    if topic not in topics:
        hint = f"topics: {', '.join(topics)}; of a command: tracker COMMAND --help"
        raise NotFoundError(f"no topic is called '{topic[:60]}'", hint)
    emit(topics[topic])


def _title(text: str) -> str:
    return text.partition("\n")[0].removeprefix("# ")
