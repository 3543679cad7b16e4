"""What the parts of a total make on a day, by the stage that each of them had reached."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.domain.amount import Amount, of_quantity, total
from tracker.domain.quantity import Qualifier, Quantity
from tracker.domain.spoken import figure_of, shown_at
from tracker.domain.vocabulary import REACHED_STAGES, STAGE_FIELDS, Field, MetricNature, Stage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from tracker.domain.resolve import Resolution
    from tracker.domain.statement import Statement
    from tracker.domain.subject import Metric

    Resolutions = Mapping[tuple[str, Field], Resolution]


def plain(figure: int, unit: str, step: int = 1) -> Quantity:
    """Make the exact quantity of a figure that we derived, in the smallest unit."""
    return Quantity(
        text=str(figure), unit=unit, qualifier=Qualifier.EXACT, figure=figure, high=None, step=step
    )


@dataclass(frozen=True, slots=True)
class Sum:
    """What the parts of a total made on a day; `figures` are what counts of each.

    `low` and `high` allow for their rounding, None unlimited; a ceiling counts as the figure that
    it names, since ceilings are added up to a ceiling.
    """

    day: date
    figure: int
    low: int | None
    high: int | None
    step: int
    parts: tuple[Statement, ...]
    figures: tuple[Quantity, ...]

    def fits(self, stated: Quantity) -> bool:
        """Whether the total can be this."""
        low, high = _reach(stated)
        below = self.high is not None and low is not None and self.high < low
        above = self.low is not None and high is not None and self.low > high
        return not below and not above

    @property
    def amount(self) -> Amount | None:
        """The sum with the weakest qualifier of its parts."""
        made = total(of_quantity(one) for one in self.figures)
        return made and Amount(made.figure, made.high, made.qualifier, derived=True)


def sums(metric: Metric, resolutions: Resolutions, day: date) -> Iterator[Sum]:
    """Yield every sum that its parts made on a day: of the furthest stage of each, of one stage.

    Plans make no total of what is, and what was called off makes none. A part of which nothing is
    known leaves no sum of that kind.
    """
    first = Stage.PLANNED if metric.nature is MetricNature.PLANNED else Stage.ENACTED
    counting = REACHED_STAGES[REACHED_STAGES.index(first) :]
    for stage in (None, *counting):
        stages = counting[counting.index(stage) :] if stage else counting[::-1]
        added = [
            slug for slug in metric.sums if not _adds_nothing(resolutions, slug, counting, day)
        ]
        parts = [_part(resolutions, slug, stages, day) for slug in added]
        known = [part for part in parts if part is not None]
        figures = [left for part in known if (left := _left(resolutions, part, day)) is not None]
        same = all(one.unit == metric.counted_in for one in figures)
        if figures and len(figures) == len(parts) and same:
            yield _sum(day, figures, known)


def _part(
    resolutions: Resolutions, slug: str, stages: Sequence[Stage], day: date
) -> Statement | None:
    """What was known of a part by a day: a metric's value, or what reached one of the stages."""
    if not any((slug, field) in resolutions for field in STAGE_FIELDS):
        return _known(resolutions, slug, Field.VALUE, day)
    levels = (_known(resolutions, slug, Field(stage.value), day) for stage in stages)
    return next((level for level in levels if figure_of(level) is not None), None)


def _known(resolutions: Resolutions, slug: str, field: Field, day: date) -> Statement | None:
    found = resolutions.get((slug, field))
    return shown_at(found, day) if found else None


def _adds_nothing(
    resolutions: Resolutions, slug: str, counting: Sequence[Stage], day: date
) -> bool:
    """Whether a tranche was called off by a day, or only came to stages that do not count."""
    off = _known(resolutions, slug, Field.CANCELLED, day)
    reached = _part(resolutions, slug, REACHED_STAGES[::-1], day)
    if reached is None or figure_of(reached) is None:
        return False
    if off is not None and _left(resolutions, reached, day) is None:
        return True
    return reached.field in STAGE_FIELDS and Stage(reached.field.value) not in counting


def _left(resolutions: Resolutions, part: Statement, day: date) -> Quantity | None:
    """What of a level was not called off by a day; None of nothing, or where nobody says."""
    level, off = figure_of(part), _known(resolutions, part.subject, Field.CANCELLED, day)
    if level is None or off is None or part.field is Field.DISBURSED:
        return level
    gone = figure_of(off)
    figure = (level.figure or 0) - (gone.figure or 0) if gone else 0
    return plain(figure, level.unit, level.step) if figure > 0 else None


def _sum(day: date, figures: Sequence[Quantity], parts: Sequence[Statement]) -> Sum:
    lows, highs = zip(*(_reach(_named(one)) for one in figures), strict=True)
    return Sum(
        day=day,
        figure=sum(one.figure or 0 for one in figures),
        low=None if None in lows else sum(low or 0 for low in lows),
        high=None if None in highs else sum(high or 0 for high in highs),
        step=max(one.step for one in figures),
        parts=tuple(parts),
        figures=tuple(figures),
    )


def _named(quantity: Quantity) -> Quantity:
    """A ceiling as the figure that it names."""
    if quantity.low_bound is not None or quantity.figure is None:
        return quantity
    return plain(quantity.figure, quantity.unit, quantity.step)


def _reach(quantity: Quantity) -> tuple[int | None, int | None]:
    """The least and the greatest figure that a printed one stands for, cut off or rounded."""
    low, high = quantity.low_bound, quantity.high_bound
    if quantity.qualifier is Qualifier.EXACT:
        figure = quantity.figure or 0
        return figure - quantity.step + 1, figure + quantity.step - 1
    return low, high
