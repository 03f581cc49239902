"""What a form's notes say alone counts: 门牌只计院落、沿街门牌."""

from __future__ import annotations

from datetime import date

from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

ON = date(2024, 9, 18)
DAY = "2024-06-30"


def signs(note: str, told: str) -> list[object]:
    rows: list[list[object]] = [
        ["地名和门牌管理情况表"],
        ["填报时间：2024年9月"],
        ["类别", "门牌", None, "住宅小区（个）"],
        [None, "总数（块）", "待更换（块）", None],
        ["柳荫里片", None, None, None],
        ["合计", None, None, None],
        [note],
    ]
    cells = read(rows, fact(told, "块", "412", DAY, form="标准地址台账"), on=ON, merged=("B3:C3", "A3:A4", "D3:D4"))
    return values(cells, "B6", "C6")


def test_what_alone_counts_is_all_that_is_asked_for() -> None:
    note = "说明：1.门牌只计院落、沿街门牌，不计楼牌。"
    assert signs(note, "院落、沿街门牌 / 总数") == [412, None]
    assert signs(note, "沿街门牌 / 总数") == [None, None]
    assert signs("说明：1.门牌由社区清点。", "院落、沿街门牌 / 总数") == [None, None]
    assert signs("说明：1.沿街门牌不计入总数。", "院落、沿街门牌 / 总数") == [None, None]
