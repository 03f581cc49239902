"""What a clerk writes in a cell, against the contract's own examples."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from samples.cells import (
    ODD_TEXT,
    YEARLESS,
    YEARLY_TEXT,
    han,
    restyle_number,
    write_clock,
    write_day,
    write_duration,
    write_slot,
)

DAY = date(2019, 7, 3)


@pytest.mark.parametrize(
    ("style", "text"),
    [
        ("dot", "2019.7.3"),
        ("md_cn", "7月3日"),
        ("han", "二〇一九年七月三日"),
        ("compact", "20190703"),
        ("two", "19.7.3"),
    ],
)
def test_days_are_written_as_the_contract_lists_them(style: str, text: str) -> None:
    assert write_day(DAY, style, Random(1)) == text


def test_a_serial_is_the_day_number_of_a_spreadsheet() -> None:
    assert write_day(DAY, "serial", Random(1)) == 43649


def test_all_text_styles_differ() -> None:
    texts = [write_day(DAY, style, Random(1)) for style in (*YEARLY_TEXT, *ODD_TEXT, *YEARLESS)]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize(("number", "text"), [(3, "三"), (10, "十"), (11, "十一"), (20, "二十"), (31, "三十一")])
def test_chinese_numerals(number: int, text: str) -> None:
    assert han(number) == text


def test_clock_times() -> None:
    assert [write_clock(870, style) for style in ("colon", "half", "dian", "shi")] == [
        "14:30",
        "下午2:30",
        "14点半",
        "14时30分",
    ]
    assert write_slot(510, 600, "colon", Random(2)).startswith("8:30")


def test_half_a_day_and_about_are_not_exact() -> None:
    rng = Random(3)
    assert not write_duration(210, True, False, rng)[1]
    words = [write_duration(120, False, False, rng) for _ in range(200)]
    assert {text for text, exact in words if not exact} == {"约2小时"}


def test_brackets_change_and_figures_stay() -> None:
    numbers = {restyle_number("南民〔2019〕12号", Random(n), False) for n in range(50)}
    assert {"南民[2019]12号", "南民（2019）12号", "南民【2019】12号"} <= numbers
    assert all("2019" in number and "12号" in number for number in numbers)
