"""What went to several districts is found however they wrote it down; what each has of its own is not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from songbang.core.matching.between import Receipt, sent_to_several

DAY = date(2019, 3, 4)
ONE, TWO, THREE = "330402", "330411", "330421"
HALL = "市政府办公室"
FLOOD = "关于做好2019年防汛工作的通知"


def _receipts(*told: tuple[str, str, str | None, int]) -> list[Receipt]:
    """(territory, title, number, days later), all of one hall."""
    return [
        Receipt(territory, f"r{at}", title, number, HALL, DAY + timedelta(later))
        for at, (territory, title, number, later) in enumerate(told)
    ]


def _rows(receipts: Sequence[Receipt]) -> list[dict[str, list[str]]]:
    return [one.rows for one in sent_to_several(receipts)]


def test_one_number_written_in_many_ways_is_one_document_and_all_its_receipts_are_named() -> None:
    receipts = _receipts(
        (ONE, FLOOD, "嘉政办发〔2019〕7号", 0), (ONE, FLOOD, "嘉政办发〔2019〕7号", 1),
        (TWO, FLOOD, "嘉政办发[2019]第7号", 2), (THREE, "关于做好2019年防汛工作的通知（电子）", "嘉政办发2019-7", 3),
    )  # fmt: skip
    [found] = sent_to_several(receipts)
    assert (found.number, found.first_on) == ("嘉政办发〔2019〕7号", DAY)
    assert {territory: len(rows) for territory, rows in found.rows.items()} == {ONE: 2, TWO: 1, THREE: 1}


def test_numbers_and_years_keep_documents_of_one_title_apart() -> None:
    title = "关于印发工作要点的通知"
    receipts = _receipts(
        (ONE, title, "嘉政办发〔2018〕7号", -365), (TWO, title, "嘉政办发〔2019〕7号", 0),
        (TWO, title, "嘉政办发〔2019〕9号", 5), (ONE, title, "嘉政办发〔2019〕9号", 4),
    )  # fmt: skip
    assert _rows(receipts) == [{ONE: ["r3"], TWO: ["r2"]}]


def test_without_a_number_title_issuer_and_neighbouring_days_tell() -> None:
    receipts = _receipts((ONE, FLOOD, None, 0), (TWO, FLOOD, None, 1), (THREE, "关于开展消防检查的通知", None, 1))
    assert _rows(receipts) == [{ONE: ["r0"], TWO: ["r1"]}]


def test_what_went_to_one_district_alone_is_not_listed_however_often() -> None:
    assert _rows(_receipts((ONE, FLOOD, "嘉政办发〔2019〕7号", 0), (ONE, FLOOD, "嘉政办发[2019]7号", 3))) == []


def test_those_that_went_furthest_come_first() -> None:
    other = "关于报送半年工作总结的通知"
    receipts = _receipts(
        (ONE, other, "嘉政办发〔2019〕3号", -9), (TWO, other, "嘉政办发〔2019〕3号", -8),
        *((territory, FLOOD, "嘉政办发〔2019〕7号", 0) for territory in (ONE, TWO, THREE)),
    )  # fmt: skip
    assert [(one.title, len(one.rows)) for one in sent_to_several(receipts)] == [(FLOOD, 3), (other, 2)]
