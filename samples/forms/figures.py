"""The places of invented forms, what units of measurement make of each other, and what a cell asks for."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple


class Unit(NamedTuple):
    """A line of UNITS.csv."""

    code: str
    name: str
    kind: str
    parent: str


TOWN = Unit("330402103", "凤桥镇", "镇", "330402")
VILLAGES = [
    Unit("330402103201", "新民村村委会", "村", TOWN.code),
    Unit("330402103202", "联丰村村委会", "村", TOWN.code),
    Unit("330402103203", "三星村村委会", "村", TOWN.code),
]
OTHER = Unit("330402104", "余新镇", "镇", "330402")
# What one of the first makes of the second: the maker's own table, not the filler's.
TIMES = {
    ("万人", "人"): 10000, ("公顷", "亩"): 15, ("万千瓦", "千瓦"): 10000, ("千瓦时", "万千瓦时"): Fraction(1, 10000),
    ("公斤", "吨"): Fraction(1, 1000), ("万吨", "吨"): 10000, ("平方米", "万平方米"): Fraction(1, 10000),
    ("万条", "条"): 10000, ("亩", "公顷"): Fraction(1, 15), ("元", "万元"): Fraction(1, 10000), ("亿元", "万元"): 10000,
    ("万元", "元"): 10000, ("公里", "米"): 1000, ("米", "公里"): Fraction(1, 1000), ("吨", "公斤"): 1000,
    ("斤", "公斤"): Fraction(1, 2), ("万株", "株"): 10000, ("立方米", "万立方米"): Fraction(1, 10000),
    ("万立方米", "立方米"): 10000, ("人次", "万人次"): Fraction(1, 10000), ("万册", "册"): 10000, ("万头", "头"): 10000,
}  # fmt: skip


class Ref(NamedTuple):
    """A cell to be filled: a figure (and its column's), of a unit, this period (0) or the one before (1), or the
    change between both."""

    figure: str
    column: str = ""
    unit: str = TOWN.code
    back: int = 0
    change: bool = False
