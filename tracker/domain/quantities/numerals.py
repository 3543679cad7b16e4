"""Printed numbers: `1,300`, `1.23T`, `2千億`, `1兆7,225億`, `several hundred billion`.

A number is held as its digits and the place of the last of them, so `1.23T` is 123 at place 10
and `1兆7,225億` is 17225 at place 8: exact, and its precision is not lost. The texts that are
read here were normalised before.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

_SCALES = {
    **dict.fromkeys(("k", "thousand"), 3),
    **dict.fromkeys(("m", "mn", "mln", "mio", "million", "millionen"), 6),
    **dict.fromkeys(("b", "bn", "bln", "bil", "billion", "mrd", "mld", "milliarden"), 9),
    **dict.fromkeys(("t", "tn", "tr", "trn", "trln", "tril", "trillion"), 12),
    "quadrillion": 15,
    "quintillion": 18,
}

# Where these are written a point groups digits: 1.300 Mrd.
_CONTINENTAL = {"mio", "millionen", "mrd", "mld", "milliarden"}
_THOUSANDS = re.compile(r"([0-9]{1,3})\.([0-9]{3})")

_KANJI_PLACES = {"十": 1, "百": 2, "千": 3, "万": 4, "億": 8, "兆": 12}
PLACES = _SCALES | _KANJI_PLACES | {"ten": 1, "hundred": 2, "百万": 6, "": 0}
"""Scale words and their powers of ten."""

_KANJI_DIGITS = "一二三四五六七八九"
_PLACE_WORDS = "十百千"

_SCALE = rf"(?:{'|'.join(sorted(_SCALES, key=len, reverse=True))})(?![a-z])"
_GROUPED = r"[1-9][0-9]{0,2}(?:(?:,[0-9]{3})+|(?:_[0-9]{3})+)"
_FIGURE = rf"(?:{_GROUPED}|0|[1-9][0-9]*)(?:\.[0-9]+)?"
_DECIMAL = rf"{_FIGURE}(?![0-9,._千百十])"
_DIGIT = f"[1-9{_KANJI_DIGITS}]"
_KANJI = (
    rf"(?=[1-9]?[千百十]|[{_KANJI_DIGITS}])"
    rf"(?:{_DIGIT}?千)?(?:{_DIGIT}?百)?(?:{_DIGIT}?十)?{_DIGIT}?"
    rf"(?![0-9,._千百十{_KANJI_DIGITS}])"
)
_PART = rf"(?:{_DECIMAL}|{_KANJI})"

# Accounts are kept in 百万円, so that a figure of any length may stand before it.
_WESTERN = re.compile(
    rf"({_DECIMAL})(?![万億兆])(?: ?({_SCALE})\.?)?"
    rf"|({_FIGURE})(百万)(?![0-9{_KANJI_DIGITS}千百十])"
)
_JAPANESE = re.compile(rf"(?:{_PART}[万億兆])+{_PART}?|{_KANJI}")
_JAPANESE_PART = re.compile(rf"({_PART})([万億兆]?)")
_KANJI_DIGIT = re.compile(rf"({_DIGIT}?)([千百十]?)")
_VAGUE = re.compile(
    rf"数([十百千]?)([万億兆]?)|several(?![a-z])(?: (hundred)(?![a-z]))?(?: ({_SCALE}))?"
)

_LAST_SCALE = re.compile(f"[{_PLACE_WORDS}]?[万億兆](?=[^万億兆]*$)|[{_PLACE_WORDS}]$")

_JAPANESE_MARKS = f"{_KANJI_DIGITS}十百千万億兆"
_SPACE_WITHIN = re.compile(
    rf"(?<=[0-9{_JAPANESE_MARKS}数]) (?=[千万億兆])|(?<=[千万億兆]) (?=[0-9{_JAPANESE_MARKS}])"
)
_KANJI_FIGURE = re.compile(rf"[〇{_KANJI_DIGITS}]{{2,}}(?![十百千〇{_KANJI_DIGITS}])")

_HYPHEN = re.compile("(?<=[0-9])-(?=(?:m|b|tr)illion)|(?<=illion)-(?=[a-z])")


class Refusal(Exception):  # noqa: N818 - the reason of an error, not yet the error told to the user
    """Why a text is no quantity, in a few words, and ways to write what it may mean.

    Of the ways only those are told that are quantities. One that is `unread` was not made out, so
    that `answers` may know better.
    """

    def __init__(self, reason: str, *ways: str, unread: bool = False) -> None:
        super().__init__(reason)
        self.ways, self.unread = ways, unread

    def put(self, before: str, behind: str = "") -> Refusal:
        """Return the refusal of a longer text, of which this one was refused."""
        ways = (f"{before}{way}{behind}" for way in self.ways)
        return Refusal(str(self), *ways, unread=self.unread)


class Printed(NamedTuple):
    """A number as printed: digits x 10^place, where `place` is that of its last digit."""

    digits: int
    place: int

    def without_zeros(self) -> Printed:
        """Return the same number with its trailing zeros in the place, not among its digits."""
        digits, place = self
        while digits and digits % 10 == 0:
            digits, place = digits // 10, place + 1
        return Printed(digits, place)


class Numeral(NamedTuple):
    """One number, or the span of a vague one, whose `high` is its upper end."""

    low: Printed
    high: Printed | None
    scale: str
    """The last scale that was printed in it: ` billion`, `千億`, or nothing."""
    scale_place: int
    """The power of ten of the largest scale that it names, `bn` or `億`; 0 without one."""

    def scales_to_borrow(self, other: Numeral) -> tuple[str, ...]:
        """The scales, likeliest first, in which a reader may take it because the other has them.

        The 2 of `2〜3千億` may mean 2千億 or 2億, the 5千 of `5千〜6千億` 5千億. A `0`, or what
        has a scale of its own, means what it says.
        """
        if not self.low.digits or not other.scale:
            return ()
        whole, myriad = other.scale, other.scale.lstrip(_PLACE_WORDS)
        if not self.scale:
            return (whole, myriad) if myriad else (whole,)
        return (myriad,) if myriad and not self.scale.strip(_PLACE_WORDS) else ()

    def negated(self) -> Numeral:
        """Put the number below zero. Raises Refusal for a vague one."""
        if self.high:
            raise Refusal("a vague number takes no minus")
        return self._replace(low=Printed(-self.low.digits, self.low.place))


def normalise(text: str) -> str:
    """Narrow what is full-width, lower the case, single the spaces, none within Japanese numbers.

    The hyphens of `130-billion-yen` count as spaces.
    Not plain NFKC: that reads `5²` as 52. And `～` before a Japanese figure means "up to", so it
    becomes the wave dash of a range and never the `~` of "about".
    """
    if not text.isascii():
        text = "".join(map(_narrow, text.replace("～", "〜")))
    plain = " ".join(text.lower().split())
    return _HYPHEN.sub(" ", _SPACE_WITHIN.sub("", plain))


def _narrow(char: str) -> str:
    wide = unicodedata.decomposition(char).startswith("<wide>")
    return unicodedata.normalize("NFKC", char) if wide else char


def plain_number(figure: str, scale: str) -> Numeral:
    """Return what ASCII digits and a scale of one word mean."""
    return Numeral(_read_decimal(figure, PLACES[scale]), None, scale, PLACES[scale])


def read_number(text: str) -> tuple[Numeral, str]:
    """Split a normalised text into the number it begins with and the stripped rest.

    Raises Refusal where no number stands at its beginning, or kanji stand for digits one by one.
    """
    if found := _KANJI_FIGURE.search(text):
        figure = "".join(str(_read_digit(digit)) for digit in found[0])
        raise Refusal("its digits are not 0 to 9", text.replace(found[0], figure))
    if found := _WESTERN.match(text):
        figure, place = found[1] or found[3], PLACES[found[2] or found[4] or ""]
        scale = found[0].removeprefix(figure)
        if found[2] in _CONTINENTAL and (cut := _THOUSANDS.fullmatch(figure)):
            figures = ("".join(cut.groups()), figure.rstrip("0").rstrip("."))
            ways = (f"{one}{scale}{text[found.end() :]}" for one in figures)
            raise Refusal("is the point a decimal point?", *ways)
        numeral = Numeral(_read_decimal(figure, place), None, scale, place)
    elif found := _VAGUE.match(text):
        place = sum(PLACES[word] for word in found.groups() if word)
        scale = re.sub("^(数|several)", "", found[0])
        numeral = Numeral(Printed(2, place), Printed(9, place), scale, place)
    elif found := _JAPANESE.match(text):
        place = max(PLACES[unit] for _, unit in _JAPANESE_PART.findall(found[0]))
        last = _LAST_SCALE.search(found[0])
        numeral = Numeral(_read_japanese(found[0]), None, last[0] if last else "", place)
    elif re.match(r"[0-9]+[,_]", text):
        raise Refusal("digits are grouped by three", unread=True)
    else:
        raise Refusal("no number where one should stand", unread=True)
    return numeral, text[found.end() :].strip()


_TENTHS = re.compile(f"割(?:({_DIGIT})分)?")


def read_tenths(number: Numeral, tail: str) -> Numeral | None:
    """Return the percentage of a number of tenths, `4割` or `4割5分`; None of all else."""
    found = _TENTHS.fullmatch(tail)
    if found is None or (found[1] and (number.high or number.low.place)):
        return None
    low = Printed(number.low.digits, number.low.place + 1)
    if found[1]:
        low = Printed(10 * number.low.digits + _read_digit(found[1]), 0)
    high = number.high and Printed(number.high.digits, number.high.place + 1)
    return number._replace(low=low, high=high, scale="割")


def _read_decimal(text: str, place: int) -> Printed:
    whole, _, fraction = re.sub("[,_]", "", text).partition(".")
    return Printed(int(whole + fraction), place - len(fraction))


def _read_japanese(text: str) -> Printed:
    """Parts of falling units, each smaller than one of the unit before it."""
    first, *others = _JAPANESE_PART.findall(text)
    total = _read_part(*first)
    unit_before = first
    for part in others:
        number = _read_part(*part)
        total = _append(total, number, *unit_before)
        unit_before = part
    return total


def _append(total: Printed, part: Printed, number_before: str, unit_before: str) -> Printed:
    if "." in number_before:
        raise Refusal("only its last part may have a decimal point")
    room = PLACES[unit_before] - part.place
    if room <= 0 or part.digits >= 10**room:
        raise Refusal(f"its units are upside down, or too much stands behind {unit_before}")
    return Printed(total.digits * 10 ** (total.place - part.place) + part.digits, part.place)


def _read_part(number: str, unit: str) -> Printed:
    scale = PLACES[unit]
    if number.isascii():
        return _read_decimal(number, scale)
    digits, place = _read_kanji(number)
    return Printed(digits, place + scale)


def _read_kanji(text: str) -> Printed:
    """`三千二百` and `2千`: a digit before each place, or none for one of it."""
    value, place = 0, 0
    for digit, word in _KANJI_DIGIT.findall(text):
        if digit or word:
            place = PLACES[word]
            value += _read_digit(digit) * 10**place
    return Printed(value // 10**place, place)


def _read_digit(digit: str) -> int:
    """Read an Arabic or kanji digit; a place without one counts once."""
    return int(digit) if digit.isascii() and digit else _KANJI_DIGITS.find(digit) + 1
