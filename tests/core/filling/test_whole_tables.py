"""What of a layout, read amiss, loses a whole table: headings over units, lines of units, captions, kinds, changes."""

from __future__ import annotations

from datetime import date

import openpyxl

from songbang.core.filling.facts import Fact, Place, Places
from songbang.core.filling.fill import Filled, fill
from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import UNITS, fact

Rows = list[list[object]]


def merged(rows: Rows, areas: list[str], *facts: Fact, on: date) -> dict[str, Filled]:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    for area in areas:
        book.worksheets[0].merge_cells(area)
    return {cell.slot.cell: cell for cell in fill(book, "1", on, list(facts), UNITS)[0].cells}


def test_a_heading_that_lists_kinds_of_units_stands_over_units() -> None:
    rows: Rows = [
        ["水利设施情况"],
        ["填报单位：甲镇", "2026年"],
        ["村（社区、组）", "水利设施", None],
        [None, "水渠（条）", "泵站（座）"],
        ["合计", None, None],
        ["东村", None, None],
        ["西村", None, None],
    ]
    given = [
        fact("水渠", "条", "3", "2026-11-30", of="11"),
        fact("水渠", "条", "4", "2026-11-30", of="12"),
    ]
    cells = merged(rows, ["A3:A4", "B3:C3"], *given, on=date(2026, 12, 3))
    assert values(cells, "B5", "B6", "B7") == [7, 3, 4]


def test_a_line_of_units_of_measurement_is_no_part_of_the_heading_over_labels() -> None:
    rows: Rows = [
        ["水利设施情况"],
        ["填报单位：甲镇", None, "2026年"],
        ["村（社区）", None, "水渠", "泵站"],
        ["计算单位", None, "条", "座"],
        ["合计", "本年", None, None],
        [None, "上年", None, None],
        ["东村", None, None, None],
        ["西村", None, None, None],
    ]
    given = [
        fact("水渠", "条", "3", "2026-12-31", of="11"),
        fact("水渠", "条", "4", "2026-12-31", of="12"),
        fact("水渠", "条", "6", "2025-12-31"),
    ]
    cells = merged(rows, ["A3:B3", "A4:B4", "A5:A6", "A7:B7", "A8:B8"], *given, on=date(2027, 1, 3))
    assert values(cells, "C5", "C6", "C7") == [7, 6, 3]


def test_a_line_of_dashes_within_a_table_ends_none() -> None:
    rows: Rows = [
        ["水利设施情况"],
        ["填报单位：甲镇", None, None, "2026年"],
        ["指标名称", "计量单位", "代码", "数量"],
        ["水渠", "条", "01", None],
        ["泵站", "座", "02", None],
        ["附报：", "—", "—", None],
        ["水井", "眼", "03", None],
    ]
    assert values(read(rows, fact("水井", "眼", "5", "2026-11-30"), on=date(2026, 12, 3)), "D7") == [5]


def test_a_change_below_units_is_that_of_their_sum() -> None:
    rows: Rows = [
        ["灌溉情况月报"],
        ["填报单位：甲镇", "2026年6月"],
        ["村名", "灌溉次数（次）", "清淤次数（次）"],
        ["合计", None, None],
        *([f"{name}村", None, None] for name in "东西南北"),
        ["上月合计", None, None],
        ["比上月增减", None, None],
    ]
    given = [
        *(fact("6月灌溉次数", "次", str(n), "2026-06-30", of=f"1{n}") for n in (1, 2, 3, 4)),
        fact("5月灌溉次数", "次", "5", "2026-05-31"),
    ]
    villages = [Place(f"1{n}", f"{name}村委会", "村委会", "1") for n, name in enumerate("东西南北", 1)]
    places = Places([Place("1", "甲镇", "镇", "0"), *villages])
    assert values(read(rows, *given, on=date(2026, 7, 3), places=places), "B4", "B9", "B10") == [10, 5, 5]


