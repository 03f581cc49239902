"""What numbers and totals mean: terms with their numbers, stores of several levels, lines beside 其中, changes."""

from __future__ import annotations

from datetime import date

from songbang.core.filling.facts import Place, Places
from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

ON = date(2025, 1, 12)
Rows = list[list[object]]
COUNTY = Places([Place("1", "甲县", "县", "0"), Place("11", "乙镇", "镇", "1"), Place("12", "丙乡", "乡", "1")])


def test_terms_may_be_told_by_name_and_number() -> None:
    rows: Rows = [
        ["药材生产情况"],
        ["填报单位：甲镇 2024年"],
        ["指标名称", "代码", "播种面积", "总产量", "亩产"],
        [None, None, "（亩）", "（吨）", "（公斤/亩）"],
        ["甲", "乙", 1, 2, 3],
        ["黄芪", "01", None, None, None],
        ["党参", "02", None, None, None],
        ["当归", "03", None, None, None],
        ["说明：亩产（3）=总产量（2）×1000÷播种面积（1）。"],
    ]
    given = [
        fact("黄芪 / 播种面积", "亩", "40", "2024-12-31", form="药材生产年报（2024年）"),
        fact("黄芪 / 总产量", "吨", "10", "2024-12-31", form="药材生产年报（2024年）"),
    ]
    assert values(read(rows, *given, on=ON, merged=("A3:A4", "B3:B4")), "E6") == [250]
    lines: Rows = [
        ["技能培训情况表"],
        ["填报单位：甲镇 2024年"],
        ["指标名称", "计量单位", "代码", "数量"],
        ["参加培训人数", "人", "11", None],
        ["结业人数", "人", "12", None],
        ["结业率", "%", "13", None],
        ["说明：结业率13=12÷11×100%。"],
    ]
    given = [
        fact("参加培训人数", "人", "80", "2024-12-31", form="技能培训年报（2024年）"),
        fact("结业人数", "人", "60", "2024-12-31", form="技能培训年报（2024年）"),
    ]
    assert values(read(lines, *given, on=ON), "D6") == [75]


def test_a_change_may_go_both_ways_and_figures_stand_beside_shares() -> None:
    rows: Rows = [
        ["农技推广机构情况"],
        ["填报单位：甲镇 2024年"],
        ["指标名称", "计量单位", "绝对数", None, "增减（+、-）"],
        [None, None, "本年", "上年", None],
        ["农技推广站", "个", None, None, None],
        ["农技推广站人员", "人", None, None, None],
    ]
    given = [
        fact("农技推广站", "个", "5", "2024-12-31", form="农技推广年报（2024年）"),
        fact("农技推广站", "个", "7", "2023-12-31", form="农技推广年报（2023年）"),
    ]
    merged = ("A3:A4", "B3:B4", "C3:D3", "E3:E4")
    assert values(read(rows, *given, on=ON, merged=merged), "C5", "D5", "E5") == [5, 7, -2]


def test_numbered_lines_set_in_as_a_part_part_the_same_whole() -> None:
    rows: Rows = [
        ["务工情况表"],
        ["填报单位：甲镇 2024年"],
        ["指标名称", "计量单位", "代码", "数量"],
        ["外出务工人员", "人", "01", None],
        ["  其中：女", "人", "02", None],
        ["  1.县内乡外", "人", "03", None],
        ["  2.省内县外", "人", "04", None],
        ["从业人员", "人", "05", None],
        ["  第一产业", "人", "06", None],
        ["  第二产业", "人", "07", None],
    ]
    given = [
        fact("外出务工人员 / 县内乡外", "人", "30", "2024-12-31", form="务工年报（2024年）"),
        fact("外出务工人员 / 省内县外", "人", "12", "2024-12-31", form="务工年报（2024年）"),
        fact("从业人员 / 第一产业", "人", "91", "2024-12-31", form="劳动力年报（2024年）"),
    ]
    assert values(read(rows, *given, on=ON), "D6", "D7", "D9") == [30, 12, 91]


