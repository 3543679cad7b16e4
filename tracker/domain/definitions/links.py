"""Which subjects a rule has to look at to judge some of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from tracker.domain.definitions.subject import Metric, Milestone

HOLDERS = "holders"
"""The family of metrics that count holders, where none says by `counts` how it does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """What subjects have to do with each other, by slug.

    `wholes` and `gates` are of tranches: what each is within, and the milestone that it waits for.
    """

    milestones: Mapping[str, Milestone]
    metrics: Mapping[str, Metric]
    wholes: Mapping[str, str | None]
    gates: Mapping[str, str | None]
    holdings: Collection[str]

    def related(self, subjects: Iterable[str]) -> frozenset[str]:
        """Return some subjects with all that a rule of reach `subject` looks at to judge them.

        These are their wholes, parts, gates and metrics, what they gate, and what a total or a
        count of theirs is made of; each milestone with its metric, so that it can be folded.
        """
        own = frozenset(subjects)
        found = own | self._above(own) | self._below(own) | self._gated(own)
        found |= {slug for metric in own & self.metrics.keys() for slug in self._made_of(metric)}
        metrics = {self.milestones[slug].metric for slug in found & self.milestones.keys()}
        return found | frozenset(filter(None, metrics))

    def _above(self, own: frozenset[str]) -> frozenset[str]:
        return frozenset(whole for slug in own for whole in wholes(slug, self.wholes))

    def _below(self, own: frozenset[str]) -> frozenset[str]:
        parts: dict[str | None, list[str]] = {}
        for slug, whole in self.wholes.items():
            parts.setdefault(whole, []).append(slug)
        found: set[str] = set()
        waiting = [*own]
        while waiting:
            below = [one for one in parts.get(waiting.pop(), ()) if one not in found]
            found.update(below)
            waiting += below
        return frozenset(found)

    def _gated(self, own: frozenset[str]) -> frozenset[str]:
        """The gates of some subjects, what they gate, and the milestones that count by them."""
        found = {gate for slug, gate in self.gates.items() if gate and slug in own}
        found |= {slug for slug, gate in self.gates.items() if gate in own}
        for slug, one in self.milestones.items():
            if slug in own:
                found |= {*one.gates, *([one.metric] if one.metric else [])}
            elif one.metric in own or not own.isdisjoint(one.gates):
                found.add(slug)
        return frozenset(found)

    def _made_of(self, slug: str) -> Iterator[str]:
        metric = self.metrics[slug]
        yield from metric.sums
        for part in metric.sums:
            yield from self._above(frozenset([part]))
        if metric.counts is not None or metric.family == HOLDERS:
            yield from (one for one in self.metrics if self.metrics[one].family == metric.family)
            yield from self.holdings


def wholes(slug: str, parents: Mapping[str, str | None]) -> list[str]:
    """Return what a tranche is within, the nearest first; a circle of parents ends.

    >>> wholes("pilot", {"pilot": "rd", "rd": "programme", "programme": None})
    ['rd', 'programme']
    """
    above: list[str] = []
    whole = parents.get(slug)
    while whole is not None and whole not in above:
        above.append(whole)
        whole = parents.get(whole)
    return above
