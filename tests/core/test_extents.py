"""Small files that would become millions of cells are refused before a parser lays them out; wide ones that are real
are not."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from struct import pack

import pytest
import xlsxwriter
import xlwt  # type: ignore[import-untyped]

from benchmarks.fuzz_seeds import MANIFEST
from songbang.core import extents
from songbang.core.errors import Unreadable
from songbang.core.filling.books import load_template
from songbang.core.reading.formats import open_book
from songbang.core.reading.formats.excel import open_sheets

CELL = '<table:table-cell office:value-type="string"{}><text:p>{}</text:p></table:table-cell>'
FAR = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576">%s</row>'


def xlsx(body: bytes = b"") -> bytes:
    """A workbook whose one sheet has these rows, as XML; without, one text."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    book.add_worksheet("收文").write(0, 0, "文件标题" * 8000)
    book.close()
    return with_part(out.getvalue(), "xl/worksheets/sheet1.xml", body) if body else out.getvalue()


def with_part(content: bytes, name: str, body: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            part = old.read(entry)
            if entry == name:
                part = re.sub(rb"<sheetData>.*</sheetData>", lambda _: b"<sheetData>" + body + b"</sheetData>", part)
            new.writestr(entry, part)
    return out.getvalue()


def xls(cells: list[tuple[int, int, str]], sheets: int = 1) -> bytes:
    book = xlwt.Workbook()
    for number in range(sheets):
        sheet = book.add_sheet(f"收文{number}")
        for row, column, text in cells:
            sheet.write(row, column, text)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def ods(rows: str) -> bytes:
    named = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<office:document-content xmlns:office="{named}:office:1.0" xmlns:table="{named}:table:1.0" '
        f'xmlns:text="{named}:text:1.0"><office:body><office:spreadsheet><table:table table:name="收文">{rows}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("content.xml", content)
        packed.writestr("META-INF/manifest.xml", MANIFEST)
    return out.getvalue()


def repeated(rows: int, columns: int, text: str = "x") -> str:
    cell = CELL.format(f' table:number-columns-repeated="{columns}"', text)
    return f'<table:table-row table:number-rows-repeated="{rows}">{cell}</table:table-row>'


TOO_MUCH: dict[str, tuple[Callable[[], bytes], str]] = {
    "xlsx far": (lambda: xlsx(FAR % b'<c r="XFD1048576"><v>1</v></c>'), "cells"),
    "xlsx far, in other quotes": (lambda: xlsx(FAR % b"<c r = 'XFD1048576'><v>1</v></c>"), "cells"),
    "xlsx far, letters as entities": (lambda: xlsx(FAR % b'<c r="&#88;FD1048576"><v>1</v></c>'), "cells"),
    "xlsx far, without places": (lambda: xlsx(FAR % (b"<c><v>1</v></c>" * 20)), "cells"),
    "xlsx far, after a blank cell": (lambda: xlsx(FAR % b'<c r="XFC1048576"/><c><v>1</v></c>'), "cells"),
    "xlsx one long text in many": (
        lambda: xlsx(b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (n, n) for n in range(1, 9000))),
        "text",
    ),
    "xls of several sheets": (lambda: xls([(0, 0, "x"), (65535, 255, "x")], 2), "cells"),
    "xls one long text in many": (lambda: xls([(n, 0, "x" * 32000) for n in range(9000)]), "text"),
    "ods repeated": (lambda: ods(repeated(20_000, 1000)), "cells"),
    "ods far": (lambda: ods(repeated(1, 1) + repeated(1_000_000, 16).replace(">x<", "><") + repeated(1, 99)), "cells"),
    "html spans": (lambda: b"<table>" + b"<tr><td colspan=1000 rowspan=1000>x</td></tr>" * 999 + b"</table>", "cells"),
    "ods text repeated": (lambda: ods(repeated(100_000, 10, "x" * 3000)), "text"),
}


