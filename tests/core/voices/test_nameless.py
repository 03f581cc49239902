"""No name goes out: not in the other script, not with blanks, not shortened, not by surname and title."""

from __future__ import annotations

import pytest

from songbang.core.voices.nameless import MARK, without_names

NAMES = ["净湘村", "新丰镇", "府南社区", "欧阳建国", "村"]


@pytest.mark.parametrize(
    ("text", "gone", "stays"),
    [
        ("净湘村没有纸质台账", "净湘", "没有纸质台账"),
        ("淨湘村沒有紙質台賬", "淨湘", "沒有紙質台賬"),
        ("净 湘　村没有台账", "湘", "没有台账"),
        ("净湘和新丰都没有", "新丰", "都没有"),
        ("府南居民反映", "府南", "居民反映"),
        ("欧阳建国说不会用", "欧阳", "说不会用"),
        ("张书记说台账在他那里", "张", "书记说台账在他那里"),
        ("打13800001111问", "1380", "问"),
        ("身份证330402199001011234没有登记", "3304", "没有登记"),
    ],
)
def test_a_name_is_taken_out_and_the_matter_stays(text: str, gone: str, stays: str) -> None:
    told = without_names(text, NAMES)
    assert gone not in told
    assert stays in told
    assert MARK in told


@pytest.mark.parametrize("text", ["村书记没有到会", "2019年共12次", "要求村村都有"])
def test_what_names_nobody_stays_as_it_is(text: str) -> None:
    assert without_names(text, NAMES) == text


def test_without_any_name_known_nothing_but_numbers_and_titles_goes() -> None:
    assert without_names("净湘村王主任", []) == "净湘村××主任"
