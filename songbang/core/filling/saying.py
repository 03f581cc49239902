"""What an earlier answer said: its form, its wording, of what kind of time."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache

from songbang.core.filling.aims import but_aims, is_aim, stage_of, titled_aim
from songbang.core.filling.binding import names_no_thing, of_nursery, only_a_measure, only_a_time, only_done
from songbang.core.filling.captions import ends_a_section
from songbang.core.filling.elements import synonyms
from songbang.core.filling.lexicon import (
    Wording,
    any_in,
    clean,
    facets,
    is_crop,
    is_part,
    is_weak,
    numbered,
    only_divides,
    squeezed,
    wording,
    words,
)
from songbang.core.filling.meaning import key
from songbang.core.filling.measures import Measure, measure
from songbang.core.filling.other_names import Told, other_name
from songbang.core.filling.pieces import pieces_of
from songbang.core.filling.registers import (
    counted_too,
    handed_out,
    in_full,
    in_scope,
    narrowed,
    only_moves,
    receivers,
    registered,
    store_move,
    summed,
    undivided,
    whom,
)
from songbang.core.filling.spans import months_since, season_in
from songbang.core.filling.stores import but_sides, stands_there
from songbang.core.filling.together import over_one_of_its_own
from songbang.core.filling.unsaid import NONE, Tokens, counts_below, defaults

_SCHOOL_STARTS = (9, 10)
"""Months of which what a school year begins with is told."""
_WHO = frozenset(("people", "household"))
_QUARTER = 3


@dataclass(frozen=True)
class Said:
    """The wording of an earlier answer (form, indicator), whatever its value and unit."""

    tokens: Tokens
    title: Tokens
    keys: tuple[str, ...]
    form: str
    tags: Tokens
    months: int | None
    estimate: bool
    scope: Tokens
    outer: Tokens = NONE
    start: bool = False
    optional: Tokens = NONE
    added_up: bool = False
    """Whether it says that it counts what came about over several months (累计, 1-10月)."""
    since_when_unsaid: bool = False
    """Whether it says 累计 and no more: of this year, or of all."""
    bare: Tokens = NONE
    """The words as they stand, where an element's name was put for some (调解成功 under 劳动争议)."""
    counts: str = ""
    """people or household, where the label itself ends in 人数 or 户数."""
    until: date | None = None
    """The last day of the time that the indicator itself names (受理（9月）)."""
    last: Tokens = NONE
    """The words of the last label."""
    part: Tokens = NONE
    """The words of a last label that is marked as a part (其中：农业): such an answer never stands for the whole."""
    came_about: bool = False
    """Whether its last label says what was done in a month or a quarter (本季入住): nothing that there is."""
    alias: Tokens = NONE
    """The words where what stands in brackets names the same again (巾帼志愿服务队队员（巾帼志愿者））."""
    moved: bool = False
    """Whether it stands in a register of what came into a store or went out of it: nothing that there is."""
    in_year: bool = False
    """Whether a label says of itself that it came about in a year (当年建成高标准农田)."""
    aim: bool = False
    """Whether it tells what is to be reached in a year (目标任务)."""
    of_school: bool = False
    """Whether its register is one of a school year's beginning, which holds until the next."""
    season: str = ""
    """The season that its register's title names (2025秋)."""
    harvested: bool = False
    """Whether it tells of a crop that is brought in by then (夏粮, in July): of the whole year."""
    headings: frozenset[str] = frozenset()
    """Those of `keys` that numbered headings are (二、青年), which another year's form may word otherwise."""
    stage: str = ""
    """Of what is to be reached, which one: 年初 or 调整; "" where it does not tell."""
    there_is: bool = False
    """Whether its last label says that it tells what there is (年末实有)."""


def form_names(form: str) -> tuple[str, str]:
    """(number, bare title) of a form as facts name it: `A303表 经济作物生产情况（2015年）`, `水利2表（2015年）`."""
    match = re.match(r"^\s*(?:(\S{1,14}\d\S*表)\s+|([^\s（(]{1,14}\d[^\s（(]*表)(?=[（(]\d{4}))", form)
    rest = form[match.end() :] if match else form
    return (clean(match[1] or match[2]) if match else ""), bare_title(rest)


def bare_title(title: str) -> str:
    bare = re.sub(r"\((?![一二三四五])[^()]*\)", "", clean(title))
    return re.sub(r"基层?表(?:汇总)?$|汇总表?$|统计表$|统计|表$|\d{4}年度?", "", bare)


