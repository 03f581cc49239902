"""`songbang fill`: three files come back, and trouble is said."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from songbang.cli.fill_command import fill_command
from songbang.core.errors import SongbangError
from songbang.core.filling.elements import use_folder

FACTS = "unit,form,indicator,measure,value,as_of,source\n1,登记月报,户籍总人口,人,6846,2024-02-29,公安分局\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    for row in (
        ["村情表 2024年3月"],
        ["项目", "单位", "数量"],
        ["户籍人口", "人", None],
        ["网格数", "个", None],
        ["比例", "%", "=C3/2"],
    ):
        book.worksheets[0].append(row)
    book.worksheets[0].merge_cells("A1:C1")
    book.save(tmp_path / "form.xlsx")
    (tmp_path / "facts.csv").write_text(FACTS, encoding="utf-8")
    (tmp_path / "units.csv").write_text("code,name,kind,parent\n1,甲村委会,村委会,0\n", encoding="utf-8")
    return tmp_path


def run(folder: Path, unit: str = "1", *more: str) -> str:
    arguments = [folder / "form.xlsx", "--unit", unit, "--on", "2024-03-15", "--facts", folder / "facts.csv",
                 "--units", folder / "units.csv", "--out", folder / "out"]  # fmt: skip
    done = CliRunner().invoke(fill_command, [*map(str, arguments), *more], catch_exceptions=False)
    assert done.exit_code == 0
    return done.output


def test_the_form_comes_back_filled_in_its_own_layout_with_its_source(folder: Path) -> None:
    run(folder)
    sheet = openpyxl.load_workbook(folder / "out/filled.xlsx").worksheets[0]
    assert (sheet["C3"].value, sheet["C4"].value, sheet["C5"].value) == (6846, None, "=C3/2")
    assert sheet["C3"].comment is not None
    assert "公安分局" in sheet["C3"].comment.text
    assert "2024-02-29" in sheet["C3"].comment.text
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:C1"]


def test_the_residual_form_asks_only_for_what_is_unknown(folder: Path) -> None:
    run(folder)
    sheet = openpyxl.load_workbook(folder / "out/residual.xlsx").worksheets[0]
    assert [row[4].value for row in sheet.iter_rows(min_row=3)] == ["网格数"]


def test_cells_json_tells_each_cells_decision_in_one_line(folder: Path) -> None:
    run(folder)
    account = json.loads((folder / "out/cells.json").read_text("utf-8"))
    assert account["totals"] == {"cells": 2, "held": 1, "derived": 0, "stale": 0, "conflict": 0, "unknown": 1}
    first = account["cells"][0]
    assert (first["cell"], first["status"], first["value"], first["from"]) == ("C3", "held", 6846, [2])
    assert "户籍总人口" in first["why"]
    assert "\n" not in first["why"]
    assert account["minutes_after"] < account["minutes_before"]


def test_a_unit_that_the_list_does_not_know_is_said(folder: Path) -> None:
    with pytest.raises(SongbangError, match="unit_unknown"):
        run(folder, unit="9")


def test_facts_without_their_columns_are_said(folder: Path) -> None:
    (folder / "facts.csv").write_text("unit,value\n1,2\n", encoding="utf-8")
    with pytest.raises(SongbangError, match="columns"):
        run(folder)


def test_a_line_of_facts_that_cannot_be_read_is_named(folder: Path) -> None:
    (folder / "facts.csv").write_text(FACTS + "1,登记月报,网格数,个,约七个,2024-02-29,某局\n", encoding="utf-8")
    assert "[3]" in run(folder)


def test_facts_of_a_unit_that_no_list_holds_are_named(folder: Path) -> None:
    (folder / "facts.csv").write_text(FACTS + "l,登记月报,网格数,个,7,2024-02-29,某局\n", encoding="utf-8")
    said = run(folder)
    assert "单位 l（第一处在第 3 行）" in said
    assert json.loads((folder / "out/cells.json").read_text("utf-8"))["unknown_units"] == {"l": [3]}


def test_a_synonym_confirmed_once_is_remembered_in_the_folder_of_elements(folder: Path) -> None:
    (folder / "facts.csv").write_text(FACTS + "1,登记月报,片格总量,个,7,2024-02-29,某局\n", encoding="utf-8")
    run(folder)
    before = json.loads((folder / "out/cells.json").read_text("utf-8"))["totals"]["held"]
    own = "sections: [{title: 本区, elements: [{name: 网格, measure: 个, also: [片格总量]}]}]\n"
    (folder / "elements_own.yaml").write_text(own, encoding="utf-8")
    run(folder, "1", "--elements", str(folder))
    after = json.loads((folder / "out/cells.json").read_text("utf-8"))["totals"]["held"]
    assert (before, after) == (1, 2)
    use_folder(None)
