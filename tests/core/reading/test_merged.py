"""Merged cells down a column: one value for several rows."""

from __future__ import annotations

from songbang.core.reading.books import Merge
from tests.core.reading.making import JINGXIANG, ZHULIN, codes_of, read_sheet, register, rows_of

HEADER = ["收文日期", "村（社区）", "文件标题"]
TITLES = ["关于走访的通知", "关于监测的通知", "关于印发预案的通知", "关于报送信息的通知"]


def test_one_day_merged_over_several_rows_is_each_rows_day() -> None:
    rows = register(HEADER, *[["2019-03-01" if n == 0 else "", "净湘村", title] for n, title in enumerate(TITLES)])
    sheet = read_sheet(rows, merges=[Merge(1, 0, 4, 0)])
    assert [row.day.isoformat() for row in rows_of(sheet)] == ["2019-03-01"] * 4


def test_without_a_merge_a_blank_day_is_missing_and_not_taken_from_above() -> None:
    rows = register(HEADER, *[["2019-03-01" if n == 0 else "", "净湘村", title] for n, title in enumerate(TITLES)])
    assert codes_of(read_sheet(rows)) == [(3, "date_missing"), (4, "date_missing"), (5, "date_missing")]


def test_merged_units_fill_their_own_rows_only() -> None:
    units = ["净湘村", "", "竹林村", ""]
    rows = register(HEADER, *[["2019-03-01", unit, title] for unit, title in zip(units, TITLES, strict=True)])
    sheet = read_sheet(rows, merges=[Merge(1, 1, 2, 1), Merge(3, 1, 4, 1)])
    assert [row.unit for row in rows_of(sheet)] == [JINGXIANG, JINGXIANG, ZHULIN, ZHULIN]


def test_a_name_merged_over_rows_with_days_of_their_own_is_each_rows_name() -> None:
    rows = register(["会议名称", "会议日期"], ["防汛例会", "2019-03-01"], ["", "2019-03-08"], ["", "2019-03-15"])
    sheet = read_sheet(rows, merges=[Merge(1, 0, 3, 0)])
    assert [(row.name, row.day.day) for row in rows_of(sheet)] == [("防汛例会", 1), ("防汛例会", 8), ("防汛例会", 15)]


def test_a_row_that_only_a_merge_fills_is_blank() -> None:
    rows = register(HEADER, ["2019-03-01", "净湘村", TITLES[0]], ["", "", ""])
    sheet = read_sheet(rows, merges=[Merge(1, 0, 2, 0), Merge(1, 1, 2, 1)])
    assert (sheet.counted, sheet.rejected, sheet.not_data["blank"]) == (1, 0, 1)


def test_a_day_merged_over_a_trouble_gives_each_row_its_own_reject() -> None:
    rows = register(
        HEADER, ["2019-02-30", "净湘村", TITLES[0]], ["", "净湘村", TITLES[1]], ["2019-03-01", "净湘村", TITLES[2]]
    )
    assert codes_of(read_sheet(rows, merges=[Merge(1, 0, 2, 0)])) == [(2, "date_impossible"), (3, "date_impossible")]
