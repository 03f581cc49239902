"""rejects.xlsx, corrected and given back: the corrected row takes the place of the original, and nothing else does."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.cli.conftest import Command
from tests.cli.office import DOCUMENTS, PERIODS, UNITS, Rows, counted, rejects, value, write_csv, write_xlsx

BROKEN: Rows = [
    ("新丰镇收文登记",),
    DOCUMENTS,
    (1, "2019-03-01", "区民政局", "南民〔2019〕1号", "关于做好高龄津贴发放工作的通知", "电子"),
    (2, "待补", "区府办", "南政办〔2019〕2号", "关于开展保密自查的通知", "电子"),
    (3, date(2019, 3, 5), "区水利局", "南水〔2019〕3号", "", "纸质"),
    (4, "2018-03-01", "区民政局", "南民〔2018〕4号", "关于报送困境儿童\n走访情况的函", "电子"),
]


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A register of which two rows are rejected: row 4 has no day, row 5 no title."""
    write_csv(tmp_path / "units.csv", UNITS)
    write_xlsx(tmp_path / "r" / "新丰镇.xlsx", BROKEN)
    return tmp_path / "r"


def _correct(path: Path, column: str, told: object, row: int) -> None:
    """Change one cell as a user does in Excel, and save; the row is found by its original number."""
    book = openpyxl.load_workbook(path)
    sheet = next(sheet for sheet in book.worksheets if sheet.max_row > 1)
    head: list[Any] = [cell.value for cell in sheet[1]]
    for line in sheet.iter_rows(min_row=2):
        if str(line[head.index("原行号")].value) == str(row):
            line[head.index(column)].value = told
    book.save(path)


def test_a_day_typed_as_a_real_date_is_counted(command: Command, broken: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    command("report", broken, *PERIODS, "--out", out)
    assert [(r["row"], r["code"]) for r in rejects(out)] == [(4, "date_unparseable"), (5, "title_missing")]
    given_back = shutil.copy(out / "rejects.xlsx", tmp_path / "改好.xlsx")
    _correct(given_back, "日期", date(2019, 4, 2), 4)
    _correct(given_back, "名称", "关于河道清淤的通知", 5)
    ran = command("report", broken, given_back, *PERIODS, "--out", out)
    assert "改好.xlsx 里改过的 2 行代替了原来的行" in ran.err
    assert (rejects(out), counted(out)) == ([], 4)
    assert value(out, "documents.received", unit="330402103") == 3
    assert command("verify", out).status == 0


def test_a_rejects_workbook_that_nobody_changed_changes_nothing(command: Command, broken: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    command("report", broken, *PERIODS, "--out", out)
    saved = shutil.copy(out / "rejects.xlsx", broken / "rejects.xlsx")
    openpyxl.load_workbook(saved).save(saved)
    # The register is mended itself in the meantime: what the old workbook held must not stand against it.
    write_xlsx(broken / "新丰镇.xlsx", [*BROKEN[:3], (2, "2019-05-06", *BROKEN[3][2:]), *BROKEN[4:]])
    ran = command("report", broken, *PERIODS, "--out", out)
    assert "代替" not in ran.err
    assert [(r["row"], r["code"]) for r in rejects(out)] == [(5, "title_missing")]


def test_a_correction_that_is_still_wrong_is_rejected_again_and_can_be_corrected_again(
    command: Command, broken: Path, tmp_path: Path
) -> None:
    out, given_back = tmp_path / "out", tmp_path / "back.xlsx"
    command("report", broken, *PERIODS, "--out", out)
    for day, left in (("2019-02-30", ["date_impossible", "title_missing"]), ("2019-02-28", ["title_missing"])):
        shutil.copy(out / "rejects.xlsx", given_back)
        _correct(given_back, "日期", day, 4)
        command("report", broken, given_back, *PERIODS, "--out", out)
        assert [r["code"] for r in rejects(out)] == left


def test_a_correction_of_a_row_that_became_another_is_not_used_and_told(
    command: Command, broken: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    command("report", broken, *PERIODS, "--out", out)
    given_back = shutil.copy(out / "rejects.xlsx", tmp_path / "back.xlsx")
    _correct(given_back, "日期", "2019-04-02", 4)
    write_xlsx(broken / "新丰镇.xlsx", [*BROKEN[:3], BROKEN[5]])
    ran = command("report", broken, given_back, *PERIODS, "--out", out)
    assert "新丰镇.xlsx#收文#4 的改正没有用" in ran.err
    assert (counted(out), rejects(out)) == (2, [])


def test_a_correction_of_a_register_that_was_not_given_is_told(command: Command, broken: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    command("report", broken, *PERIODS, "--out", out)
    given_back = shutil.copy(out / "rejects.xlsx", tmp_path / "back.xlsx")
    _correct(given_back, "日期", "2019-04-02", 4)
    (broken / "新丰镇.xlsx").rename(broken / "新丰镇收文.xlsx")
    ran = command("report", broken, given_back, *PERIODS, "--out", out)
    assert "这次没有交这份台账" in ran.err


def test_a_workbook_corrected_where_it_lies_is_kept_beside_the_new_one(
    command: Command, broken: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    command("report", broken, *PERIODS, "--out", out)
    _correct(out / "rejects.xlsx", "日期", "2019-04-02", 4)
    ran = command("report", broken, out / "rejects.xlsx", *PERIODS, "--out", out)
    assert f"另存为 {out / 'corrections-1.xlsx'}" in ran.err
    assert [r["code"] for r in rejects(out)] == ["title_missing"]
    command("report", broken, out / "corrections-1.xlsx", *PERIODS, "--out", out)
    assert [r["code"] for r in rejects(out)] == ["title_missing"]


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_corrections_come_back_in_every_language(language: str, command: Command, broken: Path, tmp_path: Path) -> None:
    out, head = tmp_path / "out", {"en": ("day", "original row"), "zh-Hant": ("日期", "原行號")}[language]
    command("report", broken, *PERIODS, "--out", out, "--lang", language)
    book = openpyxl.load_workbook(out / "rejects.xlsx")
    sheet = next(sheet for sheet in book.worksheets if sheet.max_row > 1)
    columns = [cell.value for cell in sheet[1]]
    assert sheet.cell(2, columns.index(head[1]) + 1).value == "4"
    sheet.cell(2, columns.index(head[0]) + 1).value = date(2019, 4, 2)
    book.save(tmp_path / "back.xlsx")
    command("report", broken, tmp_path / "back.xlsx", *PERIODS, "--out", out, "--lang", language)
    assert [r["code"] for r in rejects(out)] == ["title_missing"]
