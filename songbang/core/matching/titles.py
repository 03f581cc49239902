"""Titles: what is said (the core), which one of a series (figures), which version, and what is relayed by whom."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from functools import cache, lru_cache
from typing import NamedTuple

from songbang.core.matching.numbers import Number, parse_number, split_number
from songbang.core.matching.writing import (
    confusable,
    digits,
    folded,
    folded_each,
    table,
    uniform_each,
    unquoted_each,
    whole_number,
)
from songbang.core.text import without_blanks


class Figure(NamedTuple):
    """A number in a title: its unit (`月`, `期`, `` where none is told), the year it stands under, and the value."""

    unit: str
    year: int | None
    value: str


class Title(NamedTuple):
    """A title taken apart. `core` is folded, without issuer, 关于, 的, 通知, marks, and with `#` for each figure."""

    core: str
    figures: tuple[Figure, ...] = ()
    issuer: str | None = None
    chain: tuple[str | None, ...] = ()
    """Issuers of the documents relayed, the outermost first; None where the title names none. Empty: no relay."""
    relayed_number: Number | None = None
    versions: frozenset[str] = frozenset()
    number: str | None = None
    cut: bool = False
    rule: bool = False
    kind: str = ""
    """通知, 函, 通报 … at the end; empty where the title ends without one."""

    @property
    def tells(self) -> bool:
        """Whether anything is said beside figures, so that two titles may be compared at all."""
        return len(self.core) - self.core.count("#") >= 2


class _Parts(NamedTuple):
    issuer: str | None
    chain: tuple[str | None, ...]
    rest: str
    number: Number | None


_YEAR_WORDS = re.compile(r"[二〇零一三四五六七八九\d]{4}(?=年)")
_ORDINALS = re.compile(r"(?<=第)[一二三四五六七八九十百零〇]+|[一二三四五六七八九十]+(?=季度|月|期|批|周)")
_CHINESE = re.compile(r"[二〇零一三四五六七八九十百]")
_FIGURE = re.compile(
    r"(?=[\d第上下编总])(?:(?:(?P<y1>\d{4})年度?)?第?(?P<month>\d{1,2}(?:[-~—至到]\d{1,2})?)月份?(?!\d)"
    r"|(?:(?P<y2>\d{4})年度?)?第?(?P<quarter>\d)季度"
    r"|(?:(?P<y3>\d{4})年度?)?(?P<half>[上下])半年"
    r"|(?P<year>\d{4})年度?"
    r"|(?P<label>编号|总第|第)?(?P<plain>\d+))"
)
_COUNTED = re.compile(r"\d|半年")
_RANGE = re.compile(r"[~—至到]")
_UNITS = re.compile(r"期|批|次|周|轮|旬|日")
_PUNCTUATION = re.compile(r"[()\[\]，,、。:;；·.!！?？—~-]")
_LEAD = re.compile(r"^(?:关于|印发|公布|发布)+")
_END = re.compile(r"(?:的?[通同]的?[知之])+$")
_INLINE_NUMBER = re.compile(r"\([^()]{1,14}\(\d{4}\)第?\d+号\)")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    said, relay = table(), table()["relay"]
    verbs, organ = "|".join(relay["verbs"]), said["organ_end"][:-1]
    notes = "|".join(said["added_notes"])
    unnamed = "|".join(relay["unnamed"])
    naming = rf"(?=(?:.{{1,40}}?{folded(organ)}|{unnamed})(?:关于|{verbs}|{relay['prints']}|\())"
    return {
        "notes": re.compile(rf"(?:[(](?:{notes})[^()]*[)]\s*)+$|^(?:[(](?:{notes})[^()]*[)]\s*)+"),
        "misread": re.compile(said["formulas"]["seen"]),
        "around": re.compile(f"(?i){said['around_titles']['before']}|{said['around_titles']['after']}"),
        "cuts": re.compile("(?:" + "|".join(re.escape(mark) for mark in said["cut_marks"]) + ")+$"),
        "organ": re.compile(folded(said["organ_end"])),
        "labelled": re.compile(rf"^(.{{2,30}}(?:{folded(organ)})):(?=.{{4}})"),
        "before": re.compile(
            rf"^((?!关于|{verbs}|{relay['prints']}|贯彻|做好|开展|召开).{{2,40}}?)(?=关于|{verbs}|{relay['prints']}|贯彻)"
        ),
        "relay": re.compile(rf"^(?:关于)?(?:(?:{verbs})|{relay['prints']}{naming})(.{{3,}})$"),
        "tail": re.compile(folded(relay["tail"])),
        "file": re.compile(folded(relay["file"])),
        "unnamed": re.compile(rf"^(?:{unnamed})$"),
        "rule": re.compile(folded(said["rule_ends"])),
    }


@cache
def _cut_marks() -> tuple[str, ...]:
    return tuple(table()["cut_marks"])


def is_organ(name: str) -> bool:
    """Whether a folded name ends as names of organs do."""
    return bool(_patterns()["organ"].search(name))


@cache
def _formulas() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(seen), meant) for seen, meant in table()["formulas"]["read"])


@cache
def _versions() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(p)) for name, ps in table()["versions"].items() for p in ps)


@cache
def _any_version() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern.pattern})" for _, pattern in _versions()))


def read_title(written: str, known: Set[str] = frozenset()) -> Title:
    """Take a title apart; `known` are names of issuers (bare and folded) that may stand before it.

    >>> title = read_title("关于转发《嘉兴市民政局关于加强2019年3月份救助工作的通知》的通知")
    >>> title.core, title.chain, [figure.value for figure in title.figures]
    ('加强#月救助工作', ('嘉兴市民政局',), ['3'])
    """
    return read_titles([written], known)[0]


def read_titles(written: Sequence[str], known: Iterable[str]) -> list[Title]:
    """The same of many titles. What is done with each character is done for all of them together."""
    names = _Names(known)
    stripped = [_stripped(text) for text in uniform_each(written)]
    bare = unquoted_each([one.text for one in stripped])
    parted = [_without_versions(_arabic(_undressed(text, one.noted))) for text, one in zip(bare, stripped, strict=True)]
    texts = folded_each([text for text, _ in parted])
    return [
        _title(text, versions, one, names) for text, (_, versions), one in zip(texts, parted, stripped, strict=True)
    ]


class _Names:
    """Names of issuers, to be found at the beginning of a title."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(name for name in names if len(name) > 1)
        self._beginnings = frozenset(name[:2] for name in self._names)

    def before(self, text: str) -> int:
        """The length of the longest name that the text begins with and goes on after; 0: none."""
        if text[:2] not in self._beginnings:
            return 0
        lengths = range(min(30, len(text) - 4), 1, -1)
        return next((length for length in lengths if text[:length] in self._names), 0)