def series(title: str) -> str:
    """A title without the kind of paper: 渔业生产情况 of its 季报 and its 半年报, which tell the same lines."""
    kinds = sorted(words()["papers_of_series"], key=len, reverse=True)
    return next((title.removesuffix(kind) for kind in kinds if title.endswith(kind)), title)


@lru_cache(maxsize=65536)
def said(form: str, indicator: str, as_of: date) -> Said:
    """Take an earlier answer's wording apart."""
    indicator = undivided(summed(_but_measured(in_full(indicator, clean(form)))))
    spoken = [wording(piece, as_of.year) for piece in pieces_of(indicator)]
    named = [(one, piece) for one, piece in zip(spoken, pieces_of(indicator), strict=True) if not only_a_time(one)]
    named = named[:1] + [(one, piece) for one, piece in named[1:] if not (only_a_measure(piece) or only_done(one))]
    segments = [one for one, _ in named] or spoken
    segments = [replace(one, tokens=NONE) if only_divides(one.text) else one for one in segments[:-1]] + segments[-1:]
    title = clean(form)
    whole = _whole_name(indicator, as_of.year)
    if whole:
        segments = [replace(segments[-1], tokens=whole, aside=NONE, part=False)]
    sown = any_in(title, "crop_forms") and not any_in(title, "not_sown")
    crops = sown or any(is_crop(part.text.partition("(")[0]) for part in segments)
    parts = _but_widened([_in_crops(part, crops) for part in _own(segments, indicator)], _innermost(segments))
    tokens = frozenset(t for part, asides in parts for t in part | asides) | _one_of_several(indicator, segments)
    outer = frozenset(t for part, _ in parts[:-1] for t in part)
    tokens -= _wider_ages(parts)
    tags = frozenset(tag for part in spoken for tag in part.tags)
    at_end = any("end" in part.tags and part.tokens for part in spoken)
    tags -= {"to_date"} if at_end else NONE
    estimate = _estimated(clean(indicator)) or (_estimated(title) and words()["final"] not in title)
    heading = wording(bare_title(form_names(form)[1]), as_of.year)
    scope = in_scope(title) | narrowed(title, tokens) | counted_too(title, tokens, as_of.year)
    months = months_since(f"{title}|{clean(indicator)}", as_of) or _months(spoken, tags, title, as_of)
    keys = tuple(k for piece in pieces_of(indicator) if (k := key(piece)) and k not in words()["generic_columns"])
    bare, moved = _bare(indicator, as_of.year, tokens), store_move(title, tokens)
    tokens, bare = _of_one_school(but_sides(tokens | moved), parts), but_sides(bare | moved) if bare else NONE
    tokens = tokens or (whom(heading.tokens) if _counts(indicator) else NONE)
    tokens |= receivers(pieces_of(indicator), heading.tokens) if is_part(tokens) else NONE
    meant = _defaults_said(registered(tokens, title), heading.tokens)
    around = _title_words(heading.tokens | _in_brackets(title, as_of.year))
    if not meant and _counts(indicator) == "household":
        meant = heading.tokens & frozenset(words()["of_people"])  # 户数, in a register of 户籍人口
    optional = NONE if whole else _need_not_say(parts, [clean(piece) for _, piece in named], _innermost(segments))
    if names_no_thing(tokens - optional - frozenset(facets()["neutral"])):
        optional = NONE  # 大型游乐设施 / 在用
    optional |= outer & frozenset(words()["divide_nouns"]) | frozenset(filter(counts_below, tokens))  # （含村级）
    in_year = any("year" in part.tags and part.tokens and not any_in(part.text, "stock_words") for part in spoken)
    in_year = in_year and not at_end  # 期末失业人数 / 本年完成 / 1—本季
    last = parts[-1][0] & meant
    part = last if segments[-1].part else NONE
    several = any(piece.span and ":" in piece.span.label for piece in spoken)
    told = several or _since_told(clean(indicator), title)
    harvested = _harvested(tokens, as_of) and not tags & {"month", "quarter"} and not several
    unsaid = "to_date" in tags and not told and not (heading.span and ":" in heading.span.label)
    aim = is_aim(indicator) or titled_aim(title, clean(indicator))
    meant, last, bare = (but_aims(one) if aim else one for one in (meant, last, bare))
    handed = only_moves(title, tokens) or (bool(named) and handed_out(title, clean(named[-1][1])))
    alias = other_name(Told(indicator, title, as_of.year, segments, tokens, moved, around, tags, aim))
    return Said(
        meant, around, keys, form, tags, months, estimate, scope, outer, "start" in tags, optional,
        several or "to_date" in tags, unsaid, bare, _counts(indicator), _until(spoken), last, part, _came_about(spoken),
        alias | moved if alias else NONE, bool(moved) or handed, in_year,
        aim, words()["school_year"] in title and as_of.month in _SCHOOL_STARTS, season_in(title, as_of.year), harvested,
        frozenset(key(piece) for piece in pieces_of(indicator)[:-1] if numbered(clean(piece))[0] == "chinese"),
        stage_of(clean(indicator)) or stage_of(title) if aim else "",
        stands_there(title, [clean(piece) for piece in pieces_of(indicator)]),
    )  # fmt: skip


