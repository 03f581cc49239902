"""What a register's title says of its lines: what it parts off, what came or went, whose they are, what was done."""

from __future__ import annotations

import re

from songbang.core.filling.lexicon import clean, facets, is_part, is_weak, numbered, wording, words
from songbang.core.filling.stores import from_above
from songbang.core.filling.unsaid import NONE, Tokens, defaults

_BRIEF = 10
"""A label of fewer signs names no thing beside who gets it."""
_LONG = 5
"""So many signs of a title are no chance."""


def in_scope(title: str) -> Tokens:
    """What a register's title parts off."""
    within = words()["title_scope_within"]
    return frozenset(
        word for word in words()["title_scope"] if any(part in title for part in within.get(word, word).split("|"))
    )


def narrowed(title: str, tokens: Tokens) -> Tokens:
    """What a register's title parts off: 党员 in 流动党员台账 are those only."""
    parts = (parts for word, parts in words()["splits"].items() if word in title and parts[0] in tokens)
    told = frozenset(part for found in parts for part in found[1:])
    return frozenset(part for part in told if not _with_its_like(part, title))


def _with_its_like(part: str, title: str) -> bool:
    """Whether a title names what a part stands against too: 集中、分散供养 are all of them."""
    likes = [word for group in facets()["apart"] if part in group for word in group if word != part]
    return any(word in title for word in likes)


def counted_too(title: str, tokens: Tokens, year: int) -> Tokens:
    """What a register says in its title that it counts besides: 人次 in 医疗服务统计（含村卫生室） are those too."""
    marks = "|".join(facets()["widening"])
    told = re.findall(rf"\((?:{marks})([^()]+)\)", title)
    return frozenset(token for inner in told for token in wording(inner, year).tokens) - tokens


def registered(tokens: Tokens, title: str) -> Tokens:
    """Everyone in a paper of the police is registered (人口统计年报（公安） · 年末总人口)."""
    basis = frozenset(whose for keeper, whose in words()["basis_of"].items() if keeper in title)
    everyone = frozenset(words()["else_alone"]) | frozenset(words()["people_bare"])
    if not basis or not tokens & everyone or not (tokens - everyone == NONE or is_part(tokens - everyone)):
        return tokens
    return (tokens - frozenset(words()["else_alone"])) | basis


def whom(title: Tokens) -> Tokens:
    """Whom a register counts in a line that says no more than 户数 or 人数, where its title names one such."""
    told = title & frozenset(words()["persons"])
    return told if len(told) == 1 else NONE


def store_move(title: str, tokens: Tokens) -> Tokens:
    """What a register of a store's movements says of a thing in it: 灭火水枪 in an 入库登记 came in. Nothing where it
    tells of both, or the line says itself which."""
    told = facets()
    ways = told["movements"].values()
    plainly = {*told["movement_told"], *(word for way in ways for word in (*way, *way.values()))}
    if any(word in title for word in told["moved_money"]) or any(word in t for t in tokens for word in plainly):
        return NONE
    if all(any(word in title for word in way) for way in ways):
        return NONE
    said_so = {word: meant for way in ways for word, meant in way.items()}
    found = [word for word in said_so if re.search(f"{word}(?:{told['movement_papers']})", title)]
    return frozenset([said_so[max(found, key=len)]]) if found else NONE


def handed_out(title: str, last: str) -> bool:
    """Whether a label says no more than that things were handed out, in a slip on that (水带 发放 in a 发放单)."""
    told = words()["handed_out"]
    return re.fullmatch(told["label"], last) is not None and re.search(told["slip"], title) is not None


def only_moves(title: str, tokens: Tokens) -> bool:
    """Whether a register tells no more than what was handed down, bought or taken over (县级救灾物资下拨单): nothing
    that there is, unless a line says so itself."""
    told = facets()["movement_told"]
    return re.search(words()["move_papers"], title) is not None and not any(w in t for t in tokens for w in told)


