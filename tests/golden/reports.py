"""The reports of which golden files are kept: a name for the file, and the calls that it holds."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from datetime import date

from tracker.cli.commands import NOUNS
from tracker.domain.checks import RULES
from tracker.render.formats import Format

EARLY, MIDDLE, LAST = DAYS = (date(2023, 6, 30), date(2025, 12, 31), date(2026, 11, 22))
FORMATS = tuple(Format)
TABLE = (Format.TABLE,)
ROWS = (Format.TABLE, Format.CSV, Format.MARKDOWN)
"""Where JSON is that of a report beside it."""


@dataclass(frozen=True)
class Call:
    """One run of the program; 80 columns wide unless it says otherwise."""

    args: tuple[str, ...]
    columns: int = 80

    @property
    def form(self) -> Format:
        """How the answer is written."""
        return Format(self.args[-1]) if "-f" in self.args[-2:] else Format.TABLE

    @property
    def heading(self) -> str:
        """The line to type."""
        width = f"COLUMNS={self.columns} " if self.columns != 80 else ""
        return f"$ {width}tracker {shlex.join(self.args)}"


Calls = tuple[Call, ...]


def once(*args: str, formats: tuple[Format, ...] = FORMATS, columns: int = 80) -> Calls:
    """One call in every format."""
    return tuple(
        Call((*args, *(() if form is Format.TABLE else ("-f", form.value))), columns)
        for form in formats
    )


def on_days(*args: str, formats: tuple[Format, ...] = FORMATS, columns: int = 80) -> Calls:
    """One call as of each of the three days, in every format."""
    return tuple(
        call
        for day in DAYS
        for call in once(*args, "--as-of", day.isoformat(), formats=formats, columns=columns)
    )


def tables(*lines: str) -> Calls:
    """Calls as typed, each as a table or text only."""
    return tuple(Call(tuple(shlex.split(line))) for line in lines)


def rows_on_days(*args: str) -> Calls:
    """One call as of each of the three days; JSON, which repeats much, as of the last one only."""
    return (
        *on_days(*args, formats=ROWS),
        *once(*args, "--as-of", LAST.isoformat(), formats=(Format.JSON,)),
    )


SUBJECTS = {
    "milestone": (
        *("first-ship", "quay", "tenants", "cranes", "storm-wall", "listing", "customs"),
        *("rail", "hydrogen", "unspoken", "relay/launch"),
    ),
    "tranche": ("works-fy2023", "works", "agency-equity", "rail-grant", "phase-two", "relay/berth"),
    "metric": ("need-plan", "works-decided", "capacity", "tenant-count", "need-all"),
    "holding": ("tsubaki", "kaede", "agency", "agency-golden"),
}
"""Of each kind one that much is said of, asked for in every format, and others."""

SHOWN = {
    "milestone": "channel",
    "tranche": "agency-equity",
    "metric": "need-plan",
    "holder": "agency",
    "org": "umi-group",
    "source": "courier-2026-03-04",
    "project": "relay",
}

WHY = {
    **{f"why-{kind}": rows_on_days("why", first) for kind, (first, *_) in SUBJECTS.items()},
    **{
        f"why-{kind}-others": tuple(
            call for slug in others for call in on_days("why", slug, formats=TABLE)
        )
        for kind, (_, *others) in SUBJECTS.items()
    },
}

REPORTS: dict[str, Calls] = {
    "status": on_days("status"),
    "status-wide": on_days("status", formats=TABLE, columns=140),
    "status-all": on_days("status", "--all", formats=ROWS),
    "status-all-wide": on_days("status", "--all", formats=TABLE, columns=140),
    "status-brief": on_days("status", "--brief", formats=ROWS),
    "status-line": on_days("status", "--line", formats=TABLE),
    "status-since": (
        *once("status", "--since", "2026-01-01", formats=ROWS),
        *once("status", "relay", "--since", "2026-01-01"),
        *tables(
            f"status --all --since 2025-12-01 --as-of {MIDDLE}",
            "status --brief --since last-month",
            "status --line --since 2026-01-01",
        ),
    ),
    "status-known-at": tables(
        "status --known-at 2025-03-01T00:00:00Z",
        f"status --known-at 119 --as-of {MIDDLE}",
        "status --known-at 0",
    ),
    "status-signs": tables(
        "status --all --ascii",
        "status --units oku",
        "status --units raw",
        "status --units written",
        "status --breach-days 30,400",
    ),
    "status-cite": (
        *on_days("status", "--cite", formats=TABLE),
        *tables("status relay --cite plain", "status --cite -f json", "status --cite --line"),
    ),
    "status-relay": on_days("status", "relay"),
    "status-relay-wide": on_days("status", "relay", "--all", formats=TABLE, columns=140),
    **WHY,
    "why-field": once("why", "first-ship.target", formats=ROWS),
    "why-signs": tables(
        "why first-ship --ascii",
        "why works-fy2023 --units bn",
        "why works-fy2023 --units oku",
        "why founding --units raw",
        "why quay --known-at 150",
        "why works-fy2025.paid",
    ),
    "why-meant": tables(
        "why first.note",
        "why 'Umi Financial Group'",
        "why 'Quay.STATUS'",
        "why works",
        "why work",
        "why HTTP://www.courier.example/2025/12/08/dredgers/?utm_source=mail --as-of 2025-12-31",
    ),
    "why-all": tables(
        "why first-ship --all", "why tenants --all", "why works-fy2023 --all", "why tsubaki --all"
    ),
    "why-several": (
        *once("why", "tsubaki", "first-ship.target"),
        *tables("why tsubaki tsubaki", "why tsubaki need-plan --cite", "why tsubaki tsubak"),
    ),
    "why-cite": (
        *on_days("why", "first-ship", "--cite", formats=TABLE),
        *tables(
            "why need-plan --cite plain",
            "why tenants --cite",
            "why agency-equity --cite plain",
            "why tsubaki --cite",
            "why hydrogen --cite plain",
            "why relay/launch --cite",
            "why unspoken --cite",
        ),
    ),
    "history": on_days("history", "--limit", "0", formats=TABLE),
    "history-newest": rows_on_days("history", "--limit", "6"),
    "history-subject": rows_on_days("history", "quay"),
    "history-tranche": tables(
        "history works-fy2023", "history works-fy2023 --units bn", "history relay/bus"
    ),
    "search": (
        *once("search", "quay"),
        *tables(
            "search 雨天",
            "search ＭＩＮＡＴＯ 新港",
            "search fiscal word",
            "search no-such-word",
            "search ¥120bn",
            "search '$7bn'",
            "search '4 companies'",
            "search quay 60%",
            "search 補助金",
        ),
        *once("search", "株主", "--lang", "ja", columns=40, formats=TABLE),
    ),
    "diff": (
        *once("diff", EARLY.isoformat(), MIDDLE.isoformat(), formats=ROWS),
        *once("diff", MIDDLE.isoformat(), formats=ROWS),
        *once("diff", "2026-03-31", "2026-05-31"),
        *once("diff", "--project", "relay", "2024-01-01"),
        *tables("diff last-month", "diff 2026-11-22 2025-12-31"),
    ),
    "diff-after": (
        *once("diff", "--after", "171", formats=ROWS),
        *once("diff", "--after", "217"),
        *tables("diff --after 236", "diff --after 0 --quiet --exit-code", "diff --after 237"),
    ),
    "check": on_days("check", formats=ROWS),
    "check-chosen": (
        *once("check", "relay"),
        *once("check", "--select", "V", "--as-of", LAST.isoformat(), formats=(Format.JSON,)),
        *once("check", "--as-of", EARLY.isoformat(), formats=(Format.JSON,)),
        *tables(
            "check --select V101 --all",
            "check --ignore V,T --fail-on warning",
            "check minato --select M --fail-on none --units oku",
            "check --select power-of-ten --ascii",
            "check --source courier-2026-03-04 --select V --units oku",
        ),
    ),
    "check-explain": (
        *(call for rule in RULES for call in tables(f"check --explain {rule.code}")),
        *once("check", "--explain", "M"),
    ),
    "money": (*rows_on_days("money"), *tables("money --by tranche")),
    **{
        f"money-by-{by}": (
            *on_days("money", "--by", by, formats=ROWS),
            *once("money", "relay", "--by", by),
        )
        for by in ("funder", "instrument", "year")
    },
    "money-tree": rows_on_days("money", "--tree"),
    "money-currency": on_days("money", "--currency", "USD", formats=ROWS),
    "money-currency-now": on_days("money", "--currency", "USD", "--rate", "now", formats=ROWS),
    "money-signs": tables(
        "money --units oku", "money --units raw", "money --units written", "money --tree --ascii"
    ),
    "money-relay": (
        *on_days("money", "relay", formats=ROWS),
        *on_days("money", "relay", "--tree", formats=ROWS),
        *once("money", "relay", "--currency", "JPY"),
        *tables("money relay --units oku"),
    ),
    "owners": on_days("owners"),
    "owners-others": tables("owners relay", "owners --units oku", "owners --ascii"),
    "milestone-impact": (
        *on_days("milestone", "impact", "channel"),
        *tables(
            "milestone impact first-ship --target FY2028",
            "milestone impact quay",
            "milestone impact relay/array --target 2029",
            "milestone impact hydrogen",
        ),
    ),
    "milestone-needs": (
        *on_days("milestone", "needs", "first-ship"),
        *tables(
            "milestone needs first-ship --by 2026-12",
            "milestone needs channel",
            "milestone needs relay/launch",
            "milestone needs hydrogen",
        ),
    ),
    "chart-timeline": (
        *on_days("chart", "timeline"),
        *once("chart", "timeline", "--all", formats=TABLE, columns=140),
        *tables(
            "chart timeline relay",
            "chart timeline --project relay --ascii",
            "chart timeline first-ship quay --lang ja",
            "chart timeline -f json -o picture.svg",
        ),
    ),
    "chart-trend": (
        *on_days("chart", "trend"),
        *once("chart", "trend", "--all", formats=TABLE, columns=140),
        *tables("chart trend first-ship", "chart trend --project relay --ascii"),
    ),
    "chart-amounts": (
        *on_days("chart", "money", formats=TABLE),
        *on_days("chart", "owners", formats=TABLE),
        *tables(
            "chart money relay --ascii",
            "chart money --units oku",
            "chart owners --units raw --lang ja",
            "chart owners relay",
        ),
    ),
    **{f"{noun}-list": rows_on_days(noun, "list") for noun in NOUNS},
    **{f"{noun}-show": rows_on_days(noun, "show", slug) for noun, slug in SHOWN.items()},
    "lists-narrowed": (
        *once("milestone", "list", "--open", "--sort", "now"),
        *tables(
            "milestone list --type delivery --status met --reverse",
            "milestone list relay --status overdue",
            "milestone list --gate quay",
            "milestone list --due-before FY2027 --sort slip --reverse",
            "tranche list --funder harb",
            "tranche list --stage committed --sort committed",
            "metric list --family need --nature planned",
            "holder list --class golden",
            "source list --publisher ＣＯＵＲＩＥＲ --sort statements",
            "org list --kind bank --sort parent",
            "project list --sort subjects",
            "milestone list --status finished",
            "milestone list --gate kuay",
            "milestone list --sort size",
            "tranche list --funder u",
        ),
    ),
    "lists-narrow": tuple(
        call
        for noun in NOUNS
        for call in once(noun, "list", "--lang", "ja", formats=TABLE, columns=40)
    ),
    "lists-wide": tuple(
        call
        for noun in NOUNS
        for columns in (120, 140)
        for call in once(noun, "list", formats=TABLE, columns=columns)
    ),
    "relay-lists": tables(
        *(f"{noun} list relay" for noun in ("milestone", "tranche", "metric", "holder")),
    ),
    # In turn: a statement, one that was deprecated, its mark, an accept; below, one reinstated.
    "entry-show": (
        *(
            call
            for number in ("200", "169", "234", "237")
            for call in once("entry", "show", number)
        ),
        *tables("entry show 145", "entry show 169 --known-at 233", "entry show 198 --units oku"),
    ),
    "verify": (
        *once("verify"),
        *once("verify", "--expect", "0123abcd"),
        *once("verify", "--expect", "#999 0123abcd"),
    ),
    "log": (
        *once("log", "first-ship", "off-track", "--target", "FY2027-H2", "--dry-run"),
        *once("log", "works-fy2025", "committed", "1tn", "--dry-run"),
        *tables(
            "log listing --target FY2032 --source courier-2026-07-02 --on 2026-11-20 --dry-run",
            "log first-ship --target 2027-02 --source digest-2026-08 --dry-run",
            "log listing --target FY2032 --on 2026-11-20 --dry-run"
            " --source 'http://www.courier.example/2026/07/02/half-tide/?utm_source=mail#end'",
            "log first-ship --baseline FY2027 --reason 'The plan was renewed.' --dry-run",
            "log tenant-count 23 --happened 2026-11-01 --said-by port --on 2026-11-22 --dry-run",
            "log tenants 23 --dry-run",
            "log quay -m 'A ship has berthed for a test.' --dry-run",
            "log quay met --source https://new.example/quay --on 2026-11-01 --dry-run",
            "log agency-equity paid ¥20bn --source courier-2026-07-02 --dry-run",
            "log umi-trust 0.8bn --dry-run",
            "log channel --progress 70% --on 2026-11-20 --dry-run",
            "log relay/launch --target FY2028-Q3 --dry-run",
            "log unspoken --target 2030年度末まで --dry-run",
            "log channel --progress 65% --source courier-2025-12-08 --said-by port"
            " --tier primary --dry-run",
        ),
    ),
    "log-refused": tables(
        "log first-ship soon --dry-run",
        "log first-ship --target 'early summer' --dry-run",
        "log first-ship --baseline FY2027 --dry-run",
        "log works-fy2025 100bn --dry-run",
        "log works-fy2025 spent 100bn --dry-run",
        "log works-fy2025 committed 100 --dry-run",
        "log relay/bus committed 100bn円 --dry-run",
        "log first-ship met --on 2027-01-01 --dry-run",
        "log frist-ship met --dry-run",
        "log first-ship met --source nowhere --dry-run",
        "log first-ship met --key ship-target --dry-run",
        "log first-ship --dry-run",
    ),
    "export": tables(
        "export first-ship",
        "export quay tenant-count",
        "export works-fy2026 tsubaki",
        "export relay/bus-fy2025",
        "export nothing",
    ),
    "errors": tables(
        "why nothing",
        "why frist-ship",
        "why relay/first-ship",
        "why first-ship.paid",
        "why works-fy2023 --as-of 2021-01-01",
        "status nowhere",
        "status --as-of 2026-12-31",
        "status --as-of soon",
        "status --known-at 999",
        "status --format xml",
        "status --line -f json",
        "status --ascii --units oku",
        "why first-ship --cite -f csv",
        "tranche show first-ship",
        "milestone show tsubaki",
        "org show nobody",
        "source show courier",
        "project show port",
        "entry show 999",
        "entry show first",
        "entry list",
        "history nothing",
        "diff 2026-11-23",
        "diff --after 999",
        "check --select V999",
        "check --explain nothing",
        "money --currency EUR",
        "money --by month",
        "milestone impact works",
        "statsu",
    ),
}
