"""Registers in a sheet: under titles, several in one, in hidden sheets, and sheets that hold none."""

from __future__ import annotations

import pytest

from songbang.core.reading.books import Book, Sheet
from tests.core.reading.making import (
    DOCUMENTS,
    FENGQIAO,
    JIANSHE,
    MEETINGS,
    NANHU,
    XINFENG,
    codes_of,
    read_book,
    read_sheet,
    register,
    rows_of,
    the_region,
)

SHORT = register(
    ["收文日期", "来文单位", "文件标题"],
    ["3月1日", "区民政局", "关于做好走访工作的通知"],
    ["3月5日", "市卫生健康委", "关于开展监测的通知"],
)


def test_a_title_above_the_header_names_unit_and_year() -> None:
    region = the_region([["凤桥镇2018年收文登记簿"], [], *SHORT], file="收文.xlsx")
    assert (region.keeper, region.keeper_from, region.year) == (FENGQIAO, "title", 2018)
    assert region.titles == ["凤桥镇2018年收文登记簿"]


@pytest.mark.parametrize(
    ("where", "place"),
    [
        ({"sheet": "凤桥镇2018年", "file": "建设街道2019年收文.xlsx"}, "sheet"),
        ({"sheet": "Sheet1", "file": "2019/凤桥镇2018年收文.xlsx", "folders": ("建设街道", "registers")}, "file"),
        (
            {"sheet": "收文", "file": "a/b/收文.xlsx", "folders": ("凤桥镇2018年", "建设街道2019年", "registers")},
            "folder",
        ),
    ],
)
def test_unit_and_year_come_from_sheet_then_file_then_nearest_folder(where: dict[str, object], place: str) -> None:
    region = the_region(SHORT, **where)
    assert (region.keeper, region.keeper_from, region.year) == (FENGQIAO, place, 2018)


def test_a_title_that_names_two_years_leaves_the_year_to_the_sheet() -> None:
    assert the_region([["2018-2019年收文登记簿"], *SHORT], sheet="2019年").year == 2019


def test_the_unit_column_outweighs_every_name_around() -> None:
    rows = register(
        ["收文日期", "镇（街道）", "文件标题"],
        ["2019-03-01", "建设街道", "关于做好走访工作的通知"],
        ["2019-03-02", "南湖街道", "关于开展监测的通知"],
    )
    assert [row.unit for row in rows_of(read_sheet([["凤桥镇收文登记"], *rows]))] == [JIANSHE, NANHU]


def test_a_blank_cell_of_the_unit_column_leaves_the_row_to_the_keeper() -> None:
    rows = register(
        ["收文日期", "镇（街道）", "文件标题"],
        ["2019-03-01", "建设街道", "关于做好走访工作的通知"],
        ["2019-03-02", "", "关于开展监测的通知"],
    )
    assert [row.unit for row in rows_of(read_sheet([["凤桥镇收文登记"], *rows]))] == [JIANSHE, FENGQIAO]


def test_a_register_that_nobody_keeps_is_rejected_row_by_row() -> None:
    assert codes_of(read_sheet(SHORT, file="2019年收文.xlsx")) == [(2, "unit_unknown"), (3, "unit_unknown")]


def test_a_row_entered_for_several_units_is_a_row_at_each() -> None:
    rows = register(["收文日期", "接收单位", "文件标题"], ["2019-03-01", "各镇、街道", "关于做好走访工作的通知"])
    sheet = read_sheet(rows)
    assert sheet.counted == 1
    assert {row.unit for row in rows_of(sheet)} == {XINFENG, FENGQIAO, NANHU, JIANSHE}
    assert {row.row for row in rows_of(sheet)} == {
        f"新丰镇.xlsx#Sheet1#2@{u}" for u in (XINFENG, FENGQIAO, NANHU, JIANSHE)
    }


def test_a_row_of_one_unit_bears_its_plain_origin() -> None:
    assert [row.row for row in rows_of(read_sheet(DOCUMENTS, sheet=""))] == [f"新丰镇.xlsx##{n}" for n in (2, 3, 4)]


def test_several_registers_of_one_sheet_are_each_read() -> None:
    stacked = [["新丰镇2019年收文登记"], *DOCUMENTS, [], ["凤桥镇2019年会议台账"], *MEETINGS]
    sheet = read_sheet(stacked, file="台账.xlsx")
    told = [(part.region.kind, part.region.keeper, part.counted) for part in sheet.regions]
    assert told == [("documents", XINFENG, 3), ("meetings", FENGQIAO, 3)]
    assert codes_of(sheet) == []


def test_two_registers_of_one_kind_in_one_sheet_take_their_own_titles() -> None:
    stacked = [["新丰镇2018年收文登记"], *SHORT, [], ["凤桥镇2019年收文登记"], *SHORT]
    rows = rows_of(read_sheet(stacked, file="台账.xlsx"))
    assert [(row.unit, row.day.isoformat()) for row in rows] == [
        (XINFENG, "2018-03-01"),
        (XINFENG, "2018-03-05"),
        (FENGQIAO, "2019-03-01"),
        (FENGQIAO, "2019-03-05"),
    ]


def test_several_sheets_of_one_book_are_each_read_and_a_hidden_one_like_any_other() -> None:
    sheets = [Sheet("1月", [list(r) for r in SHORT]), Sheet("2月", [list(r) for r in SHORT], hidden=True)]
    reading = read_book(Book("新丰镇2019年收文.xlsx", "x", sheets, "excel"))
    assert [(s.name, s.hidden, s.counted) for s in reading.sheets] == [("1月", False, 2), ("2月", True, 2)]


@pytest.mark.parametrize(
    ("sheet", "rows"),
    [
        ("说明", [["填表说明"], ["1. 收文日期填写收到文件的日期。"], ["2. 来文单位填写全称。"]]),
        ("统计", [["月份", "收文数", "会议数"], ["1月", 12, 3], ["2月", 15, 4], ["合计", 27, 7]]),
        ("选项", [["收文方式", "类型"], ["电子", "督查"], ["纸质", "检查"], ["", "考核"]]),
        ("统计", [["单位", "收文数量", "会议数量"], ["新丰镇", 12, 3], ["凤桥镇", 9, 2]]),
        ("空", []),
        ("空", [[], ["", ""], []]),
        ("人员", [["姓名", "职务", "电话"], ["张三", "主任", "123"], ["李四", "书记", "456"]]),
        ("来文单位", [["来文单位"], ["区民政局"], ["区教育局"]]),
    ],
)
def test_a_sheet_without_name_and_day_is_no_register(sheet: str, rows: list[list[object]]) -> None:
    reading = read_sheet(rows, sheet=sheet)
    assert reading.regions == []
    assert (reading.counted, reading.rejected, reading.not_data["no_register"]) == (0, 0, len(rows))


def test_a_header_without_rows_is_a_register_of_none() -> None:
    sheet = read_sheet(DOCUMENTS[:1], sheet="收文")
    assert (sheet.rows, sheet.counted, sheet.rejected) == (1, 0, 0)


def test_the_channel_comes_from_the_name_of_sheet_or_file_where_no_column_tells_it() -> None:
    assert {r.channel for r in rows_of(read_sheet(DOCUMENTS, sheet="纸质收文"))} == {"paper"}
    assert {r.channel for r in rows_of(read_sheet(DOCUMENTS, file="新丰镇电子公文.xlsx"))} == {"electronic"}
    assert {r.channel for r in rows_of(read_sheet(DOCUMENTS))} == {None}
