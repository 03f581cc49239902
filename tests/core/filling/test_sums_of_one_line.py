"""A sum over the units below that one line of a table names is not its whole's, which names it less."""

from __future__ import annotations

from datetime import date

from songbang.core.filling.facts import Fact
from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

ON = date(2024, 1, 20)
Rows = list[list[object]]
ROWS: Rows = [
    ["救护车辆配备情况表"],
    ["填报单位：甲镇", None, "2023年"],
    ["机构", "代码", "担架（副）", "站员（人）"],
    ["合计", "01", None, None],
    ["镇卫生院", "02", None, None],
    ["村急救站", "03", None, None],
    ["说明：01=02+03。"],
]


def told(indicator: str, unit: str, *values_: int, register: str = "村急救站登记表") -> list[Fact]:
    places = ("11", "12") if len(values_) > 1 else ("1",)
    return [
        fact(indicator, unit, str(value), "2023-11-30", of=place, form=register)
        for place, value in zip(places, values_, strict=True)
    ]


def test_the_sum_is_the_lines_that_the_register_is_of() -> None:
    cells = read(ROWS, *told("配备担架", "副", 4, 5), on=ON)
    assert values(cells, "C4", "C5", "C6") == [None, None, 9]


def test_with_the_other_line_the_whole_adds_up() -> None:
    given = [*told("配备担架", "副", 4, 5), *told("镇卫生院 / 担架", "副", 11, register="医疗设备台账")]
    assert values(read(ROWS, *given, on=ON), "C4", "C5", "C6") == [20, 11, 9]


def test_who_serves_at_a_station_is_of_its_people() -> None:
    cells = read(ROWS, *told("站员人数", "人", 3, 2), on=ON)
    assert values(cells, "D5", "D6") == [None, 5]


def test_the_towns_own_sum_of_all_is_the_wholes() -> None:
    cells = read(ROWS, *told("配备担架", "副", 4, 5, register="各村物资登记"), on=ON)
    assert values(cells, "C5", "C6") == [None, None]
