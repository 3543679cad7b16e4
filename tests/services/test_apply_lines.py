from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

from sqlalchemy import event

from databases import TODAY, now, writing
from tracker.db.engine import Database
from tracker.domain.definitions.records import BatchLine, MarkRecord, StatementRecord
from tracker.domain.vocabulary import EntryKind, Field
from tracker.services.moment import Moment
from tracker.services.stream import apply_lines

MOMENT = Moment(now=now, today=TODAY, project="fab")


def statements(count: int) -> Iterator[BatchLine]:
    """So many statements under keys of their own, a tenth of them marked on the way."""
    numbers = itertools.count(1)
    for n in range(count):
        said = StatementRecord(subject="pilot", values=((Field.TARGET, "2027"),), key=f"k{n}")
        yield BatchLine(next(numbers), said)
        if n % 10 == 9:
            mark = MarkRecord(key=f"m{n}", kind=EntryKind.DEPRECATE, of=f"k{n}", reason="x")
            yield BatchLine(next(numbers), mark)


def queries(database: Database, count: int) -> int:
    """How many statements the database is sent for a batch."""
    sent: list[str] = []

    def note(_: Any, __: Any, statement: str, *___: Any) -> None:
        sent.append(statement)

    with writing(database) as connection:
        event.listen(connection, "before_cursor_execute", note)
        report = apply_lines(connection, statements(count), MOMENT)
        assert sum(row.count for row in report.rows) == count * 11 // 10
        connection.rollback()
    return len(sent)


def test_a_batch_asks_a_few_times_per_thousand_lines(small: Database) -> None:
    few, many = queries(small, 100), queries(small, 5000)
    assert many - few <= 3 * 5.5


def test_a_batch_is_read_as_it_comes(small: Database) -> None:
    """No line is asked for before those of an earlier chunk were stored."""
    held: list[int] = []

    with writing(small) as connection:

        def watched() -> Iterator[BatchLine]:
            for line in statements(3000):
                head = connection.exec_driver_sql("SELECT count(*) FROM entry").scalar_one()
                held.append(line.number - head)
                yield line

        apply_lines(connection, watched(), MOMENT)
    assert max(held) <= 1000
