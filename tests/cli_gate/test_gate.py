"""`songbang gate` and `songbang rules`: what is read, what is printed, how it ends."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from songbang.cli.gate_command import gate
from songbang.cli.rules_command import rules
from songbang.core.errors import SongbangError
from songbang.core.words import LANGUAGES, message

FORM = {
    "kind": "form",
    "title": "情况表",
    "issued_on": "2025-03-02",
    "issuer": {"name": "青禾县民政局", "level": "county", "code": "990121"},
    "targets": [{"name": "柳桥镇", "level": "town", "code": "990121101"}],
    "details": {"frequency": "daily", "on_shared_platform": True, "in_catalogue": True, "reply_working_days": 5},
}


def _run(tmp_path: Path, content: object, *options: str) -> Result:
    file = tmp_path / "demand.json"
    file.write_text(content if isinstance(content, str) else json.dumps(content, ensure_ascii=False), "utf-8")
    return CliRunner().invoke(gate, [str(file), *options])


def _verdicts(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.exception
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_one_demand_gives_one_verdict_in_the_shape_of_the_contract(tmp_path: Path) -> None:
    (verdict,) = _verdicts(_run(tmp_path, FORM))
    assert list(verdict) == ["verdict", "on", "rulebook", "findings", "looked_at", "not_checked"]
    assert (verdict["verdict"], verdict["on"]) == ("needs_approval", "2025-03-02")
    (finding,) = verdict["findings"]
    assert list(finding) == ["rule", "level", "where", "value", "limit", "article", "why", "remedy"]
    assert (finding["rule"], finding["where"], finding["value"]) == ("form.daily", "details.frequency", "daily")
    assert {"rule": "form.already-held", "needs": "details.fields"} in verdict["not_checked"]


def test_a_list_gives_a_line_each_in_its_order(tmp_path: Path) -> None:
    monthly = FORM | {"details": {**FORM["details"], "frequency": "monthly"}}  # type: ignore[dict-item]
    assert [one["verdict"] for one in _verdicts(_run(tmp_path, [FORM, {"demand": monthly}]))] == [
        "needs_approval",
        "admit",
    ]


def test_demands_may_share_a_context(tmp_path: Path) -> None:
    fields = [{"name": "床位", "unit": "张", "explanation": "月末"}]
    asked = FORM | {"details": {**FORM["details"], "frequency": "monthly", "fields": fields}}  # type: ignore[dict-item]
    before = asked | {"issued_on": "2025-03-01"}
    found = _verdicts(_run(tmp_path, {"demand": [asked, asked], "context": {"history": [before]}}))
    assert [[one["rule"] for one in verdict["findings"]] for verdict in found] == [["form.already-held"]] * 2


def test_another_day_is_judged_by_its_own_law(tmp_path: Path) -> None:
    (verdict,) = _verdicts(_run(tmp_path, FORM, "--on", "2019-03-10"))
    assert verdict["verdict"] == "admit"
    assert "form.daily" not in verdict["looked_at"]


def test_a_place_may_be_named_whose_local_rules_run(tmp_path: Path) -> None:
    meeting = {"kind": "meeting", "issued_on": "2025-03-03", "details": {"starts_at": "2025-03-05T08:30"}}
    (elsewhere,) = _verdicts(_run(tmp_path, meeting))
    (there,) = _verdicts(_run(tmp_path, meeting, "--territory", "330402"))
    assert {one["rule"] for one in there["findings"]} - {one["rule"] for one in elsewhere["findings"]} == {
        "meeting.no-meeting-day",
        "meeting.notice",
    }


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    assert _run(tmp_path, FORM).stdout == _run(tmp_path, FORM).stdout


BAD = {
    "demand.kind": {"title": "x"},
    "demand.details.frequency": FORM | {"details": {"frequency": "hourly"}},
    "demand.issued_on": FORM | {"issued_on": "2025-02-30"},
    "demand.targets[0].level": FORM | {"targets": [{"level": "planet"}]},
    "demand.details.fields[1].name": FORM | {"details": {"fields": [{"name": "a"}, {"name": 3}]}},
    "demand.details.ends_at": {
        "kind": "meeting", "issued_on": "2025-03-02",
        "details": {"starts_at": "2025-03-05T10:00", "ends_at": "2025-03-05T09:00"},
    },
    "demand.details.starts_at": {"kind": "meeting", "details": {"starts_at": "2025-03-05T10:00+08:00"}},
    "context.history[0].kind": {"demand": FORM, "context": {"history": [{"kind": "party"}]}},
    "context.units[0].limits.any.load": {"demand": FORM, "context": {"units": [{"limits": {"any.load": "many"}}]}},
    "[1].minutes": [FORM, FORM | {"minutes": -5}],
    "[0].demand.grounds": [{"demand": FORM | {"grounds": "urgent"}}],
}  # fmt: skip


@pytest.mark.parametrize("path", BAD)
def test_what_cannot_be_read_is_named_by_its_path_in_each_language(tmp_path: Path, path: str) -> None:
    error = _run(tmp_path, BAD[path]).exception
    assert isinstance(error, SongbangError)
    assert error.parameters["path"] == path
    for language in LANGUAGES:
        words = message(error.code, error.parameters, language)
        assert path in words.what
        assert words.do


def test_a_demand_without_any_day_is_read_only_with_a_day_given(tmp_path: Path) -> None:
    undated = {key: FORM[key] for key in FORM if key != "issued_on"}
    error = _run(tmp_path, undated).exception
    assert isinstance(error, SongbangError)
    assert error.code == "demand.no_day"
    assert _verdicts(_run(tmp_path, undated, "--on", "2025-03-02"))


@pytest.mark.parametrize(("content", "code"), [("{", "demand.not_json"), ("[1]", "demand.wrong_shape")])
def test_what_is_no_demand_is_refused(tmp_path: Path, content: str, code: str) -> None:
    error = _run(tmp_path, content).exception
    assert isinstance(error, SongbangError)
    assert error.code == code


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    error = CliRunner().invoke(gate, [str(tmp_path / "none.json")]).exception
    assert isinstance(error, SongbangError)
    assert error.code == "demand.not_found"


def test_a_folder_of_ones_own_changes_limits_and_suspends_rules(tmp_path: Path) -> None:
    (tmp_path / "local.yaml").write_text(
        'territories: {nanhu: "330402", zhejiang: "33", hebei: "13", jilin: "22", beijing-xicheng: "110102"}\n'
        "switches:\n  - {territory: '990121', rule: form.daily, state: suspended, from: 2025-03-01, "
        "until: 2025-03-31, ground: 防汛}\n"
        "limits:\n  - {territory: '990121', rule: form.reply-time, from: 2025-03-01, value: 6, article: 县委办1号}\n",
        "utf-8",
    )
    (verdict,) = _verdicts(_run(tmp_path, FORM, "--rulebook", str(tmp_path)))
    assert {"rule": "form.daily", "needs": "suspended:990121:2025-03-31"} in verdict["not_checked"]
    assert [(one["rule"], one["limit"], one["article"]) for one in verdict["findings"]] == [
        ("form.reply-time", 6, "县委办1号")
    ]
    listed = CliRunner().invoke(rules, ["--on", "2025-03-02", "--json", "--rulebook", str(tmp_path)]).stdout
    rows = {row["rule"]: row for row in map(json.loads, listed.splitlines())}
    assert rows["form.daily"]["switches"][0] | {} == {
        "state": "suspended", "territory": "990121", "until": "2025-03-31", "ground": "防汛",
    }  # fmt: skip
    assert rows["form.reply-time"]["own_limits"] == {"990121": 6}


def test_the_rules_of_a_day_are_listed_and_none_before_the_first() -> None:
    def listed(day: str) -> set[str]:
        result = CliRunner().invoke(rules, ["--on", day, "--json"])
        return {json.loads(line)["rule"] for line in result.stdout.splitlines()}

    assert listed("2012-06-30") == set()
    assert listed("2012-07-01") == {"document.directive-downwards", "document.kind-and-title"}
    assert "document.count-cut-2019" not in listed("2020-01-01")
    assert len(listed("2025-03-02")) == 84


def test_what_changed_between_two_days_is_told() -> None:
    result = CliRunner().invoke(rules, ["--since", "2019-12-01", "--on", "2020-05-20", "--json"])
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(row["day"], row["rule"], row["what"]) for row in rows] == [
        ("2020-01-01", "document.count-cut-2019", "ends"),
        ("2020-01-01", "inspection.cut-2018", "ends"),
        ("2020-04-28", "village.certificate", "begins"),
        ("2020-05-20", "meeting.no-meeting-day", "begins"),
    ]