class _Stripped(NamedTuple):
    """A title without what stands around it, the number that stood in it, and whether it was cut. `noted`: it may bear
    notes in brackets."""

    text: str
    number: str | None
    cut: bool
    noted: bool


def _title(text: str, versions: frozenset[str], stripped: _Stripped, known: _Names) -> Title:
    parts = _parts(text, known)
    core, figures = _figures(_LEAD.sub("", parts.rest))
    core, kind = _without_kind(_PUNCTUATION.sub("", core).replace("的", ""))
    rule = bool(_patterns()["rule"].search(_END.sub("", parts.rest)))
    return Title(
        core, figures, parts.issuer, parts.chain, parts.number, versions, stripped.number, stripped.cut, rule, kind
    )


def _without_kind(core: str) -> tuple[str, str]:
    notice = _END.search(core)
    if notice:
        return core[: notice.start()], "通知"
    kind = _kind(core[-_longest_kind() :])
    return core[: len(core) - len(kind)], kind


@cache
def _longest_kind() -> int:
    return max(map(len, table()["kinds"]))


@lru_cache(maxsize=65536)
def _kind(end: str) -> str:
    """The kind with which the last characters of a title end, as written or a slip away."""
    for kind in table()["kinds"]:
        own = end[-len(kind) :]
        if own == kind or (len(kind) > 1 and len(own) == len(kind) and all(map(_alike, own, kind))):
            return str(kind)
    return ""


def _alike(a: str, b: str) -> bool:
    return a == b or confusable(a, b)


