"""Where a project stands, in a few sentences with footnotes, ready to be pasted into a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.domain.milestones.schedule import Way, original_baseline
from tracker.domain.money.tranches import PaymentState, payment_state
from tracker.domain.periods.period import Period
from tracker.domain.quantities.amount import as_quantity
from tracker.domain.shown.verdict import same_value
from tracker.domain.vocabulary import Field, Stage, Tier
from tracker.render.cite import (
    Notes,
    claim,
    clauses,
    not_cited,
    repeated,
    speaker,
    verb,
    with_footnotes,
)
from tracker.render.telling import words
from tracker.render.telling.prose import (
    day_words,
    quantity_words,
    value_words,
    when_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.text import Text

    from tracker.domain.definitions.subject import Subject
    from tracker.domain.log.statement import Statement
    from tracker.domain.milestones.schedule import Slip
    from tracker.domain.quantities.amount import Amount
    from tracker.domain.shown.explain import Change
    from tracker.domain.vocabulary import Citation
    from tracker.render.canvas import Layout
    from tracker.reports.rows import MilestoneRow
    from tracker.reports.status import StatusReport

    Clause = tuple[str, str]

MOST_OVERDUE = 3
"""So many overdue milestones are named; of more only their number is told."""


def as_brief(report: StatusReport, form: Citation, layout: Layout) -> list[Text]:
    """Write one paragraph and its footnotes: the headline milestone, what is overdue, the money.

    Last comes what changed most recently. What a rule holds wrong is neither told nor cited.
    """
    brief = _Brief(report, Notes(form, layout.language))
    told = [*brief.promise(), *brief.overdue(), *brief.money(), *brief.newest()]
    day = day_words(report.clocks.as_of)
    nothing = f"Nothing is stated of {brief.notes.text(report.project.title)} by {day}."
    return with_footnotes([" ".join(told) or nothing], brief.notes, layout.width)


class _Brief:
    """The sentences of one brief, which share their footnotes."""

    def __init__(self, report: StatusReport, notes: Notes) -> None:
        self.report, self.notes = report, notes
        self._day = day_words(report.clocks.as_of)
        self._told: set[int] = set()

    def promise(self) -> Iterator[str]:
        """Tell of the foremost milestone: first promise, last one, who repeated it, status."""
        row = self.report.foremost
        if row is None:
            return
        target = row.state.fields.get(Field.TARGET)
        if target is None:
            yield from self._fares(row)
            yield from self._lost(row)
            return
        first = original_baseline(target.everything, self.report.clocks.as_of)
        told: list[Clause] = []
        if first is not None and not same_value(first.value, target.shown.value):
            title = self.notes.title(row.milestone)
            promised = f"“{title}” was first promised for {value_words(first.value)}"
            by = f"{self._who(first)} {verb(first)} {when_words(first.stated_on)}"
            told.append(self._cited(first, f"{promised}, as {by}"))
        moved = f", {_moved(row.state.slip, again=not told)}" if row.state.slip else ""
        last, mark = self._claimed(target.shown, row.milestone, moved)
        told.append((_small(last) if told else last, mark))
        yield clauses([*told, *repeated(target, self.notes, self.report.wrong)])
        yield from self._fares(row)
        yield from self._lost(row)

    def _lost(self, row: MilestoneRow) -> Iterator[str]:
        """Tell what must come first and will not come, and who said so."""
        title = self.notes.title(row.milestone)
        for gate in self.report.lost_gates(row.milestone):
            status = gate.state.fields.get(Field.STATUS)
            if status is not None:
                told, mark = self._claimed(status.shown, gate.milestone)
                yield clauses([(f"{told}, which “{title}” waits for", mark)])

    def _fares(self, row: MilestoneRow) -> Iterator[str]:
        """Tell the status that somebody stated, or by what its count met it."""
        met, status = row.state.met_by, row.state.fields.get(Field.STATUS)
        said = met or (status.shown if status else None)
        if said is None:
            return
        if met is not None and row.state.met_on is not None and met.field is not Field.STATUS:
            reached = f"“{self.notes.title(row.milestone)}” was met {when_words(row.state.met_on)}"
            by = f"{self._who(met)} told of {self.notes.text(value_words(met.value))}"
            yield clauses([self._cited(met, f"{reached}, when {by}")])
        else:
            yield clauses([self._claimed(said, row.milestone)])

    def overdue(self) -> Iterator[str]:
        """Name what is past its last day, each with who promised it, or say that nothing is."""
        late = [row for row in self.report.milestones if row.state.overdue]
        if not self.report.milestones:
            return
        if not late:
            yield f"By {self._day} nothing was overdue."
            return
        told = [self._due(row) for row in late[:MOST_OVERDUE]]
        more = len(late) - len(told)
        told += [(f"and {more} more", "")] if more else []
        were = "milestone was" if len(late) == 1 else "milestones were"
        (first, mark), *others = told
        gates = self._gates(late)
        begins = f"By {self._day} {len(late)} {were} overdue{gates}: {first}"
        yield clauses([(begins, mark), *others])

    def _gates(self, late: Iterable[MilestoneRow]) -> str:
        row = self.report.foremost
        if row is None:
            return ""
        told = words.gates(row.milestone, [one.milestone.slug for one in late], {})
        return told.replace(row.milestone.slug, f"“{self.notes.title(row.milestone)}”")

    def _due(self, row: MilestoneRow) -> Clause:
        said = row.state.fields[Field.TARGET].shown
        when = when_words(said.value) if isinstance(said.value, Period) else said.text
        return self._cited(said, f"“{self.notes.title(row.milestone)}”, due {when}")

    def money(self) -> Iterator[str]:
        """Tell what was paid, committed and planned beside the need, each with all its sources."""
        money, currency = self.report.money, self.report.project.currency
        told = [
            (f"{self._sum(amount)} {VERBS[state]}{self._unpaid(state)}", self._marks(state))
            for state in PaymentState
            if (amount := money.total.by_payment.get(state))
        ]
        if not told:
            return
        if money.need is not None:
            said, title = money.need.statement, self.notes.title(money.need.metric)
            need = self.notes.text(value_words(said.value))
            by = f"{self._who(said)} {verb(said)} {when_words(said.stated_on)}"
            told.append(self._cited(said, f"{need} was needed (“{title}”), as {by}"))
            if money.gap is not None and said.id not in self.report.wrong:
                gap = quantity_words(as_quantity(money.gap, currency))
                told.append((f"{self.notes.text(gap)} of that had no stated source", ""))
        (first, mark), *others = told
        begins = f"By {self._day} {first.replace(' more was ', ' was ')}"
        yield clauses([(begins, mark), *others])
        yield from self._not_cited(said for state in PaymentState for said in self._parts(state))

    def _unpaid(self, state: PaymentState) -> str:
        silent = state is PaymentState.COMMITTED and self.report.money.total.paid_unstated
        return ", for part of which no source says how much was paid" if silent else ""

    def newest(self) -> Iterator[str]:
        """Tell the newest change of what is shown of a milestone or of money, beside those told.

        Where only a secondary source says so, the newest of a better one is told too.
        """
        known = {*self.report.wrong, *self._told}
        left = [one for one in self.report.latest if one.statement.id not in known]
        if not left:
            return
        newest, other = left[0], "" if left[0] is self.report.latest[0] else "other "
        better = next((one for one in left if not _is_weak(one.statement)), None)
        if better is newest or better is None:
            yield clauses(
                [self._change(newest, f"The newest {other}change of a milestone or of money: ")]
            )
            return
        alone = (
            f"The newest {other}change of a milestone or of money, by a secondary source alone: "
        )
        yield clauses([self._change(newest, alone), self._change(better, "before that, ")])

    def _change(self, change: Change, begins: str) -> Clause:
        said, before = change.statement, change.before
        if before and _is_weak(before) and not _is_weak(said) and said.field is Field.STATUS:
            before = None  # such a word ends nothing where better ones spoke: it was never shown
        was = f" (before: {value_words(before.value)})" if before else ""
        told = f"{claim(said, self._subjects()[said.subject], self.notes)}{self.notes.text(was)}"
        return f"{begins}{_small(told)}", self.notes.mark(said)

    def _subjects(self) -> dict[str, Subject]:
        milestones = (row.milestone for row in self.report.milestones)
        tranches = (part.state.tranche for part in self.report.money.parts)
        return {one.slug: one for one in (*milestones, *tranches)}

    def _parts(self, state: PaymentState) -> list[Statement]:
        """The statements whose levels are added up in a state of payment."""
        stages = [stage for stage in Stage if stage is not Stage.CANCELLED]
        meant = [stage for stage in stages if payment_state(stage) is state]
        return [
            found.shown
            for part in self.report.money.parts
            if part.in_total
            for stage in meant
            if stage in part.counted and (found := part.state.stages.get(stage))
        ]

    def _marks(self, state: PaymentState) -> str:
        said = (one for one in self._parts(state) if one.id not in self.report.wrong)
        return "".join(dict.fromkeys(self.notes.mark(one) for one in said))

    def _sum(self, amount: Amount) -> str:
        return self.notes.text(quantity_words(as_quantity(amount, self.report.project.currency)))

    def _not_cited(self, parts: Iterable[Statement]) -> Iterator[str]:
        for said in parts:
            if said.id in self.report.wrong:
                yield f"{not_cited(said, self.report.wrong[said.id], self.notes)}."

    def _claimed(self, said: Statement, subject: Subject, more: str = "") -> Clause:
        """Write who said what of a subject; of what is held wrong only that it is."""
        if said.id in self.report.wrong:
            return not_cited(said, self.report.wrong[said.id], self.notes), ""
        self._told.add(said.id)
        return f"{claim(said, subject, self.notes)}{more}", self.notes.mark(said)

    def _cited(self, said: Statement, text: str) -> Clause:
        if said.id in self.report.wrong:
            return not_cited(said, self.report.wrong[said.id], self.notes), ""
        return text, self.notes.mark(said)

    def _who(self, said: Statement) -> str:
        return self.notes.text(speaker(said))


VERBS = {
    PaymentState.PAID: "had been paid",
    PaymentState.COMMITTED: "more was committed",
    PaymentState.ENACTED: "more was enacted or budgeted",
    PaymentState.PLANNED: "more was planned",
}


def _is_weak(said: Statement) -> bool:
    """Whether only a secondary source says so, which a text had better not rest on."""
    return said.tier is Tier.SECONDARY


def _small(sentence: str) -> str:
    """Begin a clause as one within a sentence: `On 5 June` is `on 5 June`."""
    return f"{sentence[0].lower()}{sentence[1:]}"


def _moved(slip: Slip, *, again: bool) -> str:
    """Say how far a window left that of the first promise, which it may say `again`."""
    least, most = slip.ends
    match slip.way:
        case Way.GONE:
            return "which leaves the first promise open"
        case Way.NONE:
            return "as first promised" if again else "within what was first promised"
        case Way.ENDLESS:
            return "without the last day that was first promised"
        case Way.AT_LEAST:
            return f"at least {words.days(most)} later than first promised"
        case Way.ASTRIDE:
            before, after = words.days(-(slip.first or 0)), words.days(slip.last or 0)
            return f"up to {before} earlier or {after} later than first promised"
        case Way.LATER | Way.EARLIER as way:
            return f"{words.between(least, most)} {way} than first promised"
