from __future__ import annotations

from said import day, said
from tracker.domain.shown.explain import Relation, relations, since, voices
from tracker.domain.shown.resolve import Resolution, resolve


def told(*values: tuple[str, str, str]) -> Resolution:
    """Resolve targets, each as its value, its day and its tier."""
    found = resolve([said(text, on=on, tier=tier) for text, on, tier in values], day("2026-11-22"))
    assert found is not None
    return found


def test_what_repeats_is_one_voice_with_what_is_shown() -> None:
    found = told(
        ("2027-H2", "2026-01-01", "primary"),
        ("2027-H2", "2026-02-01", "press"),
        ("2027-H2", "2026-03-01", "secondary"),
        ("2027", "2026-04-01", "press"),
        ("2029", "2026-05-01", "press"),
        ("2029", "2026-06-01", "secondary"),
    )
    folded = {one.relation: one for one in voices(relations(found))}
    assert [*folded] == [Relation.SHOWN, Relation.BLURS, Relation.CONFLICTS]
    shown, against = folded[Relation.SHOWN], folded[Relation.CONFLICTS]
    assert (len(shown.again), shown.first) == (2, found.shown)
    assert shown.last is not None
    assert shown.last.stated_on.text == "2026-03-01"
    assert (against.first.tier.value, len(against.again)) == ("press", 1)
    assert folded[Relation.BLURS].last is None


def test_no_statement_is_lost_or_told_twice() -> None:
    found = told(
        ("2027", "2026-01-01", "primary"),
        ("2027-H2", "2026-02-01", "primary"),
        ("2027", "2026-03-01", "press"),
        ("2028", "2026-03-02", "press"),
    )
    every = [said for _, said in relations(found)]
    folded = [said for one in voices(relations(found)) for said in (one.first, *one.again)]
    assert sorted(said.id for said in folded) == sorted(said.id for said in every)


def test_only_who_takes_nothing_back_says_it_again() -> None:
    found = told(
        ("2027-H2", "2026-01-01", "primary"),
        ("2027", "2025-12-01", "press"),
        ("2027", "2026-04-01", "press"),
        ("2029", "2026-05-01", "press"),
    )
    assert [said.stated_on.text for said in since(found)] == ["2026-04-01"]
