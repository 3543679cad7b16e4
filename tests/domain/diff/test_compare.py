from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import pytest

from said import TODAY, day, look, said
from tracker.domain.diff.compare import Correction, compare, speakers
from tracker.domain.diff.event import Event, Kind, Weight, tally
from tracker.domain.log.statement import Statement
from tracker.domain.milestones.schedule import OPEN, Slip
from tracker.domain.state import ProjectState
from tracker.domain.vocabulary import WITHDRAWN, Field, Status


def changed(
    before: Sequence[Statement], *since: Statement, corrections: Sequence[Correction] = ()
) -> list[Event]:
    return compare(look(before), look([*before, *since]), corrections)


def kinds(events: Sequence[Event]) -> list[str]:
    return [event.kind.value for event in events]


PROMISE = said("2027", on="2026-06-01")


def test_nothing_changes_when_it_is_said_again_vaguer_or_in_other_words() -> None:
    for again in ("2027", "2027年", "~2027", "2025/2029", "../2027"):
        assert changed([PROMISE], said(again, on="2026-10-01")) == []


@pytest.mark.parametrize("wider", ["2026/2029", "../2028-03", "2027 or later", "~2028"])
def test_a_promise_that_is_loosened_is_a_move(wider: str) -> None:
    assert kinds(changed([PROMISE], said(wider, on="2026-10-01"))) == ["moved"]


@pytest.mark.parametrize("finer", ["2027-H2", "2027-04", "FY2027-H2"])
def test_a_promise_told_more_precisely_is_narrowed(finer: str) -> None:
    (event,) = changed([PROMISE], said(finer, on="2026-10-01"))
    assert (event.kind, event.field) == (Kind.NARROWED, Field.TARGET)
    assert event.before == PROMISE.value


def test_a_promise_that_is_withdrawn_has_an_open_slip() -> None:
    (event,) = changed([PROMISE], said("withdrawn", on="2026-10-01"))
    assert (event.kind, event.after) == (Kind.WITHDRAWN, WITHDRAWN)
    assert event.slips == (Slip(0, 0), OPEN)


def test_what_was_paid_and_is_withdrawn_is_told_as_such_and_not_as_paid() -> None:
    paid = said("100bn", field="disbursed", about="rd")
    back = said("withdrawn", field="disbursed", about="rd", on="2026-10-01")
    assert kinds(changed([paid], back)) == ["withdrawn"]


def test_what_ended_late_is_not_in_time() -> None:
    late = said("2026-06", on="2026-01-01")
    told = kinds(changed([late], said("met", field="status", on="2026-10-01")))
    assert "met" in told
    assert "in-time" not in told


def test_who_alone_ends_a_milestone_contradicts_and_re_rates_nothing() -> None:
    blog = said("cancelled", field="status", on="2026-10-01", tier="secondary")
    (event,) = changed([PROMISE], blog)
    assert (event.kind, event.field, event.statement) == (Kind.CONTRADICTED, Field.STATUS, blog)
    assert kinds(compare(look([PROMISE, blog]), look([PROMISE]))) == ["settled"]


def test_what_only_a_target_schedules_was_not_re_rated() -> None:
    note = said("hiring", field="note", on="2026-09-01")
    assert kinds(changed([note], PROMISE)) == ["stated"]


def test_a_target_moves_with_its_slip_before_and_after() -> None:
    (event,) = changed([PROMISE], said("FY2028-H1", on="2026-10-01"))
    assert (event.kind, event.field) == (Kind.MOVED, Field.TARGET)
    assert event.slips == (Slip(0, 0), Slip(92, 274))
    assert event.statement is not None
    assert event.statement.text == "FY2028-H1"


def test_a_baseline_moves_the_slip_against_the_current_one_alone() -> None:
    moved = said("FY2028-H1", on="2026-10-01")
    first, second = (
        changed([PROMISE, moved], said("FY2028-H1", field="baseline", on="2026-10-02")),
        changed([PROMISE, moved], said("FY2028", field="baseline", on="2026-10-03")),
    )
    for events in (first, second):
        (event,) = events
        assert (event.kind, event.field) == (Kind.STATED, Field.BASELINE)
        assert event.slips == (Slip(92, 274), Slip(92, 274))
        assert event.current_slips == (Slip(92, 274), Slip(0, 0))


def test_an_earlier_promise_that_comes_to_light_is_a_move() -> None:
    (event,) = changed([PROMISE], said("2026", on="2026-01-01"))
    assert (event.kind, event.field) == (Kind.MOVED, None)
    assert event.slips == (Slip(0, 0), Slip(1, 365))


