"""Columns that reports share: of a statement, of a milestone's state, of a definition's keys."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from tracker.domain.definitions.key import keys_of
from tracker.domain.definitions.records import TOLD_LATER
from tracker.domain.periods.period import brief
from tracker.domain.vocabulary import WITHDRAWN, Field, Status
from tracker.tables.order import slip_rank
from tracker.tables.table import Column, Kind, Row, of_held

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from tracker.domain.definitions.key import DeclaredKey
    from tracker.domain.definitions.records import SourceRecord
    from tracker.domain.log.statement import Statement
    from tracker.domain.milestones.milestone import MilestoneState, Progress
    from tracker.domain.milestones.schedule import BreachLimits
    from tracker.domain.money.breakdown import StageLevel
    from tracker.domain.quantities.amount import Amount


SHOWN: Mapping[str, tuple[str, int]] = {
    "entry": ("entry", 0),
    "subject": ("subject", 0),
    "field": ("field", 0),
    "value": ("value", 0),
    "tier": ("tier", 3),
    "speaker": ("said by", 2),
    "stated_on": ("said on", 1),
}
"""What a terminal shows of a statement: its heading, and how soon it gives way."""


def statement_columns(
    of: Callable[[Any], Statement | None],
    *,
    without: Iterable[str] = (),
    under: str | None = None,
    shown: Mapping[str, tuple[str, int]] = SHOWN,
) -> tuple[Column[Any], ...]:
    """Return the columns of a row's statement; all are empty where a row has none.

    A terminal shows those of SHOWN. What a report tells in its own way is left out. The keys stand
    `under` another one where JSON tells the statement as an object.
    """
    left_out, path = set(without), f"{under}." if under else ""
    columns = of_held(of, (one for one in STATEMENT_COLUMNS if one.key not in left_out))
    return tuple(_placed(one, path, shown) for one in columns)


def _placed(column: Column[Any], path: str, shown: Mapping[str, tuple[str, int]]) -> Column[Any]:
    """A column under another key, and on a terminal as it is shown there."""
    title, priority = shown.get(column.key, (f"{path}{column.heading}".replace(".", " "), 0))
    return replace(
        column,
        key=path + column.key,
        title=title,
        priority=priority,
        screen=column.key in shown,
    )


def origin_columns(of: str | None = None) -> tuple[Column[Statement], Column[Statement]]:
    """Return who said a statement and when, under the name of what is said where that is given."""
    key, title = (f"{of}_", f"{of} ") if of else ("", "")
    return (
        Column(key=f"{key}speaker", title=f"{title}said by", value=lambda said: said.speaker),
        Column(
            key=f"{key}stated_on",
            title=f"{title}said on",
            value=lambda said: said.stated_on,
            kind=Kind.PERIOD,
        ),
    )


def _source(
    key: str, value: Callable[[SourceRecord], Any], kind: Kind = Kind.TEXT
) -> Column[Statement]:
    return Column(
        key=f"source.{key}",
        title=f"source {key}".replace("_", " "),
        value=lambda said: value(said.source) if said.source else None,
        kind=kind,
    )


STATEMENT_COLUMNS: tuple[Column[Statement], ...] = (
    Column(key="entry", value=lambda said: said.id, kind=Kind.ENTRY),
    Column(key="subject", value=lambda said: said.subject),
    Column(key="field", value=lambda said: said.field.value, told=lambda said: said.field.word),
    Column(key="value", value=lambda said: said.value, kind=Kind.VALUE),
    Column(key="text", value=lambda said: said.text),
    Column(key="tier", value=lambda said: said.tier.value),
    Column(key="speaker", value=lambda said: said.speaker),
    Column(
        key="stated_on",
        value=lambda said: said.stated_on,
        kind=Kind.PERIOD,
        told=lambda said: said.stated_on.text,
    ),
    Column(key="happened_on", value=lambda said: said.happened_on, kind=Kind.PERIOD),
    _source("slug", lambda source: source.slug),
    _source("title", lambda source: source.title),
    _source("publisher", lambda source: source.publisher),
    _source("url", lambda source: source.url),
    _source("language", lambda source: source.language),
    _source("published_on", lambda source: source.published_on),
    _source("retrieved_on", lambda source: source.retrieved_on, Kind.DAY),
    _source("unread", lambda source: source.unread, Kind.FLAG),
    _source("tier", lambda source: source.tier.value),
    Column(key="quote", value=lambda said: said.quote),
    Column(key="remark", value=lambda said: said.remark),
    Column(key="reason", value=lambda said: said.reason),
    Column(key="key", value=lambda said: said.key),
    Column(key="recorded_by", value=lambda said: said.recorded_by),
    Column(key="recorded_at", value=lambda said: said.recorded_at, kind=Kind.INSTANT),
)


def title_columns(
    key: str, english: Callable[[Row], str], japanese: Callable[[Row], str | None]
) -> tuple[Column[Row], Column[Row]]:
    """Return what titles a row: one column on a terminal, in the language of who reads it."""
    return (
        Column(key=key, value=english, titles=True, in_japanese=japanese),
        Column(key=f"{key}_ja", value=japanese, screen=False),
    )


def state_columns(limits: BreachLimits) -> tuple[Column[MilestoneState], ...]:
    """Return the columns of a milestone's state, slips in days; `limits` are those of a breach."""
    return (
        Column(
            key="status",
            value=lambda state: state.status.value,
            told=lambda state: state.word,
            disputed=lambda state: Field.STATUS in state.conflicting,
            whole=True,
            rank=lambda state: list(Status).index(state.status),
        ),
        Column(key="status_basis", value=lambda state: state.status_basis.value, screen=False),
        Column(key="overdue", value=lambda state: state.overdue, kind=Kind.FLAG, priority=10),
        Column(
            key="baseline",
            title="first",
            value=lambda state: state.baseline,
            kind=Kind.PERIOD,
            priority=2,
        ),
        Column(
            key="target",
            title="now",
            value=lambda state: state.target,
            kind=Kind.PERIOD,
            told=_now,
            disputed=lambda state: Field.TARGET in state.conflicting and not state.status.ends,
            rank=lambda state: state.when.sort_key if state.when else None,
        ),
        Column(
            key="withdrawn", value=lambda state: state.withdrawn, kind=Kind.PERIOD, screen=False
        ),
        Column(key="met_on", value=lambda state: state.met_on, kind=Kind.PERIOD, screen=False),
        Column(
            key="slip_days",
            title="slip",
            value=lambda state: state.slip,
            kind=Kind.SLIP,
            told=_moved,
            rank=_lateness,
            priority=1,
        ),
        Column(
            key="late_days",
            value=lambda state: state.late_days,
            kind=Kind.COUNT,
            told=lambda state: str(state.late_days or ""),
            priority=8,
        ),
        Column(
            key="current_baseline",
            value=lambda state: state.current_baseline,
            kind=Kind.PERIOD,
            priority=12,
        ),
        Column(
            key="current_slip_days",
            title="current slip",
            value=lambda state: state.current_slip,
            kind=Kind.SLIP,
            priority=13,
        ),
        Column(
            key="last_slip_days",
            title="last slip",
            value=lambda state: state.last_slip,
            kind=Kind.SLIP,
            priority=14,
        ),
        Column(key="breach", value=lambda state: state.overrun.breach(limits).value, priority=3),
        Column(
            key="breach_limit_days.original",
            title="limit of days after the first",
            value=lambda _: limits.original,
            kind=Kind.COUNT,
            screen=False,
        ),
        Column(
            key="breach_limit_days.current",
            title="limit of days after the current",
            value=lambda _: limits.current,
            kind=Kind.COUNT,
            screen=False,
        ),
        Column(key="due_soon", value=lambda state: state.due_soon, kind=Kind.FLAG, screen=False),
        Column(key="stale", value=lambda state: state.stale, kind=Kind.FLAG, screen=False),
        Column(
            key="rescheduled", value=lambda state: state.rescheduled, kind=Kind.FLAG, screen=False
        ),
        _progress("value", lambda progress: progress.value),
        _progress("threshold", lambda progress: progress.threshold),
        Column(
            key="progress.percent",
            title="progress %",
            value=lambda state: state.progress.percent if state.progress else None,
            kind=Kind.COUNT,
            priority=6,
        ),
        _progress("basis", lambda progress: progress.basis.value, kind=Kind.TEXT),
        Column(
            key="conflicts",
            value=lambda state: state.conflicts,
            kind=Kind.COUNT,
            told=lambda state: str(state.conflicts or ""),
            priority=9,
        ),
        Column(
            key="disputed",
            value=lambda state: sorted(field.value for field in state.conflicting),
            kind=Kind.NAMES,
            screen=False,
        ),
        Column(
            key="calendar_clash",
            value=lambda state: state.calendar_clash,
            kind=Kind.FLAG,
            screen=False,
        ),
        Column(
            key="last_stated", value=lambda state: state.last_stated, kind=Kind.DAY, priority=11
        ),
        Column(
            key="promised_on", value=lambda state: state.promised_on, kind=Kind.DAY, screen=False
        ),
    )


