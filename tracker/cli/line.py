"""The line as it was typed: arranged for Typer, or completed for a shell."""

from __future__ import annotations

import os
import re
import unicodedata
from contextlib import redirect_stderr, redirect_stdout
from enum import StrEnum
from io import StringIO
from typing import Any

from typer.core import TyperArgument, TyperGroup, TyperOption

from tracker.cli.streams import write_text
from tracker.domain.text import flaw, visible
from tracker.domain.vocabulary import Citation
from tracker.errors import UsageError

ASKED = "_TRACKER_COMPLETE"
"""The variable in which a script names its shell; the words of the line are the arguments."""
LONGEST_ARGUMENT = 100_000
CITATIONS = [[form.value] for form in Citation]
ANYWHERE = {"--no-pager"}
DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d\u30fc"
"""What text processors and Japanese keyboards put for a hyphen, or for two."""
DASHED = re.compile(rf"[{DASHES}]{{1,2}}([^=\s]+)(=.*)?", re.DOTALL)
TEXTS = {
    *("-m", "--message", "--quote", "--reason", "--scope", "--publisher"),
    *("--title", "--title-ja", "--name", "--name-ja", "--alias"),
}
"""What takes any text, one that begins with a dash too."""
ROOT_FLAGS = {"--help", "-h", "--version"}
SWITCHES = {
    *("--all", "--ascii", "--brief", "--dry-run", "--exit-code", "--full", "--line", "--quiet"),
    *("-q", "--overdue", "--slipped", "--open", "--disputed", "--stale", "--reverse"),
}
"""Options that take no value, so that a command may follow."""


class Shell(StrEnum):
    """The shells that can complete."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


def arranged(words: list[str]) -> tuple[list[str], list[str]]:
    """Part the words into the options of the program and all else, `--cite` with its form.

    Raises UsageError for what no database can store, before anything is opened.
    """
    words = [_in_utf8(word) for word in words]
    for word in words:
        reason = flaw(word, longest=LONGEST_ARGUMENT)
        if reason is not None:
            raise UsageError(f"'{word[:40]}' {reason}", "write it as plain text")
    ends = words.index("--") if "--" in words else len(words)
    words = [
        _option(word) if place < ends and (place == 0 or words[place - 1] not in TEXTS) else word
        for place, word in enumerate(words)
    ]
    flags, words = _flags_first(words)
    words = _cite_somehow(_database_first(words))
    own = 2 if words[:1] == ["--db"] else 0
    return [*flags, *words[:own]], words[own:]


def _in_utf8(word: str) -> str:
    """Return what was typed in UTF-8 where the machine's locale knows only ASCII."""
    try:
        return os.fsencode(word).decode()
    except UnicodeError:
        return word


def _option(word: str) -> str:
    """Return an option with hyphens and letters as they are in ASCII; all else as it was typed."""
    found = DASHED.fullmatch(word)
    if not found:
        return word
    name = unicodedata.normalize("NFKC", re.sub(f"[{DASHES}]", "-", found[1]))
    if word[: found.end(1)].isascii() or not re.fullmatch("[A-Za-z][A-Za-z-]*", name):
        return word
    return ("-" if len(name) == 1 else "--") + name + (found[2] or "")


def with_status(words: list[str]) -> list[str]:
    """Let a command stand first: options before it go behind it, without one it is `status`.

    What follows an option is its value, be it called like a command, unless that takes none.
    """
    from tracker.cli.registry import ALONE, GROUPS

    word = words[0] if words else "-"
    if not word.startswith("-") or word.split("=", 1)[0] in ROOT_FLAGS:
        return words
    ends = words.index("--") if "--" in words else len(words)
    for place in range(1, ends):
        before, word = words[place - 1], words[place]
        takes_it = before.startswith("-") and "=" not in before and before not in SWITCHES
        if not takes_it and (word in ALONE or word in GROUPS):
            last = place + (2 if word in GROUPS else 1)
            return [*words[place:last], *words[:place], *words[last:]]
    return ["status", *words]


def _flags_first(words: list[str]) -> tuple[list[str], list[str]]:
    """Part from a line what may stand anywhere in it."""
    ends = words.index("--") if "--" in words else len(words)
    flags = [word for word in words[:ends] if word in ANYWHERE]
    return flags, [word for word in words[:ends] if word not in ANYWHERE] + words[ends:]


def _database_first(words: list[str]) -> list[str]:
    ends = words.index("--") if "--" in words else len(words)
    for place, word in enumerate(words[:ends]):
        if word == "--db" and place + 1 < ends:
            return ["--db", words[place + 1], *words[:place], *words[place + 2 :]]
        if word.startswith("--db="):
            return ["--db", word.removeprefix("--db="), *words[:place], *words[place + 1 :]]
    return words


def _cite_somehow(words: list[str]) -> list[str]:
    """Let `--cite` stand without its form, which Typer does not know of options."""
    ends = words.index("--") if "--" in words else len(words)
    return [
        f"--cite={Citation.MARKDOWN}"
        if word == "--cite" and place < ends and words[place + 1 : place + 2] not in CITATIONS
        else word
        for place, word in enumerate(words)
    ]


def answer(program: TyperGroup, words: list[str], shell: str) -> int:
    """Print what may stand for the last word, a line each; never an error."""
    try:
        with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
            lines = [_line(offer, shell) for offer in _offers(program, words)]
        write_text("".join(f"{line}\n" for line in lines))
    except Exception:  # noqa: BLE001 - whoever types wants offers or silence, never an error
        return 0
    return 0


def _offers(program: TyperGroup, words: list[str]) -> list[Any]:
    *typed, last = [word for word in words if word != "="] or [""]  # bash splits --a=b
    if words[-1:] == ["="]:
        typed, last = [*typed, last], ""
    if typed[-1:] == ["--db"] or last.startswith("--db="):
        return []
    last = last.lstrip("'\"")  # of a word whose quote is open still
    context = _context(program, typed)
    if last.startswith("-") and "=" in last:
        option, _, last = last.partition("=")
        typed = [*typed, option]
    offers = _asked(context, typed, last).shell_complete(context, last)
    return [offer for offer in offers if offer.type == "plain"]  # files are the shell's own


def _context(program: TyperGroup, typed: list[str]) -> Any:
    """Return the context of the last command that is typed, with all that is typed for it."""
    own, words = arranged(typed)
    command: Any = program
    context: Any = program.make_context("tracker", own, resilient_parsing=True)
    words = with_status(words) if words else words
    while words and isinstance(command, TyperGroup):
        name, *words = words
        command = command.get_command(context, name)
        if command is None:
            break
        own = [] if isinstance(command, TyperGroup) else words
        context = command.make_context(name, own, parent=context, resilient_parsing=True)
    return context


def _asked(context: Any, typed: list[str], last: str) -> Any:
    """Return what the last word is for: an option, an argument, else the command."""
    if last.startswith("-") and "--" not in typed:
        return context.command
    waiting = [
        param
        for param in context.command.params
        if isinstance(param, TyperOption) and not param.is_flag and {*typed[-1:]} & {*param.opts}
    ]
    missing = [
        param
        for param in context.command.params
        if isinstance(param, TyperArgument)
        and (param.nargs != 1 or context.params[param.name] is None)
    ]
    return (*waiting, *missing, context.command)[0]


def _line(offer: Any, shell: str) -> str:
    name, meaning = visible(str(offer.value)), visible(offer.help or "")
    if shell == Shell.ZSH:
        return name.replace(":", "\\:") + (f":{meaning}" if meaning else "")
    return f"{name}\t{meaning}" if shell == Shell.FISH and meaning else name
