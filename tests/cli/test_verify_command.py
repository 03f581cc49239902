"""`songbang verify`: status 0 where all follows, 1 where something does not, 2 where it cannot be told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from songbang.core import rulebook
from tests.cli.conftest import Command
from tests.cli.office import PERIODS


@pytest.mark.parametrize(("language", "said"), [("zh-Hans", "核对无误"), ("zh-Hant", "核對無誤"), ("en", "verified")])
def test_a_report_verifies_in_its_own_language(
    language: str, said: str, command: Command, registers: Path, tmp_path: Path
) -> None:
    command("report", registers, *PERIODS, "--out", tmp_path / "out", "--lang", language)
    ran = command("verify", tmp_path / "out")
    assert (ran.status, said in ran.out, ran.err) == (0, True, "")


def test_a_changed_digit_is_named_and_the_status_is_1(command: Command, registers: Path, tmp_path: Path) -> None:
    command("report", registers, *PERIODS, "--out", tmp_path / "out")
    path = tmp_path / "out" / "figures.json"
    content = json.loads(path.read_text("utf-8"))
    figure = next(f for f in content["figures"] if f["id"] == "documents.received" and not f["scope"])
    figure["value"] += 1
    path.write_text(json.dumps(content, ensure_ascii=False), "utf-8")
    ran = command("verify", tmp_path / "out")
    assert ran.status == 1
    assert "指标 documents.received：figures.json 写的是 value=14，按 rows.xlsx 应是 value=13" in ran.err
    assert "figure documents.received" in command("verify", tmp_path / "out", "--lang", "en").err


@pytest.mark.parametrize("name", ["figures.json", "rows.xlsx", "report.docx", "report.html"])
def test_a_missing_file_is_named_with_status_2(name: str, command: Command, registers: Path, tmp_path: Path) -> None:
    command("report", registers, *PERIODS, "--out", tmp_path / "out")
    (tmp_path / "out" / name).unlink()
    ran = command("verify", tmp_path / "out")
    assert (ran.status, f"里没有 {name}" in ran.err, "→" in ran.err) == (2, True, True)


@pytest.mark.parametrize("name", ["figures.json", "rows.xlsx", "report.docx"])
def test_a_broken_file_is_named_with_status_2(name: str, command: Command, registers: Path, tmp_path: Path) -> None:
    command("report", registers, *PERIODS, "--out", tmp_path / "out")
    (tmp_path / "out" / name).write_bytes(b"\x00broken")
    ran = command("verify", tmp_path / "out")
    assert (ran.status, f"{name} 读不出来" in ran.err, "→" in ran.err) == (2, True, True), ran.err


def test_a_page_without_text_does_not_verify(command: Command, registers: Path, tmp_path: Path) -> None:
    command("report", registers, *PERIODS, "--out", tmp_path / "out")
    (tmp_path / "out" / "report.html").write_bytes(b"\x00broken")
    assert command("verify", tmp_path / "out").status == 1


def test_a_report_by_other_rules_says_which_and_what_to_do(command: Command, registers: Path, tmp_path: Path) -> None:
    rules, out = tmp_path / "rules", tmp_path / "out"
    rules.mkdir()
    minutes = {**rulebook.load("minutes.yaml"), "name": "南湖区试行工时标准"}
    minutes["entries"] = {**minutes["entries"], "document": {"minutes": 25, "low": 25, "high": 25}}
    (rules / "minutes.yaml").write_text(yaml.safe_dump(minutes, allow_unicode=True), "utf-8")
    command("report", registers, *PERIODS, "--out", out, "--rulebook", rules)
    assert command("verify", out, "--rulebook", rules).status == 0
    without = command("verify", out)
    assert without.status == 2
    assert "minutes.yaml" in without.err
    assert f"songbang verify {out} --rulebook" in without.err
    command("report", registers, *PERIODS, "--out", out)
    needless = command("verify", out, "--rulebook", rules)
    assert (needless.status, "去掉 --rulebook" in needless.err) == (2, True)


def test_a_folder_that_was_not_named_is_asked_for(command: Command) -> None:
    ran = command("verify")
    assert (ran.status, "命令缺少 FOLDER" in ran.err) == (2, True)
