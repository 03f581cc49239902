"""Labels of several levels, codes right of the values, wholes of other times, kinds of units over their names."""

from __future__ import annotations

from datetime import date

from songbang.core.filling.facts import Place, Places
from tests.core.filling.test_anatomy import read as sheet_of
from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

Rows = list[list[object]]
YEAR_END, ON = "2025-12-31", date(2026, 1, 20)


def test_one_heading_over_labels_of_several_levels_makes_all_of_them_labels() -> None:
    """And a line is no part of one that stands beside another way of parting (按年龄, 按去向)."""
    rows: Rows = [
        ["毕业生情况"],
        ["填报单位：甲镇", None, None, None, "2025年末", "单位：人"],
        ["分组", None, None, "代码", "合计", "男"],
        ["按学历", None, "高中", "01", None, None],
        [None, None, "大专及以上", "02", None, None],
        ["按年龄", None, "16—24岁", "03", None, None],
        [None, None, "25岁及以上", "04", None, None],
        ["按去向", "省内", "县内乡外", "05", None, None],
        [None, "省外", None, "06", None, None],
    ]
    merged = ("A3:C3", "A4:B5", "A6:B7", "A8:A9", "B9:C9")
    lines = {slot.number: slot.row for slot in sheet_of(rows, merged).slots}
    assert lines[4].labels == ("按学历", "高中")
    assert lines[8].labels == ("按去向", "省内", "县内乡外")
    assert lines[9].labels == ("按去向", "省外")
    assert [row.label for row in lines[6].above] == []


def test_the_numbers_of_lines_may_stand_right_of_their_values() -> None:
    rows: Rows = [
        ["农户收入情况"],
        ["填报单位：甲镇", None, "2025年", "金额单位：元/人"],
        ["项目", "本年", "上年", "代码"],
        ["一、农户收入", None, None, "01"],
        ["工资", None, None, "02"],
        ["其他收入", None, None, "03"],
        ["说明：01=02+03。"],
    ]
    given = [fact("农户收入", "元/人", "900", YEAR_END), fact("工资", "元/人", "500", YEAR_END)]
    cells = read(rows, *given, on=ON)
    assert [cells[name].slot.row.code for name in ("B4", "B6")] == ["1", "3"]
    assert values(cells, "B6") == [400]  # the form itself adds up what is told for each person


def test_a_numbered_line_of_dashes_is_a_heading() -> None:
    rows: Rows = [
        ["供水情况"],
        ["填报单位：甲镇", None, None, "2025年5月"],
        ["项目", "行次", "单位", "数量"],
        ["一、用水（2024年）", "1", "—", "—"],
        ["用水总量", "2", "万立方米", None],
        ["二、设施", "3", "—", "—"],
        ["水厂", "4", "座", None],
    ]
    cells = read(rows, fact("用水总量", "万立方米", "41", "2024-12-31"), on=ON)
    assert values(cells, "D5") == [41]


def test_the_whole_of_another_year_is_no_heading_among_numbered_villages() -> None:
    rows: Rows = [
        ["分村户籍人口"],
        ["甲镇", None, "2025年末"],
        ["序号", "村别", "户籍人口（人）"],
        [None, "全镇合计", None],
        [None, "上年合计", None],
        [None, "比上年增减", None],
        ["1", "东村", None],
        ["2", "西村", None],
    ]
    given = [
        fact("户籍人口", "人", "300", YEAR_END),
        fact("户籍人口", "人", "310", "2024-12-31"),
        fact("户籍人口", "人", "100", YEAR_END, of="11"),
        fact("户籍人口", "人", "200", YEAR_END, of="12"),
    ]
    assert values(read(rows, *given, on=ON), "C4", "C5", "C6", "C7", "C8") == [300, 310, -10, 100, 200]


def test_a_heading_that_ends_with_the_kind_of_the_units_below_it_only_says_which_they_are() -> None:
    places = Places(
        [
            Place("1", "甲县", "县", "0"),
            Place("11", "云台镇", "镇", "1"),
            Place("12", "清河镇", "镇", "1"),
            Place("13", "石坝乡", "乡", "1"),
        ]
    )
    rows: Rows = [
        ["文化设施分布"],
        ["甲县", "2025年末"],
        ["设施", "单位", "编号", "全县合计", "建制镇", None, "山区乡"],
        [None, None, None, None, "云台", "清河", "石坝"],
        ["文化站", "个", 1, None, None, None, None],
        ["农家书屋", "个", 2, None, None, None, None],
    ]
    given = [fact("文化站", "个", str(n), YEAR_END, of=f"1{n}") for n in (1, 2, 3)]
    cells = read(rows, *given, on=ON, places=places, merged=("E3:F3", "A3:A4", "B3:B4", "C3:C4", "D3:D4"))
    assert values(cells, "D5", "E5", "F5", "G5") == [6, 1, 2, 3]


def test_a_village_of_a_people_is_known_by_its_short_name() -> None:
    places = Places(
        [Place("1", "甲镇", "镇", "0"), Place("11", "石桥满族村", "村", "1"), Place("12", "东村", "村", "1")]
    )
    assert places.named("石桥村", "1") == "11"


