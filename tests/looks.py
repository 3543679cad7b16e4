"""Looks at a few statements, for tests of what changed between two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from said import TODAY, by_field
from tracker.domain.changes import Look
from tracker.domain.milestone import milestone_state
from tracker.domain.resolve import resolve
from tracker.domain.statement import Statement
from tracker.domain.vocabulary import FIELDS, SubjectKind


def look(statements: Sequence[Statement], as_of: date = TODAY) -> Look:
    """What is shown as of a day; a subject with only a milestone's fields is a milestone."""
    spoken: dict[str, list[Statement]] = defaultdict(list)
    for one in statements:
        spoken[one.subject].append(one)
    fields, milestones = {}, {}
    for slug, about in spoken.items():
        lanes = by_field(about)
        resolved = ((field, resolve(lane, as_of)) for field, lane in lanes.items())
        found = {field: one for field, one in resolved if one is not None}
        if not found:
            continue
        fields[slug] = found
        if set(lanes) <= set(FIELDS[SubjectKind.MILESTONE]):
            state = milestone_state(lanes, as_of)
            assert state is not None
            milestones[slug] = state
    return Look(fields=fields, milestones=milestones)
