"""By what lines are parted, what notes count in, of what time money and a school's year are, what was taken in."""

from __future__ import annotations

from datetime import date

import pytest

from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

YEAR_END, ON = "2025-12-31", date(2026, 1, 20)


def year_form(
    *rows: list[object], title: str = "综合情况年报", heads: tuple[str, ...] = ("数量",)
) -> list[list[object]]:
    return [[title], ["填报单位：甲镇", None, "2025年"], ["指标名称", "计量单位", *heads], *rows]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("其中：第二产业", "年末经营主体按产业 / 第二产业"),
        ("按产业：第二产业", "年末经营主体 / 第二产业"),
        ("按产业分：第二产业", "年末经营主体按产业分 / 第二产业"),
    ],
)
def test_by_what_a_thing_is_parted_may_stand_before_or_behind_it(line: str, told: str) -> None:
    rows = year_form(["经营主体总计", "户", None], [line, "户", None], heads=("年末户数",))
    cells = read(rows, fact("年末经营主体", "户", "90", YEAR_END), fact(told, "户", "30", YEAR_END), on=ON)
    assert values(cells, "C4", "C5") == [90, 30]


def test_what_is_done_by_a_day_is_not_parted_by_it() -> None:
    rows = year_form(["受理信访", "件", None], ["按期办结", "件", None], heads=("全年",))
    cells = read(rows, fact("受理信访 / 办结", "件", "30", YEAR_END), on=ON)
    assert values(cells, "C5") == [None]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("宣传栏", "宣传栏（牌）"),
        ("垃圾投放点", "垃圾投放点（亭）"),
        ("图书室（角）", "图书室"),
        ("化粪池（箱）", "化粪池"),
    ],
)
def test_another_last_word_of_a_place_makes_no_other_place(asked: str, told: str) -> None:
    assert values(read(year_form([asked, "个", None]), fact(told, "个", "7", YEAR_END), on=ON), "C4") == [7]


@pytest.mark.parametrize("note", ["各乡镇含分院", "本表含分院", "以上均含分院", "各单位包括分院"])
def test_what_notes_count_in_everywhere_an_answer_may_say(note: str) -> None:
    rows = [*year_form(["乡镇卫生院", "个", None]), [f"注：1.{note}。2.按年末数填报。"]]
    mark = "包括" if "包括" in note else "含"
    told = fact(f"乡镇卫生院机构数（{mark}分院）", "个", "7", YEAR_END)
    assert values(read(rows, told, on=ON), "C4") == [7]
    assert values(read(rows[:-1], told, on=ON), "C4") == [None]


@pytest.mark.parametrize("below", ["含村、社区", "含各村和社区", "含村级", "含村及社区"])
def test_that_the_units_below_are_counted_too_may_be_said_in_any_joining(below: str) -> None:
    rows = year_form(["人民调解委员会", "个", None])
    assert values(read(rows, fact(f"人民调解委员会（{below}）", "个", "9", YEAR_END), on=ON), "C4") == [9]


@pytest.mark.parametrize(
    ("asked", "told", "held"),
    [
        ("外出务工妇女", "外出务工人员 / 女", 31),
        ("妇女党员", "党员 / 女", 31),
        ("创业妇女", "创业人员 / 女性", 31),
        ("困难妇女", "困难群众 / 女", None),
    ],
)
def test_of_grown_people_women_are_all_that_are_female(asked: str, told: str, held: int | None) -> None:
    rows = year_form([asked, "人", None], title="妇女工作年报")
    assert values(read(rows, fact(told, "人", "31", YEAR_END), on=ON), "C4") == [held]


@pytest.mark.parametrize("line", ["全年资金投入", "全年绿化资金投入", "本年绿化投入资金"])
def test_money_put_in_is_of_the_whole_year(line: str) -> None:
    rows = year_form(
        ["绿化面积", "公顷", None, None], [line, "万元", "—", None], title="绿化年报", heads=("年初", "年末")
    )
    told = fact("绿化资金投入", "万元", "12", YEAR_END, form="绿化资金台账（2025年）")
    part = fact("绿化资金投入", "万元", "9", "2025-09-30", form="绿化资金台账（2025年1-9月）")
    assert read(rows, told, part, on=ON)["D5"].asked.kind == "flow"