def _stripped(text: str) -> _Stripped:
    patterns = _patterns()
    if patterns["misread"].search(text):
        for pattern, meant in _formulas():
            text = pattern.sub(meant, text)
    noted = "(" in text
    text = patterns["around"].sub("", text.strip())
    text, number = split_number(patterns["notes"].sub("", text) if noted else text)
    text = text.strip()
    whole = patterns["cuts"].sub("", text) if text.endswith(_cut_marks()) else text
    return _Stripped(whole, number, whole != text, noted)


def _undressed(text: str, noted: bool) -> str:
    """The title alone, without blanks, given without quotes."""
    bare = without_blanks(text).rstrip("。.;,、:").lstrip(":")
    return _patterns()["notes"].sub("", bare) if noted else bare


def _arabic(text: str) -> str:
    if not _CHINESE.search(text):
        return text
    text = _YEAR_WORDS.sub(lambda match: digits(match[0]), text)
    return _ORDINALS.sub(lambda match: str(whole_number(match[0]) or match[0]), text)


def _without_versions(text: str) -> tuple[str, frozenset[str]]:
    """The title without the words that tell its version, and what they told; a part keeps which one it is."""
    if not _any_version().search(text):
        return text, frozenset()
    found = set()
    for name, pattern in _versions():
        match = pattern.search(text)
        if match:
            found.add(name + (match[0] if name == "part" else ""))
            text = pattern.sub("", text)
    return text, frozenset(found)


def _parts(text: str, known: _Names, depth: int = 0) -> _Parts:
    """Issuer, relays and what is left, following 转发 within 转发."""
    issuer, rest = _issuer_before(text, known)
    match = _patterns()["relay"].match(rest) if depth < 6 else None
    if not match:
        return _Parts(issuer, (), rest, None)
    relayed = _patterns()["tail"].sub("", _INLINE_NUMBER.sub("", match[1]))
    number = _relayed_number(relayed)
    if number:
        return _Parts(issuer, (None,), f"{number.code}文件", number)
    inner = _parts(relayed, known, depth + 1)
    return inner._replace(issuer=issuer, chain=(inner.issuer, *inner.chain))


def _relayed_number(relayed: str) -> Number | None:
    """The number by which a document is passed on (转发浙政办发(2018)17号文件), not one inside a longer title."""
    number = parse_number(_patterns()["file"].sub("", relayed)) if "号" in relayed else None
    return number if number and number.year and len(number.code) <= 12 and "关于" not in number.code else None


def _issuer_before(text: str, known: _Names) -> tuple[str | None, str]:
    text = text.removeprefix("中共")
    labelled = _patterns()["labelled"].match(text) if ":" in text else None
    if labelled:
        issuer, rest = _issuer_before(text[labelled.end() :], known)
        return issuer or labelled[1], rest
    match = _patterns()["before"].match(text)
    if match and _patterns()["organ"].search(match[1]):
        return None if _patterns()["unnamed"].match(match[1]) else match[1], text[match.end() :]
    end = known.before(text)
    return text[:end] or None, text[end:]


def _figures(text: str) -> tuple[str, tuple[Figure, ...]]:
    found: list[Figure] = []

    def note(match: re.Match[str]) -> str:
        figure = _figure(match)
        found.append(figure)
        return "#" + (figure.unit if figure.unit in ("年", "月", "季度", "半年") else "")

    return (_FIGURE.sub(note, text), tuple(found)) if _COUNTED.search(text) else (text, ())


def _figure(match: re.Match[str]) -> Figure:
    for kind, value, year in (("月", "month", "y1"), ("季度", "quarter", "y2"), ("半年", "half", "y3")):
        if match[value]:
            return Figure(kind, int(match[year]) if match[year] else None, _RANGE.sub("-", match[value]))
    if match["year"]:
        return Figure("年", None, match["year"])
    unit = _UNITS.match(match.string, match.end())
    return Figure(_label(match) or (unit[0] if unit else ""), None, match["plain"].lstrip("0") or "0")


def _label(match: re.Match[str]) -> str:
    """What a figure counts by the words around it: 编号, and the issue where 第N号 ends the title."""
    if match["label"] == "编号":
        return "编号"
    return "期" if match["label"] and match.string[match.end() :] in ("号", "号)") else ""
