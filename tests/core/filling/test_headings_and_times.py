"""What stands over a cell and beside it: alternatives, names of tables, halves of a line, kinds of units, sums."""

from __future__ import annotations

from datetime import date

import openpyxl

from songbang.core.filling.facts import Fact, Place, Places
from songbang.core.filling.fill import Filled, fill
from tests.core.filling.test_judging import UNITS, fact


def read(
    rows: list[list[object]], *facts: Fact, on: date, places: Places = UNITS, merged: tuple[str, ...] = ()
) -> dict[str, Filled]:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    for area in merged:
        book.worksheets[0].merge_cells(area)
    return {cell.slot.cell: cell for cell in fill(book, "1", on, list(facts), places)[0].cells}


def values(cells: dict[str, Filled], *names: str) -> list[object]:
    return [cells[name].verdict.value if cells[name].verdict.known else None for name in names]


def test_a_heading_with_an_alternative_asks_as_the_line_is() -> None:
    rows: list[list[object]] = [
        ["就业和社会保险月报"],
        ["填报单位：甲镇", None, "2026年6月"],
        ["指标名称", "计量单位", "本月", "本年累计（或月末）", "上年同期"],
        ["失业人员再就业人数", "人", None, None, None],
        ["公益性岗位在岗人数", "人", "—", None, None],
    ]
    given = [
        fact("失业人员再就业 / 1-6月", "人", "96", "2026-06-30", form="就业月报（2026年6月）"),
        fact("失业人员再就业 / 1-6月", "人", "80", "2025-06-30", form="就业月报（2025年6月）"),
        fact("公益性岗位在岗人员", "人", "24", "2026-06-30", form="就业月报（2026年6月）"),
        fact("公益性岗位在岗人员", "人", "21", "2025-06-30", form="就业月报（2025年6月）"),
    ]
    cells = read(rows, *given, on=date(2026, 7, 3))
    assert values(cells, "D4", "E4", "D5", "E5") == [96, 80, 24, 21]


def test_the_line_that_names_a_table_gives_it_its_months() -> None:
    rows: list[list[object]] = [
        ["乡镇防汛基础情况表"],
        ["填报单位：甲镇", None, "2026年6月"],
        ["项目", "单位", "数量"],
        ["山塘数", "口", None],
        ["二、物资储备（2026年1—6月）"],
        ["品名", "单位", "期初库存", "本期购入", "期末库存"],
        ["编织袋", "条", None, None, None],
        ["救生衣", "件", None, None, None],
    ]
    given = [
        fact("编织袋 / 年末库存", "条", "3200", "2025-12-31", form="防汛物资台账（2025年）"),
        fact("编织袋 入库", "条", "1500", "2026-06-30", form="防汛物资入库单汇总（2026年1-6月）"),
        fact("编织袋 / 库存", "条", "4100", "2026-06-30", form="防汛物资盘点（2026年6月）"),
    ]
    assert values(read(rows, *given, on=date(2026, 7, 3)), "C7", "D7", "E7") == [3200, 1500, 4100]


def test_a_part_in_the_right_half_is_of_what_stands_left_of_it() -> None:
    rows: list[list[object]] = [
        ["村基础设施情况表"],
        ["项目", "单位", "数量", "项目", "单位", "数量"],
        ["村道总里程", "公里", None, "其中：硬化路", "公里", None],
        ["桥梁数", "座", None, "公交站点", "个", None],
        ["路灯数", "盏", None, "充电桩", "个", None],
    ]
    given = fact("村道 / 硬化里程", "公里", "13.1", "2025-10-31", form="农村公路台账")
    cells = read(rows, given, on=date(2026, 3, 3))
    assert str(cells["F3"].verdict.status) == "held"


