"""The definitions of one project, and what is said of a name that none of them has."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, TypeVar

from tracker.domain.text import folded
from tracker.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from tracker.domain.definitions.records import Organization, SubjectRecord
    from tracker.domain.definitions.subject import (
        Holding,
        Metric,
        Milestone,
        Project,
        Subject,
        Tranche,
    )


T = TypeVar("T")
MOST_NAMED = 8
"""So many names are told that something may mean."""


@dataclass(frozen=True, slots=True)
class Catalog:
    """The definitions of one project, by slug, in the order in which they were made.

    `records` has the subjects as they were written.
    """

    project: Project
    organizations: Mapping[str, Organization]
    milestones: Mapping[str, Milestone]
    metrics: Mapping[str, Metric]
    tranches: Mapping[str, Tranche]
    holdings: Mapping[str, Holding]
    records: Mapping[str, SubjectRecord] = field(default_factory=dict)

    @property
    def subjects(self) -> dict[str, Subject]:
        """All subjects by slug."""
        return {**self.milestones, **self.tranches, **self.metrics, **self.holdings}

    def titled(self, kind: str | None = None) -> dict[str, object]:
        """What has the titles and aliases of each subject; of a holding its organization has."""
        holders = {slug: one.organization.slug for slug, one in self.holdings.items()}
        return {
            slug: self.organizations[holders[slug]] if slug in holders else self.records[slug]
            for slug, one in self.subjects.items()
            if kind in {None, one.kind}
        }

    def of(self, subjects: Container[str]) -> Catalog:
        """Keep only some subjects."""
        return replace(
            self,
            milestones=only(self.milestones, subjects),
            metrics=only(self.metrics, subjects),
            tranches=only(self.tranches, subjects),
            holdings=only(self.holdings, subjects),
        )

    def current(self) -> Catalog:
        """Leave out what is retired."""
        return self.of([slug for slug, one in self.subjects.items() if one.retired is None])

    def subject(self, slug: str) -> Subject:
        """Return the subject of a slug; raises NotFoundError with the nearest names."""
        subjects = self.subjects
        if slug not in subjects:
            raise missing("subject", slug, subjects)
        return subjects[slug]


def is_retired(noun: str, name: str, reason: str) -> UsageError:
    """Make the error for what nothing new may name."""
    seen = f"why {name}" if noun == "subject" else f"{noun} show {name}"
    hint = f"see: tracker {seen}; choose another name for what is new"
    return UsageError(f"the {noun} {name} is retired: {reason}", hint)


def only(found: Mapping[str, T], subjects: Container[str]) -> dict[str, T]:
    """Keep of what is known by slug only some subjects."""
    return {slug: one for slug, one in found.items() if slug in subjects}


def exactly(text: str, known: Mapping[str, object], what: str = "subject") -> str:
    """Return the name that somebody means who writes; the text itself where nothing has it.

    It is the text whatever its width and case, a blank for a hyphen; else the one name of what is
    called just so in a title or an alias. Raises NotFoundError where several are.
    """
    if text in known:
        return text
    if as_name(text) in known:
        return as_name(text)
    found = called(text, known)
    if len(found) > 1:
        raise _several(text, found, what)
    return found[0] if found else text


def named(noun: str, text: str, known: Mapping[str, object], what: str | None = None) -> str:
    """Return the name that somebody means who only reads; raises NotFoundError.

    It is the text itself, whatever its width and case, a blank for a hyphen; else the one name of
    what is called so in a title or an alias; else the one name that begins so. `known` has what is
    called by each name.
    """
    found = fitting(text, known)
    if len(found) == 1:
        return found[0]
    if found:
        raise _several(text, found, what or noun)
    raise missing(noun, text, known, what)


def _several(text: str, found: Sequence[str], what: str) -> NotFoundError:
    more = f", and {len(found) - MOST_NAMED} more" if len(found) > MOST_NAMED else ""
    hint = f"which one? {', '.join(found[:MOST_NAMED])}{more}"
    return NotFoundError(f"'{text[:60]}' may be several {what}s", hint, text)


MOST_OFFERED = 3
"""Of names that may be meant so many are told."""


def of_another(name: str, paths: Sequence[str], own: str) -> str:
    """Say of which projects, by the paths of subjects there, a name is that is not of the own one.

    >>> of_another("fab", ["artemis/fab", "minato/fab"], "rapidus")
    "'fab' is of artemis and minato, not of rapidus"
    """
    projects = dict.fromkeys(path.partition("/")[0] for path in paths)
    return f"'{name[:60]}' is of {' and '.join(projects)}, not of {own}"


def called(text: str, known: Mapping[str, object]) -> list[str]:
    """Return the names of what has a text as its title or its alias."""
    word = folded(text)
    return [name for name, one in known.items() if word in map(folded, callings(one))]


def fitting(text: str, known: Mapping[str, object]) -> list[str]:
    """Return the names that a text may mean, all of them as good as each other.

    A title or an alias, the beginning of a name, or any part of a Japanese title.
    """
    if text in known:
        return [text]
    plain, word = as_name(text), folded(text)
    if plain in known:
        return [plain]
    if not plain:
        return []
    begun = [name for name in known if name.startswith(plain)]
    found = called(text, known) or begun
    if found or word.isascii():
        return found
    return [name for name, one in known.items() if any(word in folded(c) for c in callings(one))]


def as_name(text: str) -> str:
    """Return a text as it would be written for a name."""
    return folded(text).strip().replace(" ", "-")


def callings(one: object) -> Iterator[str]:
    """Give what something is called beside its name: its titles in both languages, its aliases."""
    titles = (getattr(one, key, None) for key in ("title", "title_ja", "name", "name_ja"))
    yield from filter(None, titles)
    yield from getattr(one, "aliases", ())


def missing(noun: str, name: str, known: Iterable[str], what: str | None = None) -> NotFoundError:
    """Make the error for a name that nothing has, with the nearest that something has.

    `what` has the name where that is not the noun itself, but something that its list tells.
    """
    names = list(known)
    plain = as_name(name)
    near = get_close_matches(plain, names, n=3) or [n for n in names if plain and plain in n][:3]
    hint = f"did you mean {' or '.join(near)}?" if near else f"see: tracker {noun} list"
    if noun == "subject" and not near:
        hint = "look for it: tracker search WORDS; or see: tracker milestone list"
    return NotFoundError(f"no {what or noun} is called '{name[:60]}'", hint, name)
