"""The same input again, a copy, a continued register, an amended row, an old report among them: no row counts twice."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.cli.office import PERIODS, Rows, counted, document, documents, figures, rejects, write_csv

ALL = 14 + 10 + 6
"""Rows of the office."""


def test_every_row_of_every_file_is_accounted_for_and_the_equation_is_printed(
    command: Command, registers: Path, tmp_path: Path
) -> None:
    ran = command("report", registers, *PERIODS, "--out", tmp_path / "out")
    assert f"3 个文件：共 36 行 = 计入 {ALL} + 退回 0 + 不是数据 6" in ran.out
    for source in figures(tmp_path / "out")["sources"]:
        assert source["rows"] == source["counted"] + source["rejected"] + sum(source["not_data"].values())


@pytest.mark.parametrize("again", ["the same folder", "one of its files"])
def test_the_same_path_given_twice_counts_once(again: str, command: Command, registers: Path, tmp_path: Path) -> None:
    second = registers if again == "the same folder" else registers / "新丰镇收文.csv"
    ran = command("report", registers, second, *PERIODS, "--out", tmp_path / "out")
    assert (ran.status, counted(tmp_path / "out")) == (0, ALL)


def test_a_copy_under_another_name_counts_once_and_is_told(command: Command, registers: Path, tmp_path: Path) -> None:
    shutil.copy(registers / "新丰镇收文.csv", registers / "新丰镇收文（副本）.csv")
    ran = command("report", registers, *PERIODS, "--out", tmp_path / "out")
    assert "内容完全相同，只算一次" in ran.err
    assert counted(tmp_path / "out") == ALL


def test_a_copy_of_the_whole_folder_counts_once(command: Command, registers: Path, tmp_path: Path) -> None:
    shutil.copytree(registers, tmp_path / "copy")
    command("report", registers, tmp_path / "copy", *PERIODS, "--out", tmp_path / "out")
    assert counted(tmp_path / "out") == ALL


def test_one_file_given_directly_is_enough(command: Command, registers: Path, tmp_path: Path) -> None:
    ran = command("report", registers / "新丰镇收文.csv", *PERIODS, "--out", tmp_path / "out")
    assert (ran.status, counted(tmp_path / "out")) == (0, 14)


def _continued(registers: Path, *, amended: bool) -> None:
    rows: Rows = [*documents("新丰镇"), document(15, 2019, 20, "新丰镇")]
    if amended:
        rows[4] = (*rows[4][:4], "关于做好第三批次困境儿童走访慰问工作的补充通知", *rows[4][5:])
    write_csv(registers / "新丰镇收文（续）.csv", rows)


def test_a_register_continued_in_a_second_file_counts_each_row_once(
    command: Command, registers: Path, tmp_path: Path
) -> None:
    _continued(registers, amended=False)
    ran = command("report", registers, *PERIODS, "--out", tmp_path / "out")
    assert "新丰镇收文（续）.csv 是 新丰镇收文.csv 的新版本：相同的 14 行只算一次" in ran.err
    assert counted(tmp_path / "out") == ALL + 1


def test_an_amended_row_is_shown_as_a_conflict(command: Command, registers: Path, tmp_path: Path) -> None:
    _continued(registers, amended=True)
    ran = command("report", registers, *PERIODS, "--out", tmp_path / "out")
    assert "改过的 1 行按旧版本计入" in ran.err
    assert counted(tmp_path / "out") == ALL + 1
    ((file, row, code),) = [(r["file"], r["row"], r["code"]) for r in rejects(tmp_path / "out")]
    assert (file, row, code) == ("新丰镇收文（续）.csv", 5, "amended_row")


def test_an_amended_row_replaces_the_earlier_one_where_the_latest_wins(
    command: Command, registers: Path, tmp_path: Path
) -> None:
    _continued(registers, amended=True)
    ran = command("report", registers, *PERIODS, "--out", tmp_path / "out", "--latest-wins")
    assert "改过的 1 行按新版本计入" in ran.err
    assert (counted(tmp_path / "out"), rejects(tmp_path / "out")) == (ALL + 1, [])


def test_a_report_inside_the_registers_folder_is_no_register_on_the_next_run(command: Command, registers: Path) -> None:
    out = registers / "out"
    for _ in range(2):
        ran = command("report", registers, *PERIODS, "--out", out)
        assert (ran.status, counted(out)) == (0, ALL)
    assert "out 里是以前的报告，没有当台账读" in ran.err
    assert "不是台账文件" not in ran.err


def test_a_rows_workbook_under_another_name_is_no_register(command: Command, registers: Path, tmp_path: Path) -> None:
    command("report", registers, *PERIODS, "--out", tmp_path / "out")
    shutil.copy(tmp_path / "out" / "rows.xlsx", registers / "全部登记.xlsx")
    ran = command("report", registers, *PERIODS, "--out", tmp_path / "out")
    assert "全部登记.xlsx 是 songbang report 写的 rows.xlsx" in ran.err
    assert counted(tmp_path / "out") == ALL
