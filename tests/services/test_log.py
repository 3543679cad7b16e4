from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from databases import TODAY, now, writing
from recording import nth
from tracker.db.engine import Database
from tracker.domain.definitions.records import StatementRecord
from tracker.domain.shown.explain import Effect
from tracker.domain.vocabulary import Field, Status, Tier
from tracker.errors import UsageError
from tracker.reports.log import LogReport
from tracker.services.log import log
from tracker.services.moment import Moment

URL = "https://news.example/1"


def _log(
    database: Database,
    subject: str,
    *words: str,
    today: date = TODAY,
    values: tuple[tuple[Field, str], ...] = (),
    **other: Any,
) -> LogReport:
    record = StatementRecord(subject=subject, values=values, **other)
    with writing(database) as connection:
        return log(connection, record, words, Moment(now=now, today=today, project="fab"))


def _shown(report: LogReport) -> list[tuple[str, str | None]]:
    return [(row.statement.text, row.shown.text if row.shown else None) for row in report.rows]


def test_the_first_word_on_a_field_is_shown(small: Database) -> None:
    report = _log(small, "pilot", "at-risk", values=((Field.TARGET, "2028"),))
    assert _shown(report) == [("at-risk", "at-risk"), ("2028", "2028")]
    assert [row.effect for row in report.rows] == [Effect.FIRST, Effect.FIRST]
    assert [row.before for row in report.rows] == [None, None]
    assert report.clocks.entry == nth(2)


def test_a_milestone_is_told_as_it_stood_before_and_after(small: Database) -> None:
    (change,) = _log(small, "pilot", "on-track").milestones
    assert change.before is None
    (change,) = _log(small, "pilot", "met").milestones
    assert change.before is not None
    assert change.after is not None
    assert (change.before.status, change.after.status) == (Status.ON_TRACK, Status.MET)


@pytest.mark.parametrize(
    ("subject", "target"), [("holders", "holder-count"), ("holder-count", "holder-count")]
)
def test_a_value_tells_of_the_milestones_that_it_decides(
    small: Database, subject: str, target: str
) -> None:
    _log(small, "holders", values=((Field.THRESHOLD, "30"),))
    report = _log(small, subject, "31")
    assert [row.subject for row in report.rows] == [target]
    (change,) = report.milestones
    assert change.subject == "holders"
    assert change.before is not None
    assert change.after is not None
    assert (change.before.status, change.after.status) == (Status.SCHEDULED, Status.MET)


@pytest.mark.parametrize("subject", ["rd-fy2026", "toyota", "holders-planned"])
def test_what_decides_no_milestone_tells_of_none(small: Database, subject: str) -> None:
    words = {"rd-fy2026": ("committed", "5bn"), "toyota": ("5bn",)}.get(subject, ("5",))
    assert _log(small, subject, *words).milestones == ()


@pytest.mark.parametrize(
    ("text", "other", "effect", "shown"),
    [
        ("2028-04", {}, Effect.NARROWS, "2028-04"),
        ("2028", {"on": "2026-11-21"}, Effect.REPEATS, "2028"),
        ("202X", {}, Effect.BLURS, "2028"),
        ("2026/2030", {}, Effect.REVISES, "2026/2030"),
        ("2029", {}, Effect.REVISES, "2029"),
        ("2029", {"on": "2026-11-20", "tier": Tier.PRESS, "source": URL}, Effect.OUTRANKED, "2028"),
        ("2027", {"on": "2026-01-01"}, Effect.OLDER, "2028"),
    ],
)
def test_a_statement_tells_what_it_changed_and_if_nothing_why(
    small: Database, text: str, other: dict[str, Any], effect: Effect, shown: str
) -> None:
    _log(small, "pilot", values=((Field.TARGET, "2028"),), on="2026-11-20")
    (row,) = _log(small, "pilot", values=((Field.TARGET, text),), **other).rows
    assert row.effect is effect
    assert row.before is not None
    assert row.shown is not None
    assert (row.before.text, row.shown.text) == ("2028", shown)
    assert row.conflicts is (effect is Effect.OUTRANKED)


def test_what_is_said_where_the_day_has_begun_is_shown(small: Database) -> None:
    yesterday = date(2026, 11, 21)
    (row,) = _log(small, "pilot", "met", on="2026-11-22", today=yesterday).rows
    assert row.effect is Effect.FIRST
    assert row.shown is not None


def test_the_same_sent_again_is_unchanged(small: Database) -> None:
    results = [_log(small, "holder-count", "31", on="2026-11-20").rows[0] for _ in range(2)]
    assert [row.result for row in results] == ["created", "unchanged"]
    assert len({row.statement.id for row in results}) == 1


def test_an_address_becomes_the_source(small: Database) -> None:
    (row,) = _log(small, "pilot", "at-risk", source="https://news.example/1", on="2026-01-20").rows
    assert row.statement.source is not None
    assert (row.statement.source.slug, row.statement.tier) == ("news.example", Tier.SECONDARY)


def test_a_message_alone_is_a_note(small: Database) -> None:
    (row,) = _log(small, "pilot", remark="The tool arrived").rows
    assert (row.statement.field, row.statement.text) == (Field.NOTE, "The tool arrived")


@pytest.mark.parametrize(
    ("subject", "words"),
    [("pilot", ()), ("pilot", ("31",)), ("rd-fy2026", ("met",)), ("rd-fy2026", ("5bn",))],
)
def test_words_of_the_wrong_shape_are_refused(
    small: Database, subject: str, words: tuple[str, ...]
) -> None:
    with pytest.raises(UsageError) as refused:
        _log(small, subject, *words)
    assert refused.value.hint
