"""Single cells: channel, line, class, yes or no, counts."""

from __future__ import annotations

import pytest

from songbang.core.reading.cells import CellReader
from songbang.core.registers import LINES, UNSTATED
from songbang.core.text import traditional
from tests.core.reading.making import lexicon


@pytest.fixture(scope="module")
def cells() -> CellReader:
    return CellReader(lexicon())


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("电子", "electronic"),
        ("OA", "electronic"),
        ("oa系统", "electronic"),
        ("ＯＡ", "electronic"),
        ("协同办公", "electronic"),
        ("网上传输", "electronic"),
        ("電子", "electronic"),
        ("纸质", "paper"),
        ("紙質", "paper"),
        ("机要", "paper"),
        ("机要交换箱", "paper"),
        ("交换箱", "paper"),
        ("电子、纸质", UNSTATED),
        ("", UNSTATED),
        ("其他", UNSTATED),
    ],
)
def test_the_channel_of_a_document(cells: CellReader, text: str, channel: str) -> None:
    assert cells.channel(text) == channel


@pytest.mark.parametrize(
    ("line", "texts"),
    [
        ("economy", ["经济", "招商引资", "统计"]),
        ("social_governance", ["综治", "平安", "政法综治", "信访"]),
        ("party_building", ["党建", "组织", "宣传", "党群"]),
        ("civil_affairs", ["民政", "救助", "社保", "残联"]),
        ("urban_rural", ["城建", "城乡建设", "城管", "征迁"]),
        ("agriculture", ["农业", "三农", "水利", "农村"]),
        ("health_education", ["文卫", "文教", "教育", "卫生"]),
        ("emergency", ["安全", "安监", "应急", "消防", "防汛"]),
        ("ecology", ["环保", "治水", "垃圾分类", "环境"]),
        ("other", ["综合", "其他", "办公室"]),
        (UNSTATED, ["", "老干部"]),
    ],
)
def test_the_line_of_work(cells: CellReader, line: str, texts: list[str]) -> None:
    assert line == UNSTATED or line in LINES
    for text in texts:
        assert cells.line(text) == cells.line(traditional(text)) == line, text


@pytest.mark.parametrize(
    ("kind", "name", "found"),
    [
        ("公众号", "新丰发布", "account"),
        ("微信公众平台", "新丰发布", "account"),
        ("订阅号", "", "account"),
        ("政务微博", "新丰", "account"),
        ("抖音", "新丰", "account"),
        ("APP", "浙里办", "app"),
        ("ａｐｐ", "浙里办", "app"),
        ("小程序", "垃圾分类", "app"),
        ("客户端", "", "app"),
        ("微信群", "防汛群", "group"),
        ("工作群", "", "group"),
        ("钉钉群", "", "group"),
        ("", "新丰镇防汛工作群", "group"),
        ("", "学习App", "app"),
        ("其他", "新丰发布公众号", "account"),
        ("", "无名", UNSTATED),
    ],
)
def test_the_class_comes_from_the_type_else_from_the_name(cells: CellReader, kind: str, name: str, found: str) -> None:
    assert cells.digital_class(kind, name) == cells.digital_class(traditional(kind), traditional(name)) == found


@pytest.mark.parametrize("value", ["是", "√", True, 1, 1.0, "南督〔2019〕3号", "区民政局", "纸质台账", "已报备"])
def test_a_yes_a_plan_number_or_a_body_named_is_yes(cells: CellReader, value: object) -> None:
    assert cells.yes(value)


@pytest.mark.parametrize("value", ["", "否", "无", "×", False, 0, 0.0, "计划外", "未报备", " ", "—"])
def test_blank_and_no_are_no(cells: CellReader, value: object) -> None:
    assert not cells.yes(value)


@pytest.mark.parametrize(
    ("value", "count"),
    [
        (14, 14),
        (14.0, 14),
        ("14", 14),
        ("14个", 14),
        ("１４项", 14),
        ("约14项", 14),
        (0, 0),
        ("", None),
        ("若干", None),
        (True, None),
        (-1, None),
        ("—", None),
    ],
)
def test_a_count_is_a_whole_number_or_none(cells: CellReader, value: object, count: int | None) -> None:
    assert cells.count(value) == count
