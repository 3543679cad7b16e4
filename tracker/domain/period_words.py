"""The words of a period, made plain: synonyms become codes, phrases become ranges.

`second half` and `後半` become `h2`, `令和` becomes `r`, `by X` becomes `../X`. Whatever is no such
word stays as it is, for `period_grammar` to judge.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_LENGTH = 100


class Refusal(Exception):  # noqa: N818
    """The reason why a text is no period, to be told to the user with that text."""


_KANJI = "〇一二三四五六七八九"
NUMBER = "(?:[0-9]{1,2}|元|[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
MONTH_NAME = (
    "(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_ORDINALS = ["first", "second", "third", "fourth", "1st", "2nd", "3rd", "4th"]


def number(text: str) -> int:
    """The value of a match of NUMBER or MONTH_NAME."""
    if text.isdigit():
        return int(text)
    if text.isascii():
        return "janfebmaraprmayjunjulaugsepoctnovdec".index(text[:3]) // 3 + 1
    tens, ten, units = text.replace("元", "一").rpartition("十")
    return 10 * _KANJI.index(tens or ("一" if ten else "〇")) + _KANJI.index(units or "〇")


_CODES: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (
        re.compile(rf"\b(?:the )?({'|'.join(_ORDINALS)})[ -](half|quarter)\b"),
        lambda match: f"{match[2][0]}{_ORDINALS.index(match[1]) % 4 + 1}",
    ),
    (re.compile(rf"第({NUMBER})四半期"), lambda match: f"q{number(match[1])}"),
    (re.compile("前半|上期|上半期"), "h1"),
    (re.compile("後半|下期|下半期"), "h2"),
    (re.compile(r"\b(?:the )?early[ -](?=[0-9]{4}s)"), "h1 "),
    (re.compile(r"\b(?:the )?late[ -](?=[0-9]{4}s)"), "h2 "),
    (re.compile(r"\bfiscal (?:year )?"), "fy"),
    (re.compile("明治"), "m"),
    (re.compile("大正"), "t"),
    (re.compile("昭和"), "s"),
    (re.compile("平成"), "h"),
    (re.compile("令和"), "r"),
)

# "from … to" becomes a dash, which refuses ends of two kinds: in "from fiscal 2029 to 2030" the
# last year is fiscal too, but does not say so.
_PHRASES = (
    (re.compile(r"([~?%]?)by (?:(?:the )?end of )?(.+)"), r"\1../\2"),
    (re.compile(r"([~?%]?)from (.+) to (.+)"), r"\1\2–\3"),
    (re.compile(r"([~?%]?)from (.+)"), r"\1\2/.."),
    (re.compile(r"(?:in|within|during) ([^/]+)"), r"\1"),
    (re.compile(r"(.+)から(.+?)末?まで([~?%]?)"), r"\1–\2\3"),
    (re.compile(r"(.+?)末?までに?([~?%]?)"), r"../\1\2"),
    (re.compile(r"(.+?)(?:から|以降)([~?%]?)"), r"\1/..\2"),
)

# NFKC would turn a footnote into a digit: R9.4.1² is not the 12th of April.
_NOT_PLAIN = ("<super>", "<sub>", "<circle>", "<fraction>")


def simplify(text: str) -> str:
    """The text in plain lower-case characters, with single spaces, words and phrases as codes."""
    if len(text) > MAX_LENGTH:
        raise Refusal(f"it is longer than {MAX_LENGTH} characters")
    if any(unicodedata.decomposition(character).startswith(_NOT_PLAIN) for character in text):
        raise Refusal("it holds a raised, lowered or circled character")
    # A full-width tilde is a Japanese range dash, never the ASCII mark for "about".
    plain = unicodedata.normalize("NFKC", text.strip().replace("～", "〜"))
    if not plain.isprintable():
        raise Refusal("it holds a control character or an invisible one")
    plain = re.sub(r" ?([^\x00-\x7f]) ?", r"\1", " ".join(plain.lower().split()))
    for words, code in _CODES:
        plain = words.sub(code, plain)
    for phrase, meaning in _PHRASES:
        if match := phrase.fullmatch(plain):
            return match.expand(meaning)
    return plain
