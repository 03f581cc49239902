"""Places inside a unit, by their names with their kind or without."""

from __future__ import annotations

from datetime import date

from songbang.core.filling.facts import Place, Places
from tests.core.filling.test_headings_and_times import read, values
from tests.core.filling.test_judging import fact

ON = date(2025, 12, 5)
VILLAGE = Places([Place("1", "石门村", "村", "0"), Place("2", "柳林村", "村", "0")])
Rows = list[list[object]]


def lines(*columns: str) -> Rows:
    return [
        ["村情登记表"],
        ["填报单位：石门村 2025年11月"],
        ["项目", "计量单位", "本村", *columns],
        ["户籍人口", "人", None, *(None for _ in columns)],
        ["汽车", "辆", None, *(None for _ in columns)],
        ["村道里程", "公里", None, *(None for _ in columns)],
    ]


def test_a_place_is_known_by_its_name_with_its_kind_and_without() -> None:
    given = [
        fact("户籍人口 / 大坪", "人", "410", "2025-09-30", form="户籍人口台账"),
        fact("汽车 / 大坪村民小组", "辆", "52", "2025-09-30", form="车辆摸排表"),
        fact("汽车 / 沙湾", "辆", "31", "2025-09-30", form="车辆摸排表"),
        fact("村道里程 / 大坪段", "公里", "3.2", "2025-09-30", form="农村公路台账"),
        fact("村道里程 / 沙湾", "公里", "2.5", "2025-09-30", of="2", form="农村公路台账"),
    ]
    cells = read(lines("大坪自然村", "沙湾自然村"), *given, on=ON, places=VILLAGE)
    assert values(cells, "D4", "D5", "E5") == [410, 52, 31]
    assert values(cells, "E4", "D6", "E6", "C5") == [None, None, None, None]


def test_what_is_counted_is_no_place() -> None:
    given = [
        fact("户籍人口 / 通硬化路", "人", "410", "2025-09-30", form="户籍人口台账"),
        fact("户籍人口 / 第一", "人", "120", "2025-09-30", form="户籍人口台账"),
        fact("户籍人口 / 大坪", "人", "300", "2025-09-30", form="户籍人口台账"),
    ]
    cells = read(lines("通硬化路自然村", "第一村民小组"), *given, on=ON, places=VILLAGE)
    assert values(cells, "D4", "E4") == [None, None]
    cells = read(lines("大坪自然村", "大坪村民小组"), *given, on=ON, places=VILLAGE)
    assert values(cells, "D4", "E4") == [None, None]