def _now(state: MilestoneState) -> str | None:
    """When it was met; nothing more than the target of what was not."""
    if state.met_on:
        return brief(state.met_on)
    return WITHDRAWN.value if state.withdrawn else None


def _moved(state: MilestoneState) -> str | None:
    """How late what is overdue is, and how well what was met kept its promise, in days."""
    slip = state.telling_slip
    if state.overdue:
        return f"late {state.late_days}d"
    if slip is None or state.status is not Status.MET:
        return None
    if slip.late:
        return f"late {slip.off}d"
    return f"early {slip.off}d" if slip.first else "on time"


def _lateness(state: MilestoneState) -> tuple[int, int] | None:
    """By the days that stand there: since the last day of what is overdue, else of the slip."""
    if state.overdue:
        return state.late_days, state.late_days
    return slip_rank(state.telling_slip) if state.telling_slip else None


def _progress(
    key: str, value: Callable[[Progress], Any], kind: Kind = Kind.QUANTITY
) -> Column[MilestoneState]:
    return Column(
        key=f"progress.{key}",
        value=lambda state: value(state.progress) if state.progress else None,
        kind=kind,
        screen=False,
    )


def declared_columns(
    record: type,
    of: Callable[[Any], Any],
    *,
    without: Iterable[str] = (),
    under: str | None = None,
) -> tuple[Column[Any], ...]:
    """Return a column for each key that a kind of definition declares, for files alone.

    Those `without` are told in a way of their own, `became` tells those of TOLD_LATER. The keys may
    stand under a name.
    """

    def column(one: DeclaredKey) -> Column[Any]:
        def value(row: Any) -> Any:  # noqa: ANN401 - what a key holds
            held = getattr(of(row), one.attribute)
            return None if held == () else held

        key = f"{under}.{one.name}" if under else one.name
        return Column(key=key, value=value, kind=kind_of(one), screen=False)

    told = {*without, *TOLD_LATER}
    return tuple(column(one) for one in keys_of(record) if one.name not in told)


