"""Families of texts with the truth between them, spoilt as pages are in offices: by scanners, typists and staplers.

A family comes from one clean document of `../shared/data/match`. Families share nothing but what official language
shares, so that every pair of two families is unrelated.
"""

from __future__ import annotations

import csv
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from benchmarks.spoiling import WAYS, Way
from songbang.core.matching import Record
from songbang.core.matching.fulltext import Hashes, containment, prepare

SHARED = Path(__file__).resolve().parents[1].parent / "shared/data/match"
RELATIONS = ("same", "forward", "revision", "recurring", "copy")
_PLACES = [
    "余新镇",
    "凤桥镇",
    "王店镇",
    "洪合镇",
    "新丰镇",
    "魏塘街道",
    "姚庄镇",
    "干窑镇",
    "钟埭街道",
    "乍浦镇",
    "百步镇",
    "沈荡镇",
]
_ORGANS = [
    ("人民政府", "政"),
    ("人民政府办公室", "政办"),
    ("农业农村局", "农"),
    ("应急管理局", "应急"),
    ("民政局", "民"),
]
_COUNTIES = ["青山区", "白石县", "临河市", "云岭县", "长桥区", "石门县"]


_HEAD_OR_END = re.compile(r"(?:通过|批准|修正|公布|号|日)$|^.{2,16}(?:人民政府|国务院|办公厅|办公室|委员会|部|局)$")


@dataclass(slots=True)
class Family:
    """`pairs` and the others by ids in the order of the records; `hard`: unrelated, though made to look alike;
    `templated`: ids of texts from a template that other families use too."""

    records: list[Record] = field(default_factory=list)
    pairs: dict[tuple[str, str], str] = field(default_factory=dict)
    ignored: set[tuple[str, str]] = field(default_factory=set)
    hard: set[tuple[str, str]] = field(default_factory=set)
    templated: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Paper:
    """A document before it is spoilt: its head, its paragraphs, its end."""

    title: str
    number: str
    issuer: str
    day: date
    to: str
    body: tuple[str, ...]

    def lines(self) -> list[str]:
        end = [self.issuer, f"{self.day.year}年{self.day.month}月{self.day.day}日"]
        return [self.title, self.number, self.to, *self.body, *end]


