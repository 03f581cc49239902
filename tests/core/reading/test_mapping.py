"""The mapping file: what it settles, and each way in which it can be wrong."""

from __future__ import annotations

from typing import Any

import pytest

from songbang.core.errors import BadInput
from songbang.core.reading.mapping import NOTHING_SETTLED, Settled, read_mapping, settled_for
from tests.core.reading.making import (
    DOCUMENTS,
    FENGQIAO,
    codes_of,
    columns_of,
    lexicon,
    read_sheet,
    register,
    rows_of,
    the_region,
)


def settled(**entry: Any) -> Settled:
    (value,) = read_mapping([{"file": "*", **entry}], lexicon())
    return value


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ({"file": "*"}, "mapping.not_a_list"),
        (None, "mapping.not_a_list"),
        ("text", "mapping.not_a_list"),
        (["text"], "mapping.entry"),
        ([{"sheet": "收文"}], "mapping.entry"),
        ([{"file": ""}], "mapping.entry"),
        ([{"file": "*", "kind": "meetings"}], "mapping.entry"),
        ([{"file": "*", "register": "letters"}], "mapping.register"),
        ([{"file": "*", "columns": {"时间": "hour"}}], "mapping.field"),
        ([{"file": "*", "register": "pledges", "columns": {"时间": "starts_at"}}], "mapping.field"),
    ],
)
def test_a_mapping_that_is_wrong_is_refused(content: Any, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_mapping(content, lexicon())
    assert refused.value.code == code


def test_a_refusal_names_the_entry_what_is_wrong_and_what_is_known() -> None:
    with pytest.raises(BadInput) as refused:
        read_mapping([{"file": "a"}, {"file": "b", "register": "letters"}], lexicon())
    told = refused.value.parameters
    assert (told["entry"], told["wrong"]) == (2, "letters")
    assert "meetings" in str(told["known"])


@pytest.mark.parametrize("entry", [{"year": "abc"}, {"header_row": "three"}, {"header_row": 0}, {"columns": ["day"]}])
def test_values_of_the_wrong_type_are_refused_and_do_not_crash(entry: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        read_mapping([{"file": "*", **entry}], lexicon())


@pytest.mark.parametrize(
    ("pattern", "sheet", "fits"),
    [
        ("新丰镇.xlsx", None, True),
        ("台账/新丰镇.xlsx", None, True),
        ("*/新丰镇.xlsx", None, True),
        ("新丰*.xls?", None, True),
        ("*", "1月", True),
        ("*", "2月", False),
        ("凤桥镇.xlsx", None, False),
    ],
)
def test_an_entry_fits_by_name_or_path_and_by_sheet(pattern: str, sheet: str | None, fits: bool) -> None:
    assert Settled(pattern, sheet).fits("台账/新丰镇.xlsx", "1月") is fits


def test_the_first_entry_that_fits_decides() -> None:
    first, second = Settled("a*", year=2018), Settled("*", year=2019)
    assert settled_for([first, second], "a.xlsx", "") is first
    assert settled_for([first, second], "b.xlsx", "") is second
    assert settled_for([], "b.xlsx", "") is NOTHING_SETTLED


def test_a_sheet_settled_as_none_is_no_register() -> None:
    sheet = read_sheet(DOCUMENTS, settled(register="none"))
    assert (sheet.regions, sheet.not_data["no_register"]) == ([], 4)


def test_unit_and_year_are_as_settled_by_code_or_by_name() -> None:
    rows = register(["收文日期", "文件标题"], ["3月1日", "关于走访的通知"])
    for unit in (FENGQIAO, "凤桥镇", "凤桥"):
        (row,) = rows_of(read_sheet([["新丰镇2018年收文"], *rows], settled(unit=unit, year=2019)))
        assert (row.unit, row.day.isoformat()) == (FENGQIAO, "2019-03-01")


def test_a_unit_that_nobody_knows_is_not_taken_as_settled() -> None:
    assert codes_of(read_sheet(DOCUMENTS, settled(unit="余新镇"))) == [(n, "unit_unknown") for n in (2, 3, 4)]


def test_a_header_nobody_would_know_is_found_by_its_row_and_columns() -> None:
    rows = [["甲", "乙", "丙"], ["2019-03-01", "防汛会议", "90"], ["2019-03-02", "平安例会", "60"]]
    entry = settled(register="meetings", header_row=1, columns={"甲": "day", "B": "name", "丙": "duration"})
    assert read_sheet(rows).regions == []
    found = rows_of(read_sheet(rows, entry))
    assert [(row.name, row.day.day, row.minutes) for row in found] == [("防汛会议", 1, 90), ("平安例会", 2, 60)]


def test_columns_are_as_settled_and_a_column_can_be_left_out() -> None:
    rows = register(
        ["登记日期", "收文日期", "来文单位", "文件标题"],
        ["2019-03-01", "2019-03-05", "区民政局", "关于走访的通知"],
        ["2019-03-02", "2019-03-06", "区教育局", "关于监测的通知"],
    )
    region = the_region(rows, settled(columns={"登记日期": "day", "来文单位": "none"}))
    columns = columns_of(region)
    assert columns["day"] == "登记日期"
    assert "issuer" not in columns
