"""The status page: where a project stands, on one screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from tracker.domain.checks.values import disputed
from tracker.domain.text import visible
from tracker.domain.vocabulary import WITHDRAWN, Status
from tracker.render.canvas import PIPED, PROMPT_LINES, joined, styled
from tracker.render.diff import summary
from tracker.render.page import sections
from tracker.render.page.attention import attention
from tracker.render.page.gist import gist
from tracker.render.page.milestones import choose, everything, has_titles, narrow_table, wide_table
from tracker.render.page.money import money
from tracker.render.page.short import short_page
from tracker.render.page.signs import FOOTER_LINES, footer
from tracker.render.telling import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from rich.text import Text

    from tracker.render.canvas import Canvas, Layout
    from tracker.reports.status import StatusReport

WIDE = 120
NARROW = 80
MOST_LINES = 46
"""So many where no screen says how many it has."""
_HASH_DIGITS = 8
_LEFT = 73
"""Of 140 cells so many are for what stands to the left: the bar of the money, in hundreds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """At most so many lines of each section, None for all; whether known holders are named."""

    headline: int
    others: int
    money: int | None
    latest: int | None
    upcoming: int | None
    figures: int | None = 0
    known: bool = True
    wrong: int | None = None


_LIMITS = (
    Limits(headline=12, others=8, money=8, latest=4, upcoming=4, figures=12),
    Limits(headline=12, others=8, money=8, latest=4, upcoming=4, figures=8),
    Limits(headline=12, others=8, money=8, latest=4, upcoming=4, figures=4),
    Limits(headline=12, others=8, money=8, latest=4, upcoming=4),
    Limits(headline=12, others=5, money=6, latest=3, upcoming=4),
    Limits(headline=12, others=5, money=6, latest=3, upcoming=3),
    Limits(headline=12, others=5, money=6, latest=3, upcoming=3, known=False),
    Limits(headline=10, others=4, money=6, latest=2, upcoming=3, known=False),
    Limits(headline=8, others=2, money=4, latest=2, upcoming=2, known=False),
    Limits(headline=8, others=2, money=4, latest=1, upcoming=2, known=False, wrong=5),
    Limits(headline=8, others=1, money=4, latest=0, upcoming=2, known=False, wrong=4),
    Limits(headline=6, others=1, money=4, latest=0, upcoming=1, known=False, wrong=3),
    Limits(headline=4, others=0, money=2, latest=0, upcoming=1, known=False, wrong=2),
)
"""From the fullest page to the barest: the first that keeps to the screen is shown."""


def status_page(report: StatusReport, layout: Layout) -> list[Text]:
    """Return the page as lines without line ends.

    No line is wider than the layout. Without `all` it has at most as many lines as the screen, or
    MOST_LINES where there is none, at 80 cells or more; on a screen of fewer than SHORT lines it is
    the short page.
    """
    canvas, drawing = layout.canvas, _Drawing(report, layout)
    if layout.is_short and report.milestones:
        top = header(canvas, report, wide=canvas.width >= WIDE)
        return short_page(canvas, report, top, (layout.height or 0) - PROMPT_LINES)
    if layout.all:
        unlimited = Limits(
            headline=0, others=0, money=None, latest=None, upcoming=None, figures=None
        )
        return drawing.page(canvas, unlimited)
    most = MOST_LINES if layout.height is None else layout.height - PROMPT_LINES
    return drawing.page(canvas, _fitting(canvas, drawing, most))


def _fitting(canvas: Canvas, drawing: _Drawing, most: int) -> Limits:
    """The first limits that keep to the screen; a narrower one than NARROW takes more lines."""
    broad = canvas.narrowed(max(canvas.width, NARROW))
    for limits in _LIMITS[:-1]:
        if drawing.height(broad, limits) <= most:
            return limits
    return _LIMITS[-1]


