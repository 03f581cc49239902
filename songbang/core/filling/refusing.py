"""Answers that a form's notes will not have: those of a paper that is not to be used (不用快报数), and those that count
as done what the notes say is not (不含只参保未缴费的).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from songbang.core.filling.accord import same_form
from songbang.core.filling.asked import Asked
from songbang.core.filling.head import Head
from songbang.core.filling.lexicon import clean, words
from songbang.core.filling.told import ByUnit, Wording, forms_of


def but_refused(told: dict[Wording, ByUnit], head: Head, asked: Iterable[Asked]) -> dict[Wording, ByUnit]:
    """Answers without those of other papers that the form's notes refuse."""
    papers, half_done = _papers(head), _half_done(head, asked)
    if not papers and not half_done:
        return told
    own = {form for form in forms_of(told) if same_form(head, form)}
    return {w: given for w, given in told.items() if w[0] in own or not _refused(w, papers, half_done)}


def _refused(wording: Wording, papers: set[str], half_done: set[tuple[str, str]]) -> bool:
    form, indicator = clean(wording[0]), clean(wording[1])
    by_paper = any(paper in form or paper in indicator for paper in papers)
    return by_paper or any(done in indicator and other not in form + indicator for done, other in half_done)


def _papers(head: Head) -> set[str]:
    """Which papers' figures notes forbid: 以财务决算为准，不用快报数 → {快报}."""
    return {match["paper"] for note in head.notes for match in re.finditer(words()["papers_refused"], clean(note))}


def _half_done(head: Head, asked: Iterable[Asked]) -> set[tuple[str, str]]:
    """(what is done, what is not) of those whom notes leave out: 不含只参保未缴费的 → {(参保, 缴费)}; not where
    the form asks for them beside the others (参保人数, 其中：缴费人数)."""
    pattern = re.compile(words()["half_done_refused"])
    found = {(m["done"], m["other"]) for note in head.notes for m in pattern.finditer(clean(note))}
    return {one for one in found if not any(_asks_half(cell, *one) for cell in asked)}


def _asks_half(cell: Asked, done: str, other: str) -> bool:
    """Whether a cell counts those with whom something is done, whatever else is."""
    said = "|".join(cell.required)
    return done in said and other not in said and bool(cell.measure and cell.measure.dimension != "money")
