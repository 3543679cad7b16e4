"""What answers to a word in the place of a project that says which rows of a list are meant."""

from __future__ import annotations

import shlex
from contextlib import contextmanager
from typing import TYPE_CHECKING, get_args

from tracker.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

RULES = {"disputed": "conflict"}
"""What rules are called that find what a list is narrowed to, where that is another word."""


@contextmanager
def narrowed(noun: str, word: str | None) -> Iterator[None]:
    """Let the error for a word that is no project tell the call that narrows a list so.

    It is the list of the noun, else that of the milestones; `check` is narrowed to a rule.
    """
    try:
        yield
    except NotFoundError as error:
        if word is not None and error.name == word and (call := _call(noun, word)):
            error.hint = call
        raise


def _call(noun: str, word: str) -> str | None:
    from tracker.domain.checks import is_rule
    from tracker.domain.synonyms import narrows

    if noun == "check":
        flag = narrows(word)
        rule = RULES.get(flag or "", flag or "")
        if is_rule(rule):
            return f"tracker check --select {rule}"
    for one in dict.fromkeys((noun, "milestone")):
        if option := _option(one, word):
            return f"tracker {one} list {option}"
    return None


def _option(noun: str, word: str) -> str | None:
    """The option of a list that a word means: what is on or off, or a word of a closed list."""
    from tracker.domain.synonyms import narrows
    from tracker.domain.typed import plain, word_for
    from tracker.domain.vocabulary import Stage, Status
    from tracker.reports.asked import FILTERS, StageWord, StatusWord

    filters, base = FILTERS.get(noun, ()), {StatusWord: Status, StageWord: Stage}
    flag, name = narrows(word), plain(word)
    for one in filters:
        if one.type is bool and one.name in {flag, name}:
            return one.option
    for one in filters:
        words = next((of for of in get_args(one.type) if of is not str), None)
        known = [member.value for member in words] if words else []
        try:
            found = word_for(base.get(words, words), word) if words else None
        except UsageError:  # it may be either of two
            continue
        value = name if name in known else found.value if found else ""
        if value in known:
            return f"{one.option} {shlex.quote(value)}"
    return None
