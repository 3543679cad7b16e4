"""What answers to a line that Typer cannot read: one error, and a hint of what can be typed."""

from __future__ import annotations

import re
import shlex
from difflib import SequenceMatcher, get_close_matches
from typing import TYPE_CHECKING, Any

from tracker.cli.line import arranged, with_status
from tracker.cli.registry import example_of
from tracker.config import settings
from tracker.domain.vocabulary import Stage, SubjectKind, noun_of
from tracker.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    import typer

PROJECT = "--project"
LONGEST_LIST = 160
"""So many characters of the names of options stand in a hint."""
BELOW_ZERO = (
    "stages, holdings and counts are never below zero; of another metric"
    " such a figure stands after --, e.g. tracker log METRIC -- -5bn"
)
UNDOING = re.compile("^no such command '(undo|revert|delete|del|remove|rm|reset|clear)'")
TAKE_BACK = (
    "to take back what was recorded last, once you have seen it (tracker entry show last):"
    " tracker entry deprecate last --reason TEXT"
)
OTHERWISE = {
    "--last": "--limit",
    "--newest": "--limit",
    "--max": "--limit",
    "--count": "--limit",
    "--language": "--lang",
    "--locale": "--lang",
    "--unit": "--units",
    "--currency": "--units",
    "--json": "--format json",
    "--csv": "--format csv",
    "--markdown": "--format markdown",
    "--md": "--format markdown",
    "--file": "--output",
    "--out": "--output",
    "--date": "--as-of",
    "--at": "--as-of",
    "--until": "--as-of",
    "--late": "--overdue",
    "--partner": "--party",
    "--publisher": "--said-by",
    "--name": "--title",
    "--order": "--sort",
    "--order-by": "--sort",
    "--sort-by": "--sort",
    "--desc": "--reverse",
    "--message": "--reason",
    "--because": "--reason",
    **dict.fromkeys(("--unstated", "--silent", "--unspoken"), "--status unstated"),
    **dict.fromkeys(("--note", "--comment", "--remark", "--text"), "--message"),
}
"""What options are called elsewhere, and which of ours is meant where a command has it."""
BY_WHEN = ("--by", "--due", "--until", "--deadline")
OF_THOSE_WITH = {
    "--target": BY_WHEN,
    "--due-by": BY_WHEN,
    "--on": ("--date", "--day", "--at"),
}
"""What is called so, before all of OTHERWISE, where a command has the option."""
HOW_MUCH = ("--amount", "--value", "--figure", "--count", "--money")
SAID_OF: dict[str, dict[str, str]] = {
    "milestone": {
        **dict.fromkeys(("--target", "--date", *BY_WHEN), "--target {}"),
        "--status": "{}",
        "--progress": "--progress {}",
        "--threshold": "--threshold {}",
    },
    "tranche": {
        **dict.fromkeys(HOW_MUCH, "planned {}"),
        **dict.fromkeys(("--stage", "--status"), "{} AMOUNT"),
        **{f"--{stage}": f"{stage} {{}}" for stage in Stage},
    },
    "metric": dict.fromkeys(HOW_MUCH, "{}"),
    "holder": {
        **dict.fromkeys((*HOW_MUCH, "--invested"), "invested {}"),
        "--expected": "expected {}",
        "--votes": "votes {}",
    },
}
"""By noun, what is said of one in the log, and is typed for its definition; as `log` takes it."""
SUBJECTS = {f"a {noun_of(kind)}" for kind in SubjectKind}
SEARCHING = {"--search", "--find", "--grep", "--query"}
SEARCH = "to look for words: tracker search WORDS"


def message_of(error: typer.TyperException, words: list[str]) -> str:
    """Say on one line what is wrong with the words that were typed."""
    if option := _unknown_option(error, words):
        return f"no such option: {option}"
    if missing := _missing(error, words):
        several = "s" if len(missing) > 1 else ""
        return f"missing option{several} {', '.join(one.opts[0] for one in missing)}"
    message = " ".join(error.format_message().split()).rstrip(".")
    return message[:1].lower() + message[1:]


def hint_of(error: typer.TyperException, words: list[str]) -> str:
    """Say what can be typed instead."""
    # Of what cannot be read Typer tells the option or the command, but has no public class for it.
    option = _unknown_option(error, words) or getattr(error, "option_name", "")
    if option[1:2].isdigit():
        return BELOW_ZERO
    context: Any = getattr(error, "ctx", None)
    if UNDOING.search(error.format_message().lower()):
        return _undoing(context, words)
    if option == PROJECT and context and any(p.name == "project" for p in context.command.params):
        own, rest = arranged(words)
        bare = [word.removeprefix(f"{PROJECT}=") for word in with_status(rest) if word != PROJECT]
        return f"the project stands by itself: tracker {shlex.join([*own, *bare])}"
    if context and _is_unknown(error):
        told = (
            _logged(context, option, words)
            or _fixed(context, option, words)
            or _behind_subject(context, option, words)
        )
        return told or _instead(context, option, words)
    if missing := _missing(error, words):
        return _no_slug(context) or f"add {', '.join(_told(one, context) for one in missing)}"
    example = example_of(context.command) if context and _is_missing(error) else None
    see = f"see {context.command_path if context else 'tracker'} --help"
    return f"for example: {example}" if example else see


