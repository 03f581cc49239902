"""How texts get spoilt on their way: on the scanner, under somebody's hands, by pages lost, by wear."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from functools import cache

from songbang.core import rulebook
from songbang.core.text import traditional

Lines = list[str]
Way = Callable[[Lines, random.Random, bool], Lines]
"""The last: the first page must stay."""
BROKEN = {
    "好": "女子",
    "明": "日月",
    "的": "白勺",
    "行": "彳亍",
    "村": "木寸",
    "加": "力口",
    "动": "云力",
    "机": "木几",
    "林": "木木",
}
_STRAY = "'、·丶`~|，。丨^_"


@cache
def _alike() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one, two in rulebook.load("matching_slips.yaml")["alike_in_print"].split():
        found.setdefault(one, []).append(two)
        found.setdefault(two, []).append(one)
    return found


@cache
def _sounding() -> dict[str, str]:
    return {char: word for word in rulebook.load("matching_slips.yaml")["alike_in_sound"].split() for char in word}


def looks_like(char: str) -> list[str]:
    """Characters that a scanner may give for one; itself where there are none."""
    return _alike().get(char, [char])


def sounds_like(char: str) -> str:
    """Characters that an input method may give for one, itself among them."""
    return _sounding().get(char, char)


def _each(lines: Lines, chance: random.Random, rate: float, wrong: Callable[[str], str]) -> Lines:
    return ["".join(wrong(char) if chance.random() < rate else char for char in line) for line in lines]


def _misread(chance: random.Random) -> Callable[[str], str]:
    """One character as a scanner may give it."""

    def wrong(char: str) -> str:
        kind = chance.random()
        if char.isdigit():
            return {"0": "O", "1": "l", "5": "S", "8": "B", "2": "Z"}.get(char, char)
        if kind < 0.1:
            return ""
        if kind < 0.2:
            return char + chance.choice(_STRAY)
        return BROKEN.get(char) or chance.choice(_alike().get(char, [char]))

    return wrong


def _broken(lines: Lines, width: int) -> Lines:
    return [line[at : at + width] for line in lines for at in range(0, max(1, len(line)), width)]


def _paged(lines: Lines, chance: random.Random, head: str) -> Lines:
    """With page numbers, running heads, stamps and the imprint at the foot."""
    style = chance.choice(["- {0} -", "第 {0} 页 共 {1} 页", "{0}/{1}", "· {0} ·", "第{0}页", "— {0} —"])
    size = chance.randint(18, 34)
    many = -(-len(lines) // size)
    running = chance.choice([None, head[:24], "内部资料 注意保管"])
    found: Lines = []
    for page in range(many):
        found += [running] if running and page else []
        found += lines[page * size : (page + 1) * size]
        found.append(style.format(page + 1, many))
    if chance.random() < 0.4:
        at = chance.randrange(min(4, len(found)))
        found.insert(
            at,
            chance.choice(
                ["收文 第0317号", "特急", "发件人：0573-8283**** 2019-03-04 10:22 P1/3", "来文登记 2019.3.4 综合科"]
            ),
        )
    if chance.random() < 0.5:
        found += ["抄送：区委各部门，区人大办、区政协办，区法院、区检察院。", "办公室 2019年4月1日印发"]
    return found


def page(lines: Lines, chance: random.Random, headed: bool) -> Lines:
    """Scanned: characters misread, lines broken and now and then lost, pages numbered and stamped."""
    found = _each(lines, chance, chance.choice([0.005, 0.015, 0.03, 0.05]), _misread(chance))
    if chance.random() < 0.75:
        found = _broken(found, chance.randint(19, 44))
    lost = chance.choice([0.0, 0.0, 0.01, 0.03])
    return _paged([line for line in found if chance.random() >= lost], chance, lines[0])


def typed(lines: Lines, chance: random.Random, headed: bool) -> Lines:
    """Typed off or copied out of a page: another script, paragraphs run together, the head shortened."""
    found = _each(
        lines, chance, chance.choice([0.0, 0.004, 0.012]), lambda char: chance.choice(_sounding().get(char, char))
    )
    kind = chance.random()
    if kind < 0.3:
        found = [traditional(line) for line in found]
    elif kind < 0.5:
        found = [line.translate(str.maketrans("0123456789（）〔〕", "０１２３４５６７８９()[]")) for line in found]
    if chance.random() < 0.35:
        del found[1]
    if chance.random() < 0.2:
        found[0] = re.sub(r"^.{2,10}?(?=关于|關於)", "", found[0])
    if chance.random() < 0.4:
        found = found[:3] + ["".join(found[at : at + 4]) for at in range(3, len(found), 4)]
    if chance.random() < 0.2:
        found = [" ".join(line) if len(line) < 40 else line for line in found]
    if chance.random() < 0.3:
        found = [line.replace("，", ",").replace("。", ".").replace("；", ";") for line in found]
    return found


def partial(lines: Lines, chance: random.Random, headed: bool) -> Lines:
    """A page is missing: the first with the head, the last with the signature, or one between."""
    found = _each(lines, chance, chance.choice([0.0, 0.01, 0.02]), _misread(chance))
    total = sum(map(len, found))
    gone = total * chance.uniform(0.12, 0.35)
    where = chance.choice(["last", "between"] if headed else ["first", "last", "between"])
    start = {"first": 0.0, "last": total - gone, "between": total * 0.4}[where]
    kept, at = [], 0
    for line in found:
        if not start <= at < start + gone:
            kept.append(line)
        at += len(line)
    return _broken(kept, chance.randint(24, 38)) if chance.random() < 0.5 else kept


def worn(lines: Lines, chance: random.Random, headed: bool) -> Lines:
    """Copied again and again: characters lost and doubled, names blacked out, a watermark, lines out of order."""

    def faint(char: str) -> str:
        kind = chance.random()
        if char.isdigit():
            return chance.choice("0123456789") if kind < 0.15 else char
        return "" if kind < 0.55 else char * 2 if kind < 0.7 else chance.choice("口田日囗")

    found = _broken(_each(lines, chance, chance.choice([0.01, 0.025, 0.04]), faint), chance.randint(22, 36))
    if chance.random() < 0.4:
        found = [re.sub(r"(?<=联系人：).{2,3}|\d{7,}", "×××", line) for line in found]
    if chance.random() < 0.5:
        mark = chance.choice(["仅供内部使用", "严禁外传", "桌面打印 请妥善保存"])
        for at in range(6, len(found), chance.randint(7, 15)):
            found.insert(at, mark)
    for _ in range(len(found) // 25):
        at = chance.randrange(3, max(4, len(found) - 1))
        found[at - 1], found[at] = found[at], found[at - 1]
    return found


_HANDS = [
    "请综合科阅办。张 3.5",
    "已阅",
    "拟办意见：请农业科牵头落实",
    "领导批示：同意",
    "（此件公开发布）",
    "（印章）",
]
_CHINESE = str.maketrans("0123456789", "〇一二三四五六七八九")


def _in_words(found: re.Match[str]) -> str:
    """A day in characters: 二〇一九年十二月五日."""
    day = []
    for part in map(int, found.groups()[1:]):
        tens = ("" if part < 20 else "二三"[part // 10 - 2]) + ("十" if part > 9 else "")
        day.append(tens + ("一二三四五六七八九"[part % 10 - 1] if part % 10 else ""))
    return f"{found[1].translate(_CHINESE)}年{day[0]}月{day[1]}日"


def converted(lines: Lines, chance: random.Random, headed: bool) -> Lines:
    """Taken out of a file of another kind: a masthead before, title and number in another order and over several
    lines, days in characters, lists numbered otherwise, remarks of those who handled it, blanks between characters."""
    found = [line for line in lines if line.strip()]
    title, rest = found[0], found[1:]
    if chance.random() < 0.5 and len(title) > 16:
        at = chance.randrange(8, len(title) - 6)
        head = [title[:at], title[at:]]
    else:
        head = [title]
    number = next((line for line in rest[:3] if re.search(r"号$", line) and len(line) < 30), None)
    if number and chance.random() < 0.6:
        rest.remove(number)
        written = number.replace("〔", chance.choice("[（【")).replace("〕", chance.choice("]）】"))
        head = [written, *head] if chance.random() < 0.7 else head
    if chance.random() < 0.4:
        head = [f"{lines[-2][:20]}文件", *head]
    if chance.random() < 0.6:
        rest = [re.sub(r"(20\d\d)年(\d{1,2})月(\d{1,2})日", _in_words, line) for line in rest]
    if chance.random() < 0.5:
        kinds = ["①", "1)", "(1)", "一是", "1．"]
        rest = [re.sub(r"^\s*（?[一二三四五]）?、?", chance.choice(kinds), line) for line in rest]
    for remark in chance.sample(_HANDS, chance.randint(0, 3)):
        rest.insert(chance.randrange(len(rest) + 1), remark)
    if chance.random() < 0.3:
        rest = [
            re.sub(r"(?<=[一-鿿])(?=[一-鿿])", lambda _: " " if chance.random() < 0.15 else "", line) for line in rest
        ]
    rest = _each(
        rest, chance, chance.choice([0.0, 0.003, 0.01]), lambda char: chance.choice(["", char + char, "□", "?"])
    )
    return [*head, *rest]


WAYS: dict[str, Way] = {"page": page, "typed": typed, "partial": partial, "worn": worn, "converted": converted}
