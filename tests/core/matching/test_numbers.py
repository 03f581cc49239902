from __future__ import annotations

import pytest

from songbang.core.matching.numbers import Number, likeness, parse_number, split_number


@pytest.mark.parametrize(
    "written",
    [
        "川农办〔2021〕8号",
        "川农办[2021]8号",
        "川农办【2021】第8号",
        "川农办（２０２１）００８号",
        "川农办 ［2021] 8 号",
        "川农办﹝2O21﹞8",
        "川农办2021-8号",
        "川农办2021年第8号",
        "川農辦〔2021〕8號",
        "川农办〔二〇二一〕八号",
        "川农办〔21〕8号",
        "川农办<2021>8号",
        "川农办20210008号",
        "(2021)川农办8号",
        "川农办〔2021〕 No.8",
        "文号：川农办〔2021〕8号",
        "川农办〔2021〕8号文",
        "川农办〔2021〕8号（原件）",
        "川农办/2021/8",
        "川农办｛2021｝8号",
        "川农办C2021J8号",
        "川农办「2D2l」8号",
    ],
)
def test_one_number_is_read_from_every_way_of_typing_it(written: str) -> None:
    assert parse_number(written) == Number("川农办", 2021, 8)


def test_a_letter_for_a_digit_is_the_digit() -> None:
    assert parse_number("川农办〔2021〕l2号") == Number("川农办", 2021, 12)


def test_a_word_is_no_number() -> None:
    assert parse_number("无") is None


def test_what_is_not_written_stays_open() -> None:
    assert parse_number("川农办8号") == Number("川农办", None, 8)
    assert parse_number("〔2021〕8号") == Number("", 2021, 8)


def test_equal_numbers_are_equal_and_those_of_other_years_are_not() -> None:
    assert likeness(parse_number("川农办〔2021〕8号"), parse_number("川农办[2021]08号")) == "equal"
    assert likeness(parse_number("川农办〔2021〕8号"), parse_number("川农办〔2019〕18号")) == "different"


def test_a_number_without_code_or_year_agrees_in_part_but_not_with_another_code() -> None:
    assert likeness(parse_number("川农办〔2021〕8号"), parse_number("办〔2021〕8号")) == "part"
    assert likeness(parse_number("川农办〔2021〕8号"), parse_number("川林〔2021〕8号")) == "different"


def test_one_wrong_digit_is_a_slip_and_two_are_another_number() -> None:
    assert likeness(parse_number("川农办〔2021〕17号"), parse_number("川农办〔2021〕11号")) == "slip"
    assert likeness(parse_number("川农办〔2021〕17号"), parse_number("川农办〔2021〕32号")) == "different"


def test_a_number_in_the_title_is_found_at_its_end_or_beginning() -> None:
    assert split_number("关于修桥的通知(川交(2021)3号)") == ("关于修桥的通知", "川交(2021)3号")
    assert split_number("川交(2021)3号 关于修建石板桥的通知")[1] == "川交(2021)3号"


def test_a_number_that_a_title_speaks_about_is_not_its_own() -> None:
    assert split_number("关于废止川交(2021)3号文件的通知")[1] is None