def test_a_status_is_re_rated_or_met() -> None:
    rated = changed([PROMISE], said("at-risk", field="status", on="2026-10-01"))
    assert [(e.kind, e.before, e.after) for e in rated] == [
        (Kind.RATED, Status.SCHEDULED, Status.AT_RISK)
    ]
    (met,) = changed([PROMISE], said("met", field="status", on="2026-10-01", happened="2026-09"))
    assert (met.kind, str(met.after and met.statement and met.statement.text)) == (Kind.MET, "met")
    assert met.slips[1] == Slip(-122, -93)


def test_a_met_milestone_that_is_not_met_after_all_is_re_rated() -> None:
    met = said("met", field="status", on="2026-10-01")
    events = compare(look([PROMISE, met]), look([PROMISE]))
    assert [(e.kind, e.before, e.after) for e in events] == [
        (Kind.RATED, Status.MET, Status.SCHEDULED)
    ]


def test_money_is_told_by_the_stage_that_it_reached() -> None:
    planned = said("10bn", field="planned", about="rd")
    events = changed(
        [planned],
        said("10bn", field="committed", about="rd", on="2026-10-01"),
        said("4bn", field="disbursed", about="rd", on="2026-10-01"),
    )
    assert kinds(events) == ["paid", "committed"]


def test_a_figure_moves_once_it_was_stated() -> None:
    holders = said("30", field="value", about="holder-count")
    assert kinds(changed([PROMISE], holders)) == ["new"]
    more = said("32", field="value", about="holder-count", on="2026-10-01")
    assert kinds(changed([holders], more)) == ["figure"]


def test_a_subject_first_spoken_of_is_new_whatever_is_said_of_it() -> None:
    paid = said("4bn", field="disbursed", about="rd")
    assert kinds(changed([], paid)) == ["paid", "new"]
    met = said("met", field="status", about="pilot")
    assert kinds(changed([], met)) == ["met", "new"]
    assert kinds(changed([], PROMISE)) == ["new"]
    first = changed([PROMISE], said("late", field="note", on="2026-10-01"))
    assert kinds(first) == ["stated"]


def test_a_contradiction_comes_and_goes() -> None:
    figure = said("32", field="value", about="holders", on="2026-10-01", by="Company")
    other = said("30", field="value", about="holders", on="2026-10-02", tier="press", by="Daily")
    again = said("30", field="value", about="holders", on="2026-10-03", tier="press", by="Daily")
    newer = said("30", field="value", about="holders", on="2026-10-04", by="Ministry")
    (event,) = changed([figure], other)
    assert (event.kind, event.statement) == (Kind.CONTRADICTED, other)
    assert changed([figure, other], again) == []
    assert kinds(changed([figure, other, again], newer)) == ["figure", "contradicted", "settled"]


def test_time_alone_makes_it_overdue_and_stale_and_a_word_ends_both() -> None:
    series = [said("2026-03", on="2026-01-10")]
    events = compare(look(series, day("2026-03-01")), look(series, TODAY))
    assert kinds(events) == ["overdue", "gone-stale"]
    moved = said("2027-03", on="2026-11-01")
    assert kinds(changed(series, moved)) == ["moved", "in-time", "heard-again"]


def test_what_only_days_did_has_lapsed_and_what_a_word_did_has_not() -> None:
    series = [said("2026-03", on="2026-01-10")]
    events = compare(look(series, day("2026-03-01")), look(series, TODAY))
    assert [event.lapsed for event in events] == [True, True]
    again = [*series, said("2026-03", on="2026-03-20")]
    events = compare(look(again, day("2026-03-01")), look(again, TODAY))
    assert [event.lapsed for event in events] == [True, True]
    first, last = look([], day("2026-01-01")), look(series, TODAY)
    told = [event for event in compare(first, last) if event.kind is not Kind.NEW]
    assert [event.lapsed for event in told] == [True, True]
    late = [said("2026-03", on="2026-10-01")]
    told = [event for event in compare(first, look(late, TODAY)) if event.kind is not Kind.NEW]
    assert [(event.kind, event.lapsed) for event in told] == [(Kind.OVERDUE, False)]
    (moved, overdue) = changed([PROMISE], said("2026-06", on="2026-10-01"))
    assert (moved.lapsed, overdue.kind, overdue.lapsed) == (False, Kind.OVERDUE, False)
    met = said("met", field="status", on="2026-02-01")
    back = said("at-risk", field="status", on="2026-11-01")
    (overdue, rated) = changed([*series, met], back)
    assert (rated.kind, overdue.kind, overdue.lapsed) == (Kind.RATED, Kind.OVERDUE, False)
    daily = said("2027", on="2026-10-01", by="Daily", tier="press")
    (stale,) = changed([daily], said("2027", on="2026-01-01"))
    assert (stale.kind, stale.lapsed) == (Kind.STALE, False)


