"""Labels taken apart into words that can be compared: numbering off, synonyms brought together, ages as bands.

A grammar of numbering and ages: its characters are its syntax. The words themselves are in `filling.yaml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from songbang.core import rulebook
from songbang.core.filling.elements import synonyms
from songbang.core.filling.measures import measure
from songbang.core.filling.phrasing import AGE_OR_TIME, aged, graded, kind_first, one_way, scopes_in, some_only
from songbang.core.filling.spans import Span, spans_in, tags_in
from songbang.core.text import plain

_PRIVATE = re.compile("[\ue000-\uf8ff“”\"'‘’《》「」]")
_NUMBERINGS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("chinese", re.compile(r"^[一二三四五六七八九十]{1,3}[、.．](?![二三]产业|[二三四五六](?:[、和及]\S)*[级类])")),
    ("bracketed", re.compile(r"^\([一二三四五六七八九十]{1,3}\)、?")),
    ("arabic", re.compile(rf"^\d{{1,2}}[.、．](?!\d(?!{AGE_OR_TIME}))")),
    ("bracketed_arabic", re.compile(r"^\(\d{1,2}\)")),
    ("circled", re.compile(r"^[①-⑳]")),
    ("latin", re.compile(r"^[A-H][、.．](?=[\u4e00-\u9fff])(?!.?[级类型等])")),
    ("padded", re.compile(r"^\d{2}(?=是否|\D{2,12}是否)|^0\d(?=\D)")),
)
_ADDED = re.compile(r"^(?:附|另|附报|补充|补充资料|补充指标|附记|另报)[:,](?=.)")
_DIVIDED = re.compile(r"^按([^,;:/]{1,8}?)(?:划|来)?(?:分组|分类|分)?$")
_PART = re.compile(
    r"^(?:(?:其中[:,]?|#)?按(?![期需质量实照劳规要比]|时(?!长|间|段))[^,;:/()]{1,8}?(?:分组|分类|分)?:(?=.)|其中[:,]?|#)"
)
"""Before a part of what stands above: 其中：女性; 按类别分：视力残疾."""
_SIGNED = re.compile(r"^[加减](?=:)")
"""Before a line of an account (减：累计折旧)."""
_ALSO_CALLED = re.compile(
    r"(?:(?<=[站厂所院馆园室点店场库队栏池亭屋])|(?<=中心))\((?:[站厂所院馆园室店场库队点亭屋房棚栏牌角箱池]|中心)\)(?!\w)"
)
"""Another last word of one name (污水处理站（厂）, 卫生室（所）)."""
_VILLAGES_FIRST = re.compile(r"^(?:建制村|行政村)已?(通[^率比里长]+?)数?$")
"""建制村通客车 are 通客车的行政村."""
_MEASURED = re.compile(r"\(([^()]+)\)$")
_WIDENED = re.compile(r"\(([^()]{1,3})\)(?=\w)")
_MEANT = re.compile("[≥≤><]=?[0-9.]+[^,;、]{0,4}$")
"""What a word means, in figures (高温日数（≥35℃）)."""
_ASIDE = re.compile(r"\(([^()]*)\)")
_AGE = re.compile(r"(\d{1,3})岁?[-—–~至](\d{1,3})岁|(\d{1,3})岁(?:含)?(以上|以下)|(\d{1,3})岁")
_RANGE = re.compile(
    r"\d[\d.]*(?:[^\d\s]{0,3})[-—–~至]\d[\d.]*[^\d\s()]{0,3}|\d[\d.]*[^\d\s()以]{1,3}(?:以上|以下|以内)"
)
_DASHES = re.compile("[-—–~至]+")
_COUNTED = re.compile(
    r"(?<=..)(?:[人剂针家件户批车台场]次数?|(?<=[塘井窖池箱堰])口数|(?<![源镜龙码罐])头数|[尾只群]数|(?<!楼)(?:[幢栋支辆次套艘盏宗起笔株眼块条张棵羽吨亩]|公里|(?<![样成资版标基课剧])本|(?<!讲)座|(?<![事查惩])处|(?<![平舞戏视讲])台|(?<![病案])例"
    r"|(?<![房车])间|(?<![建名在])册|(?<![月股])份|(?<![案稿条部邮要事文信访])件"
    r"|(?<![市广球农林牧渔操车])场)数)(?:[合总小共]计)?$"
)
_COUNTED_VILLAGES = re.compile(r"^(.{2,}?)的?(?:行政)?(村居|城居|村)(?:委会)?(?:个数|总个数|数|总数)?$")


EVERY = "*"
"""Every line of a form, where its notes speak of all."""


def words() -> dict[str, Any]:
    content: dict[str, Any] = rulebook.load("filling.yaml")
    return content


@cache
def facets() -> dict[str, Any]:
    """How wordings of one quantity differ without differing in meaning: `facets.yaml`, and `facets_*.yaml` by field of
    work (of land and farming; of people and their care; of a town's order and business)."""
    content: dict[str, Any] = {}
    for field_of_work in rulebook.files_of("facets"):
        for name, more in rulebook.load(field_of_work).items():
            content[name] = _joined(content[name], more) if name in content else more
    return content


def _joined(one: Any, more: Any) -> Any:
    """Two lists, or two tables of lists or words, as one."""
    if isinstance(more, str):
        return more
    if isinstance(one, list):
        return [*one, *more]
    return one | {word: _joined(one.get(word, []), unsaid) for word, unsaid in more.items()}


@lru_cache(maxsize=65536)
def clean(text: str) -> str:
    """Half width, no blanks, no quotes, none of a printer's private characters."""
    return _PRIVATE.sub("", plain(text))


_CIRCLED = {ord(sign): f"({number})" for number, sign in enumerate("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", 1)}


def uncircled(text: str) -> str:
    """③=①-② as (3)=(1)-(2)."""
    return text.translate(_CIRCLED)


def numbered(text: str) -> tuple[str | None, str, bool]:
    """Style of a label's numbering (None where it has none), the bare label, and whether it began with 其中.

    >>> numbered(clean("（二）其中： 黄  瓜"))
    ('bracketed', '黄瓜', True)
    """
    style = None
    text = _SIGNED.sub("", _ADDED.sub("", text)).lstrip(":")
    for name, pattern in _NUMBERINGS:
        match = pattern.match(text)
        if match:
            style, text = name, text[match.end() :]
            break
    part = _PART.match(text)
    if part:
        inner = numbered(text[part.end() :])
        return style or inner[0], inner[1], True
    return style, text, False


def unadded(text: str) -> str:
    """A clean label without what only says that it was added to the form (补充资料：农贸市场)."""
    return _ADDED.sub("", text)


@dataclass(frozen=True, slots=True)
class Wording:
    """A label taken apart: its words, those in brackets, and what it says of time."""

    tokens: frozenset[str] = frozenset()
    aside: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    span: Span | None = None
    text: str = ""
    part: bool = False


@dataclass(frozen=True)
class _Tables:
    rewrite: re.Pattern[str]
    atoms: re.Pattern[str]
    noise: frozenset[str]
    particles: re.Pattern[str]
    targets: dict[str, str] = field(default_factory=dict)


@cache
def _tables() -> _Tables:
    book = words()
    atoms = {plain(word) for group in ("words", "noise", "weak", "estimate") for word in book[group]} - {""}
    told = facets()["rewrite"] | book["rewrite"]
    targets = {plain(str(key)): plain(str(value)) for key, value in told.items()}
    return _Tables(
        rewrite=_any_of(targets),
        atoms=_any_of(word for word in atoms if len(word) > 1 or word in words()["sexes"]),
        noise=frozenset(plain(word) for word in book["noise"]),
        particles=re.compile(book["particle_pattern"]),
        targets=targets,
    )


def _any_of(given: Any) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(given, key=len, reverse=True))))


