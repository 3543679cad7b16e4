"""Hypothesis strategies for printed quantities."""

from __future__ import annotations

from hypothesis import strategies as st

from tracker.domain.quantities.quantity import Quantity
from tracker.errors import QuantityError

UNITS = ("JPY", "USD", "KRW", "%", "companies", "wafers/month")
CURRENCY_WORDS = {"JPY": "yen", "USD": "dollars", "KRW": "won"}
SIGNS = (
    "",
    "",
    "~",
    "約",
    "about ",
    "最大約",
    "close to ",
    "approx. ",
    "at least about ",
    ">",
    ">=",
    "<",
    "<=",
    "up to ",
    "just over ",
    "as much as ",
)
SCALES = (
    "",
    "",
    "k",
    "m",
    "bn",
    " bil.",
    "tn",
    " million",
    " trillion",
    "万",
    "百万",
    "億",
    "兆",
    " bln",
    "tr",
)
VAGUE = ("数", "数十", "数千億", "数百万", "several hundred billion", "several thousand")
FRAGMENTS = (
    *"0123456789,._-~<>=%¥$()兆億万千百十三五数約円社△〜 ",
    *(
        "bn",
        "tn",
        "..",
        " as ",
        "yen",
        "over ",
        "several ",
        "between ",
        " and ",
        "以上",
        "超",
        "強",
        "ほど",
        "程度",
        "最大",
        "割",
        "5分",
        "倍",
    ),
    *(
        "から",
        "百万",
        " bil.",
        "-billion-",
        "+",
        "-plus",
        "one ",
        "tens of billions",
        " as much as ",
        "close to ",
        "approx. ",
        "nearly ",
        "fourfold",
        " growth",
        " Mrd €",
        " bln",
        " 770",
        "(",
        ")",
        " or so",
        "half ",
        "thirty-",
        "dozen",
    ),
)


def tail(unit: str) -> st.SearchStrategy[str]:
    """What may follow a number: a percent sign must, the unit's name may."""
    if unit == "%":
        return st.sampled_from(("%", "%", "割"))
    return st.sampled_from(("", f" {CURRENCY_WORDS.get(unit, unit)}"))


@st.composite
def numbers(draw: st.DrawFn) -> str:
    """`1,234.5`, now and then below zero, grouped and with printed zeros at its end."""
    whole = draw(st.integers(0, 10 ** draw(st.integers(1, 9)))) * 10 ** draw(st.integers(0, 3))
    fraction = draw(st.sampled_from(("", "", "", ".0", ".5", ".23", ".50")))
    minus = draw(st.sampled_from(("", "", "", "-", "△")))
    return minus + (f"{whole:,}" if draw(st.booleans()) else str(whole)) + fraction


@st.composite
def texts(draw: st.DrawFn, unit: str) -> str:
    """A text of one of the accepted forms; some are still refused, as too large or too fine."""
    end, scale = draw(tail(unit)), draw(st.sampled_from(SCALES))
    form = draw(st.sampled_from(("one", "one", "one", "range", "vague", "undisclosed")))
    if form == "range":
        low, high = draw(st.tuples(st.integers(0, 999), st.integers(999, 10**5)))
        return f"{low}{scale}{end}..{high}{scale}{end}"
    if form == "vague":
        return draw(st.sampled_from(VAGUE)) + end
    if form == "undisclosed":
        return "undisclosed"
    beside = (
        draw(st.sampled_from(("", " as €7.9bn", " (約79億元)"))) if unit in CURRENCY_WORDS else ""
    )
    behind = draw(st.sampled_from(("", "", "", "ほど", "余り", " or so", "以上")))
    return draw(st.sampled_from(SIGNS)) + draw(numbers()) + scale + end + behind + beside


@st.composite
def quantities(draw: st.DrawFn, unit: str | None = None) -> Quantity:
    """Any quantity, of one unit if named."""
    chosen = unit or draw(st.sampled_from(UNITS))
    parsed = draw(texts(chosen).map(lambda text: parse_or_none(text, chosen)))
    return parsed or Quantity.parse("30%" if chosen == "%" else "30", chosen)


def parse_or_none(text: str, unit: str) -> Quantity | None:
    try:
        return Quantity.parse(text, unit)
    except QuantityError:
        return None


def nearly_quantities() -> st.SearchStrategy[str]:
    """Texts made of the grammar's own pieces in any order, and texts of anything."""
    pieces = st.lists(st.sampled_from(FRAGMENTS), max_size=12).map("".join)
    return st.one_of(pieces, pieces, st.text(max_size=120))