def undivided(indicator: str) -> str:
    """An indicator without what a heading in it says of how its lines are told apart.

    >>> undivided("转移就业人数按产业分 / 第一产业"), undivided("按期办结 / 信访")
    ('转移就业人数 / 第一产业', '按期办结 / 信访')
    """
    return re.sub(words()["divided_at_end"], "", indicator)


def by_title(title: str, pieces: list[str], year: int, tokens: Tokens) -> Tokens:
    """An answer's words as its register's title lets one say them."""
    return (
        from_above(title, tokens)
        or _of_account(title, pieces, year)
        or _passed(title, tokens)
        or _works_done(title, tokens)
        or _gone_through(title, pieces, year)
        or _but_said_of_all(title, tokens)
        or _but_determined(title, tokens)
        or _also_such(pieces, year)
        or _but_entered(title, tokens)
    )


def _of_account(title: str, pieces: list[str], year: int) -> Tokens:
    """The words by which the accounts call what a list of balances or debts calls otherwise: its brackets name the line
    of the statement (库存物资（存货）). No side of an account, whatever stands behind it (收入（水费）)."""
    told = words()["account_named"]
    found = re.fullmatch(told["label"], clean(pieces[-1])) if len(pieces) == 1 else None
    if found is None or not re.search(told["papers"], title):
        return NONE
    named = wording(found[1], year).tokens
    return NONE if is_weak(named) else named


def _but_entered(title: str, tokens: Tokens) -> Tokens:
    """The words of what a system holds without what says only that it is entered there (注册服务队 in a 志愿服务信息
    系统)."""
    told = words()["entered"]
    entered = tokens & frozenset(told["words"])
    return tokens - entered if entered < tokens and re.search(told["papers"], title) else NONE


def certified(pieces: list[str], year: int, titled: Tokens) -> Tokens:
    """An answer's words where a label of it tells who holds the certificate of a trade, as those of the 持证 among whom
    the labels over it name, or its register (参训人员 / 取得职业资格证书)."""
    told = words()["certified"]
    found = [(n, re.fullmatch(told["label"], numbered(clean(piece))[1])) for n, piece in enumerate(pieces)]
    holds = [(n, match[1]) for n, match in found if match]
    if len(holds) != 1:
        return NONE
    at, how = holds[0]
    over = frozenset(t for piece in pieces[:at] for t in wording(piece, year).tokens) or titled
    below = frozenset(t for piece in pieces[at + 1 :] for t in wording(piece, year).tokens)
    return over | below | {told["holds"].get(how, told["gained"])} if over else NONE


def receivers(pieces: list[str], titled: Tokens) -> Tokens:
    """What those get whom a register's label calls no more than who gets it, where the title names one thing."""
    some = any(re.search(words()["receiving"], clean(piece)) and len(clean(piece)) < _BRIEF for piece in pieces)
    return titled if some and len(titled) == 1 else NONE


def _passed(title: str, tokens: Tokens) -> Tokens:
    """The words for who came in or went out, where a register of a home's people says 入住 or 离院 only."""
    ways: dict[str, list[str]] = next((ways for place, ways in facets()["passes"].items() if place in title), {})
    said_so = [word for word in tokens if word in ways]
    return (tokens - {said_so[0]}) | frozenset(ways[said_so[0]]) if len(said_so) == 1 else NONE


def _works_done(title: str, tokens: Tokens) -> Tokens:
    """The words for works that a register's title names, of which a line says only that they are done (验收合格 in a
    无障碍改造验收)."""
    told = facets()["done_anyway"]
    works = [work for work in told["works"] if work in title] if tokens and tokens <= frozenset(told["words"]) else []
    return wording(max(works, key=len)).tokens if works else NONE


def _gone_through(title: str, pieces: list[str], year: int) -> Tokens:
    """The words of a thing in a paper that goes through all of them (已排查农房 in a 排查系统 are all 农房)."""
    through = re.search(words()["gone_through"], "|".join(map(clean, pieces)))
    if through is None or through[1] not in title:
        return NONE
    bare = [re.sub(words()["gone_through"], "", clean(piece)) for piece in pieces]
    return defaults(frozenset(t for piece in bare for t in wording(piece, year).tokens))


