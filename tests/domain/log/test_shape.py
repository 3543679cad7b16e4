"""Which words after a subject's name fill which fields."""

from __future__ import annotations

import pytest

from said import holding, metric, milestone, tranche
from tracker.domain.definitions.subject import Subject
from tracker.domain.log.shape import nothing_said, read_words
from tracker.domain.vocabulary import STATUSES, Field, Stage, Status
from tracker.errors import UsageError

PLAIN = milestone("mass-production")
COUNTED = milestone("shareholders-30", metric="shareholders")
RD = tranche("rd-fy2026")
HOLDERS = metric("shareholders")
TOYOTA = holding("toyota")


@pytest.mark.parametrize(
    ("subject", "words", "fields"),
    [
        (PLAIN, ["at-risk"], [(Field.STATUS, "at-risk")]),
        (PLAIN, ["MET"], [(Field.STATUS, "met")]),
        (PLAIN, [], []),
        (COUNTED, ["32"], [(Field.VALUE, "32")]),
        (COUNTED, ["met", "~32"], [(Field.STATUS, "met"), (Field.VALUE, "~32")]),
        (RD, ["committed", "<=631.5bn"], [(Field.COMMITTED, "<=631.5bn")]),
        (RD, ["paid", "5bn"], [(Field.DISBURSED, "5bn")]),
        (RD, ["disbursed", "5bn"], [(Field.DISBURSED, "5bn")]),
        (RD, ["Cancelled", "5bn"], [(Field.CANCELLED, "5bn")]),
        (
            RD,
            ["planned", "7bn", "committed", "5bn"],
            [(Field.PLANNED, "7bn"), (Field.COMMITTED, "5bn")],
        ),
        (HOLDERS, ["32"], [(Field.VALUE, "32")]),
        (HOLDERS, ["¥1.23T", "as", "$79B"], [(Field.VALUE, "¥1.23T as $79B")]),
        (RD, ["paid", "¥1.23T", "as", "$79B"], [(Field.DISBURSED, "¥1.23T as $79B")]),
        (TOYOTA, ["5bn"], [(Field.INVESTED, "5bn")]),
        (TOYOTA, ["undisclosed"], [(Field.INVESTED, "undisclosed")]),
        (
            TOYOTA,
            ["5bn", "votes", "3%"],
            [(Field.INVESTED, "5bn"), (Field.VOTES, "3%")],
        ),
    ],
)
def test_words_fill_the_fields_of_their_kind_of_subject(
    subject: Subject, words: list[str], fields: list[tuple[Field, str]]
) -> None:
    assert read_words(subject, words) == fields


@pytest.mark.parametrize("status", STATUSES)
def test_every_status_that_may_be_stated_is_a_word_of_a_milestone(status: Status) -> None:
    assert read_words(PLAIN, [status.value]) == [(Field.STATUS, status.value)]


def test_what_nobody_states_is_no_word() -> None:
    with pytest.raises(UsageError, match="'unstated' is no status"):
        read_words(PLAIN, [Status.UNSTATED.value])


@pytest.mark.parametrize("stage", list(Stage))
def test_every_stage_is_a_word_of_a_tranche_as_stored_and_as_shown(stage: Stage) -> None:
    fields = [(Field(stage.value), "5bn")]
    assert read_words(RD, [stage.value, "5bn"]) == fields
    assert read_words(RD, [stage.word, "5bn"]) == fields


@pytest.mark.parametrize(
    ("subject", "words", "message", "hint"),
    [
        (PLAIN, ["32"], "'32' is no status, and mass-production has no metric", "at-risk"),
        (PLAIN, ["delayed"], "'delayed' is no status", "not-met"),
        (PLAIN, ["met", "at-risk"], "status is given twice", "tracker log mass-production at-risk"),
        (COUNTED, ["32", "33"], "value is given twice", "tracker log shareholders-30"),
        (
            RD,
            ["5bn"],
            "which stage has '5bn' reached?",
            "tracker log rd-fy2026 STAGE 5bn",
        ),
        (RD, ["committed"], "how much is committed?", "stages: planned, budgeted, enacted"),
        (RD, ["committed", "at-risk"], "rd-fy2026 is a tranche and has no status", "630bn"),
        (RD, ["paid", "1bn", "disbursed", "2bn"], "paid is given twice", "paid, cancelled"),
        (HOLDERS, ["met"], "shareholders is a metric and has no status", "shareholders 32"),
        (COUNTED, ["on-trak"], "'on-trak' is no status", "did you mean on-track?"),
        (RD, ["comitted", "5bn"], "which stage has 'comitted'", "did you mean committed?"),
        (RD, ["paid", "5bn", "comited", "6bn"], "'comited'", "did you mean committed?"),
        (RD, ["paid", "1.23", "trillion", "yen"], "in quotes", 'write "1.23 trillion yen"'),
        (RD, ["paid", "5", "bn", "planned", "6bn"], "in quotes", 'write "5 bn"'),
        (HOLDERS, ["1.23", "trillion", "as", "$79B"], "in quotes", '"1.23 trillion as $79B"'),
        (TOYOTA, ["5", "bn"], "an amount of several words stands in quotes", 'write "5 bn"'),
        (TOYOTA, ["vots", "3%"], "'vots' has no meaning here", "did you mean votes?"),
        (TOYOTA, ["on-track"], "toyota is a holding and has no status", "log toyota 5bn"),
        (TOYOTA, ["votes"], "how much is votes?", "log toyota 5bn"),
    ],
)
def test_a_wrong_shape_is_answered_with_the_right_one(
    subject: Subject, words: list[str], message: str, hint: str
) -> None:
    with pytest.raises(UsageError) as refused:
        read_words(subject, words)
    assert message in refused.value.message
    assert hint in refused.value.hint


def test_a_long_word_is_cut_in_the_message() -> None:
    with pytest.raises(UsageError) as refused:
        read_words(RD, ["9" * 1000])
    assert len(refused.value.message) < 100


def test_no_words_are_answered_with_an_example() -> None:
    error = nothing_said(TOYOTA)
    assert error.message == "nothing to log about toyota"
    assert error.hint == "for example: tracker log toyota 5bn"
