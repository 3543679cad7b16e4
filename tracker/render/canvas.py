"""What a page is drawn on: text in the cells of a terminal, its width, signs and styles."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import accumulate, takewhile, zip_longest
from typing import TYPE_CHECKING

from rich.cells import cell_len, chop_cells, set_cell_size
from rich.text import Text

from tracker.domain.quantities.format import Units
from tracker.domain.quantities.units import CURRENCIES
from tracker.domain.text import visible
from tracker.domain.vocabulary import Language, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tracker.domain.definitions.subject import Project
    from tracker.domain.log.clocks import Clocks


PROMPT_LINES = 1
"""Below what is printed a shell asks for the next command."""
SHORT = 30
"""A screen of fewer lines gets the short page."""
PIPED = 140
"""How wide a page is where there is no terminal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """Everything that the page draws beside words; each character takes one cell."""

    met: str
    running: str
    overdue: str
    ended: str
    conflict: str
    clash: str
    full: str
    empty: str
    passed: str
    ahead: str
    paid: str
    committed: str
    enacted: str
    planned: str
    open: str
    first: str
    now: str
    late: str
    before: str
    onward: str
    today: str
    several: str
    withdrawn: str
    diagonal: str
    unknown: str
    ellipsis: str
    changed: str
    implied: str

    @property
    def ascii(self) -> bool:
        """Whether all of them are ASCII."""
        return self.full.isascii()

    def of(self, status: Status) -> str:
        """The sign of a status; that it is overdue has a sign of its own."""
        if status is Status.MET:
            return self.met
        return self.ended if status.ends else self.running

    def drawn(self, text: str) -> str:
        """Write a text as these signs draw it: in ASCII, no symbol is left that needs more.

        Letters stay, of whatever script they are.
        """
        if self.ascii:
            for symbol, plain in _IN_ASCII.items():
                text = text.replace(symbol, plain)
        return text


UNICODE = Signs(
    met="●",
    running="○",
    overdue="!",
    ended="×",
    conflict="≠",
    clash="≈",
    full="█",
    empty="░",
    passed="■",
    ahead="□",
    paid="█",
    committed="▓",
    enacted="▒",
    planned="░",
    open="·",
    first="─",
    now="━",
    late="╌",
    before="◂",
    onward="▸",
    today="│",
    several="═",
    withdrawn="◇",
    diagonal="·",
    unknown="▚",
    ellipsis="…",
    changed="▸",
    implied="→",
)

ASCII = Signs(
    met="*",
    running="o",
    overdue="!",
    ended="x",
    conflict="#",
    clash="%",
    full="#",
    empty=".",
    passed="+",
    ahead="-",
    paid="#",
    committed="=",
    enacted="+",
    planned="-",
    open=".",
    first="-",
    now="=",
    late="~",
    before="<",
    onward=">",
    today="|",
    several="=",
    withdrawn="?",
    diagonal="/",
    unknown="?",
    ellipsis="..",
    changed=">",
    implied="->",
)

_SYMBOLS = {
    money.symbol: f"{code} " for code, money in CURRENCIES.items() if not money.symbol.isascii()
}
_IN_ASCII = {
    **{
        getattr(UNICODE, name): getattr(ASCII, name)
        for name in ("conflict", "clash", "ended", "implied")
    },
    **{symbol: _SYMBOLS[symbol] for symbol in sorted(_SYMBOLS, key=len, reverse=True)},
}
"""A symbol that is the end of another one comes after it."""

STYLES = {
    "heading": "bold",
    "good": "green",
    "bad": "red",
    "warning": "yellow",
    "faint": "dim",
    "plain": "",
}
"""What Rich draws for each meaning; a sign or a word always says it as well."""


JAPANESE_STOPS = re.compile("(?<=[、。])|(?<=）)(?![、。])|(?=（)")
"""Where a Japanese sentence may go on in the next line."""


def _words(text: str) -> Iterator[tuple[str, str]]:
    """Part a text into words, each with what stands before it in its line.

    What is Japanese has no blanks, and is parted at its stops.
    """
    for word in text.split():
        first, *others = JAPANESE_STOPS.split(word)
        yield " ", first
        yield from (("", part) for part in others if part)


