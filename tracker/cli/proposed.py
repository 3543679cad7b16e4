"""The calls of `NOUN add` that are proposed where another one was typed."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tracker.cli.parameters import has_project, keys, parameter_name
from tracker.domain.definitions import readers
from tracker.domain.definitions.records import PLACES
from tracker.domain.text import is_address, read_address
from tracker.domain.vocabulary import kind_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    import typer


@dataclass(frozen=True, slots=True)
class Examples:
    """What a definition of a noun is called in a sentence, and an example of each command."""

    article: str
    add: str
    edit: str
    retire: str


EXAMPLES = {
    "milestone": Examples(
        "a milestone",
        "chiplet-line --title 'Chiplet line starts' --type delivery --gate 2nm-pilot",
        "mass-production --title 'Mass production of 2nm chips starts'",
        "raads-tools --reason 'Planned no more as a step of its own'",
    ),
    "tranche": Examples(
        "a tranche of money",
        "rd-fy2040 --title 'R&D commission FY2040' --funder nedo --instrument commissioned-rd"
        " --fiscal-year 2040",
        "rd-fy2026 --title 'R&D commission of FY2026'",
        "rd-fy2040 --reason 'It is a part of another line'",
    ),
    "metric": Examples(
        "a metric",
        "employees --title Employees --unit count --nature actual --scope 'on the payroll'",
        "holder-count --title 'Shareholders, the state among them'",
        "employees --reason 'Counted under another name'",
    ),
    "holder": Examples(
        "a holder of shares",
        "meti --class golden",
        "toyota --name 'Toyota Motor Corporation'",
        "denso --reason 'It never invested'",
    ),
    "org": Examples(
        "an organization",
        "lasertec --name Lasertec --kind company",
        "toyota --name 'Toyota Motor Corporation'",
        "lasertec --reason 'Entered twice'",
    ),
    "source": Examples(
        "a source",
        "nhk-2026-11-20 --title 'Rapidus to list' --publisher NHK --published-on 2026-11-20"
        " --tier press --url https://nhk.example/list",
        "jiji-2026-02-27 --retrieved-on 2026-11-20",
        "nhk-2026-11-20 --reason 'The same page as nhk-2026-11-21'",
    ),
    "project": Examples(
        "a project",
        "artemis --title ARTEMIS --currency USD --fiscal-year-starts October"
        " --fiscal-year-named-by last",
        "rapidus --subtitle '2nm foundry, Chitose, Hokkaido'",
        "artemis --reason 'Tracked elsewhere'",
    ),
}


def page_call(address: str, given: Mapping[str, Any]) -> str:
    """Return the call that defines the source of a page, with what else was typed for it.

    Its slug is made of the host; raises UsageError for what is no web address.
    """
    from tracker.services.sources import name_of_host

    slug = name_of_host(read_address(address)[1])
    published_on = given.get("published_on_")
    if published_on and readers.SLUG.fullmatch(f"{slug}-{published_on}"):
        slug = f"{slug}-{published_on}"
    return _call("source", slug, given, {"url": address})


def _call(noun: str, slug: str, given: Mapping[str, Any], told: Mapping[str, str]) -> str:
    """The call of `NOUN add` with what was typed for it, what is told besides, and what it needs.

    What is told stands first, in the place of what was typed.
    """
    words, options = ["tracker", noun, "add", slug], keys(kind_of(noun))
    for one in sorted(options, key=lambda one: one.name not in told):
        said = told.get(one.name) or given.get(parameter_name(one))
        said = said or (PLACES.get(one.name) if one.required else None)
        for value in said if isinstance(said, list) else [said] if said else []:
            words += [one.option] if value is True else [one.option, str(value)]
    return shlex.join(words)


def slug_call(noun: str, typed: str, given: Mapping[str, Any]) -> str | None:
    """Return the call that keeps as the title what was typed in the place of a slug; None of one.

    The address of a source is no title.
    """
    from tracker.services.instead import slug_for
    from tracker.services.organizations import kind_of as kind_seems

    within, name = apart(kind_of(noun), typed)
    if noun == "holder" or readers.SLUG.fullmatch(name):
        return None
    if noun == "source" and is_address(typed):
        return page_call(typed, given)
    of = {one.name: one for one in keys(kind_of(noun))}
    title = of.get("title") or of["name"]
    if given.get(parameter_name(title)) and not name.isascii():
        title = of.get(f"{title.name}_ja", title)
    told = {title.name: name[:60]}
    if noun == "org" and not given.get("kind_"):
        told["kind"] = kind_seems(name)
    slug = slug_for(name, noun)
    return _call(noun, f"{within}/{slug}" if within else slug, given, told)


def in_its_project(ctx: typer.Context, noun: str, typed: str) -> str:
    """Return `project/slug` with the slug of a project that is called by its title."""
    from tracker.cli.session import project_named

    within, name = apart(kind_of(noun), typed)
    return f"{project_named(ctx, within)}/{name}" if within else typed


def apart(kind: str, typed: str) -> tuple[str, str]:
    """The project of a name, empty where none is typed, and its slug."""
    within, _, name = typed.rpartition("/") if has_project(kind) else ("", "", typed)
    return within, name
