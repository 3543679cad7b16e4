from __future__ import annotations

import ast
import inspect
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strategies_quantity import UNITS, nearly_quantities, parse_or_none, quantities
from tracker.domain import quantity, quantity_format, quantity_grammar, quantity_numerals
from tracker.domain.quantity import Qualifier, Quantity
from tracker.errors import QuantityError

YI, BN, TN = 10**8, 10**9, 10**12
EXACT, ABOUT, RANGE = Qualifier.EXACT, Qualifier.ABOUT, Qualifier.RANGE
MORE, LESS = Qualifier.MORE_THAN, Qualifier.LESS_THAN
LEAST, MOST = Qualifier.AT_LEAST, Qualifier.AT_MOST

YEN_FIGURES = [
    *((text, 150 * BN, BN) for text in ("150B", "150bn", "150 bn", "150 Billion")),
    *((text, 1230 * BN, 10 * BN) for text in ("¥1.23T", "￥1.23T", "1.23tn yen", "¥1.23tn yen")),
    ("1.23 trillion yen", 1230 * BN, 10 * BN),
    ("JPY 1,300", 1300, 1),
    ("631.5 billion", 6315 * YI, YI),
    ("7.3bn yen", 73 * YI, YI),
    *((text, 25 * 10**6, 10**6) for text in ("25m", "25M", "25 million")),
    ("5k", 5000, 1000),
    ("1,300億円", 1300 * YI, YI),
    ("１，３００億円", 1300 * YI, YI),
    ("1兆7,225億円", 17225 * YI, YI),
    ("1億2,345万6,789円", 123456789, 1),
    ("1兆円", TN, TN),
    ("1.5兆円", 1500 * BN, 100 * BN),
    ("2千億円", 2000 * YI, 1000 * YI),
    ("三千億円", 3000 * YI, 1000 * YI),
    ("千億円", 1000 * YI, 1000 * YI),
    ("百三十億円", 130 * YI, 10 * YI),
    ("二千五百六十一万円", 2561 * 10**4, 10**4),
    ("1_300", 1300, 1),
    ("1.00 yen", 1, 1),
    ("0", 0, 1),
    *((text, -120 * YI, YI) for text in ("△120億円", "▲120億円", "-120億円")),
    *((text, -5 * BN, BN) for text in ("-5bn", "−5bn", "-¥5bn")),
    ("9223372036854775807", 2**63 - 1, 1),
]

OTHER_FIGURES = [
    ("$7.9bn", "USD", 790 * BN, 10 * BN),
    ("US$ 5.2bn", "USD", 520 * BN, 10 * BN),
    ("7.9bn dollars", "USD", 790 * BN, 10 * BN),
    ("79億ドル", "USD", 790 * BN, 100 * YI),
    ("$1.25", "USD", 125, 1),
    ("€1bn", "EUR", 100 * BN, 100 * BN),
    ("5tn won", "KRW", 5 * TN, TN),
    ("NT$1m", "TWD", 10**8, 10**8),
    ("60%", "%", 600_000, 10_000),
    ("11.5 %", "%", 115_000, 1_000),
    ("60パーセント", "%", 600_000, 10_000),
    ("30社", "companies", 30, 1),
    ("32 companies", "companies", 32, 1),
    ("6,000 wafers/month", "wafers/month", 6000, 1),
    ("25k wafers/month", "wafers/month", 25000, 1000),
    ("150bn", "count", 150 * BN, BN),
    ("5 man-years", "man-years", 5, 1),
]

QUALIFIED = [
    *((f"{word}30社", ABOUT) for word in ("~", "約", "およそ")),
    *((f"{word} 30", ABOUT) for word in ("about", "around", "some", "nearly", "almost")),
    *((f"{word} 30", ABOUT) for word in ("roughly", "approximately", "~")),
    *((f"{word}30", MORE) for word in (">", "over ", "more than ", "More Than ")),
    *((f"{word}30", LEAST) for word in (">=", "≥", "at least ")),
    *((f"{word}30", MOST) for word in ("<=", "≤", "up to ", "at most ", "最大")),
    *((f"{word}30", LESS) for word in ("<", "less than ", "under ")),
    *(("30 or more", LEAST), ("30社以上", LEAST), ("30超", MORE)),
    *(("30社以下", MOST), ("30未満", LESS)),
]

ABOUT_STEPS = [
    *(("~630bn", 10 * BN), ("~¥630bn", 10 * BN), ("~1,000億円", 1000 * YI), ("~1.5tn", 100 * BN)),
    *(("~30", 10), ("~20", 10), ("~31", 1), ("~0", 1), ("~631.5bn", YI), ("~0.50bn", 100 * 10**6)),
]