def test_the_year_before_of_a_school_year_is_told_by_its_own_form() -> None:
    rows: list[list[object]] = [
        ["学校情况统计表"],
        ["填报单位：甲镇", None, "2025年9月1日（2025/2026学年初）"],
        ["项目", "班数（个）", "在校学生（人）"],
        ["本年合计", None, None],
        ["上年合计", None, None],
        ["说明：本表为学年初（9月1日）时点数。"],
    ]
    form = "学校情况统计表（2024/2025学年初）"
    given = [
        fact("本年合计 / 班数", "个", "24", "2024-09-01", form=form),
        fact("本年合计 / 在校学生", "人", "900", "2024-09-01", form=form),
    ]
    assert values(read(rows, *given, on=date(2025, 11, 1)), "B5", "C5", "B4") == [24, 900, None]


@pytest.mark.parametrize("within", ["1—2栏", "第1至2栏", "1、2栏", "1-2列"])
def test_a_relation_is_printed_for_a_range_of_columns(within: str) -> None:
    rows: list[list[object]] = [
        ["家禽年报"],
        ["填报单位：甲镇", None, "2025年"],
        ["指标名称", "代码", "计量单位", "年末存栏", "全年出栏", "备用栏"],
        ["甲", "乙", "丙", "1", "2", "3"],
        ["家禽", "01", "只", None, None, None],
        ["鸡", "02", "只", None, None, None],
        ["鸭", "03", "只", None, None, None],
        [f"审核关系：01=02+03（{within}）。"],
    ]
    given = [
        fact("鸡 / 年末存栏", "只", "30", YEAR_END),
        fact("鸭 / 年末存栏", "只", "12", YEAR_END),
        fact("鸡 / 全年出栏", "只", "60", YEAR_END),
        fact("鸭 / 全年出栏", "只", "20", YEAR_END),
    ]
    assert values(read(rows, *given, on=ON), "D5", "E5") == [42, 80]


@pytest.mark.parametrize("lines", ["01至02", "01—02行", "限第1、2行", "适用01-02"])
def test_a_relation_of_columns_is_printed_for_a_range_of_lines(lines: str) -> None:
    rows: list[list[object]] = [
        ["道路年报"],
        ["填报单位：甲镇", None, "2025年"],
        ["指标名称", "代码", "计量单位", "年初", "本年新增", "本年减少", "年末"],
        ["甲", "乙", "丙", "1", "2", "3", "4"],
        ["县道", "01", "公里", None, None, None, None],
        ["乡道", "02", "公里", None, None, None, None],
        ["桥梁", "03", "座", None, None, None, None],
        [f"审核关系：4=1+2-3（{lines}）。"],
    ]
    given = [
        fact(f"{road} / {when}", unit, value, day)
        for road, unit in (("县道", "公里"), ("桥梁", "座"))
        for when, value, day in (
            ("年末", "30", "2024-12-31"),
            ("本年新增", "12", YEAR_END),
            ("年末", "42", YEAR_END),
        )
    ]
    assert values(read(rows, *given, on=ON), "F5", "F7") == [0, None]


@pytest.mark.parametrize(
    ("column", "told"),
    [
        ("调解成功", "受理纠纷总数 / 调处成功"),
        ("调解成功", "受理矛盾纠纷 / 调解成功"),
    ],
)
def test_what_was_taken_in_stands_over_what_was_done_with_it(column: str, told: str) -> None:
    rows: list[list[object]] = [
        ["矛盾纠纷调解年报"],
        ["填报单位：甲镇", None, "2025年"],
        ["纠纷类别", "受理（件）", f"{column}（件）"],
        ["合计", None, None],
        ["邻里纠纷", None, None],
    ]
    given = [fact(told.partition(" / ")[0], "件", "50", YEAR_END), fact(told, "件", "47", YEAR_END)]
    assert values(read(rows, *given, on=ON), "B4", "C4") == [50, 47]


def test_advice_by_legal_aid_is_not_all_legal_advice() -> None:
    rows = year_form(["法律咨询", "人次", None], title="司法所年报", heads=("全年",))
    told = fact("法律援助咨询", "人次", "182", YEAR_END, form="法律援助登记（2025年）")
    assert values(read(rows, told, on=ON), "C4") == [None]