def test_lines_of_label_unit_and_blank_need_no_heading_below_a_table() -> None:
    rows: list[list[object]] = [
        ["住宅小区情况调查表"],
        ["小区名称", "楼栋数（栋）", "电梯（台）"],
        ["翠湖苑", None, None],
        ["锦绣华庭", None, None],
        ["合计", None, None],
        ["二、小区管理"],
        ["业主委员会", "个", None, None, "机动车停车位", "个", None],
        ["出租房屋", "套", None, None, "　地下停车位", "个", None],
        ["填表说明：合计为本表所列小区之和。"],
    ]
    given = [
        fact("翠湖苑 / 楼幢", "幢", "7", "2026-03-31", form="小区台账"),
        fact("锦绣华庭 / 楼幢", "幢", "9", "2026-03-31", form="小区台账"),
        fact("业委会", "个", "2", "2025-12-31", form="业主组织台账"),
        fact("停车位 / 地下", "个", "410", "2025-12-31", form="停车设施普查"),
    ]
    cells = read(rows, *given, on=date(2026, 5, 5))
    assert values(cells, "B3", "B4", "B5", "C7", "G8") == [7, 9, 16, 2, 410]


def test_the_kind_of_units_over_their_names_says_nothing_and_a_whole_year_is_no_nine_months() -> None:
    places = Places([Place("1", "甲镇", "镇", "0"), Place("2", "东村", "村", "1"), Place("3", "西村", "村", "1")])
    rows: list[list[object]] = [
        ["残疾人服务情况表"],
        ["指标名称", "计量单位", "行政村", None],
        [None, None, "东村", "西村"],
        ["持证残疾人", "人", None, None],
        ["2025年得到康复服务人数", "人", None, None],
    ]
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.worksheets[0].merge_cells("C2:D2")
    for column in "AB":
        book.worksheets[0].merge_cells(f"{column}2:{column}3")
    given = [
        fact("持证残疾人", "人", "31", "2025-12-31", of="2"),
        fact("持证残疾人", "人", "25", "2025-12-31", of="3"),
        fact("得到康复服务的残疾人", "人", "10", "2025-09-30", form="康复台账（2025年1-9月）", of="2"),
    ]
    cells = {cell.slot.cell: cell for cell in fill(book, "1", date(2026, 1, 20), given, places)[0].cells}
    assert values(cells, "C4", "D4", "C5") == [31, 25, None]


def test_a_sum_is_taken_along_a_line_whatever_stands_over_its_columns() -> None:
    rows: list[list[object]] = [
        ["农村公路情况表（2025年）"],
        ["行政等级", "里程合计（公里）", "按技术等级分", None],
        [None, None, "四级（公里）", "等外（公里）"],
        ["县道", None, None, None],
        ["乡道", None, None, None],
        ["注：里程合计=四级+等外。"],
    ]
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    for area in ("A2:A3", "B2:B3", "C2:D2"):
        book.worksheets[0].merge_cells(area)
    given = [
        fact("县道 / 里程", "公里", "24", "2025-12-31", form="公路台账（2025年）"),
        fact("县道 / 四级", "公里", "20", "2025-12-31", form="公路台账（2025年）"),
    ]
    cells = {cell.slot.cell: cell for cell in fill(book, "1", date(2026, 1, 20), given, UNITS)[0].cells}
    assert values(cells, "B4", "C4", "D4", "D5") == [24, 20, 4, None]


def test_two_figures_in_the_very_same_words_disagree_though_one_register_says_less() -> None:
    rows: list[list[object]] = [
        ["农村人居环境整治情况表"],
        ["项目", "单位", "数量"],
        ["农村保洁员", "人", None],
        ["垃圾收集点", "个", None],
    ]
    given = [
        fact("保洁员人数", "人", "7", "2025-12-31", form="农村人居环境年报（2025年）"),
        fact("保洁员人数", "人", "9", "2025-12-31", form="保洁员考核表（2025年12月）"),
    ]
    assert read(rows, *given, on=date(2026, 3, 3))["C3"].verdict.status == "conflict"


def test_a_change_is_taken_from_what_its_heading_names() -> None:
    rows: list[list[object]] = [
        ["企业用工监测季报"],
        ["填报单位：甲镇", None, "2026年二季度"],
        ["指标", "计量单位", "本季末", "上季末", "去年同期", "比上季增减", "同比增减"],
        ["企业从业人员", "人", None, None, None, None, None],
        ["缺工人数", "人", None, None, None, None, None],
    ]
    given = [
        fact("企业从业人员", "人", value, day, form=f"用工监测（{day[:4]}年{int(day[5:7])}月）")
        for value, day in (("1200", "2026-06-30"), ("1150", "2026-03-31"), ("1100", "2025-06-30"))
    ]
    assert values(read(rows, *given, on=date(2026, 7, 10)), "C4", "D4", "E4", "F4") == [1200, 1150, 1100, 50]


