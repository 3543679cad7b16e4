"""What a report shows depends on nothing said after its day or recorded after its entry."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from databases import MOMENT, reading, writing
from recording import entries, said, say
from tracker.db.catalog import find_project, find_subject
from tracker.db.engine import Database
from tracker.db.log import read_clocks
from tracker.domain.definitions.records import StatementRecord
from tracker.domain.vocabulary import EntryKind, Field
from tracker.render.canvas import Layout
from tracker.render.formats import Format, render
from tracker.reports.diff import diff_report
from tracker.reports.status import status_report
from tracker.reports.subject import subject_report
from tracker.services.marks import mark

DAY = date(2026, 6, 30)
VALUES = {
    ("pilot", Field.TARGET): ["2026-03", "FY2026", "~2027", "2028"],
    ("pilot", Field.STATUS): ["at-risk", "met", "scheduled"],
    ("holders", Field.THRESHOLD): ["30", "~40"],
    ("holder-count", Field.VALUE): ["20", "30", "32", "40"],
    ("rd-fy2026", Field.COMMITTED): ["10bn", "~12bn", "20bn"],
    ("toyota", Field.INVESTED): ["5bn", "6bn"],
}
BY_THEN = ["2026-01-10", "2026-05", "2026-06-30"]
LATER = ["2026-07-01", "2026-08", "2026-11-20"]
# One database for all examples: the log only grows, which is what the properties are about.
ONE_LOG = settings(
    max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)


def statements(days: Sequence[str]) -> st.SearchStrategy[list[StatementRecord]]:
    fields = st.sampled_from(list(VALUES))
    one = fields.flatmap(
        lambda key: st.builds(
            lambda text, on, source: said(key[0], key[1], text, on=on, source=source),
            st.sampled_from(VALUES[key]),
            st.sampled_from(days),
            st.sampled_from([None, "news"]),
        )
    )
    return st.lists(one, min_size=1, max_size=6)


def shown(database: Database, known_at: str | None = None) -> list[object]:
    """The data of every kind of report as of the day."""
    with reading(database) as connection:
        project = find_project(connection, "fab")
        clocks = read_clocks(connection, DAY, known_at)
        before = read_clocks(connection, date(2026, 3, 31), known_at)
        subjects = [find_subject(connection, slug, "fab") for slug, _ in VALUES]
        reports = [
            status_report(connection, project, clocks, since=before.as_of),
            diff_report(connection, project, before, clocks),
            *(subject_report(connection, subject, clocks) for subject in subjects),
        ]
    texts = (str(render(report, Format.JSON, Layout(width=None))) for report in reports)
    data = [json.loads(text)["data"] for text in texts]
    for name in ("before", "after", "cursor"):
        del data[1][name]
    return data


def marked(database: Database, kind: EntryKind, number: int) -> None:
    with writing(database) as connection:
        mark(connection, kind, [number], "a reason", MOMENT)


@ONE_LOG
@given(statements(BY_THEN), statements(BY_THEN + LATER))
def test_nothing_recorded_after_the_entry_matters(
    small: Database, first: list[StatementRecord], more: list[StatementRecord]
) -> None:
    say(small, *first)
    head = entries(small)[-1].id
    before = shown(small, str(head))
    say(small, *more)
    statement = next(row.id for row in entries(small) if row.kind == EntryKind.STATEMENT)
    marked(small, EntryKind.DEPRECATE, statement)
    assert shown(small, str(head)) == before
    marked(small, EntryKind.REINSTATE, statement)


@ONE_LOG
@given(statements(BY_THEN), statements(LATER))
def test_nothing_said_after_the_day_matters(
    small: Database, first: list[StatementRecord], later: list[StatementRecord]
) -> None:
    say(small, *first)
    before = shown(small)
    say(small, *later)
    assert shown(small) == before


@ONE_LOG
@given(statements(BY_THEN), st.data())
def test_a_mark_taken_back_leaves_every_report_as_it_was(
    small: Database, said_first: list[StatementRecord], data: st.DataObject
) -> None:
    say(small, *said_first)
    before = shown(small)
    numbers = [row.id for row in entries(small) if row.kind == EntryKind.STATEMENT]
    number = data.draw(st.sampled_from(numbers))
    marked(small, EntryKind.DEPRECATE, number)
    marked(small, EntryKind.REINSTATE, number)
    assert shown(small) == before
