"""Two made registers of a size, with the truth: what linking meets in a province, where templates and numbers repeat.

Every body of every district issues the same few dozen titles word for word, month after month; bodies of other
districts bear the same number (南政办发〔2019〕12号 is issued in 南湖, 南岸 and 南明). The electronic side is nearly
clean, the paper side was typed. Which electronic rows came on paper too is the truth.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta

from songbang.core.matching import Record

_FIRST = "南北东西新平安永丰清金临长海宁兴嘉秀桐乐龙江湖青白云石河林天高华阳德文武太和通广大同义宜富"
_SECOND = "湖岸明城山阳川江安平乐昌宁州泉水源溪海塘浦洲港桥庆远化康泰定远丘陵原门关口县岭峰坪坝湾淀店"
_DEPARTMENTS = [
    ("人民政府办公室", "政办发"), ("应急管理局", "应急"), ("农业农村局", "农"), ("民政局", "民"),
    ("教育局", "教"), ("卫生健康局", "卫"), ("水利局", "水"), ("统计局", "统"), ("财政局", "财"),
    ("市场监督管理局", "市监"), ("住房和城乡建设局", "建"), ("生态环境分局", "环"),
]  # fmt: skip
_MATTERS = [
    "森林防火", "防汛抗旱", "农村人居环境", "垃圾分类", "道路交通安全", "校园安全", "消防安全", "食品安全",
    "河湖长制", "扫黑除恶", "农民工工资支付", "燃气安全", "秸秆禁烧", "动物防疫", "低保核查", "残疾人服务",
    "电信诈骗防范", "文明城市创建", "公共机构节能", "危房排查",
]  # fmt: skip
_TITLES = [
    "关于开展{matter}专项检查的通知", "关于做好{year}年{matter}工作的通知", "关于报送{matter}工作总结的通知",
    "关于{month}月份{matter}工作情况的通报", "关于召开{matter}工作会议的通知", "关于进一步加强{matter}工作的意见",
    "关于印发《{matter}工作考核办法》的通知", "关于填报{matter}统计表的通知",
    "关于{year}年第{quarter}季度{matter}督查情况的通报",
]  # fmt: skip
_ALIKE = dict(zip("未己土大人日天管查理末员责", "末已士太入曰夭菅杳埋未贝贵", strict=True))
_BRACKETS = ("〔〕", "[]", "()", "（）", "【】", "﹝﹞", "［］")


@dataclass(frozen=True, slots=True)
class Registers:
    """Both sides, and the pairs (electronic id, paper id) that are one document."""

    electronic: list[Record]
    paper: list[Record]
    truth: set[tuple[str, str]]


def make(rows: int, seed: int = 7) -> Registers:
    """`rows` a side; four of ten paper rows are documents of the electronic side."""
    chance = random.Random(seed)
    documents = _documents(rows + rows * 6 // 10, chance)
    electronic = [replace(record, id=f"e{at}") for at, record in enumerate(documents[:rows])]
    both = chance.sample(range(rows), rows - rows * 6 // 10)
    paper, truth = [], set()
    for at in (*both, *range(rows, len(documents))):
        row = _typed(documents[at], chance)
        paper.append(replace(row, id=f"p{len(paper)}", channel="paper"))
        if at < rows:
            truth.add((f"e{at}", paper[-1].id))
    return Registers(electronic, paper, truth)


def _documents(count: int, chance: random.Random) -> list[Record]:
    """Documents of as many bodies as it takes: some forty each, numbered on through the year."""
    districts = [a + b for a in _FIRST for b in _SECOND]
    chance.shuffle(districts)
    districts += [name + more for more in "乡郊厢" for name in districts]
    found: list[Record] = []
    bodies = ((district, *department) for district in districts for department in _DEPARTMENTS)
    while len(found) < count:
        district, department, code = next(bodies)
        day, serial = date(2019, 1, 4), 0
        for _ in range(chance.randint(20, 60)):
            day += timedelta(chance.randint(1, 12))
            serial += chance.randint(1, 3)
            found.append(_document(district, department, code, serial, day, chance))
    chance.shuffle(found)
    return found[:count]


def _document(district: str, department: str, code: str, serial: int, day: date, chance: random.Random) -> Record:
    title = chance.choice(_TITLES).format(
        matter=chance.choice(_MATTERS), year=day.year, month=day.month, quarter=(day.month + 2) // 3
    )
    number = f"{district[0]}{code}〔{day.year}〕{serial}号"
    received = day + timedelta(chance.randint(1, 4))
    issued = day if chance.random() < 0.5 else None
    return Record("", title, number, f"{district}区{department}", received, issued, "electronic")


def _typed(record: Record, chance: random.Random) -> Record:
    """The row as somebody typed it from a scan."""
    received = (record.received_on or date(2019, 1, 1)) + timedelta(chance.randint(0, 8))
    issuer = record.issuer
    kind = chance.random()
    if issuer and kind < 0.12:
        issuer = None
    elif issuer and kind < 0.35:
        issuer = (
            issuer.replace("人民政府办公室", "政府办").replace("农业农村", "农业").replace("市场监督管理", "市场监管")
        )
    number = _number(record.number or "", chance)
    title = _title(record.title, chance)
    if number is None and issuer is None:
        issuer = record.issuer
    return replace(record, title=title, number=number, issuer=issuer, received_on=received, issued_on=None)


def _number(number: str, chance: random.Random) -> str | None:
    kind = chance.random()
    if kind < 0.12:
        return None
    opening, closing = chance.choice(_BRACKETS)
    number = number.replace("〔", opening).replace("〕", closing)
    if kind < 0.2:
        number = number.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    elif kind < 0.28:
        number = number.replace("0", "O")
    elif kind < 0.36:
        number = number.replace(closing, closing + "第")
    elif kind < 0.44:
        number = number.removesuffix("号")
    return number


def _title(title: str, chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.15:
        title = "".join(_ALIKE.get(char, char) for char in title)
    elif kind < 0.22:
        at = chance.randrange(3, len(title) - 3)
        title = title[:at] + title[at + 1 :]
    elif kind < 0.3:
        title = title.removesuffix("的通知")
    elif kind < 0.34:
        title = title[: max(9, len(title) - 4)] + "…"
    elif kind < 0.4:
        title += "（急件）"
    elif kind < 0.45:
        title = title.replace("关于", "关于 ").replace("2019", "二〇一九")
    return title