def _since_told(indicator: str, title: str) -> bool:
    """Whether an answer, or its paper, says since when it adds up."""
    yearly = any_in(title, "yearly") and any_in(indicator, "in_yearly")
    return yearly or any_in(indicator, "since") or any_in(title, "since_in_title")


def _harvested(tokens: Tokens, as_of: date) -> bool:
    """Whether what was sown is harvested by that day: a figure of then is the year's."""
    early = [month for word, month in words()["harvested_early"].items() if any(word in token for token in tokens)]
    return bool(early) and max(early) <= as_of.month


def _wider_ages(parts: list[tuple[Tokens, Tokens]]) -> Tokens:
    """The bands of ages that stand over narrower ones: 60周岁以上 of 60周岁以上老人 / 80周岁以上 / 男."""
    bands = [ages for part, _ in parts if (ages := _ages(part))]
    return NONE.union(*bands[:-1]) - bands[-1] if bands else NONE


def _but_widened(parts: list[tuple[Tokens, Tokens]], innermost: int) -> list[tuple[Tokens, Tokens]]:
    """The words of labels without what those over the one that says what is counted count besides: 蔬菜（含食用菌） /
    叶菜 says nothing of 食用菌."""

    def narrow(tokens: Tokens) -> Tokens:
        return frozenset(token for token in tokens if not token.startswith(tuple(words()["scope_marks"])))

    return [one if n >= innermost else (narrow(one[0]), narrow(one[1])) for n, one in enumerate(parts)]


def _need_not_say(parts: list[tuple[Tokens, Tokens]], pieces: list[str], innermost: int) -> Tokens:
    """The words of headings that a cell need not say: those of sections, those by which an answer is parted, and those
    that its last label says again (乡 / 民族乡), or that say no more than that there are such."""
    sections = [
        part
        for (part, _), piece in list(zip(parts, pieces[:-1], strict=False))[:innermost]
        if ends_a_section(piece) or re.search(words()["parted_by"], piece)
    ]
    again = [parts[n][0] for n, piece in enumerate(pieces[:-1]) if pieces[-1] != piece and pieces[-1].endswith(piece)]
    again.append(_there_before(parts))
    binding = frozenset(t for group in ("inherit", "basis", "persons", "scope", "weak") for t in words()[group])
    kept = binding | frozenset(words()["comes_about"]) | frozenset(facets()["acts"])  # 签约重点人群 / 残疾人
    return frozenset(t for part in (*sections, *again) for t in part) - kept


def _of_one_school(tokens: Tokens, parts: list[tuple[Tokens, Tokens]]) -> Tokens:
    """As `of_nursery`, of an answer under the one kind of school that a label of it names (幼儿园 / 在校生数)."""
    places = frozenset(words()["called_there"])
    return of_nursery(tokens) if any(len(part) == 1 and part <= places for part, _ in parts) else tokens


def _there_before(parts: list[tuple[Tokens, Tokens]]) -> Tokens:
    """The words by which headings tell that there are such, over a label that tells that some came or went (在领人数 /
    三季度退出)."""
    if not parts or not parts[-1][0] or not parts[-1][0] <= _moves():
        return NONE
    return frozenset(t for part, _ in parts[:-1] for t in part if re.fullmatch(words()["there_now"], t))


@cache
def _moves() -> Tokens:
    """The words that say that some came or went."""
    return frozenset(move for group in words()["added_or_gone"].values() for move in group)


@lru_cache(maxsize=65536)
def but_besides(title: str) -> str:
    """A register's title, clean, without what it says to hold besides, or not: it is not on that alone.

    >>> but_besides("教职工花名册(含民办)")
    '教职工花名册'
    """
    return re.sub(rf"\((?:{'|'.join(words()['scope_marks'])})[^()]*\)", "", title)


def _in_brackets(title: str, year: int) -> Tokens:
    """The words by which brackets tell what of a thing a register holds: 社会救助信息平台（城市低保）; no time, nor
    what it holds besides, or not (教职工花名册（含民办）)."""
    inside = re.findall(r"\(([^()]+)\)", but_besides(title))
    inside = [inner for inner in inside if not re.search(words()["whence"], inner)]
    told = [wording(inner, year) for inner in inside]
    return frozenset(token for one in told if not (one.tags or one.span) for token in one.tokens)


