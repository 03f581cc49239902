"""The records of one run in columns: titles, numbers and issuers are read once each, however many rows bear them.

What compares all rows works on the columns; whoever needs one row in full takes it by its place (`rows[place]`).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import overload

import numpy as np

from songbang.core.matching.issuers import Issuers, key, keys, read_issuer
from songbang.core.matching.joins import Flags, Ints, coded, counted, in_order, ints, packed, values_of
from songbang.core.matching.known import Known
from songbang.core.matching.numbers import Number, parse_number, parse_numbers, split_issuer
from songbang.core.matching.plain_numbers import Lines
from songbang.core.matching.titles import is_organ, read_titles
from songbang.core.matching.values import Record
from songbang.core.matching.written import Listed, Written

_CHANNELS = {"electronic": 1, "paper": 2}


class Numbers:
    """Numbers in columns. Place 0 is none; a year not stated is 0, a code not stated the code 0."""

    def __init__(self, written: Lines, more: Sequence[Number]) -> None:
        """Those that texts state, in their order, then some that were read already. `stated`: whether one is."""
        read = parse_numbers(written)
        known = {code: at for at, code in enumerate(read.codes)}
        self.code = np.r_[0, read.code, coded((number.code for number in more), known)]
        self.year = np.r_[0, read.year, ints(number.year or 0 for number in more)]
        self.serial = np.r_[-1, read.serial, ints(number.serial for number in more)]
        self.stated = self.serial >= 0
        self.whole = (self.code > 0) & (self.year > 0)
        self.codes = list(known)

    def __getitem__(self, place: int) -> Number | None:
        return self.of(np.array([place]))[0]

    def of(self, places: Ints) -> list[Number | None]:
        """Those at some places."""
        columns = (column[places].tolist() for column in (self.stated, self.code, self.year, self.serial))
        return [
            Number(self.codes[code], year or None, serial) if stated else None
            for stated, code, year, serial in zip(*columns, strict=True)
        ]


class Rows(Sequence[Known]):
    """Columns over the records, in their order. `title` points into `titles`, `core` into `cores`, `number` and
    `relayed` into `numbers`, `issuer` and `stated` into `issuers` (0: none), whose places stand in `region` (0: none).
    Days are proleptic ordinals, 0 where none is stated."""

    def __init__(self, records: Written) -> None:
        self.records = records
        self._known: dict[int, Known] = {}
        self._read_issuers(records)
        self._read_titles(records)
        self._read_numbers(records)
        self._read_days(records)
        self.knowledge = self._learnt()
        self._resolve_issuers()
        channel, channels = records.apart("channel")
        self.channel = ints(_CHANNELS.get(name or "", 0) for name in channels)[channel]
        self.group, _ = records.apart("group")
        self.text = records.texts()

    def _read_issuers(self, records: Written) -> None:
        """The names stated, and the numbers that stand in their column, the name beside it or in the other one."""
        column, written = records.apart("issuer")
        parted = [split_issuer(name) if name else ("", None) for name in written]
        self._names: dict[str, int] = {"": 0}
        self.stated = coded(keys([name for name, _ in parted]), self._names)[column]
        odd = [at for at, (_, number) in enumerate(parted) if number]
        self._misplaced: dict[int, str] = {}
        for place in np.flatnonzero(np.isin(column, odd)).tolist() if odd else ():
            name, number = parted[column[place]]
            other = records[place].number or ""
            if number and not (other and parse_number(other)):
                self._misplaced[place] = number
                if not name and is_organ(key(other)):
                    self.stated[place] = self._names.setdefault(key(other), len(self._names))

    def _read_titles(self, records: Written) -> None:
        self.title, titles = records.apart("title")
        self.titles = read_titles([title or "" for title in titles], self._names)
        cores: dict[str, int] = {}
        self.core_of_title = coded((title.core for title in self.titles), cores)
        self.cores = list(cores)
        self.core = self.core_of_title[self.title]
        self.named = coded((key(title.issuer) if title.issuer else "" for title in self.titles), self._names)
        self.tells = self._of_title([title.tells for title in self.titles])
        self.relays = self._of_title([bool(title.chain) for title in self.titles])
        self.cut = self._of_title([title.cut for title in self.titles])

    def _of_title(self, flags: Sequence[bool]) -> Flags:
        return np.array(flags, dtype=np.bool_)[self.title]

    def _read_numbers(self, records: Written) -> None:
        """The number of the column (or the one in the issuer's), its gaps filled from the one in the title."""
        written = records.numbers()
        more: list[Number] = []
        column = np.arange(1, len(written) + 1)
        for place, misplaced in self._misplaced.items():
            number = parse_number(misplaced)
            column[place] = 1 + len(written) + len(more) if number else 0
            more.extend([number] if number else [])
        inside, relayed = ([0] * len(self.titles) for _ in range(2))
        for at, title in enumerate(self.titles):
            in_title = parse_number(title.number) if title.number else None
            for read, places in ((in_title, inside), (title.relayed_number, relayed)):
                if read:
                    places[at] = 1 + len(written) + len(more)
                    more.append(read)
        self.numbers = Numbers(written, more)
        column[~self.numbers.stated[column]] = 0
        of_title = np.array(inside, dtype=np.int64)[self.title]
        fuller = (column == 0) | (self.numbers.whole[of_title] & ~self.numbers.whole[column])
        self.number = np.where(fuller, of_title, column)
        self.relayed = np.array(relayed, dtype=np.int64)[self.title]

    def _read_days(self, records: Written) -> None:
        self.received, self.issued = records.days("received_on"), records.days("issued_on")
        self.day = np.where(self.received > 0, self.received, self.issued)

    @cached_property
    def by_day(self) -> Ints:
        """The places of the rows in the order of their days."""
        return in_order((self.day, int(self.day.max(initial=0)) + 1))

    def _learnt(self) -> Issuers:
        """What the rows teach of issuers: which bear which 机关代字, and in how many places a title is issued."""
        names = list(self._names)
        named = self.named[self.title]
        named = np.where(named == self.stated, 0, named)
        name, number = np.r_[self.stated, named], np.r_[self.number, self.number]
        told = (name > 0) & self.numbers.whole[number]
        pairs = packed((name[told], len(names)), (self.numbers.code[number[told]], len(self.numbers.codes)))
        codes = zip(*(side.tolist() for side in counted(pairs)), strict=True)
        size = len(self.numbers.codes)
        return Issuers.learnt(
            [names[at] for at in values_of(name).tolist() if at],
            ((names[pair // size], self.numbers.codes[pair % size], times) for pair, times in codes),
            self._places_of_titles(names),
        )

    def _places_of_titles(self, names: Sequence[str]) -> dict[str, int]:
        """In how many places each title is issued, of those issued in any."""
        regions: dict[str, int] = {"": 0}
        region = coded([read_issuer(name).region or "" if name else "" for name in names], regions)[self.stated]
        placed = region > 0
        size = len(regions)
        cores, many = counted(values_of(packed((self.core[placed], 0), (region[placed], size))) // size)
        return {self.cores[core]: times for core, times in zip(cores.tolist(), many.tolist(), strict=True)}

    def _resolve_issuers(self) -> None:
        """The issuer stated, else named in the title, else the one that bears the number's 机关代字."""
        issuer = np.where(self.stated > 0, self.stated, self.named[self.title])
        code = self.numbers.code[self.number]
        borne = [0] * len(self.numbers.codes)
        for at in values_of(code[issuer == 0]).tolist():
            name = self.knowledge.of_code(self.numbers.codes[at])
            borne[at] = self._names.setdefault(name, len(self._names)) if name else 0
        self.issuer = np.where(issuer > 0, issuer, np.array(borne, dtype=np.int64)[code])
        self.issuers = list(self._names)
        regions: dict[str, int] = {"": 0}
        used = values_of(self.issuer).tolist()
        self.region = np.zeros(len(self.issuers), dtype=np.int64)
        self.region[used] = coded((read_issuer(self.issuers[at]).region or "" if at else "" for at in used), regions)

    @overload
    def __getitem__(self, place: int) -> Known: ...
    @overload
    def __getitem__(self, place: slice) -> list[Known]: ...
    def __getitem__(self, place: int | slice) -> Known | list[Known]:
        if isinstance(place, slice):
            return [self[at] for at in range(*place.indices(len(self)))]
        if not 0 <= place < len(self.records):
            raise IndexError(place)
        if place not in self._known:
            self.gather(np.array([place]))
        return self._known[place]

    def gather(self, places: Ints) -> None:
        """Take some rows together, which is cheaper than one by one."""
        places = np.array([place for place in values_of(places).tolist() if place not in self._known], dtype=np.int64)
        numbers = self.numbers.of(self.number[places])
        columns = (column[places].tolist() for column in (self.title, self.issuer, self.received, self.issued))
        for place, number, title, issuer, received, issued in zip(places.tolist(), numbers, *columns, strict=True):
            self._known[place] = Known(
                place, self.records, self.titles[title], number, self.issuers[issuer] or None, received or None,
                issued or None,
            )  # fmt: skip

    def __len__(self) -> int:
        return len(self.records)


def read_records(records: Sequence[Record]) -> tuple[Rows, Issuers]:
    """Read every record, with the issuers' names in the records helping to read the titles."""
    rows = Rows(records if isinstance(records, Written) else Listed(records))
    return rows, rows.knowledge
