"""rows = counted + rejected + not data, for any sheet whatever; and the made registers beside this checkout."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from songbang.core.reading.books import Merge, Value
from songbang.core.reading.formats import open_book
from songbang.core.reading.lexicon import load_lexicon
from songbang.core.reading.reader import BookReader, BookReading
from songbang.core.reading.rejects import NOT_DATA, REJECT_CODES
from songbang.core.reading.sources import collect
from songbang.core.reading.unitlist import read_units
from tests.conftest import needs_shared
from tests.core.reading.making import DOCUMENTS, MEETINGS, book, read_book

ANY_CELL: list[Value] = [
    "",
    " ",
    None,
    0,
    1,
    -3,
    1.5,
    43649.0,
    20190703.0,
    1e300,
    True,
    False,
    date(2019, 7, 3),
    time(9, 30),
    datetime.combine(date(2019, 7, 3), time(9, 30)),
    timedelta(hours=30),
    "2019年7月3日",
    "7月3日",
    "2月30日",
    "待定",
    "上午",
    "9:00-10:30",
    "很长",
    "90分钟",
    "是",
    "√",
    "新丰镇",
    "各镇（街道）",
    "南湖",
    "区民政局",
    "南民〔2019〕1号",
    "关于走访的通知",
    "防汛会议",
    "合计",
    "填表人：",
    "注：",
    "一、",
    "3月份",
    "x" * 300,
    "\x00",
    "(",
    "）",
    "[",
    "*",
    "〔",
    "—",
]
LABELS: list[Value] = [
    *DOCUMENTS[0],
    *MEETINGS[0],
    "日期",
    "单位",
    "名称",
    "时间",
    "镇（街道）",
    "备注",
    "类别",
    "形式",
]
ABOVE: list[list[list[Value]]] = [
    [],
    [list(DOCUMENTS[0])],
    [["新丰镇2019年会议台账"], list(MEETINGS[0]), list(MEETINGS[1])],
]
ROWS = st.lists(
    st.one_of(
        st.lists(st.sampled_from(ANY_CELL), max_size=7),
        st.lists(st.sampled_from(LABELS), max_size=7),
        st.sampled_from([list(row) for row in (*DOCUMENTS, *MEETINGS)]),
    ),
    max_size=14,
)
MERGES = st.lists(
    st.builds(
        lambda top, left, down, right: Merge(top, left, top + down, left + right),
        *(st.integers(0, n) for n in (12, 6, 4, 3)),
    ),
    max_size=3,
)


@settings(derandomize=True, max_examples=120, deadline=None, database=None)
@given(st.sampled_from(ABOVE), ROWS, MERGES, st.sampled_from(["Sheet1", "收文", "会议", "统计", ""]))
def test_of_any_sheet_whatever_every_row_is_accounted_for(
    above: list[list[Value]], below: list[list[Value]], merges: list[Merge], sheet: str
) -> None:
    rows = above + below
    reading = read_book(book(rows, sheet=sheet, merges=merges)).sheets[0]
    assert reading.rows == len(rows) == reading.counted + reading.rejected + sum(reading.not_data.values())
    lines = [reject.line_no for part in reading.regions for reject in part.rejects]
    counted = {row.line_no for part in reading.regions for row in part.rows}
    assert len(lines) == len(set(lines))
    assert not counted & set(lines)
    assert set(reading.not_data) <= set(NOT_DATA)
    assert {reject.code for part in reading.regions for reject in part.rejects} <= set(REJECT_CODES)


@pytest.fixture(scope="module")
def made() -> tuple[Path, list[BookReading]]:
    """The made registers `registers-a`, read."""
    base = needs_shared("data/registers-a")
    reader = BookReader(load_lexicon(), read_units(base / "units.csv"))
    sources, _ = collect([base / "registers"])
    return base, [reader.read(open_book(source.path, source.file, source.folders)) for source in sources]


def test_every_row_of_the_made_registers_is_accounted_for(made: tuple[Path, list[BookReading]]) -> None:
    assert [(book.file, sheet.name) for book in made[1] for sheet in book.sheets if not sheet.balanced] == []


def test_the_made_registers_are_read_as_their_makers_say(made: tuple[Path, list[BookReading]]) -> None:
    base, books = made
    expected = json.loads((base / "expected.json").read_text("utf-8"))
    wanted = {(s["file"], s["sheet"]): (s["kind"], s["rows"], s["rejected"]) for s in expected["sheets"]}
    found = {
        (book.file, sheet.name): (
            sheet.regions[0].region.kind if sheet.regions else None,
            sheet.counted,
            sheet.rejected,
        )
        for book in books
        for sheet in book.sheets
    }
    assert {place: found.get(place) for place in wanted} == wanted
    rejects = {(x["file"], x["sheet"], x["row"]): x["reason_kind"] for x in expected["rejects"]}
    assert {(x.file, x.sheet, x.line_no): x.code for book in books for x in book.rejects} == rejects