@lru_cache(maxsize=65536)
def wording(label: str, year: int | None = None, *, named: bool = True) -> Wording:
    """Take a label apart. `year` is that of the form, for 1-9月 without one; `named`: an element's other name is
    brought to its own.

    >>> sorted(wording("80周岁及以上老年人（户籍）").tokens | wording("80周岁及以上老年人（户籍）").aside)
    ['age:80+', '户籍', '老年人']
    """
    _, text, part = numbered(clean(label))
    text = graded(one_way(_but_listed(kind_first(text, words()["kind_endings"], words()["inherited_kinds"]))))
    text = words()["short_labels"].get(text, words()["as_parts"].get(squeezed(text), text) if part else text)
    if _divides(text) or text in words()["added_words"]:
        return Wording(text=text, part=part)  # 按性别分 says no more than that men and women stand below
    text = aged(text)
    text = _MEASURED.sub(lambda match: "" if measure(match[1]) or _in_money(match[1], text) else match[0], text)
    text = _VILLAGES_FIRST.sub(r"\1的行政村", _ALSO_CALLED.sub("", text))
    for kind in ("settlement", "community"):
        text = re.sub(words()[f"{kind}_pattern"], rf"\1{words()[kind]}", text)
    whole = synonyms().get(squeezed(text)) if named else None
    span, text = spans_in(text, year)
    tags, text = tags_in(text)
    if whole:  # 年末户籍人口 is a name of 户籍人口, and says when
        also, text = tags_in(spans_in(whole, year)[1])
        tags |= also
    text = _rewritten(_known_name(text) if named else text)
    text = _WIDENED.sub(lambda match: f"{match[1]}、" if match[1] in words()["widening"] else match[0], text)
    main = _ASIDE.sub("", text)
    asides = [a for inner in _ASIDE.findall(text) for a in scopes_in(inner, tuple(words()["scope_marks"]))]
    asides = [a for a in asides if a and a not in main and not _within_anyway(a, main)]
    asides = [a for a in asides if not _MEANT.match(a) and not _means_anyway(a, main)]
    scopes = _scopes(asides)
    aside = frozenset(token for inner in asides if inner not in scopes for token in _tokens(inner))
    tokens = some_only(main, words()["said_of_some"]) or _tokens(main)
    return Wording(tokens | scopes, aside, tags, span, text.replace("()", ""), part)


