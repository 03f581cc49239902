"""rejects.xlsx: every rejected row with place, reason and cure, and its own cells, to be corrected and given back."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import openpyxl
import pytest

from songbang.core.reading.books import Book, Sheet
from songbang.core.reading.corrections import is_corrections, read_corrections
from songbang.core.reading.formats import excel
from songbang.core.reading.lexicon import load_lexicon
from songbang.core.reading.reader import BookReader, BookReading
from songbang.core.registers import REGISTER_KINDS
from songbang.core.reporting.rejects_book import MOST_CHARACTERS, write_rejects
from songbang.core.words import LANGUAGES, Language, labels
from tests.core.reporting.small_office import AT, UNITS, books

HEADER = ("收文日期", "来文单位", "发文字号", "文件标题")
GOOD = (date(2019, 3, 1), "区民政局", "南民〔2019〕1号", "关于做好高龄津贴发放工作的通知")


def _register(*rows: tuple[object, ...]) -> Book:
    return Book("新丰镇.xlsx", "0" * 64, [Sheet("收文", [("新丰镇收文登记",), HEADER, GOOD, *rows])], "excel")


def _read(book: Book, corrections: Any = None) -> BookReading:
    return BookReader(load_lexicon(), UNITS, (), corrections or {}).read(book)


def _given_back(content: bytes) -> Book:
    return Book("rejects.xlsx", "1" * 64, excel.open_sheets(content, "rejects.xlsx"), "excel")


def _written(reading: BookReading, language: Language = "zh-Hans") -> bytes:
    return write_rejects([reading], language=language, made_at=AT)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rejected_row_stands_with_place_reason_cure_and_its_cells(language: Language) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(write_rejects(books(), language=language, made_at=AT))).worksheets[0]
    words = labels(language)
    head, cells = ([cell.value for cell in row] for row in sheet.iter_rows(max_row=2))
    told = dict(zip(head, cells, strict=True))
    about = words["rejects"]
    assert [told[about[name]] for name in ("file", "sheet", "row", "code")] == [
        "新丰镇/台账.xlsx", "收文", "7", "date_unparseable",
    ]  # fmt: skip
    assert told[about["what"]]
    assert told[about["do"]]
    assert told[words["cells"]["name"]] == "关于报送\n走访情况的函"
    assert sheet.max_row == 2


def test_every_register_has_a_sheet_that_is_empty_where_nothing_was_rejected() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_rejects([], language="zh-Hans", made_at=AT)))
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    assert [sheet.title for sheet in shown] == [labels("zh-Hans")["registers"][kind] for kind in REGISTER_KINDS]
    assert {sheet.max_row for sheet in shown} == {1}


def test_the_workbook_is_known_again_and_unchanged_rows_correct_nothing() -> None:
    book = _register(("待补", *GOOD[1:]))
    back = _given_back(_written(_read(book)))
    assert is_corrections(back)
    assert read_corrections([back], [book]) == ({}, [])


def test_a_changed_row_takes_the_place_of_the_original() -> None:
    book = _register(("待补", "区水利局", "南水〔2019〕5号", "关于河道清淤的通知"))
    workbook = openpyxl.load_workbook(io.BytesIO(_written(_read(book))))
    sheet = workbook["收文"]
    sheet.cell(2, [cell.value for cell in sheet[1]].index("日期") + 1).value = date(2019, 4, 2)  # type: ignore[union-attr, unused-ignore]
    target = io.BytesIO()
    workbook.save(target)
    corrections, findings = read_corrections([_given_back(target.getvalue())], [book])
    assert [(f.code, f.parameters["rows"]) for f in findings] == [("corrections.taken", 1)]
    reading = _read(book, corrections)
    assert [(row.line_no, row.day) for row in reading.rows] == [(3, GOOD[0]), (4, date(2019, 4, 2))]
    assert reading.rejects == []


def test_cells_that_no_workbook_can_hold_are_cut_and_still_correct_nothing() -> None:
    book = _register(("待补", "区民政局\x07", "", "长" * (MOST_CHARACTERS + 9)))
    content = _written(_read(book))
    sheet = openpyxl.load_workbook(io.BytesIO(content))["收文"]
    head = [cell.value for cell in sheet[1]]
    assert len(str(sheet.cell(2, head.index("名称") + 1).value)) == MOST_CHARACTERS
    assert read_corrections([_given_back(content)], [book]) == ({}, [])


def test_the_same_rejects_give_the_same_bytes() -> None:
    assert write_rejects(books(), language="en", made_at=AT) == write_rejects(books(), language="en", made_at=AT)