def _but_said_of_all(title: str, tokens: Tokens) -> Tokens:
    """The words of what came about without what a register's title says of all of it (新增备案 in a 备案登记 are the
    新增); of what there is, some may not be filed (养殖场 / 备案)."""
    papers = words()["done_or_due"]["papers"]
    told = frozenset(word for word in words()["said_of_all"] if re.search(f"{word}{papers}", title))
    came = any(token.startswith(tuple(words()["comes_about"])) for token in tokens)
    return tokens - told if came and tokens & told else NONE


def _but_determined(title: str, tokens: Tokens) -> Tokens:
    """The words of an amount without what a paper in which it is determined says of all (认定到位资金 in a
    到位资金认定表); no other paper's, in which some may not be."""
    told = words()["determined"]
    if not re.search(told["paper"], title):
        return NONE
    bare = frozenset(re.sub(told["said"], "", token) for token in tokens)
    return bare if bare != tokens else NONE


def _also_such(pieces: list[str], year: int) -> Tokens:
    """The words of a question whether there is a thing, without another such thing that brackets name (是否有老年活动室
    （幸福院）, 是否通公交（班车）): that one does too; no bracket that tells of what kind it is (公办)."""
    *outer, last = pieces or [""]
    found = re.fullmatch(r"(.+?)\((.{2,})\)", clean(last))
    if found is None or not last.startswith(words()["whether"]) or not found[2].endswith(tuple(words()["such_things"])):
        return NONE
    if found[2].startswith(tuple(words()["scope_marks"])):
        return NONE
    return defaults(frozenset(t for piece in (*outer, found[1]) for t in wording(piece, year).tokens))


def built_then(tokens: Tokens, tags: Tokens) -> Tokens:
    """The words of what a time brought as what is new then (本季建成公厕 are 新建公厕)."""
    told = words()["built"]
    new = frozenset(re.sub(f"^{told['done']}", told["new"], token) for token in tokens)
    return new if new != tokens and tags & {"month", "quarter", "year"} else NONE


def told_by_age(tokens: Tokens) -> Tokens:
    """Words in which the name of those of an age stands among others, told by that age (农村低保未成年人)."""
    names = [token for token in tokens if any(t.startswith("age:") for t in wording(token).tokens)]
    if len(names) != 1 or tokens <= set(names) or any(token.startswith("age:") for token in tokens):
        return NONE
    return (tokens - set(names)) | defaults(wording(names[0]).tokens)


def of_the_holder(indicator: str, title: str) -> str:
    """An indicator that tells of licences, as one tells of who holds them: who may not be without one is there as long
    as it holds, and new where it is.

    >>> of_the_holder("食品小作坊登记证 / 糕点类 新发", "登记发证台账"), of_the_holder("小餐饮登记证 有效", "发证")
    ('食品小作坊 / 糕点类新登记', '小餐饮')
    """
    law = facets()["licensed"]
    papers, came = "|".join(law["papers"]), {**law["became"]}
    found = re.fullmatch(rf"(.+?)(?:{papers})((?:\s*/\s*\S+)?)\s+({'|'.join(came)})((?:\s*/.*)?)", indicator.strip())
    if found is None or not any(word in title for word in law["titles"]) or found[1].endswith("/"):
        return indicator
    if not any(thing in found[1] for thing in law["things"]):
        return indicator
    between = "" if found[2] else " / "
    return "".join((found[1], found[2], f"{between}{came[found[3]]}" if came[found[3]] else "", found[4]))


def _but_paper(indicator: str) -> str:
    """An indicator without the name of the paper in which its register tells it (资产负债表 / 资产总计)."""
    outer, _, rest = indicator.partition("/")
    return rest.strip() if rest and re.search(words()["paper_named"], clean(outer)) else indicator


def _but_found(indicator: str, title: str) -> str:
    """An indicator without what its paper's title says as well: how it came to know of a thing (窑房调查幢数 in a 窑房
    调查 are the 窑房), or what brackets call the thing that all of it is about."""
    found = re.search(words()["found_by"], indicator)
    bare = indicator.replace(found[0], "", 1) if found and found[0] in title else indicator
    again = re.search(rf"[(（]([^()（）\d]{{{_LONG},}})[)）](?=\s*/|$)", bare)
    return bare.replace(again[0], "", 1) if again and again[1] in title else bare