def _in_money(aside: str, text: str) -> bool:
    """Whether a bracket says no more than in which money a figure is told, as its measure does (出口总值（人民币）, in
    万元); of what lies in banks it parts off some (存款（人民币） beside 本外币).

    >>> _in_money("人民币", "出口总值(人民币)"), _in_money("人民币", "各项存款余额(人民币)")
    (True, False)
    """
    told = words()["in_money"]
    return re.fullmatch(told["aside"], aside) is not None and re.search(told["banked"], text) is None


def _divides(text: str) -> bool:
    divided = _DIVIDED.match(text)
    by_class = re.fullmatch(words()["divides_any"], text) and text.endswith(tuple(words()["class_endings"]))
    return bool(
        text in words()["divides"]
        or by_class  # 按纠纷类别
        or (divided and (divided[1] in words()["divided_by"] or text.endswith("分")))
    )


def only_divides(label: str) -> bool:
    """Whether a clean label over others says no more than by what these are parted.

    >>> only_divides("(三)按性别分"), only_divides("按渠道"), only_divides("按期办结")
    (True, True, False)
    """
    bare = numbered(label)[1]
    return _divides(bare) or re.fullmatch(words()["divides_any"], bare) is not None


@lru_cache(maxsize=65536)
def _but_listed(text: str) -> str:
    """A text with the class that some of its kinds stand for (鸡、鸭、鹅等禽蛋, 废钢铁、废纸等): 等 says all of it.

    >>> _but_listed("鸡鸭鹅等家禽出栏"), _but_listed("废钢铁、废纸等回收")
    ('家禽出栏', '再生资源回收')
    """
    for pattern, thing in _listed() if "等" in text else ():
        if pattern.search(text):
            return pattern.sub(thing, text)
    return text


@cache
def _listed() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Where a class is named after its kinds, it is that one; else the first that has them."""
    told = "|".join(facets()["listed_of"])
    lists = [
        (thing, f"(?:(?:{told})?(?:{'|'.join(kinds)})[、和及]?){{2,}}等(?:各类|各种)?(?:{thing[-2:]})?")
        for thing, kinds in facets()["listed"].items()
    ]
    by_name = [(re.compile(f"{kinds}{thing}"), thing) for thing, kinds in lists]
    return (*by_name, *((re.compile(f"{kinds}(?![级次候外])"), thing) for thing, kinds in lists))


def _scopes(asides: list[str]) -> frozenset[str]:
    """Brackets that widen or narrow what is counted (含站点, 公益类) bind like words; those of ages explain."""
    marks, kinds = tuple(words()["scope_marks"]), tuple(words()["kind_marks"])
    binding = (inner for inner in asides if inner.startswith(marks) or (inner.endswith(kinds) and "、" not in inner))
    return frozenset(inner for inner in binding if not any(c.isdigit() for c in inner))


def _means_anyway(aside: str, main: str) -> bool:
    """Whether a bracket repeats what a word of the label means: 常住人口（在村半年以上）, 二孩以上（含二孩）."""
    edge = words()["edge_counted"]
    if aside.startswith(edge["mark"]) and any(word in main for word in edge["words"]):
        counted = aside.removeprefix(edge["mark"])
        if counted in main or counted == edge["whole"]:
            return True
    return any(word in main and re.fullmatch(told, aside) for word, told in words()["meant_anyway"].items())


def _within_anyway(aside: str, main: str) -> bool:
    """Whether a bracket says that what is in the thing anyway is counted: 党员总数（含预备党员）."""
    mark = next((mark for mark in words()["scope_marks"] if aside.startswith(mark) and "不" not in mark), "")
    kinds = [kind for thing, kinds in words()["within_anyway"].items() if thing in main for kind in kinds]
    return bool(mark) and all(name in kinds for name in re.split("[、和及]", aside.removeprefix(mark)))


def _known_name(text: str) -> str:
    """The element's own name for a label, also where a kind (播种面积, 产量) follows the name."""
    for verb in words()["leading_verbs"]:
        text = text.removeprefix(verb)
    whole = synonyms().get(squeezed(text)) or _rewritten_names().get(_rewritten(squeezed(text)))
    if whole:
        return whole
    text = _of_crop(text)
    bare, bracket, aside = text.partition("(")
    if bracket and (stem := synonyms().get(squeezed(bare))):
        return f"{stem}({aside}"
    for kind in words()["kind_endings"]:
        stem = synonyms().get(text.removesuffix(kind)) if text.endswith(kind) else None
        if stem and not stem.endswith(kind):
            return f"{stem}{kind}"
    return text


