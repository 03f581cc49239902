"""The list of units, each way in which it can be wrong, and units inferred where there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from songbang.core.errors import BadInput
from songbang.core.reading.unitlist import infer_units, read_units
from songbang.core.units import UnitTree
from tests.core.reading.files import Table, write_xlsx
from tests.core.reading.making import DOCUMENTS, book

HEAD = "code,name,aliases,level,parent,cadres\n"
COUNTY = "330402,南湖区,嘉兴市南湖区|区本级,county,,\n"
TOWN = "330402103,新丰镇,新丰|新丰乡,town,330402,98\n"


def _units(tmp_path: Path, text: str, encoding: str = "utf-8-sig") -> UnitTree:
    path = tmp_path / "units.csv"
    path.write_bytes(text.encode(encoding))
    return read_units(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_list_is_read_in_each_encoding(tmp_path: Path, encoding: str) -> None:
    tree = _units(tmp_path, HEAD + COUNTY + TOWN, encoding)
    unit = tree["330402103"]
    assert (unit.name, unit.level, unit.parent, unit.cadres) == ("新丰镇", "town", "330402", 98)
    assert unit.aliases == ("新丰", "新丰乡")
    assert tree["330402"].cadres is None


def test_a_workbook_with_chinese_headers_and_levels_is_read(tmp_path: Path) -> None:
    rows: Table = [
        ["代码", "名称", "简称", "级别", "上级", "干部数"],
        [330402103, "新丰镇", "新丰", "镇", 330402, 98.0],
    ]
    tree = read_units(write_xlsx(tmp_path / "单位.xlsx", {"单位": rows}))
    unit = tree["330402103"]
    assert (unit.level, unit.parent, unit.cadres, unit.aliases) == ("town", "330402", 98, ("新丰",))


def test_columns_may_stand_in_any_order_and_blank_lines_between_rows(tmp_path: Path) -> None:
    tree = _units(tmp_path, "level,name,code\ntown,新丰镇,1\n\n,,\ntown,凤桥镇,2\n")
    assert [unit.name for unit in tree.units.values()] == ["新丰镇", "凤桥镇"]


@pytest.mark.parametrize(
    ("text", "code", "told"),
    [
        ("code,name\n1,新丰镇\n", "units.missing_column", {"columns": "level"}),
        ("a,b\n", "units.missing_column", {"columns": "code, name, level"}),
        (HEAD, "units.empty", {}),
        (HEAD + "1,新丰镇,,hamlet,,\n", "units.row", {"row": 2}),
        (HEAD + TOWN + ",凤桥镇,,town,,\n", "units.row", {"row": 3}),
        (HEAD + "1,,,town,,\n", "units.row", {"row": 2}),
        (HEAD + "1,新丰镇,,town,,many\n", "units.cadres", {"row": 2, "value": "many"}),
        (HEAD + "1,新丰镇,,town,,-3\n", "units.cadres", {"row": 2, "value": "-3"}),
        (HEAD + TOWN + TOWN, "units.code_twice", {"codes": "330402103"}),
        (HEAD + "9,净湘村,,village,330402103,\n", "units.no_parent", {"units": "净湘村"}),
    ],
)
def test_a_list_that_is_wrong_is_refused_naming_where(
    tmp_path: Path, text: str, code: str, told: dict[str, object]
) -> None:
    with pytest.raises(BadInput) as refused:
        _units(tmp_path, text)
    assert refused.value.code == code
    assert refused.value.parameters["file"] == "units.csv"
    assert told.items() <= refused.value.parameters.items()


def test_a_number_of_cadres_that_a_sheet_holds_as_a_number_is_whole(tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        _units(tmp_path, HEAD + "1,新丰镇,,town,,9.5\n")


def test_units_are_inferred_from_titles_names_of_files_and_folders() -> None:
    books = [
        book([["南湖区新丰镇2019年收文登记簿"], *DOCUMENTS], file="a.xlsx"),
        book(DOCUMENTS, file="凤桥镇收文.xlsx"),
        book(DOCUMENTS, file="建设街道/收文.xlsx", folders=("建设街道", "registers")),
        book([["新丰镇净湘村会议台账"], *DOCUMENTS], file="b.xlsx"),
    ]
    tree = infer_units(books)
    assert {unit.name for unit in tree.at("town")} == {"新丰镇", "凤桥镇", "建设街道"}
    assert [(unit.name, unit.parent) for unit in tree.at("village")] == [("净湘村", "新丰镇")]
    assert tree.county is not None
    assert tree.county.name == "南湖区"
    assert tree.find("新丰") == "新丰镇"


def test_from_registers_that_name_nobody_nobody_is_inferred() -> None:
    assert len(infer_units([book(DOCUMENTS, file="收文.xlsx")])) == 0
