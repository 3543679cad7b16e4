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


# A word that begins another one stands after it.
_PREFIXES = {
    **dict.fromkeys((">=", "≥", "≧", "at least ", "少なくとも"), Qualifier.AT_LEAST),
    **dict.fromkeys((">", "more than ", "over "), Qualifier.MORE_THAN),
    **dict.fromkeys(("<=", "≤", "≦", "at most ", "up to ", "最大"), Qualifier.AT_MOST),
    **dict.fromkeys(("<", "less than ", "under "), Qualifier.LESS_THAN),
    **dict.fromkeys(("~", "約", "およそ", "about ", "around ", "some "), Qualifier.ABOUT),
    **dict.fromkeys(("nearly ", "almost ", "roughly ", "approximately "), Qualifier.ABOUT),
}
_SUFFIXES = {
    **dict.fromkeys((" or more", "以上"), Qualifier.AT_LEAST),
    **dict.fromkeys((" or less", "以下"), Qualifier.AT_MOST),
    "超": Qualifier.MORE_THAN,
    "未満": Qualifier.LESS_THAN,
    "程度": Qualifier.ABOUT,
}


def take_qualifier(text: str) -> tuple[Qualifier, str]:
    """Split a normalised text into what its first or last word says of the figure, and the rest."""
    for word, qualifier in _PREFIXES.items():
        if text.startswith(word):
            return qualifier, text.removeprefix(word).strip()
    for word, qualifier in _SUFFIXES.items():
        if text.endswith(word):
            return qualifier, text.removesuffix(word).strip()
    return Qualifier.EXACT, text
