"""Clock times, time slots and durations."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest

from songbang.core.reading.clocks import read_clock, read_duration, read_slot
from songbang.core.text import plain, traditional


@pytest.mark.parametrize(
    ("value", "minute"),
    [
        ("9:30", 570),
        ("09:30", 570),
        ("9：30", 570),
        ("９：３０", 570),
        ("9:30:00", 570),
        ("9.30", 570),
        ("9点", 540),
        ("9点半", 570),
        ("9点30分", 570),
        ("9时30分", 570),
        ("9点整", 540),
        ("9点一刻", 555),
        ("上午9:30", 570),
        ("上午9点", 540),
        ("下午2:00", 840),
        ("下午14:00", 840),
        ("下午2点半", 870),
        ("下午两点", 840),
        ("中午12:30", 750),
        ("晚上7:30", 1170),
        ("14:00", 840),
        ("0:00", 0),
        ("23:59", 1439),
        (time(9, 30), 570),
        (datetime(2019, 7, 3, 9, 30), 570),  # noqa: DTZ001
        (timedelta(hours=9, minutes=30), 570),
        (0.5, 720),
        (9.5 / 24, 570),
    ],
    ids=repr,
)
def test_a_clock_time_is_minutes_since_midnight(value: object, minute: int) -> None:
    slot = read_clock(value)
    assert (slot.start, slot.end, slot.trouble) == (minute, None, False)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("8:30-10:00", 510, 600),
        ("8:30—10:00", 510, 600),
        ("8：30至10：00", 510, 600),
        ("8:30~10:00", 510, 600),
        ("上午8:30-10:00", 510, 600),
        ("上午8:30-上午10:00", 510, 600),
        ("下午2:00-4:30", 840, 990),
        ("下午2点到4点半", 840, 990),
        ("上午9:00-下午4:00", 540, 960),
        ("上午11:00-12:30", 660, 750),
        ("14:00-17:30", 840, 1050),
        ("9点至11点", 540, 660),
    ],
)
def test_a_slot_has_start_end_and_the_minutes_between(text: str, start: int, end: int) -> None:
    for script in (text, traditional(text)):
        slot = read_slot(script)
        assert (slot.start, slot.end, slot.minutes, slot.exact) == (start, end, end - start, True)


@pytest.mark.parametrize("text", ["10:00-8:30", "10:00-10:00", "25:00-26:00", "8:30-25:00"])
def test_a_slot_that_ends_before_it_begins_is_trouble(text: str) -> None:
    assert read_slot(text).trouble


@pytest.mark.parametrize(
    ("text", "minutes"), [("上午", 210), ("下午", 210), ("半天", 210), ("全天", 420), ("一天", 420)]
)
def test_parts_of_a_day_have_minutes_and_give_no_clock_time(text: str, minutes: int) -> None:
    for slot in (read_slot(text), read_duration(text)):
        assert (slot.minutes, slot.start, slot.end, slot.exact, slot.stated) == (minutes, None, None, False, True)


@pytest.mark.parametrize(
    ("value", "minutes"),
    [
        ("90分钟", 90),
        ("90分", 90),
        ("1.5小时", 90),
        ("１．５小时", 90),
        ("1个半小时", 90),
        ("一个半小时", 90),
        ("1小时30分", 90),
        ("1小时30分钟", 90),
        ("2小时", 120),
        ("2个小时", 120),
        ("两小时", 120),
        ("两个小时", 120),
        ("半小时", 30),
        ("半个小时", 30),
        ("约2小时", 120),
        ("2小时左右", 120),
        ("大约90分钟", 90),
        ("2h", 120),
        ("90min", 90),
        ("半天", 210),
        ("全天", 420),
        ("2天", 840),
        ("1.5天", 630),
        ("三刻钟", 45),
        ("8:30-10:00", 90),
        ("1:30", 90),
        (time(1, 30), 90),
        (timedelta(minutes=90), 90),
    ],
    ids=repr,
)
def test_a_duration_is_minutes(value: object, minutes: int) -> None:
    assert read_duration(value).minutes == minutes
    assert (
        read_duration(traditional(value) if isinstance(value, str) else value, header_unit="hours").minutes == minutes
    )


@pytest.mark.parametrize(
    ("value", "unit", "minutes"),
    [
        (90, "minutes", 90),
        (90.0, "minutes", 90),
        ("90", "minutes", 90),
        (5, "minutes", 5),
        (1.5, "hours", 90),
        ("1.5", "hours", 90),
        (2, "hours", 120),
        ("2", "hours", 120),
        (0.5, "hours", 30),
        (90, None, 90),
        (1.5, None, 90),
    ],
)
def test_a_bare_number_is_in_the_unit_of_the_header(value: object, unit: str | None, minutes: int) -> None:
    assert read_duration(value, header_unit=unit).minutes == minutes


@pytest.mark.parametrize("text", ["很长", "较长", "一会儿", "若干", "1-2小时", "?", "开到结束"])
def test_words_that_are_no_duration_are_trouble(text: str) -> None:
    slot = read_duration(text)
    assert slot.trouble
    assert slot.minutes is None


def test_a_start_and_a_duration_in_one_cell_are_both_read() -> None:
    slot = read_slot("上午9:00，2小时")
    assert (slot.start, slot.minutes) == (540, 120)


def test_a_clock_time_is_no_duration_in_a_slot_column() -> None:
    assert read_slot("上午9:30").minutes is None
    assert not read_slot("上午9:30").stated


def test_the_plain_form_changes_no_reading() -> None:
    for text in ("上午 9：30 － 10：30", "１小时３０分"):
        assert read_slot(text) == read_slot(plain(text))