def test_the_end_of_the_month_before_and_a_relation_in_the_beginnings_of_headings() -> None:
    rows: list[list[object]] = [
        ["低保对象动态月报表"],
        ["填报单位：甲镇", None, "2026年5月"],
        ["类别", "上月末在保人数（人）", "本月新增（人）", "本月退出（人）", "本月末在保人数（人）"],
        ["城市低保", None, None, None, None],
        ["农村低保", None, None, None, None],
        ["注：本月末=上月末+本月新增-本月退出"],
    ]
    given = [
        fact("城市低保 / 在保人数", "人", "120", "2026-04-30", form="低保月报（2026年4月）"),
        fact("城市低保 / 本月新增", "人", "6", "2026-05-31", form="低保月报（2026年5月）"),
        fact("城市低保 / 本月退出", "人", "4", "2026-05-31", form="低保月报（2026年5月）"),
    ]
    assert values(read(rows, *given, on=date(2026, 6, 3)), "B4", "C4", "D4", "E4", "B5") == [120, 6, 4, 122, None]


def test_ages_in_a_form_on_residents_are_theirs_and_kinds_named_by_the_title_need_not_be_said() -> None:
    rows: list[list[object]] = [
        ["常住人口年龄构成表"],
        ["填报单位：甲镇", None, "2025年末", "单位：人"],
        ["年龄组", "合计", "男", "女"],
        ["0—14岁", None, None, None],
        ["15岁及以上", None, None, None],
        ["总计", None, None, None],
        ["注：合计=男+女；总计=各年龄组之和"],
    ]
    given = [
        fact(f"{age} / {sex}", "人", value, "2025-12-31", form="常住人口年龄结构（2025年）")
        for age, sex, value in (("0-14岁", "男", "10"), ("0-14岁", "女", "9"), ("15岁以上", "男", "40"))
    ]
    cells = read(rows, *given, on=date(2026, 1, 20))
    assert values(cells, "B4", "C4", "D4", "C5", "C6", "D6") == [19, 10, 9, 40, 50, None]


def test_a_total_under_things_listed_by_name_adds_them_up() -> None:
    rows: list[list[object]] = [
        ["小型水库基本情况表"],
        ["水库名称", "总库容（万立方米）", "坝高（米）"],
        ["龙潭水库", None, None],
        ["石桥水库", None, None],
        ["合计", None, "—"],
    ]
    given = [
        fact("龙潭水库 / 总库容", "万立方米", "120", "2025-12-31", form="水库名录"),
        fact("石桥水库 / 总库容", "万立方米", "60", "2025-12-31", form="水库名录"),
    ]
    assert values(read(rows, *given, on=date(2026, 3, 3)), "B3", "B4", "B5") == [120, 60, 180]


def test_a_part_without_a_number_is_asked_and_april_to_june_are_three_months() -> None:
    rows: list[list[object]] = [
        ["校园安全情况季报"],
        ["填报单位：甲镇", None, "2026年第二季度"],
        ["序号", "内容", "单位", "数量"],
        ["1", "校园数", "所", None],
        ["2", "排查隐患", "处", None],
        [None, "其中：已整改", "处", None],
        ["3", "开展应急演练", "次", None],
    ]
    given = [
        fact("隐患排查", "处", "11", "2026-06-30", form="校园安全统计（2026年4-6月）"),
        fact("隐患排查 / 整改完成", "处", "9", "2026-06-30", form="校园安全统计（2026年4-6月）"),
        fact("应急演练", "次", "7", "2026-06-30", form="校园安全统计（2026年4-6月）"),
    ]
    assert values(read(rows, *given, on=date(2026, 7, 4)), "D5", "D6", "D7") == [11, 9, 7]


