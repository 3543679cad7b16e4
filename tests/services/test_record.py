from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from databases import MOMENT, NOW, TODAY, now, reading, writing
from recording import entries, nth, recording, said, say
from tracker.db import tables
from tracker.db.engine import Database
from tracker.db.log import LogWriter
from tracker.domain.definitions.records import MarkRecord, SourceRecord, StatementRecord
from tracker.domain.vocabulary import EntryKind, Field, Tier
from tracker.errors import NotFoundError, Place, TrackerError, UsageError
from tracker.reports.outcome import Outcome
from tracker.services.definitions import Definer
from tracker.services.moment import Moment
from tracker.services.record import Recorder

COUNT = said("holder-count", Field.VALUE, "31", on="2026-11-20", source="news")
KEYED = replace(COUNT, key="k")
MARK = MarkRecord(key="m", kind=EntryKind.DEPRECATE, of="k", reason="misread")


def test_one_entry_per_field_is_recorded_under_one_key(small: Database) -> None:
    values = ((Field.STATUS, "At-Risk"), (Field.TARGET, " FY2028-H1 "))
    record = StatementRecord(subject="pilot", values=values, key="k", remark="slow")
    assert say(small, record) == [(Outcome.CREATED, nth(1)), (Outcome.CREATED, nth(2))]
    first, second = entries(small)
    assert [(e.key, e.key_part, e.remark) for e in (first, second)] == [
        ("k", 1, "slow"),
        ("k", 2, "slow"),
    ]
    assert (first.value, second.value) == ("at-risk", "FY2028-H1")


@pytest.mark.parametrize(
    ("first", "same", "other"),
    [
        (("rd-fy2026", Field.COMMITTED, "close to 930 billion yen"), "~930bn", "930bn"),
        (("rd-fy2026", Field.COMMITTED, "1.2tn"), "1兆2,000億円", ">=1.2tn"),
        (("pilot", Field.TARGET, "FY2027-H2"), "2027-10/2028-03", "2027-10"),
        (("pilot", Field.STATUS, "at-risk"), "At-Risk", "met"),
    ],
)
def test_the_same_value_in_other_words_is_no_new_statement(
    small: Database, first: tuple[str, Field, str], same: str, other: str
) -> None:
    subject, field, text = first
    results = [
        say(small, said(subject, field, words, source="news"))[0][0]
        for words in (text, same, other)
    ]
    assert results == [Outcome.CREATED, Outcome.UNCHANGED, Outcome.CREATED]
    elsewhere = said(subject, field, same, source="release")
    assert say(small, elsewhere)[0][0] is Outcome.CREATED


def test_a_value_of_a_milestone_is_its_metrics(small: Database) -> None:
    say(small, said("holders", Field.VALUE, "31"))
    with reading(small) as connection:
        query = select(tables.subject.c.slug).join_from(tables.subject, tables.entry)
        assert connection.scalar(query) == "holder-count"


def test_the_author_and_the_project_are_those_given(small: Database) -> None:
    recording(small, lambda r: r.statement(said("fab/pilot", Field.NOTE, "x")), author="kim")
    assert entries(small)[0].recorded_by == "kim"
    with pytest.raises(NotFoundError, match="no project is called 'fob'"):
        recording(small, lambda r: r.statement(said("pilot", Field.NOTE, "x")), project="fob")


@pytest.mark.parametrize(
    ("record", "stated_on", "until"),
    [
        (said("pilot", Field.NOTE, "x"), "2026-11-22", date(2026, 11, 22)),
        (said("pilot", Field.NOTE, "x", source="release"), "2026-04-10", date(2026, 4, 10)),
        (said("pilot", Field.NOTE, "x", source="news"), "2026-05", date(2026, 5, 31)),
        (said("pilot", Field.NOTE, "x", source="news", on="FY2025"), "FY2025", date(2026, 3, 31)),
    ],
    ids=["today", "the source's day", "the source's month", "the day given"],
)
def test_a_statement_is_dated_by_what_is_known(
    small: Database, record: StatementRecord, stated_on: str, until: date
) -> None:
    say(small, record)
    (entry,) = entries(small)
    assert (entry.stated_on, entry.stated_until) == (stated_on, until)


@pytest.mark.parametrize(
    ("other", "tier"),
    [
        ({}, Tier.PRIMARY),
        ({"source": "news"}, Tier.PRESS),
        ({"source": "news", "tier": Tier.PRIMARY}, Tier.PRIMARY),
        ({"source": "release", "tier": Tier.SECONDARY}, Tier.SECONDARY),
    ],
)
def test_the_tier_is_the_sources_unless_said(
    small: Database, other: dict[str, Any], tier: Tier
) -> None:
    say(small, said("pilot", Field.NOTE, "x", **other))
    assert entries(small)[0].tier == tier


