"""Forms on the filler's own store: who tells of it, by which words, and which lines such a form has."""

from __future__ import annotations

from datetime import date

from songbang.core.filling.facts import Place, Places
from songbang.core.filling.fill import Filled
from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

ON = date(2025, 10, 15)
Rows = list[list[object]]
LEDGER = "库存账（2025年三季度）"


def units(kind: str) -> Places:
    return Places([Place("1", "甲县", "县", "0"), Place("11", "城东", kind, "1"), Place("12", "城西", kind, "1")])


def account(second: str = "二、化肥", whole: str = "一、种子合计") -> Rows:
    return [
        ["县级储备农资收支存季报表"],
        ["填报单位：甲县 2025年三季度 计量单位：吨"],
        ["品种", "季初库存", "本季购进（轮入）", "本季销售（轮出）", "季末库存"],
        [whole, None, None, None, None],
        ["  稻种", None, None, None, None],
        ["  玉米种", None, None, None, None],
        [second, None, None, None, None],
        ["仓储设施", "计量单位", "数量"],
        ["标准仓库", "座", None],
        ["保管员", "人", None],
    ]


def cells_of(rows: Rows, kind: str, *indicators: tuple[str, str]) -> dict[str, Filled]:
    given = [
        fact(indicator, "吨", value, "2025-09-30", of=unit, form=LEDGER)
        for indicator, value in indicators
        for unit in ("11", "12")
    ]
    return read(rows, *given, on=ON, places=units(kind))


def test_a_store_lies_in_the_houses_that_keep_it_and_not_in_the_towns() -> None:
    told = ("稻种 / 轮入", "30"), ("稻种 / 期末库存", "200"), ("玉米种 / 轮出", "10")
    cells = cells_of(account(), "企业", *told)
    assert values(cells, "C5", "E5", "D6") == [60, 400, 20]
    assert values(cells, "D5", "C6") == [None, None]
    cells = cells_of(account(), "镇", *told)
    assert values(cells, "C5", "E5", "D6") == [None, None, None]


def test_what_all_have_in_store_neither_tells_nor_gainsays_ones_own() -> None:
    society = fact("社会化肥库存 / 化肥", "吨", "420", "2025-09-30", form="流通统计（2025年三季度）")
    assert values(read(account(), society, on=ON, places=units("企业")), "E7") == [None]
    own = [fact("化肥 / 期末库存", "吨", "200", "2025-09-30", of=unit, form=LEDGER) for unit in ("11", "12")]
    assert values(read(account(), society, *own, on=ON, places=units("企业")), "E7") == [400]


def test_what_a_store_can_hold_is_there_whatever_the_period() -> None:
    rows = account()
    rows[8:] = [["油罐罐容", "吨", None], ["冷库", "座", None]]
    told = fact("油罐总罐容", "吨", "1500", "2025-03-31", form="仓储设施台账")
    new = fact("新增罐容", "吨", "300", "2025-09-30", form="仓储设施台账")
    assert values(read(rows, told, new, on=ON, places=units("企业")), "C9") == [1500]
    assert values(read(rows, new, on=ON, places=units("企业")), "C9") == [None]
