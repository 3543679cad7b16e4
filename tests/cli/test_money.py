"""`tracker money`: how far every yen has come."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from program import Run
from tracker.db.engine import Database
from tracker.domain.vocabulary import Instrument

BN = 10**9


def money(run: Run, *args: str) -> Any:
    return run("money", *args, "-f", "json").data


def tranches(data: Any) -> dict[str, Any]:
    return {one["slug"]: one for group in data["groups"] for one in group["tranches"]}


def group(data: Any, name: str) -> Any:
    return next(one for one in data["groups"] if one["group"] == name)


def stated(amount: Any) -> str | None:
    """An amount in billions with its qualifier: `at-most 631.5`."""
    if amount is None:
        return None
    return f"{amount['qualifier']} {float(amount['amount']) / BN:g}"


def of_stage(row: Any, stage: str) -> str | None:
    cell = row["stages"][stage]
    return stated(cell["amount"] if cell and "amount" in cell and "implied" in cell else cell)


def test_the_ceilings_of_commissioned_research_sum_up(run: Run) -> None:
    before = group(money(run, "--as-of", "2026-03-31"), "state R&D (NEDO)")
    assert of_stage(before, "committed") == "at-most 1722.5"
    now = group(money(run), "state R&D (NEDO)")
    assert of_stage(now, "committed") == "at-most 2354"
    assert now["stages"]["disbursed"] is None
    assert now["paid_unstated"]
    assert of_stage(now, "planned") == "about 300"


def test_each_tranche_stands_where_its_sources_say(run: Run) -> None:
    found = tranches(money(run))
    for slug, stage, amount in [
        ("equity-fy2025", "disbursed", "exact 100"),
        ("equity-fy2026", "disbursed", "exact 150"),
        ("private-2022", "disbursed", "exact 7.3"),
        ("private-fy2025", "disbursed", "exact 167.6"),
        ("rd-fy2027", "planned", "about 300"),
        ("rd-fy2027", "committed", None),
        ("rd-fy2026", "disbursed", None),
    ]:
        assert of_stage(found[slug], stage) == amount, slug
    assert found["equity-fy2026"]["stages"]["committed"]["implied"]
    assert not found["equity-fy2025"]["stages"]["committed"]["implied"]


@pytest.mark.parametrize(("day", "paid"), [("2026-02-26", None), ("2026-02-27", "exact 100")])
def test_equity_is_paid_from_the_day_on_which_it_was_said(
    run: Run, day: str, paid: str | None
) -> None:
    found = tranches(money(run, "--as-of", day))
    assert of_stage(found["equity-fy2025"], "disbursed") == paid
    assert of_stage(found["equity-fy2026"], "disbursed") is None


def test_at_the_end_of_2025_nothing_of_2026_is_known(run: Run) -> None:
    page = run("money", "--as-of", "2025-12-31").stdout
    assert "631.5" not in page
    assert "167.6" not in page
    data = money(run, "--as-of", "2025-12-31")
    assert stated(data["total"]["stages"]["disbursed"]) == "at-least 7.3"
    assert stated(data["total"]["stages"]["committed"]) == "at-most 1822.5"


def test_sums_reconcile_with_the_status_page_to_the_yen(run: Run) -> None:
    page = run("status", "-f", "json").data
    total = money(run)["total"]["stages"]
    for column, stages in {
        "paid": ["disbursed"],
        "committed": ["committed"],
        "planned": ["planned", "budgeted", "enacted"],
    }.items():
        parts = [int(total[stage]["amount"]) for stage in stages if total[stage]]
        assert sum(parts) == int(page["money_total"][column]["amount"])
    not_covered = money(run)["needs"][0]["not_covered"]
    assert not_covered == page["need"]["not_covered"]


def test_every_key_has_the_same_total(run: Run) -> None:
    found = [money(run, "--by", by) for by in ("tranche", "funder", "instrument", "year")]
    assert len({json.dumps([one["total"], one["public"], one["private"]]) for one in found}) == 1


def test_guarantees_and_gifts_in_kind_are_never_added(run: Run) -> None:
    apart = [one for one in money(run)["groups"] if not one["in_total"]]
    assert [one["instrument"] for one in apart] == ["guarantee", "in-kind"]
    assert stated(apart[1]["counted_total"]) == "range 200"
    assert "NOT ADDED" in run("money").stdout


def test_a_budget_never_enters_the_sums_of_the_project_that_it_pays(run: Run) -> None:
    assert not set(tranches(money(run))) & {"all-lines", "chips-and-ai", "rapidus"}
    assert stated(money(run, "meti-fy2026")["total"]["counted_total"]) == "about 3069.3"


def test_every_need_has_its_scope_and_only_one_a_gap(run: Run) -> None:
    needs = money(run)["needs"]
    assert len(needs) == 7
    assert all(one["scope"] for one in needs)
    assert [one["metric"] for one in needs if one["not_covered"]] == ["need-fy2031"]
    assert [one["no_gap"] for one in needs] == [None, *["other-scope"] * 6]
    page = run("money").stdout
    assert page.count("gap: ") == 7
    assert page.count("gap: none told, its scope is not that of the money") == 6


@pytest.mark.parametrize(
    ("values", "no_gap", "told"),
    [
        (["1000bn"], None, "gap: 100* above 900 stated"),
        (["~1000bn"], None, "gap: ~100* above 900 stated"),
        (["900bn"], "covered", "gap: none, all of it is covered"),
        (["undisclosed"], "undisclosed", "gap: unknown, the need is not disclosed"),
        (["1tn", "2tn"], "no-headline", "gap: none told, of several needs not one alone"),
    ],
)
def test_a_need_has_a_gap_or_the_reason_why_not(
    run: Run, values: list[str], no_gap: str | None, told: str
) -> None:
    run("project", "add", "fab", "--title", "Fab", "--currency", "JPY")
    run(
        "tranche",
        "add",
        "fab/grant",
        "--title",
        "Grant",
        "--funder",
        "nedo",
        "--instrument",
        "grant",
    )
    run("log", "fab/grant", "committed", "900bn", "--on", "2026-11-20")
    for at, text in enumerate(values):
        more = (
            "--title",
            "Need",
            "--unit",
            "JPY",
            "--nature",
            "planned",
            "--family",
            "need",
            "--scope",
            "all",
        )
        run("metric", "add", f"fab/need-{at}", *more)
        run("log", f"fab/need-{at}", text, "--on", "2026-11-20")
    assert {one["no_gap"] for one in money(run, "fab")["needs"]} == {no_gap}
    assert told in run("money", "fab").stdout
    if len(values) > 1:
        assert run("money", "fab", "-f", "markdown").stdout.count("| no-headline |") == 2


def test_reported_totals_stand_beside_the_sums_of_their_parts(run: Run) -> None:
    reported = {one["metric"]: one for one in money(run)["reported"]}
    assert reported["private-raised-fy2025"]["agrees"]
    assert reported["rd-ceilings-fy2025"]["derived"]["amount"] == str(17225 * BN // 10)
    run("log", "private-raised-fy2025", "250bn", "--on", "2026-11-20")
    one = {one["metric"]: one for one in money(run)["reported"]}["private-raised-fy2025"]
    assert (one["agrees"], one["difference"]) == (False, "82400000000")
    assert "82.4bn more" in run("money").stdout
    assert "    ≠ 250bn (Feb 2026, Tom's Hardware): 17.6bn less\n" in run("money").stdout
    assert "≠" not in run("money", "--ascii").stdout


def test_sending_twice_changes_no_sum(run: Run) -> None:
    call = ("log", "rd-fy2027", "committed", "<=310bn", "--on", "2026-11-20")
    run(*call)
    first = money(run)
    assert "unchanged" in run(*call).stdout
    assert money(run) == first


def test_yen_are_converted_at_the_rate_of_each_statement(run: Run) -> None:
    found = money(run, "--currency", "usd")
    assert (found["currency"], found["rate"]) == ("USD", "then")
    paid = tranches(found)["equity-fy2025"]["stages"]["disbursed"]
    assert (paid["rate_month"], paid["amount"]["amount"]) == ("2026-02", "644745325.6")
    assert {one["source"] for one in found["rates"]} == {"exchange-rates-2026-07-21"}
    assert "source: exchange-rates-2026-07-21" in run("money", "--currency", "USD").stdout


def test_one_rate_turns_all_of_it_and_a_near_one_says_so(run: Run) -> None:
    found = money(run, "--currency", "USD", "--rate", "now", "--by", "year")
    (used,) = found["rates"]
    assert (used["month"], used["wanted"], used["rate"]) == ("2026-06", "2026-11", "160.77")
    page = run("money", "--currency", "USD", "--rate", "now").stdout
    assert "2026-06 160.77 (nearest to 2026-11)" in page
    before = money(run, "--currency", "USD", "--rate", "now", "--as-of", "2025-12-31")
    assert before["rates"][0]["month"] == "2025-12"


def test_without_a_rate_nothing_is_converted_and_nothing_is_zero(run: Run) -> None:
    found = money(run, "--currency", "EUR")
    assert found["total"]["counted_total"] is None
    assert found["needs"][0]["not_covered"] is None
    assert found["needs"][0]["no_gap"] == "no-rate"
    page = run("money", "--currency", "EUR").stdout
    assert "cannot be converted" in page
    assert "no rate" in page


def test_an_unknown_currency_is_named(run: Run) -> None:
    assert "'XXX' is no currency" in run("money", "--currency", "XXX", code=2).stderr
    assert "--by" in run("money", "--tree", "--by", "year", code=2).stderr
    run("money", "nowhere", code=3)


def test_the_tree_of_a_budget_explains_what_it_can(run: Run) -> None:
    data = run("money", "--tree", "meti-fy2026", "-f", "json").data
    lines = {line["slug"]: line for line in data["lines"]}
    assert stated(lines["all-lines"]["unexplained"]) == "about 1703.3"
    assert stated(lines["chips-and-ai"]["unexplained"]) == "about 71.7"
    assert lines["chips-and-ai"]["unexplained"]["derived"]
    (paid,) = lines["rapidus"]["pays"]
    assert (paid["path"], paid["stage"]) == ("rapidus/equity-fy2026", "disbursed")
    assert "energy-special-account" in {row["metric"] for row in data["crossing"]}
    assert {row["slug"]: row["met_on"]["text"] for row in data["process"]}[
        "cabinet"
    ] == "2025-12-26"


def test_the_tree_adds_up(run: Run) -> None:
    data = run("money", "--tree", "meti-fy2026", "-f", "json").data
    lines, whole = data["lines"], data["total"]["counted_total"]
    counted = [int(x["counted_total"]["amount"]) for x in lines if x["counted_total"]]
    assert sum(counted) == int(whole["amount"]) == 30693 * BN // 10


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("rd-fy2027", "planned", "--", "-5bn"), "'-5bn' is less than nothing"),
        (("ipa", "votes", "101%"), "'101%' is more than the whole"),
        (("rd-fy2027", "planned", "$5bn"), "currency mismatch: it says USD where JPY is expected"),
        (("rd-fy2027", "promised", "5bn"), "which stage has 'promised' reached?"),
    ],
)
def test_what_cannot_be_is_refused_with_a_line(
    run: Run, args: tuple[str, ...], message: str
) -> None:
    outcome = run("log", "--on", "2026-11-20", *args, code=2)
    assert message in outcome.stderr
    assert "hint: " in outcome.stderr


def test_a_later_stage_over_an_earlier_one_is_recorded(run: Run) -> None:
    run("log", "rd-fy2027", "committed", "400bn", "--on", "2026-11-20")
    found = tranches(money(run))["rd-fy2027"]
    assert of_stage(found, "planned") == "about 300"
    assert of_stage(found, "committed") == "exact 400"


def rows_of(run: Run, *args: str) -> dict[str, dict[str, str]]:
    """The rows of the CSV by slug, those of sums by their group, or by what sum they are."""
    read = csv.DictReader(io.StringIO(run("money", *args, "-f", "csv").stdout))
    return {row["slug"] or row.get("group") or row["row"]: row for row in read}


def test_csv_has_figures_in_full_with_their_unit(run: Run) -> None:
    rows = rows_of(run, "--units", "oku")
    committed = {
        name.removeprefix("stages_committed_"): cell
        for name, cell in rows["rd-fy2026"].items()
        if name.startswith("stages_committed_")
    }
    assert committed == {
        "amount": "631500000000",
        "high": "",
        "qualifier": "at-most",
        "unit": "JPY",
        "derived": "false",
        "implied": "false",
        "undisclosed": "false",
        "convertible": "true",
        "withdrawn": "false",
        "conflict": "true",
        "rate_month": "",
    }
    assert rows["private-2022"]["stages_disbursed_amount"] == "7300000000"
    assert rows["private-2022"]["stages_disbursed_derived"] == "false"
    equity = rows["private equity"]
    assert equity["row"] == "group"
    assert equity["stages_planned_amount"] == "825100000000"
    assert equity["stages_planned_qualifier"] == "about"
    assert equity["stages_planned_derived"] == "true"
    paid = rows_of(run, "--currency", "USD")["equity-fy2025"]
    assert paid["stages_disbursed_amount"] == "644745325.6"
    assert (paid["stages_disbursed_unit"], paid["stages_disbursed_rate_month"]) == (
        "USD",
        "2026-02",
    )


def test_every_sum_is_a_row_of_its_own(run: Run) -> None:
    for by in ("tranche", "funder", "instrument", "year"):
        rows = rows_of(run, "--by", by)
        assert {row["row"] for row in rows.values()} == {
            *("group", "tranche", "total", "public", "private"),
        }
        data = money(run, "--by", by)
        for name in ("total", "public", "private"):
            told = data[name]["counted_total"]
            assert rows[name]["counted_total_amount"] == told["amount"], (by, name)
            assert rows[name]["counted_total_qualifier"] == told["qualifier"], (by, name)


def test_the_csv_of_a_budget_is_exact_too(run: Run) -> None:
    rows = rows_of(run, "--tree", "meti-fy2026")
    first, *_, last = rows.values()
    assert (first["row"], first["stages_planned_amount"]) == ("line", "3069300000000")
    assert (last["row"], last["counted_total_amount"]) == ("total", "3069300000000")
    rest = rows["chips-and-ai"]
    assert (rest["unexplained_amount"], rest["unexplained_unit"]) == ("71700000000", "JPY")
    assert (rest["unexplained_derived"], rest["parent"]) == ("true", "all-lines")
    counted = [int(row["counted_total_amount"] or 0) for row in rows.values()]
    assert sum(counted[:-1]) == counted[-1]


def test_units_hold_in_markdown_too(run: Run) -> None:
    assert "| 73億円 |" in run("money", "--units", "oku", "-f", "markdown").stdout
    told = run("money", "--units", "raw", "-f", "markdown").stdout
    assert "| ¥7,300,000,000 |" in told
    assert "bn" not in told.partition("## Reported")[0]


def test_why_there_is_no_sum_is_told(run: Run) -> None:
    apart = group(money(run, "--currency", "EUR"), "state equity (IPA)")
    assert (apart["counted_total"], apart["no_total"]) == (None, "no-rate")
    assert {one["no_amount"] for one in money(run, "--currency", "EUR")["needs"]} == {"no-rate"}
    run("log", "rd-fy2027", "cancelled", "undisclosed", "--on", "2026-11-20")
    assert tranches(money(run))["rd-fy2027"]["no_total"] == "cancelled"


def test_what_was_called_off_in_part_is_noted(run: Run) -> None:
    run("log", "rd-fy2027", "cancelled", "100bn", "--on", "2026-11-20")
    row = rows_of(run)["rd-fy2027"]
    assert (row["cancelled_amount"], row["cancelled_amount_unit"]) == ("100000000000", "JPY")
    assert row["cancelled"] == "false"
    found = tranches(money(run))["rd-fy2027"]
    assert found["cancelled_amount"]["amount"] == "100000000000"
    assert not found["cancelled"]


def test_every_instrument_has_a_name_and_only_cash_is_summed(run: Run, empty: Database) -> None:
    run("project", "add", "fab", "--title", "Fab", "--currency", "JPY", db=empty)
    run("org", "add", "ministry", "--name", "Ministry", "--kind", "state", db=empty)
    for one in Instrument:
        form = ("--title", one, "--funder", "ministry", "--instrument", one)
        run("tranche", "add", f"a-{one}", *form, db=empty)
        run("log", f"a-{one}", "committed", "10bn", db=empty)
    rows = run("status", "-f", "json", db=empty).data["money"]
    beside = {row["instrument"] for row in rows if not row["in_total"]}
    assert beside == {"guarantee", "in-kind", "tax-credit", "other"}
    told = run("money", "--by", "instrument", db=empty).stdout
    total = next(line for line in told.splitlines() if line.startswith("total"))
    assert total.split()[-1] == "50"
    for name in ("bonds", "tax credits", "other forms"):
        assert name in told
    page = run("status", "--all", db=empty).stdout
    assert "not added: guarantee, in kind, tax credits, other forms" in page
