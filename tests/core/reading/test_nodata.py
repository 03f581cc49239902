"""Rows below a header that are no data: they are neither counted nor rejected, but accounted for."""

from __future__ import annotations

import pytest

from songbang.core.reading.books import Merge, Value
from tests.core.reading.making import DOCUMENTS, codes_of, read_sheet, register, rows_of

WIDTH = len(DOCUMENTS[0])


def _lone(text: str, column: int = 0) -> list[Value]:
    return [text if c == column else "" for c in range(WIDTH)]


@pytest.mark.parametrize(
    ("extra", "why"),
    [
        ([""] * WIDTH, "blank"),
        ([], "blank"),
        ([" ", "\u3000", "", "", ""], "blank"),
        ([4, "", "", "", ""], "blank"),
        (list(DOCUMENTS[0]), "header"),
        (["合计", "", "", "", 3], "total"),
        (["合  计", "3件", "", "", ""], "total"),
        (["", "合计：3", "", "", ""], "total"),
        (["总计", 3, "", "", ""], "total"),
        (["小计", "", "", "", "3"], "total"),
        (["合計", "", "", "", "3"], "total"),
        (["本月合计", 3, "", "", ""], "total"),
        (["填表人：张三", "", "审核人：李四", "", ""], "signature"),
        (_lone("制表人: 张三    审核人: 李四    日期: 2019年7月31日"), "signature"),
        (["填表人：", "", "", "负责人：", ""], "signature"),
        (_lone("注：本表每月5日前报党政办。"), "note"),
        (_lone("备注：以上均为纸质件。"), "note"),
        (_lone("说明：本表由党政办填写"), "note"),
        (_lone("二、第二季度"), "section"),
        (_lone("3月份"), "section"),
        (_lone("2019年"), "section"),
    ],
    ids=str,
)
@pytest.mark.parametrize("at", ["between", "last"])
def test_a_row_that_says_nothing_countable_is_neither_counted_nor_rejected(
    extra: list[Value], why: str, at: str
) -> None:
    place = 3 if at == "between" else len(DOCUMENTS)
    rows = [*DOCUMENTS[:place], extra, *DOCUMENTS[place:]]
    sheet = read_sheet(rows)
    assert codes_of(sheet) == []
    assert sheet.counted == 3
    assert dict(sheet.not_data) == ({"header": 2} if why == "header" else {"header": 1, why: 1})


def test_a_heading_merged_over_the_whole_width_is_a_section() -> None:
    rows = [*DOCUMENTS[:2], _lone("区级部门来文"), *DOCUMENTS[2:]]
    sheet = read_sheet(rows, merges=[Merge(2, 0, 2, WIDTH - 1)])
    assert (codes_of(sheet), sheet.counted, sheet.not_data["section"]) == ([], 3, 1)


def test_a_heading_that_names_the_month_dates_the_days_below_it() -> None:
    heading, other = ["七月份", "", ""], ["八月份", "", ""]
    rows = register(
        ["序号", "收文日期", "文件标题"], heading, [1, "3日", "关于走访的通知"], other, [2, "5日", "关于监测的通知"]
    )
    found = rows_of(read_sheet([["新丰镇2019年收文"], *rows]))
    assert [row.day.isoformat() for row in found] == ["2019-07-03", "2019-08-05"]


def test_a_heading_over_the_width_is_one_even_where_the_day_column_comes_first() -> None:
    rows = register(
        ["收文日期", "文件标题"],
        ["2018年", ""],
        ["7月3日", "关于走访的通知"],
        ["2019年", ""],
        ["8月5日", "关于监测的通知"],
    )
    sheet = read_sheet(rows, merges=[Merge(1, 0, 1, 1), Merge(3, 0, 3, 1)])
    assert [row.day.isoformat() for row in rows_of(sheet)] == ["2018-07-03", "2019-08-05"]
    assert (sheet.not_data["section"], codes_of(sheet)) == (2, [])


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ([4, "", "区民政局", "南民〔2019〕2号", "关于做好统计的通知"], "date_missing"),
        ([4, "待定", "区民政局", "南民〔2019〕2号", "关于做好统计的通知"], "date_unparseable"),
        ([4, "2019-02-30", "区民政局", "南民〔2019〕2号", "关于做好统计的通知"], "date_impossible"),
        ([4, "2019-03-01", "区民政局", "南民〔2019〕2号", ""], "title_missing"),
        ([4, "2019-03-01", "区民政局", "南民〔2019〕2号", "—"], "title_missing"),
        ([4, "", "", "", "关于做好合计工作的通知"], "date_missing"),
        ([4, "", "", "", "关于做好人口普查登记工作的通知"], "date_missing"),
        ([4, "2019-03-01", "", "", ""], "title_missing"),
    ],
)
def test_a_row_in_trouble_is_a_reject_not_a_note(row: list[Value], code: str) -> None:
    assert codes_of(read_sheet([*DOCUMENTS, row])) == [(5, code)]


def test_a_document_about_totals_and_notes_is_counted() -> None:
    row = [4, "2019-03-11", "区统计局", "", "注：合计数填报说明的通知"]
    assert read_sheet([*DOCUMENTS, row]).counted == 4


def test_a_reject_tells_file_sheet_row_column_header_value_and_the_whole_row() -> None:
    sheet = read_sheet([*DOCUMENTS, [4, "2019-02-30", "区民政局", "", "关于统计的通知"]])
    (reject,) = sheet.regions[0].rejects
    assert (reject.file, reject.sheet, reject.line_no, reject.register) == ("新丰镇.xlsx", "Sheet1", 5, "documents")
    assert (reject.column, reject.header, reject.value) == ("B", "收文日期", "2019-02-30")
    assert reject.cells == ("4", "2019-02-30", "区民政局", "", "关于统计的通知")
    assert reject.headers == DOCUMENTS[0]
