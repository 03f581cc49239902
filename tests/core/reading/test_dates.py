"""Days in every form that the contract lists, and those that are none."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from songbang.core.reading.dates import month_named, read_day, year_named
from songbang.core.text import traditional

JULY_3 = date(2019, 7, 3)


@pytest.mark.parametrize(
    "value",
    [
        "2019.7.3",
        "2019.07.03",
        "2019-7-3",
        "2019-07-03",
        "2019/7/3",
        "2019/07/03",
        "2019年7月3日",
        "2019年07月03日",
        "2019年7月3号",
        "2019 年 7 月 3 日",
        "２０１９年７月３日",
        "２０１９．７．３",
        "二〇一九年七月三日",
        "二○一九年七月三日",
        "二零一九年七月三日",
        "20190703",
        "19.7.3",
        "19年7月3日",
        "2019.7.3.",
        " 2019-07-03 ",
        "2019-07-03 00:00:00",
        "2019年7月3日（星期三）",
        "2019年7月3日 周三",
        "2019年7月3日上午9:00",
        "43649",
        43649,
        43649.0,
        20190703,
        20190703.0,
        date(2019, 7, 3),
        datetime(2019, 7, 3),  # noqa: DTZ001
        datetime(2019, 7, 3, 9, 30),  # noqa: DTZ001
    ],
    ids=repr,
)
def test_a_day_is_read_in_every_form_whatever_year_the_title_names(value: object) -> None:
    for year in (None, 2018, 2019):
        assert read_day(value, year=year).day == JULY_3


@pytest.mark.parametrize(
    "text", ["7月3日", "07月03日", "7.3", "7/3", "7-3", "7月3号", "７月３日", "七月三日", "7 月 3 日"]
)
def test_month_and_day_take_the_year_of_the_title_and_are_nothing_without_it(text: str) -> None:
    assert read_day(text, year=2019).day == JULY_3
    assert read_day(text).trouble == "unparseable"


def test_a_day_alone_takes_year_and_month_of_the_sheet() -> None:
    assert read_day("3日", year=2019, month=7).day == JULY_3
    assert read_day("3日", year=2019).trouble == "unparseable"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("二〇一九年十月十日", date(2019, 10, 10)),
        ("二〇一九年十一月三十日", date(2019, 11, 30)),
        ("二〇一九年十二月三十一日", date(2019, 12, 31)),
        ("二〇一八年二月二十八日", date(2018, 2, 28)),
        ("二〇二〇年一月廿三日", date(2020, 1, 23)),
    ],
)
def test_chinese_numerals_above_ten_are_read(text: str, day: date) -> None:
    assert read_day(text).day == day
    assert read_day(traditional(text)).day == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("8月27日-29日", date(2019, 8, 27)),
        ("8月27-29日", date(2019, 8, 27)),
        ("8月27日—29日", date(2019, 8, 27)),
        ("8月30日至9月1日", date(2019, 8, 30)),
        ("8月27日、28日", date(2019, 8, 27)),
        ("2019年8月27日至29日", date(2019, 8, 27)),
        ("2019.8.27-8.29", date(2019, 8, 27)),
        ("2019.8.27-2019.8.29", date(2019, 8, 27)),
        ("2019-08-27~2019-08-29", date(2019, 8, 27)),
        ("2019-08-27至2019-08-29", date(2019, 8, 27)),
        ("2019/8/27-2019/8/29", date(2019, 8, 27)),
        ("8.27-8.29", date(2019, 8, 27)),
        ("12月30日至2020年1月2日", date(2019, 12, 30)),
    ],
)
def test_of_a_range_the_first_day_counts(text: str, day: date) -> None:
    reading = read_day(text, year=2019)
    assert (reading.day, reading.rest) == (day, "")


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("2019年7月3日8:30-10:00", "8:30-10:00"),
        ("2019-07-03 13:30至14:30", "13:30至14:30"),
        ("7月3日上午", "上午"),
        ("7月3日（周三）下午2点", "下午2点"),
    ],
)
def test_what_follows_the_day_is_given_back(text: str, rest: str) -> None:
    reading = read_day(text, year=2019)
    assert (reading.day, reading.rest) == (JULY_3, rest)


def test_a_date_time_cell_gives_its_clock_time_but_midnight_is_none() -> None:
    assert read_day(datetime(2019, 7, 3, 9, 30)).clock == 570  # noqa: DTZ001
    assert read_day(datetime(2019, 7, 3)).clock is None  # noqa: DTZ001
    assert read_day(43649.5).clock == 720


@pytest.mark.parametrize(
    ("before", "first", "last", "after"),
    [
        ("2018年12月31日", "2019年1月1日", "2019年12月31日", "2020年1月1日"),
        ("二〇一八年十二月三十一日", "二〇一九年一月一日", "二〇一九年十二月三十一日", "二〇二〇年一月一日"),
    ],
)
def test_the_turn_of_the_year_falls_on_the_right_days(before: str, first: str, last: str, after: str) -> None:
    days = [read_day(text).day for text in (before, first, last, after)]
    assert days == [date(2018, 12, 31), date(2019, 1, 1), date(2019, 12, 31), date(2020, 1, 1)]


@pytest.mark.parametrize(
    ("serial", "day"),
    [(43465, date(2018, 12, 31)), (43466, date(2019, 1, 1)), (43524, date(2019, 2, 28)), (43525, date(2019, 3, 1))],
)
def test_serials_are_counted_as_a_spreadsheet_counts_them(serial: int, day: date) -> None:
    assert read_day(serial).day == read_day(float(serial)).day == read_day(str(serial)).day == day


@pytest.mark.parametrize(
    "value",
    [
        "2019.2.30",
        "2019-02-29",
        "2月30日",
        "2月29日",
        "2019年13月1日",
        "2019年4月31日",
        "20190231",
        20190231.0,
        "二〇一九年二月三十日",
        "2019-00-10",
        "13月1日",
        "2019/6/31",
        "6月31日",
        "2019年7月32日",
    ],
)
def test_a_day_that_the_calendar_lacks_is_impossible(value: object) -> None:
    assert read_day(value, year=2019).trouble == "impossible"


@pytest.mark.parametrize("text", ["2月30日", "2.30", "4月31日"])
def test_a_day_that_no_year_has_is_impossible_without_a_year_too(text: str) -> None:
    assert read_day(text).trouble == "impossible"


def test_the_29th_of_february_hangs_on_the_year() -> None:
    assert read_day("2月29日", year=2020).day == date(2020, 2, 29)
    assert read_day("2月29日", year=2019).trouble == "impossible"
    assert read_day("2月29日").trouble == "unparseable"


@pytest.mark.parametrize(
    "value",
    [
        "待定",
        "近期",
        "7月",
        "2019年7月",
        "2019年",
        "7月上旬",
        "7月3日前",
        "7月3日左右",
        "7月3日或4日",
        "7月3日以后",
        "月底",
        "收文",
        7.3,
        3,
        123456789,
        True,
        time(9, 30),
        timedelta(hours=2),
        "不详",
        "0703",
        "2019.7",
        "周三",
    ],
    ids=repr,
)
def test_what_could_be_several_days_or_none_is_unparseable(value: object) -> None:
    assert read_day(value, year=2019).trouble == "unparseable"


@pytest.mark.parametrize("value", ["", "  ", "—", "-", "/", "\u3000"], ids=repr)
def test_a_cell_that_says_nothing_is_missing(value: object) -> None:
    assert read_day(value, year=2019).trouble == "missing"


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("新丰镇2018年收文登记簿", 2018),
        ("二〇一九年会议", 2019),
        ("2019年度收文", 2019),
        ("收文（2019）", 2019),
        ("收文登记201907", 2019),
        ("收文20190731", 2019),
        ("19年收文", 2019),
        ("２０１９年收文", 2019),
        ("2018-2019年收文", None),
        ("2018年、2019年收文", None),
        ("收文登记", None),
        ("第12册", None),
    ],
)
def test_a_name_tells_the_one_year_in_it(text: str, year: int | None) -> None:
    assert year_named(text) == year


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("7月", 7),
        ("七月份会议", 7),
        ("2019年12月", 12),
        ("十一月", 11),
        ("1-3月", None),
        ("7月、8月", None),
        ("13月", None),
        ("会议", None),
    ],
)
def test_a_name_tells_the_one_month_in_it(text: str, month: int | None) -> None:
    assert month_named(text) == month
