"""Forms and facts as they really come: legacy, protected, with formulas, pictures, hidden lines; figures as text."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwt
from click.testing import CliRunner
from openpyxl.drawing.image import Image
from openpyxl.workbook import Workbook
from PIL import Image as Picture

from songbang.cli.fill_command import fill_command
from songbang.core.errors import SongbangError

ROWS: list[list[Any]] = [
    ["村情况统计表"],
    ["表号：村01表", None, "制定机关：区统计局"],
    ["批准文号：统制〔2022〕9号", None, "有效期至：2023年6月"],
    ["指标名称", "计量单位", "数量"],
    ["户籍人口", "人", None],
    ["耕地面积", "亩", None],
    ["低保户数", "户", None],
    ["人均耕地", "亩/人", "=C6/C5"],
    ["填表人：", None, "报出日期："],
]
FACTS = [
    "1,户籍月报,户籍总人口,人,3.56万,2024-02-29,公安分局",
    '1,土地变更调查,耕地面积,公顷,"1,200",2023-12-31,自然资源局',
    "1,救助系统,低保户数,户,41户,2024-02-29,民政局",
]


def book(rows: list[list[Any]] = ROWS) -> Workbook:
    made = openpyxl.Workbook()
    for row in rows:
        made.worksheets[0].append(row)
    made.worksheets[0].merge_cells("A1:C1")
    return made


def fill(folder: Path, name: str = "form.xlsx", facts: list[str] | None = None, *more: str) -> tuple[Any, str]:
    """(cells.json, what the screen says)."""
    lines = ["unit,form,indicator,measure,value,as_of,source", *(FACTS if facts is None else facts)]
    (folder / "facts.csv").write_text("\n".join(lines), encoding="utf-8")
    (folder / "units.csv").write_text("code,name,kind,parent\n1,甲村委会,村委会,0\n", encoding="utf-8")
    given = [folder / name, "--unit", "1", "--on", "2024-03-15", "--facts", folder / "facts.csv",
             "--units", folder / "units.csv", "--out", folder / "out", *more]  # fmt: skip
    done = CliRunner().invoke(fill_command, list(map(str, given)), catch_exceptions=False)
    assert done.exit_code == 0
    return json.loads((folder / "out/cells.json").read_text("utf-8")), done.output


def values(folder: Path) -> list[Any]:
    sheet = openpyxl.load_workbook(folder / "out/filled.xlsx").worksheets[0]
    return [sheet[f"C{row}"].value for row in range(5, 9)]


def test_figures_with_万_separators_and_units_are_read(tmp_path: Path) -> None:
    book().save(tmp_path / "form.xlsx")
    account, _ = fill(tmp_path)
    assert values(tmp_path) == [35600, 18000, 41, "=C6/C5"]
    assert account["unread_facts"] == []


def test_a_figure_that_stands_as_text_in_a_fact_and_one_of_a_wrong_measure_are_told(tmp_path: Path) -> None:
    book().save(tmp_path / "form.xlsx")
    account, said = fill(tmp_path, "form.xlsx", [
        "1,户籍月报,户籍总人口,人,约三千人,2024-02-29,公安分局",
        "1,户籍月报,户籍总人口,户,1200,2024-02-29,公安分局",
        "1,户籍月报,户籍总人口,人,3100,去年底,公安分局",
        "1,救助系统,低保户数,户,,2024-02-29,民政局",
    ])  # fmt: skip
    assert values(tmp_path) == [None, None, None, "=C6/C5"]
    assert account["unread_facts"] == [2, 4, 5]
    assert "[2, 4, 5]" in said
    assert "facts.csv" in said
    assert "第 2 行 value“约三千人”" in said  # with its cure
    assert "第 4 行 as_of“去年底”不是日期，请写成 2024-06-30 的样子" in said
    assert account["totals"]["unknown"] == 3


def test_a_measure_that_nobody_knows_is_told_with_its_line_and_what_to_do(tmp_path: Path) -> None:
    book().save(tmp_path / "form.xlsx")
    account, said = fill(tmp_path, "form.xlsx", [
        "1,户籍月报,户籍总人口,人,3100,2024-02-29,公安分局",
        "1,农情月报,芝麻产量,斤半,50,2024-02-29,农业农村局",
        "1,农情月报,花生产量,斤半,70,2024-02-29,农业农村局",
        "1,救助系统,低保户数,户半,12,2024-02-29,民政局",
    ])  # fmt: skip
    assert account["unknown_measures"] == {"斤半": [3, 4], "户半": [5]}
    assert "facts.csv 第 3 行的计量单位“斤半”不在计量单位表中（共 2 行）" in said
    assert "请改成亩、公斤、人等常用单位" in said


def test_a_form_past_its_validity_is_filled_and_said(tmp_path: Path) -> None:
    book().save(tmp_path / "form.xlsx")
    account, said = fill(tmp_path)
    assert account["form"]["findings"] == ["expired"]
    assert "已过有效期" in said


def test_a_form_without_number_and_approval_is_said(tmp_path: Path) -> None:
    book([ROWS[0], *ROWS[3:]]).save(tmp_path / "form.xlsx")
    account, said = fill(tmp_path)
    assert account["form"]["findings"] == ["no_form_number", "no_approval"]
    assert "没有批准文号" in said


def test_a_protected_sheet_comes_back_filled_and_protected(tmp_path: Path) -> None:
    given = book()
    given.worksheets[0].protection.set_password("1234")
    given.save(tmp_path / "form.xlsx")
    fill(tmp_path)
    back = openpyxl.load_workbook(tmp_path / "out/filled.xlsx").worksheets[0]
    assert (back.protection.sheet, back["C5"].value) == (True, 35600)


def test_pictures_come_back_and_hidden_lines_are_asked_of_nobody(tmp_path: Path) -> None:
    given = book()
    Picture.new("RGB", (8, 8), "red").save(tmp_path / "seal.png")
    given.worksheets[0].add_image(Image(tmp_path / "seal.png"), "E2")
    given.worksheets[0].row_dimensions[7].hidden = True
    given.save(tmp_path / "form.xlsx")
    account, _ = fill(tmp_path)
    back = openpyxl.load_workbook(tmp_path / "out/filled.xlsx").worksheets[0]
    assert len(back._images) == 1  # type: ignore[attr-defined]
    assert [cell["cell"] for cell in account["cells"]] == ["C5", "C6"]
    assert (back["C7"].value, back.row_dimensions[7].hidden) == (None, True)


def test_macros_are_left_behind_and_that_is_said(tmp_path: Path) -> None:
    import zipfile

    book().save(tmp_path / "plain.xlsx")
    with zipfile.ZipFile(tmp_path / "plain.xlsx") as old, zipfile.ZipFile(tmp_path / "form.xlsm", "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr("xl/vbaProject.bin", b"macro")
    account, said = fill(tmp_path, "form.xlsm")
    assert account["left_behind"] == ["macros"]
    assert "宏没有带回" in said
    assert values(tmp_path)[0] == 35600


def test_a_legacy_workbook_keeps_its_merged_cells_widths_and_hidden_lines_when_it_is_filled(tmp_path: Path) -> None:
    made = xlwt.Workbook()
    sheet = made.add_sheet("村表")
    sheet.write_merge(0, 0, 0, 2, ROWS[0][0], xlwt.easyxf("font: bold on; align: horiz center"))
    for number, row in enumerate(ROWS[1:-2], 1):
        for column, text in enumerate(row):
            if text is not None:
                sheet.write(number, column, text)
    sheet.write_merge(8, 9, 0, 2, "说明：统计时点为年末。")
    sheet.col(0).width = 256 * 31
    sheet.row(6).hidden = True
    made.save(str(tmp_path / "form.xls"))
    fill(tmp_path, "form.xls")
    back = openpyxl.load_workbook(tmp_path / "out/filled.xlsx").worksheets[0]
    assert sorted(map(str, back.merged_cells.ranges)) == ["A1:C1", "A9:C10"]
    assert (back.column_dimensions["A"].width, back["A1"].font.bold) == (31, True)
    assert (back["C5"].value, back["C6"].value, back["C7"].value) == (35600, 18000, None)
    assert back.row_dimensions[7].hidden


def test_a_workbook_under_a_password_and_a_list_with_a_code_twice_are_refused(tmp_path: Path) -> None:
    (tmp_path / "form.xlsx").write_bytes(b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le") * 20)
    with pytest.raises(SongbangError, match="password"):
        fill(tmp_path)
    book().save(tmp_path / "form.xlsx")
    (tmp_path / "twice.csv").write_text("code,name,parent\n1,甲村,0\n1,乙村,0\n", encoding="utf-8")
    with pytest.raises(SongbangError, match="units_twice"):
        fill(tmp_path, "form.xlsx", None, "--units", str(tmp_path / "twice.csv"))


@pytest.mark.django_db
def test_facts_come_from_the_store_where_no_file_is_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from songbang.apps.forms.models import Given
    from songbang.apps.units.models import Unit
    from songbang.ui import clock
    from tests.apps.forms import making

    making.make_units()
    monkeypatch.setattr("songbang.cli.site.open_site", lambda: None)
    told = {"territory": making.DISTRICT, "form": "户籍月报", "indicator": "户籍总人口", "measure": "人",
            "as_of": date(2024, 2, 29), "source": "公安分局", "given_at": clock.now()}  # fmt: skip
    for code, value, live in ((making.VILLAGES[0], "2045", True), (making.VILLAGES[0], "9", False),
                              (making.VILLAGES[1], "777", True)):  # fmt: skip
        Given.objects.create(unit=Unit.objects.get(code=code), value=value, live=live, **told)
    book().save(tmp_path / "form.xlsx")
    given = [tmp_path / "form.xlsx", "--unit", making.VILLAGES[0], "--on", "2024-03-15", "--out", tmp_path / "out"]
    done = CliRunner().invoke(fill_command, list(map(str, given)), catch_exceptions=False)
    assert done.exit_code == 0
    assert values(tmp_path)[:3] == [2045, None, None]
    assert json.loads((tmp_path / "out/cells.json").read_text("utf-8"))["cells"][0]["source"][0]["source"] == "公安分局"
    with pytest.raises(SongbangError, match="unit_unknown"):
        CliRunner().invoke(fill_command, [*map(str, given[:2]), "999", *map(str, given[3:])], catch_exceptions=False)
