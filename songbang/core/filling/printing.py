"""Relations as a form prints them (11=01+02-05, 合计=男+女): parsed from its notes.

A grammar of such relations: its characters are its syntax.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from songbang.core.filling.changes import decimals_in
from songbang.core.filling.lexicon import clean, uncircled
from songbang.core.filling.phrasing import AGE_OR_TIME
from songbang.core.filling.products import ranged, unfolded

_OPERATOR = re.compile(r"(>=|<=|[=≥≤><≧≦])")
_TERM = re.compile(r"([-+−﹣]?)([^-+−﹣]+)")
_PART = re.compile(r"^其中:?")
_AGAIN = re.compile(r"\(([\d+\-−﹣×÷%]+=[\d+\-−﹣×÷%]+)\)$")
"""A relation told again in numbers behind its words: 期末数=期初数+新增-注销（4=1+2-3）."""
_CLAUSES = re.compile(
    r"[，,]|\s{3,}(?![≤≥=<>])|(?<=[\d)）])\s+(?=[(（]?\d+[)）]?\s*=)|\s+(?=[(（]\d{1,2}[)）][^\s=≥≤><+\-−﹣×÷*/])"
)
_CLAUSE_NUMBER = re.compile(r"^\(\d{1,2}\)(?=[^\s=≥≤><+\-−﹣×÷*/](?!.*\(\d{1,2}\)))")
"""The number of one relation among several: （2）02=03+06, and not （6）办结率=（5）÷（1）."""
_CLAUSE_BEGUN = re.compile(rf"^\d{{1,2}}(?:[.、](?=\D|\d{{1,2}}月|\d(?:{AGE_OR_TIME}))|\.(?=\d+[=≥≤<>][^.]*$))")
"""1.18=16+17, 2.8月末=…, 3.65周岁以上占比=…"""
_LINE = re.compile(
    r"第(\d{1,2})行|(?<![\d第])行(\d{1,2})(?!\d)|(?<![\d第])(\d{1,2})行(?=[-+−﹣×÷*/=≥≤<>()、至到之各]|$)"
)
_OF_PARTS = re.compile(r"^(?:第?[一二三四五六七八九十][、和及]?)+部分的?")
"""Of which of its tables a form prints a relation (一、二部分合计=…)."""
_EITHER_SUM = re.compile(r"^([^=()]+)=([^=()+]+\+[^=()+]+)\(([^=()+\d]+\+[^=()+\d]+)\)$")
_COLUMN = re.compile(r"第?\(?(\d{1,2})\)?[栏列](?!\d)|(?<!\d)[栏列](\d{1,2})(?!\d)")
_WITHIN = re.compile(r"\((?:限|仅|仅限)?第?\d[\d、,和及第栏列\-—–~～至到]*[栏列]\)$")
_ON_LINES = re.compile(
    r"\((?:限|仅|仅限|适用于?|指)?第?(?:0\d[\d、,和及\-—–~～至到]*(?:[行项])?|\d[\d、,和及\-—–~～至到]*[行项])\)$"
)
"""The lines that a relation of columns is printed for: 4=1+2-3（01至11）."""
_AT_HEADS = re.compile(r"\((?:限|仅|仅限)?(?:第)?([^()\d=]+?)(?:[栏列两]+)?\)$")
_BUT = re.compile(r"(?<=[\d栏列])\((?:第|除|不含|不包括|代码)?(\d[\d、,及和]*)(?:[行项]|外|除外|行除外|项除外)\)$")
"""The lines for which a relation of columns is not printed: （1）栏=（2）栏+（3）栏（18除外）."""
_EVERY = re.compile(r"^(?:各栏|各列|各行|各项|每栏|每行|[各每][^合小总=+]{1,6}(?=(?:合计|小计|总计)$))")


@dataclass(frozen=True)
class Printed:
    """One relation: signed terms left and right of an operator."""

    text: str
    left: tuple[tuple[int, str], ...]
    operator: str
    right: tuple[tuple[int, str], ...]
    columns: tuple[str, ...] = ()
    decimals: int | None = None
    padded: bool = False
    ringed: bool = False
    of_lines: bool = False
    """Whether its numbers are those of lines, as it says (第3行=第1行+第2行)."""
    of_columns: bool = False
    within: frozenset[str] = frozenset()
    """The numbers of the columns that it is printed for (06=07+08（第1、2栏）); none for all."""
    on_lines: frozenset[str] = frozenset()
    """The numbers, without leading zeros, of the lines that it is printed for (4=1+2-3（01至11）); none for all."""
    but: frozenset[str] = frozenset()
    """The numbers of the lines that it is not printed for (1=2+3（18除外））."""
    heads: frozenset[str] = frozenset()
    """What may be the headings of those columns: 06=07+08（年初、年末）."""

    def stands_for(self, group: str, codes: Iterable[str]) -> bool:
        """Whether it is printed for one of the lines, or the columns, of these numbers."""
        told = self.within if group == "column" else self.on_lines
        return not told or any(code.lstrip("0") in told for code in codes)

    @property
    def by_code(self) -> bool:
        """Whether every term is a code of the form."""
        return all(name.isdigit() for _, name in (*self.left, *self.right))


_FEWEST = 3
"""A whole and its parts: what tells of fewer terms is no sum."""
_WHOLE_LINE = re.compile(r"((?:合计|小计|总计|[年月季期][末初]数?|累计|增减|本[年季月期]))[栏列行]$")
_ANY_LINE = re.compile(r"(\D)[栏列行]$")
_ALL_NUMBERS = re.compile(r"[\d+\-−﹣×÷*/().%‰]+")
_NUMBER_AND_NAME = re.compile(r"^(\d{1,2})(?![岁年月日类级型个人户项])[^\d+\-−﹣×÷*/]{2,}$")
"""A line's number and its name, where the other side has numbers only: 11在管率=04÷01×100%."""
_NAME_AND_NUMBER = re.compile(r"^[^\d()+\-−﹣×÷*/]{2,}(\d{1,2})$")
"""The same the other way round: 在管率11=04÷01×100%."""
_SIGNS = re.compile(r"[-+−﹣×xX*÷/]")
_NUMBERED_TERM = re.compile(r"[^-+−﹣×xX*÷/()]{2,}\((\d{1,2})\)")
"""A term by its name and its number: 总产量（2）."""


@lru_cache(maxsize=256)
def printed(notes: tuple[str, ...]) -> list[Printed]:
    """The relations among a form's notes.

    >>> [found.text for found in printed(("审核关系：07、09 ≤05；12=13+14；3.户籍人口≥其中女性≥1",))]
    ['7≤5', '9≤5', '12=13+14', '户籍人口≥其中女性', '其中女性≥1']
    """
    found: list[Printed] = []
    for note in notes:
        for told in re.split(r"[。\n]", note):
            together: list[Printed] = []
            for sentence in re.split("[;；]", told):
                _read_sentence(sentence, together)
            found += together
    return found


def _read_sentence(sentence: str, together: list[Printed]) -> None:
    """Add a sentence's relations to those told `together` with them, each with the decimals that it keeps; with 均 it
    tells those of all, and behind several shares those of each."""
    before = len(together)
    for clause in _CLAUSES.split(sentence):
        places = decimals_in(clause)
        if places is not None and len(together) > before and not _OPERATOR.search(clean(clause)):
            shares = all(one.text.endswith("%") for one in together[before:])
            told = len(together) if clean(clause).startswith("均") else len(together) - before if shares else 1
            together[-told:] = [
                one if one.decimals is not None else replace(one, decimals=places) for one in together[-told:]
            ]
        again = _AGAIN.search(clean(clause))
        together += _parsed(clean(clause)[: again.start()]) + _parsed(again[1]) if again else _parsed(clause)


def _numbers_in(told: str) -> frozenset[str]:
    """The numbers that a bracket names, one by one or from one to another.

    >>> sorted(_numbers_in("(1—3、6栏)"))
    ['1', '2', '3', '6']
    """
    ends = re.findall(r"(\d+)(?:[栏列]?[-—–~～至到]+第?(\d+))?", told)
    return frozenset(str(n) for one, other in ends for n in range(int(one), int(other or one) + 1))


def _either_sum(text: str) -> list[str]:
    """A total of the columns of two tables, those of one in brackets, as one relation for each; else as it stands.

    >>> _either_sum("合计=城镇+农村(集中+分散)")
    ['合计=城镇+农村', '合计=集中+分散']
    """
    told = _EITHER_SUM.match(text)
    return [f"{told[1]}={told[2]}", f"{told[1]}={told[3]}"] if told else [text]


def _parsed(clause: str) -> list[Printed]:
    text = uncircled(clean(clause)).replace("年未", "年末")
    if lines := _ON_LINES.search(text):
        numbers = frozenset(number.lstrip("0") for number in _numbers_in(lines[0]))
        return [replace(one, on_lines=numbers) for one in _parsed(text[: lines.start()])]
    text = unfolded(ranged(text))
    head, colon, tail = text.rpartition(":")
    if colon and not _OPERATOR.search(head):
        text = tail
    either = _either_sum(_OF_PARTS.sub("", text))
    if len(either) > 1:
        return [one for told in either for one in _parsed(told)]
    text = _OF_PARTS.sub("", text)
    text = _CLAUSE_NUMBER.sub("", text)
    text = _CLAUSE_BEGUN.sub("", text)
    besides = _BUT.search(text)
    but = frozenset(n.lstrip("0") for n in re.findall(r"\d+", besides[1])) if besides else frozenset()
    text = _BUT.sub("", text)
    limited = _WITHIN.search(text)
    within = _numbers_in(limited[0]) if limited else frozenset()
    at_heads = _AT_HEADS.search(text)
    heads = frozenset(at_heads[1].split("、")) if at_heads else frozenset()
    of_lines = bool(_LINE.search(text))
    text = _LINE.sub(lambda line: line[1] or line[2] or line[3], _WITHIN.sub("", text))
    of_columns = bool(_COLUMN.search(text))
    text = _COLUMN.sub(lambda named: named[1] or named[2], text)
    pieces = _OPERATOR.split(text)
    if len(pieces) < 3 or not all(pieces[::2]):
        return []
    return [
        replace(one, within=within, but=but, heads=heads, of_lines=of_lines, of_columns=of_columns)
        for left, operator, right in _in_chain(pieces)
        for subject in re.split("、(?=\\d)", left)
        if (one := _relation(subject, operator, right))
    ]


def _in_chain(pieces: list[str]) -> list[tuple[str, str, str]]:
    """The relations of a chain, each between neighbours; one term that equals several sums equals each of them.

    >>> _in_chain(["9", "=", "1+2", "=", "3+4"]), _in_chain(["3", "≥", "2", "≥", "1"])
    ([('9', '=', '1+2'), ('9', '=', '3+4')], [('3', '≥', '2'), ('2', '≥', '1')])
    """
    sums = set(pieces[1::2]) == {"="} and len(_TERM.findall(pieces[0])) == 1
    whole = sums and all(len(_TERM.findall(side)) > 1 for side in pieces[2::2])
    return [(pieces[0 if whole else i], pieces[i + 1], pieces[i + 2]) for i in range(0, len(pieces) - 2, 2)]


def _relation(left: str, operator: str, right: str) -> Printed | None:
    columns = re.findall(r"^\d+\(([^()\d]+)\)", left)
    padded = bool(re.search(r"(?<!\d)0\d", left + operator + right))
    ringed = bool(re.match(r"\(\d+\)", left))
    left, right = _term_text(left), _term_text(right)
    left, right = _by_numbers(left, right)
    if _ALL_NUMBERS.fullmatch(right):
        left = _NAME_AND_NUMBER.sub(r"\1", _NUMBER_AND_NAME.sub(r"\1", left))
    if not left or not right or len(left) > 40:
        return None
    sides = [
        tuple((-1 if s and s in "-−﹣" else 1, _PART.sub("", t)) for s, t in _TERM.findall(side))
        for side in _but_lines(left, right)
    ]
    return Printed(
        f"{left}{operator}{right}",
        sides[0],
        operator,
        sides[1],
        tuple(columns[0].split("、")) if columns else (),
        padded=padded,
        ringed=ringed,
    )


def _but_lines(left: str, right: str) -> tuple[str, str]:
    """Both sides of a sum without what says that their names stand over columns or before lines; those of all its
    parts (各村之和) are told by that.

    >>> _but_lines("合计栏", "一级+二级"), _but_lines("全员栏", "男栏+女栏"), _but_lines("宣传栏", "村务公开栏+橱窗")
    (('合计', '一级+二级'), ('全员', '男+女'), ('宣传栏', '村务公开栏+橱窗'))
    """
    terms = [term for side in (left, right) for _, term in _TERM.findall(side)]
    if len(terms) < _FEWEST:
        return left, right
    every = all(map(_ANY_LINE.search, terms))
    line = _ANY_LINE if every else _WHOLE_LINE
    return _in_terms(line, left), _in_terms(line, right)


def _in_terms(line: re.Pattern[str], side: str) -> str:
    return _TERM.sub(lambda term: term[1] + line.sub(r"\1", term[2]), side)


def _by_numbers(left: str, right: str) -> tuple[str, str]:
    """Both sides in numbers, where every term has its own behind its name; else without those that stand so.

    >>> _by_numbers("亩产(3)", "总产量(2)×1000÷播种面积(1)"), _by_numbers("合计(4)", "男+女")
    (('3', '2×1000÷1'), ('合计', '男+女'))
    """
    names = [term for side in (left, right) for term in _SIGNS.split(side) if term and not term[0].isdigit()]
    every = all(map(_NUMBERED_TERM.fullmatch, names))

    def told(term: re.Match[str]) -> str:
        return term[1] if every else term[0][: term.start(1) - term.start() - 1]

    return _NUMBERED_TERM.sub(told, left), _NUMBERED_TERM.sub(told, right)


def _term_text(side: str) -> str:
    side = re.sub(r"(?<=\d)\([^()\d]+\)", "", side)
    side = re.sub(r"(?<![\w)])\((\d+)\)(?!\w)", r"\1", side)
    return re.sub(r"(?<!\d)0+(?=\d)", "", _EVERY.sub("", side))
