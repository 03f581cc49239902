"""Units by name, alias, collective, and in running text."""

from __future__ import annotations

import pytest

from songbang.core.text import traditional
from songbang.core.units import Unit, UnitTree
from tests.core.reading.making import (
    COUNTY,
    FENGNAN,
    FENGQIAO,
    JIANSHE,
    JINGXIANG,
    NANHU,
    NANHU_COMMUNITY,
    STREETS,
    TOWNS,
    UNITS,
    XIANGJIADANG,
    XINFENG,
    XINQU,
    YONGHONG_F,
    YONGHONG_X,
    ZHULIN,
    district,
    lexicon,
)

VILLAGES_OF_XINFENG = {JINGXIANG, ZHULIN, YONGHONG_X}


def named(text: str, keeper: str | None = None) -> set[str]:
    """The units of a cell, which must name no unknown one, and none twice."""
    cell = district().cell(text, keeper)
    assert cell.unknown is None, cell
    assert len(set(cell.codes)) == len(cell.codes)
    return set(cell.codes)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("新丰镇", XINFENG),
        (" 新丰 镇 ", XINFENG),
        ("新丰", XINFENG),
        ("新丰乡", XINFENG),
        ("南湖区新丰镇", XINFENG),
        ("嘉兴市南湖区新丰镇", XINFENG),
        ("嘉兴市新丰镇", XINFENG),
        ("建设", JIANSHE),
        ("新区", XINQU),
        ("湘家荡", XIANGJIADANG),
        ("南湖街道办", NANHU),
        ("净湘村委会", JINGXIANG),
        ("区本级", COUNTY),
        ("南湖社区", NANHU_COMMUNITY),
    ],
)
def test_a_cell_names_a_unit_by_name_or_alias(text: str, code: str) -> None:
    assert named(text) == {code}


@pytest.mark.parametrize("unit", [u for u in UNITS if u.name != "永红村"], ids=lambda u: u.name)
def test_every_name_and_alias_is_understood_in_either_script(unit: Unit) -> None:
    for word in (unit.name, *unit.aliases):
        assert named(traditional(word)) == {unit.code}, word


@pytest.mark.parametrize("text", ["南湖", "余新镇", "民政局", "全区", "新丰镇、余新镇", "永红村", "—", "各部门"])
def test_a_name_that_no_unit_bears_or_several_do_is_unknown(text: str) -> None:
    cell = district().cell(text)
    assert cell.codes == ()
    assert cell.unknown


def test_the_unknown_name_of_a_list_is_told() -> None:
    assert district().cell("新丰镇、余新镇").unknown == "余新镇"


def test_an_alias_of_two_units_names_neither() -> None:
    tree = UnitTree([Unit("1", "甲子镇", "town", ("甲子",)), Unit("2", "甲子街道", "town", ("甲子",))])
    assert tree.cell("甲子").unknown == "甲子"


def test_of_two_villages_of_one_name_the_keepers_own_is_meant() -> None:
    assert named("永红村", XINFENG) == {YONGHONG_X}
    assert named("永红村", FENGQIAO) == {YONGHONG_F}


