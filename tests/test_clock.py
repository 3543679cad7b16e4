from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from tracker import clock
from tracker.errors import UsageError


@pytest.mark.parametrize(
    ("text", "now", "today"),
    [
        ("2026-11-22T09:00:00Z", datetime(2026, 11, 22, 9, tzinfo=UTC), date(2026, 11, 22)),
        (
            "2026-11-22T02:30:00+09:00",
            datetime(2026, 11, 21, 17, 30, tzinfo=UTC),
            date(2026, 11, 22),
        ),
        ("2026-11-22", datetime(2026, 11, 22, 12, tzinfo=UTC), date(2026, 11, 22)),
    ],
)
def test_tracker_now_fixes_both(
    text: str, now: datetime, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKER_NOW", text)
    assert clock.now() == now
    assert clock.now().tzinfo is UTC
    assert clock.today() == today


@pytest.mark.parametrize(
    "text",
    [
        "yesterday",
        "2026-02-30",
        "2026-11-22T09:00:00",  # no zone, so no instant
        "0001-01-01T00:00:00+09:00",  # before the first year in UTC
        " ",
    ],
)
def test_a_bad_tracker_now_is_a_usage_error_with_a_hint(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKER_NOW", text)
    for read in (clock.now, clock.today):
        with pytest.raises(UsageError) as raised:
            read()
        assert repr(text) in raised.value.message
        assert "2026-11-22T09:00:00Z" in raised.value.hint


@pytest.mark.parametrize("empty", [True, False])
def test_without_tracker_now_the_machine_speaks(
    monkeypatch: pytest.MonkeyPatch, *, empty: bool
) -> None:
    monkeypatch.setenv("TRACKER_NOW", "")
    if not empty:
        monkeypatch.delenv("TRACKER_NOW")
    now = clock.now()
    assert now.utcoffset() == timedelta(0)
    assert abs(datetime.now(UTC) - now) < timedelta(minutes=1)


def test_today_is_the_local_date(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TRACKER_NOW")
    # 26 hours lie between the two, so their dates differ at every moment.
    days = []
    for zone in ("UTC+12", "UTC-14"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        days.append(clock.today())
    assert days[0] < days[1]


@pytest.mark.parametrize("read", [clock.now, clock.today])
def test_the_present_is_not_ahead_of_the_machine(
    read: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    limit = datetime.now(UTC) + clock.AHEAD
    monkeypatch.setenv("TRACKER_NOW", (limit - timedelta(hours=1)).isoformat())
    read()
    monkeypatch.setenv("TRACKER_NOW", (limit + timedelta(hours=1)).isoformat())
    with pytest.raises(UsageError, match="ahead of this machine's clock") as refused:
        read()
    assert "--as-of" in refused.value.hint


def test_the_present_is_not_ahead_of_a_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TRACKER_NOW")
    limit = datetime.now(UTC) - clock.AHEAD
    clock.require_not_ahead(limit + timedelta(hours=1))
    with pytest.raises(UsageError, match="ahead of the server's"):
        clock.require_not_ahead(limit - timedelta(hours=1))
