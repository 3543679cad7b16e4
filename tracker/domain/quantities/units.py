"""The units of quantities: currencies, `%` and whatever is counted, and how each is written."""

from __future__ import annotations

from typing import NamedTuple

from tracker.domain.quantities.numerals import PLACES
from tracker.domain.text import folded
from tracker.errors import QuantityError


class Currency(NamedTuple):
    """How a currency is counted (`decimals` of its minor unit) and named in print."""

    decimals: int
    symbol: str
    japanese: str
    words: tuple[str, ...]


_US_DOLLAR = ("us$", "us $", "u.s.$", "u.s. $", "us dollars", "u.s. dollars", "米ドル")
CURRENCIES = {
    "JPY": Currency(0, "¥", "円", ("yen",)),
    "USD": Currency(2, "$", "ドル", ("dollar", "dollars", *_US_DOLLAR)),
    "EUR": Currency(2, "€", "ユーロ", ("euro", "euros")),
    "GBP": Currency(2, "£", "ポンド", ("pound", "pounds")),
    "CNY": Currency(2, "CN¥", "元", ("rmb", "yuan", "人民元")),
    "KRW": Currency(0, "₩", "ウォン", ("won",)),
    "TWD": Currency(2, "NT$", "台湾ドル", ("nt dollars",)),
    "INR": Currency(2, "₹", "ルピー", ("rupee", "rupees")),
}
PERCENT = "%"

_LONGEST_SHOWN = 60

MARKS = {
    name.lower(): code
    for code, money in CURRENCIES.items()
    for name in (code, money.symbol, money.japanese, *money.words)
}
MARKS_LONGEST_FIRST = tuple(sorted(MARKS, key=len, reverse=True))
UNIT_WORDS = MARKS | dict.fromkeys((PERCENT, "percent", "per cent", "pct", "パーセント"), PERCENT)


def unit_meant(text: str) -> str:
    """Return the code of the currency that a text names as texts do, `%` of a percentage.

    All else, a code too, stays as it is.

    >>> [unit_meant(one) for one in ("円", "US$", "Euros", "percent", "companies")]
    ['JPY', 'USD', 'EUR', '%', 'companies']
    """
    return UNIT_WORDS.get(" ".join(folded(text).split()), text)


def minor_places(unit: str) -> int:
    """How many decimal places of the unit as printed its integers hold: USD 2, JPY 0, `%` 4."""
    if unit == PERCENT:
        return 4
    return CURRENCIES[unit].decimals if unit in CURRENCIES else 0


def check_unit(unit: str) -> None:
    """Raise QuantityError for what is a scale, blank, or a currency's code in small letters."""
    code = unit.upper()
    if not unit.strip() or unit.lower() in PLACES:
        raise _no_unit(unit, "a unit is a currency code, % or a word that is no scale")
    if code in CURRENCIES and unit != code:
        raise _no_unit(unit, f"did you mean {code}?")


def check_new_unit(unit: str) -> None:
    """Raise QuantityError as `check_unit`, and for a currency or `%` that is written out.

    Metrics of such a unit may be recorded: older programs took `円` for what is counted.
    """
    check_unit(unit)
    word = " ".join(folded(unit).split())
    scaled = (
        code
        for mark, code in MARKS.items()
        if word.endswith(mark) and word.removesuffix(mark).strip() in PLACES
    )
    meant = UNIT_WORDS.get(word) or next(scaled, unit)
    if meant != unit:
        raise _no_unit(unit, f"did you mean {meant}?")


def _no_unit(unit: str, reason: str) -> QuantityError:
    codes = ", ".join(CURRENCIES)
    accepted = f"write {codes}, % or what is counted, e.g. companies"
    return QuantityError(f"'{shown(unit)}' is no unit: {reason}", accepted)


def examples(unit: str) -> tuple[str, str]:
    """Two ways to write a quantity of the unit."""
    if unit == PERCENT:
        return "60%", "~11.5%"
    if unit not in CURRENCIES:
        return "32", "~30"
    return f"{CURRENCIES[unit].symbol}150bn", f"~1,300億{CURRENCIES[unit].japanese}"


def shown(text: str) -> str:
    """At most 60 characters of a text on one line, what does not print escaped."""
    start = text[: _LONGEST_SHOWN + 1]
    escaped = "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in start
    )
    return escaped if len(escaped) <= _LONGEST_SHOWN else escaped[: _LONGEST_SHOWN - 1] + "…"
