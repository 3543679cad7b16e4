"""The words of a period: which part of a year they name, and phrases that become ranges.

`second half` and `後半` name `h2`, `by X` becomes `../X`. Words stay in the text, for
`grammar` to say where each may stand: a code in its place could be read as another word's,
as an `h` is a half and an era.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import TYPE_CHECKING

from tracker.domain.periods.calendar import MONTHS_IN_YEAR

if TYPE_CHECKING:
    from tracker.domain.periods.calendar import FiscalCalendar


MAX_LENGTH = 100


class Refusal(Exception):  # noqa: N818
    """The reason why a text is no period, to be told to the user with that text."""


KANJI_DIGITS = "〇一二三四五六七八九"
NUMBER = "(?:[0-9]{1,2}|[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
KANJI_YEAR = f"[{KANJI_DIGITS}]{{4}}"
YEAR_OF_ERA = f"(?:元|{NUMBER})"
WEEKDAYS = "月火水木金土日"
MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)

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


_FISCAL = re.compile(r"\bfiscal (?:year )?")

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
    (re.compile(r"(?:in|within|during) ([^/]+)"), r"\1"),
    (re.compile(r"(.+)から(.+?)末?まで([~?%]?)"), r"\1–\2\3"),
    (re.compile(r"(.+?)末?までに?([~?%]?)"), r"../\1\2"),
    (re.compile(r"(.+?)(?:から|以降)([~?%]?)"), r"\1/..\2"),
    (re.compile(r"(.+)から(.+)"), r"\1–\2"),
    (re.compile(r"(.+[年度月日半期])〜"), r"\1/.."),
)

# NFKC would turn a footnote into a digit: R9.4.1² is not the 12th of April.
_NOT_PLAIN = ("<super>", "<sub>", "<circle>", "<fraction>")


def simplify(text: str) -> str:
    """The text in plain lower-case characters, with single spaces, phrases as ranges."""
    if len(text) > MAX_LENGTH:
        raise Refusal(f"it is longer than {MAX_LENGTH} characters")
    if any(unicodedata.decomposition(character).startswith(_NOT_PLAIN) for character in text):
        raise Refusal("it holds a raised, lowered or circled character")
    # A full-width tilde is a Japanese range dash, never the ASCII mark for "about".
    plain = unicodedata.normalize("NFKC", text.strip().replace("～", "〜"))
    if not plain.isprintable():
        raise Refusal("it holds a control character or an invisible one")
    plain = re.sub(r" ?([^\x00-\x7f]) ?", r"\1", " ".join(plain.lower().split()))
    plain = _FISCAL.sub("fy", plain)
    for phrase, meaning in _PHRASES:
        if match := phrase.fullmatch(plain):
            return match.expand(meaning)
    return plain


_FISCAL_PAIR = re.compile("[~?%]*fy ?([0-9]{4})[~?%]* ?[/–-] ?[~?%]*([0-9]{2})?([0-9]{2})[~?%]*")
_SLASHED_ERA = re.compile("([mtshr明治大正昭和平成令]+[0-9]{1,2})/([0-9]{1,2})/([0-9]{1,2})")
_YEAR_FIRST = re.compile("(?<![0-9/-])([0-9]{4})/([0-9]{1,2})(?:/([0-9]{1,2}))?(?![0-9/-])")
_YEAR_LAST = re.compile("(?<![0-9a-z/-])(?:([0-9]{1,2})/)?([0-9]{1,2})/([0-9]{4})(?![0-9/-])")


def check_fiscal_pair(text: str, calendar: FiscalCalendar) -> None:
    """Raise Refusal for `FY2029/2030`, which is one fiscal year in Britain and two elsewhere."""
    pair = _FISCAL_PAIR.fullmatch(text)
    first, century, last = pair.groups() if pair else ("0", "", "0")
    begun, ended = int(first), int((century or first[:2]) + last)
    if ended > begun + 1:
        raise Refusal(f"is its last year fiscal too? write FY{begun}/FY{ended}")
    if ended == begun + 1:
        single = ended if calendar.named_by == "last" else begun
        raise Refusal(f"one fiscal year or two? write FY{begun}/FY{ended}, or FY{single}")


def check_slashes(text: str) -> None:
    """Raise Refusal where slashes stand within a day, a month or a year: `2027/03/31`, `2025/26`.

    The spelling that was likely meant is proposed, both where month and day may be swapped.
    """
    if era := _SLASHED_ERA.search(text):
        raise Refusal("write " + ".".join(era.groups()).upper())
    if slashed := _YEAR_FIRST.search(text):
        year, month, day = slashed.groups()
        _propose(_iso(year, month, day))
        if day is None:
            raise Refusal(f"write {year}/{year[:2]}{month}")
    if slashed := _YEAR_LAST.search(text):
        one, other, year = slashed.groups()
        either = {_iso(year, other, one), _iso(year, one, other)} if one else {_iso(year, other)}
        _propose(*sorted(either, reverse=True))


def _iso(year: str, month: str, day: str | None = None) -> str:
    """The day or the month in ISO 8601; empty for one that does not exist."""
    try:
        iso = date(int(year), int(month), int(day or "1")).isoformat()
    except ValueError:
        return ""
    return iso if day else iso[:7]


def _propose(*likely: str) -> None:
    """Raise Refusal with the spellings that are none empty, if any."""
    spellings = [spelling for spelling in likely if spelling]
    if len(spellings) > 1:
        raise Refusal(f"month and day cannot be told apart: write {' or '.join(spellings)}")
    if spellings:
        raise Refusal(f"write {spellings[0]}")


_UNPADDED = re.compile("([0-9]{4})-([0-9]{1,2})(?:-([0-9]{1,2}))?")
_SHORT_YEAR = re.compile(r"\bfy ?([0-9]{2})(?![0-9])")
_SHORT_YEAR_OF_PART = re.compile("([1-4][qh]|[qh][1-4] ) ?'?([0-9]{2})")
_YEAR_ENDING = re.compile(
    rf"(?:fy|year) ?end(?:s|ing|ed)?(?: in| on)? (?:[0-9]{{1,2}} )?(?P<month>{MONTH})"
    r"(?: [0-9]{1,2},?)? (?P<year>[0-9]{4})"
)
_JAPANESE_YEAR_ENDING = re.compile("(?P<year>[0-9]{4})年(?P<month>[0-9]{1,2})月期")
_KANJI_FIGURE = re.compile(f"[{KANJI_DIGITS}]{{2,}}")
_CENTURY = re.compile("[0-9]00(?:s|年代)")
_VAGUE = re.compile(
    r"\b(?:soon|early|mid|middle|late|start|beginning|end|spring|summer|autumn|fall|winter)\b"
    "|[初末旬春夏秋冬]|中頃|中ごろ|半ば"
)


def diagnose(text: str, calendar: FiscalCalendar) -> str:
    """Why a text that matches no form is refused."""
    if match := _YEAR_ENDING.search(text) or _JAPANESE_YEAR_ENDING.search(text):
        return _year_ending(int(match["year"]), number(match["month"]), calendar)
    if _CENTURY.search(text):
        return "it may mean ten years or a hundred"
    if _VAGUE.search(text):
        return "it has no exact bounds"
    return _digits_wrong(text) or "it is none of the accepted forms"


def _digits_wrong(text: str) -> str:
    """What is to be said of its figures, if that alone keeps it from being a period."""
    if match := _UNPADDED.fullmatch(text):
        padded = "-".join(part.zfill(2) for part in match.groups() if part)
        return f"months and days have two digits: {padded}"
    if _SHORT_YEAR.search(text):
        return "a year has four digits: " + _SHORT_YEAR.sub(r"fy20\1", text).upper()
    if match := _SHORT_YEAR_OF_PART.fullmatch(text):
        return "a year has four digits: " + f"{match[1]}20{match[2]}".upper()
    if _KANJI_FIGURE.search(text):
        plain = _KANJI_FIGURE.sub(lambda figure: str(number(figure[0])), text)
        return f"write its digits as 0 to 9: {plain}"
    return ""


def _year_ending(year: int, month: int, calendar: FiscalCalendar) -> str:
    """Name the twelve months that end with that one."""
    if not 1 <= month <= MONTHS_IN_YEAR:
        return f"there is no month {month}"
    fiscal = calendar.year_containing(date(year, month, 1))
    last = calendar.month_start(fiscal, MONTHS_IN_YEAR - 1)
    if (last.year, last.month) == (year, month):
        return f"the fiscal year that ends then is written FY{fiscal}"
    begun = f"{year - 1}-{month + 1:02}" if month < MONTHS_IN_YEAR else f"{year}-01"
    return f"the year that ends then is written {begun}/{year}-{month:02}"