RANGES = [
    *((text, YI * 5, YI * 200, YI) for text in ("0.5bn..20bn", "0.5bn-20bn", "5億円〜200億円")),
    *((text, YI * 5, YI * 200, YI) for text in ("5億円～200億円", "¥0.5bn – ¥20bn", "5億~200億円")),
    ("between 0.5bn and 20bn", YI * 5, YI * 200, YI),
    ("from 0.5bn to 20bn yen", YI * 5, YI * 200, YI),
    ("0..20bn", 0, 20 * BN, 1),
    ("1bn..20.5bn", BN, 205 * YI, YI),
    ("-5bn..-3bn", -5 * BN, -3 * BN, BN),
    ("5-20 yen", 5, 20, 1),
    ("100円〜1億円", 100, YI, 1),
    ("数千億円", 2000 * YI, 9000 * YI, 1000 * YI),
    ("several hundred billion yen", 200 * BN, 900 * BN, 100 * BN),
    ("several trillion", 2 * TN, 9 * TN, TN),
    ("several", 2, 9, 1),
    ("数十億円", 20 * YI, 90 * YI, 10 * YI),
]

REFUSED = [
    *((text, "JPY", "name the unit") for text in ("1億5000", "1兆500", "3万5", "¥1兆7225")),
    *((text, "JPY", "upside down") for text in ("1億2兆円", "1億5億円", "1兆12,000億円", "5..3")),
    *((text, "JPY", "unknown unit") for text in ("130X", "1e9", "5²", "1 300", "5bnyen", "5 tons")),
    *(
        (text, "JPY", "grouped by three")
        for text in ("1,30", "1,3000", "1_30bn", "12_3,456", "0,300")
    ),
    *(
        (text, "JPY", "no number")
        for text in ("1..", "..5", "nan", "inf", "tons of money", ".5bn", "5.")
    ),
    *(
        (text, "JPY", "no number")
        for text in ("bn", "¥", "~", "~>5", "～200億円", "007", "-", "万円")
    ),
    *((text, "JPY", "both ends") for text in ("0.5-20bn", "100〜200億円", "¥0.5..20bn", "1bn..2")),
    *((text, "JPY", "range takes no") for text in ("~5bn..6bn", "数千億円以上", "up to 5-6")),
    *(
        (text, "JPY", "currency mismatch")
        for text in ("$5bn", "5bn dollars", "¥5bn dollars", "1円..$2")
    ),
    *((text, "JPY", "finer than") for text in ("1.5 yen", "0.0001k", "1.23")),
    *((text, "JPY", "too large") for text in ("9223372036854775808", "-10000000tn", "9" * 100)),
    *((text, "JPY", "is empty") for text in ("", "   ", "\u3000")),
    *(
        (text, "JPY", "control characters")
        for text in ("5\nbn", "5\x1bbn", "5\u200bbn", "\u202e5bn")
    ),
    *((text, "JPY", "conversion") for text in ("¥5bn as ¥5bn", "¥5bn (2025)", "¥5bn as 60%")),
    *((text, "%", "needs its sign") for text in ("60", "0.6", "5..6")),
    ("60%", "JPY", "unit mismatch"),
    ("$5", "companies", "unit mismatch"),
    ("0.00001%", "%", "finer than"),
    ("32 owners", "companies", "unknown unit"),
    ("30 as $5", "companies", "only money"),
    ("1.5", "companies", "finer than"),
    ("-数億円", "JPY", "no minus"),
    ("数億..数兆円", "JPY", "must be one number"),
    ("1.5兆3,000億円", "JPY", "decimal point"),
    ("1万0億円", "JPY", "upside down"),
    *(("5", unit, "no scale") for unit in ("m", "bn", "億", "Trillion", "", " ")),
    *(("5", unit, "did you mean JPY") for unit in ("jpy", "Jpy")),
    ("5" * 101, "JPY", "longer than 100"),
]

COMPATIBLE = [
    *(("1.23T", "1,239bn"), ("30", "30"), ("~30", "32"), (">160bn", "167.6bn"), (">7tn", "7tn")),
    *((">160bn", ">160.4bn"), (">=160bn", ">160bn"), ("<=600bn", "~600bn"), ("<590bn", ">500bn")),
    *(("30", "20..40"), ("~40", "10..31"), ("20..30", "30..40"), ("5..9", ">=9")),
    *(
        ("undisclosed", "30"),
        ("undisclosed", "undisclosed"),
        ("<=5", ">=5"),
        ("<=631.5bn", "600bn"),
    ),
]
INCOMPATIBLE = [
    *(("250bn", "267.6bn"), ("30", "32"), ("<=590bn", "591bn"), (">1tn", "250bn"), (">30", "30")),
    *(
        (">1tn", ">3tn"),
        ("<5", ">=5"),
        ("20..30", "31..40"),
        ("41", "20..40"),
        ("9", "10..20"),
        ("5..9", ">9"),
    ),
    *(("1.23T", "1.24T"), ("<=590bn", "<=595bn")),
]


BOUNDS = [
    *(("30", 30, 30), ("~30", 20, 40), ("20..30", 20, 30), ("undisclosed", None, None)),
    *((">30", 31, None), (">=30", 30, None), ("<30", None, 29), ("<=30", None, 30)),
]


def yen(text: str) -> Quantity:
    return Quantity.parse(text, "JPY")


@pytest.mark.parametrize(("text", "value", "step"), YEN_FIGURES)
def test_yen_are_read_exactly(text: str, value: int, step: int) -> None:
    assert yen(f" {text} ") == Quantity(text, "JPY", EXACT, value, None, step)