@cache
def _sources() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(title, paragraphs) of clean documents, of which no two stand in a relation."""
    rows = [json.loads(line) for line in (SHARED / "texts/texts.jsonl").read_text("utf-8").splitlines()]
    spoilt, kin = set(), dict[str, set[str]]()
    for name in ("detail.csv", "ignore.csv"):
        with (SHARED / "texts" / name).open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                for side in "ab":
                    if row.get(f"copy_{side}", "clean") != "clean" or row.get(f"sort_{side}") in (
                        "copy",
                        "relay",
                        "series",
                    ):
                        spoilt.add(row[f"id_{side}"])
                kin.setdefault(row["id_a"], set()).add(row["id_b"])
                kin.setdefault(row["id_b"], set()).add(row["id_a"])
    taken: set[str] = set()
    shingles: list[Hashes] = []
    found = []
    for row in rows:
        lines = [line.strip() for line in row["text"].splitlines() if line.strip()]
        if (
            row["id"] in spoilt
            or "镇人民政府" in row["text"][:40]
            or kin.get(row["id"], set()) & taken
            or max(map(len, lines)) < 60
            or len(lines) < 8
        ):
            continue
        own = prepare("\n".join(lines[1:60])).shingles
        if any(max(containment(own, other)) > 0.15 for other in shingles):
            continue
        shingles.append(own)
        taken.add(row["id"])
        found.append((row.get("title") or lines[0], tuple(lines[1:])))
    return tuple(found)


def _papers(chance: random.Random) -> Iterator[Paper]:
    """The documents as issued by bodies of made counties, none of them longer than some pages."""
    sources = list(_sources())
    chance.shuffle(sources)
    for title, lines in sources:
        county = chance.choice(_COUNTIES)
        organ, code = chance.choice(_ORGANS)
        issuer = county + organ
        day = date(2016, 1, 5) + timedelta(chance.randrange(2400))
        body = tuple(line for line in lines if not _HEAD_OR_END.search(line))[: chance.randint(14, 60)]
        if sum(map(len, body)) < 600:
            continue
        kind = chance.random()
        if kind < 0.6 or not re.search(r"条例|办法|规定|意见|方案|细则", title):
            matter = re.sub(r"^.*?关于|的?(?:通知|决定|意见|条例|办法|规定)$|^.{2,8}?[省市州县]", "", title) or title
            verb, kind_of = chance.choice(["做好", "加强", "进一步规范"]), chance.choice(["通知", "意见"])
            name = f"{issuer}关于{verb}{matter[:24]}工作的{kind_of}"
        else:
            name = f"{county}{re.sub(r'^.{2,8}?[省市州县]', '', title)}"
        number = f"{county[0]}{code}发〔{day.year}〕{chance.randint(2, 180)}号"
        yield Paper(name, number, issuer, day, "各镇人民政府（街道办事处），区级有关单位：", body)


def families(seed: int, way: str, many: int = 60) -> list[Family]:
    """`many` families, a fifth for each relation and one for what only looks alike, spoilt in one way."""
    chance = random.Random(f"{way}{seed}")
    papers = list(_papers(chance))
    many = min(many, len(papers) * 6 // 7)
    rest = iter(papers[many:])
    makers = (_same, _forward, _revision, _recurring, _copy)
    made = []
    for at, paper in enumerate(papers[:many]):
        spoil = _Spoiler(WAYS[way], chance, f"{way}{seed}-{at:03}")
        kind = at % (len(makers) + 1)
        made.append(
            makers[kind](paper, chance, spoil) if kind < len(makers) else _alike(paper, next(rest), chance, spoil)
        )
    return made


@dataclass(slots=True)
class _Spoiler:
    """Makes records of papers; each text is spoilt by chance, the fields beside it stated or not."""

    way: Way
    chance: random.Random
    name: str
    made: int = 0

    def __call__(self, paper: Paper, spoilt: float = 0.7, *, headed: bool = True) -> Record:
        """`headed`: the first page must be there, for what relation it stands in shows on it alone."""
        lines = paper.lines()
        if self.chance.random() < spoilt:
            lines = self.way(lines, self.chance, headed)
        self.made += 1
        told = [value if self.chance.random() < 0.45 else None for value in (paper.title, paper.number, paper.issuer)]
        return Record(
            f"{self.name}-{self.made}", told[0] or "", told[1], told[2], None,
            paper.day if self.chance.random() < 0.3 else None, text="\n".join(lines),
        )  # fmt: skip


def _family(records: list[Record], relation: str) -> Family:
    found = Family(records)
    for at, one in enumerate(records):
        for two in records[at + 1 :]:
            found.pairs[one.id, two.id] = relation
    return found


def _same(paper: Paper, chance: random.Random, spoil: _Spoiler) -> Family:
    return _family([spoil(paper, 0.9, headed=False) for _ in range(chance.choice([2, 2, 3]))], "same")


def _cover(source: Paper, chance: random.Random, issuer: str) -> Paper:
    """A cover note, short or long, with the whole original after it."""
    day = source.day + timedelta(chance.randint(2, 40))
    named = source.title if source.title.startswith(source.issuer) else f"{source.issuer}{source.title}"
    title = f"{issuer}{chance.choice(['转发', '转发', '批转', '关于转发'])}{named}的通知"
    first = chance.choice(["现将《{t}》（{n}）转发给你们，请认真贯彻执行。",
                           "《{t}》（{n}）现转发给你们，请结合实际抓好落实。",
                           "现将{t}（{n}）转发你们，请遵照执行。"]).format(t=source.title, n=source.number)  # fmt: skip
    points = ["一、提高思想认识。各村要把这项工作摆上重要议事日程，主要负责人亲自过问，分管负责人具体抓。",
              "二、明确责任分工。由镇党政综合办牵头，各办（站、所）按职责推进，确保事事有人管。",
              "三、强化时间节点。请于每月25日前将进展情况报镇党政综合办，联系人：李**，电话：8283****。",
              "四、严格督查考核。镇纪委将不定期开展抽查，结果列入年度目标责任制考核。"]  # fmt: skip
    own = points[: chance.choice([0, 0, 1, 3, 4])]
    end = [issuer, f"{day.year}年{day.month}月{day.day}日"]
    attached = chance.choice([[], ["附件："], ["附件：" + source.title]])
    body = (first, *own, *end, *attached, *source.lines())
    return Paper(
        title,
        f"{issuer[0]}政发〔{day.year}〕{chance.randint(3, 99)}号",
        issuer,
        day,
        "各村（社区），机关各科室：",
        body,
    )


def _forward(paper: Paper, chance: random.Random, spoil: _Spoiler) -> Family:
    place = chance.choice(_PLACES)
    relay = _cover(paper, chance, f"{place}人民政府" if place.endswith("镇") else f"{place}办事处")
    one, two = spoil(paper), spoil(relay)
    found = _family([one, two], "forward")
    if chance.random() < 0.4:
        again = _cover(relay, chance, f"{chance.choice(['星火', '联丰', '永红'])}村村民委员会")
        found.records.append(spoil(again))
        found.pairs[two.id, found.records[2].id] = "forward"
        found.pairs[one.id, found.records[2].id] = "forward"
    return found


def _revision(paper: Paper, chance: random.Random, spoil: _Spoiler) -> Family:
    """A later version: few changes or many; sentences in, out, reworded, figures moved."""
    lines = list(paper.body)
    share = chance.choice([0.12, 0.2, 0.35, 0.5])
    for at in chance.sample(range(len(lines)), max(3, round(share * len(lines)))):
        lines[at] = _reworded(lines[at], chance)
    later = paper.day + timedelta(chance.randint(300, 1800))
    number = re.sub(r"〔.*", f"〔{later.year}〕{chance.randint(2, 180)}号", paper.number)
    title = paper.title
    if chance.random() < 0.35:
        title += f"（{later.year}年修订）"
    new = Paper(title, number, paper.issuer, later, paper.to, tuple(line for line in lines if line))
    return _family([spoil(paper), spoil(new)], "revision")


_NEW = ["对逾期未完成整改的，由区主管部门责令限期改正，并将有关信息纳入信用档案。",
        "鼓励社会力量依法参与相关工作，具体办法由区主管部门会同财政部门另行制定。",
        "有关部门应当通过政务服务平台共享数据，不得要求基层重复报送材料。",
        "涉及跨区域事项的，由共同的上一级主管部门协调处理，并书面告知有关单位。"]  # fmt: skip


def _reworded(line: str, chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.2:
        return ""
    if kind < 0.45:
        return line + chance.choice(_NEW)
    if kind < 0.7:
        half = len(line) // 2
        return line[: max(4, half // 2)] + chance.choice(_NEW)
    return re.sub(
        r"[一二三四五六七八九]+(?=日|个月|年|万)|\d+", lambda match: str(chance.randint(2, 90)), line
    ).replace("应当", "必须")


_SERIES = [
    ("关于报送{m}月份{w}情况的通知", "请各镇（街道）将{m}月份{w}情况于{m}月{d}日前报送，逾期未报的将予以通报。"),
    (
        "关于{y}年第{q}季度{w}督查情况的通报",
        "{y}年第{q}季度，区督查组对全区{w}工作开展了督查，共抽查点位{n}处，发现问题{k}个，现将有关情况通报如下。",
    ),
    ("{w}工作简报（第{i}期）", "截至{m}月{d}日，全区{w}工作共排查{n}户，整改{k}处，完成率{r}%。"),
    ("关于召开{m}月份{w}工作例会的通知", "经研究，定于{m}月{d}日召开全区{w}工作例会，会期约{k}分钟，请准时参加。"),
]
_WORKS = ["安全生产", "垃圾分类", "河道保洁", "消防安全", "防汛备汛", "困难群众走访", "食品安全", "人居环境整治"]


def _recurring(paper: Paper, chance: random.Random, spoil: _Spoiler) -> Family:
    """A monthly notice: a template with what is standing (some paragraphs of a real document) and what moves."""
    title, first = chance.choice(_SERIES)
    work = chance.choice(_WORKS)
    standing = list(paper.body[2 : chance.randint(5, 9)])
    start = chance.randint(1, 8)
    records = []
    serial = chance.randint(4, 60)
    for step in range(chance.choice([2, 3])):
        month = start + step
        serial += chance.randint(2, 9)
        told = {"y": 2019, "m": month, "q": step + 1, "i": 10 + step, "w": work, "d": chance.randint(10, 27),
                "n": chance.randint(20, 400), "k": chance.randint(3, 60), "r": chance.randint(71, 99)}  # fmt: skip
        done, left, by = chance.randint(2, 60), chance.randint(2, 30), chance.randint(11, 27)
        more = f"上期发现的问题已整改{done}个，尚有{left}个正在整改，请于{month}月{by}日前完成。"
        table = [f"{place}{chance.randint(3, 90)}户" for place in _PLACES[:4]]
        body = (first.format(**told), *standing, "、".join(table) + "。", more)
        issue = Paper(title.format(**told), f"{paper.number.split('〔')[0]}〔2019〕{serial}号", paper.issuer,
                      date(2019, month, chance.randint(2, 26)), paper.to, body)  # fmt: skip
        records.append(spoil(issue))
    return _family(records, "recurring")


def _copy(paper: Paper, chance: random.Random, spoil: _Spoiler) -> Family:
    """Another body's plan made of most of it: names replaced, paragraphs left out, own ones put in."""
    place = chance.choice(_PLACES)
    county = paper.issuer[:3]
    matter = re.sub(r"^.*?关于(?:做好|加强|进一步规范)?|工作的(?:通知|意见)$|" + county, "", paper.title)[:26]
    kept = [line for line in paper.body if chance.random() < chance.choice([0.75, 0.9, 0.97])]
    lines = [_local(line, county, place, chance) for line in kept]
    for _ in range(chance.randint(1, 3)):
        lines.insert(chance.randrange(len(lines)), chance.choice([
            f"本镇由平安法治办牵头，联村干部每周二、周五入村核实，{chance.randint(5, 28)}日前汇总。",
            "结合本镇实际，成立工作专班，实行挂图作战、销号管理。",
            f"各村要落实专人负责，每月{chance.randint(5, 28)}日前报送进展。"]))  # fmt: skip
    day = paper.day + timedelta(chance.randint(15, 400))
    body_of = "办事处" if place.endswith("街道") else "人民政府"
    title = (
        f"{place}{body_of}关于印发《{place}{matter}{chance.choice(['实施方案', '三年行动方案', '工作方案'])}》的通知"
    )
    number = f"{place[0]}政〔{day.year}〕{chance.randint(3, 120)}号"
    plan = Paper(title, number, place + body_of, day, "各村（社区），机关各科室：",
                 ("现印发给你们，请认真组织实施。", *lines))  # fmt: skip
    return _family([spoil(paper), spoil(plan)], "copy")


