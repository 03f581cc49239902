"""The template's layout stays, whether it came as xlsx or as xls."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlwt

from songbang.core.errors import Unreadable
from songbang.core.filling.books import beyond_cells, load_template


def test_a_legacy_workbook_keeps_merged_cells_widths_fonts_borders_and_formats(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表一")
    sheet.write_merge(
        0, 0, 0, 3, "标题", xlwt.easyxf("font: bold on, height 320; align: horiz center; borders: left thin")
    )
    sheet.write(1, 0, 12.5, xlwt.easyxf(num_format_str="0.00"))
    sheet.col(0).width = 256 * 30
    book.save(str(tmp_path / "a.xls"))
    read = load_template(tmp_path / "a.xls").worksheets[0]
    assert [str(area) for area in read.merged_cells.ranges] == ["A1:D1"]
    assert read.column_dimensions["A"].width == 30
    assert (read["A1"].font.bold, read["A1"].font.size, read["A1"].alignment.horizontal) == (True, 16, "center")
    assert (read["A1"].border.left.style, read["A2"].number_format, read["A2"].value) == ("thin", "0.00", 12.5)


def test_what_is_no_workbook_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_text("not a workbook")
    with pytest.raises(Unreadable, match="not_a_workbook"):
        load_template(tmp_path / "a.xlsx")
    (tmp_path / "b.xls").write_bytes(b"\xd0\xcf\x11\xe0" + b"0" * 600)
    with pytest.raises(Unreadable, match="damaged"):
        load_template(tmp_path / "b.xls")


def test_a_sheet_saved_again_is_as_it_was(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].merge_cells("A1:C1")
    book.worksheets[0].print_area = "A1:C9"
    book.save(tmp_path / "a.xlsx")
    read = load_template(tmp_path / "a.xlsx").worksheets[0]
    assert [str(area) for area in read.merged_cells.ranges] == ["A1:C1"]
    assert "$A$1:$C$9" in str(read.print_area)


def test_what_does_not_come_back_is_said_and_a_locked_workbook_is_named(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsm", "w") as parts:
        parts.writestr("xl/vbaProject.bin", b"")
        parts.writestr("xl/drawings/drawing1.xml", b"<xdr:sp macro=''/>")
    assert beyond_cells(tmp_path / "a.xlsm") == ["macros", "shapes"]
    (tmp_path / "b.xlsx").write_bytes(b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le") * 20)
    with pytest.raises(Unreadable, match="password"):
        load_template(tmp_path / "b.xlsx")


def test_a_protected_sheet_stays_protected(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].protection.enable()
    book.save(tmp_path / "a.xlsx")
    assert load_template(tmp_path / "a.xlsx").worksheets[0].protection.sheet