def _with_object(indicator: str, title: str) -> str:
    """An indicator whose last label tells an act without its object, with that of its register's title (公租房签订数 in
    a 责任书签订登记)."""
    table = words()["object_in_title"]
    acts = "|".join(table["acts"])
    told = re.search(rf"({acts})({table['counted']})$", clean(indicator))
    of_title = re.match(rf"(\D{{2,}}?)(?:{acts}){table['papers']}", title) if told else None
    if told is None or of_title is None or of_title[1] in indicator:
        return indicator
    return f"{clean(indicator)[: told.start()]} / {told[1]}{of_title[1]}{told[2]}"


def _but_class(indicator: str) -> str:
    """An indicator whose headings name their thing without that by which it is told apart below (鱼类品种产量 / 草鱼,
    外来人员年龄结构 / 18—35岁), and no examples of what is other (其他类（龟鳖蛙等）)."""
    told = words()["told_apart_by"]
    indicator = re.sub(told["others"], r"\1", indicator)
    *outer, label = indicator.split(" / ")
    return " / ".join([*(re.sub(told["before"], "", re.sub(told["label"], "", piece)) for piece in outer), label])


def in_full(indicator: str, title: str) -> str:
    """An indicator with the object of its act that the title of its register tells (已巡 in a 巡河统计 is 已巡河).

    >>> in_full("甲组 / 已巡次数", "平台巡河统计(2024年8月)")
    '甲组 / 已巡河次数'
    >>> in_full("甲镇 实际放映场次", "公益电影放映结算表(2024年)")
    '甲镇 公益电影放映场次'
    """
    indicator = _but_found(of_the_holder(_but_paper(_but_class(indicator)), title), title)
    indicator = _with_object(indicator, title)
    table = words()["done_or_due"]
    label = re.split("[/\\s]", indicator.rstrip())[-1]
    before = indicator[: len(indicator.rstrip()) - len(label)]
    if done := re.fullmatch(rf"{table['really']}(\w{{2,4}}?)((?:{table['counted']})?)", label):
        object_ = re.match(rf"(\D{{2,}}?){done[1]}{table['papers']}", title)
        return f"{before}{object_[1]}{done[1]}{done[2]}" if object_ else indicator
    built = re.match(words()["built_house"], label)
    house = re.search(words()["built_in_title"], title) if built else None
    if built and house and house[1].endswith(built[2]):
        return f"{before}{built[1]}{house[1]}{words()['of']}{built[3]}"
    told = re.fullmatch(rf"({table['marks']})(\w)((?:{table['counted']})?)", label)
    objects = set(re.findall(rf"{told[2]}(\w)(?={table['papers']})", title)) if told else set()
    if told is None or len(objects) != 1:
        return indicator
    return f"{before}{told[1]}{told[2]}{objects.pop()}{told[3]}"


def summed(indicator: str) -> str:
    """An indicator whose last label, or its bracket, adds up kinds of which one says nothing by itself
    (登记+备案，合计), as that of all that holds both.

    >>> summed("登记+备案，合计"), summed("低保+特困，合计")
    ('合计（含登记和备案）', '低保+特困，合计')
    >>> summed("民宿 / 民宿（登记和备案合计）")
    '民宿 /民宿(含登记和备案)'
    """
    outer, parted, label = indicator.rpartition("/")
    table = words()["kinds_added_up"]
    kinds = re.fullmatch(table["label"], clean(label))
    inside = None if kinds else re.search(table["bracket"], clean(label))
    found = kinds or inside
    if found is None or all(wording(kind).tokens for kind in found.groups()):
        return indicator
    if inside:
        return outer + parted + clean(label).replace(inside[0], str(table["widened"]).format(*inside.groups()))
    return outer + parted + str(table["meant"]).format(*found.groups())
