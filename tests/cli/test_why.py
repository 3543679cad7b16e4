from __future__ import annotations

from program import Run


def test_the_presss_narrower_date_stands_beside_the_companys(run: Run) -> None:
    clock = ("--as-of", "2023-12-31", "-f", "json")
    (target,) = run("why", "mass-production.target", *clock).data["fields"]
    assert (target["text"], target["shown"]["speaker"]) == ("2027", "Rapidus Corporation")
    narrower = [said["text"] for said in target["beside"] if said["relation"] == "narrower"]
    assert narrower == ["2027-04"]
    assert target["conflicts"] == []


def test_the_articles_total_is_the_only_conflict(run: Run) -> None:
    (value,) = run("why", "meti-fy2026/total", "-f", "json").data["fields"]
    assert value["value"]["amount"] == "3069300000000"
    assert [said["text"] for said in value["conflicts"]] == ["30.7 trillion yen"]


def test_a_truncated_figure_agrees(run: Run) -> None:
    (value,) = run("why", "meti-fy2026/ai-chips", "-f", "json").data["fields"]
    assert value["value"]["amount"] == "1239000000000"
    assert value["conflicts"] == []


def test_what_nobody_spoke_of_yet_is_said_so(run: Run) -> None:
    outcome = run("why", "mass-production", "--as-of", "2001-01-01")
    assert "nobody has said anything of it by then" in outcome.stdout


def test_a_threshold_is_explained_by_its_metric(run: Run) -> None:
    fields = {
        field["field"]: field for field in run("why", "shareholders", "-f", "json").data["fields"]
    }
    assert fields["holder-count"]["text"] == "32"


def test_history_shows_entries_as_recorded(run: Run) -> None:
    run("log", "mass-production", "at-risk", "-m", "late")
    newest = run("history", "mass-production", "-f", "json").data[-1]
    assert (newest["kind"], newest["statement"]["text"]) == ("statement", "at-risk")
    assert newest["recorded_at"] == "2026-11-22T09:00:00Z"
    assert len(run("history", "--limit", "3", "-f", "json").data) == 3
