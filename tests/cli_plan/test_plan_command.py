"""`songbang plan` as a user runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from songbang.cli.plan_command import plan
from songbang.core.errors import BadInput, Unreadable
from tests.core.planning.small import meeting, problem, visit


def run(folder: Path, text: str, *more: str) -> Path:
    given, out = folder / "problem.json", folder / "plans" / "plan.json"
    given.write_text(text, "utf-8")
    arguments = [str(given), "--seconds", "5", "--out", str(out), *more]
    ran = CliRunner().invoke(plan, arguments, catch_exceptions=True)
    if ran.exception:
        raise ran.exception
    assert ran.exit_code == 0
    return out


def test_a_plan_has_exactly_the_contracts_members(tmp_path: Path) -> None:
    out = run(tmp_path, json.dumps(problem([meeting("a"), meeting("b")], [visit("v")])))
    made = json.loads(out.read_text("utf-8"))
    assert list(made) == ["status", "bound_gap", "seconds", "meetings", "visits", "unplaced", "metrics"]
    assert list(made["meetings"][0]) == ["id", "start", "room", "chosen", "nested_with", "why"]
    figures = ["journeys", "whole_half_days", "edge_of_day", "meeting_minutes_of_base", "moved_announced"]
    assert list(made["metrics"]) == [*figures, "first_come_first_served"]
    assert list(made["metrics"]["first_come_first_served"]) == figures
    assert "人" in "".join(made["meetings"][0]["why"])


def test_the_same_input_and_seed_give_the_same_plan(tmp_path: Path) -> None:
    text = json.dumps(problem([meeting("a"), meeting("b", required=[], one_of=[["p1", "p2"]])]))
    plans = [json.loads(run(tmp_path, text).read_text("utf-8")) for _ in range(2)]
    assert plans[0]["status"] == "optimal"
    assert plans[0]["meetings"] == plans[1]["meetings"]


def test_what_is_no_json_is_said_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"plan\.no_json"):
        run(tmp_path, "{")
    with pytest.raises(Unreadable, match=r"plan\.no_file"):
        CliRunner().invoke(plan, [str(tmp_path / "none"), "--out", "x"], catch_exceptions=False)
    assert not (tmp_path / "plans").exists()


def test_years_without_a_decree_are_warned_of(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    days = ["2031-03-03", "2031-03-04"]
    text = json.dumps(problem([meeting("a", window=days)], days=days))
    given, out = tmp_path / "p.json", tmp_path / "o.json"
    given.write_text(text, "utf-8")
    ran = CliRunner().invoke(plan, [str(given), "--out", str(out), "--lang", "en"])
    assert ran.exit_code == 0
    assert json.loads(out.read_text("utf-8"))["unplaced"] == []
    assert "2031" in ran.stderr
