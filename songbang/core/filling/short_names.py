"""Lists told in short: 人社窗口, 医保窗口, 民政窗口 in a register are 人力资源和社会保障, 医疗保障, 社会事务（民政）.

Two signs may be short for many things. Where nearly all of a list have their like in the form's list, one for each,
they are short for these: by the signs with which the parts of a name begin, or by what stands in its brackets.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from songbang.core.filling.lexicon import facets
from songbang.core.filling.meaning import key
from songbang.core.filling.pieces import pieces_of

_LEAST = 4
"""How many labels must have their like in the form's list."""
_SHORT = (2, 3)
"""How many signs a short name has."""


def in_short(rows: frozenset[str], labels: dict[str, str], around: str) -> dict[str, str]:
    """Labels of a paper (with how they stand in it) → those of the form that they are short for; `around`: what stands
    around the form's list."""
    common = _ending(rows, labels.values(), around)
    likes = {label: [row for row in rows if _like(names, row)] for label, names in _bare(labels, common).items()}
    claims = Counter(row for found in likes.values() for row in found)
    pairs = {label: found[0] for label, found in likes.items() if len(found) == 1 and claims[found[0]] == 1}
    short = sum(_short_for(name, pairs[label]) for label in pairs for name in _bare(labels, common)[label])
    return pairs if short > 1 and len(pairs) >= max(_LEAST, len(labels) * 3 // 4) else {}


def _ending(rows: frozenset[str], labels: Iterable[str], around: str) -> str:
    """How nearly all labels of a paper end, and none of the form's: where it says nothing (民政类), or what the form
    says that its list is of (民政窗口 in a form on 窗口)."""
    ends = Counter(name[at:] for label in labels for name in _names(label)[:1] for at in range(1, len(name)))
    free = frozenset(facets()["unsaid_alone"])
    often = (end for end, times in ends.items() if times >= _LEAST - 1)
    told = [end for end in often if end in free or (len(end) > 1 and end in around)]
    longest = max(told, key=len, default="")
    return "" if any(name.endswith(longest) for row in rows for name in _names(row)) else longest


def _names(label: str) -> list[str]:
    """A label without its brackets, and what stands in them."""
    return [name for name in re.split(r"[()]", label) if name]


def _bare(labels: dict[str, str], common: str) -> dict[str, list[str]]:
    return {label: [name.removesuffix(common) for name in _names(told)] for label, told in labels.items()}


def _like(names: list[str], row: str) -> bool:
    """Whether names are a row's: all that it says, or what its brackets say (民政); 香菇 is no 香菇（干品）."""
    ours = _names(row)
    meant = [{n for n, other in enumerate(ours) if key(one) == other or _short_for(one, other)} for one in names]
    return all(meant) and len(ours) - 1 in set().union(*meant)


def _short_for(name: str, row: str) -> bool:
    """Whether a name's signs stand in a much longer one in order and apart, the first at its beginning (人社)."""
    if len(name) not in _SHORT or len(row) < 2 * len(name) or name[:1] != row[:1] or name in row:
        return False
    return _in_order(name, row)


def of_all_papers(named: dict[str, str]) -> dict[str, str]:
    """Of names that a paper's list gives, those that mean the same in any paper: they say what they are (医保窗口)."""
    ends = tuple(facets()["unsaid_alone"])
    return {label: row for label, row in named.items() if len(label) > max(_SHORT) and not label.endswith(ends)}


def in_all_papers(named: dict[str, str], told: list[tuple[str, str]], title: str) -> dict[tuple[str, str], str]:
    """(form, label in it) → the label that such a name means there. What stands before it stays, unless the form's
    title says it (镇便民中心医保窗口 in a form on 乡镇便民服务中心)."""
    found: dict[tuple[str, str], str] = {}
    labels = {(form, key(piece)) for form, indicator in told for piece in pieces_of(indicator)} if named else set()
    for form, label in labels:
        if name := next((name for name in named if label.endswith(name)), ""):
            before = label.removesuffix(name)
            found[form, label] = ("" if _in_order(before, title) else before) + named[name]
    return found


def _in_order(name: str, text: str) -> bool:
    """Whether a name's signs stand in a text in the same order."""
    rest = iter(text)
    return all(sign in rest for sign in name)
