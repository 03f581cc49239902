"""Accounts of a store or of people, what parts a whole in one cell with its first part, and whom a form is about."""

from __future__ import annotations

from datetime import date

import pytest

from songbang.core.filling.facts import Place, Places
from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

Rows = list[list[object]]


def parted(*lines: list[object], notes: str = "") -> Rows:
    head: Rows = [["渔船情况"], ["填报单位：甲镇", None, "2026年"], ["指标名称", "计量单位", "代码", "数量"]]
    return [*head, *lines, ["填报人："], [notes]]


@pytest.mark.parametrize("by", ["按船体分", "按材质分组", "按类型分类"])
def test_the_number_behind_what_parts_a_whole_makes_no_level(by: str) -> None:
    rows = parted(
        ["渔船数", "艘", "01", None],
        [f"{by}：1.木质", "艘", "02", None],
        ["2.钢质", "艘", "03", None],
        ["3.玻璃钢", "艘", "04", None],
        ["本年新造渔船", "艘", "05", None],
    )
    given = [
        fact("渔船 / 木质", "艘", "9", "2026-12-31"),
        fact("渔船 / 钢质", "艘", "4", "2026-12-31"),
        fact("渔船 / 玻璃钢", "艘", "2", "2026-12-31"),
        fact("本年新造渔船", "艘", "1", "2026-12-31"),
    ]
    assert values(read(rows, *given, on=date(2027, 1, 10)), "D5", "D6", "D7", "D8") == [9, 4, 2, 1]


def test_the_number_before_an_age_is_none_of_its_digits() -> None:
    rows = parted(
        ["渔民", "人", "01", None],
        ["按年龄分：1.35岁及以下", "人", "02", None],
        ["2.36—50岁", "人", "03", None],
        ["3.51岁及以上", "人", "04", None],
    )
    given = [
        fact("渔民 / 35岁及以下", "人", "12", "2026-12-31"),
        fact("渔民 / 36—50岁", "人", "31", "2026-12-31"),
        fact("渔民 / 51岁及以上", "人", "40", "2026-12-31"),
    ]
    assert values(read(rows, *given, on=date(2027, 1, 10)), "D5", "D6", "D7") == [12, 31, 40]


def test_the_forms_own_sum_names_the_whole_of_parts_whatever_stands_between() -> None:
    rows = parted(
        ["年末渔民", "人", "01", None],
        ["本年新增渔民", "人", "02", None],
        ["按居住地分：1.县城", "人", "03", None],
        ["2.集镇", "人", "04", None],
        notes="审核关系：01=03+04。",
    )
    given = [
        fact("在册渔民居住地 / 县城", "人", "20", "2026-12-31"),
        fact("在册渔民居住地 / 集镇", "人", "63", "2026-12-31"),
    ]
    assert values(read(rows, *given, on=date(2027, 1, 10)), "D6", "D7") == [20, 63]


STORE: Rows = [
    ["社区防寒物资储备表"],
    ["填报单位：甲镇", None, "截至2026年10月31日"],
    ["一、防寒物资（2026年1—10月）"],
    ["物资名称", "计量单位", "上年结存", "本年购入", "本年领用", "本年报废", "期末结存"],
    ["草帘", "张", None, None, None, None, None],
    ["填报人："],
    ["注：期末结存=上年结存+本年购入-本年领用-本年报废。"],
]


def test_what_was_left_of_the_year_before_is_that_of_its_end() -> None:
    given = fact("草帘 / 期末结存", "张", "80", "2025-12-31", form="社区防寒物资储备表（2025年）")
    assert values(read(STORE, given, on=date(2026, 11, 3)), "C5") == [80]


def test_all_that_goes_out_of_a_store_is_what_is_used_but_for_what_is_written_off() -> None:
    given = [
        fact("草帘 出库数量", "张", "15", "2026-10-31", form="物资出库登记（1—10月）"),
        fact("草帘 报废数量", "张", "4", "2026-10-31", form="物资报废清单（1—10月）"),
    ]
    assert values(read(STORE, *given, on=date(2026, 11, 3)), "E5", "F5") == [15, 4]


