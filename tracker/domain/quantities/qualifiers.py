"""How a text holds the figure that it names, and the words and signs that say so."""

from __future__ import annotations

from enum import StrEnum

from tracker.domain.quantities.numerals import Refusal


class Qualifier(StrEnum):
    """How a text holds the figure it names."""

    EXACT = "exact"
    ABOUT = "about"
    RANGE = "range"
    AT_LEAST = "at-least"
    MORE_THAN = "more-than"
    AT_MOST = "at-most"
    LESS_THAN = "less-than"
    UNDISCLOSED = "undisclosed"


_AT_LEAST, _MORE = Qualifier.AT_LEAST, Qualifier.MORE_THAN
_AT_MOST, _LESS, _ABOUT = Qualifier.AT_MOST, Qualifier.LESS_THAN, Qualifier.ABOUT

SIGNS = {_ABOUT: "~", _AT_LEAST: ">=", _MORE: ">", _AT_MOST: "<=", _LESS: "<"}
"""The sign of each; what is exact, a range or undisclosed has none."""

_SIGNS_IN_FRONT = {
    **dict.fromkeys((">=", "≥", "≧"), _AT_LEAST),
    ">": _MORE,
    **dict.fromkeys(("<=", "≤", "≦"), _AT_MOST),
    "<": _LESS,
    "~": _ABOUT,
}
# Of two words that begin or end alike the longer one stands first.
_IN_FRONT = {
    **dict.fromkeys(("at least ", "no less than ", "not less than ", "no fewer than "), _AT_LEAST),
    **dict.fromkeys(("a minimum of ", "minimum of ", "minimum ", "min. "), _AT_LEAST),
    **dict.fromkeys(("少なくとも", "最低でも", "最低"), _AT_LEAST),
    **dict.fromkeys(("more than ", "over ", "in excess of ", "above ", "exceeding "), _MORE),
    **dict.fromkeys(("just over ", "well over ", "slightly over ", "a little over "), _MORE),
    **dict.fromkeys(("slightly more than ", "greater than ", "upwards of ", "north of "), _MORE),
    **dict.fromkeys(("at most ", "up to ", "no more than ", "not more than "), _AT_MOST),
    **dict.fromkeys(("as much as ", "as many as ", "capped at "), _AT_MOST),
    **dict.fromkeys(("a maximum of ", "maximum of ", "maximum ", "max. ", "max "), _AT_MOST),
    **dict.fromkeys(("最大で", "最大", "最高で", "最高"), _AT_MOST),
    **dict.fromkeys(("less than ", "fewer than ", "under ", "below "), _LESS),
    **dict.fromkeys(("just under ", "well under ", "slightly under ", "a little under "), _LESS),
    **dict.fromkeys(("slightly less than ",), _LESS),
    **dict.fromkeys(("about ", "around ", "some ", "nearly ", "almost ", "roughly "), _ABOUT),
    **dict.fromkeys(("approximately ", "approx. ", "approx ", "circa ", "ca. ", "c. "), _ABOUT),
    **dict.fromkeys(("close to ", "an estimated ", "estimated ", "est. "), _ABOUT),
    **dict.fromkeys(("in the region of ", "in the order of ", "on the order of "), _ABOUT),
    **dict.fromkeys(("約", "およそ", "おおよそ", "おおむね", "概ね", "ほぼ", "ざっと"), _ABOUT),
}
_BEHIND = {
    **dict.fromkeys((" or more", " at least", "-plus", "+", "以上"), _AT_LEAST),
    **dict.fromkeys(("を超える", "を上回る", "超"), _MORE),
    **dict.fromkeys((" or less", " or fewer", " at most", "以下", "以内"), _AT_MOST),
    **dict.fromkeys(("未満", "を下回る", "足らず"), _LESS),
    **dict.fromkeys((" or so", "程度", "規模", "前後", "近く", "弱"), _ABOUT),
    **dict.fromkeys(("ほど", "くらい", "ぐらい", "近い", "に迫る"), _ABOUT),
}
# "And a little": more than the figure, but of a bound only another way to say about.
_AND_A_LITTLE = dict.fromkeys(("余り", "あまり", "余", "強"), _MORE)
_BEHIND |= _AND_A_LITTLE

_SIGN_FIRST = tuple(_SIGNS_IN_FRONT)
_ABOUT_IN_FRONT = {word: held for word, held in _IN_FRONT.items() if held is _ABOUT}
_ABOUT_BEHIND = {word: held for word, held in _BEHIND.items() if held is _ABOUT} | _AND_A_LITTLE


def take_qualifiers(text: str) -> tuple[Qualifier, bool, str]:
    """Split a normalised text into what is said of its figure, and the rest.

    The second part tells whether the figure is only about right: `最大約2兆円` is both.
    A sign stands alone, words combine; raises Refusal where they are bounds of two kinds.
    """
    if text.startswith(_SIGN_FIRST):
        sign = next(sign for sign in _SIGN_FIRST if text.startswith(sign))
        held = _SIGNS_IN_FRONT[sign]
        return held, held is _ABOUT, text.removeprefix(sign).strip()
    said: list[Qualifier] = []
    for words in (_IN_FRONT, _ABOUT_IN_FRONT):  # a bound first: up to about
        if word := next((word for word in words if text.startswith(word)), None):
            said.append(words[word])
            text = text.removeprefix(word).strip()
        if _ABOUT in said:
            break
    for words in (_BEHIND, _ABOUT_BEHIND):  # a bound last: 程度以上
        if word := next((word for word in words if text.endswith(word)), None):
            said.append(_ABOUT if said and word in _AND_A_LITTLE else words[word])
            text = text.removesuffix(word).strip()
            if words[word] is _ABOUT or word in _AND_A_LITTLE:
                break
    bounds = sorted(set(said) - {_ABOUT})
    if len(bounds) > 1:
        ways = [f"{SIGNS[bound]}{text}" for bound in bounds]
        raise Refusal(" and ".join(bounds) + " at once", *ways)
    about = _ABOUT in said
    return bounds[0] if bounds else _ABOUT if about else Qualifier.EXACT, about, text
