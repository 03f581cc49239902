"""rows.xlsx gives back exactly the rows that went in, whatever stands in their cells and in each language."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from songbang.core.errors import Unreadable
from songbang.core.registers import REGISTER_KINDS, Row
from songbang.core.reporting.rows_book import (
    check_of,
    columns_of,
    digest_of_rows,
    read_rows,
    read_unit_sheet,
    write_rows,
)
from songbang.core.text import tidy
from songbang.core.words import LANGUAGES, Language, labels
from tests.core.reporting.small_office import AT, UNITS, books

ROWS = [row for book in books() for row in book.rows]
BOOK = list(UNITS.units.values())


def _written(rows: list[Row], language: Language = "zh-Hans") -> bytes:
    return write_rows(rows, BOOK, language=language, made_at=AT)


@pytest.mark.parametrize("language", LANGUAGES)
def test_rows_of_every_register_come_back_whole(language: Language) -> None:
    back = read_rows(_written(ROWS, language))
    assert {read.row.register for read in back} == set(REGISTER_KINDS)
    assert sorted(map(repr, (read.row for read in back))) == sorted(map(repr, ROWS))
    assert all(read.check == check_of(read.row) for read in back)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_of_units_comes_back(language: Language) -> None:
    back = read_unit_sheet(_written([], language))
    assert back == {u.code: (u.name, u.level, u.parent or "", u.cadres) for u in BOOK}


def test_each_register_has_its_sheet_also_where_it_has_no_rows() -> None:
    book = openpyxl.load_workbook(io.BytesIO(_written([])))
    shown = [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]
    words = labels("zh-Hans")
    assert shown == [*(words["registers"][kind] for kind in REGISTER_KINDS), words["units"]["sheet"]]


def test_origin_stands_first_and_days_are_real_days() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(_written(ROWS)))["收文"]
    head = [cell.value for cell in sheet[1]]
    assert head[1:4] == ["文件", "工作表", "行号"]
    assert [sheet.cell(2, n).value for n in (2, 3, 4)] == ["新丰镇/台账.xlsx", "收文", 3]
    assert sheet.cell(2, head.index("日期") + 1).is_date


def test_every_field_that_a_register_may_state_has_a_column() -> None:
    for row in ROWS:
        stated = {name for name in Row.__dataclass_fields__ if getattr(row, name) is not None} - {"register"}
        assert stated <= set(columns_of(row.register)), row


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=40)


@given(name=TEXT, issuer=st.none() | TEXT, number=st.none() | TEXT, day=st.dates(date(1901, 1, 1), date(2100, 1, 1)))
@settings(max_examples=25, deadline=None)
def test_any_text_comes_back_as_a_cell_can_hold_it(
    name: str, issuer: str | None, number: str | None, day: date
) -> None:
    row = replace(ROWS[0], name=name, issuer=issuer, number=number, day=day)
    (back,) = read_rows(_written([row]))
    assert back.row.day == day
    assert back.row.name == tidy(name)
    assert (back.row.issuer or "") == tidy(issuer or "")
    assert back.check == check_of(row) == check_of(back.row)


def test_a_change_of_any_stated_cell_changes_the_check() -> None:
    for row in ROWS[:8]:
        for name in columns_of(row.register):
            told = getattr(row, name, None)
            if isinstance(told, bool):
                assert check_of(replace(row, **{name: not told})) != check_of(row), name
            elif isinstance(told, int):
                assert check_of(replace(row, **{name: told + 1})) != check_of(row), name


def test_the_digest_of_rows_does_not_hang_on_their_order() -> None:
    assert digest_of_rows(ROWS) == digest_of_rows(reversed(ROWS))
    assert digest_of_rows(ROWS) != digest_of_rows(ROWS[1:])


def test_the_same_rows_give_the_same_bytes() -> None:
    assert _written(ROWS) == _written(ROWS)


@pytest.mark.parametrize("content", [b"", b"no workbook"])
def test_what_is_no_rows_workbook_is_unreadable(content: bytes) -> None:
    for read in (read_rows, read_unit_sheet):
        with pytest.raises(Unreadable) as caught:
            read(content)
        assert caught.value.code == "report.unreadable"


def test_a_workbook_without_our_mark_is_unreadable() -> None:
    target = io.BytesIO()
    openpyxl.Workbook().save(target)
    with pytest.raises(Unreadable):
        read_rows(target.getvalue())
