"""What asks for a human eye, and in which order."""

from __future__ import annotations

from said import by_field, day, said
from tracker.domain.attention import AttentionKind, attention
from tracker.domain.milestone import MilestoneState, milestone_state
from tracker.domain.resolve import Resolution, resolve
from tracker.domain.statement import Statement

TODAY = day("2026-11-22")


def state(*statements: Statement) -> MilestoneState:
    found = milestone_state(by_field(statements), TODAY)
    assert found is not None
    return found


def field(*statements: Statement) -> Resolution:
    found = resolve(statements, TODAY)
    assert found is not None
    return found


def test_what_is_in_order_asks_for_nothing() -> None:
    calm = state(said("2027", on="2026-11-01"))
    assert attention({"ipo": calm}, [field(said("2027"), said("2027", tier="press"))]) == []


def test_the_longest_overdue_comes_first() -> None:
    late = {
        "b": state(said("2026-10", on="2026-11-01")),
        "a": state(said("2025-11", on="2026-11-01")),
    }
    found = attention(late, [])
    assert [(one.kind, one.subject) for one in found] == [
        (AttentionKind.OVERDUE, "a"),
        (AttentionKind.OVERDUE, "b"),
    ]
    assert found[0].message == "a: due 2025-11, nobody has said that it is done"


def test_a_conflict_tells_who_says_what_and_what_is_shown() -> None:
    company = said("32", field="value", about="shareholders", by="Rapidus")
    press = said("30", field="value", about="shareholders", by="Nikkei", tier="press")
    (found,) = attention({}, [field(company, press)])
    assert (found.kind, found.subject) == (AttentionKind.CONFLICT, "shareholders")
    assert found.message == "shareholders: Nikkei says 30, shown is 32 by Rapidus"


def test_a_conflict_names_its_field_as_the_page_does() -> None:
    company = said("150bn", field="disbursed", about="equity", by="IPA")
    press = said("100bn", field="disbursed", about="equity", by="Nikkei", tier="press")
    (found,) = attention({}, [field(company, press)])
    assert found.message == "equity: Nikkei says paid 100bn, shown is 150bn by IPA"


def test_of_one_field_the_newest_contradiction_is_named_and_the_newest_field_comes_first() -> None:
    old = field(
        said("2027", about="a"),
        said("2029", about="a", on="2026-02-01", tier="press", by="Older"),
        said("2030", about="a", on="2026-03-01", tier="press", by="Newer"),
    )
    new = field(said("2027", about="b"), said("2029", about="b", on="2026-04-01", tier="press"))
    found = attention({}, [old, new])
    assert [one.subject for one in found] == ["b", "a"]
    assert "Newer says target 2030" in found[1].message


def test_a_dropped_fy_is_named_with_both_wordings() -> None:
    target = [said("FY2027-H2", on="2026-11-01"), said("H2 2027", on="2026-11-02", tier="press")]
    (found,) = attention({"mass-production": state(*target)}, [field(*target)])
    assert found.kind is AttentionKind.CALENDAR
    assert found.message == "mass-production: some say H2 2027, not FY2027-H2"


def test_silence_is_counted_over_the_milestones_still_open() -> None:
    states = {
        "a": state(said("2029", on="2026-01-10")),
        "b": state(said("2029", on="2026-05-01")),
        "c": state(said("2029", on="2026-11-01")),
        "d": state(said("met", on="2024-01-01", field="status")),
    }
    (found,) = attention(states, [])
    assert (found.kind, found.subject) == (AttentionKind.STALE, "")
    assert found.message == "2 of 3 open milestones unmentioned since 2026-05-01"


def test_the_kinds_come_in_the_order_in_which_they_press() -> None:
    target = [said("FY2025-H2", on="2025-11-21"), said("H2 2025", on="2025-11-22", tier="press")]
    dispute = field(said("2027"), said("2029", tier="press"))
    found = attention({"old": state(*target)}, [dispute])
    assert [one.kind for one in found] == list(AttentionKind)