def test_numbers_of_lines_are_divided_and_the_period_before_is_its_end_for_what_there_is() -> None:
    rows: list[list[object]] = [
        ["医保参保和收支情况月报"],
        ["填报单位：甲镇", None, "2026年3月"],
        ["指标", "代码", "单位", "上期数", "本期数"],
        ["常住人口", "01", "人", None, None],
        ["参保人数", "02", "人", None, None],
        ["参保率", "03", "%", None, None],
        ["经营收入", "04", "元", None, None],
        ["注：03=02÷01×100"],
    ]
    given = [
        fact("常住人口", "人", "8000", "2026-03-31"),
        fact("医保参保人数", "人", "7600", "2026-03-31", form="医保月报（2026年3月）"),
        fact("医保参保人数", "人", "7500", "2026-02-28", form="医保月报（2026年2月）"),
        fact("经营收入 / 本月", "元", "300", "2026-03-31", form="账务（2026年3月）"),
        fact("经营收入 / 本月", "元", "200", "2026-02-28", form="账务（2026年2月）"),
    ]
    cells = read(rows, *given, on=date(2026, 4, 3))
    assert values(cells, "D5", "E5", "E6", "D7", "E7") == [7500, 7600, 95, None, 300]


TRAPS: list[tuple[str, str, str, str, str]] = [
    # what the cell asks | in | what an earlier answer said | of what register | as of
    ("检查企业（1—5月）", "家次", "检查企业", "检查统计（2026年一季度）", "2026-03-31"),
    ("发现隐患（1—5月）", "条", "发现隐患", "检查统计（2026年5月）", "2026-05-31"),
    ("税收（1—5月）", "万元", "税收 / 1-4月", "税务月报（2026年4月）", "2026-04-30"),
    ("工业总产值（2025年）", "万元", "规模以上工业总产值", "统计年报（2025年）", "2025-12-31"),
    ("固定资产投资（2025年）", "万元", "计划总投资", "项目台账（2025年）", "2025-12-31"),
    ("床位", "张", "养老机构床位", "卫生年报（2025年）", "2025-12-31"),
    ("执业医师", "人", "执业（助理）医师", "卫生年报（2025年）", "2025-12-31"),
    ("耕地面积", "亩", "撂荒耕地", "国土台账（2025年）", "2025-12-31"),
    ("土地流转面积", "亩", "流转给合作社面积", "农经年报（2025年）", "2025-12-31"),
    ("党员", "人", "预备党员", "党内统计（2025年）", "2025-12-31"),
    ("学校数", "所", "小学数", "教育年报（2025年）", "2025-12-31"),
    ("劳动年龄人口", "人", "劳动力资源", "劳动力台账（2025年）", "2025-12-31"),
    ("编织袋出库（1—5月）", "条", "编织袋 / 计划出库", "领用计划（2026年5月）", "2026-05-31"),
    ("老年人口", "人", "独居老人", "老龄台账（2025年）", "2025-12-31"),
    ("公益性岗位", "个", "乡村公益性岗位", "就业台账（2025年）", "2025-12-31"),
]


def test_what_only_looks_alike_stays_unknown() -> None:
    rows: list[list[object]] = [["基层情况表"], ["填报单位：甲镇", None, "2026年5月"], ["指标", "单位", "数量"]]
    rows += [[asked, unit, None] for asked, unit, *_ in TRAPS]
    given = [fact(said, unit, "7", day, form=register) for _, unit, said, register, day in TRAPS]
    cells = read(rows, *given, on=date(2026, 6, 3))
    assert [cell.slot.row.label for cell in cells.values() if cell.verdict.known] == []
    assert len(cells) == len(TRAPS)


def test_a_heading_over_labels_tells_the_time_of_its_lines() -> None:
    rows: list[list[object]] = [
        ["森林防灭火情况季度报表"],
        ["填报单位：甲镇", None, None, "2025年四季度"],
        ["力量与设施", "单位", "数量", "全年情况", "单位", "数量"],
        ["扑火队", "支", None, "森林火灾次数", "起", None],
        ["队员", "人", None, "过火面积", "公顷", None],
        ["护林员", "人", None, "防火宣传", "场次", None],
    ]
    given = [
        fact("森林火灾 / 次数", "次", "2", "2025-12-31", form="森林火灾统计（2025年全年）"),
        fact("森林火灾 / 过火面积", "亩", "45", "2025-12-31", form="森林火灾统计（2025年全年）"),
        fact("防火宣传", "场次", "9", "2025-12-31", form="防火宣传登记（2025年四季度）"),
    ]
    cells = read(rows, *given, on=date(2026, 1, 9))
    assert values(cells, "F4", "F5", "F6") == [2, 3, None]


