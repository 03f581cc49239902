"""Ways in which offices write one row of a register, one habit a function: numbers, issuers, titles, columns, scripts.

Each takes a row as somebody typed it and gives it as another office would have entered it. What a habit cannot say of
the row (a row without number) it leaves as it is.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace

from songbang.core.matching import Record
from songbang.core.text import traditional

Habit = Callable[[Record, random.Random], Record]

_NUMBER = re.compile(r"^(?P<code>[一-鿿]+).?(?P<year>20\d\d|19\d\d).?第?0*(?P<serial>\d+)号?$")
_LAYOUTS = [
    "{code}{year}年第{serial}号",
    "{code}{year}-{serial}",
    "{code}〔{short}〕{serial}号",
    "{code}({short}){serial}",
    "{code} 【{year}】 {serial} 号",
    "{code}［{year}］{serial}",
    "{code}﹝{year}﹞第{serial:0>3}号",
    "{code}{year}{serial:0>4}号",
    "{code}〔{year}年〕{serial}号",
    "({year}){code}{serial}号",
    "〔{year}〕{code}第{serial}号",
    "{code}字〔{year}〕{serial}号",
    "{code}〔{year}〕 No.{serial}",
    "{code}{{{year}}}{serial}号",
    "文号：{code}〔{year}〕{serial}号",
    "{code}〔{year}〕{serial}号文",
    "{code}〔{year}〕{serial}号(件)",
    "{code}\\[{year}\\]{serial}号",
    "{code}<{year}>{serial}号",
    "{code}/{year}/{serial}",
]
_MISREAD = str.maketrans("0156894", "D丨Sb8qA")
_BRACKETS_MISREAD = [
    ("〔", "C"),
    ("〔", "L"),
    ("〕", "J"),
    ("〕", "1"),
    ("〔", "｛"),
    ("〕", "}"),
    ("〔", "「"),
    ("〕", "」"),
]
_BEFORE = [
    "来文：",
    "文件：",
    "【紧急】",
    "★",
    "1.",
    "3、",
    "（补登）",
    "[红头]",
    "《",
    "通知：",
    "（电子）",
    "请阅：",
    "呈阅 ",
]
_AFTER = [
    ".pdf",
    ".docx",
    "（盖章版）",
    "（定稿）",
    "（共3页）",
    "（一式两份）",
    "(含附件2个)",
    "（原件）",
    "。",
    "（已办）",
    "（纸质）",
    "——急",
    "（扫描）",
    "_20190305",
    "(见附件)",
    " 1份",
    "（存综合科）",
    "（限3月5日前报）",
]
_SHORTER = [
    ("人民政府办公室", "府办"),
    ("人民政府", "府"),
    ("办公室", "办"),
    ("委员会", "委"),
    ("领导小组", "组"),
    ("管理局", "局"),
    ("农业农村", "农"),
    ("应急管理", "应急"),
    ("卫生健康", "卫健"),
    ("住房和城乡建设", "住建"),
    ("自然资源和规划", "资规"),
    ("人力资源和社会保障", "人社"),
    ("文化和旅游", "文旅"),
    ("发展和改革", "发改"),
    ("生态环境", "环保"),
    ("指挥部", "指"),
]
_REGION = re.compile(r"^(?:[一-鿿]{2,3}省)?(?:[一-鿿]{2,3}市)?(?=[一-鿿]{2,3}[区县])")


def numbers(row: Record, chance: random.Random) -> Record:
    """The number in another layout, or with the year in two digits."""
    found = _NUMBER.match(row.number or "")
    if not found:
        return row
    told = {**found.groupdict(), "short": found["year"][2:]}
    return replace(row, number=chance.choice(_LAYOUTS).format(**told))


def misread(row: Record, chance: random.Random) -> Record:
    """Brackets and digits of the number as a scanner gives them."""
    number = row.number or ""
    before, after = chance.choice(_BRACKETS_MISREAD)
    number = number.replace(before, after)
    if chance.random() < 0.4:
        number = number.translate(_MISREAD)
    return replace(row, number=number or None)


def columns(row: Record, chance: random.Random) -> Record:
    """Number and issuer in each other's column, in one, or before the title."""
    kind = chance.random()
    if kind < 0.3:
        return replace(row, number=row.issuer, issuer=row.number)
    if kind < 0.5:
        return replace(row, number=None, issuer=f"{row.issuer or ''} {row.number or ''}".strip() or None)
    if kind < 0.75 and row.number:
        return replace(row, number=None, title=f"{row.number} {row.title}")
    return replace(row, issuer=None, title=f"{row.issuer or ''}：{row.title}" if row.issuer else row.title)


def titles(row: Record, chance: random.Random) -> Record:
    """Something written before or after the title that does not belong to it."""
    title = row.title
    if chance.random() < 0.5:
        title = chance.choice(_BEFORE) + title
    if chance.random() < 0.6:
        title += chance.choice(_AFTER)
    if chance.random() < 0.2:
        title = title.replace("关于", "", 1)
    return replace(row, title=title)


def issuers(row: Record, chance: random.Random) -> Record:
    """The issuer as people call it, or none."""
    name = row.issuer
    if not name or chance.random() < 0.15:
        return replace(row, issuer=None)
    for long, short in _SHORTER:
        if chance.random() < 0.6:
            name = name.replace(long, short)
    if chance.random() < 0.5:
        name = _REGION.sub("", name)
    if chance.random() < 0.1:
        name = f"中共{name}" if "委" in name else f"{name}（盖章）"
    return replace(row, issuer=name)


def scripts(row: Record, chance: random.Random) -> Record:
    """In Traditional characters, with other digits, marks and blanks."""
    kind = chance.random()
    title, number, issuer = row.title, row.number, row.issuer
    if kind < 0.4:
        title, issuer = traditional(title), traditional(issuer) if issuer else None
        number = traditional(number) if number else None
    elif kind < 0.7:
        title = re.sub(r"\d+", lambda found: "".join("〇一二三四五六七八九"[int(digit)] for digit in found[0]), title)
    else:
        title = title.replace("《", "“").replace("》", "”").replace("（", " (").replace("、", "､")
        title = title.translate({ord(digit): chr(0xFF10 + int(digit)) for digit in "0123456789"})
    return replace(row, title=title, number=number, issuer=issuer)


HABITS: dict[str, Habit] = {
    "numbers": numbers,
    "misread": misread,
    "columns": columns,
    "titles": titles,
    "issuers": issuers,
    "scripts": scripts,
}


def some(row: Record, chance: random.Random) -> Record:
    """Two of the habits at a time."""
    for habit in chance.sample(list(HABITS.values()), 2):
        row = habit(row, chance)
    return row