def test_a_note_tells_that_what_a_heading_counts_came_about_in_the_month() -> None:
    rows: Rows = [
        ["灌溉补助月报"],
        ["填报单位：甲镇", None, "2026年6月"],
        ["项目", "单位", "在册人数"],
        ["水渠", "人", None],
        ["泵站", "人", None],
        ["说明：在册人数为当月实际到户人数。"],
    ]
    given = [
        fact("水渠 / 在册人数", "人", "30", "2026-06-30", form="灌溉补助表（6月）"),
        fact("泵站 / 在册人数", "人", "40", "2026-05-31", form="灌溉补助表（5月）"),
    ]
    assert values(read(rows, *given, on=date(2026, 7, 3)), "C4", "C5") == [30, None]


def test_kinds_beside_names_need_not_be_said() -> None:
    rows: Rows = [
        ["泵站登记表"],
        ["填报单位：甲镇", None, None, "2026年"],
        ["泵站名称", "序号", "类型", "装机容量（千瓦）"],
        ["青石泵站", 1, "固定式", None],
        ["白水泵站", 2, "固定式", None],
        ["乌江泵站", 3, "移动式", None],
        ["黄泥泵站", 4, "移动式", None],
    ]
    given = [
        fact("青石泵站 / 装机容量", "千瓦", "55", "2026-11-30"),
        fact("乌江泵站 / 装机容量", "千瓦", "15", "2026-11-30"),
    ]
    assert values(read(rows, *given, on=date(2026, 12, 3)), "D4", "D6") == [55, 15]


def test_a_caption_names_what_is_counted_where_no_heading_does_and_not_how_its_table_parts() -> None:
    rows: Rows = [
        ["经营主体情况季报"],
        ["填报单位：甲镇", None, "2026年2季度"],
        ["主体类型", "代码", "期末实有（户）"],
        ["企业", "01", None],
        ["合作社", "02", None],
        ["二、个体工商户分村名情况"],
        ["村名", "代码", "期末实有（户）"],
        ["合计", "10", None],
        ["东村", "11", None],
        ["西村", "12", None],
    ]
    given = [
        fact("企业", "户", "8", "2026-06-30"),
        fact("企业", "户", "5", "2026-06-30", of="11"),
        fact("个体工商户", "户", "3", "2026-06-30", of="11"),
        fact("个体工商户", "户", "4", "2026-06-30", of="12"),
    ]
    assert values(read(rows, *given, on=date(2026, 7, 3)), "C4", "C8", "C9", "C10") == [8, 7, 3, 4]


def test_a_rate_of_what_there_is_is_not_taken_from_what_came_between() -> None:
    rows: Rows = [
        ["经营主体情况季报"],
        ["填报单位：甲镇", None, None, None, None, None, "2026年2季度"],
        [
            "主体类型",
            "期末实有（户）",
            "从业人员（人）",
            "注册资本（万元）",
            "本季新设（户）",
            "本季注销（户）",
            "上年同期期末（户）",
            "同比增长（%）",
        ],
        ["企业", None, None, None, None, None, None, None],
        ["合作社", None, None, None, None, None, None, None],
    ]
    given = [
        fact("企业", "户", "60", "2026-06-30"),
        fact("二季度新设企业", "户", "5", "2026-06-30"),
        fact("二季度注销企业", "户", "2", "2026-06-30"),
        fact("企业", "户", "50", "2025-06-30"),
    ]
    assert values(read(rows, *given, on=date(2026, 7, 3)), "B4", "G4", "H4") == [60, 50, 20]


def test_months_of_this_year_are_a_time() -> None:
    rows: Rows = [
        ["水利设施情况"],
        ["填报单位：甲镇", None, "截至2026年6月30日"],
        ["项目", "单位", "数量"],
        ["今年1-6月清淤次数", "次", None],
        ["泵站", "座", None],
    ]
    given = [fact("清淤次数（1-6月）", "次", "12", "2026-06-30")]
    assert values(read(rows, *given, on=date(2026, 7, 3)), "C4") == [12]


def test_a_line_that_stands_out_is_no_part_however_it_is_called() -> None:
    rows: Rows = [
        ["用水情况"],
        ["填报单位：甲镇", None, "2026年"],
        ["项目", "单位", "数量"],
        ["渠道用户", "户", None],
        ["　其中：种植用户", "户", None],
        ["机井用户", "户", None],
        ["　其中：种植用户", "户", None],
    ]
    given = [
        fact("渠道用户 / 种植用户", "户", "30", "2026-11-30"),
        fact("机井用户 / 种植用户", "户", "12", "2026-11-30"),
    ]
    assert values(read(rows, *given, on=date(2026, 12, 3)), "C5", "C7") == [30, 12]


