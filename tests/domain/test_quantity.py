from __future__ import annotations

import ast
import inspect
import re
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases_quantity import (
    ABOUT,
    ABOUT_STEPS,
    BN,
    BOUNDS,
    COMPATIBLE,
    EXACT,
    INCOMPATIBLE,
    OTHER_FIGURES,
    QUALIFIED,
    RANGE,
    RANGES,
    REFUSED,
    YEN_FIGURES,
)
from strategies_quantity import UNITS, nearly_quantities, parse_or_none, quantities
from tracker.domain import (
    quantity,
    quantity_format,
    quantity_grammar,
    quantity_numerals,
    quantity_units,
)
from tracker.domain.quantity import Qualifier, Quantity
from tracker.domain.quantity_units import CURRENCIES
from tracker.errors import QuantityError


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


@pytest.mark.parametrize("unit", [*CURRENCIES, "%", "companies"])
def test_every_form_that_a_hint_offers_is_one_of_the_unit(unit: str) -> None:
    with pytest.raises(QuantityError) as refused:
        Quantity.parse("5X", unit)
    forms = re.split(", | or ", refused.value.hint.removeprefix("write "))
    assert {Quantity.parse(form, unit).unit for form in forms} == {unit}
    assert unit not in CURRENCIES or f"{CURRENCIES[unit].symbol}1.23T" in forms


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


@pytest.mark.parametrize(
    "module", [quantity, quantity_format, quantity_grammar, quantity_numerals, quantity_units]
)
def test_no_module_divides_into_floats(module: ModuleType) -> None:
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        assert not isinstance(node, ast.Div)
        assert not (isinstance(node, ast.Constant) and isinstance(node.value, float))
        assert not (isinstance(node, ast.Name) and node.id == "float")