def test_what_goes_out_is_not_what_is_used_where_things_leave_another_way_too() -> None:
    rows = [list(row) for row in STORE]
    rows[3][5] = "本年调出"
    given = fact("草帘 出库数量", "张", "15", "2026-10-31", form="物资出库登记（1—10月）")
    assert values(read(rows, given, on=date(2026, 11, 3)), "E5") == [None]


@pytest.mark.parametrize(
    ("came", "gone"), [("新发", "注销"), ("新签订", "终止"), ("新接收", "期满"), ("新入住", "搬离"), ("新聘", "解聘")]
)
def test_an_account_of_a_quarter_takes_its_things_own_words(came: str, gone: str) -> None:
    rows: Rows = [
        ["租赁管理季报"],
        ["填报单位：甲镇", None, "2026年第二季度"],
        ["项目", "单位", "上季末", "本季变动", None, "本季末"],
        [None, None, None, "增加", "减少", None],
        ["摊位租户", "户", None, None, None, None],
    ]
    given = [
        fact("摊位租户 / 本季末", "户", "70", "2026-03-31", form="租赁管理季报（2026年一季度）"),
        fact(f"二季度{came}摊位租户", "户", "9", "2026-06-30"),
        fact(f"二季度{gone}摊位租户", "户", "5", "2026-06-30"),
    ]
    cells = read(rows, *given, on=date(2026, 7, 3), merged=("A3:A4", "B3:B4", "C3:C4", "D3:E3", "F3:F4"))
    assert values(cells, "C5", "D5", "E5") == [70, 9, 5]


@pytest.mark.parametrize(
    ("wide", "narrow"),
    [
        ("技能培训人数", "复员军人 / 技能培训人数"),
        ("技能培训人数", "复员军人技能培训人数"),
        ("全县技能培训人数", "复员军人技能培训人数"),
    ],
)
def test_of_whom_a_form_is_about_its_cells_ask_where_a_register_tells_of_them_apart(wide: str, narrow: str) -> None:
    rows: Rows = [
        ["复员军人安置情况"],
        ["填报单位：甲镇", None, "2026年"],
        ["指标名称", "计量单位", "数量"],
        ["本年技能培训人数", "人", None],
    ]
    given = [
        fact(wide, "人", "300", "2026-12-31", form="培训台账（全年）"),
        fact(narrow, "人", "41", "2026-12-31", form="培训台账（全年）"),
    ]
    assert values(read(rows, *given, on=date(2027, 1, 10)), "C4") == [41]


def test_a_blank_merged_under_all_headings_is_counted_as_its_line_says() -> None:
    rows: Rows = [
        ["桑园情况"],
        ["填报单位：甲镇", None, None, None, "2026年"],
        ["指标名称", "计量单位", "代码", "桑园面积（公顷）", "蚕茧产量（吨）"],
        ["总计", None, "01", None, None],
        ["一、成林", None, "02", None, None],
        ["附报：1.养蚕户", "户", "03", None, None],
    ]
    given = fact("养蚕户数", "户", "88", "2026-12-31")
    assert values(read(rows, given, on=date(2027, 1, 10), merged=("D6:E6",)), "D6") == [88]


@pytest.mark.parametrize(
    ("lines", "came", "gone"),
    [
        (("(一)年初水井", "(二)年内新建", "(三)年内报废", "(四)年末水井"), "当年新建水井", "当年报废水井"),
        (("1.上年末水井", "2.本年新增", "3.本年减少", "4.年末水井"), "本年新增水井", "本年减少水井"),
        (("年初水井数", "本年新增水井", "本年拆除水井", "年末水井数"), "全年新增水井", "全年拆除水井"),
    ],
)
def test_lines_between_what_there_was_and_what_there_is_are_of_that_thing(
    lines: tuple[str, ...], came: str, gone: str
) -> None:
    rows = parted(*([line, "眼", f"0{n}", None] for n, line in enumerate(lines, 1)))
    rows[0] = ["农村饮水情况"]
    given = [
        fact("年末水井", "眼", "50", "2025-12-31"),
        fact(came, "眼", "6", "2026-12-31"),
        fact(gone, "眼", "2", "2026-12-31"),
        fact("本年新增泵站", "眼", "9", "2026-12-31"),
    ]
    assert values(read(rows, *given, on=date(2027, 1, 10)), "D4", "D5", "D6", "D7") == [50, 6, 2, 54]


