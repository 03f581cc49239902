"""Characters as people type them, brought to one form."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from songbang.core.text import half_width, plain, simplified, traditional, without_blanks


@pytest.mark.parametrize(
    ("typed", "half"),
    [
        ("２０１９", "2019"),
        ("ＡＰＰ", "APP"),
        ("（一）", "(一)"),
        ("９：３０－１１：００", "9:30-11:00"),
        ("收\u3000文\u00a0日", "收 文 日"),
        ("\ufeff序\u200b号", "序号"),
        ("〔2019〕、。", "〔2019〕、。"),
    ],
)
def test_full_width_letters_digits_and_blanks_become_half_width(typed: str, half: str) -> None:
    assert half_width(typed) == half


@pytest.mark.parametrize(
    ("typed", "words"),
    [("來文單位", "来文单位"), ("會議時長", "会议时长"), ("收文登记", "收文登记"), ("App", "App"), ("", "")],
)
def test_traditional_characters_become_simplified(typed: str, words: str) -> None:
    assert simplified(typed) == words


def test_names_of_places_come_back_from_traditional() -> None:
    for name in ("新丰镇", "凤桥镇", "余新镇", "净湘村", "建设街道", "南湖区"):
        assert simplified(traditional(name)) == name


def test_all_white_space_is_taken_out() -> None:
    assert without_blanks(" 合 \t计\n") == "合计"


def test_the_plain_form_does_all_three() -> None:
    assert plain("　來文 單位（全稱）\n") == "来文单位(全称)"


@settings(derandomize=True, max_examples=60, deadline=None)
@given(st.text(alphabet="收文日期單位（）２０19 \u3000AＢc、來會議", max_size=12))
def test_the_plain_form_of_a_plain_form_is_itself(text: str) -> None:
    assert plain(plain(text)) == plain(text)