def test_a_part_of_what_came_about_is_none_of_another_half_year() -> None:
    rows: Rows = [
        ["出生半年报"],
        ["填报单位：甲镇", None, None, "2026年上半年"],
        ["项目", "单位", "代码", "数量"],
        ["活产数", "人", "01", None],
        ["  其中：双胞胎", "人", "02", None],
    ]
    given = [
        fact("活产数", "人", "30", "2026-06-30", form="出生台账（2026年1-6月）"),
        fact("双胞胎", "人", "9", "2026-03-31", form="出生台账（2026年1-3月）"),
    ]
    assert values(read(rows, *given, on=date(2026, 7, 3)), "D4", "D5") == [30, None]


def test_notes_tell_whose_people_a_line_counts() -> None:
    rows: Rows = [
        ["出生情况半年报"],
        ["填报单位：甲镇", None, "2026年上半年"],
        ["项目", "单位", "数量"],
        ["双胞胎数", "人", None],
        ["早产数", "人", None],
        ["说明：双胞胎数按户籍口径填。"],
    ]
    given = [
        fact("双胞胎数（户籍）", "人", "4", "2026-06-30", form="出生情况统计（2026年1-6月）"),
        fact("双胞胎数（常住）", "人", "6", "2026-06-30", form="出生情况统计（2026年1-6月）"),
    ]
    assert values(read(rows, *given, on=date(2026, 7, 3)), "C4") == [4]


def test_what_came_and_went_is_told_by_its_ways_where_a_table_tells_of_all() -> None:
    rows: Rows = [
        ["泵站年报"],
        ["填报单位：甲镇", None, None, None, None, "2026年"],
        ["指标名称", "计量单位", "年初", "本年增加", "本年减少", "年末"],
        ["柴油泵", "台", None, None, None, None],
        ["电动泵", "台", None, None, None, None],
    ]
    given = [
        fact("柴油泵 / 年末", "台", "20", "2025-12-31", form="泵站年报（2025年）"),
        fact("柴油泵 / 当年新购及转入", "台", "5", "2026-12-31", form="泵站变动台账（2026年）"),
        fact("柴油泵 / 当年报废及转出", "台", "2", "2026-12-31", form="泵站变动台账（2026年）"),
    ]
    assert values(read(rows, *given, on=date(2027, 1, 3)), "C4", "D4", "E4") == [20, 5, 2]


def test_parts_of_businesses_are_counted_as_businesses_are() -> None:
    rows: Rows = [
        ["主体情况"],
        ["填报单位：甲镇", None, "2026年"],
        ["项目", "单位", "数量"],
        ["一、合作社总数", "个", None],
        ["　1.种植业", "个", None],
        ["　2.畜牧业", "个", None],
    ]
    given = [fact("合作社 / 种植业", "户", "12", "2026-11-30")]
    assert values(read(rows, *given, on=date(2026, 12, 3)), "C5") == [12]


def test_a_total_counts_the_lines_of_the_block_beside_it_and_a_heading_names_its_unit() -> None:
    rows: Rows = [
        ["村级队伍情况登记表"],
        ["村名：甲村", "2026年"],
        ["队伍类别", "支数", "人数", "队伍类别", "支数", "人数"],
        ["龙灯队", None, None, "腰鼓队", None, None],
        ["锣鼓队", None, None, "合计", None, None],
        ["说明：合计=各类之和。"],
    ]
    teams, counted = ("龙灯队", "腰鼓队", "锣鼓队"), (("队伍数", "支", "2"), ("队员人数", "人", "31"))
    told = [fact(f"{team} / {what}", unit, n, "2026-11-30") for team in teams for what, unit, n in counted]
    cells = merged(rows, [], *told, on=date(2026, 12, 3))
    assert values(cells, "B4", "C4", "E4", "E5", "F5") == [2, 31, 2, 6, 93]
