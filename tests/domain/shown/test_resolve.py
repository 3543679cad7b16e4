"""Which statement is shown: tier, day, run; and what contradicts it. `cases_shown` has the rest."""

from __future__ import annotations

from datetime import date

import pytest

from said import day, said
from tracker.domain.log.statement import Statement
from tracker.domain.shown.resolve import LOOK_BACK, Resolution, resolve
from tracker.domain.shown.verdict import Verdict, agree, contradicts
from tracker.domain.vocabulary import Status

TODAY = day("2026-11-22")


def shown(*statements: Statement, as_of: date = TODAY) -> str:
    return found(*statements, as_of=as_of).shown.text


def found(*statements: Statement, as_of: date = TODAY) -> Resolution:
    resolution = resolve(statements, as_of)
    assert resolution is not None
    return resolution


def test_nothing_said_shows_nothing() -> None:
    assert resolve([], TODAY) is None
    assert resolve([said("2027", on="2026-11-23")], TODAY) is None


def test_a_statement_counts_from_the_last_day_of_the_period_it_was_said_in() -> None:
    statement = said("2027", on="2026-08")
    assert resolve([statement], day("2026-08-30")) is None
    assert resolve([statement], day("2026-08-31")) is not None


def test_of_one_tier_the_newest_is_shown() -> None:
    assert shown(said("2027", on="2023-05-23"), said("2029", on="2025-11-21")) == "2029"


def test_of_one_day_the_last_recorded_is_shown() -> None:
    assert shown(said("2027", on="2025-11-21"), said("2029", on="2025-11-21")) == "2029"


def test_a_judgement_of_the_keeper_stands_only_until_somebody_speaks() -> None:
    guess = said("late 2028", on="2026-09-01")
    official = said("2029", on="2026-10-01", by="Ministry")
    assert found(guess, official).conflicts == ()
    assert found(guess, official).earlier == (guess,)
    later = said("late 2028", on="2026-10-02")
    assert shown(official, later) == "late 2028"


def test_a_word_of_the_day_on_which_the_keeper_judged_stands_against_it() -> None:
    guess, official = said("2028", on="2026-10-01"), said("2029", on="2026-10-01", by="Ministry")
    assert found(guess, official).conflicts == (guess,)


def test_newer_press_does_not_overturn_the_company() -> None:
    company, press = said("2027", on="2023-05-23"), said("2029", on="2026-05-01", tier="press")
    assert shown(company, press) == "2027"


def test_a_better_tier_takes_over_even_when_it_spoke_earlier() -> None:
    blog = said("2029", on="2026-05-01", tier="secondary")
    press = said("2028", on="2025-05-01", tier="press")
    assert shown(blog) == "2029"
    assert shown(blog, press) == "2028"


def test_a_vaguer_repetition_does_not_blur_what_was_said_precisely() -> None:
    precise, vague = said("FY2027-H2", on="2025-11-21"), said("2027", on="2026-02-27")
    resolution = found(precise, vague)
    assert resolution.shown is precise
    assert resolution.run == (vague, precise)
    assert resolution.last_said == day("2026-02-27")


def test_the_run_begins_with_the_last_revision() -> None:
    old, revised = said("2027-02", on="2025-01-01"), said("2027-10", on="2025-02-01")
    vague = said("2027", on="2025-03-01")
    resolution = found(old, revised, vague)
    assert resolution.shown is revised
    assert resolution.run == (vague, revised)
    assert resolution.replaced is old


def test_what_was_revised_is_no_part_of_the_run_though_a_word_between_agrees_with_both() -> None:
    autumn, vague = said("2027-10", on="2025-01-01"), said("2027", on="2025-02-01")
    spring = said("2027-04", on="2025-03-01")
    resolution = found(autumn, vague, spring)
    assert (resolution.shown, resolution.run) == (spring, (spring,))
    assert resolution.replaced is autumn
    assert resolution.earlier == (vague, autumn)


