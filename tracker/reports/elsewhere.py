"""Where what nothing is called is found, when it is no name: how something fares, or a year."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from tracker.domain.periods.period import Period
from tracker.domain.periods.relative import relative_year
from tracker.domain.synonyms import LATE, terms
from tracker.domain.typed import word_for
from tracker.domain.vocabulary import Stage, Status
from tracker.errors import PeriodError, UsageError

if TYPE_CHECKING:
    from datetime import date
    from enum import StrEnum

    from tracker.domain.definitions.subject import Project

LISTS: tuple[tuple[type[StrEnum], str], ...] = (
    (Status, "tracker milestone list --status"),
    (Stage, "tracker tranche list --stage"),
)


def elsewhere(text: str, project: Project, today: date) -> str:
    """Say what to try where a search for a text found nothing."""
    if year := relative_year(text, today, project.calendar):
        return f"that is {year} as of {today}: tracker search {year}"
    asked = terms(text)
    if len(asked) == 1 and asked[0][0] in LATE:
        return "nothing says so; what is late: tracker milestone list --slipped"
    for kind, call in LISTS:
        if word := _word(kind, text):
            return f"nothing says so; what is {word}: {call} {word}"
    if last := _last_day(text, project):
        due = f"tracker milestone list --due-by {shlex.quote(text)}"
        return f"no target is of just that window; what is due by {last}: {due}"
    if len(asked) == 1:
        return "nothing is called so, or says so; try another word for it"
    return "nothing holds all of these words; try fewer, or one of them"


def _word(kind: type[StrEnum], text: str) -> str | None:
    try:
        found = word_for(kind, text)
    except UsageError:  # it may be either of two
        return None
    return None if found is None else str(getattr(found, "word", found))


def _last_day(text: str, project: Project) -> date | None:
    try:
        return Period.parse(text, project.calendar).latest
    except PeriodError:
        return None
