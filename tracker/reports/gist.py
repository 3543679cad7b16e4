"""What is told of a project in a few sentences: decided here once, worded in each language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from tracker.domain.checks.status import IN_DANGER
from tracker.domain.checks.values import disputed
from tracker.domain.shown.explain import since
from tracker.domain.shown.verdict import same_value
from tracker.domain.vocabulary import Field, Tier

if TYPE_CHECKING:
    from tracker.domain.log.statement import Statement
    from tracker.domain.milestones.milestone import MilestoneState
    from tracker.domain.shown.resolve import Resolution
    from tracker.reports.rows import MilestoneRow
    from tracker.reports.status import StatusReport

LATELY = timedelta(days=30)
"""What was said within so many days is news."""


@dataclass(frozen=True, slots=True)
class Gist:
    """What the sentences on top of a page tell.

    `lost` are the gates of the foremost milestone that will not come, `late` the slugs of all that
    is overdue, `new` those of what changed lately, each once, the newest first.
    """

    foremost: MilestoneRow | None
    last_word: LastWord | None
    lost: list[MilestoneRow]
    late: list[str]
    disputed: int
    new: list[str]


@dataclass(frozen=True, slots=True)
class LastWord:
    """Who `last` gave a milestone's date, and what was said of it since.

    `again` is the last to repeat it, as `vaguely` as that is; `status` tells how it fares, if that
    was said `since` or endangers it.
    """

    last: Statement
    again: Statement | None
    vaguely: bool
    status: Statement | None
    since: bool


def gist_of(report: StatusReport) -> Gist:
    """Decide what is told of a project on top of its page."""
    foremost, lately = report.foremost, report.clocks.as_of - LATELY
    new = (one.statement.subject for one in report.latest if one.statement.day > lately)
    return Gist(
        foremost=foremost,
        last_word=_last_word(foremost.state) if foremost else None,
        lost=report.lost_gates(foremost.milestone) if foremost else [],
        late=[row.milestone.slug for row in report.milestones if row.state.overdue],
        disputed=len(disputed(report.attention)),
        new=[*dict.fromkeys(new)],
    )


def _last_word(state: MilestoneState) -> LastWord | None:
    target, status = state.fields.get(Field.TARGET), state.fields.get(Field.STATUS)
    if target is None:
        return None
    last = target.run[0]
    again = _again(target, last)
    newer = status is not None and status.shown.day > last.day
    endangers = status is not None and state.status in IN_DANGER
    return LastWord(
        last=last,
        again=again,
        vaguely=again is not None and not same_value(again.value, target.shown.value),
        status=status.shown if status and (newer or endangers) else None,
        since=newer,
    )


def _again(found: Resolution, last: Statement) -> Statement | None:
    """The last to repeat a date since; no secondary source is told of."""
    later = [
        said for said in since(found) if said.tier is not Tier.SECONDARY and said.day > last.day
    ]
    return later[-1] if later else None