def test_the_fold_tells_what_each_did_to_the_claim_but_for_the_first() -> None:
    first, finer = said("2027", on="2025-01-01"), said("2027-H1", on="2025-02-01")
    vague, again = said("2027", on="2025-03-01"), said("2027-H1", on="2025-04-01")
    moved, press = said("2028", on="2025-05-01"), said("2028", on="2025-06-01", tier="press")
    resolution = found(first, finer, vague, again, moved, press)
    assert resolution.verdicts == {
        finer.id: Verdict.NARROWS,
        vague.id: Verdict.BLURS,
        again.id: Verdict.REPEATS,
        moved.id: Verdict.REVISES,
    }


def test_nothing_was_replaced_before_the_first_revision() -> None:
    first, finer = said("2027", on="2025-01-01"), said("2027-H1", on="2025-02-01")
    press = said("2026", on="2024-01-01", tier="press")
    assert found(first, finer, press).replaced is None


def test_a_value_said_again_is_dated_by_the_first_time() -> None:
    first, second = said("FY2027-H2", on="2025-11-21"), said("2027年度後半", on="2026-02-27")
    resolution = found(first, second)
    assert resolution.shown is first
    assert resolution.last_said == day("2026-02-27")


def test_a_value_taken_back_and_said_anew_is_dated_by_the_second_time() -> None:
    first = said("2027", on="2023-05-23")
    between = said("2029", on="2024-05-23")
    again = said("2027", on="2025-05-23")
    assert found(first, between, again).shown is again


def test_a_fiscal_period_is_shown_where_its_fy_was_dropped_or_added() -> None:
    calendar, fiscal = said("H2 2027", on="2025-11-21"), said("FY2027-H2", on="2026-02-27")
    assert shown(calendar, fiscal) == "FY2027-H2"
    dropped = said("H2 2027", on="2026-02-27")
    assert shown(said("FY2027-H2", on="2025-11-21"), dropped) == "FY2027-H2"


@pytest.mark.parametrize(
    ("precise", "vague"),
    [
        ("1,239bn", "1.23T"),
        ("1,239bn", "~1.2T"),
        ("1.2T", "~1.2T"),
        ("~630bn", "600bn..700bn"),
        ("620bn..650bn", "600bn..700bn"),
        ("600bn..700bn", "<=700bn"),
        ("<=631.5bn", "<=632bn"),
        (">=1tn", "undisclosed"),
        ("11.5%", "~10%"),
        ("46bn", ">10bn"),
    ],
)
def test_of_amounts_of_one_day_the_finer_that_can_be_true_decides(precise: str, vague: str) -> None:
    field = "progress" if "%" in precise else "committed"
    first, second = said(precise, field=field), said(vague, field=field)
    assert found(first, second).shown is first
    again = said(precise, field=field)
    assert found(second, again).shown is again


@pytest.mark.parametrize(
    ("precise", "vague"),
    [
        ("2027-04-15", "2027-04"),
        ("2027-04", "2027-Q2"),
        ("2027-Q2", "2027-H1"),
        ("2027-H1", "2027"),
        ("FY2027", "../2028-03"),
        ("2027", "2027/2029"),
    ],
)
def test_of_periods_of_one_day_the_one_that_the_other_contains_decides(
    precise: str, vague: str
) -> None:
    first, second = said(precise), said(vague)
    assert found(first, second).shown is first
    again = said(precise)
    assert found(second, again).shown is again


def test_what_was_shown_on_an_earlier_day_is_found_again() -> None:
    press = said("2026", on="2024-01-01", tier="press")
    first, moved = said("2027", on="2025-01-01"), said("2028", on="2026-01-01")
    resolution = found(press, first, moved)
    days = ("2023-12-31", "2024-12-31", "2025-12-31", "2026-01-01")
    assert [resolution.at(day(on)) for on in days] == [None, press, first, moved]


def test_statuses_are_one_run_only_when_equal() -> None:
    first, other = said("on-track", field="status"), said("at-risk", field="status")
    again = said("at-risk", field="status")
    resolution = found(first, other, again)
    assert (resolution.run, resolution.earlier) == ((again, other), (first,))
    assert resolution.conflicts == ()


