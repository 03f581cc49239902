"""What stands below and beside a table, and what notes say of its lines: supplements, units behind blanks, scopes."""

from __future__ import annotations

from datetime import date

from songbang.core.filling.facts import Place, Places
from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

Rows = list[list[object]]
YEAR_END, ON = "2025-12-31", date(2026, 1, 20)


def test_lines_below_a_supplements_heading_belong_to_the_table_and_to_none_of_its_columns() -> None:
    rows: Rows = [
        ["电梯年报"],
        ["填报单位：甲镇", None, None, "2025年", None],
        ["种类", "代码", "计量单位", "期初在用", "期末在用"],
        ["客梯", "01", "台", None, None],
        ["货梯", "02", "台", None, None],
        ["补充资料"],
        ["维保单位", "03", "家", None, None],
        ["持证作业人员", "04", "人", None, None],
    ]
    given = [
        fact("客梯 / 期末在用", "台", "31", YEAR_END),
        fact("维保单位", "家", "5", YEAR_END),
        fact("持证作业人员", "人", "44", YEAR_END),
    ]
    cells = read(rows, *given, on=ON, merged=("A6:E6", "D7:E7", "D8:E8"))
    assert values(cells, "E4", "D7", "D8") == [31, 5, 44]


def test_a_line_counted_in_units_of_blood_heads_no_table() -> None:
    rows: Rows = [
        ["采供血月报"],
        ["填报单位：甲站", None, None, "2025年", None],
        ["指标", "代码", "计量单位", "本年", "上年"],
        ["采集车次", "01", "车次", None, None],
        ["报废红细胞", "02", "单位", None, None],
        ["减免金额", "03", "元", None, None],
    ]
    given = [fact("报废红细胞", "单位", "47", YEAR_END), fact("减免金额", "元", "900", YEAR_END)]
    cells = read(rows, *given, on=ON)
    assert {"D5", "E5", "D6", "E6"} <= cells.keys()
    assert cells["D6"].asked.measure is not None
    assert cells["D6"].asked.measure.name == "元"


def test_units_behind_the_blanks_are_those_of_the_labels_before_them() -> None:
    rows: Rows = [
        ["养犬情况表"],
        ["社区名称：甲社区"],
        ["养犬户数", None, "户", "犬只总数", None, "只"],
        ["已登记犬只", None, "只", "未登记犬只", None, "只"],
        ["管理支出", None, "万元"],
    ]
    cells = read(rows, fact("养犬户数", "户", "40", YEAR_END), on=ON)
    assert [cells[name].slot.measure for name in ("B3", "E3", "B4", "E4", "B5")] == ["户", "只", "只", "只", "万元"]
    assert values(cells, "B3", "B5") == [40, None]


def test_numbers_below_headings_are_no_part_of_them() -> None:
    rows: Rows = [
        ["分村设施一览表"],
        ["甲镇", "2025年末", "计量单位：个"],
        ["村", "文化", None],
        [None, "农家书屋", "文化广场"],
        [None, 1, 2],
        ["合计", None, None],
        ["东村", None, None],
        ["西村", None, None],
    ]
    given = [
        fact("农家书屋", "个", "1", YEAR_END, of="11"),
        fact("农家书屋", "个", "2", YEAR_END, of="12"),
        fact("文化广场（含村级）", "个", "3", YEAR_END, of="12"),
    ]
    cells = read(rows, *given, on=ON, merged=("A3:A5", "B3:C3"))
    assert values(cells, "B6", "B7", "B8", "C8") == [3, 1, 2, 3]


def test_a_heading_over_committees_says_no_more_than_that_they_are_units() -> None:
    """And a relation between lines holds for each unit by itself."""
    rows: Rows = [
        ["人口情况汇总表"],
        ["甲镇", "2025年"],
        ["项目", "计量单位", "序号", "全镇合计", "村（居）民委员会", None],
        [None, None, None, None, "东村", "西村"],
        ["年末党员", "人", 1, None, None, None],
        ["男", "人", 2, None, None, None],
        ["女", "人", 3, None, None, None],
        ["注：（1）＝（2）＋（3）"],
    ]
    given = [
        fact("党员", "人", "63", YEAR_END, of="11"),
        fact("党员 / 男", "人", "48", YEAR_END, of="11"),
        fact("党员", "人", "30", YEAR_END, of="12"),
        fact("党员 / 男", "人", "20", YEAR_END, of="12"),
    ]
    cells = read(rows, *given, on=ON, merged=("E3:F3", "A3:A4", "B3:B4", "C3:C4", "D3:D4"))
    assert values(cells, "D5", "E5", "F5", "E7", "F7") == [93, 63, 30, 15, 10]