def test_what_the_villages_have_need_not_be_said_to_be_a_villages() -> None:
    rows: Rows = [
        ["乡镇公共服务情况"],
        ["填报单位：甲镇", None, "2026年"],
        ["指标名称", "计量单位", "数量"],
        ["一、面积和人口", None, None],
        ["村健身广场面积", "平方米", None],
        ["农村常住人口", "人", None],
        ["公厕", "座", None],
        ["二、村级便民设施", None, None],
        ["便民超市", "个", None],
    ]
    given = [
        found
        for of, area, people, shop in (("11", "300", "800", "是"), ("12", "200", "650", "否"))
        for found in (
            fact("健身广场面积", "平方米", area, "2026-12-31", of=of),
            fact("常住人口", "人", people, "2026-12-31", of=of),
            fact("是否建有便民超市", "是/否", shop, "2026-12-31", of=of),
            fact("是否建有公厕", "是/否", shop, "2026-12-31", of=of),
        )
    ]
    assert values(read(rows, *given, on=date(2027, 1, 10)), "C5", "C6", "C7", "C9") == [500, 1450, None, 1]


def test_measures_that_a_title_joins_are_of_one_thing() -> None:
    rows: Rows = [
        ["桑蚕养殖面积和产量"],
        ["填报单位：甲镇", None, None, "2026年"],
        ["指标名称", "代码", "面积（亩）", "产量（吨）"],
        ["一、坡地", "01", None, None],
        ["二、平地", "02", None, None],
    ]
    given = [fact("坡地养殖 / 产量", "吨", "12", "2026-12-31"), fact("平地养殖 / 产量", "吨", "7", "2026-12-31")]
    assert values(read(rows, *given, on=date(2027, 1, 10)), "D4", "D5") == [12, 7]


@pytest.mark.parametrize("other", ["其他类（菱藕等）", "其他类（菱角、莲藕等）"])
def test_examples_of_what_is_other_say_nothing_more(other: str) -> None:
    rows = parted(["其他类", "吨", "01", None])
    rows[0] = ["水生作物情况"]
    given = fact(other, "吨", "5", "2026-12-31", form="水生作物统计年报")
    assert values(read(rows, given, on=date(2027, 1, 10)), "D4") == [5]


def test_people_of_a_register_came_or_went_where_it_says_no_more() -> None:
    rows: Rows = [
        ["外来人员季报"],
        ["填报单位：甲镇", None, "2026年第二季度"],
        ["项目", "单位", "上季末", "本季变动", None, "本季末"],
        [None, None, None, "增加", "减少", None],
        ["流动人口", "人", None, None, None, None],
    ]
    given = [
        fact("二季度新增登记人数", "人", "9", "2026-06-30", form="流动人口登记月报（6月）"),
        fact("二季度注销登记人数", "人", "5", "2026-06-30", form="流动人口登记月报（6月）"),
    ]
    cells = read(rows, *given, on=date(2026, 7, 3), merged=("A3:A4", "B3:B4", "C3:C4", "D3:E3", "F3:F4"))
    assert values(cells, "D5", "E5") == [9, 5]


def test_what_is_called_after_the_kind_of_its_unit_keeps_it() -> None:
    places = Places([Place("1", "柳林社区", "社区", "0")])
    assert places.unnamed(fact("柳林社区工作者人数", "人", "9", "2026-06-30")) == "社区工作者人数"
    assert places.unnamed(fact("柳林社区党员人数", "人", "9", "2026-06-30")) == "党员人数"