def became(of: Callable[[Any], Any], rows: Iterable[Any]) -> tuple[Column[Any], ...]:
    """Return a column for each key of TOLD_LATER that a definition of some row holds."""
    records = [of(row) for row in rows]
    there = [one for one in TOLD_LATER if any(getattr(record, one, None) for record in records)]
    return tuple(Column(key=one, value=_held(of, one)) for one in there)


def _held(of: Callable[[Any], Any], key: str) -> Callable[[Any], Any]:
    return lambda row: getattr(of(row), key)


def more_columns(
    record: type, of: Callable[[Any], Any], columns: Iterable[Column[Any]]
) -> tuple[Column[Any], ...]:
    """Return a column for each key that a kind declares and some columns do not tell."""
    return declared_columns(record, of, without=[column.key for column in columns])


def kind_of(one: DeclaredKey) -> Kind:
    """Return what a key of a definition holds: several are names, and most are words."""
    kinds = {bool: Kind.FLAG, int: Kind.COUNT, date: Kind.DAY}
    return Kind.NAMES if one.several else kinds.get(one.type, Kind.TEXT)


@dataclass(frozen=True, slots=True)
class UnitAmount:
    """A sum and what it is counted in: a currency, `%` or pieces."""

    amount: Amount
    unit: str


@dataclass(frozen=True, slots=True)
class Level:
    """How much reached a stage of a tranche, or why that has no figure, in a currency."""

    cell: StageLevel
    unit: str

    @property
    def amount(self) -> UnitAmount | None:
        """The amount; None where it is undisclosed, or cannot be converted."""
        return in_unit(self.cell.amount, self.unit)

    @property
    def rate_month(self) -> str | None:
        """The month of the rate that it was converted at."""
        return self.cell.rate.rate.month if self.cell.rate else None


def in_unit(amount: Amount | None, unit: str) -> UnitAmount | None:
    """Return an amount with its unit; None of none."""
    return None if amount is None else UnitAmount(amount, unit)
