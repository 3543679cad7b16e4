from __future__ import annotations

import ast
import inspect
from itertools import pairwise
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases_period import rows
from cases_quantity import (
    ABOUT,
    ABOUT_STEPS,
    ANSWERED,
    BN,
    BOUNDS,
    COMPATIBLE,
    EXACT,
    INCOMPATIBLE,
    NOT_ROUNDED,
    OTHER_FIGURES,
    QUALIFIED,
    RANGE,
    RANGES,
    REFUSED,
    ROUNDED,
    YEN_FIGURES,
)
from strategies_quantity import UNITS, nearly_quantities, parse_or_none, quantities
from tracker.domain.quantities import answers as quantity_answers
from tracker.domain.quantities import format as quantity_format
from tracker.domain.quantities import grammar as quantity_grammar
from tracker.domain.quantities import numerals as quantity_numerals
from tracker.domain.quantities import qualifiers as quantity_qualifiers
from tracker.domain.quantities import quantity
from tracker.domain.quantities import units as quantity_units
from tracker.domain.quantities.quantity import Qualifier, Quantity
from tracker.domain.quantities.units import CURRENCIES
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


def ways(refused: QuantityError) -> list[str]:
    """What a hint names."""
    hint = refused.hint.partition("; every way")[0]
    return hint.removeprefix("write ").removeprefix("for example ").split(" or ")


@pytest.mark.parametrize(("unit", "text", "reason", "written"), rows(ANSWERED))
def test_what_is_nearly_a_quantity_is_answered_with_what_to_write(
    unit: str, text: str, reason: str, written: str
) -> None:
    with pytest.raises(QuantityError, match=reason) as refused:
        Quantity.parse(text, unit)
    if written == "-":
        assert refused.value.hint.endswith("every way: tracker help amounts")
    else:
        assert refused.value.hint == f"write {written}"


@pytest.mark.parametrize("unit", [*CURRENCIES, "%", "companies"])
def test_every_form_that_a_hint_offers_is_one_of_the_unit(unit: str) -> None:
    with pytest.raises(QuantityError) as refused:
        Quantity.parse("X", unit)
    assert [Quantity.parse(way, unit).unit for way in ways(refused.value)] == [unit, unit]


@given(nearly_quantities(), st.sampled_from([*UNITS, "count", "EUR"]))
def test_a_refusal_names_only_what_is_a_quantity(text: str, unit: str) -> None:
    try:
        Quantity.parse(text, unit)
    except QuantityError as refused:
        offered = ways(refused)
        assert 1 <= len(offered) <= 2
        for way in offered:
            Quantity.parse(way, unit)


def test_a_bound_that_is_about_counts_no_zeros() -> None:
    assert yen("最大約1,000億円").step == yen("~1,000億円").step == 1000 * 10**8
    assert yen("最大1,000億円").step == 10**8


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


def test_the_finer_kind_counts_and_then_the_step() -> None:
    texts = ["30", "~31", "~30", "5bn", "21..30", "20..30", "<5", "<=5", ">1bn", "undisclosed"]
    for finer, coarser in pairwise(map(yen, texts)):
        assert finer.is_finer_than(coarser)
        assert not coarser.is_finer_than(finer)


@pytest.mark.parametrize(("coarse", "finer"), ROUNDED)
def test_a_figure_rounds_or_cuts_a_finer_one(coarse: str, finer: str) -> None:
    assert yen(coarse).rounds(yen(finer))


@pytest.mark.parametrize(("coarse", "finer"), NOT_ROUNDED)
def test_a_figure_rounds_no_other(coarse: str, finer: str) -> None:
    assert not yen(coarse).rounds(yen(finer))