def test_what_notes_leave_out_of_a_thing_an_answer_may_say() -> None:
    rows: Rows = [
        ["分村教育设施"],
        ["甲镇", "2025年末"],
        ["村", "小学（所）", "幼儿园（所）"],
        ["东村", None, None],
        ["西村", None, None],
        ["注：小学不含教学点。"],
    ]
    given = [
        fact("小学教学点", "所", "4", YEAR_END, of="11"),
        fact("小学校数（不含教学点）", "所", "2", YEAR_END, of="11"),
        fact("小学教学点", "所", "3", YEAR_END, of="12"),
    ]
    assert values(read(rows, *given, on=ON), "B4", "B5") == [2, None]


def test_whose_people_notes_say_that_lines_of_some_numbers_count() -> None:
    rows: Rows = [
        ["人口情况"],
        ["填报单位：甲镇", None, None, "2025年"],
        ["项目", "计量单位", "代码", "数量"],
        ["年末总户数", "户", "1", None],
        ["年末总人口", "人", "2", None],
        ["说明：1至2项为户籍口径。"],
    ]
    paper = "户籍人口分村统计表（2025年）"
    given = [fact("户数", "户", "842", YEAR_END, form=paper), fact("人口数", "人", "2611", YEAR_END, form=paper)]
    assert values(read(rows, *given, on=ON), "D4", "D5") == [842, 2611]


def test_a_township_of_a_people_is_known_by_its_short_name() -> None:
    places = Places(
        [Place("1", "甲县", "县", "0"), Place("11", "清水河苗族乡", "乡", "1"), Place("12", "云台镇", "镇", "1")]
    )
    assert places.named("清水河", "1") == "11"


def test_relations_name_lines_by_the_word_before_their_numbers_too() -> None:
    rows: Rows = [
        ["农机情况"],
        ["填报单位：甲镇", None, None, "2025年", None],
        ["指标", "计量单位", "行号", "上年末数", "本年末数"],
        ["甲", "乙", "丙", 1, 2],
        ["拖拉机合计", "台", 1, None, None],
        ["大型拖拉机", "台", 2, None, None],
        ["小型拖拉机", "台", 3, None, None],
        ["审核：行1＝行2＋行3"],
    ]
    given = [fact("大型拖拉机", "台", "12", YEAR_END), fact("小型拖拉机", "台", "30", YEAR_END)]
    assert values(read(rows, *given, on=ON), "E5") == [42]


def test_up_to_the_same_month_is_a_time() -> None:
    rows: Rows = [
        ["献血月报"],
        ["填报单位：甲镇", None, "2025年8月", None],
        ["指标", "计量单位", "本年", "上年"],
        [None, None, "1—本月累计", "1—同月累计"],
        ["献血人次", "人次", None, None],
        ["献血量", "升", None, None],
    ]
    given = [fact("献血人次 / 1-本月累计", "人次", "26", "2024-08-31", form="献血月报（2024年8月）")]
    assert values(read(rows, *given, on=date(2025, 9, 3), merged=("A3:A4", "B3:B4")), "D5") == [26]


def test_how_many_of_one_kind_are_in_use_is_not_how_many_there_are_in_all() -> None:
    rows: Rows = [
        ["在用设备情况"],
        ["填报单位：甲镇", None, None, "2025年"],
        ["设备种类", "计量单位", "代码", "期末在用"],
        ["合计", "台", "01", None],
        ["锅炉", "台", "02", None],
        ["大型游乐设施", "台", "03", None],
    ]
    given = [fact("机电类 / 大型游乐设施 / 在用数量", "台", "13", YEAR_END, form="设备登记系统 登记统计")]
    assert values(read(rows, *given, on=ON), "D4", "D6") == [None, 13]