def test_a_part_of_an_area_is_an_area_whatever_it_names() -> None:
    rows: list[list[object]] = [
        ["土地流转情况分村统计表"],
        ["填报单位：甲镇", None, "2025年度", "单位：个、户、亩"],
        ["村", "耕地流转", "耕地流转", "合作社"],
        [None, "面积", "其中：流入合作社", "数量"],
        ["东村", None, None, None],
        ["西村", None, None, None],
    ]
    given = fact("流转面积 / 流入合作社", "亩", "386", "2025-12-31", of="11", form="土地流转台账（2025年末）")
    cells = read(rows, given, on=date(2026, 2, 12))
    assert values(cells, "C5", "D5") == [386, None]


def test_lines_below_the_sign_of_a_second_page_go_on_with_the_table() -> None:
    rows: list[list[object]] = [
        ["乡镇基本情况卡片"],
        ["填报单位：甲镇", None, "2025年"],
        ["指标名称", "计量单位", "代码", "数量"],
        ["一、农业", "—", "—", "—"],
        ["耕地面积", "公顷", 1, None],
        ["续表"],
        ["二、企业", "—", "—", "—"],
        ["工业企业", "个", 2, None],
    ]
    given = fact("工业企业", "个", "22", "2025-12-31", form="基本单位名录库")
    assert values(read(rows, given, on=date(2026, 1, 12)), "D8") == [22]


def test_what_came_and_went_in_a_table_of_all_is_told_in_the_registers_own_words() -> None:
    rows: list[list[object]] = [
        ["农村能源建设情况年报"],
        ["填报单位：甲镇", None, "2025年"],
        ["指标名称", "计量单位", "上年末累计", "本年新增", "本年报废", "本年末累计"],
        ["太阳能热水器", "台", None, None, None, None],
    ]
    given = [
        fact("太阳能热水器 / 当年安装", "台", "60", "2025-12-31", form="农村能源台账（2025年）"),
        fact("太阳能热水器 / 当年拆除", "台", "21", "2025-12-31", form="农村能源台账（2025年）"),
    ]
    assert values(read(rows, *given, on=date(2026, 1, 12)), "D4", "E4") == [60, 21]
    other = [*rows[:2], ["指标名称", "计量单位", "本年新增", "本年末累计"], ["太阳能热水器", "台", None, None]]
    assert values(read(other, *given, on=date(2026, 1, 12)), "C4") == [None]


def test_what_a_paper_calls_the_quarter_before_is_of_that_quarter() -> None:
    rows: list[list[object]] = [
        ["燃气安全季报"],
        ["填报单位：甲社区", None, "2025年第三季度"],
        ["指标名称", "计量单位", "本季末", "上季末"],
        ["燃气安全志愿者", "人", None, None],
    ]
    given = [
        fact("燃气安全志愿者 / 本季末", "人", "28", "2025-06-30", form="燃气安全季报（2025年二季度）"),
        fact("燃气安全志愿者 / 上季末", "人", "25", "2025-06-30", form="燃气安全季报（2025年二季度）"),
    ]
    assert values(read(rows, *given, on=date(2025, 10, 9)), "D4") == [28]


def test_a_budget_and_what_it_was_changed_to_are_two() -> None:
    rows: list[list[object]] = [
        ["财政预算执行情况月报"],
        ["编制单位：甲镇", None, "2025年9月", "单位：万元"],
        ["项目", "年初预算", "调整预算"],
        ["税收收入", None, None],
        ["非税收入", None, None],
    ]
    given = [
        fact("税收收入", "万元", "1860", "2025-02-20", form="2025年乡镇财政预算（人代会批准）"),
        fact("税收收入", "万元", "1900", "2025-08-18", form="2025年预算调整方案"),
        fact("非税收入", "万元", "420", "2025-02-20", form="2025年乡镇财政预算（人代会批准）"),
    ]
    assert values(read(rows, *given, on=date(2025, 10, 9)), "B4", "C4", "B5", "C5") == [1860, 1900, 420, None]
