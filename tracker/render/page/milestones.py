"""The milestones of the page: status, promise, slip and progress of each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from tracker.domain.diff.event import kinds_by_subject
from tracker.domain.milestones.milestone import Progress, ProgressBasis
from tracker.domain.periods.period import due_order
from tracker.domain.quantities.format import Units
from tracker.domain.quantities.quantity import Quantity
from tracker.domain.quantities.units import CURRENCIES
from tracker.domain.vocabulary import Field, Status
from tracker.render.canvas import Canvas, joined, padded, styled
from tracker.render.columns import Column, table, table_width
from tracker.render.page import timeline
from tracker.render.telling import words
from tracker.render.telling.scale import MoneyScale

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from rich.text import Text

    from tracker.domain.diff.event import Kind
    from tracker.reports.rows import MilestoneRow
    from tracker.reports.status import StatusReport

FULL = 100
MOST_BOXES = 8
"""More gates are told by their number alone."""
TITLED = 140
"""From so many cells on titles stand beside the slugs."""
LEAST_TITLE, TIMELINE = 14, 32
ALL_COMMAND, LIST_COMMAND = "status --all", "milestone list"
OVERDUE, NOBODY_SPOKE = "overdue", "nobody spoke of"
_STATUS_STYLES = {
    Status.MET: "good",
    Status.AT_RISK: "warning",
    Status.OFF_TRACK: "bad",
    Status.NOT_MET: "bad",
    Status.CANCELLED: "faint",
}
_WIDE_GAP = 2


@dataclass(frozen=True, slots=True)
class Choice:
    """The milestones that a page shows, and those that it only counts.

    Of so many that are `unspoken` nobody said anything; where all are shown, they are `named`.
    """

    headline: list[MilestoneRow]
    others: list[MilestoneRow]
    hidden: list[MilestoneRow]
    unspoken: int
    named: Sequence[str] = ()


def everything(report: StatusReport) -> Choice:
    """Take all milestones, in the report's order."""
    headline = [row for row in report.milestones if row.milestone.headline]
    others = [row for row in report.milestones if not row.milestone.headline]
    return Choice(headline, others, [], report.counts.unspoken, report.silent)


def choose(report: StatusReport, most_headline: int, most_others: int) -> Choice:
    """Take the headline milestones; of the rest the overdue ones, then what is due next.

    Where a project names no headline milestone, the rest stands in for them, and where that leaves
    room, what ended last.
    """
    headline = [row for row in report.milestones if row.milestone.headline]
    pressing = [row for row in report.milestones if not row.milestone.headline and _is_due(row)]
    pressing.sort(key=lambda row: (-row.state.late_days, due_order(row.state.target)))
    others = pressing[: most_others if headline else max(most_others, most_headline)]
    shown = headline[:most_headline]
    if not headline:
        ended = [row for row in report.milestones if not _is_due(row)]
        ended.sort(key=lambda row: due_order(row.state.when))
        left = max(most_headline - len(others), 0)
        others = [*ended[len(ended) - min(left, len(ended)) :], *others]
    taken = {row.milestone.slug for row in (*shown, *others)}
    hidden = [row for row in report.milestones if row.milestone.slug not in taken]
    return Choice(shown, others, hidden, report.counts.unspoken)


def narrow_table(canvas: Canvas, choice: Choice, report: StatusReport) -> list[Text]:
    """Lay the milestones out in one table that gives up columns where it has to."""
    cells = MilestoneCells(
        canvas, report.clocks.as_of, bar_cells=6, changes=_changes(report), titled=True
    )
    lines = table(canvas, cells.columns(), [*choice.headline, *choice.others])
    return [*lines, *more(canvas, choice)]


def wide_table(canvas: Canvas, choice: Choice, report: StatusReport) -> list[Text]:
    """Lay the milestones out beside their timeline, the headline ones apart."""
    rows, as_of = [*choice.headline, *choice.others], report.clocks.as_of
    cells = MilestoneCells(
        canvas,
        as_of,
        bar_cells=8,
        percents=True,
        changes=_changes(report),
        titled=not has_titles(canvas),
    )
    columns = cells.columns()
    room = canvas.width - table_width(columns, rows, _WIDE_GAP) - _WIDE_GAP
    if titles := _titles(canvas, room):
        columns.insert(1, titles)
        room -= table_width([titles], rows, _WIDE_GAP) + _WIDE_GAP
    axis = timeline.axis_for(rows, as_of, report.project.calendar, room)
    if axis:
        columns.append(Column(title=axis.heading, cell=partial(axis.drawn, canvas=canvas)))
    lines = table(canvas, columns, rows, gap=_WIDE_GAP)
    end = 1 + len(choice.headline)
    apart = [styled("")] if choice.headline and choice.others else []
    key = timeline.legend(axis, rows, canvas) if axis and rows else None
    return [*lines[:end], *apart, *lines[end:], *more(canvas, choice, key)]