def _undoing(context: Any, words: list[str]) -> str:  # noqa: ANN401 - a context of Typer
    """What takes away what a group of commands is about; of the log, its last entry."""
    from tracker.cli.commands import NOUNS

    group = context.info_name if context and context.parent else None
    typed = _third(words)
    if group == "config":
        return f"tracker config unset {typed or 'SETTING'}"
    if group in NOUNS:
        return f"tracker {group} retire {typed or 'SLUG'} --reason TEXT"
    if group == "entry" and typed:
        return f"tracker entry deprecate {typed} --reason TEXT"
    return TAKE_BACK if group in {None, "entry"} else f"see tracker {group} --help"


def _third(words: list[str]) -> str:
    """What stands behind the two words of a command, quoted; empty where an option does."""
    typed = next(iter(arranged(words)[1][2:]), "-")
    return "" if typed.startswith("-") else shlex.quote(typed)


def no_command(context: Any, words: list[str]) -> UsageError | None:  # noqa: ANN401 - of Typer
    """Make the error for a name that stands where a command should; None for what names nothing.

    No command is Japanese: such a word may be looked for. What follows a subject is taken for what
    is to be recorded of it, but for options.
    """
    from tracker.resources import help_topics

    word, *values = words
    kind, call = _shown_by(context, word) or (None, "")
    if kind is None and word.lower() in help_topics():
        kind, call = "a topic of the help", f"tracker help {word.lower()}"
    if kind is None:
        search = f"{SEARCH.removesuffix('WORDS')}{shlex.quote(word)}"
        return None if word.isascii() else UsageError(f"no such command '{word[:60]}'", search)
    if values and not values[0].startswith("-") and kind in SUBJECTS:
        call += f"; to record something: tracker log {shlex.join(words)}"
    return UsageError(f"'{word[:60]}' is {kind}, no command", call)


def _shown_by(context: Any, word: str) -> tuple[str, str] | None:  # noqa: ANN401 - of Typer
    """What a word names, and the call that shows it; None where nothing is called so."""
    from tracker.cli.session import reading
    from tracker.db.meant import shown_by

    try:
        with reading(context, make=False) as connection:
            return shown_by(connection, word, settings().project)
    except Exception:  # noqa: BLE001 - a mistyped command is told as that, whatever the database is
        return None


def _is_unknown(error: typer.TyperException) -> bool:
    return hasattr(error, "possibilities")


def _unknown_option(error: typer.TyperException, words: list[str]) -> str:
    """The option that there is not; all of a word like -lang, of which Typer tells -l alone."""
    option: str = getattr(error, "option_name", "") if _is_unknown(error) else ""
    if len(option) == len("-l"):
        return next((word for word in words if word.startswith(option)), option)
    return option


def _is_missing(error: typer.TyperException) -> bool:
    return hasattr(error, "param_type")


def _options(context: Any) -> list[Any]:  # noqa: ANN401 - a context of Typer
    return [
        one
        for one in context.command.params
        if one.opts[0].startswith("--") and not getattr(one, "hidden", False)
    ]


def _missing(error: typer.TyperException, words: list[str]) -> list[Any]:
    """Every option that a command needs and that was not typed; none where an argument is."""
    parameter = getattr(error, "param", None)
    if not _is_missing(error) or parameter is None or parameter.opts[0][:2] != "--":
        return []
    typed = {word.partition("=")[0] for word in words}
    needed = [one for one in _options(getattr(error, "ctx", None)) if one.required]
    return [one for one in needed if typed.isdisjoint(one.opts)] or [parameter]


def _told(option: Any, context: Any) -> str:  # noqa: ANN401 - an option and a context of Typer
    """An option with the words that it takes, or with what it wants."""
    takes = option.make_metavar(context).strip("<>[]")
    if "|" in takes:
        return f"{option.opts[0]} {takes}"
    about = option.help or ""
    about = about[:1].lower() + about[1:] if not about[1:2].isupper() else about
    return f"{option.opts[0]} {takes}" + (f" ({about})" if about else "")


def _logged(context: Any, typed: str, words: list[str]) -> str | None:  # noqa: ANN401 - of Typer
    """The call that says what was typed for a definition, and that the log holds; else None."""
    noun = context.parent.info_name if context.parent else None
    said = SAID_OF.get(noun or "", {}).get(typed)
    if context.info_name != "add" or said is None:
        return None
    value = said.format(_value(typed, words) or "VALUE")
    slug = _third(words) or ("ORG" if noun == "holder" else "SLUG")
    call = f"tracker log {slug} {value} --on DAY"
    return f"define it without; what is said of it is logged then: {call}"


