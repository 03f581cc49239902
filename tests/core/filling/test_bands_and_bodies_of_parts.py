"""Bands of age beside sums of money, totals that a relation names by their heading, parts that a sum tells, villages
called something, and what came or went under a heading of what there is."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from songbang.core.filling.facts import Fact, Place, Places
from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

ON = date(2024, 7, 9)
NAMES = {"11": "东村村委会", "12": "西村村委会", "13": "北村村委会"}
VILLAGES = Places([Place("1", "甲镇", "镇", "0"), *(Place(code, name, "村委会", "1") for code, name in NAMES.items())])


def told(what: str, unit: str, value: str, of: str = "1", form: str = "在册登记（2024年6月末）") -> Fact:
    return fact(what, unit, value, "2024-06-30", of=of, form=form)


@pytest.mark.parametrize("band", ["60周岁以上", "16—59周岁", "18岁以下", "80岁及以上", "女"])
def test_a_part_of_people_beside_a_column_of_money_is_counted_in_people(band: str) -> None:
    rows: list[list[object]] = [
        ["窑工互助参保情况"],
        ["填报单位：甲镇", None, "2024年6月末", None, "计量单位：人、万元"],
        ["村别", "参保人数", None, None, "缴费金额（万元）"],
        [None, "合计", "其中", None, None],
        [None, None, "资助参保", band, None],
        ["东村", None, None, None, None],
        ["西村", None, None, None, None],
    ]
    cells = read(rows, on=ON, places=VILLAGES, merged=("A3:A5", "B3:D3", "B4:B5", "C4:D4", "E3:E5"))
    units = [cells[name].asked.measure for name in ("D6", "E6")]
    assert [unit and unit.name for unit in units] == ["人", "万元"]


@pytest.mark.parametrize(
    "relation", ["未建档窑工=窑工总数-建档窑工", "窑工总数=建档窑工+未建档窑工", "未建档窑工＝窑工总数－建档窑工合计"]
)
@pytest.mark.parametrize("whole", ["合计", "小计", "总计"])
def test_a_relation_names_a_total_by_the_heading_over_it(relation: str, whole: str) -> None:
    rows: list[list[object]] = [
        ["窑工建档情况"],
        ["填报单位：甲镇", None, None, None, "2024年6月末"],
        ["村别", "窑工总数（人）", "建档窑工（人）", None, "未建档窑工（人）"],
        [None, None, whole, "女", None],
        ["东村", None, None, None, None],
        ["西村", None, None, None, None],
        [f"说明：{relation.replace('合计', whole)}。"],
    ]
    given = [
        told("窑工总数", "人", "90", "11"),
        told("建档窑工", "人", "70", "11"),
        told("建档窑工 / 女", "人", "9", "11"),
    ]
    merged = ("A3:A4", "B3:B4", "C3:D3", "E3:E4")
    assert values(read(rows, *given, on=ON, places=VILLAGES, merged=merged), "E5") == [20]


def test_a_share_of_a_total_that_its_heading_names() -> None:
    rows: list[list[object]] = [
        ["窑工建档情况"],
        ["填报单位：甲镇", None, None, None, "2024年6月末"],
        ["村别", "窑工总数（人）", "建档窑工（人）", None, "建档率（%）"],
        [None, None, "合计", "女", None],
        ["东村", None, None, None, None],
        ["西村", None, None, None, None],
        ["说明：建档率=建档窑工÷窑工总数×100%。"],
    ]
    given = [
        told("窑工总数", "人", "80", "11"),
        told("建档窑工", "人", "60", "11"),
        told("建档窑工 / 女", "人", "9", "11"),
    ]
    merged = ("A3:A4", "B3:B4", "C3:D3", "E3:E4")
    assert values(read(rows, *given, on=ON, places=VILLAGES, merged=merged), "E5") == [75]


@pytest.mark.parametrize(("left", "right"), [("16—59周岁", "80周岁以上"), ("35岁以下", "60岁以上"), ("女", "18岁以下")])
def test_a_band_in_the_right_half_is_of_the_line_over_it(left: str, right: str) -> None:
    rows: list[list[object]] = [
        ["窑工保障情况季报"],
        ["填报单位：甲镇", None, None, None, None, "2024年2季度"],
        ["项目", "单位", "季末数", "项目", "单位", "季末数"],
        ["一、登记情况", None, None, "二、供养情况", None, None],
        ["登记窑工", "人", None, "供养窑工", "人", None],
        [f"其中：{left}", "人", None, f"其中：{right}", "人", None],
    ]
    given = [told(f"供养窑工 / {right}", "人", "12"), told(f"登记窑工 / {right}", "人", "31")]
    assert values(read(rows, *given, on=ON), "F6") == [12]


@pytest.mark.parametrize("what", ["新增参保", "新增签约", "新增收养", "新办参保"])
def test_what_is_said_to_have_come_in_the_forms_time_is_of_all_of_it(what: str) -> None:
    rows: list[list[object]] = [
        ["窑工保障情况表"],
        ["填报单位：甲镇", None, "2024年上半年"],
        ["项目", "单位", "本期"],
        [f"本期{what}人数", "人", None],
    ]
    given = [
        told(f"{month}月{what}", "人", value, form="窑工保障系统月报") for month, value in (("1-6", "46"), ("6", "5"))
    ]
    assert values(read(rows, *given, on=ON), "C4") == [46]


@pytest.mark.parametrize("named", ["防火示范村", "无毒村", "其中：少数民族村", "省级窑火村", "平安示范村个数"])
def test_villages_called_something_are_counted_by_what_they_answer(named: str) -> None:
    rows: list[list[object]] = [
        ["甲镇窑村基本情况表"],
        ["填报单位：甲镇", None, "2024年6月末"],
        ["指标", "单位", "数量"],
        ["行政村", "个", None],
        [named, "个", None],
    ]
    asked = f"是否{named.removeprefix('其中：').removesuffix('个数')}"
    given = [told(asked, "是/否", value, of) for of, value in (("11", "是"), ("12", "否"), ("13", "是"))]
    cells = read(rows, *given, on=ON, places=VILLAGES)
    assert values(cells, "C5") == [2]
    assert values(read(rows, *given[:2], on=ON, places=VILLAGES), "C5") == [None]


def test_the_lines_that_a_sum_names_right_below_a_whole_are_its_parts() -> None:
    rows: list[list[object]] = [
        ["窑神庙登记表"],
        ["填报单位：甲镇", None, None, "2024年6月末"],
        ["指标", "单位", "代码", "数量"],
        ["登记祭窑场所", "处", "01", None],
        ["其中：龙窑", "处", "02", None],
        ["圆窑", "处", "03", None],
        ["方窑", "处", "04", None],
        ["方窑", "座", "05", None],
        ["说明：审核关系：01=02+03+04。"],
    ]
    given = [
        told("登记祭窑场所", "处", "9"),
        told("登记祭窑场所 / 龙窑", "处", "5"),
        told("登记祭窑场所 / 圆窑", "处", "3"),
    ]
    assert values(read(rows, *given, on=ON), "D4", "D5", "D6", "D7") == [9, 5, 3, 1]


@pytest.mark.parametrize("there", ["在领人数", "在册", "在保人数", "在岗人数", "现有人数"])
@pytest.mark.parametrize(("way", "column"), [("退出", "E4"), ("新增", "D4")])
def test_what_came_or_went_under_a_heading_of_what_there_is(there: str, way: str, column: str) -> None:
    rows: list[list[object]] = [
        ["窑工补贴对象变动情况季报"],
        ["填报单位：甲镇", None, "2024年2季度"],
        ["项目", "单位", "季初数", "本季增加", "本季减少", "季末数"],
        ["窑工高温补贴对象", "人", None, None, None, None],
    ]
    given = [told(f"窑工高温补贴 / {there}", "人", "50", form="窑工补贴系统月报")]
    given.append(told(f"窑工高温补贴 / {there} / 二季度{way}", "人", "7", form="窑工补贴系统月报"))
    assert values(read(rows, *given, on=ON), column) == [Fraction(7)]


@pytest.mark.parametrize("columns", [None, "1"])
def test_a_lines_number_with_its_zero_is_not_that_of_a_column(columns: str | None) -> None:
    rows: list[list[object]] = [
        ["窑神庙登记表"],
        ["填报单位：甲镇", None, None, "2024年6月末"],
        ["指标", "单位", "代码", "数量"],
        ["甲", "乙", "丙", columns],
        ["登记祭窑场所", "处", "01", None],
        ["其中：龙窑", "处", "02", None],
        ["圆窑", "处", "03", None],
        ["说明：审核关系：01=02+03。"],
    ]
    given = [told("登记祭窑场所", "处", "9"), told("登记祭窑场所 / 圆窑", "处", "3")]
    assert values(read(rows, *given, on=ON), "D5", "D6", "D7") == [9, 6, 3]


@pytest.mark.parametrize("heading", ["补领补办", "补办补领"])
def test_a_heading_of_two_acts_over_one_of_them_says_nothing_more(heading: str) -> None:
    rows: list[list[object]] = [
        ["窑工证件季报"],
        ["填报单位：甲镇", None, "2024年2季度"],
        ["项目", "单位", "本季"],
        ["补办窑工证", "本", None],
        ["补领窑工证", "本", None],
    ]
    given = [told(f"{heading} / 补办窑工证", "本", "4", form="窑工证件登记（2024年4-6月）")]
    assert values(read(rows, *given, on=ON), "C4", "C5") == [4, None]
    both = [told(heading, "本", "9", form="窑工证件登记（2024年4-6月）")]
    assert values(read(rows, *both, on=ON), "C4", "C5") == [None, None]


@pytest.mark.parametrize("pupils", ["在校生数", "在校学生", "学生数"])
def test_pupils_of_a_nursery_are_called_otherwise_in_answers_too(pupils: str) -> None:
    rows: list[list[object]] = [
        ["窑区学校基本情况"],
        ["填报单位：甲镇", None, "2024年6月末"],
        ["学校类别", "校数（所）", "在校学生（人）"],
        ["幼儿园", None, None],
        ["小学", None, None],
    ]
    given = [told(f"幼儿园 / {pupils}", "人", "81"), told("小学 / 在校生数", "人", "224")]
    assert values(read(rows, *given, on=ON), "C4", "C5") == [81, 224]
    together = told("各级学校和幼儿园在校学生合计", "人", "990", form="镇教育简报")
    assert values(read(rows, *given, together, on=ON), "C4", "C5") == [81, 224]


@pytest.mark.parametrize(
    ("asked", "paper", "line"),
    [
        ("窑厂安全监察立案件数", "窑厂安全监察办案登记（2024年4-6月）", "立案查处"),
        ("劳动人事争议立案件数", "劳动人事争议调解仲裁登记（2024年4-6月）", "仲裁立案"),
        ("劳动人事争议结案件数", "劳动争议仲裁登记（2024年4-6月）", "仲裁结案"),
    ],
)
def test_what_a_paper_is_on_its_lines_tell_in_its_own_words(asked: str, paper: str, line: str) -> None:
    rows: list[list[object]] = [
        ["窑厂维权季报"],
        ["填报单位：甲镇", None, "2024年2季度"],
        ["项目", "单位", "本季"],
        [asked, "件", None],
    ]
    assert values(read(rows, told(line, "件", "6", form=paper), on=ON), "C4") == [6]
    assert values(read(rows, told(line, "件", "6", form="窑神庙登记（2024年4-6月）"), on=ON), "C4") == [None]