def has_titles(canvas: Canvas) -> bool:
    """Tell whether titles stand beside the slugs; else short ones in Japanese take their place."""
    return canvas.width >= TITLED


def _titles(canvas: Canvas, room: int) -> Column[MilestoneRow] | None:
    """Give titles what the timeline can do without, if the page is wide enough for both."""
    cells = room - _WIDE_GAP - (TIMELINE if room > TIMELINE + LEAST_TITLE else TIMELINE // 2)
    if not canvas.cut or not has_titles(canvas) or cells < LEAST_TITLE:
        return None

    def title(row: MilestoneRow) -> Text:
        return canvas.fit(styled(words.title(row.milestone, canvas.language), "faint"), cells)

    return Column(cell=title)


def more(canvas: Canvas, choice: Choice, key: Text | None = None) -> list[Text]:
    """Count what is not shown by status; `key` explains the timeline at the right edge."""
    counts = Counter(OVERDUE if row.state.overdue else row.state.word for row in choice.hidden)
    order = [OVERDUE, Status.MET.value, Status.SCHEDULED.value]
    ranked = sorted(counts, key=lambda word: order.index(word) if word in order else len(order))
    numbers = [(word, counts[word]) for word in ranked]
    unspoken = [(NOBODY_SPOKE, choice.unspoken)] if choice.unspoken else []
    if choice.named:
        lead = f"  {NOBODY_SPOKE} "
        told = styled(lead + canvas.listing(choice.named, canvas.width - len(lead)), "faint")
        return canvas.spread(told, key) if key else [told]
    if not numbers and not unspoken:
        return [padded(key, canvas.width, right=True)] if key else []
    lead = f"  {len(choice.hidden) + choice.unspoken} more: "
    command = styled(ALL_COMMAND if choice.hidden else LIST_COMMAND, "faint")
    shorter = range(len(numbers), 0, -1) if numbers else [0]
    forms = [words.counts([*_first(numbers, most), *unspoken]) for most in shorter]
    room = canvas.width - len(lead) - command.cell_len - 1
    left = styled(lead + (canvas.first_that_fits(forms, room) or forms[-1]), "faint")
    return canvas.spread(joined(left, "  ", command), key) if key else canvas.spread(left, command)


def _first(counted: Sequence[tuple[str, int]], most: int) -> list[tuple[str, int]]:
    """At most so many counts; those of the rest are told as one."""
    left = sum(count for _, count in counted[most:])
    return [*counted[:most], *([("other", left)] if left else [])]


@dataclass(frozen=True, slots=True)
class MilestoneCells:
    """What each column shows of a milestone; `percents` sets a percentage behind the bar.

    `titled` names them by their Japanese titles where these are short and asked for. With
    `changes`, what happened to each milestone since a day, a column marks them.
    """

    canvas: Canvas
    as_of: date
    bar_cells: int
    percents: bool = False
    changes: Mapping[str, Sequence[Kind]] | None = None
    titled: bool = False

    def columns(self) -> list[Column[MilestoneRow]]:
        """Return the table: SAID gives way first, then FIRST, then the bar."""
        changed = Column(title="SINCE", cell=self.changed)
        figure = Column(title="PROGRESS", cell=self.figure, priority=3)
        return [
            Column(title="MILESTONE", cell=self.name, flexible=True),
            *([changed] if self.changes is not None else []),
            Column(title="STATUS", cell=self.status, priority=1),
            Column(title="FIRST", cell=self.first, priority=5),
            Column(title="NOW", cell=self.now),
            Column(title="SLIP", cell=self.slip, priority=2),
            Column(title="PROGRESS", cell=self.progress, priority=4, shorter=figure),
            Column(title="SAID", cell=self.said, right=True, priority=6),
        ]

    def name(self, row: MilestoneRow) -> Text:
        """Its sign and its name."""
        sign, meaning = self._sign(row)
        of = row.milestone
        name = (
            words.short_name(of, self.canvas.language)
            if self.titled and not self.canvas.ascii
            else of.slug
        )
        return joined(styled(sign, meaning), " ", styled(name))

    def changed(self, row: MilestoneRow) -> Text:
        """What happened to it since the day asked for: the weightiest, and how much besides."""
        kinds = (self.changes or {}).get(row.milestone.slug, ())
        more = f" +{len(kinds) - 1}" if len(kinds) > 1 else ""
        return styled(f"{self.canvas.signs.changed} {kinds[0]}{more}" if kinds else "", "warning")

    def status(self, row: MilestoneRow) -> Text:
        """Its status; a contradicted one is marked."""
        meaning = "bad" if row.state.overdue else _STATUS_STYLES.get(row.state.status, "plain")
        return self._marked(styled(row.state.word, meaning), row, Field.STATUS)

    def first(self, row: MilestoneRow) -> Text:
        """The original baseline."""
        return styled(words.period(row.state.baseline))

    def now(self, row: MilestoneRow) -> Text:
        """The day it was met, else its target; a contradicted target is marked until it is met."""
        state, signs = row.state, self.canvas.signs
        text = styled(words.now(state))
        if state.status.ends:
            return text
        clash = styled(signs.clash if state.calendar_clash else "", "warning")
        return joined(self._marked(text, row, Field.TARGET), clash)

    def slip(self, row: MilestoneRow) -> Text:
        """How far it left its baseline."""
        return styled(words.slip(row.state), "warning" if row.state.slipped else "plain")

    def progress(self, row: MilestoneRow) -> Text:
        """A bar with its figure."""
        progress = row.state.progress
        if progress is None:
            return self.figure(row)
        signs, cells = self.canvas.signs, self.bar_cells
        if progress.basis is ProgressBasis.GATES:
            blank = " " * len(" 100%") if self.percents else ""
            return joined(self._gates(progress), blank, " ", self.figure(row))
        full = _full_cells(progress.percent, cells)
        bar = signs.full * full + signs.empty * (cells - full)
        percent = f" {words.percentage(progress):>4}" if self.percents else ""
        return joined(bar, percent, " ", self.figure(row))

    def _gates(self, progress: Progress) -> str:
        """A box for each gate, where there are not too many: steps, of which none says how long."""
        passed, gates = int(str(progress.value or 0)), int(str(progress.threshold or 0))
        signs = self.canvas.signs
        boxes = signs.passed * passed + signs.ahead * (gates - passed)
        return f"{boxes if gates <= MOST_BOXES else '':<{self.bar_cells}}"

    def figure(self, row: MilestoneRow) -> Text:
        """How far it is, in the words of what is counted."""
        progress = row.state.progress
        told = progress_words(progress, self.canvas.units) if progress else ""
        if progress and self.percents:
            told = told.removeprefix(words.percentage(progress)).lstrip()
        return self._marked(styled(told), row, Field.VALUE, Field.THRESHOLD, Field.PROGRESS)

    def said(self, row: MilestoneRow) -> Text:
        """How long ago its target was last given, as long as something is expected of it.

        A rating or a note keeps no date fresh; without a target or threshold any word counts.
        """
        ended = row.state.status.ends
        said = row.state.promised_on or row.state.last_stated
        return styled("" if ended else words.stretch((self.as_of - said).days))

    def _marked(self, text: Text, row: MilestoneRow, *fields: Field) -> Text:
        conflict = not set(fields).isdisjoint(row.state.conflicting)
        return joined(text, styled(self.canvas.signs.conflict, "bad")) if conflict else text

    def _sign(self, row: MilestoneRow) -> tuple[str, str]:
        signs, state = self.canvas.signs, row.state
        if state.overdue:
            return signs.overdue, "bad"
        meaning = "good" if state.status is Status.MET else "bad" if state.status.ends else "plain"
        return signs.of(state.status), meaning


def progress_words(progress: Progress, units: Units = Units.BN) -> str:
    """Write progress by what it rests on: `100%`, `5/7 gates`, `80% Oct 2024`, `167.6/130bn`."""
    value, threshold = progress.value, progress.threshold
    if progress.basis is ProgressBasis.GATES:
        off = f", {progress.called_off} cancelled" if progress.called_off else ""
        return f"{value}/{threshold} gates{off}"
    if progress.stated is not None:
        return f"{words.percentage(progress)} {words.month(progress.stated.day)}"
    if isinstance(value, Quantity) and isinstance(threshold, Quantity):
        return _of(value, threshold, units)
    return words.percentage(progress)


def _of(value: Quantity, threshold: Quantity, units: Units) -> str:
    if value.unit not in CURRENCIES:
        return f"{words.quantity(value)} of {words.quantity(threshold)}"
    scale = MoneyScale.of([threshold.figure or 0], value.unit, units)
    return f"{scale.short(value.figure or 0)}/{scale.short(threshold.figure or 0)}{scale.tail}"


def _full_cells(percent: int, cells: int) -> int:
    """Round to whole cells, but draw a bar as full only when nothing is missing."""
    if percent >= FULL:
        return cells
    return min(round(percent * cells / FULL), cells - 1)


def _changes(report: StatusReport) -> Mapping[str, Sequence[Kind]] | None:
    return kinds_by_subject(report.since.events) if report.since else None


def _is_due(row: MilestoneRow) -> bool:
    return not row.state.status.ends and row.state.target is not None
