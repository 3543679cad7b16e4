"""The words of a period: which part of a year they name, and phrases that become ranges.

`second half` and `後半` name `h2`, `by X` becomes `../X`. Words stay in the text, for
`grammar` to say where each may stand: a code in its place could be read as another word's,
as an `h` is a half and an era.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_LENGTH = 100


class Refusal(Exception):  # noqa: N818
    """The reason why a text is no period, and ways to write what it may mean, likeliest first.

    `lead` begins the hint that tells them. Of the ways only those are told that are periods.
    """

    def __init__(self, reason: str, *ways: str, lead: str = "write") -> None:
        super().__init__(reason)
        self.ways, self.lead = ways, lead


KANJI_DIGITS = "〇一二三四五六七八九"
NUMBER = "(?:[0-9]{1,2}|[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
KANJI_YEAR = f"[{KANJI_DIGITS}]{{4}}"
SHORT_YEAR = "['’]?[2-6][0-9]"
"""`27年度` as newspapers print it. One below 20 may be a year of an era, one above 69 of 19..."""
YEAR_OF_ERA = f"(?:元|{NUMBER})"
WEEKDAYS = "月火水木金土日"
MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)

SEASONS = {
    **dict.fromkeys(("spring", "春"), 3),
    **dict.fromkeys(("summer", "夏"), 6),
    **dict.fromkeys(("autumn", "fall", "秋"), 9),
    **dict.fromkeys(("winter", "冬"), 12),
}
"""The first of the three months of each."""
DAYS_AWAY = {
    "today|now|今日|本日|きょう": 0,
    "yesterday|昨日|きのう": -1,
    "(?:the )?day before yesterday|一昨日|おととい": -2,
    "tomorrow|明日|あす|あした": 1,
}
"""What names a day by how far it is from today."""
YEARS_AWAY = {
    **dict.fromkeys(("今", "本", "当", "this", "current"), 0),
    **dict.fromkeys(("来", "翌", "next", "coming"), 1),
    **dict.fromkeys(("再来", "翌々"), 2),
    **dict.fromkeys(("昨", "去", "前", "last", "previous"), -1),
    **dict.fromkeys(("一昨", "前々"), -2),
}
"""What names a year, with the word for one behind it, by how far it is from this one."""


def any_of(words: Iterable[str]) -> str:
    """Return a pattern that any of some words matches, the longest of them first."""
    return "|".join(sorted(words, key=len, reverse=True))


_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_ORDINALS |= {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_ENGLISH_PARTS = {
    f"{ordinal}{gap}{unit}": f"{unit[0]}{place}"
    for ordinal, place in _ORDINALS.items()
    for gap in " -"
    for unit in ("half", "quarter")
}
_ENGLISH_PARTS |= dict.fromkeys(("latter half", "latter-half"), "h2")
_CODED_PARTS = {f"{place}{unit}": f"{unit}{place}" for place in range(1, 5) for unit in "hq"}
_JAPANESE_PARTS = {
    **dict.fromkeys(("前半", "上期", "上半期"), "h1"),
    **dict.fromkeys(("後半", "下期", "下半期"), "h2"),
    **{
        f"第{digit}四半期": f"q{place}"
        for place in range(1, 5)
        for digit in (place, KANJI_DIGITS[place])
    },
}
_DECADE_PARTS = {"early": "h1", "late": "h2"}
_PARTS = _ENGLISH_PARTS | _CODED_PARTS | _JAPANESE_PARTS | _DECADE_PARTS

# Behind a figure a part that begins with one would run into it: 20271h.
_CODED = f"[qh][0-9]|(?<![0-9])(?:{'|'.join(_CODED_PARTS)})"
PART = rf"(?P<part>{_CODED}|(?<![0-9])(?:{'|'.join(_ENGLISH_PARTS)}))"
JAPANESE_PART = rf"(?P<part>{_CODED}|{'|'.join(_JAPANESE_PARTS)})"
DECADE_PART = rf"(?P<part>{'|'.join(_DECADE_PARTS)})"

THIRDS_OF_MONTH = {"上旬": (1, 10), "初旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31)}
MIDDLE = ("Q2", "Q3")
VAGUE_PARTS = {"early": ("H1",), "mid": MIDDLE, "middle": MIDDLE, "late": ("H2",)}
JAPANESE_VAGUE_PARTS = dict.fromkeys(("半ば", "中頃", "中ごろ", "中盤", "央"), MIDDLE)
"""The parts of a year that stand for what has no exact bounds, from the first to the last."""


def number(text: str) -> int:
    """The value of a match of NUMBER, YEAR_OF_ERA or MONTH, or of digits one by one."""
    if text.isdigit():
        return int(text)
    if text.isascii():
        return "janfebmaraprmayjunjulaugsepoctnovdec".index(text[:3]) // 3 + 1
    if "十" not in text:
        return int("".join(str(KANJI_DIGITS.index(digit)) for digit in text.replace("元", "一")))
    tens, _, units = text.partition("十")
    return 10 * KANJI_DIGITS.index(tens or "一") + KANJI_DIGITS.index(units or "〇")


def part_code(text: str) -> str:
    """The code of a match of one of the PARTs, `q1` to `h2`; one that no year has stays too."""
    return _PARTS.get(text, text)


_FISCAL = re.compile(r"\bfiscal (?:year[ -]?)?")
_CALENDAR = re.compile(r"\b(?:calendar (?:year )?|cy ?)(?=[0-9]{4})")
_HYPHENED = re.compile(r"\b(early|mid|late|end)-(?=fy|[a-z0-9])")

# "… to …" becomes a dash, which refuses ends of two kinds: in "from fiscal 2029 to 2030" the
# last year is fiscal too, but does not say so.
_TO = "(?: to | through | ?[–-] ?)"
_MADE = "(?:[〜–-]|から)"
_PHRASES = (
    # What two ends share is printed once: 2024-12-11/20, April-June 2027, 2027年4〜6月.
    (
        re.compile(r"([~?%]?[0-9]{4}-(?:[0-9]{2}-)?)([0-9]{2}) ?/ ?([0-9]{2}[~?%]?)"),
        r"\1\2/\1\3",
    ),
    (
        re.compile(rf"(?:in |from )?({MONTH}){_TO}({MONTH}) ([0-9]{{4}})"),
        r"\1 \3–\2 \3",
    ),
    (
        re.compile(rf"between ({MONTH}) and ({MONTH}) ([0-9]{{4}})"),
        r"\1 \3–\2 \3",
    ),
    (
        re.compile(rf"([^年]+年)({NUMBER})月?{_MADE}({NUMBER}月)(?:期|まで)?"),
        r"\1\2月–\1\3",
    ),
    (
        re.compile(rf"([^年]+年{NUMBER}月)({NUMBER})日?{_MADE}({NUMBER}日)(?:まで)?"),
        r"\1\2日–\1\3",
    ),
    (
        re.compile(
            r"([~?%]?)(?:by|until|(?:no|not) later than) (?:(?:the )?end(?: of |[ -]))?(.+)"
        ),
        r"\1../\2",
    ),
    (re.compile(r"([~?%]?)between (.+) and (.+)"), r"\1\2–\3"),
    (re.compile(r"([~?%]?)(?:from )?(.+) (?:to|through) (.+)"), r"\1\2–\3"),
    (re.compile(r"([~?%]?)(?:from )?(.+) (?:or later|onwards?)"), r"\1\2/.."),
    (re.compile(r"([~?%]?)(?:from|since) (.+)"), r"\1\2/.."),
    (re.compile(r"(?:sometime )?(?:in|within|during) ([^/]+)"), r"\1"),
    (re.compile("([~?%]?[0-9]{4})[–—]((?:1[3-9]|[2-9][0-9])[~?%]?)"), r"\1-\2"),
    (re.compile(r"(.+)から(.+?)末?まで([~?%]?)"), r"\1–\2\3"),
    (re.compile(r"(.+?)末?までに?([~?%]?)"), r"../\1\2"),
    (re.compile(r"(.+?)(?:から|以降)([~?%]?)"), r"\1/..\2"),
    (re.compile(r"(.+)から(.+)"), r"\1–\2"),
    (re.compile(r"(.+[年度月日半期])〜"), r"\1/.."),
)

# NFKC would turn a footnote into a digit: R9.4.1² is not the 12th of April.
_NOT_PLAIN = ("<super>", "<sub>", "<circle>", "<fraction>")


def plain(text: str) -> str:
    """The text in plain lower-case characters, with single spaces; raises Refusal for odd ones."""
    if len(text) > MAX_LENGTH:
        raise Refusal(f"it is longer than {MAX_LENGTH} characters")
    if any(unicodedata.decomposition(character).startswith(_NOT_PLAIN) for character in text):
        raise Refusal("it holds a raised, lowered or circled character")
    # A full-width tilde is a Japanese range dash, never the ASCII mark for "about".
    narrow = unicodedata.normalize("NFKC", text.strip().replace("～", "〜"))
    if not narrow.isprintable():
        raise Refusal("it holds a control character or an invisible one")
    return re.sub(r" ?([^\x00-\x7f]) ?", r"\1", " ".join(narrow.lower().split()))


def simplify(text: str) -> str:
    """The text as `plain`, phrases as ranges."""
    plainer = _CALENDAR.sub("", _FISCAL.sub("fy", plain(text)))
    plainer = _HYPHENED.sub(r"\1 ", plainer)
    for phrase, meaning in _PHRASES:
        if match := phrase.fullmatch(plainer):
            return match.expand(meaning)
    return plainer
