"""Whom a form is about (农民工返乡创业): of them its cells ask, where a register tells of them apart from others."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import TypeVar

from songbang.core.filling.asked import Asked
from songbang.core.filling.lexicon import clean, wording, words
from songbang.core.filling.measures import measure_or_own
from songbang.core.filling.saying import Said
from songbang.core.filling.unsaid import Tokens

_Wording = tuple[str, str, str]
_Key = TypeVar("_Key")
_Known = dict[_Key, list[tuple[_Wording, float, bool]]]


def told_apart(title: str, wordings: Iterable[_Wording]) -> dict[_Wording, _Wording]:
    """What registers tell of all → what they tell, in the same words, of those that a form's title names. Where a
    register is on these itself, what it tells of all says so (全县个体工商户).

    >>> told_apart("返乡创业情况", [("台账", "培训人数", "人"), ("台账", "返乡人员 / 培训人数", "人")])
    {('台账', '培训人数', '人'): ('台账', '返乡人员 / 培训人数', '人')}
    """
    title = clean(title)
    papers: dict[tuple[str, str], list[_Wording]] = defaultdict(list)
    for one in wordings:
        unit = measure_or_own(one[2])
        papers[one[0], unit.dimension if unit else ""].append(one)
    found: dict[_Wording, _Wording] = {}
    for (form, _), told in papers.items():
        labels = {clean(one[1]): one for one in told}
        of_all = {re.sub(words()["of_all"], "", label): one for label, one in labels.items()}
        for label, narrow in labels.items():
            for at in _ends_of_subject(label, title):
                rest = label[at:].lstrip("/")
                told_so = all(token in clean(form) for token in wording(label[:at]).tokens)
                wide = of_all.get(rest)
                if wide not in (None, narrow) and (not told_so or rest not in labels):
                    found[wide] = narrow
    return found


def _ends_of_subject(label: str, title: str) -> list[int]:
    """Where in a label the name of those may end whom a title names."""
    signs = set(title) | set(words()["of_subject"])
    end = next((n for n, sign in enumerate(label) if sign not in signs), len(label))
    return [
        at
        for at in range(2, min(end + 1, len(label) - 1))
        if any(token in title and token not in label[at:] for token in wording(label[:at]).tokens)
    ]


def of_subject(known: _Known[_Key], apart: dict[_Wording, _Wording]) -> _Known[_Key]:
    """Which answers speak of which cells; none that tells of all where one of those of the form's title stands beside
    it and speaks of no other cell."""
    by = {key: {wording for wording, _, _ in found} for key, found in known.items()}
    named = frozenset[_Wording]().union(*by.values())
    meant: _Known[_Key] = {}
    for key, found in known.items():
        told: dict[_Wording, tuple[float, bool]] = {}
        for one, sure, unsure in found:
            narrow = apart.get(one, one)
            one = narrow if narrow in by[key] or narrow not in named else one
            told[one] = max(told.get(one, (0.0, unsure)), (sure, unsure))
        meant[key] = [(one, *how) for one, how in told.items()]
    return meant


def titles_another(asked: Asked, spoken: Said, every: Collection[tuple[Tokens, str]]) -> bool:
    """Whether an answer leaves to its register's title of what it tells (注销户数 in one of 个体工商户), and that is
    what another cell of the form asks for and not this one; `every`: what all cells ask for, with its dimension."""
    unit = asked.measure.dimension if asked.measure else ""
    own, shared = asked.required - spoken.tokens, asked.required & spoken.tokens

    def titled(left: Tokens) -> bool:
        return bool(left) and all(any(token in word for word in spoken.title) for token in left)

    if _of_others(asked, spoken, every):
        return True
    if not own or not shared or not spoken.tokens <= asked.required or titled(own):
        return False
    others = (other - shared for other, dimension in every if dimension == unit and shared <= other)
    return any(other != own and titled(other) for other in others)


def _of_others(asked: Asked, spoken: Said, every: Iterable[tuple[Tokens, str]]) -> bool:
    """Whether a register tells only what those do whom its title names and another cell too, this one not (群众来访 in
    a register of 领导干部接访)."""
    doers = [doer for doer in words()["doers_titled"] if any(doer in word for word in spoken.title)]
    known = "|".join(asked.required | asked.context | asked.title) if doers else ""
    return any(doer not in known and any(doer in t for other, _ in every for t in other) for doer in doers)
