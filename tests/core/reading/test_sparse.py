"""Small and sparse registers: what stands below and between their few rows must not hide them."""

from __future__ import annotations

import pytest

from songbang.core.reading.books import Value
from tests.core.reading.making import codes_of, read_sheet, register, rows_of

TOTAL: list[Value] = ["合计", "1"]
SIGNED: list[Value] = ["填表人：张三", "审核人：李四"]
NOTE: list[Value] = ["注：本表每月5日前报送。", ""]
FORM: list[Value] = ["2019-08-29", "党员信息登记表"]
FORM_HEADER = ["下达时间", "报表名称"]


@pytest.mark.parametrize(
    "below",
    [
        [],
        [TOTAL],
        [TOTAL, SIGNED],
        [TOTAL, SIGNED, NOTE],
        [[], TOTAL, [], SIGNED, NOTE],
        [FORM_HEADER, TOTAL, SIGNED, NOTE],
    ],
    ids=len,
)
def test_a_single_row_above_a_total_signatures_and_notes_is_counted(below: list[list[Value]]) -> None:
    sheet = read_sheet([["新丰镇2019年报表清单"], *register(FORM_HEADER, FORM, *below)])
    assert [(row.line_no, row.name) for row in rows_of(sheet)] == [(3, "党员信息登记表")]
    assert codes_of(sheet) == []


def test_rows_of_day_and_name_alone_between_repeated_headers_are_counted() -> None:
    header = ["其他说明", "调研内容", "日期"]
    days = ["2019-08-29", "2019/1/20", "2019.8.2"]
    rows: list[list[Value]] = [["", "基层治理走访座谈", day] for day in days]
    sheet = read_sheet([["新丰镇2019年调研登记表"], header, *rows[:2], header, rows[2]])
    assert [row.line_no for row in rows_of(sheet)] == [3, 4, 6]
    assert sheet.not_data == {"title": 1, "header": 2}


def test_a_register_of_many_blank_cells_is_counted_whole() -> None:
    header = ["序号", "收文日期", "来文单位", "来文字号", "文件标题", "份数", "备注"]
    rows: list[list[Value]] = [["", f"2019-03-{n:02d}", "", "", f"关于第{n}批走访的通知", "", ""] for n in range(1, 10)]
    full: list[Value] = [10, "2019-03-10", "区民政局", "南民〔2019〕1号", "关于走访的通知", 1, "急"]
    sheet = read_sheet([header, *rows, full])
    assert (sheet.counted, sheet.rejected) == (10, 0)


def test_no_row_of_the_register_is_taken_for_a_title() -> None:
    header: list[Value] = ["启用日期", "名称"]
    rows: list[list[Value]] = [["2019-08-29", "防汛工作群"], header, TOTAL, SIGNED, NOTE, ["2019-08-30", "防火工作群"]]
    sheet = read_sheet([["新丰镇2019年工作群清单"], header, *rows])
    assert [row.line_no for row in rows_of(sheet)] == [3, 8]


@pytest.mark.parametrize("cell", ["待定", "见附件", "三月初"])
def test_a_register_whose_days_all_cannot_be_read_is_rejected_row_by_row(cell: str) -> None:
    rows = [[cell, "区民政局", f"关于第{n}批走访的通知"] for n in range(1, 9)]
    sheet = read_sheet(register(["收文日期", "来文单位", "文件标题"], *rows), sheet="收文登记")
    assert codes_of(sheet) == [(n, "date_unparseable") for n in range(2, 10)]


def test_a_small_register_above_a_long_one_of_another_kind_is_read_by_its_own_columns() -> None:
    documents = register(["收文日期", "文件标题", "来文单位"], ["2019-03-01", "关于走访的通知", "区民政局"])
    meetings = register(
        ["会议名称", "会议日期", "会议时长"],
        *[[f"第{n}次防汛例会", f"2019-03-{n:02d}", "60分钟"] for n in range(1, 21)],
    )
    stacked = [["新丰镇收文登记"], *documents, [], ["新丰镇会议台账"], *meetings]
    sheet = read_sheet(stacked)
    assert [(part.region.kind, part.counted) for part in sheet.regions] == [("documents", 1), ("meetings", 20)]
    assert codes_of(sheet) == []


def test_registers_stacked_without_titles_or_blank_rows_are_parted_by_their_headers() -> None:
    documents = register(["收文日期", "文件标题", "来文单位"], ["2019-03-01", "关于走访的通知", "区民政局"])
    meetings = register(["会议名称", "会议日期", "会议时长"], ["防汛例会", "2019-03-02", "60分钟"])
    sheet = read_sheet([*documents, *meetings, *documents])
    assert [(part.region.kind, part.counted) for part in sheet.regions] == [
        ("documents", 1),
        ("meetings", 1),
        ("documents", 1),
    ]
