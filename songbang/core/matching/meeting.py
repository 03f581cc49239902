"""What two rows are compared by, value by value: the cores of two titles, their figures, two 机关代字.

Every two values that meet are compared once, whatever number of rows bears them. The columns of `evidence` look the
answers up, and so does an engine that spreads the pairs over machines (`judging_in_sql`).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

import numpy as np

from songbang.core.matching.columns import Rows
from songbang.core.matching.issuers import of_two_bodies
from songbang.core.matching.joins import Flags, Ints, coded, distinct, ints, packed
from songbang.core.matching.numbers import part_of, typed_alike
from songbang.core.matching.titles import Title
from songbang.core.matching.verdicts import compare_figures
from songbang.core.matching.wording import Wording, compare, far, near

FIGURES = ("equal", "series", "other")
_LONGEST = 8
"""Titles are told apart by length up to here (`verdicts._only_slips`)."""


class Values:
    """Values of rows, by their places in the lists of `Rows`. `wordings` are those found so far: the first stands for
    titles about other things, the second for equal ones."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._known: dict[Wording | None, int] = {None: 0, Wording(0): 1}

    @property
    def wordings(self) -> list[Wording | None]:
        return list(self._known)

    @property
    def cut(self) -> Flags:
        """Of every wording found so far, whether one title is only the other's beginning."""
        return np.array([wording is not None and wording.cut for wording in self._known], dtype=np.bool_)

    def wording(self, one: Ints, two: Ints, ways: Ints) -> Ints:
        """How two cores stand to each other, as a place among the wordings. `ways`: whether the first title is cut,
        times two, and the second."""
        found = np.ones(one.size, dtype=np.int64)
        apart = np.flatnonzero(one != two)
        cores, many = self._rows.cores, len(self._rows.cores)

        def compared(key: int) -> Wording | None:
            pair, way = divmod(key, 4)
            return compare(cores[pair // many], cores[pair % many], way >= 2, way % 2 == 1)

        keys, _, inverse = distinct(packed((one[apart], 0), (two[apart], many), (ways[apart], 4)))
        left, right = ([cores[at] for at in side.tolist()] for side in (keys // 4 // many, keys // 4 % many))
        some = np.flatnonzero(near(left, right, keys % 4 >= 2, keys % 2 == 1))
        told = np.zeros(keys.size, dtype=np.int64)
        told[some] = coded(map(compared, keys[some].tolist()), self._known)
        found[apart] = told[inverse]
        return found

    def further(self, one: Ints, two: Ints) -> Ints:
        """The same of cores further apart, for which number and issuer must speak."""
        cores, many = self._rows.cores, len(self._rows.cores)
        keys, _, inverse = distinct(packed((one, 0), (two, many)))
        return coded((far(cores[key // many], cores[key % many]) for key in keys.tolist()), self._known)[inverse]

    @cached_property
    def _figures(self) -> tuple[Ints, list[Any]]:
        known: dict[object, int] = {}
        return coded((title.figures for title in self._rows.titles), known), list(known)

    @property
    def figures_of_title(self) -> Ints:
        return self._figures[0]

    def figures(self, one: Ints, two: Ints, cut: Flags) -> Ints:
        """Whether the figures of two titles agree: places in `FIGURES`. `cut`: one is the other's beginning only."""
        said = self._figures[1]
        found = np.zeros(one.size, dtype=np.int64)
        apart = np.flatnonzero(one != two)
        ends = cut[apart].astype(np.int64)
        keys, _, inverse = distinct(packed((one[apart], 0), (two[apart], len(said)), (ends, 2)))
        told = (
            FIGURES.index(compare_figures(said[pair // len(said)], said[pair % len(said)], bool(end)))
            for pair, end in (divmod(key, 2) for key in keys.tolist())
        )
        found[apart] = ints(told, keys.size)[inverse]
        return found

    @cached_property
    def forms_of_title(self) -> tuple[Ints, int]:
        """Of every title what the rules look at beside wording and figures, and how many such forms there are."""
        known: dict[tuple[object, ...], int] = {}
        forms = coded([_form(title) for title in self._rows.titles], known)
        return forms, len(known)

    def parts(self, one: Ints, two: Ints) -> Flags:
        """Whether one 机关代字 is the other without its beginning."""
        found: Flags = self._of_codes(one, two, part_of) | (one == two)
        return found

    def typed_alike(self, one: Ints, two: Ints) -> Flags:
        """Whether one look-alike character parts two 机关代字."""
        return self._of_codes(one, two, typed_alike)

    def strangers(self, one: Ints, two: Ints) -> Flags:
        """Whether two 机关代字 are those of two bodies."""
        return self._of_codes(one, two, of_two_bodies)

    def _of_codes(self, one: Ints, two: Ints, holds: Callable[[str, str], bool]) -> Flags:
        codes = self._rows.numbers.codes
        found = np.zeros(one.size, dtype=np.bool_)
        apart = np.flatnonzero(one != two)
        pairs, _, inverse = distinct(packed((one[apart], 0), (two[apart], len(codes))))
        told = [holds(codes[pair // len(codes)], codes[pair % len(codes)]) for pair in pairs.tolist()]
        found[apart] = np.array(told, dtype=np.bool_)[inverse]
        return found


def _form(title: Title) -> tuple[object, ...]:
    return title.versions, title.kind, title.rule, title.cut, min(len(title.core), _LONGEST)
