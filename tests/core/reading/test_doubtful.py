"""A sheet that can be read in two ways about equally likely is not guessed: every row is a reject."""

from __future__ import annotations

from songbang.core.reading.mapping import Settled
from tests.core.reading.making import codes_of, read_sheet, register

# Nothing tells what kind of row this is: bare words, a name without a telling ending.
EITHER = register(
    ["序号", "日期", "单位", "名称"],
    [1, "2019-03-01", "区民政局", "困境儿童关爱"],
    [2, "2019-03-05", "区教育局", "校园周边整治"],
    [3, "2019-03-09", "区水利局", "河道清淤"],
)
TWO_DAYS = register(
    ["会议名称", "会议召开日期", "会议举行日期"],
    ["防汛会议", "2019-03-01", "2019-03-03"],
    ["平安例会", "2019-03-05", "2019-03-06"],
)


def test_two_kinds_about_equally_likely_reject_every_row_and_count_none() -> None:
    sheet = read_sheet(EITHER)
    assert sheet.counted == 0
    assert codes_of(sheet) == [(n, "reading_doubtful") for n in (2, 3, 4)]


def test_a_doubt_names_the_readings_between_which_it_stands() -> None:
    (part,) = read_sheet(EITHER).regions
    readings = part.rejects[0].parameters["readings"]
    assert isinstance(readings, list)
    assert len(readings) >= 2
    assert len(set(readings)) == len(readings)


def test_a_row_in_trouble_of_a_doubtful_sheet_is_doubtful_too() -> None:
    rows = [*EITHER, [4, "", "区农业局", "田间道路"]]
    assert codes_of(read_sheet(rows)) == [(n, "reading_doubtful") for n in (2, 3, 4, 5)]


def test_two_columns_that_could_be_the_day_are_a_doubt() -> None:
    sheet = read_sheet(TWO_DAYS)
    assert codes_of(sheet) == [(2, "reading_doubtful"), (3, "reading_doubtful")]
    reject = sheet.regions[0].rejects[0]
    assert "会议召开日期" in str(reject.parameters["rivals"])
    assert "会议举行日期" in str(reject.parameters["rivals"])


def test_the_name_of_the_sheet_takes_the_doubt_away() -> None:
    sheet = read_sheet(EITHER, sheet="督查检查考核登记")
    assert ([part.region.kind for part in sheet.regions], sheet.counted) == (["inspections"], 3)


def test_a_mapping_takes_the_doubt_away() -> None:
    assert read_sheet(EITHER, Settled(register="visits")).counted == 3
    assert read_sheet(TWO_DAYS, Settled(columns={"会议召开日期": "day", "会议举行日期": "none"})).counted == 2