def test_a_full_name_outweighs_another_units_alias() -> None:
    tree = UnitTree([Unit("1", "新城", "town"), Unit("2", "新城街道", "town", ("新城",))])
    assert tree.cell("新城").codes == ("1",)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("新丰镇、凤桥镇", {XINFENG, FENGQIAO}),
        ("新丰，建设", {XINFENG, JIANSHE}),
        ("新丰镇,南湖新区", {XINFENG, XINQU}),
        ("新丰、新丰镇", {XINFENG}),
        ("各镇", {*TOWNS}),
        ("各街道", {*STREETS}),
        ("各镇、街道", {*TOWNS, *STREETS}),
        ("各镇（街道）", {*TOWNS, *STREETS}),
        ("各鎮（街道）", {*TOWNS, *STREETS}),
        ("各镇、各街道", {*TOWNS, *STREETS}),
        ("各镇、街道，湘家荡", {*TOWNS, *STREETS, XIANGJIADANG}),
        ("各镇、街道、湘家荡、南湖新区", {*TOWNS, *STREETS, XIANGJIADANG, XINQU}),
        ("除新丰镇外的各镇、街道", {FENGQIAO, *STREETS}),
        ("各镇（街道）（除新丰镇外）", {FENGQIAO, *STREETS}),
        ("各镇、街道（新丰镇除外）", {FENGQIAO, *STREETS}),
        ("各镇（街道），除建设街道外", {*TOWNS, NANHU}),
        ("各镇（街道）（除新丰、建设外）", {FENGQIAO, NANHU}),
        ("除新丰镇、建设街道外的各镇（街道）", {FENGQIAO, NANHU}),
    ],
)
def test_a_cell_names_several_units_or_a_collective_with_exceptions(text: str, codes: set[str]) -> None:
    assert named(text) == codes
    assert named(text, XINFENG) == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("各村", VILLAGES_OF_XINFENG),
        ("各社区", {FENGNAN}),
        ("各村（社区）", {*VILLAGES_OF_XINFENG, FENGNAN}),
        ("各村、社区", {*VILLAGES_OF_XINFENG, FENGNAN}),
        ("除净湘村外的各村", VILLAGES_OF_XINFENG - {JINGXIANG}),
        ("各村（社区）（除净湘村外）", {*VILLAGES_OF_XINFENG, FENGNAN} - {JINGXIANG}),
        ("各村（社区）（净湘村除外）", {*VILLAGES_OF_XINFENG, FENGNAN} - {JINGXIANG}),
        ("各村（除永红村外）", {JINGXIANG, ZHULIN}),
    ],
)
def test_every_village_is_one_under_the_keeper(text: str, codes: set[str]) -> None:
    assert named(text, XINFENG) == codes


def test_every_village_without_a_keeper_is_unknown() -> None:
    assert district().cell("各村（社区）").unknown


def test_all_villages_but_all_of_them_is_nobody_and_so_unknown() -> None:
    assert district().cell("各社区（除丰南社区外）", XINFENG).unknown


def test_an_exception_that_nobody_knows_is_told() -> None:
    assert district().cell("各镇（除余新镇外）").unknown == "余新镇"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("新丰镇2019年收文登记簿", XINFENG),
        ("新豐鎮二〇一九年收文登記簿", XINFENG),
        ("南湖区新丰镇会议台账", XINFENG),
        ("南湖区新丰镇净湘村会议台账", JINGXIANG),
        ("南湖街道南湖社区", NANHU_COMMUNITY),
        ("南湖区督查检查考核登记", COUNTY),
        ("嘉兴市南湖区", COUNTY),
        ("南湖新区收文", XINQU),
        ("湘家荡区域会议", XIANGJIADANG),
    ],
)
def test_running_text_names_its_lowest_unit(text: str, code: str) -> None:
    assert district().mentioned(text, noise=lexicon().noise) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("建设", JIANSHE),
        ("建设2019年收文登记", JIANSHE),
        ("新区会议台账", XINQU),
        ("新丰（2019）收文", XINFENG),
        ("建设街道项目建设推进会", JIANSHE),
        ("基层组织建设收文登记", None),
        ("项目建设", None),
        ("高新区督查登记", None),
        ("新区建设进度", None),
        ("2019年收文登记", None),
        ("", None),
    ],
)
def test_a_short_alias_that_is_an_ordinary_word_counts_only_alone(text: str, code: str | None) -> None:
    assert district().mentioned(text, noise=lexicon().noise) == code


def test_two_units_of_the_lowest_level_name_none() -> None:
    assert district().mentioned("新丰镇、凤桥镇联席会议") is None


def test_the_tree_knows_levels_and_what_lies_below() -> None:
    tree = district()
    assert {u.code for u in tree.below(XINFENG)} == {*VILLAGES_OF_XINFENG, FENGNAN}
    assert {u.code for u in tree.below(COUNTY)} == {u.code for u in UNITS if u.level == "village"}
    assert tree.county is not None
    assert tree.county.code == COUNTY
    assert len(tree) == len(UNITS)


def test_two_counties_are_no_county_and_a_circle_of_parents_does_not_hang() -> None:
    tree = UnitTree([Unit("1", "甲区", "county"), Unit("2", "乙区", "county"), Unit("3", "丙村", "village", (), "3")])
    assert tree.county is None
    assert tree.below("1") == []
