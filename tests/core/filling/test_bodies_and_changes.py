"""Bodies counted by kind, changes between any two times, kinds below their class, parts named with their whole."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from songbang.core.filling.counting import counts_units, role_of
from songbang.core.filling.facts import Place, Places
from songbang.core.filling.lexicon import numbered, wording
from songbang.core.filling.spans import THAN
from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

ON = date(2025, 1, 20)
YEAR_END = "2024-12-31"
TOWNS = Places([
    Place("1", "某县", "县", ""), Place("11", "金山镇", "镇", "1"), Place("12", "银湖乡", "乡", "1"),
])  # fmt: skip
BODY = ("村（居）民委员会", "村（居）委会", "村居委会", "村居民委员会", "村（社区）委员会")


@pytest.mark.parametrize("body", BODY)
def test_both_kinds_of_a_body_are_one_however_the_bracket_is_set(body: str) -> None:
    assert wording(f"{body}成员").tokens == wording("村（居）委会成员").tokens
    assert counts_units(f"{body}（个）") and not counts_units(f"{body}成员（人）")


@pytest.mark.parametrize("head", ["村（居）委会（个）", "行政村（社区）个数（个）"])
@pytest.mark.parametrize("kinds", [("村委会", "居委会"), ("村民委员会", "社区居民委员会")])
def test_a_column_of_one_kind_counts_the_units_themselves(head: str, kinds: tuple[str, str]) -> None:
    rows: list[list[object]] = [
        ["基层组织情况（分乡镇）"], ["填报单位：某县", None, None, "2024年"],
        ["乡镇", head, None, "村级后备干部（人）"], [None, *kinds, None],
        ["合计", None, None, None], ["金山镇", None, None, None], ["银湖乡", None, None, None],
    ]  # fmt: skip
    given = [
        *(fact("村民委员会", "个", n, YEAR_END, of=code) for code, n in (("11", "9"), ("12", "7"))),
        *(fact("居民委员会", "个", n, YEAR_END, of=code) for code, n in (("11", "3"), ("12", "0"))),
    ]
    cells = read(rows, *given, on=ON, places=TOWNS, merged=("A3:A4", "B3:C3", "D3:D4"))
    assert values(cells, "B6", "C6", "B7", "C7", "B5", "C5") == [9, 3, 7, 0, 16, 3]


def test_a_column_of_one_kind_counts_its_units_where_the_heading_names_what_they_have() -> None:
    rows: list[list[object]] = [
        ["文体设施情况"], ["填报单位：某县", None, None, "2024年"],
        ["项目", "合计", "村委会", "居委会"], ["文化广场（个）", None, None, None], ["阅览室（个）", None, None, None],
    ]  # fmt: skip
    given = [fact("村民委员会", "个", "9", YEAR_END), fact("居民委员会", "个", "3", YEAR_END)]
    assert values(read(rows, *given, on=ON, places=TOWNS), "C4", "D4", "C5") == [None] * 3


@pytest.mark.parametrize(("heading", "role"), [
    ("1—本季累计比上年同期增减", "difference"), ("本季末比上季末增减", "difference"),
    ("1—9月比上年同期增减", "difference"),
    ("三季度末较二季度末净增", "difference"), ("年末比上年末增减", "difference"), ("今年比去年增减", "difference"),
    ("本月末比上月末", "difference"), ("1—本月累计同比增减", "difference"),
    ("上半年与上年同期相比增加额", "difference"),
    ("1—本月累计比上年同期增长%", "rate"), ("上半年比上年同期增减（%）", "rate"),
    ("上年同期", ""), ("本季末", ""), ("与上年末", ""), ("本季净增", ""),
])  # fmt: skip
def test_a_heading_tells_a_change_between_any_two_times(heading: str, role: str) -> None:
    assert role_of([heading]) == role


def test_a_rate_under_a_heading_that_tells_between_what_is_no_difference() -> None:
    assert role_of(["本年比上年", "增减%"]) == "rate"


def test_a_time_alone_is_nothing_that_a_change_is_taken_from() -> None:
    assert THAN.match("本季末存栏") is None and THAN.match("二季度末") is None


def test_changes_of_what_came_about_and_of_what_there_is() -> None:
    rows: list[list[object]] = [
        ["水产养殖季报"], ["填报单位：甲镇", None, None, None, "2024年二季度"],
        ["指标", "单位", "本季", "1—本季累计", "上年同期", None, "1—本季累计较上年同期增减"],
        [None, None, None, None, "本季", "1—本季累计", None],
        ["鱼苗投放", "万尾", *[None] * 5],
        ["鱼药使用", "公斤", *[None] * 5],
    ]  # fmt: skip
    told = (("本季", "40", "2024"), ("1-2季度", "90", "2024"), ("本季", "30", "2023"), ("1-2季度", "65", "2023"))
    given = [
        fact(f"鱼苗投放 / {when}", "万尾", n, f"{year}-06-30", form=f"水产站台账（{year}年2季度）")
        for when, n, year in told
    ]
    merged = ("A3:A4", "B3:B4", "C3:C4", "D3:D4", "E3:F3", "G3:G4")
    cells = read(rows, *given, on=date(2024, 7, 9), merged=merged)
    assert values(cells, "D5", "F5", "G5", "G6") == [90, 65, 25, None]


CLASSES: list[tuple[str, tuple[str, str], str, str]] = [
    ("粮食作物播种面积", ("玉米", "小麦"), "亩", "播种面积"),
    ("油料产量", ("花生", "芝麻"), "吨", "产量"),
    ("豆类播种面积", ("大豆", "绿豆"), "亩", "播种面积"),
    ("家禽年末存栏", ("鸡", "鸭"), "只", "年末存栏"),
    ("薯类播种面积", ("马铃薯", "甘薯"), "亩", "播种面积"),
]


@pytest.mark.parametrize(("whole", "kinds", "unit", "told"), CLASSES)
def test_a_kind_below_its_class_is_told_as_that_one_is(
    whole: str, kinds: tuple[str, str], unit: str, told: str
) -> None:
    rows: list[list[object]] = [
        ["村级基本情况年报"], ["填报单位：甲村", None, "2024年"], ["指标", "单位", "本年"],
        [whole, unit, None], [kinds[0], unit, None], [kinds[1], unit, None], ["大棚座数", "座", None],
    ]  # fmt: skip
    given = [fact(f"{kind} / {told}", unit, n, YEAR_END) for kind, n in zip(kinds, ("12", "8"), strict=True)]
    assert values(read(rows, *given, on=ON), "C5", "C6") == [12, 8]


def test_another_measure_or_thing_is_no_kind_of_the_line_above() -> None:
    rows: list[list[object]] = [
        ["村级基本情况年报"], ["填报单位：甲村", None, "2024年"], ["指标", "单位", "本年"],
        ["粮食作物播种面积", "亩", None], ["玉米", "吨", None], ["水田", "亩", None],
    ]  # fmt: skip
    given = [fact("玉米 / 播种面积", "亩", "12", YEAR_END), fact("水田 / 播种面积", "亩", "5", YEAR_END)]
    assert values(read(rows, *given, on=ON), "C5", "C6") == [None, None]


@pytest.mark.parametrize("head", ["重点人群签约（人）", "重点人群（人）"])
def test_a_heading_over_people_of_many_kinds_says_nothing_of_one_and_terms_go_by_their_words(head: str) -> None:
    rows: list[list[object]] = [
        ["家庭医生签约情况"], ["填报单位：某县", None, None, None, "2024年"],
        ["乡镇", "签约居民数（人）", head, None, "65岁以上签约占比（%）"], [None, None, "65岁以上", "孕产妇", None],
        ["金山镇", None, None, None, None], ["银湖乡", None, None, None, None],
        ["说明：1.按年末数填报。2.65岁以上签约占比=65岁以上签约人数÷签约居民数×100%。"],
    ]  # fmt: skip
    given = [
        fact("家庭医生签约居民", "人", "400", YEAR_END, of="11", form="家庭医生签约平台"),
        fact("家庭医生签约居民 / 65岁及以上", "人", "80", YEAR_END, of="11", form="家庭医生签约平台"),
    ]
    merged = ("A3:A4", "B3:B4", "C3:D3", "E3:E4")
    cells = read(rows, *given, on=ON, places=TOWNS, merged=merged)
    found = values(cells, "B5", "C5", "E5", "E6")
    assert found == [400, 80, 20, None] if "签约" in head else found[0] == 400


@pytest.mark.parametrize(("note", "bare"), [
    ("2.65周岁以上占比", "65周岁以上占比"), ("1.0—6岁儿童", "0—6岁儿童"), ("3.1—本季累计", "1—本季累计"),
    ("2.2024年末", "2024年末"), ("4.1-9月", "1-9月"), ("2.5公里", "2.5公里"), ("1.5万元以上", "1.5万元以上"),
    ("3.75吨", "3.75吨"),
])  # fmt: skip
def test_a_number_before_an_age_or_a_time_is_that_of_the_line(note: str, bare: str) -> None:
    assert numbered(note)[1] == bare


def test_a_column_that_names_its_own_measure_needs_no_heading() -> None:
    rows: list[list[object]] = [
        ["小区情况（分社区）"], ["填报单位：某县", None, None, "2024年"],
        ["乡镇", "居民小区", None, "出租房屋（套）", None],
        [None, "小区数（个）", "住宅套数（套）", "合计", "其中：已备案"],
        ["金山镇", None, None, None, None], ["银湖乡", None, None, None, None],
    ]  # fmt: skip
    given = [
        fact("住宅总套数", "套", "1800", YEAR_END, of="11", form="物业台账"),
        fact("租赁备案房屋（期末有效）", "套", "60", YEAR_END, of="11", form="房管月报（2024年12月）"),
        fact("租赁备案房屋（本年新增）", "套", "20", YEAR_END, of="12", form="房管月报（2024年12月）"),
    ]
    cells = read(rows, *given, on=ON, places=TOWNS, merged=("A3:A4", "B3:C3", "D3:E3"))
    assert values(cells, "C5", "E5", "E6") == [1800, 60, None]


def test_a_part_with_the_measure_in_its_name_still_needs_its_whole() -> None:
    rows: list[list[object]] = [
        ["商品房销售情况"], ["填报单位：某县", None, None, "2024年"],
        ["乡镇", "商品房", None], [None, "合计（套）", "其中：住宅（套）"],
        ["金山镇", None, None], ["银湖乡", None, None],
    ]  # fmt: skip
    given = [fact("住宅总套数", "套", "1800", YEAR_END, of="11", form="物业台账")]
    assert values(read(rows, *given, on=ON, places=TOWNS, merged=("A3:A4", "B3:C3")), "C5") == [None]


@pytest.mark.parametrize("how", ["调拨", "调拨给", "调拨至", "下拨", "调给", "划拨"])
def test_what_is_handed_to_the_unit_by_name_came_in_there(how: str) -> None:
    rows: list[list[Any]] = [
        ["防汛物资半年报"], ["填报单位：银湖乡", None, None, None, "2024年上半年"],
        ["物资名称", "单位", "上半年增加", None, "库存"], [None, None, "自购", "上级调拨", None],
        ["编织袋", "条", None, None, None], ["救生衣", "件", None, None, None],
    ]  # fmt: skip
    places = Places([Place("0", "某县", "县", ""), Place("1", "银湖乡", "乡", "0")])
    slip = fact(f"编织袋 / {how}银湖乡", "条", "300", "2024-06-30", form="县级防汛物资调拨单（1-6月）")
    cells = read(rows, slip, on=date(2024, 7, 5), places=places, merged=("A3:A4", "B3:B4", "C3:D3", "E3:E4"))
    assert values(cells, "D5", "C5", "E5") == [300, None, None]


@pytest.mark.parametrize(("one", "other", "unit"), [
    ("新批准低保家庭", "本年新增低保家庭", "户"), ("新核准特困供养人员", "本年新增特困供养人员", "人"),
    ("旅馆业", "旅馆", "家"), ("达成书面调解协议", "书面协议", "份"),
    ("社区戒毒康复人员", "社区戒毒、社区康复人员", "人"),
    ("签约服务团队", "家庭医生团队", "个"),
])  # fmt: skip
def test_everyday_words_of_one_meaning(one: str, other: str, unit: str) -> None:
    rows: list[list[object]] = [
        ["基本情况年报"], ["填报单位：甲镇", None, "2024年"], ["指标", "单位", "数量"],
        [other, unit, None], ["垃圾桶", "个", None],
    ]  # fmt: skip
    given = fact(f"{one}数", unit, "17", YEAR_END, form="工作台账（2024年1-12月）")
    assert values(read(rows, given, on=ON), "C4") == [17]


@pytest.mark.parametrize(("short", "told"), [("园数", "幼儿园数"), ("所数", "幼儿园所数"), ("机构", "幼儿园")])
def test_how_many_places_there_are_is_in_no_peoples_measure(short: str, told: str) -> None:
    rows: list[list[object]] = [
        ["学前教育情况（分乡镇）"], ["填报单位：某县", None, None, "2024年"],
        ["乡镇", "幼儿园", None], [None, short, "在园幼儿人数"], ["金山镇", None, None], ["银湖乡", None, None],
    ]  # fmt: skip
    given = [fact(told, "所", "6", YEAR_END, of="11"), fact("在园幼儿", "人", "720", YEAR_END, of="11")]
    cells = read(rows, *given, on=ON, places=TOWNS, merged=("A3:A4", "B3:C3"))
    assert values(cells, "C5") == [720] and cells["B5"].asked.measure != cells["C5"].asked.measure
    assert values(cells, "B5") == [6] if short == "园数" else True


def test_a_kind_under_its_class_needs_no_class_and_a_part_is_called_with_its_whole() -> None:
    rows: list[list[object]] = [
        ["出租房屋季报（分乡镇）"], ["填报单位：某县", None, None, "2024年四季度"],
        ["乡镇", "季末出租房屋（套）", None, None], [None, "合计", "其中：已备案", "其中：群租房"],
        ["金山镇", None, None, None], ["银湖乡", None, None, None],
    ]  # fmt: skip
    given = [
        fact("群租房", "套", "4", YEAR_END, of="11", form="群租房排查台账"),
        fact("已备案房屋", "套", "31", YEAR_END, of="11", form="住房租赁合同备案月报（2024年12月）"),
        fact("已整改群租房", "套", "2", YEAR_END, of="12", form="群租房排查台账"),
    ]
    cells = read(rows, *given, on=ON, places=TOWNS, merged=("A3:A4", "B3:D3"))
    assert values(cells, "D5", "D6") == [4, None]


@pytest.mark.parametrize(("head", "columns"), [
    ("年末资产负债", ("资产总额", "负债总额")), ("资产和负债情况", ("资产总额", "负债总额")),
    ("资产、负债（期末）", ("资产", "负债")),
])  # fmt: skip
def test_a_heading_that_names_its_columns_says_no_more_of_any(head: str, columns: tuple[str, str]) -> None:
    rows: list[list[object]] = [
        ["合作社情况（分乡镇）"], ["填报单位：某县", None, "2024年", "单位：万元"],
        ["乡镇", head, None], [None, *columns], ["金山镇", None, None], ["银湖乡", None, None],
    ]  # fmt: skip
    given = [
        fact("资产总额（期末）", "万元", "52", YEAR_END, of="11"),
        fact("负债总额（期末）", "万元", "7", YEAR_END, of="11"),
    ]
    assert values(read(rows, *given, on=ON, places=TOWNS, merged=("A3:A4", "B3:C3")), "B5", "C5") == [52, 7]


@pytest.mark.parametrize("line", ["上季街道合计", "上季合计", "上季全街道总计"])
def test_the_last_quarters_total_is_the_fillers(line: str) -> None:
    places = Places([
        Place("1", "东门街道", "街道", "0"), Place("11", "柳巷社区", "社区", "1"), Place("12", "桥南社区", "社区", "1"),
    ])  # fmt: skip
    rows: list[list[object]] = [
        ["网格情况季报（分社区）"], ["填报单位：东门街道", None, "2024年四季度"],
        ["社区", "网格（个）", "楼道长（人）"],
        ["柳巷社区", None, None], ["桥南社区", None, None], ["街道合计", None, None], [line, None, None],
    ]  # fmt: skip
    before = fact("街道合计 / 网格", "个", "12", "2024-09-30", form="网格情况季报（2024年三季度）")
    assert values(read(rows, before, on=ON, places=places), "B7") == [12]


@pytest.mark.parametrize("label", ["省外来沪人员", "省外来云", "省外来杭"])
def test_where_people_came_to_is_the_papers_own_place(label: str) -> None:
    assert wording(label).tokens == wording("省外" + label[4:]).tokens
    assert wording("外来务工人员").tokens != wording("务工人员").tokens


@pytest.mark.parametrize(("title", "known"), [("缴费情况表（2023年度）", 801), ("缴费情况月报（2023年2月）", None)])
def test_a_year_of_insurance_is_told_by_the_paper_of_that_year_on_whatever_day(title: str, known: int | None) -> None:
    rows: list[list[object]] = [
        ["城乡居民医保情况表"], ["填报单位：甲镇", None, "统计时点：2024年2月29日"],
        ["对象", "2024年度已参保人数（人）", "2023年度已参保人数（人）"],
        ["学龄前儿童", None, None], ["残疾人", None, None],
    ]  # fmt: skip
    given = fact("残疾人 / 已参保人数", "人", "801", "2023-02-28", form=title)
    assert values(read(rows, given, on=date(2024, 3, 5)), "C5") == [known]


@pytest.mark.parametrize("season", ["秋冬种", "秋播", "冬种"])
def test_what_is_sown_for_the_next_harvest_goes_on_from_no_figure_of_this_one(season: str) -> None:
    rows: list[list[object]] = [
        ["油料生产情况"], ["填报单位：甲镇", None, "2024年"], ["指标", "单位", "本年"],
        ["油菜籽播种面积", "亩", None], ["芝麻播种面积", "亩", None],
    ]  # fmt: skip
    given = [
        fact("油菜籽播种面积", "亩", "325", "2023-12-31", form="油料生产情况（2023年）"),
        fact(f"2024年{season}油菜面积", "亩", "330", "2024-12-10", form=f"{season}进度表"),
    ]
    assert values(read(rows, *given, on=ON), "C4") == [None]
