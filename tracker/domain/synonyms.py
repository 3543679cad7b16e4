"""What the field calls one thing in several ways, in both languages; only a search asks for it."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from tracker.domain.text import folded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LATE = (
    *("遅れ", "遅延", "延期", "後ろ倒し"),
    *("delay", "delays", "delayed", "postponed", "behind schedule"),
)
"""What is said of what comes later than promised."""
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
    LATE,
    ("政府", "government", "governments"),
    ("経産省", "経済産業省", "meti"),
    ("首相", "総理", "prime minister"),
    ("国会", "diet", "parliament"),
    ("法律", "law", "laws"),
    ("予算", "budget", "budgets"),
    ("資金調達", "financing", "funding", "fundraising"),
    ("債務保証", "政府保証", "guarantee", "guarantees"),
    ("契約", "contract", "contracts"),
    ("提携", "partnership", "partnerships", "tie-up"),
    ("顧客", "customer", "customers"),
    ("工場", "plant", "plants", "factory"),
    ("着工", "起工", "groundbreaking", "ground broken"),
    ("建設", "construction"),
    ("完成", "竣工", "completed", "completion"),
    ("歩留まり", "歩留り", "yield", "yields"),
    ("技術", "technology", "technologies"),
    ("半導体", "semiconductor", "semiconductors"),
    ("黒字", "profit", "profits", "profitable"),
    ("社長", "president"),
    ("従業員", "社員", "employee", "employees"),
    ("議決権", "voting right", "voting rights"),
    ("黄金株", "golden share", "golden shares"),
    ("銀行", "bank", "banks"),
    ("日経", "日本経済新聞", "nikkei"),
    ("朝日新聞", "asahi"),
    ("読売", "yomiuri"),
    ("毎日新聞", "mainichi"),
    ("共同通信", "kyodo"),
    ("時事", "jiji"),
    ("ロイター", "reuters"),
    ("ブルームバーグ", "bloomberg"),
)
"""Each line is one subject: who asks for one of its words means them all."""
NARROWED = {
    "slipped": (*LATE, "late", "slip", "slips", "ずれ込み"),
    "overdue": ("期限切れ", "期限超過", "超過", "past due"),
    "disputed": (
        *("争い", "対立", "矛盾", "食い違い", "異論"),
        *("conflict", "conflicts", "conflicting", "dispute", "disputes", "contradictions"),
    ),
    "stale": ("音沙汰なし", "old", "outdated"),
    "open": ("未完", "未了", "進行中", "pending"),
    "unread": ("未読",),
}
"""What lists can be narrowed to, and what else that is called."""
LITTLE = frozenset({"a", "an", "and", "at", "by", "for", "in", "of", "on", "the", "to"})
"""What stands between words, and is looked for only where nothing else is."""
_GROUPS = {word: group for group in SYNONYMS for word in group}
_LONGEST = max(len(word.split()) for word in _GROUPS)

_ENGLISH = {
    word: english
    for group in SYNONYMS
    if (english := next(filter(str.isascii, group), None))
    for word in group
    if not word.isascii()
}

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


def narrows(text: str) -> str | None:
    """Return what a text means of NARROWED; None where it means nothing of that.

    >>> narrows("争い"), narrows("Conflicts"), narrows("rapidus")
    ('disputed', 'disputed', None)
    """
    word = folded(text)
    return next((one for one, called in NARROWED.items() if word in {one, *called}), None)


def in_ascii(text: str) -> str:
    """Return a text in ASCII letters: accents off, known words in English, blanks for the rest.

    >>> in_ascii("政府")
    'government'
    >>> in_ascii("ＮＨＫ 2026年11月20日, Économie")
    'nhk 2026 11 20 , economie'
    """
    word = folded(text)
    for known in sorted(_ENGLISH, key=len, reverse=True):
        word = word.replace(known, f" {_ENGLISH[known]} ")
    bare = (c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return " ".join("".join(c if c.isascii() else " " for c in bare).split())


def _terms(words: Sequence[str]) -> Iterator[Term]:
    at = 0
    while at < len(words):
        phrases = ((size, " ".join(words[at : at + size])) for size in range(_LONGEST, 0, -1))
        size, phrase = next((one for one in phrases if one[1] in _GROUPS), (1, words[at]))
        yield (phrase, *(word for word in _GROUPS.get(phrase, ()) if word != phrase))
        at += size
