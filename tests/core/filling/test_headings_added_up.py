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


@pytest.mark.parametrize("name", ["收集点（亭）", "收集房（点）", "收集站（点）", "垃圾亭（房）", "蓄水池（池）"])
def test_another_last_word_in_brackets_is_another_name(name: str) -> None:
    bare = name.partition("（")[0]
    rows: Rows = [["设施表"], ["填报单位：甲镇"], ["项目", "单位", "数量"], [bare, "个", None]]
    assert values(read(rows, fact(name, "个", "7", "2026-05-31"), on=ON), "C4") == [7]


@pytest.mark.parametrize(
    ("now", "before", "change"),
    [
        ("2026年度已参保人数", "2025年度已参保人数（合计）", "参保人数增减"),
        ("2026年参保人数", "2025年参保人数", "增减"),
        ("2026年度参保人数（人）", "2025年度参保人数（人）", "增减（人）"),
        ("2026年度已参保", "2025年度已参保", "较上年增减"),
        ("2026年参保居民", "2025年参保居民", "增减人数"),
    ],
)
def test_a_change_is_taken_between_the_years_that_headings_name(now: str, before: str, change: str) -> None:
    rows: Rows = [
        ["医疗保险参保情况表"],
        ["填报单位：甲镇", None, "统计时点：2026年2月28日", None, "单位：人"],
        ["年龄段", now, None, before, change],
        [None, "合计", "女", None, None],
        ["60周岁及以上", None, None, None, None],
    ]
    given = [
        fact("60周岁及以上参保人数", "人", "120", "2026-02-28", form="医保参保统计（2026年度）"),
        fact(f"60周岁及以上 / {before.replace('2025年度', '').replace('2025年', '')}", "人", "100", "2025-12-31",
             form="医疗保险参保情况表（2025年度）"),
    ]  # fmt: skip
    cells = read(rows, *given, on=date(2026, 3, 5), merged=("A3:A4", "B3:C3", "D3:D4", "E3:E4"))
    assert cells["E5"].asked.role == "difference"
    known = values(cells, "B5", "D5")
    assert values(cells, "E5") == ([20] if None not in known else [None])
