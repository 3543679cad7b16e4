"""The keys of each noun as options of `add` and `edit`, in one table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from tracker.domain.vocabulary import (
    HolderCount,
    HoldingClass,
    Instrument,
    MetricNature,
    MilestoneType,
    OrganizationKind,
    Tier,
)


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a definition as an option; `reworded` where `edit` has it too.

    `names` are the kinds of thing whose slugs it takes.
    """

    name: str
    help: str
    metavar: str | None = None
    type: Any = str
    required: bool = False
    reworded: bool = False
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Noun:
    """What can be said of one kind of definition, called `kind` in a dataset's file.

    `named_by` is the key that the argument gives, a slug of the kinds `names` where it has to be
    one already; `in_project` tells that it may be a path.
    """

    kind: str
    article: str
    keys: tuple[Key, ...]
    add: str
    edit: str
    named_by: str = "slug"
    in_project: bool = True
    names: tuple[str, ...] = ()


def _wording(name: str, help_text: str, *, required: bool = False) -> Key:
    return Key(name, help_text, "TEXT", required=required, reworded=True)


def _slug(name: str, help_text: str, *kinds: str, required: bool = False) -> Key:
    metavar = "ORG" if kinds == ("organization",) else "SLUG"
    return Key(name, help_text, metavar, required=required, names=kinds)


def _slugs(name: str, help_text: str, *kinds: str) -> Key:
    return Key(name, help_text, "SLUG", list[str], names=kinds)


TITLES = (
    _wording("title", "The title in English", required=True),
    _wording("title_ja", "The title in Japanese"),
)
NAMES = (
    _wording("name", "The name in English", required=True),
    _wording("name_ja", "The name in Japanese"),
)
HEADLINE = Key("headline", "Put it on the first table of the page", type=bool)

NOUNS = {
    "milestone": Noun(
        "milestone",
        "a milestone",
        (
            *TITLES,
            Key("type", "What kind of event it is", type=MilestoneType, required=True),
            HEADLINE,
            _slug("metric", "The actual metric that its threshold counts", "metric"),
            _slugs("gate", "A milestone that must come first; may be given again", "milestone"),
            _slug("party", "The other side of an agreement", "organization"),
        ),
        "chiplet-line --title 'Chiplet line starts' --type delivery --gate 2nm-pilot",
        "mass-production --title 'Mass production of 2nm chips starts'",
    ),
    "tranche": Noun(
        "tranche",
        "a tranche of money",
        (
            *TITLES,
            _slug("funder", "Who gives it", "organization", required=True),
            Key("instrument", "In what form", type=Instrument, required=True),
            Key("fiscal_year", "The fiscal year that it is for", "YEAR", int),
            _slug("parent", "The tranche that it is a part of", "tranche"),
            _slug("gate", "The milestone that it waits for", "milestone"),
            Key("paid_by", "The budget line that pays it", "PROJECT/SLUG", names=("tranche",)),
        ),
        "rd-fy2040 --title 'R&D commission FY2040' --funder nedo --instrument commissioned-rd"
        " --fiscal-year 2040",
        "rd-fy2026 --title 'R&D commission of FY2026'",
    ),
    "metric": Noun(
        "metric",
        "a metric",
        (
            *TITLES,
            Key("unit", "A currency code, % or what is counted", "UNIT", required=True),
            Key("nature", "Whether it counts what is or what is meant", None, MetricNature, True),
            Key("scope", "What is counted, to which year", "TEXT", required=True),
            Key("family", "Metrics that are listed together", "SLUG"),
            HEADLINE,
            Key("cumulative", "It only grows", type=bool),
            Key("counts", "How it counts the holders of shares listed", None, HolderCount),
            _slugs(
                "sum", "A tranche or metric of which it is the total; again", "tranche", "metric"
            ),
        ),
        "employees --title Employees --unit count --nature actual --scope 'on the payroll'",
        "holder-count --title 'Shareholders, the state among them'",
    ),
    "holder": Noun(
        "holding",
        "a holder of shares",
        (
            Key("class_", "The class of shares [common]", type=HoldingClass),
            *(
                Key(key.name, f"{key.help} of its organization", "TEXT", reworded=True)
                for key in NAMES
            ),
        ),
        "meti --class golden",
        "toyota --name 'Toyota Motor Corporation'",
        named_by="organization",
        names=("organization",),
    ),
    "org": Noun(
        "organization",
        "an organization",
        (
            *NAMES,
            Key("kind", "What it is", type=OrganizationKind, required=True),
            _slug("parent", "The group that it belongs to", "organization"),
        ),
        "lasertec --name Lasertec --kind company",
        "toyota --name 'Toyota Motor Corporation'",
        in_project=False,
    ),
    "source": Noun(
        "source",
        "a source",
        (
            _wording("title", "The title of the document", required=True),
            _wording("publisher", "Who published it"),
            _wording("url", "Its address"),
            _wording("language", "In which language it is, e.g. ja"),
            Key("published_on", "When it was published", "DATE"),
            Key("retrieved_on", "When one of us read it [unread]", "DAY", reworded=True),
            Key("tier", "Who speaks in it", type=Tier, required=True),
        ),
        "nhk-2026-11-20 --title 'Rapidus to list' --publisher NHK --published-on 2026-11-20"
        " --tier press",
        "jiji-2026-02-27 --retrieved-on 2026-11-20",
        in_project=False,
    ),
    "project": Noun(
        "project",
        "a project",
        (
            *TITLES,
            _wording("subtitle", "A few words under the title"),
            Key("currency", "A currency code, e.g. USD", "CODE", required=True),
            Key("fiscal_year_starts", "Its first month, 1 to 12 [4]", "MONTH", int),
            Key(
                "fiscal_year_named_by",
                "The calendar year that names a fiscal year [first]",
                None,
                Literal["first", "last"],
            ),
        ),
        "artemis --title ARTEMIS --currency USD --fiscal-year-starts 10"
        " --fiscal-year-named-by last",
        "rapidus --subtitle '2nm foundry, Chitose, Hokkaido'",
        in_project=False,
    ),
}
FILE_KEYS = {"gate": "gates", "sum": "sums", "class_": "class"}
"""Options that are called otherwise in a file: two are repeated, one a word of Python."""