def test_what_the_form_told_of_its_one_total_is_known_by_that() -> None:
    rows: Rows = [
        ["学龄人口情况"],
        ["表    号：甲教1表"],
        ["填报单位：甲镇 2024年"],
        ["年龄", "计量单位", "2024年末", "2023年末"],
        ["6—11岁", "人", None, None],
        ["12—14岁", "人", None, None],
        ["合计", "人", None, None],
    ]
    form = "甲教1表 学龄人口情况（2023年）"
    given = [
        fact("6—11岁 / 2023年末", "人", "410", "2023-12-31", form=form),
        fact("合计 / 2023年末", "人", "655", "2023-12-31", form=form),
    ]
    assert values(read(rows, *given, on=ON), "D5", "D7") == [410, 655]


def test_a_level_keeps_a_store_of_its_own_and_the_units_below_theirs() -> None:
    rows: Rows = [
        ["县级防火物资储备半年报"],
        ["填报单位：甲县应急局 2024年下半年"],
        ["序号", "物资名称", "计量单位", "期初结存", "12月末结存", None, None],
        [None, None, None, None, "合计", "其中", None],
        [None, None, None, None, None, "县级库", "乡镇"],
        ["甲", "乙", "丙", 1, 2, 3, 4],
        [1, "风力灭火机", "台", None, None, None, None],
        [2, "阻燃服", "套", None, None, None, None],
        [3, "铁扫把", "把", None, None, None, None],
        [4, "水枪", "支", None, None, None, None],
        ["说明：2=3+4。"],
    ]
    store, town = "县级防火物资仓库盘点表", "乡镇防火物资月报"
    given = [
        fact("风力灭火机 / 实盘数量", "台", "30", "2024-12-31", form=store),
        fact("风力灭火机 / 月末库存", "台", "4", "2024-12-31", of="11", form=town),
        fact("风力灭火机 / 月末库存", "台", "5", "2024-12-31", of="12", form=town),
        fact("阻燃服 / 实盘数量", "套", "60", "2024-12-31", form=store),
        fact("阻燃服", "套", "71", "2024-12-31", form="全县防火物资汇总（12月末）"),
        fact("铁扫把 / 月末库存", "把", "15", "2024-12-31", of="11", form=town),
    ]
    merged = ("A3:A5", "B3:B5", "C3:C5", "D3:D5", "E3:G3", "E4:E5", "F4:G4")
    cells = read(rows, *given, on=ON, places=COUNTY, merged=merged)
    assert values(cells, "E7", "F7", "G7") == [39, 30, 9]
    assert values(cells, "E8", "F8", "G8") == [71, 60, 11]
    assert values(cells, "E9", "F9", "G9") == [None, None, None]


def test_what_an_answer_counts_in_may_be_listed_in_the_cells_brackets() -> None:
    rows: Rows = [
        ["防火物资储备情况"],
        ["填报单位：甲镇", None, "2024年"],
        ["物资名称", "计量单位", "年初结存", "本年增加（购入、调入）", "本年减少（消耗、报废）", "年末结存"],
        ["风力灭火机", "台", None, None, None, None],
        ["阻燃服", "套", None, None, None, None],
    ]
    given = [fact("风力灭火机 / 出库合计（含报废）", "台", "6", "2024-12-31", form="物资出入库汇总（2024年）")]
    assert values(read(rows, *given, on=ON), "E4", "E5") == [6, None]


def test_a_heading_may_tell_another_time_of_some_lines() -> None:
    rows: Rows = [
        ["肉兔生产季报"],
        ["填报单位：甲镇", None, "2024年四季度"],
        ["指标名称", "计量单位", "本季（存栏为季末数）", None, "1—本季累计", None],
        [None, None, "本年", "上年同期", "本年", "上年同期"],
        ["一、家兔存栏", "只", None, None, "—", "—"],
        ["  1.肉兔", "只", None, None, "—", "—"],
        ["二、家兔出栏", "只", None, None, None, None],
        ["  1.肉兔", "只", None, None, None, None],
    ]
    given = [
        fact("肉兔 / 存栏", "只", "900", "2024-12-31", form="村级存栏登记（12月末）"),
        fact("肉兔 / 出栏", "只", "350", "2024-12-31", form="家兔出栏汇总（四季度）"),
        fact("肉兔 / 出栏", "只", "1210", "2024-12-31", form="家兔出栏汇总（2024年）"),
    ]
    cells = read(rows, *given, on=ON, merged=("A3:A4", "B3:B4", "C3:D3", "E3:F3"))
    assert values(cells, "C6", "C8", "E8") == [900, 350, 1210]