@pytest.mark.parametrize("name", TOO_MUCH)
def test_what_would_take_all_memory_is_refused_before_it_is_laid_out(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make, what = TOO_MUCH[name]
    monkeypatch.setattr("songbang.core.reading.formats.excel.CalamineWorkbook", None)  # it must not come to that
    path = tmp_path / f"a.{name.partition(' ')[0]}"
    path.write_bytes(make())
    with pytest.raises(Unreadable) as refused:
        open_book(path, path.name)
    assert refused.value.code == {"cells": "file.too_many_cells", "text": "file.too_much_text"}[what]
    assert refused.value.parameters["file"] == path.name


REAL: dict[str, tuple[Callable[[], bytes], int, int]] = {
    "columns formatted to their end": (lambda: xlsx(FAR % b'<c r="XFD1048576" s="0"/>'), 1, 1),
    "long and wide": (lambda: xlsx(FAR.replace(b"1048576", b"60000") % b'<c r="BA60000"><v>1</v></c>'), 60_000, 53),
    "places not written": (lambda: xlsx(b"<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>1</v></c></row>"), 2, 2),
    "ods to its end": (
        lambda: ods(repeated(2, 3) + '<table:table-row table:number-rows-repeated="1048574"><table:table-cell '
                    'table:number-columns-repeated="16384"/></table:table-row>'), 2, 3,
    ),
    "xls": (lambda: xls([(0, 0, "x"), (999, 99, "y")]), 1000, 100),
}  # fmt: skip


@pytest.mark.parametrize("name", REAL)
def test_what_is_long_wide_or_only_formatted_is_read(name: str) -> None:
    make, rows, columns = REAL[name]
    [sheet] = open_sheets(make(), "a")
    assert (len(sheet.rows), sheet.width) == (rows, columns)


@pytest.mark.parametrize("declared", [(0, 2**32 - 5, 0, 200), (9, 5, 0, 4), (0, 2**31, 0, 255)])
def test_a_legacy_sheet_that_declares_more_than_it_has_is_refused(declared: tuple[int, int, int, int]) -> None:
    """Found by atheris: room is made for what is declared."""
    content = xls([(0, 0, "x"), (4, 3, "y")])
    real = pack("<HHIIHH", 0x0200, 14, 0, 5, 0, 4)
    assert content.count(real) == 1
    with pytest.raises(Unreadable, match="too_many_cells"):
        extents.check_legacy(content.replace(real, pack("<HHIIHH", 0x0200, 14, *declared)))


def test_a_list_of_texts_that_declares_more_than_it_has_is_refused() -> None:
    content = xls([(0, 0, "x")])
    at = content.index(pack("<H", 0x00FC), 0x200)
    with pytest.raises(Unreadable, match="damaged"):
        extents.check_legacy(content[: at + 8] + pack("<I", 2**31 - 1) + content[at + 12 :])


def test_the_sheets_of_a_workbook_count_together() -> None:
    total = extents.Total(extents.Limits(100, 100))
    total.take(extents.Extent(bottom=6, right=6))
    with pytest.raises(Unreadable, match="too_many_cells"):
        total.take(extents.Extent(bottom=7, right=6))


def test_a_merged_range_ends_where_the_cells_do() -> None:
    whole = xlsx(b'<row r="1"><c r="A1"><v>1</v></c></row>')
    merged = with_part(whole, "xl/worksheets/sheet1.xml", b'<row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
                       b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells><sheetData>')  # fmt: skip
    [sheet] = open_sheets(merged, "a")
    assert [(one.bottom, one.right) for one in sheet.merges] in ([(0, 0)], [])


def test_a_binary_sheet_is_measured_by_its_records() -> None:
    row = bytes([0, 4]) + pack("<I", 1_048_575)
    cell = bytes([5, 16]) + pack("<I", 16_383) + bytes(12)
    found = extents._binary(bytes([0, 4]) + pack("<I", 0) + bytes([2, 12]) + bytes(12) + row + cell)
    assert (found.bottom, found.right) == (1_048_575, 16_383)
    assert extents._binary(bytes([0x85])).cells == 0  # cut off


@pytest.mark.parametrize("ending", ["xlsx", "xls"])
def test_a_form_has_fewer_cells_and_empty_ones_count(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{ending}"
    path.write_bytes(
        xlsx(FAR % b'<c r="J1048576" s="0"/>') if ending == "xlsx" else xls([(0, 0, "x"), (60_000, 20, "")])
    )
    with pytest.raises(Unreadable) as refused:
        load_template(path)
    assert (refused.value.code, refused.value.parameters["file"]) == ("file.too_many_cells", path.name)
