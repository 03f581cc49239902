"""What labels say in several ways, said in one: ages, years and bounds, grades, classes, who works in a house.

A grammar of such phrases: its characters are its syntax.
"""

from __future__ import annotations

import re

_SOWN = re.compile(r"\((?:上年|去年)?秋冬?播[^()]*\)")
"""When a crop was sown that was reaped this year says nothing of the figure: 油菜籽（上年秋冬播、本年收）."""
_STAFF = re.compile(r"(?:(?<=[站院馆所室园厅社])|(?<=机构|中心))工作人员")
"""Who works in a house are those employed there: 文化站工作人员, 文化站 / 从业人员."""
_CLASSED = re.compile(r"(?:(?<=\()|^)[^:()、,/]{0,4}(?:性质|状态|类型|类别|种类|性别|分类):(?=[^:()]{1,12}(?:$|[()]))")
"""Before the class that a label tells of: 性别：男; 电梯（使用状态：在用）."""
_YEARS_OVER = re.compile(r"(?:年?满|超过?)(\d{1,2})年(?:及?以上)?|(\d{1,2})年[及含]以上")
"""So many years or more: 使用满15年, 使用15年以上."""
_BY_NAME = re.compile(r"花名册?$")
"""A list by name of those whom a label counts: 站员花名."""
_UNDER = re.compile(
    r"(?<!不)(?:不足|低于|不到|少于|小于)(\d[\d.]*[百千万亿]*(?:元|人|户|亩|头|只|吨|公里|平方米))(?!以[上下])"
)
_BEYOND = re.compile(
    r"(?<!不)(?:超过|高于|多于|大于)(\d[\d.]*[百千万亿]*(?:元|人|户|亩|头|只|吨|公里|平方米))(?!以[上下]|的?部分)"
)
"""不足10万元的村 are those of 10万元以下."""
_DIGITS = "一二三四五六七八九"
_AGE_WORD = re.compile(rf"([{_DIGITS}]?)十([{_DIGITS}]?)(?=(?:周?岁|[至到—–-]))")
_AGE_PLUS = re.compile(r"^(\d{2,3})\+岁?(\D*)$")
_AGE_UNDER = re.compile(r"(?:未满|不满|不足)(\d{1,3}周?岁)(?:以下)?")
_AGE_FROM = re.compile(r"(?:年?满|[≥>])=?(\d{1,3}周?岁)(?:及?以上)?")
_GRADED = re.compile(r"(?<=\w)\(([一二三四五1-5])\)(?=[型类级])")


def one_way(text: str) -> str:
    """A label with its years and bounds said one way, without what tells nothing of the figure.

    >>> one_way("使用满15年的电梯"), one_way("收入不足10万元的村"), one_way("性别:男")
    ('使用15年以上的电梯', '收入10万元以下的村', '男')
    """
    text = _YEARS_OVER.sub(lambda match: f"{match[1] or match[2]}年以上", text)
    text = _BEYOND.sub(r"\1以上", _UNDER.sub(r"\1以下", text))
    return _CLASSED.sub("", _BY_NAME.sub("", _STAFF.sub("从业人员", _SOWN.sub("", text))))


def graded(text: str) -> str:
    """A text with its grades in Chinese figures and without brackets: 小（1）型 is 小一型."""
    return _GRADED.sub(lambda match: _DIGITS[int(match[1]) - 1] if match[1] in "123456789" else match[1], text)


def aged(text: str) -> str:
    """A text with its ages said one way: 六十周岁以上, 年满60周岁, ≥60岁; 未满18周岁.

    >>> aged("年满六十周岁"), aged("未满18周岁")
    ('60周岁以上', '18周岁以下')
    """
    text = _AGE_PLUS.sub(r"\1岁以上\2", text)
    if "岁" not in text:
        return text
    text = _AGE_WORD.sub(lambda m: f"{_digit(m[1], 1)}{_digit(m[2], 0)}", text)
    return _AGE_FROM.sub(r"\1以上", _AGE_UNDER.sub(r"\1以下", text))


def _digit(sign: str, without: int) -> int:
    return _DIGITS.index(sign) + 1 if sign else without
