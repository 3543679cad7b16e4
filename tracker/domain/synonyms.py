"""What the field calls one thing in several ways, in both languages; only a search asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.domain.text import folded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SYNONYMS: tuple[tuple[str, ...], ...] = (
    ("後工程", "packaging", "back-end", "back end", "パッケージ", "interposer", "インターポーザ"),
    ("前工程", "front-end", "front end"),
    ("量産", "mass production", "volume production"),
    ("試作", "pilot", "prototype", "prototypes"),
    ("融資", "loan", "loans"),
    ("出資", "equity", "investment", "investments"),
    ("補助金", "grant", "grants", "subsidy", "subsidies"),
    ("株主", "出資企業", "shareholder", "shareholders"),
    ("政府支援", "国の支援", "政府の支援", "government support", "state support"),
    ("第1工場", "iim-1", "first fab", "first plant"),
    ("第2工場", "iim-2", "second fab", "second plant"),
    ("上場", "ipo", "listing"),
    ("設備", "装置", "equipment", "tool", "tools"),
)
"""Each line is one subject: who asks for one of its words means them all."""
LITTLE = frozenset({"a", "an", "and", "at", "by", "for", "in", "of", "on", "the", "to"})
"""What stands between words, and is looked for only where nothing else is."""
_GROUPS = {word: group for group in SYNONYMS for word in group}
_LONGEST = max(len(word.split()) for word in _GROUPS)

Term = tuple[str, ...]
"""A word that is looked for, and behind it those that mean the same."""


def terms(text: str) -> list[Term]:
    """Part a text into the words that it holds, folded; a phrase that has synonyms is one.

    Little words are left out.

    >>> terms("Mass  Production 2nm")
    [('mass production', '量産', 'volume production'), ('2nm',)]
    >>> terms("後工程")
    [('後工程', 'packaging', 'back-end', 'back end', 'パッケージ', 'interposer', 'インターポーザ')]
    """
    every = folded(text).split()
    return list(_terms([word for word in every if word not in LITTLE] or every))


def _terms(words: Sequence[str]) -> Iterator[Term]:
    at = 0
    while at < len(words):
        phrases = ((size, " ".join(words[at : at + size])) for size in range(_LONGEST, 0, -1))
        size, phrase = next((one for one in phrases if one[1] in _GROUPS), (1, words[at]))
        yield (phrase, *(word for word in _GROUPS.get(phrase, ()) if word != phrase))
        at += size