def _but_measured(indicator: str) -> str:
    """An indicator without the measure that a comma parts from it: 上门护理，人次."""
    label, comma, unit = indicator.replace("，", ",").rpartition(",")
    return label if comma and label and measure(clean(unit)) is not None else indicator


def _came_about(spoken: list[Wording]) -> bool:
    """Whether the last label tells of a month or a quarter what was done in it; 本季 alone, and 本月在册, tell what
    there was."""
    last = spoken[-1] if spoken else Wording()
    timed = bool(last.tags & {"month", "quarter"}) and not last.tags & {"end", "start"}
    return timed and last.text.startswith(tuple(words()["comes_about"]))


def _ages(tokens: Tokens) -> Tokens:
    return frozenset(token for token in tokens if token.startswith("age:"))


def _innermost(segments: list[Wording]) -> int:
    """Which label is the last that says what is counted: 薯类 of 秋粮 / 薯类 / 播种面积."""
    kinds, basis = frozenset(words()["inherit"]), frozenset(words()["basis"])
    own = [(part.tokens - kinds, part.tokens) for part in segments]
    strong = [n for n, (rest, all_) in enumerate(own) if rest and (not is_weak(rest) or all_ & basis)]
    return max(strong, default=0)


def _whole_name(indicator: str, year: int) -> Tokens:
    """The words of the element that short labels name together (充电端口 / 电动自行车), each saying a part of it."""
    pieces = [wording(piece, year) for piece in pieces_of(indicator)]
    if len(pieces) != 2 or any(piece.span or piece.tags or piece.aside or is_part(piece.tokens) for piece in pieces):
        return NONE
    bare = [numbered(clean(piece))[1] for piece in pieces_of(indicator)]
    for name in ("".join(bare), "".join(reversed(bare))):
        if (found := synonyms().get(squeezed(name))) and squeezed(bare[0]) not in ("", squeezed(name)):
            return wording(found).tokens
    return NONE


def _own(segments: list[Wording], indicator: str) -> list[Wording]:
    """Labels without the words of those over one of the things that they name together."""
    idle = () if _one_of_several(indicator, segments) else over_one_of_its_own(tuple(one.text for one in segments))
    return [replace(one, tokens=NONE, aside=NONE) if n in idle else one for n, one in enumerate(segments)]


def _one_of_several(indicator: str, segments: list[Wording]) -> Tokens:
    """A word of its own for one of the things that the heading over it names together (幼儿园、托儿所 / 托儿所): such
    an answer never stands for all of them."""
    several = re.search(words()["particle_pattern"], "".join(pieces_of(indicator)[:-1])) if len(segments) > 1 else None
    over = frozenset(t for part in segments[:-1] for t in part.tokens)
    last = segments[-1].tokens if segments else NONE
    return frozenset(["part:" + "".join(sorted(last))]) if several and last and last < over else NONE


def _bare(indicator: str, year: int, tokens: Tokens) -> Tokens:
    parts = [wording(piece, year, named=False) for piece in pieces_of(indicator)]
    found = frozenset(t for part in parts for t in part.tokens | part.aside)
    return NONE if found == tokens else found


def _counts(indicator: str) -> str:
    """Whom an answer's last label counts; of families only its measure tells (低保家庭, counted in 户 or in 人)."""
    label = clean(pieces_of(indicator)[-1]) if pieces_of(indicator) else ""
    if label.endswith(words()["families"]):
        return ""
    return next((d for ending, d in words()["counting_endings"].items() if label.endswith(ending) and d in _WHO), "")


def _until(segments: list[Wording]) -> date | None:
    return next((part.span.last for part in segments if part.span), None)


def _estimated(text: str) -> bool:
    for phrase in words()["not_estimate"]:
        text = text.replace(phrase, "")
    return any_in(text, "estimate")


