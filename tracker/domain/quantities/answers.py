"""Why a text that could not be made out is no quantity, and how what it may mean is written.

`ANSWERS` is read from its top: the first line whose pattern is found in the text, without the
words around its figure, answers. Where its reason is None the one stays that was found before.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tracker.domain.quantities.numerals import PLACES, Refusal
from tracker.domain.quantities.units import CURRENCIES, PERCENT

if TYPE_CHECKING:
    from collections.abc import Callable

    Answer = Callable[[re.Match[str], str | None], tuple[str | None, list[str]] | None]


def answer(text: str, unit: str | None, refused: Refusal) -> Refusal:
    """Return the refusal of a normalised text, with ways to write it where any are known."""
    if not refused.unread:
        return refused
    for pattern, answered in ANSWERS:
        if (found := pattern.search(text)) and (told := answered(found, unit)):
            reason, ways = told
            return Refusal(reason or str(refused), *ways)
    return Refusal(str(refused), *_without_last_words(text, unit))


def _without_last_words(text: str, unit: str | None) -> list[str]:
    """The text without what stands behind a figure; money keeps what tells that it is some."""
    words = text.split()
    shorter = [" ".join(words[:count]) for count in range(len(words) - 1, 0, -1)]
    if unit not in CURRENCIES:
        return [*shorter, *re.findall("^[0-9][0-9,.]*", text)]
    return [way for way in shorter if re.search("[^0-9,. ]", way)]


def _say(reason: str | None, *ways: str) -> Answer:
    r"""Answer in fixed words, in which `\g<name>` stands for what was found under it."""
    return lambda found, _: (reason, [found.expand(way).strip() for way in ways])


def _joined(found: re.Match[str], _: str | None) -> tuple[str, list[str]]:
    """Of `1 770bn`: the same digits with commas, and with nothing between them."""
    spaces = re.compile("(?<=[0-9])[ '’](?=[0-9]{3}(?![0-9]))")
    return "commas group digits", [spaces.sub(",", found.string), spaces.sub("", found.string)]


def _comma(found: re.Match[str], _: str | None) -> tuple[str, list[str]]:
    """Of `13,5`: the comma as a point, and as nothing."""
    figure = found["figure"]
    ways = [found.string.replace(figure, figure.replace(",", sign)) for sign in (".", "")]
    return "digits are grouped by three; is the comma a point?", ways


def _points(found: re.Match[str], _: str | None) -> tuple[str, list[str]]:
    """Of `1.300.000`: the same digits with commas, and with nothing between them."""
    figure = found["figure"]
    ways = [found.string.replace(figure, figure.replace(".", sign)) for sign in (",", "")]
    return "commas group digits", ways


_TIMES = {"double": 2, "twice": 2, "triple": 3, "quadruple": 4}
_WORDS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_IN_WORDS = {word: number for number, word in enumerate(_WORDS)}
_IN_WORDS |= {word: 10 * number for number, word in enumerate(_TENS, 2)} | {"a": 1, "an": 1}
_WORD = "|".join(sorted(_IN_WORDS, key=len, reverse=True))
_KANJI = "一二三四五六七八九十"


def _times(found: re.Match[str], unit: str | None) -> tuple[str, list[str]]:
    """Of `fourfold`: 400% of what it was, and 300% more; of all but shares, a change."""
    if unit != PERCENT:
        return CHANGE, []
    word = found["times"]
    if word in _TIMES:
        hundredths = 100 * _TIMES[word]
    elif word in _IN_WORDS or word in _KANJI:
        hundredths = 100 * _IN_WORDS.get(word, _KANJI.find(word) + 1)
    else:
        whole, _, rest = word.partition(".")
        hundredths = int(whole + rest[:2].ljust(2, "0"))
    return "of what it was, or by how much it grew?", [f"{hundredths}%", f"{hundredths - 100}%"]


def _times_x(found: re.Match[str], unit: str | None) -> tuple[str, list[str]] | None:
    return _times(found, unit) if unit == PERCENT else None


def _digits(found: re.Match[str], _: str | None) -> tuple[str, list[str]]:
    """Of `thirty-two companies` and `one trillion yen`."""
    number = _IN_WORDS[found["tens"]] + _IN_WORDS.get(found["ones"] or "", 0)
    rest = found.string[found.end() :]
    return "its number is in words", [f"{number}{rest}", f"~{number}{rest}"]


def _dozen(found: re.Match[str], _: str | None) -> tuple[str, list[str]]:
    number = 12 * _IN_WORDS.get(found["count"] or "a", 1)
    rest = found.string[found.end() :]
    return "its number is in words", [f"{number}{rest}", f"~{number}{rest}"]


def _tens_of(found: re.Match[str], _: str | None) -> tuple[str, list[str]]:
    """Of `tens of billions of yen`: from two of them to nine."""
    low, high = (digit * 10 ** PLACES[found["many"]] for digit in (2, 9))
    scale = found["scale"]
    return "from how much to how much?", [f"{low} {scale} to {high} {scale}", f"~{low} {scale}"]


def _percent(found: re.Match[str], unit: str | None) -> tuple[None, list[str]] | None:
    """Of a bare number: the same with a sign; of one below 1 also the share that it may be."""
    if unit != PERCENT:
        return None
    text = found[0]
    share = re.fullmatch(r"0\.([0-9]{2})([0-9]*)", text + "0" * (len(text) == len("0.3")))
    ways = [f"{text}%"]
    if share:
        ways.append(f"{int(share[1])}{'.' if share[2] else ''}{share[2]}%")
    return None, ways


def _share(found: re.Match[str], unit: str | None) -> tuple[str | None, list[str]]:
    hundredths = _SHARES[found[0]]
    return (None, [hundredths, f"~{hundredths}"]) if unit == PERCENT else (None, [])


_SHARES = {"half": "50%", "半分": "50%", "半数": "50%", "a third": "33.3%", "3分の1": "33.3%"}
_SHARES |= {"three quarters": "75%", "two thirds": "66.7%", "two-thirds": "66.7%"}
_SHARES |= {"3分の2": "66.7%", "a quarter": "25%", "4分の1": "25%", "4分の3": "75%"}

CHANGE = "it tells a change; what is recorded is the level that it makes"
_FIGURE = "[0-9][0-9,.]*"
_SCALES = "(?:thousand|million|billion|trillion)"

ANSWERS: tuple[tuple[re.Pattern[str], Answer], ...] = tuple(
    (re.compile(pattern), answered)
    for pattern, answered in (
        (rf"^{_FIGURE}(?:(?:\.\.|-|〜| to ){_FIGURE})?$", _percent),
        # Digits that are grouped or written in another way.
        (r"(?<![0-9])[0-9]{1,3}(?:[ '’][0-9]{3})+(?![0-9])", _joined),
        (r"(?<![0-9])(?P<figure>[0-9]{1,3}(?:\.[0-9]{3}){2,})(?![0-9.])", _points),
        (r"(?<![0-9,.])(?P<figure>[0-9]+,(?:[0-9]{1,2}|[0-9]{4,}))(?![0-9,.])", _comma),
        # Changes, and figures of another one.
        (rf"^(?P<times>{_WORD}|{_FIGURE})[ -]?(?:fold|times)\b", _times),
        (r"^(?P<times>[0-9]+(?:\.[0-9]+)?|[一二三四五六七八九十])倍", _times),
        (r"^(?P<times>[0-9]+(?:\.[0-9]+)?)x$", _times_x),
        (r"^(?P<times>double|triple|quadruple|twice)d?\b", _times),
        (
            rf"^(?:up|down|a rise of|growth of|an increase of) (?P<rest>.*{_FIGURE}%)$",
            _say(None, r"\g<rest>"),
        ),
        (r"[0-9] ?(?:percentage points?|points?|ポイント)", _say(CHANGE)),
        (rf"^(?P<rest>.*{_FIGURE} ?%) [a-z ]+$", _say(None, r"\g<rest>")),
        (r" (?:increase|decrease|rise|growth|decline|cut|more|less)$|[増減]$", _say(CHANGE)),
        # Numbers in words.
        (
            rf"^half an? (?P<scale>{_SCALES})(?P<rest>.*)",
            _say("its number is in words", r"0.5 \g<scale>\g<rest>"),
        ),
        (
            rf"^(?:one|a) and a half (?P<scale>{_SCALES})(?P<rest>.*)",
            _say("its number is in words", r"1.5 \g<scale>\g<rest>"),
        ),
        ("|".join(rf"^{re.escape(word)}$" for word in _SHARES), _share),
        ("^(?:過半数|a majority|majority|most)$", _say(None, ">50%")),
        ("(?P<many>ten|hundred)s of (?P<scale>thousand|million|billion|trillion)s", _tens_of),
        (rf"^(?:(?P<count>{_WORD}) )?dozen\b", _dozen),
        (rf"^(?P<tens>{_WORD})(?:[ -](?P<ones>{'|'.join(_WORDS[1:10])}))?(?=[ -]|$)", _digits),
        (
            f"^(?P<figure>{_FIGURE}) thousand million(?P<rest>.*)",
            _say(None, r"\g<figure> billion\g<rest>"),
        ),
        ("^(?P<figure>[0-9]+)-odd(?P<rest>.*)", _say(None, r">\g<figure>\g<rest>")),
        ("^(?P<figure>[0-9]+)数(?P<rest>.*)", _say(None, r">\g<figure>\g<rest>")),
        (r"^(?P<figure>.*[0-9]) ?oku(?P<rest>.*)", _say(None, r"\g<figure>億\g<rest>")),
        (r"^(?P<figure>.*[0-9]) ?cho(?P<rest>.*)", _say(None, r"\g<figure>兆\g<rest>")),
        (
            "^(?:not disclosed|未公表|非開示)$",
            _say("no number", "undisclosed"),
        ),
        # Words and signs around a figure that say no more, or something else.
        (
            "^(?P<low>.+)以上(?P<high>.+)(?:未満|以下)?$",
            _say("from, to?", r"\g<low>..\g<high>"),
        ),
        (r"^(?P<rest>.+?) ?(?:〜|から|–|-|\.\.)$", _say("to how much?", r">=\g<rest>")),
        (r"^(?:〜|–|\.\.) ?(?P<rest>.+)$", _say("from how much?", r"<=\g<rest>")),
        (
            "^(?P<rest>.+)台$",
            _say("from how much to how much?", r">=\g<rest>", r"~\g<rest>"),
        ),
        (
            r"^\((?P<rest>.+)\)$",
            _say("parentheses hold a conversion, or make it negative", r"\g<rest>", r"-\g<rest>"),
        ),
        (
            "^(?:総額|合計|計|累計|年間|a total of |total of |worth )で?(?P<rest>.+)$",
            _say("its first word is none of the accepted ones", r"\g<rest>"),
        ),
        # What is right but for its size.
        (r"^(?P<low>.+?) ?(?:\.\.|〜|から| to ) ?(?P<high>.+)$", _say(None, r"\g<high>..\g<low>")),
        (
            r"^(?P<whole>[^.]*[0-9])\.[0-9]+(?P<rest>[^.]*)$",
            _say(None, r"\g<whole>\g<rest>", r"~\g<whole>\g<rest>"),
        ),
    )
)
