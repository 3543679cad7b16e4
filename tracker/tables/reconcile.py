"""Reported figures beside derived ones, as tables of the reports that tell them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.domain.quantities.amount import Amount
from tracker.domain.reconcile import Reconciliation, reason
from tracker.tables.common import UnitAmount, in_unit, origin_columns
from tracker.tables.table import Column, Kind, Only, Sort, SortedRow, Table, of_held, stacked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tracker.domain.log.statement import Statement

    Contradiction = tuple[Statement, Reconciliation]
    Added = tuple[Reconciliation, Statement]


def reconciliation_tables(
    reconciled: Sequence[Reconciliation],
) -> tuple[Table[Reconciliation], Table[SortedRow]]:
    """Declare reported figures, each with its parts and with what contradicts it.

    In JSON these are nested; where tables are flat they are rows of their own.
    """
    nested = Table(
        key="reported",
        title="Reported",
        columns=(*RECONCILIATION_COLUMNS, *NESTED_COLUMNS),
        rows=reconciled,
        only=Only.JSON,
    )
    sorts = (RECONCILIATION, PART, CONTRADICTION)
    return nested, stacked("Reported", sorts, list(_rows(reconciled)))


def _rows(reconciled: Sequence[Reconciliation]) -> Iterator[SortedRow]:
    for one in reconciled:
        yield SortedRow(RECONCILIATION, one)
        yield from (SortedRow(PART, (one, part)) for part in one.parts)
        yield from (SortedRow(CONTRADICTION, said) for said in one.disputed)


METRIC: Column[Reconciliation] = Column(key="metric", value=lambda row: row.metric.slug)

DIFFERENCE_COLUMNS: tuple[Column[Reconciliation], ...] = (
    Column(key="agrees", value=lambda row: row.same, kind=Kind.FLAG),
    Column(
        key="difference",
        value=lambda row: UnitAmount(Amount(row.difference, row.difference), row.metric.counted_in),
        kind=Kind.DIFFERENCE,
    ),
    Column(key="explanation", value=lambda row: reason(row) or None, kind=Kind.SENTENCE),
)

RECONCILIATION_COLUMNS: tuple[Column[Reconciliation], ...] = (
    METRIC,
    Column(key="scope", value=lambda row: row.metric.scope),
    Column(
        key="reported",
        value=lambda row: row.reported,
        kind=Kind.QUANTITY,
        disputed=lambda row: bool(row.found.conflicts),
        right=True,
    ),
    *of_held(lambda row: row.found.shown, origin_columns()),
    Column(
        key="derived",
        value=lambda row: in_unit(row.derived, row.metric.counted_in),
        kind=Kind.AMOUNT,
    ),
    Column(key="derived_as_of", title="derived as of", value=lambda row: row.as_of, kind=Kind.DAY),
    *DIFFERENCE_COLUMNS,
    Column(key="because", value=lambda row: [one.subject for one in row.because], kind=Kind.NAMES),
)

PART_COLUMNS: tuple[Column[Statement], ...] = (
    Column(key="slug", title="part", value=lambda row: row.subject),
    Column(key="amount", value=lambda said: said.figure, kind=Kind.QUANTITY, right=True),
)

CONTRADICTION_COLUMNS: tuple[Column[Contradiction], ...] = (
    Column(key="reported", value=lambda row: row[1].reported, kind=Kind.QUANTITY, right=True),
    *of_held(lambda row: row[0], origin_columns()),
    *of_held(lambda row: row[1], DIFFERENCE_COLUMNS),
)

NESTED_COLUMNS: tuple[Column[Reconciliation], ...] = (
    Column(key="parts", value=lambda row: row.parts, kind=Kind.ROWS, inner=PART_COLUMNS),
    Column(
        key="contradicted_by",
        value=lambda row: row.disputed,
        kind=Kind.ROWS,
        inner=CONTRADICTION_COLUMNS,
    ),
)

RECONCILIATION: Sort[Reconciliation] = Sort("reported", RECONCILIATION_COLUMNS)
PART: Sort[Added] = Sort(
    "part",
    (*of_held(lambda row: row[0], (METRIC,)), *of_held(lambda row: row[1], PART_COLUMNS)),
)
CONTRADICTION: Sort[Contradiction] = Sort(
    "contradiction", (*of_held(lambda row: row[1], (METRIC,)), *CONTRADICTION_COLUMNS)
)
