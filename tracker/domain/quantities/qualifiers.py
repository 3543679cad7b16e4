"""The words around a figure that say how it is held: `at least 30`, `30社以上`, `約1,000億円`."""

from __future__ import annotations

from enum import StrEnum


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


_AT_LEAST_WORDS = ("at least ", "no less than ", "no fewer than ", "少なくとも")
_MORE_WORDS = ("more than ", "over ", "just over ", "in excess of ")
_AT_MOST_WORDS = ("at most ", "up to ", "no more than ", "as much as ", "as many as ")
_LESS_WORDS = ("less than ", "fewer than ", "under ", "just under ")
_ABOUT_WORDS = ("about ", "around ", "some ", "nearly ", "almost ", "roughly ", "approximately ")

# A word that begins another one stands after it.
_PREFIXES = {
    **dict.fromkeys((">=", "≥", "≧", *_AT_LEAST_WORDS), Qualifier.AT_LEAST),
    **dict.fromkeys((">", *_MORE_WORDS), Qualifier.MORE_THAN),
    **dict.fromkeys(("<=", "≤", "≦", *_AT_MOST_WORDS, "最大で", "最大"), Qualifier.AT_MOST),
    **dict.fromkeys(("<", *_LESS_WORDS), Qualifier.LESS_THAN),
    **dict.fromkeys(("~", "約", "およそ", *_ABOUT_WORDS), Qualifier.ABOUT),
}
_SUFFIXES = {
    **dict.fromkeys((" or more", "-plus", "+", "以上"), Qualifier.AT_LEAST),
    **dict.fromkeys(("超", "余り", "余", "強"), Qualifier.MORE_THAN),
    **dict.fromkeys((" or less", " or fewer", "以下"), Qualifier.AT_MOST),
    "未満": Qualifier.LESS_THAN,
    **dict.fromkeys(("程度", "規模", "前後", "近く", "弱"), Qualifier.ABOUT),
}

_FIRST_WORDS, _LAST_WORDS = tuple(_PREFIXES), tuple(_SUFFIXES)


def take_qualifier(text: str) -> tuple[Qualifier, str]:
    """Split a normalised text into what its first or last word says of the figure, and the rest."""
    if text.startswith(_FIRST_WORDS):
        word = next(word for word in _PREFIXES if text.startswith(word))
        return _PREFIXES[word], text.removeprefix(word).strip()
    if text.endswith(_LAST_WORDS):
        word = next(word for word in _SUFFIXES if text.endswith(word))
        return _SUFFIXES[word], text.removesuffix(word).strip()
    return Qualifier.EXACT, text
