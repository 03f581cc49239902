"""Labels that are known by their neighbours: 餐饮, 商店, 旅馆 in a register are 小餐饮, 小商店, 小旅馆 of a form.

A single label that is another's with a word more may well count another thing. Where nearly all of a list have their
like in the form's list, one for each, the lists are one.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache

from songbang.core.filling.asked import Asked
from songbang.core.filling.classes import canonical
from songbang.core.filling.laying import made_of
from songbang.core.filling.lexicon import clean, facets, wording, words
from songbang.core.filling.meaning import key
from songbang.core.filling.pieces import pieces_of
from songbang.core.filling.short_names import in_all_papers, in_short, of_all_papers
from songbang.core.filling.stores import tells_left

_LEAST = 4
"""How many labels a list must have, and how many of them their like in the other."""
_SHORTEST = 2
_OFTEN = 3
"""So many pairs that differ by one and the same word differ by a manner of speaking."""

Named = dict[tuple[str, str], str]
"""(form, label in it) → the label of the form to be filled."""


def renamed(asked: Iterable[Asked], told: Iterable[tuple[str, str]], title: str = "") -> Named:
    """What the papers (form, indicator) call otherwise than the form does that is to be filled; `title`: the form's."""
    cells, told = list(asked), sorted(told)  # given as a set: of names alike the same one is taken every time
    ours, around = _lists_asked(cells), "|".join({title, *(name for one in cells for name in one.keys[1:])})
    found: Named = {}
    everywhere: dict[str, str] = {}
    as_told = {key(piece): clean(piece) for _, indicator in told for piece in pieces_of(indicator)}
    for (form, _), labels in _lists_told(told).items():
        for rows in ours if len(labels) >= _LEAST else []:
            short = in_short(rows, {label: as_told[label] for label in labels}, around)
            everywhere |= of_all_papers(short)
            found |= {(form, label): row for label, row in (short | _paired(rows, labels)).items()}
    return in_all_papers(everywhere, told, title) | found


def in_our_words(form: str, indicator: str, named: Named) -> str:
    """An indicator with its labels as the form to be filled words them."""
    pieces = pieces_of(indicator)
    if not any((form, key(piece)) in named for piece in pieces):
        return indicator
    return " / ".join(_reworded(piece, named.get((form, key(piece)), "")) for piece in pieces)


def _reworded(piece: str, row: str) -> str:
    """A label in the words of the form, with the time that it names (1-6月农资销售额: 1-6月农业生产资料)."""
    if not row:
        return piece  # or one that says no more than a time
    before, _, after = clean(piece).partition(key(piece))
    kept = [part if _tells_when(part) else "" for part in (before, after)]
    return f"{kept[0]}{row}{kept[1]}"


def _tells_when(part: str) -> bool:
    told = wording(part, 2000) if part else None
    return told is not None and bool(told.tags or told.span)


def _lists_asked(asked: Iterable[Asked]) -> list[frozenset[str]]:
    found: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for one in asked:
        if one.keys:
            found[one.outer].add(one.keys[0])
    return [frozenset(labels) for labels in found.values() if len(labels) >= _LEAST]


def _lists_told(told: Iterable[tuple[str, str]]) -> dict[tuple[str, tuple[str, ...]], set[str]]:
    """The labels that stand in one place of a paper: first of several, or last below the same ones."""
    found: dict[tuple[str, tuple[str, ...]], set[str]] = defaultdict(set)
    for form, indicator in told:
        labels = [name for piece in pieces_of(indicator) if (name := key(piece))]
        if len(labels) > 1:
            found[form, ("first",)].add(labels[0])
        if labels:
            found[form, ("last", *labels[:-1])].add(labels[-1])
    return found


def _paired(rows: frozenset[str], labels: set[str]) -> dict[str, str]:
    """Labels of a paper → those of the form that they are, where the two lists are one."""
    same = {label for label in labels if label in rows or any(_same(label, row) for row in rows)}
    left = [row for row in rows if not any(_same(label, row) for label in same)]
    likes = {label: [row for row in left if _over(label, row) is not None] for label in labels - same}
    claims = Counter(row for found in likes.values() for row in found)
    pairs = {label: found[0] for label, found in likes.items() if len(found) == 1 and claims[found[0]] == 1}
    if len(same) + len(pairs) < max(_LEAST, len(labels) * 3 // 4):
        return {}
    overs = Counter(_over(label, row) for label, row in pairs.items())
    often = (word for word, times in overs.items() if word and times >= _OFTEN)
    manner = {word for word in often if not (re.search(r"\d", word) or _tells_more(word.strip("()")))}
    return {label: row for label, row in pairs.items() if any(word in (_over(label, row) or "") for word in manner)}


def _tells_more(word: str) -> bool:
    """Whether a word tells what is left of things, or that they came or went (报废拆除)."""
    newly, taken_in = words()["newly"], frozenset(map(canonical, facets()["taken_in"]))  # 收到 is said of money too
    ways = (frozenset((newly, *map(canonical, way))) - taken_in for way in words()["added_or_gone"].values())
    return tells_left(word) or any(made_of(word, way) for way in ways)


def _same(one: str, other: str) -> bool:
    return canonical(one) == canonical(other)


def _over(label: str, row: str) -> str | None:
    """What one of two labels has more than the other; None where neither holds the other."""
    one, other = sorted((_core(label), _core(row)), key=len)
    if len(one) < _SHORTEST or one == other:
        return None
    if one in other:
        return other.replace(one, "", 1)
    return _skipped(one, other) if len(one) >= _LEAST else None


@lru_cache(maxsize=65536)
def _core(label: str) -> str:
    """A label without the word at its end that says nothing (餐饮单位)."""
    bare = canonical(label)
    ends = [word for word in facets()["neutral"] if len(word) > 1 and bare.endswith(word)]
    return bare.removesuffix(max(ends, key=len)) if ends and len(bare) >= _LEAST else bare


def _skipped(one: str, other: str) -> str | None:
    """The signs of a label that one with the same signs in the same order leaves out (小学校或幼儿园, 学校幼儿园)."""
    over, rest = "", one
    for sign in other:
        if rest and sign == rest[0]:
            rest = rest[1:]
        else:
            over += sign
    return None if rest else over
