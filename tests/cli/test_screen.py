"""What stands on the terminal: results on one stream, messages and progress on the other, in the language asked for."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from songbang.core.reporting.make import FILES
from songbang.core.text import traditional
from tests.cli.conftest import Command
from tests.cli.office import PERIODS, figures


def test_the_five_files_and_five_lines_of_the_report_are_printed(
    command: Command, registers: Path, tmp_path: Path
) -> None:
    ran = command("report", registers, *PERIODS, "--out", tmp_path / "out")
    lines = ran.out.splitlines()
    assert [line.strip() for line in lines if str(tmp_path) in line] == [str(tmp_path / "out" / n) for n in FILES[:5]]
    said = lines[lines.index("报告说") + 1 :]
    assert len(said[: said.index("")]) == 5


def test_quiet_prints_nothing_where_all_is_well(command: Command, registers: Path, tmp_path: Path) -> None:
    ran = command("report", registers, *PERIODS, "--out", tmp_path / "out", "--quiet")
    assert (ran.status, ran.out, ran.err) == (0, "", "")


def test_quiet_still_prints_warnings_and_errors(command: Command, registers: Path, tmp_path: Path) -> None:
    (registers / "空.xlsx").write_bytes(b"")
    ran = command("report", registers, *PERIODS, "--out", tmp_path / "out", "--quiet")
    assert (ran.status, ran.out, "空.xlsx 是空文件" in ran.err) == (0, "", True)


def test_traditional_output_is_the_simplified_one_in_other_characters(
    command: Command, registers: Path, tmp_path: Path
) -> None:
    told = {
        language: command("report", registers, *PERIODS, "--out", tmp_path / "out", "--lang", language)
        for language in ("zh-Hans", "zh-Hant")
    }
    assert told["zh-Hant"].err == traditional(told["zh-Hans"].err)
    assert "報告已寫好" in told["zh-Hant"].out


def test_english_output_holds_no_chinese_but_names(command: Command, registers: Path, tmp_path: Path) -> None:
    ran = command("report", registers, *PERIODS, "--out", tmp_path / "out", "--lang", "en")
    for name in ("新丰镇", "南湖街道", "南湖区", "松绑"):
        ran_out = ran.out.replace(name, "")
    text = "".join(c for c in ran_out if "一" <= c <= "鿿")
    assert not set(text) - set("新丰镇南湖街道区")
    assert "the report is written" in ran.out


def test_figures_do_not_depend_on_the_language(command: Command, registers: Path, tmp_path: Path) -> None:
    digests = set()
    for language in ("zh-Hans", "zh-Hant", "en"):
        command("report", registers, *PERIODS, "--out", tmp_path / language, "--lang", language)
        digests.add(figures(tmp_path / language)["digest"])
    assert len(digests) == 1


def test_explain_tells_kind_header_keeper_and_every_column_with_its_reason(
    command: Command, registers: Path, tmp_path: Path
) -> None:
    ran = command("report", registers, *PERIODS, "--out", tmp_path / "out", "--explain")
    assert "收文  表头 2-2  记账单位 新丰镇 (按标题)" in ran.out
    assert "表头是“收文日期”，100%的内容像日期" in ran.out
    assert "共16行 = 计入14 + 退回0 + 不是数据2 (标题1、表头1)" in ran.out


def test_a_progress_bar_is_shown_on_a_terminal_and_nowhere_else(registers: Path, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    arguments = [sys.executable, "-m", "songbang", "report", registers, *PERIODS, "--out", tmp_path / "out"]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "120"}
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=theirs, env=environment) as started:
        os.close(theirs)
        shown = b""
        while True:
            try:
                shown += (piece := os.read(ours, 65536))
            except OSError:  # the other end was closed
                break
            if not piece:
                break
        piped = started.stdout.read().decode() if started.stdout else ""
    os.close(ours)
    assert started.returncode == 0
    assert "读台账" in shown.decode("utf-8", "replace")
    assert "\x1b" not in piped
    assert "报告已写好" in piped


# -- songbang read


def test_read_json_has_the_shape_of_the_contract(command: Command, registers: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    assert command("read", registers, "--json", target).status == 0
    lines = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    assert [line["file"] for line in lines] == ["南湖街道收文.csv", "新丰镇会议.csv", "新丰镇收文.csv"]
    for line in lines:
        assert set(line) == {"file", "sha256", "sheets"}
        assert len(line["sha256"]) == 64
    ((sheet,),) = [line["sheets"] for line in lines[2:]]
    assert {key: sheet[key] for key in ("name", "register", "header_rows", "unit")} == {
        "name": "", "register": "documents", "header_rows": [2], "unit": "330402103",
    }  # fmt: skip
    assert sheet["rows"] == sheet["counted"] + sheet["rejected"] + sheet["not_data"] == 16
    taken = [(c["column"], c["field"], c["sure"], bool(c["why"])) for c in sheet["columns"]]
    fields = ("serial", "day", "issuer", "number", "name", "channel")
    assert taken == [(letter, field, True, True) for letter, field in zip("ABCDEF", fields, strict=True)]


def test_read_goes_on_after_a_file_that_cannot_be_read_and_exits_with_1(
    command: Command, registers: Path, tmp_path: Path
) -> None:
    (registers / "图.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n")
    target = tmp_path / "out.jsonl"
    ran = command("read", registers, "--json", target)
    lines = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    assert (ran.status, len(lines)) == (1, 4)
    (failed,) = [line for line in lines if "error" in line]
    assert failed["file"] == "图.xlsx"
    assert set(failed["error"]) == {"code", "message", "cure"}
    assert failed["error"]["code"] == "file.not_a_workbook"


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
def test_a_sheet_that_is_no_register_says_so(language: str, command: Command, registers: Path, tmp_path: Path) -> None:
    (registers / "通讯录.csv").write_text("科室,分机\n党政办,8001\n", "utf-8")
    target = tmp_path / "out.jsonl"
    ran = command("read", registers / "通讯录.csv", "--json", target, "--lang", language)
    (sheet,) = json.loads(target.read_text("utf-8"))["sheets"]
    assert (sheet["register"], sheet["counted"], sheet["not_data"]) == (None, 0, 2)
    assert {"zh-Hans": "不是台账", "zh-Hant": "不是台賬", "en": "no register"}[language] in ran.out


def test_reading_a_folder_without_registers_is_an_error_with_a_cure(command: Command, tmp_path: Path) -> None:
    ran = command("read", tmp_path)
    assert (ran.status, "没有台账文件" in ran.err, "→" in ran.err) == (2, True, True)


def test_no_line_of_the_report_is_cut(command: Command, registers: Path, tmp_path: Path) -> None:
    ran = command("report", registers, *PERIODS, "--out", tmp_path / "out")
    lines = ran.out.splitlines()
    said = lines[lines.index("报告说") + 1 :]
    assert not any(line.endswith("…") for line in said)
    assert max(map(len, said[:5])) > 120
