"""`tracker completion`: the script that lets a shell complete, and the answers to its questions."""

from __future__ import annotations

import os
import sys
from contextlib import redirect_stderr, redirect_stdout
from enum import StrEnum
from io import StringIO
from typing import Annotated

import typer

# Typer exports neither; the pin below 0.29 keeps them where they are.
from typer._click.core import Command
from typer._click.shell_completion import CompletionItem, _resolve_context, _resolve_incomplete

from tracker.domain.text import visible

ASKED = "_TRACKER_COMPLETE"
"""The variable in which the script names its shell; the words of the line are the arguments."""

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


class Shell(StrEnum):
    """The shells that can complete."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


SCRIPTS = {Shell.BASH: BASH, Shell.ZSH: ZSH, Shell.FISH: FISH}


def completion(shell: Annotated[Shell, typer.Argument(help="Your shell")]) -> None:
    """Print the script that makes a shell complete commands, slugs, statuses and stages.

    Example: tracker completion bash >> ~/.bashrc
    """
    sys.stdout.write(SCRIPTS[shell])


def asked_by() -> str | None:
    """Return the shell that asks for completion, None when the program is to run."""
    return os.environ.get(ASKED)


def answer(command: Command, words: list[str], shell: str) -> int:
    """Print what may stand for the last word, a line each; never an error."""
    try:
        with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
            lines = [_line(offer, shell) for offer in _offers(command, words)]
    except Exception:  # noqa: BLE001 - whoever types wants offers or silence, never an error
        return 0
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return 0


def _offers(command: Command, words: list[str]) -> list[CompletionItem]:
    *typed, incomplete = [word for word in words if word != "="] or [""]  # bash splits --a=b
    if words[-1:] == ["="]:
        typed, incomplete = [*typed, incomplete], ""
    if typed[-1:] == ["--db"] or incomplete.startswith("--db="):
        return []
    incomplete = incomplete.lstrip("'\"")  # of a word whose quote is open still
    context = _resolve_context(command, {}, "tracker", typed)
    asked, incomplete = _resolve_incomplete(context, typed, incomplete)
    offers = asked.shell_complete(context, incomplete)
    return [offer for offer in offers if offer.type == "plain"]  # files are the shell's own


def _line(offer: CompletionItem, shell: str) -> str:
    name, meaning = visible(str(offer.value)), visible(offer.help or "")
    if shell == Shell.ZSH:
        return name.replace(":", "\\:") + (f":{meaning}" if meaning else "")
    return f"{name}\t{meaning}" if shell == Shell.FISH and meaning else name