def status_line(report: StatusReport, *, ascii: bool = False) -> str:  # noqa: A002 - as in Layout
    """Say where the project stands in one line, for the subject of a mail.

    Told is the milestone that is due next; before it one that has no date any more, or no last day.
    """
    headline = [row for row in report.milestones if row.milestone.headline] or report.milestones
    row, parts = report.foremost, []
    if row is not None and not row.state.status.ends:
        slip = words.slip(row.state).replace(words.NO_SLIP, words.AS_PROMISED)
        mark = f" ({slip})" if row.state.baseline else ""
        target = Status.UNSTATED if row.state.target is None else words.period(row.state.target)
        target = WITHDRAWN if row.state.withdrawn else target
        parts.append(f"{row.milestone.slug} {target}{mark}")
    met = sum(row.state.status is Status.MET for row in headline)
    overdue = sum(row.state.overdue for row in report.milestones)
    conflicts = len(disputed(report.attention))
    if headline:
        parts += [f"{met} of {len(headline)} met", f"{overdue} overdue", f"{conflicts} in conflict"]
    text = f"{report.project.title} {report.clocks.as_of}: {', '.join(parts) or 'nothing stated'}"
    return visible(text.encode("ascii", "replace").decode() if ascii else text)


_NOTHING = "Nothing is stated yet. Begin with: tracker milestone add, tracker log"


class _Band(NamedTuple):
    """The lines of a section, or of two side by side, the right one from a cell on."""

    left: Sequence[Text]
    right: Sequence[Text] = ()
    start: int = 0

    @property
    def height(self) -> int:
        return max(len(self.left), len(self.right))

    def drawn(self, canvas: Canvas) -> Sequence[Text]:
        if self.left and self.right:
            return canvas.beside(self.left, self.right, self.start)
        return self.left or self.right


class _Drawing:
    """The sections of one page, each drawn once in a width and within a limit of its own.

    A page is fitted by trying limits, of which only a few change from one to the next.
    """

    def __init__(self, report: StatusReport, layout: Layout) -> None:
        self._report = report
        self._layout = layout
        self._drawn: dict[tuple[object, ...], list[Text]] = {}

    def page(self, canvas: Canvas, limits: Limits) -> list[Text]:
        """Draw the page within some limits."""
        lines = _stacked(band.drawn(canvas) for band in self._bands(canvas, limits))
        return [*lines, *self._footer(canvas, lines)]

    def height(self, canvas: Canvas, limits: Limits) -> int:
        """Return how many lines the page takes within some limits."""
        heights = [band.height for band in self._bands(canvas, limits) if band.height]
        return sum(heights) + len(heights) - 1 + FOOTER_LINES

    @property
    def _is_empty(self) -> bool:
        return not self._report.milestones and not self._report.counts.statements

    def _bands(self, canvas: Canvas, limits: Limits) -> list[_Band]:
        wide = canvas.width >= WIDE
        top = self._once(header, canvas, wide=wide)
        if self._is_empty:
            return [_Band(top), _Band([canvas.fit(styled(_NOTHING))])]
        bands = [_Band(top), _Band(self._milestones(canvas, limits))]
        if self._layout.brief:
            return bands
        return [*bands, *(self._wide if wide else self._narrow)(canvas, limits)]

    def _footer(self, canvas: Canvas, lines: Iterable[Text]) -> list[Text]:
        return [] if self._is_empty or self._layout.brief else footer(canvas, lines)

    def _milestones(self, canvas: Canvas, limits: Limits) -> list[Text]:
        wide = canvas.width >= WIDE
        others = limits.others if wide and not self._layout.brief else 0
        every = self._layout.all
        return self._once(_milestones, canvas, most=limits.headline, others=others, every=every)

    def _narrow(self, canvas: Canvas, limits: Limits) -> list[_Band]:
        return [
            _Band(self._once(_money, canvas, most=limits.money)),
            _Band(self._once(sections.figures, canvas, most=limits.figures)),
            _Band(self._once(sections.owners, canvas, known=limits.known)),
            _Band(self._once(sections.latest, canvas, most=limits.latest, titled=True)),
            _Band(self._once(sections.upcoming, canvas, most=limits.upcoming, titled=True)),
            _Band(self._once(attention, canvas, most=limits.wrong, every=self._layout.all)),
        ]

    def _wide(self, canvas: Canvas, limits: Limits) -> list[_Band]:
        """Set the figures beside those who hold and move them, what comes beside what is wrong.

        What has nothing beside it takes the whole width.
        """
        start = canvas.width * _LEFT // PIPED
        left, half = canvas.narrowed(start - 1), canvas.narrowed(canvas.width - start)
        sums = self._once(_money, left, most=limits.money)
        counted = self._once(sections.figures, left, most=limits.figures)
        right = half if sums or counted else canvas
        owners = self._once(sections.owners, right, known=limits.known)
        named = not has_titles(canvas)
        latest = self._once(sections.latest, right, most=limits.latest, titled=named)
        coming = self._once(sections.upcoming, left, most=limits.upcoming, titled=named)
        beside = half if coming else canvas
        wrong = self._once(attention, beside, most=limits.wrong, every=self._layout.all)
        return [
            _Band(_stacked([sums, counted]), _stacked([owners, latest]), start),
            _Band(coming, wrong, start),
        ]

    def _once(self, draw: Callable[..., list[Text]], canvas: Canvas, **own: object) -> list[Text]:
        """Draw a section within limits of its own, or return it as it was drawn before."""
        key = (draw, canvas, *own.values())
        if key not in self._drawn:
            self._drawn[key] = draw(canvas, self._report, **own)
        return self._drawn[key]