BEHIND_SUBJECT = {"--stage": 0, "--status": 0, **dict.fromkeys(HOW_MUCH, 1)}
"""What stands in a call of `log` without an option, and behind how many other values."""


def _behind_subject(context: Any, typed: str, words: list[str]) -> str | None:  # noqa: ANN401
    """The call of `log` with the value of an option where it belongs: behind the subject."""
    behind = BEHIND_SUBJECT.get(typed)
    value = _value(typed, words)
    if typed.removeprefix("--") in [*Stage, "paid"]:
        behind, value = 0, f"{typed.removeprefix('--')} {value}" if value else ""
    if context.command_path != "tracker log" or behind is None or not value:
        return None
    own, rest = arranged(words)
    at = next(n for n, word in enumerate(rest) if word.partition("=")[0] == typed)
    kept = rest[:at] + rest[at + (1 if "=" in rest[at] else 2) :]
    bare = next((n for n, word in enumerate(kept) if word.startswith("-")), len(kept))
    place = min(2 + behind, bare)
    call = [*kept[:place], *shlex.split(value), *kept[place:]]
    return f"it stands behind the subject: tracker {shlex.join([*own, *call])}"


def _value(option: str, words: list[str]) -> str:
    """What was typed for an option, quoted; empty where nothing was."""
    words = arranged(words)[1]
    for word, after in zip(words, [*words[1:], "-"], strict=True):
        name, _, value = word.partition("=")
        if name == option:
            found = value or ("" if after.startswith("-") else after)
            return shlex.quote(found) if found else ""
    return ""


def _instead(context: Any, typed: str, words: list[str]) -> str:  # noqa: ANN401 - of Typer
    """What a command takes in place of an option that it does not have."""
    names = [one.opts[0] for one in _options(context) if one.name != "help"]
    if not names:
        return f"see {context.command_path} --help"
    meant = OTHERWISE.get(typed, "") or _with_blank(context, typed)
    others = (one for one, called in OF_THOSE_WITH.items() if typed in called and one in names)
    meant = next(others, meant)
    if meant in {*OF_THOSE_WITH, "--message"}:
        meant = f"{meant} {_value(typed, words)}".rstrip()
    typed = f"--{typed.lstrip('-')}"
    near = get_close_matches(typed[2:], [name[2:] for name in names], n=1)
    if meant.partition(" ")[0] not in names:
        meant = f"--{near[0]}" if near else ""
    lead = f"{SEARCH}; " if typed in SEARCHING else ""
    lead = f"did you mean {meant}? " if meant else lead
    first = meant.partition(" ")[0]
    names.sort(key=lambda name: (name != first, -SequenceMatcher(None, typed, name).ratio()))
    shown = ", ".join(names)
    if len(shown) > LONGEST_LIST:
        shown = f"{shown[: shown.rindex(', ', 0, LONGEST_LIST)]}, …"
    return f"{lead}{context.command_path} takes {shown}"


def _with_blank(context: Any, typed: str) -> str:  # noqa: ANN401 - a context of Typer
    """An option and its value of which the blank between them is missing; else nothing."""
    taking = [one.opts[0] for one in _options(context) if not getattr(one, "is_flag", False)]
    begun = max((name for name in taking if typed.startswith(name)), key=len, default="")
    value = typed.removeprefix(begun)
    return f"{begun} {shlex.quote(value)}" if begun and value else ""


def _fixed(context: Any, typed: str, words: list[str]) -> str | None:  # noqa: ANN401 - of Typer
    """How to replace a definition of which `edit` was to change what is fixed when made."""
    if context.info_name != "edit" or context.parent is None:
        return None
    from tracker.cli.parameters import fixed_keys
    from tracker.cli.proposed import EXAMPLES

    noun = context.parent.info_name
    keys = fixed_keys(noun) if noun in EXAMPLES else []
    key = next((one for one in keys if typed in {one.option, f"--{one.name}"}), None)
    if key is None:
        return None
    is_fixed = f"{key.name.replace('_', ' ')} {'are' if key.several else 'is'} fixed when made"
    retire = f"tracker {noun} retire {_third(words) or 'SLUG'} --reason TEXT"
    return f"{is_fixed}; make a new one of another name and retire this: {retire}"


def _no_slug(context: Any) -> str | None:  # noqa: ANN401 - a context of Typer
    """The call of `NOUN add` with a slug, where an address or a title stands in place of one."""
    from tracker.cli.proposed import EXAMPLES, in_its_project, slug_call
    from tracker.domain.text import is_address

    typed, noun = context.params.get("slug"), context.parent.info_name if context.parent else None
    if context.info_name != "add" or noun not in EXAMPLES or not typed:
        return None
    try:
        path = in_its_project(context, noun, typed)
    except NotFoundError as error:
        return error.hint
    call = slug_call(noun, path, context.params)
    if call is None or (noun == "source" and is_address(typed)):
        return call and f"for example: {call}"
    return f"a slug has small letters, digits, '-' and '.'; for example: {call}"
