from __future__ import annotations

from datetime import date

import pytest

from said import PROJECT, holding, metric, milestone, tranche
from tracker.domain.definitions.records import StatementRecord
from tracker.domain.definitions.subject import Subject
from tracker.domain.log.limits import check_happened, check_stated, check_value, check_words
from tracker.domain.log.statement import Value, parse_value
from tracker.domain.periods.period import Period
from tracker.domain.quantities.quantity import Quantity
from tracker.domain.text import flaw, visible
from tracker.domain.vocabulary import Field, Tier
from tracker.errors import UsageError

TODAY = date(2026, 11, 22)
LOAN = tranche("loan")
SHARES = holding("toyota")
COUNT = metric("holder-count", unit="count")
PROFIT = metric("profit", unit="JPY")
POUNDS = metric("pounds", unit="GBP")
GROWTH = metric("growth", unit="%")
PILOT = milestone("pilot")


def value(subject: Subject, field: Field, text: str) -> Value:
    return parse_value(field, text, unit=subject.unit(field), calendar=PROJECT.calendar)


IMPOSSIBLE = [
    (LOAN, Field.COMMITTED, "-5bn", "less than nothing"),
    (SHARES, Field.INVESTED, "△5億円", "less than nothing"),
    (COUNT, Field.VALUE, "-5", "less than nothing"),
    (PILOT, Field.PROGRESS, "-5%", "less than nothing"),
    (PILOT, Field.PROGRESS, "101%", "more than the whole"),
    (SHARES, Field.VOTES, "90%..110%", "more than the whole"),
    (LOAN, Field.COMMITTED, "5", "'5' of what?"),
    (SHARES, Field.INVESTED, "999,999", "of what?"),
    (POUNDS, Field.VALUE, "20177", "'20177' of what?"),
    (POUNDS, Field.VALUE, "999,999", "of what?"),
    (LOAN, Field.COMMITTED, "~30", "of what?"),
    (LOAN, Field.COMMITTED, "150 or more", "of what?"),
    (LOAN, Field.COMMITTED, "<150", "of what?"),
    (LOAN, Field.COMMITTED, "5..20", "of what?"),
    (LOAN, Field.COMMITTED, "5 to 20", "of what?"),
    (LOAN, Field.COMMITTED, "between 5 and 20", "of what?"),
    (LOAN, Field.COMMITTED, "approximately 30", "of what?"),
    (LOAN, Field.COMMITTED, "およそ30", "of what?"),
    *(
        (LOAN, Field.COMMITTED, text, "of what?")
        for text in (
            "三百",
            "5千",
            "五",
            "数千",
            "several",
            "several hundred",
            "1万",
            "5k",
            "5千..6千",
        )
    ),
    (COUNT, Field.VALUE, "32bn", "looks like money"),
    (COUNT, Field.VALUE, "3億", "looks like money"),
    (COUNT, Field.VALUE, "1億2,345万", "looks like money"),
    (COUNT, Field.VALUE, "several hundred billion", "looks like money"),
    (PILOT, Field.NOTE, "x" * 4001, "longer than 4,000"),
]
POSSIBLE = [
    (LOAN, Field.COMMITTED, "0 yen"),
    (LOAN, Field.COMMITTED, "5 yen"),
    (LOAN, Field.COMMITTED, "1,000,000"),
    (POUNDS, Field.VALUE, "1,000,000"),
    (POUNDS, Field.VALUE, "£20177"),
    (LOAN, Field.COMMITTED, "千円"),
    (LOAN, Field.COMMITTED, "5千円"),
    (LOAN, Field.COMMITTED, "several yen"),
    (LOAN, Field.COMMITTED, "0.5 million"),
    (LOAN, Field.COMMITTED, "200万"),
    (LOAN, Field.COMMITTED, "0..20bn"),
    (SHARES, Field.INVESTED, "undisclosed"),
    (COUNT, Field.VALUE, "about 30"),
    (COUNT, Field.VALUE, "3千万"),
    (SHARES, Field.VOTES, "100%"),
    (COUNT, Field.VALUE, "25k"),
    (PROFIT, Field.VALUE, "-5bn"),
    (GROWTH, Field.VALUE, "-12%"),
    (GROWTH, Field.VALUE, "370%"),
    (PILOT, Field.NOTE, "△"),
]


