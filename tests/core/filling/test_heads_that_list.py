"""A heading that lists what its columns tell binds none of them to the others; a column counts in its own measure."""

from __future__ import annotations

from datetime import date

from songbang.core.filling.explain import labels
from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

ON = date(2025, 1, 20)
Rows = list[list[object]]
ROWS: Rows = [
    ["畜禽粪污情况表"], ["填报单位：甲镇", None, None, "2024年"],
    ["畜种", "规模养殖场", "粪污产生和利用", None], [None, "年末场数（个）", "产生量（吨）", "利用量（吨）"],
    ["生猪（头）", None, None, None], ["肉牛（头）", None, None, None],
]  # fmt: skip
MERGED = ("C3:D3", "A3:A4")


def test_what_is_made_is_not_what_is_used() -> None:
    given = [
        fact("生猪 / 粪污产生量", "吨", "286", "2024-12-31", form="资源化利用台账（2024年）"),
        fact("生猪 / 粪污利用量", "吨", "241", "2024-12-31", form="资源化利用台账（2024年）"),
        fact("肉牛 / 粪污产生量", "吨", "157", "2024-12-31", form="资源化利用台账（2024年）"),
    ]
    assert values(read(ROWS, *given, on=ON, merged=MERGED), "C5", "D5", "C6", "D6") == [286, 241, 157, None]


def test_farms_are_counted_and_not_pigs() -> None:
    given = [
        fact("规模养殖场 / 生猪 / 年末场数", "个", "14", "2024-12-31", form="直报系统"),
        fact("规模养殖场 / 肉牛 / 年末存栏", "头", "900", "2024-12-31", form="直报系统"),
    ]
    assert values(read(ROWS, *given, on=ON, merged=MERGED), "B5", "B6") == [14, None]


def test_a_heading_that_lists_no_columns_stays() -> None:
    rows: Rows = [["水利情况表"], ["填报单位：甲镇", None, "2024年"], ["项目", "农林和水利", None]]
    rows += [[None, "投资额（万元）", "项目数（个）"], ["东片", None, None]]
    given = [fact("东片 / 投资额", "万元", "30", "2024-12-31", form="商业年报（2024年）")]
    assert values(read(rows, *given, on=ON, merged=("B3:C3",)), "B5") == [None]


def test_its_label_stays_as_it_is_printed() -> None:
    cells = read(ROWS, on=ON, merged=MERGED)
    assert labels(cells["D5"].slot) == ("生猪（头）", "粪污产生和利用 / 利用量（吨）")
