from __future__ import annotations

from datetime import timedelta

from databases import NOW, reading
from tracker.db.engine import Database
from tracker.db.state import read_rates
from tracker.domain.quantities.exchange import Rate


def test_rates_come_with_their_source_the_oldest_first(shipped: Database) -> None:
    with reading(shipped) as connection:
        rates = read_rates(connection)
    assert rates[0] == Rate("2022-01", "USD", "JPY", 114_830_000, "exchange-rates-2026-07-21")
    assert [rate.month for rate in rates] == sorted(rate.month for rate in rates)


def test_what_was_recorded_later_was_not_known(shipped: Database) -> None:
    with reading(shipped) as connection:
        assert read_rates(connection, NOW) == read_rates(connection)
        assert read_rates(connection, NOW - timedelta(seconds=1)) == ()
