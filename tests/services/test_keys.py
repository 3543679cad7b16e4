from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from recording import entries, nth, recording, said, say
from tracker.db.engine import Database
from tracker.domain.definitions.records import MarkRecord, StatementRecord
from tracker.domain.vocabulary import EntryKind, Field, Tier
from tracker.errors import ConflictError, NotFoundError, TrackerError
from tracker.reports.outcome import Outcome

COUNT = said("holder-count", Field.VALUE, "31", on="2026-11-20", source="news")
KEYED = replace(COUNT, key="k")
MARK = MarkRecord(key="m", kind=EntryKind.DEPRECATE, of="k", reason="misread")


def test_the_same_key_with_the_same_content_is_the_first_result_again(small: Database) -> None:
    assert say(small, KEYED, KEYED) == [(Outcome.CREATED, nth(1)), (Outcome.UNCHANGED, nth(1))]
    assert len(entries(small)) == 1


@pytest.mark.parametrize(
    "other",
    [
        {"values": ((Field.VALUE, "32"),)},
        {"values": ((Field.VALUE, "31"), (Field.VALUE, "31"))},
        {"subject": "holders-planned"},
        {"source": None},
        {"said_by": "toyota"},
        {"tier": Tier.SECONDARY},
        {"remark": "x"},
        {"quote": "x"},
        {"reason": "x"},
        {"happened": "2026-11"},
        {"on": "2026-11-19"},
    ],
    ids=str,
)
def test_the_same_key_with_other_content_is_a_conflict_and_nothing_is_written(
    small: Database, other: dict[str, Any]
) -> None:
    say(small, KEYED)
    with pytest.raises(ConflictError) as refused:
        say(small, replace(KEYED, **other))
    assert refused.value.message == f"the key 'k' was used for something else (entry #{nth(1)})"
    assert len(entries(small)) == 1


def test_a_day_that_was_not_given_is_not_compared(small: Database) -> None:
    undated = replace(KEYED, on=None)
    assert say(small, KEYED, undated)[1] == (Outcome.UNCHANGED, nth(1))


def test_a_key_used_twice_in_one_transaction_is_found(small: Database) -> None:
    results = recording(
        small, lambda r: [*r.statement(KEYED), *r.statement(KEYED), *r.statement(COUNT)]
    )
    assert [one.result for one in results] == [
        Outcome.CREATED,
        Outcome.UNCHANGED,
        Outcome.UNCHANGED,
    ]


def test_without_a_key_the_same_said_again_is_unchanged(small: Database) -> None:
    assert say(small, COUNT, COUNT) == [(Outcome.CREATED, nth(1)), (Outcome.UNCHANGED, nth(1))]


@pytest.mark.parametrize(
    "other",
    [
        {"on": "2026-11-21"},
        {"values": ((Field.VALUE, "32"),)},
        {"source": None},
        {"source": "release"},
        {"subject": "holders-planned"},
        {"said_by": "toyota"},
    ],
    ids=str,
)
def test_without_a_key_what_differs_is_recorded(small: Database, other: dict[str, Any]) -> None:
    assert say(small, COUNT, replace(COUNT, **other))[1] == (Outcome.CREATED, nth(2))


@pytest.mark.parametrize("other", [{"tier": Tier.PRIMARY}, {"happened": "2026-11"}], ids=str)
def test_without_a_key_value_day_and_source_decide(small: Database, other: dict[str, Any]) -> None:
    assert say(small, COUNT, replace(COUNT, **other))[1] == (Outcome.UNCHANGED, nth(1))


def test_without_a_key_what_others_said_in_between_changes_nothing(small: Database) -> None:
    between = replace(COUNT, values=((Field.VALUE, "32"),), source="release")
    assert say(small, COUNT, between, COUNT)[2] == (Outcome.UNCHANGED, nth(1))


def test_without_a_key_what_changed_in_between_is_recorded_again(small: Database) -> None:
    between = replace(COUNT, values=((Field.VALUE, "32"),))
    results = say(small, COUNT, between, COUNT, COUNT)
    assert [result for result, _ in results] == [*[Outcome.CREATED] * 3, Outcome.UNCHANGED]


def test_what_was_deprecated_can_be_said_again(small: Database) -> None:
    say(small, KEYED)
    recording(small, lambda r: r.mark(MARK))
    assert say(small, COUNT) == [(Outcome.CREATED, nth(3))]


def test_a_mark_marks_every_statement_of_its_key_once(small: Database) -> None:
    values = ((Field.STATUS, "at-risk"), (Field.TARGET, "2028"))
    say(small, StatementRecord(subject="pilot", values=values, key="k"))
    assert recording(small, lambda r: r.mark(MARK)) == [nth(3), nth(4)]
    assert recording(small, lambda r: r.mark(MARK)) == []
    marks = entries(small)[2:]
    assert [(e.kind, e.marks_id, e.key, e.key_part) for e in marks] == [
        ("deprecate", nth(1), "m", 1),
        ("deprecate", nth(2), "m", 2),
    ]
    assert [e.field for e in marks] == ["status", "target"]


@pytest.mark.parametrize(
    ("mark", "kind", "message"),
    [
        (replace(MARK, of="nothing"), NotFoundError, "no statement has the key 'nothing'"),
        (replace(MARK, reason="other"), ConflictError, "the key 'm' was used for something else"),
        (replace(MARK, of="other"), ConflictError, "the key 'm' was used for something else"),
        (replace(MARK, key="k"), ConflictError, "the key 'k' was used for something else"),
        (replace(MARK, kind=EntryKind.REINSTATE), ConflictError, "the key 'm' was used"),
    ],
)
def test_a_wrong_mark_is_refused_and_nothing_is_written(
    small: Database, mark: MarkRecord, kind: type[TrackerError], message: str
) -> None:
    say(small, KEYED, replace(KEYED, key="other", on="2026-11-19"))
    recording(small, lambda r: r.mark(MARK))
    with pytest.raises(kind) as refused:
        recording(small, lambda r: r.mark(mark))
    assert refused.value.message.startswith(message)
    assert len(entries(small)) == 3


def test_a_mark_of_the_same_transaction_finds_its_statement(small: Database) -> None:
    marks = recording(small, lambda r: (r.statement(KEYED), r.mark(MARK))[1])
    assert marks == [nth(2)]