@pytest.mark.parametrize(("text", "unit", "value", "step"), OTHER_FIGURES)
def test_other_units_are_read_exactly(text: str, unit: str, value: int, step: int) -> None:
    assert Quantity.parse(text, unit) == Quantity(text, unit, EXACT, value, None, step)


@pytest.mark.parametrize(("text", "qualifier"), QUALIFIED)
def test_qualifiers(text: str, qualifier: Qualifier) -> None:
    read = Quantity.parse(text, "companies")
    assert (read.qualifier, read.figure, read.high) == (qualifier, 30, None)
    assert read.is_bound is (qualifier is not ABOUT)


@pytest.mark.parametrize(("text", "step"), ABOUT_STEPS)
def test_behind_about_trailing_zeros_do_not_count(text: str, step: int) -> None:
    assert (yen(text).qualifier, yen(text).step) == (ABOUT, step)


@pytest.mark.parametrize(("text", "low", "high", "step"), RANGES)
def test_ranges(text: str, low: int, high: int, step: int) -> None:
    assert yen(text) == Quantity(text, "JPY", RANGE, low, high, step)


def test_a_range_of_percentages_needs_one_sign() -> None:
    assert Quantity.parse("10-20%", "%").high == 200_000


@pytest.mark.parametrize("text", ["undisclosed", "Undisclosed", "非公開", "不明"])
def test_undisclosed(text: str) -> None:
    assert yen(text) == Quantity(text, "JPY", Qualifier.UNDISCLOSED, None, None, 1)


@pytest.mark.parametrize("text", ["¥1.23T as $79B", "¥1.23T ($79B)", "1.23T（$79B）"])
def test_a_printed_conversion_is_kept(text: str) -> None:
    assert yen(text).conversion == Quantity("$79B", "USD", EXACT, 7900 * BN, None, 100 * BN)
    assert yen(text).text == text


@pytest.mark.parametrize(("text", "unit", "why"), REFUSED)
def test_all_else_is_refused_with_the_reason(text: str, unit: str, why: str) -> None:
    with pytest.raises(QuantityError, match=why) as refused:
        Quantity.parse(text, unit)
    assert refused.value.message.isprintable()
    assert refused.value.hint.startswith("write ")


def test_a_long_text_is_refused_and_told_shortly() -> None:
    with pytest.raises(QuantityError) as refused:
        yen("1," * 5_000_000)
    assert len(refused.value.message) < 150


@pytest.mark.parametrize(("one", "other"), COMPATIBLE)
def test_can_both_be_true(one: str, other: str) -> None:
    assert yen(one).compatible(yen(other))
    assert yen(other).compatible(yen(one))


@pytest.mark.parametrize(("one", "other"), INCOMPATIBLE)
def test_cannot_both_be_true(one: str, other: str) -> None:
    assert not yen(one).compatible(yen(other))
    assert not yen(other).compatible(yen(one))


def test_other_units_never_agree() -> None:
    assert not Quantity.parse("undisclosed", "USD").compatible(yen("undisclosed"))


@pytest.mark.parametrize(("text", "low", "high"), BOUNDS)
def test_bounds_are_inclusive(text: str, low: int | None, high: int | None) -> None:
    assert (yen(text).low_bound, yen(text).high_bound) == (low, high)


def test_the_more_precise_sorts_first() -> None:
    texts = ["30", "5bn", "~31", "~30", "20..30", "<=5", ">1bn", "undisclosed"]
    assert sorted(map(yen, reversed(texts)), key=Quantity.precision_key) == [*map(yen, texts)]


def test_the_same_value_in_other_words() -> None:
    assert yen("1.23T as $7.9bn").same_value(yen("12,300億円"))
    assert not yen(">1tn").same_value(yen(">=1tn"))
    assert not yen("5").same_value(Quantity.parse("5", "companies"))


@given(st.sampled_from(UNITS).flatmap(lambda unit: st.tuples(quantities(unit), quantities(unit))))
def test_compatible_is_symmetric_and_reflexive(pair: tuple[Quantity, Quantity]) -> None:
    one, other = pair
    assert one.compatible(one)
    assert one.compatible(other) == other.compatible(one)


@settings(max_examples=10_000, deadline=None)
@given(nearly_quantities(), st.sampled_from(UNITS))
def test_any_text_is_a_quantity_or_refused(text: str, unit: str) -> None:
    read = parse_or_none(text, unit)
    assert read is None or (read.text, read.unit) == (text.strip(), unit)


@given(quantities())
def test_every_number_is_an_integer(some: Quantity) -> None:
    assert {type(n) for n in (some.figure, some.high, some.step)} <= {int, type(None)}
    assert some.step >= 1


@pytest.mark.parametrize("module", [quantity, quantity_format, quantity_grammar, quantity_numerals])
def test_no_module_divides_into_floats(module: ModuleType) -> None:
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        assert not isinstance(node, ast.Div)
        assert not (isinstance(node, ast.Constant) and isinstance(node.value, float))
        assert not (isinstance(node, ast.Name) and node.id == "float")