def _defaults_said(tokens: Tokens, title: Tokens) -> Tokens:
    if tokens & frozenset(words()["basis"]):
        tokens -= frozenset(words()["else_alone"])  # 总户数（户籍）
    basis = frozenset(words()["basis"]) & title
    rural = frozenset(words()["villages"])
    if basis and tokens and tokens <= frozenset(words()["else_alone"]) | rural:
        basis -= rural if tokens & rural else frozenset()  # 乡村户数 in a paper on 农村
        return basis | (tokens & rural)  # 总户数 in a register of 户籍 counts those, 农村户数 those of the country
    group = frozenset(whose for word, whose in words()["group_of"].items() if any(word in part for part in title))
    if len(group) == 1 and _only_parts(tokens) and tokens:
        return tokens | group  # 年龄 / 35岁及以下 in the party's own statistics
    people = frozenset(words()["people_bare"])
    if len(basis) == 1 and title == basis | people and tokens <= frozenset(words()["sexes"]):
        return tokens | basis  # 合计, and the women among them, in a paper on 户籍人口 and no more
    everyone = tokens & people
    if everyone and len(basis) == 1 and basis <= frozenset(words()["of_people"]) and _only_parts(tokens - everyone):
        return (tokens - everyone) | basis  # 总人口, and the men among them
    aged = any(token.startswith("age:") for token in tokens)
    return defaults(tokens | basis) if aged and len(tokens) < 3 else defaults(tokens)


def _only_parts(tokens: Tokens) -> bool:
    return not tokens or is_part(tokens)


def _in_crops(part: Wording, crops: bool) -> tuple[Tokens, Tokens]:
    named = words()["in_crop_forms"].get(part.text)
    if named and crops:
        return frozenset([named]), part.aside
    if "end" in part.tags:  # 种植面积（年末） is what stands there
        return part.tokens - frozenset(words()["in_crop_forms"].values()), part.aside
    return part.tokens, part.aside


def _title_words(tokens: Tokens) -> Tokens:
    found = set()
    for token in tokens:
        if token in words()["words"] or token in facets()["says"]:
            found.add(token)
            continue
        for word in sorted(words()["title_noise"], key=len, reverse=True):
            token = token.replace(word, "") if len(word) > 1 else token.removesuffix(word)
        found.add(token)
    return frozenset(found - {""} - frozenset(words()["noise"]))


def _months(segments: list[Wording], tags: Tokens, title: str, as_of: date) -> int | None:
    """Length of the period that a flow covers; None where nothing says so, -1 where it could be several."""
    explicit = [part.span for part in segments if part.span]
    if explicit:
        return explicit[0].months
    if "to_date" in tags:
        return as_of.month
    for tag, months in (
        ("quarter", 3),
        ("back_quarter", 3),
        ("month", 1),
        ("year", 12 if as_of.month == 12 else as_of.month),
    ):
        if tag in tags:
            return months
    told = wording(title, as_of.year)
    span = told.span
    if span and "to_date" in told.tags and span.first.year == span.last.year == as_of.year:
        return span.last.month  # 12月累计
    if span and span.months == _QUARTER and "quarter" in told.tags:
        return _QUARTER  # 季报（2024年三季度，本季）
    if span and span.months == 1 and "end" in told.tags and any_in(title, "progress"):
        return as_of.month  # 改造进度（10月末）: how far it is by then
    if span and (span.months not in (3, 12) or ":" in span.label):
        return span.months  # 1-3月, 1-12月: so many, whatever kind of paper it is
    if span and span.months == 12 and span.first <= as_of < span.last:
        return as_of.month  # a year that is not over yet: so far
    return _usual(title, as_of, 3 if span and span.months == 3 else 12 if span else 0)


def _usual(title: str, as_of: date, written: int) -> int | None:
    kinds = words()["exempt_kinds"]
    said_kind = next((kinds[word] for word in sorted(kinds, key=len, reverse=True) if word in title), "")
    own = any_in(title, "own_period") or not any_in(title, "may_add_up")
    if written == 3 and said_kind != "quarter" and own:
        return 3
    if written == 3 or said_kind == "quarter":
        return 3 if as_of.month == 3 else -1
    if said_kind == "month":
        return 1
    if said_kind == "half":
        return as_of.month
    if written == 12 or said_kind == "year" or (as_of.month, as_of.day) == (12, 31):
        return 12
    return None


def miscounted(said: Said, given: Measure | None) -> bool:
    """Whether an answer's label counts households and its measure people, or the other way round; 特困人员 that are
    counted in 户 are the households of such."""
    who = ("people", "household")
    if given is None or given.dimension not in who or said.counts not in who or said.counts == given.dimension:
        return False
    by_house = given.dimension == "household" and said.keys and said.keys[-1].endswith(words()["members"])
    return not by_house


def left_out(spoken: Said) -> dict[str, str]:
    """Word → the thing that an answer says by it to be left out (不含食用菌 → 食用菌)."""
    marks = tuple(words()["left_out"])
    return {
        t: t.removeprefix(mark) for t in spoken.tokens if t.startswith(marks) for mark in marks if t.startswith(mark)
    }