@pytest.mark.parametrize(
    ("bound", "finer", "kept"),
    [
        (">40", "46", True),
        (">40", "40", False),
        (">=40", "40", True),
        ("<590bn", "589bn", True),
        ("<590bn", "590bn", False),
        ("20..40", "40", True),
        ("20..40", "41", False),
        ("20..40", "25..40", True),
        ("20..40", "25..45", False),
        (">40", "41..60", True),
        (">40", "40..60", False),
        (">40", ">45", False),
        ("~40", "40", False),
        (">40", "undisclosed", False),
    ],
)
def test_a_bound_or_range_keeps_what_lies_within_it(bound: str, finer: str, *, kept: bool) -> None:
    assert yen(bound).keeps(yen(finer)) is kept


@pytest.mark.parametrize(
    ("bound", "figure", "near"),
    [
        (">40", "46", True),
        (">36", "48", True),
        (">35", "48", False),
        (">10bn", "16bn", False),
        ("<=60", "48", True),
        ("<=61", "48", False),
        ("<-36", "-48", True),
        ("<-35", "-48", False),
    ],
)
def test_a_near_bound_lies_within_a_quarter_of_the_figure(
    bound: str, figure: str, *, near: bool
) -> None:
    assert yen(bound).is_quarter_from(yen(figure)) is near


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("1,000bn as $6.5bn", "1,000bn as $6.50bn", True),
        ("1,000bn as $6.5bn", "900bn as $6.5bn", True),
        ("1,000bn as $6.5bn", "899bn as $6.5bn", False),
        ("1,000bn as $6.5bn", "10tn as $6.5bn", False),
        ("1,000bn as $6.5bn", "1,000bn as $6.4bn", False),
        ("1,000bn as $6.5bn", "1,000bn", False),
    ],
)
def test_amounts_convert_alike_within_a_tenth(one: str, other: str, *, alike: bool) -> None:
    assert yen(one).converts_like(yen(other)) is alike
    assert yen(other).converts_like(yen(one)) is alike


def test_the_same_value_in_other_words() -> None:
    assert yen("1.23T as $7.9bn").same_value(yen("12,300億円"))
    assert not yen(">1tn").same_value(yen(">=1tn"))
    assert not yen("5").same_value(Quantity.parse("5", "companies"))


@given(st.sampled_from(UNITS).flatmap(lambda unit: st.tuples(quantities(unit), quantities(unit))))
def test_compatible_is_symmetric_and_reflexive(pair: tuple[Quantity, Quantity]) -> None:
    one, other = pair
    assert one.compatible(one)
    assert one.compatible(other) == other.compatible(one)


@given(st.sampled_from(UNITS).flatmap(lambda unit: st.tuples(quantities(unit), quantities(unit))))
def test_of_two_quantities_at_most_one_is_finer(pair: tuple[Quantity, Quantity]) -> None:
    one, other = pair
    assert not (one.is_finer_than(other) and other.is_finer_than(one))


@given(quantities())
def test_a_figure_rounds_itself_and_converts_like_itself(some: Quantity) -> None:
    names_a_figure = some.figure is not None and some.qualifier is not Qualifier.RANGE
    assert some.rounds(some) is names_a_figure
    assert some.converts_like(some) is (some.conversion is not None)


@given(nearly_quantities(), st.sampled_from(UNITS))
def test_any_text_is_a_quantity_or_refused(text: str, unit: str) -> None:
    read = parse_or_none(text, unit)
    assert read is None or (read.text, read.unit) == (text.strip(), unit)


@given(quantities())
def test_every_number_is_an_integer(some: Quantity) -> None:
    assert {type(n) for n in (some.figure, some.high, some.step)} <= {int, type(None)}
    assert some.step >= 1


@pytest.mark.parametrize(
    "module",
    [
        quantity,
        quantity_answers,
        quantity_format,
        quantity_grammar,
        quantity_numerals,
        quantity_qualifiers,
        quantity_units,
    ],
)
def test_no_module_divides_into_floats(module: ModuleType) -> None:
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        assert not isinstance(node, ast.Div)
        assert not (isinstance(node, ast.Constant) and isinstance(node.value, float))
        assert not (isinstance(node, ast.Name) and node.id == "float")
