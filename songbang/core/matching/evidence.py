"""What the rules look at, in columns: pairs for which it is all the same are one case, and are judged once.

The rules themselves stand in `verdicts`, on two rows. A million pairs make some thousand cases; for each the rules
judge the first pair that showed it. What a rule looks at must be a part of the case; a test holds the verdicts against
those on single pairs. Relays are judged one by one: there the wording of two sources counts.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

import numpy as np

from songbang.core.matching.columns import Rows
from songbang.core.matching.identities import ONE, UNKNOWN, Identities
from songbang.core.matching.issuers import Issuers
from songbang.core.matching.joins import Flags, Ints, coded, distinct, ints, packed
from songbang.core.matching.numbers import part_of, typed_alike
from songbang.core.matching.titles import Title
from songbang.core.matching.verdicts import Verdict, compare_figures, days, judge
from songbang.core.matching.wording import Wording, compare, far, near
from songbang.core.matching.writing import table

EQUAL, PART, SLIP, MISSING, DIFFERENT = range(5)
FIGURES = ("equal", "series", "other")
_LONGEST = 8
"""Titles are told apart by length up to here (`verdicts._only_slips`)."""


class Evidence:
    """Pairs of rows (places `a` and `b`) with what is seen of them, each as a column."""

    def __init__(self, rows: Rows, issuers: Issuers, a: Ints, b: Ints) -> None:
        self.rows, self._issuers, self.a, self.b = rows, issuers, a, b

    def judged(self) -> tuple[list[Verdict], Ints]:
        """Verdicts, and of every pair the place of its own among them; -1: unrelated."""
        verdicts: list[Verdict] = []
        said = np.full(self.a.size, -1, dtype=np.int64)
        relays = self.rows.relays[self.a] | self.rows.relays[self.b]
        one_by_one = np.flatnonzero(relays)
        said[one_by_one] = self._verdicts(one_by_one, verdicts)
        plain = np.flatnonzero(~relays & (self.wordings > 0) & self.rows.tells[self.a] & self.rows.tells[self.b])
        _, firsts, case = distinct(self._cases[plain])
        said[plain] = self._verdicts(plain[firsts], verdicts)[case]
        return verdicts, said

    def _verdicts(self, pairs: Ints, verdicts: list[Verdict]) -> Ints:
        """Judge some pairs by themselves; new verdicts are added."""
        places = []
        for one, two in zip(self.a[pairs].tolist(), self.b[pairs].tolist(), strict=True):
            verdict = judge(self.rows[one], self.rows[two], self._issuers)
            places.append(len(verdicts) if verdict else -1)
            verdicts.extend([verdict] if verdict else [])
        return np.array(places, dtype=np.int64)

    @property
    def _cases(self) -> Ints:
        rows, a, b = self.rows, self.a, self.b
        forms, many = self._forms
        number = packed((self.numbers, 5), (_either(rows.number[a], rows.number[b]), 2), (self._whole, 2))
        issuer = self.issuers
        return packed(
            (distinct(packed((forms[rows.title[a]], 0), (forms[rows.title[b]], many)))[2], 0),
            (self.wordings, int(self.wordings.max(initial=0)) + 1),
            (self.figures(np.array(self._cut, dtype=np.bool_)[self.wordings]), 3),
            (number, 20),
            (packed((issuer, 4), (np.where(issuer == UNKNOWN, self._common + 2 * self._crowded, 0), 4)), 16),
            (self._apart, len(set(table()["days"].values())) + 2),
            (self._order, 3),
            (packed((self._issued_apart, 2), (self._one_channel, 2)), 4),
        )

    @cached_property
    def _forms(self) -> tuple[Ints, int]:
        """Of every title what the rules look at beside wording and figures."""
        known: dict[tuple[object, ...], int] = {}
        forms = coded([_form(title) for title in self.rows.titles], known)
        return forms, len(known)

    @cached_property
    def _wording(self) -> tuple[Ints, list[Wording | None]]:
        rows = self.rows
        one, two = rows.core[self.a], rows.core[self.b]
        ways = packed((np.where(rows.cut[self.a], 1, 0), 2), (np.where(rows.cut[self.b], 1, 0), 2))
        found = np.ones(self.a.size, dtype=np.int64)
        apart = np.flatnonzero(one != two)
        known: dict[Wording | None, int] = {None: 0, Wording(0): 1}
        many = len(rows.cores)

        def compared(key: int) -> Wording | None:
            pair, way = divmod(key, 4)
            return compare(rows.cores[pair // many], rows.cores[pair % many], way >= 2, way % 2 == 1)

        keys, _, inverse = distinct(packed((one[apart], 0), (two[apart], many), (ways[apart], 4)))
        left, right = ([rows.cores[at] for at in side.tolist()] for side in (keys // 4 // many, keys // 4 % many))
        some = np.flatnonzero(near(left, right, keys % 4 >= 2, keys % 2 == 1))
        told = np.zeros(keys.size, dtype=np.int64)
        told[some] = coded(map(compared, keys[some].tolist()), known)
        found[apart] = told[inverse]
        odd = np.flatnonzero((found == 0) & (self.numbers == EQUAL))
        odd = odd[self.issuers[odd] == ONE]
        keys, _, inverse = distinct(packed((one[odd], 0), (two[odd], many)))
        further = [far(rows.cores[key // many], rows.cores[key % many]) for key in keys.tolist()]
        found[odd] = coded(further, known)[inverse]
        return found, list(known)

    @property
    def wordings(self) -> Ints:
        """How the titles stand to each other, as a place in a list; 0: about other things."""
        return self._wording[0]

    @property
    def _cut(self) -> list[bool]:
        return [wording is not None and wording.cut for wording in self._wording[1]]

    def figures(self, cut: Flags | None = None) -> Ints:
        """Whether the figures of the titles agree: places in `FIGURES`."""
        known: dict[object, int] = {}
        figures = coded((title.figures for title in self.rows.titles), known)
        one, two = figures[self.rows.title[self.a]], figures[self.rows.title[self.b]]
        said = list(known)
        ends = np.zeros(one.size, dtype=np.int64) if cut is None else cut.astype(np.int64)
        found = np.zeros(one.size, dtype=np.int64)
        apart = np.flatnonzero(one != two)
        keys, _, inverse = distinct(packed((one[apart], 0), (two[apart], len(said)), (ends[apart], 2)))
        told: list[int] = []
        for pair, end in (divmod(key, 2) for key in keys.tolist()):
            left: Any = said[pair // len(said)]
            right: Any = said[pair % len(said)]
            told.append(FIGURES.index(compare_figures(left, right, bool(end))))
        found[apart] = ints(told)[inverse]
        return found

    @cached_property
    def numbers(self) -> Ints:
        """How the numbers stand to each other, as `numbers.likeness` says it."""
        columns = self.rows.numbers
        one, two = self.rows.number[self.a], self.rows.number[self.b]
        code = columns.code[one], columns.code[two]
        year = columns.year[one], columns.year[two]
        serial = columns.serial[one] == columns.serial[two]
        same_code, same_year = code[0] == code[1], year[0] == year[1]
        parts = same_code | self._of_codes(*code, part_of)
        agree = serial & (same_year | (year[0] == 0) | (year[1] == 0)) & parts
        slips = (parts & self._one_digit(one, two)) | (
            serial & same_year & ~same_code & self._of_codes(*code, typed_alike)
        )
        found = np.select(
            [(one == 0) | (two == 0), agree & same_code & same_year & (code[0] > 0), agree, slips],
            [MISSING, EQUAL, PART, SLIP], DIFFERENT,
        )  # fmt: skip
        return found

    def _of_codes(self, one: Ints, two: Ints, holds: Callable[[str, str], bool]) -> Flags:
        """Whether something holds of two 机关代字, asked once of every two that differ."""
        codes = self.rows.numbers.codes
        found = np.zeros(one.size, dtype=np.bool_)
        apart = np.flatnonzero(one != two)
        pairs, _, inverse = distinct(packed((one[apart], 0), (two[apart], len(codes))))
        told = [holds(codes[pair // len(codes)], codes[pair % len(codes)]) for pair in pairs.tolist()]
        found[apart] = np.array(told, dtype=np.bool_)[inverse]
        return found

    def _one_digit(self, one: Ints, two: Ints) -> Flags:
        columns = self.rows.numbers
        apart = np.zeros(one.size, dtype=np.int64)
        for column, digits in ((columns.year, 4), (columns.serial, 5)):
            left, right = column[one], column[two]
            for at in range(digits):
                apart += left // 10**at % 10 != right // 10**at % 10
        lengths = [sum((columns.serial[side] >= 10**at).astype(np.int64) for at in range(1, 5)) for side in (one, two)]
        found: Flags = (apart == 1) & (lengths[0] == lengths[1]) & (columns.year[one] > 0) & (columns.year[two] > 0)
        return found

    @property
    def _whole(self) -> Ints:
        whole: Flags = self.rows.numbers.whole[self.rows.number[self.a]]
        return whole.astype(np.int64)

    @cached_property
    def issuers(self) -> Ints:
        """Whether the issuers are one (`identities`)."""
        return Identities(self.rows, self._issuers).of(self.rows.issuer[self.a], self.rows.issuer[self.b])

    @property
    def _common(self) -> Ints:
        """Whether bodies of many places issue the title of the first."""
        cores, _, inverse = distinct(self.rows.core[self.a])
        common = (int(self._issuers.common(self.rows.cores[at])) for at in cores.tolist())
        return ints(common, cores.size)[inverse]

    @property
    def _crowded(self) -> Ints:
        """Whether bodies of several places bear numbers like that of the first."""
        numbers = self.rows.numbers
        codes, _, inverse = distinct(np.where(self.rows.number[self.a] > 0, numbers.code[self.rows.number[self.a]], 0))
        crowded = (int(self._issuers.many_bear(numbers.codes[at])) for at in codes.tolist())
        return ints(crowded, codes.size)[inverse]

    @cached_property
    def days(self) -> Ints:
        """Days between the two (`Known.days_from`); -1: not both stated."""
        found = np.full(self.a.size, -1, dtype=np.int64)
        for column in (self.rows.issued, self.rows.received):
            one, two = column[self.a], column[self.b]
            found = np.where((one > 0) & (two > 0), np.abs(one - two), found)
        return found

    @property
    def _apart(self) -> Ints:
        """The days by the limits that rules know."""
        limits = np.array(sorted(set(table()["days"].values())), dtype=np.int64)
        return np.where(self.days < 0, limits.size + 1, np.searchsorted(limits, self.days, "left"))

    @property
    def _order(self) -> Ints:
        one, two = self.rows.day[self.a], self.rows.day[self.b]
        return np.where((one == 0) | (two == 0) | (one == two), 0, np.where(one > two, 1, 2))

    @property
    def _issued_apart(self) -> Ints:
        one, two = self.rows.issued[self.a], self.rows.issued[self.b]
        apart: Flags = (one > 0) & (two > 0) & (np.abs(one - two) > days("issued"))
        return apart.astype(np.int64)

    @property
    def _one_channel(self) -> Ints:
        channel = self.rows.channel
        one: Flags = (channel[self.a] > 0) & (channel[self.a] == channel[self.b])
        return one.astype(np.int64)


def _form(title: Title) -> tuple[object, ...]:
    return title.versions, title.kind, title.rule, title.cut, min(len(title.core), _LONGEST)


def _either(one: Ints, two: Ints) -> Ints:
    return ((one > 0) | (two > 0)).astype(np.int64)
