"""What the rules look at, in columns: pairs for which it is all the same are one case, and are judged once.

The rules themselves stand in `verdicts`, on two rows. A million pairs make some thousand cases; for each the rules
judge the first pair that showed it. What a rule looks at must be a part of the case; a test holds the verdicts against
those on single pairs. Relays are judged one by one: there the wording of two sources counts.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np

from songbang.core.matching.columns import Rows
from songbang.core.matching.identities import ONE, UNKNOWN, Identities
from songbang.core.matching.issuers import Issuers
from songbang.core.matching.joins import Flags, Ints, distinct, ints, packed, values_of
from songbang.core.matching.meeting import Values
from songbang.core.matching.verdicts import Verdict, days, judge
from songbang.core.matching.writing import table

EQUAL, PART, SLIP, MISSING, DIFFERENT = range(5)
Cases = tuple[Ints, Ints]
"""Places of pairs, and the case of each: pairs of which all is alike that the rules look at are of one case."""


def limits() -> Ints:
    """The numbers of days that rules know, in order."""
    return values_of(ints(table()["days"].values()))


class Evidence:
    """Pairs of rows (places `a` and `b`) with what is seen of them, each as a column."""

    def __init__(self, rows: Rows, issuers: Issuers, a: Ints, b: Ints, identities: Identities | None = None) -> None:
        self.rows, self.known_issuers, self.a, self.b = rows, issuers, a, b
        self.values = Values(rows)
        self._identities = identities or Identities(rows, issuers)

    def judged(self, plain: Ints, cases: Ints) -> tuple[list[Verdict], Ints]:
        """Verdicts, and of every pair the place of its own among them; -1: unrelated. By the `cases`, whoever saw them;
        relays one by one."""
        verdicts: list[Verdict] = []
        said = np.full(self.a.size, -1, dtype=np.int64)
        relays = self.rows.relays[self.a] | self.rows.relays[self.b]
        one_by_one = np.flatnonzero(relays)
        said[one_by_one] = self._verdicts(one_by_one, verdicts)
        _, firsts, case = distinct(cases)
        said[plain] = self._verdicts(plain[firsts], verdicts)[case]
        return verdicts, said

    def cases(self) -> Cases:
        """Places of those pairs that relay nothing and whose titles are near enough to be judged, and their cases."""
        rows = self.rows
        plain = ~(rows.relays[self.a] | rows.relays[self.b]) & rows.tells[self.a] & rows.tells[self.b]
        plain &= self.wordings > 0
        return np.flatnonzero(plain), self._cases[plain]

    def _verdicts(self, pairs: Ints, verdicts: list[Verdict]) -> Ints:
        """Judge some pairs by themselves; new verdicts are added."""
        places = []
        self.rows.gather(np.r_[self.a[pairs], self.b[pairs]])
        for one, two in zip(self.a[pairs].tolist(), self.b[pairs].tolist(), strict=True):
            verdict = judge(self.rows[one], self.rows[two], self.known_issuers)
            places.append(len(verdicts) if verdict else -1)
            verdicts.extend([verdict] if verdict else [])
        return np.array(places, dtype=np.int64)

    @property
    def _cases(self) -> Ints:
        rows, a, b = self.rows, self.a, self.b
        forms, many = self.values.forms_of_title
        number = packed((self.numbers, 5), (_either(rows.number[a], rows.number[b]), 2), (self._whole, 2))
        return packed(
            (distinct(packed((forms[rows.title[a]], 0), (forms[rows.title[b]], many)))[2], 0),
            (self.wordings, int(self.wordings.max(initial=0)) + 1),
            (self.figures(self.values.cut[self.wordings]), 3),
            (number, 20),
            (packed((self.issuers, 4), (self._unknown, 8)), 32),
            (self._apart, limits().size + 2),
            (self._order, 3),
            (packed((self._issued_apart, 2), (self._one_channel, 2)), 4),
        )

    @cached_property
    def wordings(self) -> Ints:
        """How the titles stand to each other, as a place in a list; 0: about other things."""
        rows = self.rows
        one, two = rows.core[self.a], rows.core[self.b]
        found = self.values.wording(one, two, rows.cut[self.a] * 2 + rows.cut[self.b])
        odd = np.flatnonzero((found == 0) & (self.numbers == EQUAL))
        odd = odd[self.issuers[odd] == ONE]
        found[odd] = self.values.further(one[odd], two[odd])
        return found

    def figures(self, cut: Flags | None = None) -> Ints:
        """Whether the figures of the titles agree: places in `FIGURES`."""
        figures = self.values.figures_of_title
        one, two = figures[self.rows.title[self.a]], figures[self.rows.title[self.b]]
        return self.values.figures(one, two, np.zeros(one.size, dtype=np.bool_) if cut is None else cut)

    @cached_property
    def numbers(self) -> Ints:
        """How the numbers stand to each other, as `numbers.likeness` says it."""
        columns = self.rows.numbers
        one, two = self.rows.number[self.a], self.rows.number[self.b]
        code = columns.code[one], columns.code[two]
        year = columns.year[one], columns.year[two]
        serial = columns.serial[one] == columns.serial[two]
        same_code, same_year = code[0] == code[1], year[0] == year[1]
        parts = self.values.parts(*code)
        agree = serial & (same_year | (year[0] == 0) | (year[1] == 0)) & parts
        slips = np.zeros_like(parts)
        near, typed = np.flatnonzero(parts & ~agree), np.flatnonzero(serial & same_year & ~same_code)
        slips[near] = self._one_digit(one[near], two[near])
        slips[typed] |= self.values.typed_alike(code[0][typed], code[1][typed])
        found = np.select(
            [(one == 0) | (two == 0), agree & same_code & same_year & (code[0] > 0), agree, slips],
            [MISSING, EQUAL, PART, SLIP], DIFFERENT,
        )  # fmt: skip
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
        return self._identities.of(self.rows.issuer[self.a], self.rows.issuer[self.b])

    @property
    def _unknown(self) -> Ints:
        """What counts where an issuer is not stated, 0 where both are."""
        some = np.flatnonzero(self.issuers == UNKNOWN)
        numbers = self.rows.number[self.a[some]], self.rows.number[self.b[some]]
        strangers = self.values.strangers(*(self.rows.numbers.code[side] for side in numbers))
        found = np.zeros(self.a.size, dtype=np.int64)
        found[some] = self._common(some) + 2 * self._crowded(numbers[0]) + 4 * strangers
        return found

    def _common(self, pairs: Ints) -> Ints:
        """Whether bodies of many places issue the title of the first."""
        cores, _, inverse = distinct(self.rows.core[self.a[pairs]])
        common = (int(self.known_issuers.common(self.rows.cores[at])) for at in cores.tolist())
        return ints(common, cores.size)[inverse]

    def _crowded(self, stated: Ints) -> Ints:
        """Whether bodies of several places bear numbers like these."""
        numbers = self.rows.numbers
        codes, _, inverse = distinct(np.where(stated > 0, numbers.code[stated], 0))
        crowded = (int(self.known_issuers.many_bear(numbers.codes[at])) for at in codes.tolist())
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
        told = limits()
        return np.where(self.days < 0, told.size + 1, np.searchsorted(told, self.days, "left"))

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


def _either(one: Ints, two: Ints) -> Ints:
    return ((one > 0) | (two > 0)).astype(np.int64)
