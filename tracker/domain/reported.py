"""Totals and counts that sources report beside those derived, with what lies between."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.domain.amount import Amount, of_quantity, total
from tracker.domain.quantity import Qualifier, Quantity
from tracker.domain.resolve import Resolution, resolve
from tracker.domain.vocabulary import REACHED_STAGES, Field, HolderCount

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from tracker.domain.register import HolderCounts
    from tracker.domain.statement import Statement
    from tracker.domain.subject import Metric


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A reported figure and the derived one, as of the day on which they come nearest.

    `difference` is reported less derived; `same` tells that both can be true as printed, `because`
    names the parts that alone are as large as the difference. Amounts are in units of the metric.
    """

    metric: Metric
    found: Resolution
    reported: Quantity
    derived: Amount
    as_of: date
    difference: int
    same: bool
    parts: tuple[tuple[str, Amount], ...] = ()
    because: tuple[str, ...] = ()


def compare_totals(
    metrics: Iterable[tuple[Metric, Resolution]],
    said: Mapping[str, Mapping[Field, Sequence[Statement]]],
    as_of: date,
) -> list[Comparison]:
    """Lay each metric that names its parts beside their sum, as of its own day and as of today.

    Of a tranche the furthest stage counts, of a metric its value. While one part is unknown there
    is no sum.
    """
    compared = []
    for metric, found in metrics:
        value = found.shown.value
        if not metric.sums or not isinstance(value, Quantity) or value.figure is None:
            continue
        days = dict.fromkeys((found.shown.day, as_of))
        made = [one for day in days if (one := _total(metric, found, value, said, day))]
        same = [one for one in made if one.same]
        compared += (same or made[-1:])[:1]
    return compared


def compare_counts(
    metrics: Iterable[tuple[Metric, Resolution]], counts: HolderCounts, as_of: date
) -> list[Comparison]:
    """Lay each metric that says how it counts holders beside that count of the list."""
    derived = {
        HolderCount.HOLDERS: counts.companies,
        HolderCount.HOLDERS_WITH_STATE: counts.with_state,
        HolderCount.GROUPS: counts.by_group,
    }
    compared = []
    for metric, found in metrics:
        value = found.shown.value
        if metric.counts is None or not isinstance(value, Quantity) or value.figure is None:
            continue
        count = derived[metric.counts]
        compared.append(
            Comparison(
                metric=metric,
                found=found,
                reported=value,
                derived=Amount(count, count, derived=True),
                as_of=as_of,
                difference=value.figure - count,
                same=_fits(value, Amount(count, count), 1),
            )
        )
    return compared


def _total(
    metric: Metric,
    found: Resolution,
    value: Quantity,
    said: Mapping[str, Mapping[Field, Sequence[Statement]]],
    day: date,
) -> Comparison | None:
    levels = [(slug, _level(said.get(slug, {}), metric.counted_in, day)) for slug in metric.sums]
    known = [(slug, level) for slug, level in levels if level is not None]
    made = total(of_quantity(level) for _, level in known)
    if made is None or len(known) < len(levels):
        return None
    step = max(level.step for _, level in known)
    difference = (value.figure or 0) - made.figure
    same = _fits(value, made, step)
    return Comparison(
        metric=metric,
        found=found,
        reported=value,
        derived=Amount(made.figure, made.high, made.qualifier, derived=True),
        as_of=day,
        difference=difference,
        same=same,
        parts=tuple((slug, of_quantity(level)) for slug, level in known),
        because=() if same else _because(abs(difference), max(step, value.step), known),
    )


def _level(fields: Mapping[Field, Sequence[Statement]], unit: str, day: date) -> Quantity | None:
    """The furthest figure known by a day; None without one, or in another unit."""
    stages = [Field(stage.value) for stage in reversed(REACHED_STAGES)]
    for field in (*stages, Field.VALUE):
        found = resolve(fields.get(field, ()), day)
        value = found.shown.value if found else None
        if isinstance(value, Quantity) and value.figure is not None:
            return value if value.unit == unit else None
    return None


def _fits(value: Quantity, made: Amount, step: int) -> bool:
    """Whether both can be true; a sum of ceilings counts as the figure that it names."""
    is_range = made.qualifier is Qualifier.RANGE
    derived = Quantity(
        text="",
        unit=value.unit,
        qualifier=Qualifier.RANGE if is_range else Qualifier.EXACT,
        figure=made.figure,
        high=made.high if is_range else None,
        step=step,
    )
    return value.compatible(derived)


def _because(apart: int, step: int, known: Iterable[tuple[str, Quantity]]) -> tuple[str, ...]:
    return tuple(slug for slug, level in known if abs((level.figure or 0) - apart) < step)