def _milestones(
    canvas: Canvas, report: StatusReport, *, most: int, others: int, every: bool
) -> list[Text]:
    if not report.milestones and not report.counts.unspoken:
        return []
    choice = everything(report) if every else choose(report, most, others)
    lay_out = wide_table if canvas.width >= WIDE else narrow_table
    return lay_out(canvas, choice, report)


def _money(canvas: Canvas, report: StatusReport, *, most: int | None) -> list[Text]:
    return money(canvas, report.money, report.project.currency, most=most)


def header(canvas: Canvas, report: StatusReport, *, wide: bool) -> list[Text]:
    """Say which project this is, as of when, and in a few sentences where it stands."""
    return [
        *canvas.spread(
            _title(canvas, report, wide=wide),
            _clocks(report, wide=wide),
        ),
        *gist(canvas, report),
        *_since(canvas, report),
    ]


def _since(canvas: Canvas, report: StatusReport) -> list[Text]:
    """Count what changed since a day; nothing where no day was asked for."""
    if report.since is None:
        return []
    told = f"since {report.since.before.as_of}: {summary(report.since)}"
    return [canvas.prose(told, canvas.width)]


def _title(canvas: Canvas, report: StatusReport, *, wide: bool) -> Text:
    project = report.project
    known = None if canvas.ascii else project.title_ja
    japanese = f" ({known})" if wide and known else ""
    subtitle = f"  {project.subtitle}" if project.subtitle else ""
    title = project.title if wide else canvas.language.choose(project.title, known)
    return joined(styled(title, "heading"), styled(subtitle + japanese))


def _clocks(report: StatusReport, *, wide: bool) -> Text:
    clocks = report.clocks
    quarter = words.fiscal_quarter(clocks.as_of, report.project.calendar)
    as_of = f"as of {clocks.as_of} ({quarter})"
    if wide:
        return styled(f"{as_of}, known at log #{clocks.entry} {clocks.hash[:_HASH_DIGITS]}")
    return styled(f"{as_of}  log #{clocks.entry}")


def _stacked(blocks: Iterable[Sequence[Text]]) -> list[Text]:
    """Set blocks below each other with a blank line between; empty ones are left out."""
    lines: list[Text] = []
    for block in filter(None, blocks):
        lines += [*([styled("")] if lines else []), *block]
    return lines
