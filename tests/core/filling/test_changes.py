"""增减 and the two figures that it is taken from; 上季 of a form's last round."""

from __future__ import annotations

from datetime import date

from songbang.core.filling.facts import Place, Places
from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

ON = date(2024, 7, 9)


def test_a_change_two_heads_apart_is_of_what_there_is_and_not_of_what_came() -> None:
    rows: list[list[object]] = [
        ["仓库情况季报"],
        ["填报单位：甲镇", None, "2024年2季度"],
        ["类型", "代码", "期末座数（座）", "期末面积（平方米）", "本季修缮（座次）", "本季新建（座）", "本季拆除（座）",
         "上年同期期末座数（座）", "同比增长（%）"],
        ["粮仓", "01", *[None] * 7],
        ["冷库", "02", *[None] * 7],
    ]  # fmt: skip
    given = [
        fact("粮仓 / 期末座数", "座", "66", "2024-06-30", form="仓库登记月报（2024年6月）"),
        fact("粮仓 / 本季拆除", "座", "2", "2024-06-30", form="仓库登记月报（2024年6月）"),
        fact("粮仓 / 期末座数", "座", "60", "2023-06-30", form="仓库情况季报（2023年2季度）"),
    ]
    assert values(read(rows, *given, on=ON), "C4", "H4", "I4") == [66, 60, 10]


def test_a_line_of_change_is_of_the_whole_and_not_of_the_unit_above_it() -> None:
    names = {"11": "石塘村", "12": "黄坡村", "13": "双井村", "14": "枫树村"}
    places = Places([Place("1", "甲镇", "镇", "0"), *(Place(code, name, "村", "1") for code, name in names.items())])
    rows: list[list[object]] = [
        ["机井情况分村表"],
        ["填报单位：甲镇", None, "2023年"],
        ["村（社区）", "机井（眼）", "受益田块（块）"],
        ["全镇合计", None, None],
        *([name, None, None] for name in names.values()),
        ["上年全镇合计", None, None],
        ["比上年增减", None, None],
    ]
    given = [
        *(fact("机井", "眼", "4", "2023-12-31", of=code, form="村级机井台账") for code in names),
        fact("全镇合计 / 机井", "眼", "11", "2022-12-31", form="机井情况分村表（2022年）"),
    ]
    assert values(read(rows, *given, on=date(2024, 2, 1), places=places), "B4", "B9", "B10") == [16, 11, 5]


def test_what_there_was_in_the_last_quarter_the_last_round_calls_this_quarter() -> None:
    rows: list[list[object]] = [
        ["护堤工作情况季报"],
        ["填报单位：甲镇", None, "2024年2季度"],
        ["指标", "单位", "代码", "本季", "上季", "增减"],
        ["护堤员", "人", "1", None, None, None],
    ]
    before = fact("护堤员 / 本季", "人", "31", "2024-03-31", form="护堤工作情况季报（2024年1季度）")
    other = fact("护堤员 / 本季", "人", "29", "2024-03-31", form="水利简报（2024年1季度）")
    assert values(read(rows, before, on=ON), "E4") + values(read(rows, other, on=ON), "E4") == [31, None]
