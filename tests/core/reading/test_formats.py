"""Every format gives the same cells: xlsx, xls, csv in each encoding, tab-separated, html saved as .xls."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from songbang.core.reading.books import Merge
from songbang.core.reading.formats import open_book
from tests.core.reading.files import REGISTER, markup, separated, write_xls, write_xlsx
from tests.core.reading.making import XINFENG, read_book, rows_of


def _written(text: str, encoding: str) -> Callable[[Path], Path]:
    def write(path: Path) -> Path:
        path.write_bytes(text.encode(encoding))
        return path

    return write


WRITERS: dict[str, tuple[str, Callable[[Path], Path], str]] = {
    "xlsx": ("a.xlsx", lambda path: write_xlsx(path, {"收文": REGISTER}), "excel"),
    "xls": ("a.xls", lambda path: write_xls(path, REGISTER), "excel"),
    "et, which is xls": ("a.et", lambda path: write_xls(path, REGISTER), "excel"),
    "xlsx named xls": ("a.xls", lambda path: write_xlsx(path, {"收文": REGISTER}), "excel"),
    "xls named xlsx": ("a.xlsx", lambda path: write_xls(path, REGISTER), "excel"),
    "csv utf-8": ("a.csv", _written(separated(REGISTER), "utf-8"), "separated"),
    "csv utf-8 with mark": ("a.csv", _written(separated(REGISTER), "utf-8-sig"), "separated"),
    "csv gb18030": ("a.csv", _written(separated(REGISTER), "gb18030"), "separated"),
    "csv utf-16": ("a.csv", _written(separated(REGISTER), "utf-16"), "separated"),
    "tabs": ("a.txt", _written(separated(REGISTER, "\t"), "utf-8"), "separated"),
    "tabs gb18030": ("a.tsv", _written(separated(REGISTER, "\t"), "gb18030"), "separated"),
    "semicolons": ("a.csv", _written(separated(REGISTER, ";"), "utf-8"), "separated"),
    "tabs utf-16 named xls": ("a.xls", _written(separated(REGISTER, "\t"), "utf-16"), "separated"),
    "csv named xls": ("a.xls", _written(separated(REGISTER), "gb18030"), "separated"),
    "html named xls": ("a.xls", _written(markup(REGISTER), "utf-8"), "markup"),
    "html gb18030 named xls": ("a.xls", _written(markup(REGISTER).replace("utf-8", "gb2312"), "gb18030"), "markup"),
    "html": ("a.html", _written(markup(REGISTER), "utf-8"), "markup"),
}


@pytest.mark.parametrize("form", WRITERS)
def test_every_format_gives_the_same_rows(form: str, tmp_path: Path) -> None:
    name, write, opened_by = WRITERS[form]
    book = open_book(write(tmp_path / name), name)
    assert book.format == opened_by
    (sheet,) = read_book(book).sheets
    told = [(row.line_no, row.unit, row.day, row.issuer, row.name) for row in rows_of(sheet)]
    assert told == [
        (3, XINFENG, date(2019, 3, 1), "区民政局", "关于做好走访工作的通知"),
        (4, XINFENG, date(2019, 3, 5), "市卫生健康委", "关于开展监测的通知"),
    ]
    assert sheet.name == ("收文" if opened_by == "excel" else "")


def test_sheets_hidden_ones_too_come_with_their_merged_ranges(tmp_path: Path) -> None:
    path = write_xlsx(
        tmp_path / "a.xlsx", {"收文": REGISTER, "隐": REGISTER}, merges=[Merge(0, 0, 0, 3)], hidden=["隐"]
    )
    shown, hidden = open_book(path, "a.xlsx").sheets
    assert (shown.hidden, hidden.hidden) == (False, True)
    assert list(shown.merges) == [Merge(0, 0, 0, 3)]
    assert shown.at(0, 3) == "新丰镇2019年收文登记"
    assert hidden.at(0, 3) == ""


def test_rows_keep_their_numbers_below_blank_rows_and_columns(tmp_path: Path) -> None:
    rows = [[], [], ["", *REGISTER[1]], ["", *REGISTER[2]]]
    book = open_book(write_xlsx(tmp_path / "新丰镇.xlsx", {"收文": rows}), "新丰镇.xlsx")
    (row,) = rows_of(read_book(book).sheets[0])
    assert (row.line_no, row.row) == (4, "新丰镇.xlsx#收文#4")


def test_a_formula_gives_the_value_that_was_last_computed(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "a.xlsx"
    made = xlsxwriter.Workbook(str(path))
    target = made.add_worksheet("收文")
    target.write_formula(0, 0, '="新丰"&"镇"', None, "新丰镇")
    target.write_formula(0, 1, "=1+1", None, 2)
    made.close()
    assert list(open_book(path, "a.xlsx").sheets[0].rows[0]) == ["新丰镇", 2.0]


def test_a_record_of_several_lines_is_one_row(tmp_path: Path) -> None:
    path = tmp_path / "新丰镇.csv"
    path.write_text('收文日期,文件标题\n2019-03-01,"关于走访的\n通知"\n2019-03-02,关于监测的通知\n', "utf-8")
    sheet = open_book(path, path.name).sheets[0]
    assert len(sheet.rows) == 3
    assert sheet.rows[1][1] == "关于走访的\n通知"
    assert [row.line_no for row in rows_of(read_book(open_book(path, path.name)).sheets[0])] == [2, 3]


def test_every_blank_record_keeps_its_number(tmp_path: Path) -> None:
    path = tmp_path / "新丰镇.csv"
    path.write_text("收文日期,文件标题\n\n2019-03-01,关于走访的通知\n,\n2019-03-02,关于监测的通知\n", "utf-8")
    (sheet,) = read_book(open_book(path, path.name)).sheets
    assert [row.line_no for row in rows_of(sheet)] == [3, 5]
    assert sheet.not_data["blank"] == 2


def test_rowspan_and_colspan_are_merged_ranges(tmp_path: Path) -> None:
    path = tmp_path / "新丰镇.xls"
    path.write_text(
        "<table><tr><td colspan=2>新丰镇收文</td></tr><tr><th>收文日期</th><th>文件标题</th></tr>"
        "<tr><td rowspan=2>2019-03-01</td><td>关于走访的通知</td></tr><tr><td>关于监测的通知</td></tr></table>",
        "utf-8",
    )
    (sheet,) = open_book(path, path.name).sheets
    assert list(sheet.merges) == [Merge(0, 0, 0, 1), Merge(2, 0, 3, 0)]
    assert [row.day for row in rows_of(read_book(open_book(path, path.name)).sheets[0])] == [date(2019, 3, 1)] * 2


def test_a_book_is_known_by_the_digest_of_its_bytes(tmp_path: Path) -> None:
    import hashlib

    path = tmp_path / "a.csv"
    path.write_text("收文日期,文件标题\n", "utf-8")
    assert open_book(path, "a.csv").sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
