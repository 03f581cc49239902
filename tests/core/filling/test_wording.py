"""Wordings that mean the same come to the same words; those that merely look alike do not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from songbang.core.filling.lexicon import wording
from songbang.core.filling.measures import measure
from songbang.core.filling.saying import said
from songbang.core.filling.spans import spans_in, tags_in
from songbang.core.filling.unsaid import defaults


def tokens(label: str) -> frozenset[str]:
    found = wording(label)
    return defaults(found.tokens | found.aside)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("（二）其中： 黄  瓜", "黄瓜"),
        ("80周岁以上户籍老年人", "80岁及以上老人（户籍）"),
        ("最低生活保障人数", "在册低保对象人数"),
        ("农民合作社个数", "农民专业合作社总数"),
        ("承包耕地流转面积", "耕地流转面积"),
        ("楼幢总数", "楼栋（幢）数"),
        ("一般公共预算收入合计", "公共财政收入"),
        ("外来流动人口", "登记在册流动人口数"),
        ("执业(助理)医师数", "执业（助理）医师"),
    ],
)
def test_the_same_in_other_words(one: str, other: str) -> None:
    assert tokens(one) == tokens(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("户籍人口", "常住人口"),
        ("油菜", "油菜籽"),
        ("耕地面积", "承包耕地面积"),
        ("农业从业人员", "第一产业从业人员"),
        ("农村人口", "乡村人口"),
        ("小学专任教师数", "小学教职工数"),
        ("60周岁以上户籍老年人", "65周岁以上户籍老年人"),
        ("参加农民合作社的户数", "农民合作社成员数"),
        ("工业总产值", "规模以上工业总产值"),
        ("稻谷播种面积", "稻谷产量"),
        ("猪存栏", "猪出栏"),
        ("网格数", "微网格数"),
        ("低保户数", "低保边缘家庭户数"),
    ],
)
def test_alike_but_not_the_same(one: str, other: str) -> None:
    assert tokens(one) != tokens(other)


@pytest.mark.parametrize(
    ("one", "other", "times"), [("亩", "公顷", 1 / 15), ("万人", "人", 10000), ("名", "人", 1), ("元", "万元", 1e-4)]
)
def test_measures_convert(one: str, other: str, times: float) -> None:
    first, second = measure(one), measure(other)
    assert first and second
    assert float(first.to(second)) == pytest.approx(times)


def test_an_expected_figure_is_an_estimate_and_a_budget_of_a_final_account_is_not() -> None:
    day = date(2016, 12, 31)
    assert said("产量预计表", "稻谷 / 产量", day).estimate
    assert said("采购计划", "铁锹 计划购置", day).estimate
    assert not said("财政预算收支决算表", "一般公共预算收入", day).estimate


@pytest.mark.parametrize(
    ("form", "indicator", "months"),
    [("年报", "产量", 12), ("甲表", "产量（1-9月累计）", 9), ("甲季报（2018年1季）", "产值 / 1—本季", 3),
     ("甲表", "产值（上半年）", 6),
     ("甲表（2018年2季）", "产值 / 本季", 3)],
)  # fmt: skip
def test_wording_tells_how_long_a_flow_runs(form: str, indicator: str, months: int) -> None:
    day = {12: date(2018, 12, 31), 9: date(2018, 9, 30), 3: date(2018, 3, 31), 6: date(2018, 6, 30)}[months]
    assert said(form, indicator, day).months == months


def test_periods_and_relative_words_are_found() -> None:
    span, rest = spans_in("2024年1—8月购入")
    assert span and (span.first, span.last, rest) == (date(2024, 1, 1), date(2024, 8, 31), "购入")
    assert tags_in("上年末") == (frozenset({"before_start"}), "")


def test_how_often_and_how_many_came_are_not_one_thing() -> None:
    assert wording("文化活动场次").tokens == wording("文化活动人次").tokens
    once, came = measure("场次"), measure("人次")
    assert once is not None
    assert came is not None
    assert once.dimension != came.dimension


def test_an_elements_other_name_says_when_too() -> None:
    assert wording("年末户籍人口") == replace(wording("户籍总人口"), tags=frozenset({"end"}))


@pytest.mark.parametrize("label", ["检测人次合计", "检测人次", "检测批次数总计"])
def test_what_things_are_counted_by_says_nothing_before_a_total_either(label: str) -> None:
    assert wording(label).tokens == {"检测"}


@pytest.mark.parametrize("label", ["检测场次计划", "检测站台账合计"])
def test_what_only_sounds_like_it_does(label: str) -> None:
    assert wording(label).tokens != {"检测"}