def test_months_beside_the_same_time_of_last_year_do_not_tell_the_year() -> None:
    rows: Rows = [
        ["救助资金季报"],
        ["填报单位：甲镇", None, "2025年3季度"],
        ["项目", "计量单位", "1—本季", "上年同期（1—3季度）"],
        ["取暖补贴", "万元", None, None],
        ["慰问支出", "万元", None, None],
    ]
    given = [
        fact("取暖补贴 / 1-3季度", "万元", "52", "2025-09-30"),
        fact("取暖补贴 / 1-3季度", "万元", "47", "2024-09-30"),
    ]
    assert values(read(rows, *given, on=date(2025, 10, 9)), "C4", "D4") == [52, 47]


def test_the_same_time_of_last_year_is_that_of_the_whole_left_of_its_part() -> None:
    rows: Rows = [
        ["蜂产品季报"],
        ["填报单位：甲镇", None, "2025年2季度"],
        ["项目", "计量单位", "1—本季", "其中：本季", "上年同期"],
        ["蜂蜜产量", "吨", None, None, None],
        ["蜂蜡产量", "吨", None, None, None],
    ]
    given = [fact("蜂蜜产量 / 1-2季度", "吨", "12", "2024-06-30"), fact("蜂蜜产量 / 2季度", "吨", "7", "2024-06-30")]
    assert values(read(rows, *given, on=date(2025, 7, 9)), "E4") == [12]


def test_an_answer_may_say_what_a_note_defines() -> None:
    rows: Rows = [
        ["外出从业情况"],
        ["填报单位：甲镇", None, "2025年"],
        ["项目", "计量单位", "数量"],
        ["外出从业人员", "人", None],
        ["返乡人员", "人", None],
        ["说明：外出从业指到本乡镇以外从业6个月以上。"],
    ]
    given = fact("外出半年以上从业人员", "人", "88", YEAR_END)
    assert values(read(rows, given, on=ON), "C4") == [88]
    assert values(read(rows[:-1], given, on=ON), "C4") == [None]


def test_what_comes_in_less_what_goes_out_may_be_less_than_nothing() -> None:
    rows: Rows = [
        ["低保季报"],
        ["填报单位：甲镇", None, None, None, "2025年3季度"],
        ["项目", "计量单位", "本季新增", "本季退出", "净增"],
        ["低保", "户", None, None, None],
        ["特困", "户", None, None, None],
        ["说明：净增=本季新增-本季退出。"],
    ]
    paper = "低保动态台账（2025年3季度）"
    given = [
        fact("低保 / 新纳入户数", "户", "5", "2025-09-30", form=paper),
        fact("低保 / 退出户数", "户", "9", "2025-09-30", form=paper),
    ]
    assert values(read(rows, *given, on=date(2025, 10, 9)), "C4", "D4", "E4") == [5, 9, -4]


def test_a_kind_in_brackets_parts_a_thing_off() -> None:
    rows: Rows = [
        ["社会组织情况"],
        ["填报单位：甲镇", None, "2025年末"],
        ["项目", "计量单位", "数量"],
        ["社会团体（公益类）", "个", None],
        ["行业协会", "个", None],
    ]
    given = [fact("社会团体", "个", "9", YEAR_END)]
    assert values(read(rows, *given, on=ON), "C4") == [None]
    given += [fact("社会团体 / 公益类", "个", "3", YEAR_END)]
    assert values(read(rows, *given, on=ON), "C4") == [3]


def test_a_survey_of_townspeople_says_nothing_of_the_countryside() -> None:
    """And what is counted for each person need not say 人均."""
    rows: Rows = [
        ["农村居民收支情况"],
        ["填报单位：甲县", None, "2025年"],
        ["项目", "计量单位", "本年"],
        ["人均可支配收入", "元/人", None],
        ["工资性收入", "元/人", None],
    ]
    given = [
        fact("可支配收入", "元/人", "390", YEAR_END, form="住户调查汇总（城镇）"),
        fact("可支配收入", "元/人", "240", YEAR_END, form="住户调查汇总（农村）"),
    ]
    assert values(read(rows, *given, on=ON), "C4") == [240]


def test_one_term_equals_each_of_the_sums_of_a_chain_but_takes_no_side_between_two_sources() -> None:
    rows: Rows = [
        ["志愿者情况"],
        ["填报单位：甲镇", None, None, "2025年末", None, None],
        ["项目", "计量单位", "代码", "合计", "男", "女"],
        ["甲", "乙", "丙", "1", "2", "3"],
        ["志愿者", "人", "01", None, None, None],
        ["党员志愿者", "人", "02", None, None, None],
        ["群众志愿者", "人", "03", None, None, None],
        ["城区志愿者", "人", "04", None, None, None],
        ["郊区志愿者", "人", "05", None, None, None],
        ["审核：01=02+03=04+05；1栏=2栏+3栏。"],
    ]
    given = [
        fact("志愿者", "人", "90", YEAR_END),
        fact("志愿者 / 男", "人", "50", YEAR_END),
        fact("城区志愿者", "人", "60", YEAR_END),
        fact("城区志愿者 / 男", "人", "30", YEAR_END),
    ]
    cells = read(rows, *given, on=ON)
    assert values(cells, "D9", "E9", "F9") == [30, 20, 10]
    given += [
        fact("郊区志愿者", "人", "30", YEAR_END, form="甲台账"),
        fact("郊区志愿者", "人", "36", YEAR_END, form="乙台账"),
    ]
    cells = read(rows, *given, on=ON)
    assert cells["D9"].verdict.status == "conflict"
    assert values(cells, "E9", "F9") == [20, None]