def styled(text: str, meaning: str = "plain") -> Text:
    """Return text as it stands, never read as markup, in the style of a meaning of `STYLES`."""
    return Text(visible(text), STYLES[meaning], no_wrap=True, end="")


def joined(*parts: Text | str) -> Text:
    """Set parts one behind the other, without space."""
    return Text.assemble(*parts, no_wrap=True, end="")


def hanging(line: Text, width: int | None, indent: int) -> list[Text]:
    """Break a line between words where it is wider than a width, indenting what goes on below.

    Styles are kept, a longer word stays whole, and a sign stays with its word.
    """
    if width is None or line.cell_len <= width:
        return [line]
    indent = min(indent, width // 2)
    start, end = 0, 0
    lines: list[Text] = []
    for word in re.finditer(r"(?:[●○*o] )?\S+", line.plain):
        room = width - (indent if lines else 0)
        if end > start and Text(line.plain[start : word.end()]).cell_len > room:
            lines.append(line[start:end])
            start = word.start()
        end = word.end()
    lines.append(line[start:end])
    return [lines[0], *(joined(" " * indent, part) for part in lines[1:])]


def broken(line: Text, width: int | None, indent: int) -> Iterator[Text]:
    """Break a line as `hanging` does, and a word that is wider than what is left it besides."""
    for at, part in enumerate(hanging(line, width, indent)):
        if width is None or part.cell_len <= width:
            yield part
            continue
        start = min(indent, width // 2) if at else part.cell_len - len(part.plain.lstrip())
        for piece in chop_cells(part.plain.strip(), width - start):
            yield joined(" " * start, styled(piece))
            start = min(indent, width // 2)


def padded(text: Text, width: int, *, right: bool = False) -> Text:
    """Fill up to a width in cells; `right` sets the text at the right edge."""
    fill = " " * (width - text.cell_len)
    return joined(fill, text) if right else joined(text, fill)


def pinched(text: str, width: int, ellipsis: str = UNICODE.ellipsis) -> str:
    """Shorten to a width in the middle, as names that begin alike may end otherwise.

    >>> pinched("operating-cash-flow", 11), pinched("operating-profit", 11)
    ('opera…-flow', 'opera…rofit')
    """
    whole = visible(text)
    if cell_len(whole) <= width:
        return whole
    left = max(width - len(ellipsis), 0)
    start = set_cell_size(whole, (left + 1) // 2).rstrip()
    end = set_cell_size(whole[::-1], left // 2).rstrip()[::-1]
    return f"{start}{ellipsis[: max(width, 0)]}{end}"


@dataclass(frozen=True, slots=True)
class Canvas:
    """How wide the page is, in cells, what it is drawn with, and in what units money is told.

    Without `cut` nothing is shortened: the width only says where the right edge is.
    """

    width: int
    signs: Signs = UNICODE
    cut: bool = True
    units: Units = Units.BN
    language: Language = Language.ENGLISH

    @property
    def ascii(self) -> bool:
        """Whether it is drawn with ASCII signs only."""
        return self.signs.ascii

    def narrowed(self, width: int) -> Canvas:
        """Return the same canvas in another width."""
        return replace(self, width=max(width, 0))

    def fit(self, text: Text, width: int | None = None) -> Text:
        """Shorten to a width, by default the canvas's, with an ellipsis at the end."""
        room = self.width if width is None else max(width, 0)
        if not self.cut or text.cell_len <= room:
            return text
        shorter = text.copy()
        shorter.truncate(max(room - len(self.signs.ellipsis), 0), overflow="crop")
        shorter.rstrip()
        return joined(shorter, self.signs.ellipsis[: room - shorter.cell_len])

    def pinched(self, text: str, width: int) -> str:
        """Shorten to a width in the middle."""
        return pinched(text, width, self.signs.ellipsis) if self.cut else visible(text)

    def prose(self, text: str, width: int) -> Text:
        """Shorten between two words, so that no figure loses a digit."""
        whole = styled(text)
        cut = self.fit(whole, width)
        if cut.plain == whole.plain:
            return whole
        kept = cut.plain.removesuffix(self.signs.ellipsis)
        if " " in kept and not whole.plain.startswith(kept + " "):
            kept = kept.rpartition(" ")[0]
        return joined(kept.rstrip(" ,;:"), self.signs.ellipsis)

    def wrapped(self, text: str, width: int) -> list[Text]:
        """Break between words into lines of a width; a longer word stays whole.

        A Japanese sentence, which has no blanks, may be broken at its stops.
        """
        if not self.cut:
            return [styled(text)]
        lines = [""]
        for gap, word in _words(visible(text)):
            longer = f"{lines[-1]}{gap}{word}".lstrip()
            if lines[-1] and Text(longer).cell_len > width:
                lines.append(word)
            else:
                lines[-1] = longer
        return [styled(line) for line in lines]

    def indented(self, text: str, indent: int = 0, style: str = "plain") -> list[Text]:
        """Break between words into lines as wide as the canvas, each set in from the left."""
        lines = self.wrapped(text, self.width - indent)
        return [joined(" " * indent, styled(line.plain, style)) for line in lines]

    def labelled(self, label: Text, text: str, start: int, least: int = 0) -> list[Text]:
        """Set a text behind its label, from a cell on; what goes on below it begins there too."""
        first, *more = self.wrapped(text, max(self.width - start, least))
        return [joined(padded(label, start), first), *(joined(" " * start, one) for one in more)]

    def spread(self, left: Text, right: Text) -> list[Text]:
        """Set one text at each edge of a line; below each other where the line is too short."""
        room = self.width - left.cell_len - right.cell_len
        if not right or (self.cut and room < 1):
            return [self.fit(text) for text in (left, right) if text]
        return [joined(left, " " * max(room, 2 if not self.cut else 1), right)]

    def first_that_fits(self, forms: Iterable[str], room: int) -> str | None:
        """Return the first of several ways to say one thing that is not too wide; None for none."""
        fit = (form for form in forms if not self.cut or styled(form).cell_len <= room)
        return next(fit, None)

    def listing(self, parts: Sequence[str], room: int) -> str:
        """Join with commas as many whole parts as fit; those left out are counted: `a, b, +3`.

        The first part is always there.
        """
        most = len(parts)
        if self.cut:
            ends = accumulate(Text(visible(part)).cell_len for part in parts)
            most = sum(1 for _ in takewhile(lambda end: end <= room, ends))
        for shown in range(most, 0, -1):
            rest = [f"+{len(parts) - shown}"] if shown < len(parts) else []
            text = ", ".join([*map(visible, parts[:shown]), *rest])
            if not self.cut or Text(text).cell_len <= room:
                return text
        rest = [f"+{len(parts) - 1}"] if len(parts) > 1 else []
        return ", ".join([*map(visible, parts[:1]), *rest])

    def beside(self, left: Sequence[Text], right: Sequence[Text], start: int) -> list[Text]:
        """Set two columns of lines side by side, the right one from a cell on."""
        start = max([start, *(line.cell_len + 1 for line in left)])
        empty = Text(end="")
        return [
            joined(padded(one, start), two) if two else one
            for one, two in zip_longest(left, right, fillvalue=empty)
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How the page is asked for; `width` is the terminal's, None where there is none.

    `all` shows everything however long it gets, `brief` only where the milestones stand. `height`
    is the terminal's, None where nobody minds it. `units` are those of money.
    """

    width: int | None
    height: int | None = None
    ascii: bool = False
    all: bool = False
    brief: bool = False
    units: Units = Units.BN
    language: Language = Language.ENGLISH

    @property
    def is_short(self) -> bool:
        """Whether a page of the usual length would run off the screen."""
        whole = self.all or self.brief or self.height is None
        return not whole and (self.height or 0) < SHORT

    @property
    def signs(self) -> Signs:
        """What it is drawn with."""
        return ASCII if self.ascii else UNICODE

    @property
    def canvas(self) -> Canvas:
        """What it is drawn on; only a terminal's width cuts anything."""
        width = PIPED if self.width is None else self.width
        cut = self.width is not None
        return Canvas(width, self.signs, cut=cut, units=self.units, language=self.language)


def heading(canvas: Canvas, project: Project, clocks: Clocks, what: str) -> list[Text]:
    """Say whose report this is, of what, and as of when."""
    left = joined(styled(project.title, "heading"), styled(f"  {what}"))
    right = styled(f"as of {clocks.as_of}  log #{clocks.entry}")
    return canvas.spread(left, right)