def test_a_contradiction_counts_from_31_days_before_the_statement_shown() -> None:
    shown_one = said("2027", on="2025-11-21", by="Maker")
    too_old = said("2029", on="2025-10-20", tier="press", by="Daily")
    just_in = said("2029", on="2025-10-21", tier="press", by="Daily")
    later = said("2030", on="2026-05-01", tier="secondary")
    resolution = found(too_old, just_in, shown_one, later)
    assert resolution.conflicts == (later, just_in)
    assert resolution.earlier == (too_old,)


def test_another_tier_that_agrees_stands_beside() -> None:
    company, press = said("2027"), said("FY2027", tier="press")
    assert found(company, press).beside == (press,)


@pytest.mark.parametrize(
    ("company", "press", "conflict"),
    [
        ("on-track", "at-risk", False),
        ("scheduled", "partially-met", False),
        ("met", "met", False),
        ("on-track", "met", True),
        ("met", "at-risk", True),
        ("scheduled", "cancelled", True),
        ("met", "not-met", True),
    ],
)
def test_statuses_conflict_only_when_one_ends_the_milestone(
    company: str, press: str, *, conflict: bool
) -> None:
    one, other = said(company, field="status"), said(press, field="status", tier="press")
    assert bool(found(one, other).conflicts) is conflict
    assert contradicts(Status(press), Status(company)) is conflict


def test_a_newer_word_of_a_lower_tier_is_no_earlier_belief() -> None:
    company = said("on-track", field="status", on="2026-01-01")
    press = said("at-risk", field="status", on="2026-06-01", tier="press")
    resolution = found(company, press)
    assert (resolution.beside, resolution.earlier) == ((press,), ())


def test_how_it_fared_before_its_end_does_not_contradict_the_end() -> None:
    met = said("met", field="status", on="2026-02-20")
    before = said("off-track", field="status", on="2026-02-19", tier="press")
    same_day = said("at-risk", field="status", on="2026-02-20", tier="press")
    found = resolve([met, before, same_day], TODAY)
    assert found
    assert found.conflicts == (same_day,)
    assert found.earlier == (before,)


def test_notes_never_conflict_and_the_newest_is_shown() -> None:
    old, new = said("hiring", field="note"), said("pilot runs", field="note")
    resolution = found(old, new)
    assert resolution.shown is new
    assert resolution.conflicts == ()
    assert resolution.earlier == (old,)


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ("1.23T", "1,239bn", True),
        ("250bn", "267.6bn", False),
        ("<=590bn", "590bn", True),
        ("<=590bn", "631.5bn", False),
        ("<=590bn", "<=631.5bn", False),
        (">1tn", "1.5tn", True),
    ],
)
def test_amounts_are_both_true_within_the_larger_step(one: str, other: str, *, both: bool) -> None:
    first, second = said(one, field="committed"), said(other, field="committed", tier="press")
    assert agree(first.value, second.value) is both
    assert contradicts(first.value, second.value) is not both


def test_adjacent_days_agree_since_time_zones_differ() -> None:
    assert agree(said("2026-02-27").value, said("2026-02-28").value)
    assert not agree(said("2026-02-27").value, said("2026-03-01").value)


def test_a_dropped_fy_is_told_apart_from_a_contradiction() -> None:
    fiscal = said("FY2027-H2", on="2025-11-21")
    calendar = said("H2 2027", on="2026-01-10", tier="press")
    longer_ago = said("H2 2027", on="2025-10-20", tier="press")
    resolution = found(fiscal, calendar, longer_ago)
    assert resolution.calendar_clashes == (calendar,)
    assert resolution.conflicts == ()
    assert found(said("32", field="value")).calendar_clashes == ()


def test_only_the_newest_64_of_a_tier_are_looked_at() -> None:
    precise = said("2027-04", on="2025-01-01")
    vague = [said("2027", on="2025-06-01") for _ in range(LOOK_BACK)]
    assert LOOK_BACK == 64
    assert shown(precise, *vague[1:]) == "2027-04"
    assert shown(precise, *vague) == "2027"


