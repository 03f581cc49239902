"""Where a header stands, and what it says above each column."""

from __future__ import annotations

import pytest

from songbang.core.reading.books import Merge, Sheet
from songbang.core.reading.headers import header_blocks, header_like
from tests.core.reading.making import DOCUMENTS, MEETINGS, columns_of, lexicon, read_sheet, rows_of, the_region

LABELS = list(DOCUMENTS[0])
TWO_ROWS = [
    ["序号", "会议名称", "召开单位", "会议日期", "参会要求", "", "", "会议时间", ""],
    ["", "", "", "", "主要领导", "分管领导", "村（社区）书记", "开始", "结束"],
]
TWO_ROW_MERGES = [
    *[Merge(0, column, 1, column) for column in range(4)],
    Merge(0, 4, 0, 6),
    Merge(0, 7, 0, 8),
]
UNDER = [
    [1, "防汛会议", "区应急管理局", "2019-03-02", "√", "√", "", "9:00", "10:30"],
    [2, "平安例会", "区委政法委", "2019-03-05", "", "√", "√", "14:00", "15:00"],
]


@pytest.mark.parametrize(
    "row",
    [
        LABELS,
        ["來文單位", "收文日期", "文件標題"],
        ["收 文 日 期", "来文\n单位", "标题："],
        list(MEETINGS[0]),
        ["名称", "日期"],
    ],
)
def test_a_row_of_register_words_is_like_a_header(row: list[object]) -> None:
    assert header_like(row, lexicon())


@pytest.mark.parametrize(
    "row",
    [
        [],
        ["新丰镇2019年收文登记簿"],
        ["", "", ""],
        list(DOCUMENTS[1]),
        ["一、总体情况", "二、存在问题"],
        ["填表人：", "审核人："],
        ["1", "2", "3"],
        ["姓名", "性别", "籍贯", "序号"],
        ["序号", "收文日期", 3],
    ],
    ids=str,
)
def test_titles_rows_of_values_and_lists_of_other_things_are_not(row: list[object]) -> None:
    assert not header_like(row, lexicon())


def test_a_header_of_two_merged_rows_joins_parent_and_child() -> None:
    region = the_region([*TWO_ROWS, *UNDER], merges=TWO_ROW_MERGES)
    assert (region.block.top, region.block.bottom, region.kind) == (0, 1, "meetings")
    assert columns_of(region) == {
        "serial": "序号",
        "name": "会议名称",
        "issuer": "召开单位",
        "day": "会议日期",
        "requires_principal": "参会要求/主要领导",
        "requires_deputy": "参会要求/分管领导",
        "requires_village": "参会要求/村（社区）书记",
        "starts_at": "会议时间/开始",
        "ends_at": "会议时间/结束",
    }


def test_two_header_rows_without_merges_as_csv_gives_them_are_read_the_same() -> None:
    merged, bare = read_sheet([*TWO_ROWS, *UNDER], merges=TWO_ROW_MERGES), read_sheet([*TWO_ROWS, *UNDER], sheet="")
    assert columns_of(merged.regions[0].region) == columns_of(bare.regions[0].region)
    told = [(r.both_leaders, r.village_heads, r.starts_at, r.minutes) for r in rows_of(bare)]
    assert told == [(True, False, 540, 90), (False, True, 840, 60)]
    assert told == [(r.both_leaders, r.village_heads, r.starts_at, r.minutes) for r in rows_of(merged)]


def test_a_first_row_of_values_is_not_taken_into_the_header() -> None:
    blocks = list(header_blocks(Sheet("", [list(row) for row in DOCUMENTS]), lexicon(), 0, 60))
    assert [(block.top, block.bottom) for block in blocks] == [(0, 0)]


def test_the_words_of_a_header_are_known_for_finding_it_again() -> None:
    (block,) = header_blocks(Sheet("", [list(row) for row in DOCUMENTS]), lexicon(), 0, 60)
    assert block.labels == {"序号", "收文日期", "来文单位", "来文字号", "文件标题"}
