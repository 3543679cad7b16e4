"""`tracker help` and `tracker completion`: what is good to know, and what a shell needs."""

from __future__ import annotations

import re
from typing import Annotated

import typer

from tracker.cli.complete import topics
from tracker.cli.line import Shell
from tracker.cli.output import emit
from tracker.domain.text import folded
from tracker.domain.vocabulary import Field
from tracker.errors import NotFoundError
from tracker.resources import help_topics

BASH = """\
_tracker() {
    local line
    COMPREPLY=()
    while IFS= read -r line; do COMPREPLY+=("$line"); done < <(
        _TRACKER_COMPLETE=bash "$1" "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null
    )
}
complete -o default -F _tracker tracker
"""
ZSH = """\
#compdef tracker
_tracker() {
    local -a offers
    offers=("${(@f)$(_TRACKER_COMPLETE=zsh "${words[1]}" "${(@Q)words[2,CURRENT]}" 2>/dev/null)}")
    [[ "${words[CURRENT]}" == --*=* ]] && compset -P 1 '*='
    if [[ -n "$offers" ]]; then _describe tracker offers; else _files; fi
}
compdef _tracker tracker
"""
FISH = """\
function __tracker_offers
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l option (string match --regex -- '^--[^=]*=' "$current")
    set -l offers (env _TRACKER_COMPLETE=fish $words[1] $words[2..] "$current" 2>/dev/null)
    if not count $offers >/dev/null
        set offers (__fish_complete_path (string replace -- "$option" '' "$current"))
    end
    string join -- \\n "$option"$offers
end
complete --command tracker --no-files --arguments '(__tracker_offers)'
"""


SCRIPTS = {Shell.BASH: BASH, Shell.ZSH: ZSH, Shell.FISH: FISH}


def help_topic(
    topic: Annotated[
        str | None,
        typer.Argument(
            metavar="[TOPIC]",
            help="One of the topics [the list of them]",
            autocompletion=topics,
        ),
    ] = None,
) -> None:
    """Explain a topic: how dates, amounts and files are written, what scripts rely on.

    Example: tracker help dates
    """
    texts, topic = help_topics(), folded(topic) if topic else None
    if topic is None:
        width = max(map(len, texts))
        lines = [f"{name:<{width}}  {title}\n" for name, title in topics()]
        emit("".join(["tracker help TOPIC\n\n", *lines]))
    elif topic in texts:
        more = {"dataset": _declared, "words": _synonyms}.get(topic)
        emit(texts[topic] + (more() if more else ""))
    else:
        hint = f"topics: {', '.join(texts)}; of a command: tracker COMMAND --help"
        raise NotFoundError(f"no topic is called '{topic[:60]}'", hint)


def _synonyms() -> str:
    """List what else may be typed for each word of a list."""
    from tracker.domain.typed import DOUBTFUL, SYNONYMS

    lines = ["What else may be typed for each word, with blanks for hyphens, too; ! is doubtful:"]
    for kind, words in SYNONYMS.items():
        named = re.sub("(?<=[a-z])(?=[A-Z])", " ", kind.__name__).lower()
        lines += ["", f"    {'of a holding' if kind is Field else named}"]
        rows = [(one.value, others.split()) for one, others in words.items()]
        doubtful: dict[str, list[str]] = {}
        for other, ways in DOUBTFUL.get(kind, {}).items():
            meant = " or ".join(getattr(one, "word", one.value) for one in ways)
            doubtful.setdefault(f"! {meant}", []).append(other)
        for word, others in [*rows, *doubtful.items()]:
            lines.append(f"      {word:<16}  {', '.join(others)}")
    return "\n".join(lines) + "\n"


def _declared() -> str:
    """List the keys of all that can be defined, as they are declared."""
    from tracker.domain.definitions.key import keys_of
    from tracker.domain.definitions.records import KINDS
    from tracker.files.forms import FORMS

    lines = ["", "All keys of what can be defined; those that must be there have a `!`:", ""]
    for kind, record in KINDS.items():
        lines.append(f"    {kind}")
        for one in keys_of(record):
            if one.name in FORMS[kind].readers:
                must = "!" if one.required and one.name != "project" else " "
                lines.append(f"    {must} {one.name:<22}{one.key.help}".rstrip())
    return "\n".join(lines) + "\n"


def completion(shell: Annotated[Shell, typer.Argument(help="Your shell")]) -> None:
    """Print the script that makes a shell complete commands, slugs, statuses and stages.

    Example: tracker completion bash >> ~/.bashrc
    """
    emit(SCRIPTS[shell])
