"""What can stand where somebody types: slugs from the database, statuses and stages."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

import typer

from tracker.config import default_database, settings
from tracker.domain.vocabulary import kind_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tracker.tables.table import Column

Offers = list[tuple[str, str]]
"""What may be typed, each with what it means."""

TABLES = ("project", "organization", "source", "family")
"""What has a name of its own; all else that has one is a subject."""
SUBJECTS = ("milestone", "tranche", "metric", "holding")


def slugs(ctx: typer.Context, incomplete: str) -> Offers:
    """Offer the slugs of the noun that is typed; else those of all subjects."""
    noun = (ctx.parent.info_name if ctx.parent else None) or ""
    kind = kind_of(noun)
    return slugs_of(*([kind] if kind in (*TABLES, *SUBJECTS) else SUBJECTS))(ctx, incomplete)


def slugs_of(*kinds: str) -> Callable[[typer.Context, str], Offers]:
    """Make what offers the slugs of some kinds.

    Bare ones of subjects of the default project, those of other projects as `project/slug`.
    """

    def offered(ctx: typer.Context, incomplete: str) -> Offers:
        names = [row for table in TABLES if table in kinds for row in _read(ctx, table)]
        return [
            *((slug, title) for slug, title in names),
            *(
                (path if "/" in incomplete else shortest, title)
                for path, shortest, title, kind in _subjects(ctx)
                if kind in kinds
            ),
        ]

    return offered


def rule_codes(incomplete: str) -> Offers:
    """Offer the codes of what `tracker check` knows, after a comma too."""
    from tracker.domain.checks import RULES

    before = incomplete[: incomplete.rfind(",") + 1]
    return [(f"{before}{rule.code}", rule.name) for rule in sorted(RULES, key=lambda r: r.code)]


def kinds_of_line() -> Offers:
    """Offer the kinds of line of which `tracker schema` knows."""
    from tracker.files.forms import FORMS

    return [(kind, "") for kind in FORMS]


def next_words(ctx: typer.Context) -> Offers:
    """Offer what `log` takes next: a status of a milestone, a stage of a tranche."""
    from tracker.domain.log.shape import HOLDING_WORDS, STAGE_WORDS
    from tracker.domain.vocabulary import STATUSES

    words: dict[str, list[str]] = {
        "milestone": [*STATUSES],
        "tranche": list(STAGE_WORDS),
        "holding": list(HOLDING_WORDS),
    }
    typed = ctx.params.get("values") or []
    if typed and typed[-1] in {*words["tranche"], *words["holding"]}:
        return []  # an amount comes next
    named = ctx.params.get("subject")
    fitting = [words.get(row[3], []) for row in _subjects(ctx) if named in row[:2]]
    fitting = fitting[:1] or [words["milestone"], words["tranche"]]
    return [(word, "") for word in dict.fromkeys(chain.from_iterable(fitting))]


def columns_of(noun: str) -> Callable[[], Offers]:
    """Make what offers the columns by which the list of a noun may be sorted."""

    def offered() -> Offers:
        from tracker.reports import catalog, listing, sources
        from tracker.tables.order import order_names

        columns: dict[str, Sequence[Column[Any]]] = {
            **listing.COLUMNS,
            "source": sources.SOURCE_COLUMNS,
            "org": catalog.ORGANIZATION_COLUMNS,
            "project": catalog.PROJECT_COLUMNS,
        }
        return [(name, "") for name in order_names(columns[noun])]

    return offered


def topics() -> Offers:
    """Offer the topics of `tracker help`."""
    from tracker.resources import help_topics

    return [(name, text.partition("\n")[0].lstrip("# ")) for name, text in help_topics().items()]


def _subjects(ctx: typer.Context) -> list[tuple[str, str, str, str]]:
    """The path, the shortest name, the title and the kind of every subject."""
    rows = _read(ctx, "subject")
    first = settings().project or (rows[0][0] if rows else None)
    return [
        (f"{project}/{slug}", slug if project == first else f"{project}/{slug}", title, kind)
        for project, slug, title, kind in rows
    ]


def _read(ctx: typer.Context, table: str) -> list[tuple[str, ...]]:
    """Read from the database that the line names; nothing where there is none that can be read."""
    from tracker.db.names import read_names

    named = ctx.find_root().params.get("db") or settings().database or str(default_database())
    try:
        return read_names(named, table)
    except Exception:  # noqa: BLE001 - whoever types wants offers or silence, never an error
        return []