def _local(line: str, county: str, place: str, chance: random.Random) -> str:
    line = line.replace(county, place).replace("本区", "本镇").replace("全市", "全镇").replace("本条例", "本方案")
    return line.replace("应当", "要") if chance.random() < 0.2 else line


def _quoted(body: tuple[str, ...], length: int) -> list[str]:
    found: list[str] = []
    for line in body[3:]:
        if sum(map(len, found)) + len(line) <= length:
            found.append(line)
    return found


def _alike(paper: Paper, other: Paper, chance: random.Random, spoil: _Spoiler) -> Family:
    """Two notices of one body in one wording about two matters, and a plan that quotes a few paragraphs."""
    one, two = chance.sample(_WORKS, 2)
    words = paper.body[3]
    notices = [
        Paper(f"{paper.issuer}关于开展{work}专项检查的通知",
              f"{paper.number.split('〔')[0]}〔2019〕{chance.randint(2, 150)}号",
              paper.issuer, date(2019, chance.randint(1, 12), 6), paper.to,
              (f"为进一步做好{work}工作，经研究，决定在全区范围内开展{work}专项检查，现将有关事项通知如下。",
               f"一、检查范围。全区涉及{work}的各类场所、单位。",
               f"二、检查内容。{work}制度落实、人员到岗、台账记录等情况。",
               words, f"三、有关要求。各镇（街道）要高度重视，明确专人负责{work}检查，于月底前书面报送总结。"))
        for work in (one, two)
    ]  # fmt: skip
    place = chance.choice(_PLACES)
    others = list(other.body)
    at = chance.randrange(len(others) // 2)
    others[at:at] = _quoted(paper.body, min(sum(map(len, body)) for body in (others, paper.body)) // 7)
    title = f"{place}人民政府关于{place}重点工作安排的意见"
    number = f"{place[0]}政〔2019〕{chance.randint(2, 90)}号"
    quoting = Paper(title, number, f"{place}人民政府", date(2019, 2, 11), "各村（社区）：", tuple(others))
    records = [spoil(paper), *map(spoil, notices), spoil(quoting)]
    hard = {(a.id, b.id) for at, a in enumerate(records) for b in records[at + 1 :]}
    return Family(records, {}, set(), hard, {record.id for record in records[1:3]})
