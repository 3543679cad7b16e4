"""Texts that are periods, for hypothesis."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

years = st.integers(1900, 2199)
days = st.dates(date(1900, 1, 1), date(2199, 12, 31))
marks = st.sampled_from(["", "~", "?", "%"])

iso_dates = st.one_of(
    days.map(date.isoformat),
    days.map(lambda day: day.isoformat()[:7]),
    years.map(str),
)
decades = st.integers(190, 219).map("{}X".format)
parts = st.sampled_from(["Q1", "Q2", "Q3", "Q4", "H1", "H2"])
quarters_and_halves = st.builds("{}-{}".format, years, parts)
fiscal_labels = st.one_of(years.map(str), quarters_and_halves).map("FY{}".format)
units = st.one_of(iso_dates, decades, quarters_and_halves, fiscal_labels)
_near_years = st.integers(2027, 2029)
near_units = st.one_of(
    st.builds("{}{}".format, st.sampled_from(["", "FY"]), _near_years),
    st.builds("{}{}-{}".format, st.sampled_from(["", "FY"]), _near_years, parts),
    st.builds("{}-{:02}".format, _near_years, st.integers(1, 12)),
    st.sampled_from(["202X", "2027-03-31", "2027-04-01", "2028-12-31"]),
)
"""Units of the same few years, which meet, contain and miss each other about equally often."""

near_marked = st.builds("{}{}".format, st.sampled_from(["", "", "", "~"]), near_units)
near_ranges = st.builds(
    "{}/{}".format,
    st.sampled_from(["2027", "2027-07", "2027-H2", "FY2027", "2028-02-15"]),
    st.sampled_from(["2028", "2028-H2", "FY2028", "2029-06", "2030-01-20"]),
)
near_open = st.one_of(near_marked.map("../{}".format), near_marked.map("{}/..".format))
near = st.one_of(near_marked, near_marked, near_ranges, near_open, st.just("2025/2029"))
"""Any kind of period of those years."""

marked_units = st.builds("{}{}{}".format, marks, units, marks)


def _in_order(first: str, second: str) -> str:
    """A range of the two, the one that sorts lower first; within a year it may be upside down."""
    return "/".join(sorted((first, second), key=lambda text: text.strip("~?%FY")))


ranges = st.builds(_in_order, marked_units, marked_units)
open_ranges = st.one_of(marked_units.map("../{}".format), marked_units.map("{}/..".format))

_english = st.builds(
    "{} {} of {}{}".format,
    st.sampled_from(["first", "second", "the second"]),
    st.sampled_from(["half", "quarter"]),
    st.sampled_from(["", "FY", "fiscal ", "fiscal year "]),
    years,
)
_japanese = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["", "約"]),
    years,
    st.sampled_from(["年", "年度", "年4月", "年度後半", "年上半期", "年第3四半期"]),
    st.sampled_from(["", "頃", "前後", "まで", "までに", "から", "以降", "〜", "中に", "内"]),
)
_phrases = st.builds(
    "{} {}".format,
    st.sampled_from(["by", "until", "no later than", "from", "since", "in", "around", "roughly"]),
    units,
)
_inner_years = st.integers(1901, 2198)
_short_years = st.integers(20, 69)
_vague_parts = st.sampled_from(["early", "mid", "mid", "middle of", "late", "late in", "end of"])
newspaper = st.one_of(
    st.builds("{} {}{}".format, _vague_parts, st.sampled_from(["", "FY", "fiscal "]), _inner_years),
    st.builds("{}-{}".format, st.sampled_from(["mid", "end"]), _inner_years),
    st.builds("end of {}".format, quarters_and_halves),
    st.builds(
        "{}{}{}".format,
        st.one_of(_inner_years, _short_years),
        st.sampled_from(["年", "年度"]),
        st.sampled_from(["", "末", "半ば", "中頃", "後半", "上期末", "第3四半期"]),
    ),
    st.builds(
        "{}年{}月{}".format,
        st.one_of(_inner_years, _short_years),
        st.integers(1, 12),
        st.sampled_from(["", "末", "末日", "上旬", "中旬", "下旬", "期", "期下期", "期第1四半期"]),
    ),
    st.integers(1912, 1998).map(lambda year: f"{year}-{year % 100 + 1}"),
)
"""As newspapers print them, vague ones among them."""

wordings = st.one_of(_english, _japanese, _phrases, newspaper)

candidates = st.one_of(marked_units, open_ranges, wordings, ranges)
"""Most are periods; a range may still end before it begins."""

near_misses = st.text(
    alphabet="0123456789-/~?%.年月日度元令和約頃QHFYX fby ～〜–\u200b\t²", max_size=20
)

japanese_words = (
    *("明治", "大正", "昭和", "平成", "令和", "元", "年", "年度", "年代", "月", "日", "頃", "約"),
    *(
        "前半",
        "後半",
        "上期",
        "下期",
        "上半期",
        "下半期",
        "第",
        "四半期",
        "の",
        "まで",
        "から",
        "〜",
        "中",
        "内",
        "前後",
        "中頃",
        "半ば",
        "末",
        "末日",
        "上旬",
        "月期",
        "期",
    ),
    *("2027", "2030", "4", "9", "1", "2", "三", "十", "FY", "H", "R", "Q", "."),
)
english_words = (
    *("early ", "mid-", "late ", "end of ", "the end ", "by ", "from ", " to ", "in ", "before "),
    *("spring ", "next year", "fiscal year ", "ending ", "FY", "CY", "March ", "20 Nov ", "-"),
    *("2027", "2028", "27", "2025-26", "2020s", "H2 ", "3Q ", "/", "~", "2027-03", "11/20", "."),
    *("first half of ", "calendar ", "or later", "around ", "6.8.2025", "quarter ", " or ", "?"),
)
jumbled_english = st.lists(st.sampled_from(english_words), min_size=1, max_size=6).map("".join)
jumbled = st.lists(st.sampled_from(japanese_words), min_size=2, max_size=7).map("".join)
