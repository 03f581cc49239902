"""Relations between headings that each stand over several columns, and lines that list a measure for each of these."""

from __future__ import annotations

from datetime import date

import pytest

from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

Rows = list[list[object]]
ON = date(2026, 7, 3)


def parted(relation: str, heads: tuple[str, str, str], line: str = "特困人员") -> Rows:
    return [
        ["救助情况表"],
        ["填报单位：甲镇", None, None, None, None, None, "2026年第二季度"],
        ["项目", heads[0], None, heads[1], None, heads[2], None],
        [None, *("户数（户）", "人数（人）") * 3],
        [line, *[None] * 6],
        [f"逻辑关系：{relation}"],
    ]


MERGED = ("A3:A4", "B3:C3", "D3:E3", "F3:G3")


@pytest.mark.parametrize(
    ("relation", "heads"),
    [
        ("合计=城市+农村", ("城市", "农村", "合计")),
        ("合计＝城镇＋农村。", ("城镇", "农村", "合计")),
        ("合计=城市+农村；户数≤人数", ("合计", "城市", "农村")),
        ("总计=城市+农村", ("城市", "农村", "总计")),
    ],
)
def test_a_relation_of_headings_holds_of_each_kind_of_column_below_them(
    relation: str, heads: tuple[str, str, str]
) -> None:
    counted = [(head, kind) for head in heads for kind in ("户", "人") if head not in ("合计", "总计")]
    given = [
        fact(f"{head}特困人员 / {kind}数", kind, str(10 + n), "2026-06-30", form="救助月报")
        for n, (head, kind) in enumerate(counted)
    ]
    cells = read(parted(relation, heads), *given, on=ON, merged=MERGED)
    at = {"合计": "BC", "城市": "FG"}[heads[0]] if heads[0] == "合计" else "FG"
    assert values(cells, f"{at[0]}5", f"{at[1]}5") == [22, 24]


def test_a_line_lists_its_measure_for_each_column() -> None:
    rows = parted("合计=城市+农村", ("城市", "农村", "合计"), "本季临时救助（户次、人次）")
    cells = read(rows, on=ON, merged=MERGED)
    assert [cells[f"{column}5"].slot.measure for column in "BCDEFG"] == ["户次", "人次"] * 3


@pytest.mark.parametrize("title", ["社会救助季报", "社会救助情况季报", "社会救助基本情况季报（2026年1季度）"])
def test_a_quarters_form_asks_anew_what_its_last_issue_told_under_a_like_title(title: str) -> None:
    rows: Rows = [
        ["社会救助情况季报表"],
        ["填报单位：甲镇", None, "2026年第二季度"],
        ["项目", "单位", "数量"],
        ["低保边缘家庭", "户", None],
    ]
    given = [fact("低保边缘家庭", "户", "78", "2026-03-31", form=title)]
    cell = read(rows, *given, on=ON)["C4"]
    assert (cell.verdict.status, cell.verdict.value) == ("stale", 78)


@pytest.mark.parametrize("name", ["收集点（亭）", "收集房（点）", "收集站（点）", "垃圾房（屋）", "蓄水池（池）"])
def test_another_last_word_in_brackets_is_another_name(name: str) -> None:
    bare = name.partition("（")[0]
    rows: Rows = [["设施表"], ["填报单位：甲镇"], ["项目", "单位", "数量"], [bare, "个", None]]
    assert values(read(rows, fact(name, "个", "7", "2026-05-31"), on=ON), "C4") == [7]
