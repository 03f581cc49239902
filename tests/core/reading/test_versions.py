"""The same register given twice: no row counts twice, and every row is still accounted for."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from songbang.core.findings import Finding
from songbang.core.reading.reader import BookReading
from songbang.core.reading.versions import settle_versions
from tests.core.reading.making import DOCUMENTS, MEETINGS, Rows, book, read_book

NEW = (4, "2019-03-12", "区水利局", "南水〔2019〕5号", "关于河道清淤的通知")
AMENDED = (3, "2019-03-09", "区应急管理局", "南应急〔2019〕33号", "关于印发防汛应急预案的通知")


def _settled(
    *registers: Rows, latest_wins: bool = False, names: Sequence[str] = (), digests: Sequence[str] = ()
) -> tuple[list[BookReading], list[Finding]]:
    """One file for each register, read and settled; every sheet's account of rows holds afterwards."""
    files = names or [f"{n}/新丰镇.xlsx" for n in range(len(registers))]
    sums = digests or files
    books = [read_book(book(rows, file=f, sha256=s)) for rows, f, s in zip(registers, files, sums, strict=True)]
    findings = settle_versions(books, latest_wins=latest_wins)
    for reading in books:
        for sheet in reading.sheets:
            assert sheet.balanced, (reading.file, sheet.counted, sheet.rejected, sheet.not_data)
            assert sheet.counted == len({row.line_no for part in sheet.regions for row in part.rows})
    return books, findings


def _counted(books: list[BookReading]) -> list[int]:
    return [reading.sheets[0].counted for reading in books]


def _lines(books: list[BookReading]) -> list[tuple[str, int]]:
    return sorted((row.name, row.line_no) for reading in books for row in reading.rows)


def test_the_same_file_twice_counts_once() -> None:
    books, findings = _settled(DOCUMENTS, DOCUMENTS, digests=["x", "x"])
    assert _counted(books) == [3, 0]
    assert books[1].sheets[0].not_data["repeated"] == 3
    assert [(f.code, f.file, f.parameters["other"]) for f in findings] == [
        ("file.same_content", "1/新丰镇.xlsx", "0/新丰镇.xlsx")
    ]


def test_rejects_of_a_copy_are_told_once_too() -> None:
    broken = [*DOCUMENTS, (4, "待定", "区水利局", "", "关于河道清淤的通知")]
    books, _ = _settled(broken, broken, digests=["x", "x"])
    assert [len(reading.rejects) for reading in books] == [1, 0]
    assert books[1].sheets[0].not_data["repeated"] == 4


def test_a_register_saved_under_another_name_counts_once() -> None:
    books, findings = _settled(DOCUMENTS, DOCUMENTS, names=["新丰镇.xlsx", "新丰镇（副本）.xlsx"])
    assert sum(_counted(books)) == 3
    assert [(f.code, f.parameters["rows"], f.parameters["amended"]) for f in findings] == [("register.version", 3, 0)]


@pytest.mark.parametrize("order", ["older first", "newer first"])
def test_a_register_continued_by_new_rows_counts_each_row_once(order: str) -> None:
    older, newer = DOCUMENTS, [*DOCUMENTS, NEW]
    books, _ = _settled(*((older, newer) if order == "older first" else (newer, older)))
    assert sum(_counted(books)) == 4
    assert sorted(_counted(books)) == [0, 4]


def test_three_versions_count_each_row_once() -> None:
    books, _ = _settled(DOCUMENTS, [*DOCUMENTS, NEW], DOCUMENTS[:3])
    assert sum(_counted(books)) == 4


def test_rows_that_only_the_older_version_has_still_count() -> None:
    books, _ = _settled(
        [*DOCUMENTS, NEW],
        [
            *DOCUMENTS,
            (4, "2019-04-01", "区财政局", "南财〔2019〕9号", "关于决算的通知"),
            (5, "2019-04-02", "区教育局", "南教〔2019〕2号", "关于招生的通知"),
        ],
    )
    names = {row.name for reading in books for row in reading.rows}
    assert {"关于河道清淤的通知", "关于决算的通知", "关于招生的通知"} <= names
    assert sum(_counted(books)) == 6


def test_an_amended_row_is_a_reject_naming_the_row_it_would_replace() -> None:
    books, _ = _settled(DOCUMENTS, [*DOCUMENTS[:3], AMENDED, NEW])
    rows = [row for reading in books for row in reading.rows]
    assert sorted(str(row.number) for row in rows) == sorted(
        ["南民〔2019〕1号", "嘉卫〔2019〕8号", "南应急〔2019〕3号", "南水〔2019〕5号"]
    )
    (reject,) = books[1].rejects
    assert (reject.code, reject.line_no, reject.parameters["other"]) == ("amended_row", 4, "0/新丰镇.xlsx#Sheet1#4")
    assert reject.cells[3] == "南应急〔2019〕33号"
    assert books[0].rejects == []


def test_where_the_latest_wins_the_amended_row_counts_and_the_earlier_is_repeated() -> None:
    books, findings = _settled(DOCUMENTS, [*DOCUMENTS[:3], AMENDED, NEW], latest_wins=True)
    rows = [row for reading in books for row in reading.rows]
    assert sorted(str(row.number) for row in rows) == sorted(
        ["南民〔2019〕1号", "嘉卫〔2019〕8号", "南应急〔2019〕33号", "南水〔2019〕5号"]
    )
    assert [reading.rejects for reading in books] == [[], []]
    assert [f.parameters["amended"] for f in findings] == [1]


def test_a_day_put_right_in_the_newer_version_does_not_leave_the_old_reject() -> None:
    broken = [*DOCUMENTS[:3], (3, "待定", *DOCUMENTS[3][2:])]
    books, _ = _settled(broken, [*DOCUMENTS, NEW], latest_wins=True)
    assert sum(_counted(books)) == 4
    assert [reading.rejects for reading in books] == [[], []]


def test_two_units_registers_of_the_same_rows_are_no_versions() -> None:
    books, findings = _settled(DOCUMENTS, DOCUMENTS, names=["新丰镇.xlsx", "凤桥镇.xlsx"])
    assert _counted(books) == [3, 3]
    assert findings == []


def test_registers_of_two_kinds_or_of_other_rows_are_no_versions() -> None:
    other = [
        DOCUMENTS[0],
        *[(n, f"2019-05-0{n}", "区科协", f"南科〔2019〕{n}号", f"关于科普第{n}批活动的通知") for n in (1, 2, 3)],
    ]
    books, findings = _settled(DOCUMENTS, MEETINGS, other)
    assert _counted(books) == [3, 3, 3]
    assert findings == []


def test_a_row_that_stands_twice_in_one_file_counts_twice() -> None:
    books, findings = _settled([*DOCUMENTS, DOCUMENTS[3]])
    assert _counted(books) == [4]
    assert findings == []


def test_a_row_that_stands_twice_in_both_files_counts_twice() -> None:
    twice = [*DOCUMENTS, DOCUMENTS[3]]
    books, _ = _settled(twice, [*twice, NEW])
    assert sum(_counted(books)) == 5
    assert len(_lines(books)) == 5