def test_many_words_of_one_tier_do_not_hide_another() -> None:
    company = said("2027", on="2025-01-01")
    press = [said("2029", on="2026-01-01", tier="press") for _ in range(LOOK_BACK + 6)]
    resolution = found(company, *press)
    assert resolution.shown is company
    assert resolution.conflicts == tuple(reversed(press[6:]))


def test_who_says_otherwise_later_has_revised_it() -> None:
    first = said("30", field="value", on="2026-02-05", tier="press", by="Daily")
    other = said("31", field="value", on="2026-02-06", tier="press", by="Wire")
    again = said("32", field="value", on="2026-02-27", tier="press", by="Daily")
    resolution = found(first, other, again)
    assert (resolution.shown, resolution.conflicts) == (again, (other,))
    assert resolution.earlier == (first,)


def test_of_one_day_a_speaker_may_contradict_himself() -> None:
    first = said("30", field="value", on="2026-02-27", by="Daily")
    again = said("32", field="value", on="2026-02-27", by="Daily")
    assert found(first, again).conflicts == (first,)


def test_figures_counted_on_different_days_are_no_contradiction() -> None:
    said_in_october = {"field": "value", "happened": "2026-09-30", "on": "2026-10-05"}
    before = said("10", by="Wire", **said_in_october)
    after = said("20", field="value", happened="2026-10-31", on="2026-11-02", by="Daily")
    assert found(before, after).conflicts == ()
    same = said("20", field="value", happened="2026-09-30", on="2026-11-02", by="Daily")
    assert found(before, same).conflicts == (before,)


def test_a_fiscal_year_that_the_same_tier_dropped_or_added_months_later_is_a_clash() -> None:
    fiscal = said("FY2027-H2", on="2025-11-21", tier="press")
    dropped = said("2027-H2", on="2026-05-21", tier="press")
    assert found(fiscal, dropped).calendar_clashes == (dropped,)
    vague = said("2027-H2", on="2025-11-21", tier="press")
    added = said("FY2027-H2", on="2026-05-21", tier="press")
    assert found(vague, added).calendar_clashes == (vague,)


def test_a_fiscal_year_that_was_dropped_before_it_was_revised_is_no_clash() -> None:
    calendar, other = said("2027-H2", on="2025-06-21"), said("2029", on="2025-09-21")
    fiscal = said("FY2027-H2", on="2025-11-21")
    assert found(calendar, other, fiscal).calendar_clashes == ()


def test_a_contradiction_that_its_speaker_took_back_is_none() -> None:
    one = found(
        said("2028", on="2026-06-05", by="maker"),
        said("2030", on="2026-06-09", tier="press", by="herald"),
        said("2028", on="2026-09-09", tier="press", by="herald"),
    )
    assert one.conflicts == ()
    assert [s.text for s in one.earlier] == ["2030"]


def test_who_repeats_what_was_held_on_the_day_contradicts_nothing() -> None:
    maker = [said("2028", on="2026-06-05", by="maker"), said("2029", on="2026-07-05", by="maker")]
    before = said("2028", on="2026-06-07", tier="press", by="herald")
    after = said("2028", on="2026-07-06", tier="press", by="herald")
    assert found(*maker, before).conflicts == ()
    assert [s.text for s in found(*maker, after).conflicts] == ["2028"]


def test_two_quotes_of_a_speaker_on_a_day_contradict_each_other() -> None:
    one = found(
        said("2028", on="2026-06-05", by="maker"),
        said("2030", on="2026-06-05", tier="press", by="maker"),
    )
    assert [s.text for s in one.conflicts] == ["2030"]


def test_what_another_moved_long_ago_stays_moved_when_he_moves_it_again() -> None:
    ministry = said("2030", on="2012-06-30", by="ministry")
    moved = said("2038", on="2025-03-31", by="agency")
    for again in ("withdrawn", "2040"):
        last = said(again, on="2026-11-20", by="agency")
        assert [s.text for s in found(ministry, last).conflicts] == ["2030"]
        assert found(ministry, moved, last).conflicts == ()
    soon = said("2038", on="2026-06-30", by="agency")
    last = said("2040", on="2026-11-20", by="agency")
    assert [s.text for s in found(ministry, soon, last).conflicts] == ["2030"]