def _of_crop(text: str) -> str:
    """小麦面积 is the area sown: of a field crop there is no other."""
    for ending, meant in words()["in_crop_forms"].items():
        if text.endswith(ending) and is_crop(text.removesuffix(ending)):
            return f"{text.removesuffix(ending)}{meant}"
    return text


def is_crop(name: str) -> bool:
    """Whether a name is a field crop's, or a sort's of one (冬油菜)."""
    crops = words()["field_crops"]
    return name in crops or any(name.startswith(s) and name.removeprefix(s) in crops for s in words()["crop_sorts"])


def _rewritten(text: str) -> str:
    return _tables().rewrite.sub(lambda match: _tables().targets[match[0]], text)


@cache
def _rewritten_names() -> dict[str, str]:
    """`synonyms` by their rewritten form: 应急救援队 for 应急救援队伍. What two would claim leads nowhere."""
    found: dict[str, set[str]] = {}
    for name, target in synonyms().items():
        found.setdefault(_rewritten(name), set()).add(target)
    return {name: next(iter(targets)) for name, targets in found.items() if len(targets) == 1}


@lru_cache(maxsize=65536)
def squeezed(text: str) -> str:
    """A label without the endings that only say that something is counted."""
    if text.endswith(_people_counted()):
        return text[:-1]
    text = _COUNTED.sub("", text)
    for ending in words()["edge_back"]:
        if len(ending) > 1 or ending == "数":
            text = text.removesuffix(ending)
    return text


@cache
def _people_counted() -> tuple[str, ...]:
    """老人数, 残疾人数: who is counted ends in 人 itself."""
    return tuple(f"{noun}数" for noun in words()["person_nouns"])


@lru_cache(maxsize=65536)
def _tokens(text: str) -> frozenset[str]:
    tables, whole = _tables(), text
    found, text = _bands(text)
    village = None if words()["whether"] in text else _COUNTED_VILLAGES.match(text)
    said_so = village is not None and f"{village[1]}{words()['of']}" in text  # 建有服务中心的村: no 中心村
    if village and (said_so or not village[1].endswith(tuple(words()["village_before"]))):
        found, text = [*found, village[2]], village[1]
    text = tables.particles.sub("", _COUNTED.sub("", text.replace(words()["whether"], "")))
    text = text[:-1] if text.endswith(_people_counted()) else text
    position = 0
    for match in tables.atoms.finditer(text):
        found += [*_chunk(text[position : match.start()]), match[0]]
        position = match.end()
    found += _chunk(text[position:])
    splits = words()["splits"]
    parts = [part for token in found for part in splits.get(token, (token,))]
    kept = frozenset(part for part in parts if part and part not in tables.noise)
    if kept and kept <= frozenset((*words()["villages"], words()["town_wide"])):
        kept |= frozenset(word for word in words()["else_things"] if word in whole)  # 农村房屋总数
    alone = [word for word in words()["else_alone"] if word in whole]
    alone += [word for word in words()["else_things"] if word in whole and word != whole]
    return kept or frozenset(alone[:1])


def _bands(text: str) -> tuple[list[str], str]:
    """Ages as `age:60-64`, `age:80+`; other ranges (501-1000元) as they stand."""
    found: list[str] = []
    for match in _AGE.finditer(text):
        low, high, edge, side, exact = match.groups()
        ends = {"以上": f"{edge}+", "以下": f"-{_last(edge)}"}.get(side or "", exact or "")
        found.append(f"age:{_between(int(low), int(high))}" if low else f"age:{ends}")
    text = _AGE.sub("|", text)
    found += [f"range:{_once(_DASHES.sub('-', match[0]))}" for match in _RANGE.finditer(text)]
    return found, _RANGE.sub("|", text)