REFUSED: dict[str, tuple[StatementRecord, type[TrackerError], str, str]] = {
    "an unknown subject": (
        said("pilto", Field.NOTE, "x"),
        NotFoundError,
        "no subject is called 'pilto'",
        "did you mean pilot?",
    ),
    "a subject of an unknown project": (
        said("fob/pilot", Field.NOTE, "x"),
        NotFoundError,
        "no project is called 'fob'",
        "did you mean fab?",
    ),
    "an unknown source": (
        said("pilot", Field.NOTE, "x", source="relaese"),
        NotFoundError,
        "no source is called 'relaese'",
        "did you mean release; or define it: tracker source add relaese --title relaese --tier",
    ),
    "an unknown organization": (
        said("pilot", Field.NOTE, "x", said_by="toyata"),
        NotFoundError,
        "no org is called 'toyata'",
        "did you mean toyota?",
    ),
    "a name like no other": (
        said("pilot", Field.NOTE, "x", source="zzzzz"),
        NotFoundError,
        "no source is called 'zzzzz'",
        "see: tracker source list",
    ),
    "a field of another kind": (
        said("rd-fy2026", Field.STATUS, "met"),
        UsageError,
        "fab/rd-fy2026 is a tranche and has no status",
        "a tranche takes: planned, budgeted, enacted, committed, paid, cancelled",
    ),
    "a value of a milestone without metric": (
        said("pilot", Field.VALUE, "31"),
        UsageError,
        "fab/pilot is a milestone and has no value",
        "a milestone takes: status, target, threshold, baseline, progress, note",
    ),
    "a threshold without metric": (
        said("pilot", Field.THRESHOLD, "30"),
        UsageError,
        "threshold: threshold needs a metric to be counted in",
        "give the milestone a metric, or state --progress in percent",
    ),
    "a bad period": (said("pilot", Field.TARGET, "soon"), UsageError, "target: ", ""),
    "a bad quantity": (said("holder-count", Field.VALUE, "many"), UsageError, "value: ", ""),
    "a bad status": (
        said("pilot", Field.STATUS, "delayed"),
        UsageError,
        "status: 'delayed' is no status",
        "one of: scheduled",
    ),
    "a bad day": (said("pilot", Field.NOTE, "x", on="lately"), UsageError, "", ""),
    "an open day": (
        said("pilot", Field.NOTE, "x", on="2026/.."),
        UsageError,
        "'2026/..' has no last day",
        "say a day",
    ),
    "a future day": (
        said("pilot", Field.NOTE, "x", on="2026-11-23"),
        UsageError,
        "'2026-11-23' is in the future: nobody has said it yet",
        "the day on which it was said; what is to come belongs in --target",
    ),
    "a month that is not over": (
        said("pilot", Field.NOTE, "x", on="2026-11"),
        UsageError,
        "'2026-11' is not over yet",
        "",
    ),
    "happened after it was said": (
        said("pilot", Field.STATUS, "met", on="2026-04-01", happened="2026-05"),
        UsageError,
        "it cannot have happened on 2026-05, after it was said",
        "it was said on 2026-04-01; a plan belongs in --target",
    ),
    "a baseline without reason": (
        said("pilot", Field.BASELINE, "2028"),
        UsageError,
        "a baseline needs a reason",
        "say why",
    ),
}


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_what_has_no_meaning_is_refused_and_nothing_is_written(
    small: Database, case: tuple[StatementRecord, type[TrackerError], str, str]
) -> None:
    record, kind, message, hint = case
    with pytest.raises(kind) as refused:
        say(small, record)
    assert refused.value.message.startswith(message)
    assert refused.value.hint.startswith(hint)
    assert refused.value.hint
    assert entries(small) == []


def test_the_clock_of_who_writes_limits_what_was_said_not_the_head(small: Database) -> None:
    ahead = NOW + timedelta(hours=20)
    with writing(small) as connection:
        recorder = Recorder(connection, Moment(now=lambda: ahead, today=TODAY))
        recorder.statement(said("holder-count", Field.VALUE, "30"))
        recorder.flush()
    with pytest.raises(UsageError, match="'2026-11-23' is in the future"):
        say(small, said("holder-count", Field.VALUE, "31", on="2026-11-23"))
    source = SourceRecord(slug="soon", title="S", published_on="2026-11-23", tier=Tier.PRESS)
    with pytest.raises(UsageError, match="'2026-11-23' is in the future"), writing(small) as writer:
        Definer(writer, LogWriter(writer, now)).add("source", [source])
    say(small, said("holder-count", Field.VALUE, "32"))
    assert [row.recorded_at for row in entries(small)] == [ahead, ahead]
    assert [row.stated_on for row in entries(small)] == ["2026-11-22", "2026-11-22"]


def test_an_error_in_a_file_names_its_place_first(small: Database) -> None:
    with pytest.raises(UsageError) as refused:
        say(small, said("pilot", Field.STATUS, "late", where=Place("a.toml", 7)))
    assert str(refused.value) == "a.toml line 7: status: 'late' is no status"


def test_what_happened_within_the_period_it_was_said_in_is_taken(small: Database) -> None:
    say(small, said("pilot", Field.STATUS, "met", on="2026-04-10", happened="2026-04"))
    assert entries(small)[0].happened_on == "2026-04"


def test_a_baseline_with_a_reason_is_taken(small: Database) -> None:
    say(small, said("pilot", Field.BASELINE, "2028", reason="the plan of November"))
    assert entries(small)[0].reason == "the plan of November"


def test_a_page_that_is_cited_for_the_first_time_becomes_a_source(small: Database) -> None:
    with writing(small) as connection:
        recorder = Recorder(connection, MOMENT)
        new = "https://new.example/a"
        recorder.statement(said("pilot", Field.NOTE, "x", source=new, on="2026-01-20"))
        recorder.flush()
    assert entries(small)[-1].tier == Tier.SECONDARY