@pytest.mark.parametrize(("subject", "field", "text", "reason"), IMPOSSIBLE)
def test_an_impossible_figure_is_refused(
    subject: Subject, field: Field, text: str, reason: str
) -> None:
    with pytest.raises(UsageError, match=reason):
        check_value(subject, field, value(subject, field, text))


@pytest.mark.parametrize(("subject", "field", "text"), POSSIBLE)
def test_a_possible_figure_is_let_pass(subject: Subject, field: Field, text: str) -> None:
    check_value(subject, field, value(subject, field, text))


@pytest.mark.parametrize(
    ("field", "text", "happened", "reason"),
    [
        (Field.TARGET, "2028", "2026-01", "a target does not happen"),
        (Field.STATUS, "at-risk", "2026-01", "a status does not happen"),
        (Field.STATUS, "met", "2026-11-21", "cannot have happened on 2026-11-21"),
        (Field.STATUS, "met", "2026/..", "no last day"),
    ],
)
def test_only_a_fact_happens_and_before_it_is_told(
    field: Field, text: str, happened: str, reason: str
) -> None:
    said_on = Period.parse("2026-11-20")
    with pytest.raises(UsageError, match=reason):
        check_happened(field, value(PILOT, field, text), Period.parse(happened), said_on)
    check_happened(field, value(PILOT, field, text), None, said_on)


def test_an_expectation_does_not_happen() -> None:
    hoped, told = Quantity.parse("5bn", "JPY"), Period.parse("2026-11-20")
    with pytest.raises(UsageError, match="an expectation does not happen"):
        check_happened(Field.EXPECTED, hoped, Period.parse("2026-01"), told)
    check_happened(Field.INVESTED, hoped, Period.parse("2026-01"), told)


def test_what_was_met_happened() -> None:
    met = value(PILOT, Field.STATUS, "met")
    for happened in ("2026-11-20", "2026-11", "../2026-10"):
        check_happened(Field.STATUS, met, Period.parse(happened), Period.parse("2026-11-20"))


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("2026-11-24", "in the future"),
        ("2027", "in the future"),
        ("2026-11", "is not over yet"),
        ("2026", "is not over yet"),
        ("../2025", "no first day"),
    ],
)
def test_nobody_has_spoken_yet(said: str, reason: str) -> None:
    with pytest.raises(UsageError, match=reason):
        check_stated(Period.parse(said), date(2026, 11, 23), TODAY)


@pytest.mark.parametrize("said", ["2026-11-23", "2026-10", "2025", "~2025"])
def test_somebody_has_spoken(said: str) -> None:
    check_stated(Period.parse(said), date(2026, 11, 23), TODAY)


def record(**other: object) -> StatementRecord:
    return StatementRecord(subject="pilot", values=(), **other)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"key": ""}, "key is blank"),
        ({"key": "a\nb"}, "control characters"),
        ({"key": "k" * 201}, "longer than 200"),
        ({"remark": "a\x00b"}, "NUL"),
        ({"quote": " \n"}, "the quote is empty"),
        ({"quote": "年" * 301}, "the quote is longer than 300 characters"),
        ({"quote": "a\x00b"}, "the quote holds a NUL"),
        ({"reason": "a\udcffb"}, "not valid UTF-8"),
        ({"tier": Tier.PRESS}, "needs a source"),
    ],
)
def test_words_that_cannot_be_kept_are_refused(other: dict[str, object], reason: str) -> None:
    with pytest.raises(UsageError, match=reason):
        check_words(record(**other))


def test_plain_words_are_let_pass() -> None:
    check_words(record(key="weekly-42", remark="年度後半", tier=Tier.PRIMARY))
    check_words(record(quote=f"  {'年' * 300}\n"))
    check_words(record(tier=Tier.PRESS, source="jiji"))


def test_hidden_characters_become_visible() -> None:
    assert visible("a\x1b[1m\u202eb\udcff") == "a\\x1b[1m\\u202eb\\udcff"
    assert visible("2ナノ量産 ≠ é") == "2ナノ量産 ≠ é"
    assert flaw("plain") is None
