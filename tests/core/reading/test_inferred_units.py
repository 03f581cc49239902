"""Units where nobody gave a list: from folders, files, titles, and columns of villages."""

from __future__ import annotations

from songbang.core.reading.books import Book, Sheet
from songbang.core.reading.unitlist import infer_units
from songbang.core.units import UnitTree


def _tree(*books: Book) -> UnitTree:
    return infer_units(books)


def _book(file: str, *rows: list[str]) -> Book:
    folders = (*tuple(reversed(file.split("/")[:-1])), "registers")
    return Book(file, "0" * 64, [Sheet("Sheet1", rows)], "excel", folders)


SIGNS = [
    ["湘家荡牌子登记"],
    ["村（社区）", "牌子名称"],
    *([name, "党群服务中心"] for name in ("湘湖社区", "大树村", "湘都社区")),
]


def test_a_town_in_a_title_is_a_unit_with_its_short_name() -> None:
    tree = _tree(_book("收文.xlsx", ["南湖区新丰镇2018年收文登记簿"]))
    assert tree.find("新丰") == "新丰镇"
    assert tree["新丰镇"].parent == "南湖区"


def test_a_functional_area_is_known_by_its_folder_and_titles() -> None:
    tree = _tree(_book("湘家荡/牌子.xlsx", *SIGNS))
    assert tree["湘家荡"].level == "town"


def test_a_folder_that_names_only_what_lies_in_it_is_no_unit() -> None:
    tree = _tree(_book("收文/2018年收文.xlsx", ["新丰镇收文"]), _book("村社区/台账.xlsx", ["村社区台账"]))
    assert {"收文", "村社区"} & set(tree.units) == set()


def test_a_column_of_villages_names_them_under_the_unit_that_keeps_it() -> None:
    tree = _tree(_book("湘家荡/牌子.xlsx", *SIGNS))
    assert {unit.name for unit in tree.below("湘家荡")} == {"湘湖社区", "大树村", "湘都社区"}


def test_a_village_named_with_its_town_is_known_by_its_own_name() -> None:
    tree = _tree(_book("台账.xlsx", ["新丰镇净湘村会议台账"]))
    assert tree["净湘村"].parent == "新丰镇"
