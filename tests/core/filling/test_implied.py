"""Relations that a table means without printing them: a store's balance, the lines of an account."""

from __future__ import annotations

from datetime import date

from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

ON = date(2026, 1, 12)
STORE = [
    ["防汛物资情况表"],
    ["填报单位：甲镇", None, None, "2025年度"],
    ["名称", "单位", "上年末结存", "本年购置", "本年消耗", "年末结存"],
    ["编织袋", "条", None, None, None, None],
    ["救生衣", "件", None, None, None, None],
]


def test_what_is_left_in_a_store_follows_from_what_was_there_came_in_and_went_out() -> None:
    given = [
        fact("编织袋", "条", "5000", "2024-12-31", form="防汛物资盘点（2024年末）"),
        fact("编织袋", "条", "2000", "2025-12-31", form="防汛物资购置登记（2025年）"),
        fact("编织袋", "条", "800", "2025-12-31", form="防汛物资消耗登记（2025年）"),
        fact("救生衣", "件", "80", "2025-12-31", form="防汛物资盘点（2025年末）"),
    ]
    cells = read([list(row) for row in STORE], *given, on=ON)
    assert values(cells, "C4", "D4", "E4", "F4", "E5", "F5") == [5000, 2000, 800, 6200, None, 80]


def test_a_store_of_which_one_column_tells_something_else_has_no_balance() -> None:
    rows: list[list[object]] = [list(row) for row in STORE]
    rows[2][4] = "本年检修"
    given = [
        fact("编织袋", "条", "5000", "2024-12-31", form="防汛物资盘点（2024年末）"),
        fact("编织袋", "条", "2000", "2025-12-31", form="防汛物资购置登记（2025年）"),
        fact("编织袋 / 检修", "条", "8", "2025-12-31", form="防汛物资检修登记（2025年）"),
    ]
    assert values(read(rows, *given, on=ON), "F4") == [None]


def test_the_lines_of_an_account_give_its_results() -> None:
    rows: list[list[object]] = [
        ["村集体收益分配表"],
        ["编制单位：甲村", None, "2025年度", "单位：元"],
        ["项目", "本年数"],
        ["一、经营收入", None],
        ["减：经营支出", None],
        ["二、经营收益", None],
        ["加：补助收入", None],
        ["减：管理费用", None],
        ["三、本年收益", None],
        ["四、农户分配", None],
    ]
    given = [
        fact(name, "元", value, "2025-12-31", form="村级账务汇总（2025年）")
        for name, value in (("经营收入", "100"), ("经营支出", "30"), ("补助收入", "20"), ("管理费用", "15"))
    ]
    cells = read(rows, *given, on=ON)
    assert values(cells, "B6", "B9", "B10") == [70, 75, None]
    assert cells["B6"].checks[0].relation == "经营收益=经营收入-经营支出"
