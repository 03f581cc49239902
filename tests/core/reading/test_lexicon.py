"""The lexicon's answers: yes or no, nothing, and what a header's words name."""

from __future__ import annotations

import pytest

from songbang.core.reading.lexicon import header_words
from songbang.core.registers import REGISTER_KINDS
from tests.core.reading.making import lexicon

YES = ["是", "有", "√", "✓", "已报备", "已列入", "已", "是的", "有，见附件", " 是 ", "已報備", "需要"]
NO = [
    "否",
    "无",
    "×",
    "未报备",
    "未",
    "",
    "无计划",
    "計劃外",
    "计划外",
    "不需要",
    "没有",
    "無",
    " 否 ",
    "/",
    "—",
    "不",
    "未列入",
]


@pytest.mark.parametrize("text", YES)
def test_words_and_marks_that_say_yes(text: str) -> None:
    assert lexicon().answer(text) is True


@pytest.mark.parametrize("text", NO)
def test_words_and_marks_that_say_no(text: str) -> None:
    assert lexicon().answer(text) is False


@pytest.mark.parametrize("text", ["区民政局", "南督〔2019〕3号", "纸质", "待定"])
def test_words_that_are_neither_answer_nothing(text: str) -> None:
    assert lexicon().answer(text) is None


@pytest.mark.parametrize("value", ["", " ", "-", "—", "无", "无 ", "/", "暂无", None])
def test_cells_that_state_nothing(value: object) -> None:
    assert lexicon().says_nothing(value)


@pytest.mark.parametrize("value", ["有", "区民政局", "0", 0])
def test_cells_that_state_something(value: object) -> None:
    assert not lexicon().says_nothing(value)


@pytest.mark.parametrize(
    ("text", "words", "hint"),
    [
        ("时长（分钟）", "时长", "分钟"),
        ("時長(分鐘)", "时长", "分钟"),
        ("收 文\n日 期", "收文日期", ""),
        ("来文单位：", "来文单位", ""),
        ("*文件标题", "文件标题", ""),
        ("指标数【个】", "指标数", "个"),
    ],
)
def test_a_header_is_compared_without_blanks_marks_and_brackets(text: str, words: str, hint: str) -> None:
    header = header_words(text)
    assert (header.words, header.hint) == (words, hint)


@pytest.mark.parametrize("kind", REGISTER_KINDS)
def test_every_register_has_a_day_a_name_and_its_own_words(kind: str) -> None:
    fields = lexicon().fields[kind]  # type: ignore[index]
    assert {"day", "name", "issuer", "unit", "serial", "remark"} - set(fields) <= {"issuer"}


def test_noise_takes_registers_and_years_out_of_a_name_but_no_other_word() -> None:
    assert lexicon().noise.sub("", "建设2019年度收文登记簿（一）") == "建设"
    assert lexicon().noise.sub("", "项目建设") == "项目建设"