def _once(band: str) -> str:
    """3个月-6个月 as 3-6个月."""
    return re.sub(r"^([\d.]+)([^\d.-]{1,3})-([\d.]+)\2$", r"\1-\3\2", band)


def _last(edge: str) -> str:
    """17岁及以下 are those under 18: the next age is one at which something begins."""
    following = int(edge or 0) + 1
    return str(following) if following in words()["cuts"] else edge


def _between(low: int, high: int) -> str:
    """0-17岁 are those under 18."""
    return f"{low}-{high}" if low else f"-{high + 1}"


def _chunk(text: str) -> list[str]:
    """Unknown text between two known words: as it stands, its edges tidied."""
    found = []
    for piece in re.split(r"[|,:;/+]", text):
        for edge in words()["edge_front"] if not piece.startswith(tuple(words()["kept_front"])) else ():
            piece = piece.removeprefix(edge) if len(piece) > len(edge) + 1 or piece == edge else piece
        if piece.endswith(_people_counted()):
            piece = piece[:-1]
        piece = "" if _counts(piece) else piece
        piece = piece[:-1] if len(piece) == 2 and piece.endswith(words()["counter"]) else piece
        for edge in () if piece.endswith((*words()["person_nouns"], *words()["kept_back"])) else words()["edge_back"]:
            piece = piece.removesuffix(edge) if len(piece) > len(edge) + 1 or piece == edge else piece
        found.append(piece)
    return [piece for piece in found if piece and piece not in words()["particles"]]


@lru_cache(maxsize=4096)
def _counts(piece: str) -> bool:
    """台数, 座数: nothing but the word that things are counted by."""
    thing = piece.removesuffix(words()["counter"])
    return len(thing) in (1, 2) and thing != piece and measure(thing) is not None


def of_a_sex(tokens: frozenset[str]) -> bool:
    """Whether words say no more than which sex: what comes after 总人口, 男, 女 as 其中 is a part of the first."""
    return bool(tokens) and tokens <= frozenset(words()["sexes"])


def is_weak(tokens: frozenset[str]) -> bool:
    """Whether words say something only with what stands above them (男, 省外, 80岁以上)."""
    weak = words()["weak"]
    if len(tokens) > 1:
        return all(token.startswith(("age:", "range:")) or token in words()["sexes"] for token in tokens)
    return all(token in weak or token.startswith(("age:", "range:")) for token in tokens)


@lru_cache(maxsize=65536)
def turns(token: str) -> bool:
    """Whether a word tells what becomes what, so that the order of its signs counts (园地改为耕地)."""
    for word in words()["undirected"]:
        token = token.replace(word, "")
    return any(word in token for word in words()["directed"])


def is_part(tokens: frozenset[str]) -> bool:
    """Whether words only part what stands above them: by sex, age or range."""
    return bool(tokens) and all(t.startswith(("age:", "range:")) or t in words()["sexes"] for t in tokens)


@cache
def counted_places() -> frozenset[str]:
    """Words by which a label counts villages, communities, or both."""
    return frozenset(str(words()[kind]) for kind in ("village", "community", "settlement"))


def any_in(text: str, group: str) -> bool:
    """Whether a text holds any word of a group of `filling.yaml`."""
    return any(word in text for word in _plain_group(group))


@cache
def _plain_group(group: str) -> tuple[str, ...]:
    return tuple(map(plain, words()[group]))


@lru_cache(maxsize=65536)
def is_whole(bare: str) -> bool:
    """Whether a bare label says no more than 合计, 全镇合计."""
    return bare in ("", *words()["whole_unit"]) or _wholes().fullmatch(bare) is not None


@cache
def _wholes() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(re.escape(word) for word in words()['whole_unit'] if len(word) > 1)})+")


@cache
def _footer_told() -> re.Pattern[str]:
    return re.compile(words()["footer_told"])


def is_footer(bare: str) -> bool:
    """Whether a bare label begins what stands below a form: 填表人, 注：…; not 注册志愿者.

    >>> is_footer("填表人:"), is_footer("注:本表"), is_footer("注册志愿者"), is_footer("补充说明:1.人数为季末数")
    (True, True, False, True)
    """
    if _footer_told().match(bare):
        return True
    return any(bare.startswith(word) and (bare[len(word) : len(word) + 1] in (":", "") or len(word) > 2)
               for word in words()["footer"])  # fmt: skip