def test_who_spoke_between_two_looks_is_told_whatever_it_changed() -> None:
    log = [
        PROMISE,
        said("2027", on="2026-07-02", by="Ministry"),
        said("2027", on="2026-07-01", by="Daily", tier="press"),
        said("FY2027", on="2026-07-03", by="Daily", tier="press"),
        said("2028", on="2026-08-01", by="Later"),
    ]

    def known(on: str, entry: int) -> ProjectState:
        state = look(log, day(on))
        return replace(state, clocks=replace(state.clocks, entry=entry))

    whole = log[-1].id
    first, last = known("2026-06-01", whole), known("2026-07-31", whole)
    assert speakers(first, last) == ("Daily", "Ministry")
    assert speakers(last, last) == ()
    assert speakers(known("2026-11-22", log[3].id), known("2026-11-22", whole)) == ("Later",)


def test_a_mark_is_told_with_its_reason_beside_what_it_does() -> None:
    wrong = said("FY2028", on="2026-10-01")
    mark = Correction(statement=wrong, deprecated=True, reason="misread")
    events = compare(look([PROMISE, wrong]), look([PROMISE]), [mark])
    assert kinds(events) == ["moved", "corrected"]
    assert (events[1].before, events[1].after) == (wrong.value, None)
    assert events[1].reason == "misread"
    back = Correction(statement=wrong, deprecated=False, reason="right after all")
    (event,) = compare(look([PROMISE]), look([PROMISE]), [back])
    assert (event.before, event.after) == (None, wrong.value)


def test_a_subject_without_a_statement_is_gone() -> None:
    assert kinds(compare(look([PROMISE]), look([]))) == ["gone"]


def test_events_come_by_weight_and_are_counted_by_subject() -> None:
    events = changed(
        [],
        said("2027", about="one", on="2026-10-01"),
        said("30", field="threshold", about="one", on="2026-10-01"),
        said("met", field="status", about="two"),
    )
    assert kinds(events) == ["met", "new", "new", "new"]
    assert tally(events) == {Kind.MET: 1, Kind.NEW: 2}


@pytest.mark.parametrize(
    ("was", "now", "size", "qualifier"),
    [
        (None, "150bn", 150, "exact"),
        (None, "~150bn", 150, "about"),
        (None, "<=150bn", None, None),
        ("100bn", "250bn", 150, "exact"),
        ("250bn", "100bn", -150, "exact"),
        ("~100bn", "250bn", 150, "about"),
        ("<=590bn", "<=640bn", 50, "exact"),
        ("100bn", "withdrawn", None, None),
    ],
)
def test_money_tells_by_how_much_it_rose(
    was: str | None, now: str, size: int | None, qualifier: str | None
) -> None:
    level = partial(said, field="committed", about="rd")
    before = [level(was, on="2026-01-01")] if was else []
    event = next(
        one for one in changed(before, level(now, on="2026-10-01")) if one.field is Field.COMMITTED
    )
    made = event.difference
    assert (made and made.figure // 10**9) == size
    assert (made and made.qualifier.value) == qualifier


def test_a_value_that_lost_is_told_beside_the_one_shown() -> None:
    blog = said("cancelled", field="status", on="2026-10-01", tier="secondary")
    (event,) = changed([PROMISE], blog)
    assert (event.after, event.shown, event.lost) == (Status.CANCELLED, Status.SCHEDULED, True)
    assert event.difference is None
    (moved,) = changed([PROMISE], said("FY2028-H1", on="2026-10-01"))
    assert (moved.shown, moved.lost) == (moved.after, False)


def test_notes_come_last_and_the_weightiest_first() -> None:
    since = (
        said("hiring", field="note", on="2026-09-01"),
        said("5bn", field="disbursed", about="rd", on="2026-09-02"),
        said("FY2028", on="2026-09-03"),
        said("1bn", field="invested", about="toyota", on="2026-09-04"),
        said("undisclosed", field="invested", about="denso", on="2026-09-04"),
        said("40", field="value", about="prospects", on="2026-09-05"),
    )
    told = [(event.weight.value, event.subject) for event in changed([PROMISE], *since)]
    assert [weight for weight, _ in told] == sorted(
        (weight for weight, _ in told), key=[*Weight].index
    )
    assert ("light", "denso") in told
    assert ("owners", "toyota") in told
    assert told[-1] == ("notes", "mass-production")