def test_money_to_each_in_a_time_is_a_unit_of_measurement() -> None:
    rows: Rows = [
        ["困难群众生活情况季报"],
        ["填报单位：甲县 2024年四季度"],
        ["项目", "代码", "户数（户）", "人数（人）", "支出（万元）", None, None],
        [None, None, None, None, "本季", "累计", "上年同期"],
        ["低保", "01", None, None, None, None, None],
        ["特困", "02", None, None, None, None, None],
        ["附报："],
        ["护理补贴标准", "03", "元/人·月", None, "护理补贴户数", "户", None],
        ["供养补贴标准", "04", "元/人·月", None, "供养补贴户数", "户", None],
    ]
    given = [fact("护理补贴标准", "元/月·人", "120", "2024-12-31", form="护理补贴年报（2024年）")]
    merged = ("A3:A4", "B3:B4", "C3:C4", "D3:D4", "E3:G3", "A7:G7")
    assert values(read(rows, *given, on=ON, merged=merged), "D8") == [120]


def test_a_note_tells_by_what_a_thing_is_counted() -> None:
    rows: Rows = [
        ["文化志愿情况"],
        ["填报单位：甲镇 2024年"],
        ["指标名称", "计量单位", "数量"],
        ["文化义工队", "支", None],
        ["文化义工", "人", None],
        ["说明：文化义工队以文化系统注册数为准。"],
    ]
    given = [fact("注册文化义工队", "支", "4", "2024-12-31"), fact("注册文化义工", "人", "70", "2024-12-31")]
    assert values(read(rows, *given, on=ON), "C4", "C5") == [4, None]


def test_what_shares_but_the_kind_of_figure_gainsays_nothing() -> None:
    rows: Rows = [
        ["油料蔬菜生产情况"],
        ["填报单位：甲镇 2024年"],
        ["指标名称", "代码", "播种面积（亩）", "总产量（吨）"],
        ["油菜籽", "01", None, None],
        ["蔬菜", "02", None, None],
        ["水生菜类", "03", None, None],
    ]
    given = [
        fact("油菜籽 / 播种面积", "亩", "3265", "2024-12-31", form="农业生产台账（2024年）"),
        fact("蔬菜 / 播种面积", "公顷", "211.6", "2024-12-31", form="农作物面积核实表（2024年）"),
        fact("水生蔬菜 / 播种面积", "亩", "214", "2024-12-31", form="农作物面积核实表（2024年）"),
    ]
    assert values(read(rows, *given, on=ON), "C4", "C5", "C6") == [3265, 3174, 214]


def test_crops_and_ages_have_other_names() -> None:
    rows: Rows = [
        ["户籍老年人口和蔬菜生产情况"],
        ["填报单位：甲镇 2024年"],
        ["指标名称", "计量单位", "数量"],
        ["60岁以上户籍人口", "人", None],
        ["高龄津贴领取人数（80岁及以上）", "人", None],
        ["莴苣产量", "吨", None],
        ["结球甘蓝产量", "吨", None],
        ["通自来水户数", "户", None],
    ]
    given = [
        fact("60岁及60岁以上户籍人口", "人", "1470", "2024-12-31"),
        fact("80周岁以上领取高龄津贴人数", "人", "88", "2024-12-31"),
        fact("莴笋 / 产量", "吨", "12", "2024-12-31", form="蔬菜产量年报（2024年）"),
        fact("莲花白 / 产量", "吨", "31", "2024-12-31", form="蔬菜产量年报（2024年）"),
        fact("自来水通水户数", "户", "640", "2024-12-31"),
    ]
    assert values(read(rows, *given, on=ON), "C4", "C5", "C6", "C7", "C8") == [1470, 88, 12, 31, 640]
