"""Relations among headings over several columns, parts that a form's notes tell, and whom an answer's label counts."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from songbang.core.filling.facts import Fact
from songbang.core.filling.fill import Filled
from songbang.core.filling.lexicon import wording
from songbang.core.filling.unsaid import kind_of
from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_registers_and_lists import fact

ON = date(2025, 7, 8)
DAY = "2025-06-30"


def told(label: str, unit: str, value: str, form: str = "台账（2025年1-6月）") -> Fact:
    return fact("1", label, unit, value, DAY, form)


@pytest.mark.parametrize(
    ("whole", "parts", "note"),
    [
        ("合计", ("城镇", "农村"), "逻辑关系：合计=城镇+农村。"),
        ("总计", ("户籍", "非户籍"), "审核关系：1.总计=户籍+非户籍；2.人数≥户数。"),
        ("全部", ("集中", "散居"), "平衡关系：全部=集中+散居"),
    ],
)
def test_a_total_of_headings_that_stand_over_several_columns_each(
    whole: str, parts: tuple[str, str], note: str
) -> None:
    rows: list[list[Any]] = [
        ["临时救助情况季报"],
        ["填报单位：甲镇", None, None, None, "2025年二季度"],
        ["项目", parts[0], None, parts[1], None, whole, None],
        [None, *("户数（户）", "人数（人）") * 3],
        ["临时救助", 4, 9, 6, 11, None, None],
        ["医疗救助", None, None, 3, 5, None, None],
        [f"说明：{note}"],
    ]
    given = [told(f"{parts[0]}医疗救助 / {label}", unit, value) for label, unit, value in
             (("户数", "户", "2"), ("人数", "人", "3"))]  # fmt: skip
    rows[4] = ["临时救助", *[None] * 6]
    for part, households, people in zip(parts, ("4", "6"), ("9", "11"), strict=True):
        given += [told(f"{part}临时救助 / 户数", "户", households), told(f"{part}临时救助 / 人数", "人", people)]
    given += [told(f"{parts[1]}医疗救助 / 户数", "户", "3"), told(f"{parts[1]}医疗救助 / 人数", "人", "5")]
    rows[5] = ["医疗救助", *[None] * 6]
    cells = read(rows, *given, on=ON, merged=("A3:A4", "B3:C3", "D3:E3", "F3:G3"))
    assert values(cells, "F5", "G5", "F6", "G6") == [10, 20, 5, 8]


def test_a_line_lists_a_measure_for_each_of_its_columns() -> None:
    rows: list[list[Any]] = [
        ["社会救助季报"],
        ["填报单位：甲镇", None, "2025年二季度"],
        ["项目", "户数（户）", "人数（人）"],
        ["一、低保对象", None, None],
        ["二、本季临时救助（户次、人次）", None, None],
        ["三、本季慰问走访（户次/人次）", None, None],
    ]
    cells = read(rows, on=ON)
    assert [cells[name].slot.measure for name in ("B4", "C4", "B5", "C5", "B6", "C6")] == [
        "户", "人", "户次", "人次", "户次", "人次",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "heading", "all_", "served"),
    [
        ("0—6岁儿童健康管理人数", "0-6岁儿童健康管理", "辖区0-6岁儿童数", "管理人数"),
        ("65岁以上老年人健康管理人数", "65岁以上老年人健康管理", "65岁以上老年人口", "管理人数"),
        ("残疾人康复服务人数", "残疾人康复服务", "残疾人数", "服务人数"),
    ],
)
def test_all_of_whom_a_heading_tells_what_is_done_for_them(row: str, heading: str, all_: str, served: str) -> None:
    rows: list[list[Any]] = [
        ["公共服务情况表"],
        ["填报单位：甲镇", None, "2025年6月30日"],
        ["项目", "单位", "数量"],
        [row, "人", None],
        ["其他人数", "人", None],
    ]
    every = told(f"{heading} / {all_}", "人", "80")
    assert values(read(rows, every, on=ON), "C4") == [None]
    assert values(read(rows, every, told(f"{heading} / {served}", "人", "73"), on=ON), "C4") in ([73], [None])


def form(note: str, *labels: str, codes: tuple[str, ...] = ("01", "02", "03", "04", "05")) -> list[list[Any]]:
    return [
        ["登记管理情况表"],
        ["填报单位：甲镇", None, None, "2025年上半年"],
        ["编号", "项目", "单位", "期末数"],
        *([code, label, "人", None] for code, label in zip(codes, labels, strict=False)),
        [f"说明：{note}"],
    ]


def above(cells: dict[str, Filled], name: str) -> list[str]:
    return [row.label for row in cells[name].slot.row.above]


PARTED = ("登记人员", "其中：省外流入", "省内流入", "其中：女性", "持证人员")


@pytest.mark.parametrize("note", ["01=02+03；01≥04。", "审核关系：1.01=02+03。2.01≥04", "逻辑关系：01≥02+03，01>=04"])
def test_notes_tell_of_which_line_others_are_parts(note: str) -> None:
    cells = read(form(note, *PARTED), on=ON)
    assert [above(cells, name) for name in ("D5", "D6", "D7")] == [["登记人员"]] * 3
    assert above(cells, "D8") == []


def test_without_notes_a_line_after_a_part_stands_for_itself() -> None:
    cells = read(form("本表由派出所填报。", *PARTED), on=ON)
    assert above(cells, "D6") == []


def test_a_relation_of_columns_tells_nothing_of_lines() -> None:
    rows = form("1=2+3。", "甲类人员", "其中：乙类人员", "丙类人员", codes=("1", "2", "3"))
    rows[2] = ["编号", "项目", "单位", "合计", "男", "女"]
    rows.insert(3, ["甲", "乙", "丙", "1", "2", "3"])
    assert above(read(rows, on=ON), "D7") == []


@pytest.mark.parametrize("who", ["特困人员", "边缘易致贫人员", "低保人员"])
def test_people_counted_in_households_are_those_of_such(who: str) -> None:
    rows: list[list[Any]] = [
        ["农村危房改造情况表"],
        ["填报单位：甲镇", None, "2025年1—6月"],
        ["指标", "单位", "本期"],
        [who.replace("人员", "户"), "户", None],
        ["开工户数", "户", None],
    ]
    given = [told(who, "户", "4", form="危房改造台账（2025年1-6月）")]
    assert values(read(rows, *given, on=ON), "C4") == [4]


def test_a_part_of_what_is_done_in_the_forms_time_is_done_in_it() -> None:
    rows: list[list[Any]] = [
        ["房屋安全情况表"],
        ["填报单位：甲镇", None, "2025年1—6月"],
        ["指标", "单位", "本期"],
        ["排查自建房", "栋", None],
        ["其中：经营性自建房", "栋", None],
    ]
    given = [told("累计排查自建房", "栋", "812"), told("累计排查自建房 / 经营性自建房", "栋", "97")]
    cells = read(rows, *given, on=ON)
    assert (cells["C5"].asked.kind, values(cells, "C4", "C5")) == ("flow", [812, 97])


@pytest.mark.parametrize(
    ("label", "kind"),
    [("新鉴定危房", "flow"), ("新认定家庭农场", "flow"), ("新评定星级旅馆", "flow"), ("新确诊患者", "flow"),
     ("高新认定企业", "stock"), ("在册患者", "stock")],
)  # fmt: skip
def test_what_is_newly_determined_comes_about(label: str, kind: str) -> None:
    assert kind_of(wording(label).tokens, label, None) == kind


@pytest.mark.parametrize("label", ["C、D级危房", "C级和D级危房", "C级、D级危房", "C级及D级危房", "C级与D级危房"])
def test_two_grades_are_said_one_way(label: str) -> None:
    assert wording(label).tokens == wording("CD级危房").tokens


@pytest.mark.parametrize(
    ("came", "went", "note"),
    [
        ("全年新接收（人）", "全年解除矫正（人）", "年末在册对象=年初在册+新接收-解除"),
        ("本年新接收人数（人）", "本年解除人数（人）", "年末在册=年初在册+新接收-解除"),
    ],
)
def test_a_relation_names_lines_without_the_forms_own_time(came: str, went: str, note: str) -> None:
    rows: list[list[Any]] = [
        ["社区矫正年报"],
        ["填报单位：甲镇", "2025年"],
        ["年初在册对象（人）", None, came, None],
        [went, None, "年末在册对象（人）", None],
        [f"说明：{note}。"],
    ]
    given = [
        fact("1", "社区矫正 / 年初在册对象", "人", "23", "2024-12-31", "社区矫正台账"),
        fact("1", "全年新接收", "人", "17", "2025-12-31", "社区矫正台账（2025年）"),
        fact("1", "全年解除", "人", "19", "2025-12-31", "社区矫正台账（2025年）"),
    ]
    cells = read(rows, *given, on=date(2026, 1, 14))
    assert [check.relation for check in cells["D4"].checks] == [note]


@pytest.mark.parametrize(
    ("head", "register", "label"),
    [
        ("养老机构", "养老机构信息登记表（2025年末）", "核定床位"),
        ("养老机构", "养老机构备案台账（2025年末）", "备案床位"),
    ],
)
def test_what_a_registers_title_names_goes_with_what_it_says(head: str, register: str, label: str) -> None:
    rows: list[list[Any]] = [
        ["老年人基本情况统计表"],
        ["填报单位：甲镇", None, None, "2025年末"],
        ["指标", "单位", "数量"],
        [f"{head}床位数", "张", None],
    ]
    given = [fact("1", label, "张", "180", "2025-12-31", register)]
    assert values(read(rows, *given, on=date(2026, 1, 14)), "C4") == [180]
