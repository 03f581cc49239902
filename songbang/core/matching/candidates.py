"""Which records are worth comparing: equal numbers, equal or near titles. Cost grows near-linearly with the records.

Titles are compared once however many records bear them. A title looks for near ones by its rarest shingles of two
characters, so words that every notice uses (专项检查的通知) find nothing; a block too large is walked by date.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from operator import attrgetter

from songbang.core.matching.issuers import Issuers, read_issuer
from songbang.core.matching.known import Known
from songbang.core.matching.wording import compare
from songbang.core.matching.writing import table

Places = tuple[int, int]
_SHINGLE = 2


@dataclass(frozen=True, slots=True)
class _Block:
    """Rows in order of day, and their days (0 where none is stated)."""

    rows: list[Known]
    days: list[int]


@dataclass(frozen=True, slots=True)
class _Stem:
    """All rows whose titles have one core. `regions`: those whose issuer names its place, by place and issuer;
    `placeless`: issuers that name none; `bare`: the rows of these and of no issuer."""

    whole: _Block
    relays: _Block
    regions: dict[str, dict[str, _Block]]
    placeless: dict[str, _Block]
    bare: _Block
    cut: bool


def candidates(rows: Sequence[Known], issuers: Issuers) -> set[Places]:
    """Places (smaller first) of the pairs of one group to be compared."""
    rows = sorted(rows, key=attrgetter("order"))
    found = set(_by_number(rows))
    cores: dict[str, list[Known]] = defaultdict(list)
    for row in rows:
        if row.title.tells:
            cores[row.title.core].append(row)
    stems = {core: _stem(block) for core, block in cores.items()}
    for stem in stems.values():
        if len(stem.whole.rows) > 1:
            found.update(_titled(stem, stem, issuers))
    for one, two in near_cores({core: stem.cut for core, stem in stems.items()}):
        found.update(_titled(stems[one], stems[two], issuers))
    return found


def _block(rows: list[Known]) -> _Block:
    """A block of rows that are in order already."""
    return _Block(rows, [row.order[0] for row in rows])


def _stem(rows: list[Known]) -> _Stem:
    by_issuer: dict[str, list[Known]] = defaultdict(list)
    for row in rows:
        by_issuer[row.issuer or ""].append(row)
    regions: dict[str, dict[str, _Block]] = defaultdict(dict)
    placeless: dict[str, _Block] = {}
    for issuer, own in by_issuer.items():
        region = read_issuer(issuer).region
        (regions[region] if region else placeless)[issuer] = _block(own)
    bare = [row for block in placeless.values() for row in block.rows]
    if len(placeless) > 1:
        bare.sort(key=attrgetter("order"))
    placeless.pop("", None)
    relays = _block([row for row in rows if row.title.chain])
    return _Stem(_block(rows), relays, dict(regions), placeless, _block(bare), any(row.title.cut for row in rows))


def _titled(left: _Stem, right: _Stem, issuers: Issuers) -> Iterator[Places]:
    """Pairs across two stems (or within one): by issuers that may be one, and relays with anything.

    Bodies of two places are never one, so only those of one place are tried against each other: thousands issue the
    same title.
    """
    for region in left.regions.keys() & right.regions.keys():
        for (mine, a), (other, b) in product(left.regions[region].items(), right.regions[region].items()):
            if issuers.identity(mine, other) != "other":
                yield from _across(a, b)
    for name in left.placeless.keys() & right.placeless.keys():
        yield from _across(left.placeless[name], right.placeless[name])
    for some, others in _open_ended(left, right):
        if some.rows:
            yield from _across(some, others)


def _open_ended(left: _Stem, right: _Stem) -> Iterator[tuple[_Block, _Block]]:
    """Rows that no issuer's place keeps apart, with what they may belong to.

    Under a title that bodies of many places issue, a row without issuer could be anybody's: only its number tells.
    """
    yield from ((left.relays, right.whole), (right.relays, left.whole))
    if max(len(left.regions), len(right.regions)) <= table()["blocks"]["places"]:
        yield from ((left.bare, right.whole), (right.bare, left.whole))


def _by_number(rows: Sequence[Known]) -> Iterator[Places]:
    """Rows that bear or relay one number: bearers of one place with each other, the rest with all.

    Bodies of other districts bear the same number, so that a number alone gathers crowds.
    """
    bearers: dict[_Number, list[Known]] = defaultdict(list)
    relays: dict[_Number, list[Known]] = defaultdict(list)
    for row in rows:
        for number, blocks in ((row.number, bearers), (row.title.relayed_number, relays)):
            if number and number.year and number.code:
                blocks[number.code, number.year, number.serial].append(row)
    for key, own in bearers.items():
        passing = relays.get(key, [])
        if len(own) + len(passing) > 1:
            yield from _of_number(own, passing)


_Number = tuple[str, int, int]


def _of_number(bearers: list[Known], relays: list[Known]) -> Iterator[Places]:
    places: dict[str, list[Known]] = defaultdict(list)
    for row in bearers:
        places[(row.issuer and read_issuer(row.issuer).region) or ""].append(row)
    for region, rows in places.items():
        if region and len(rows) > 1:
            block = _block(rows)
            yield from _across(block, block)
    whole = _block(bearers)
    for some in (places.get("", []), relays):
        if some:
            yield from _across(_block(some), whole)


def _across(left: _Block, right: _Block) -> Iterator[Places]:
    """Each of the left with each of the right; where these are too many, with its neighbours by day."""
    bounds = table()["blocks"]
    if len(left.rows) * len(right.rows) <= bounds["product"]:
        return (_places(a, b) for a in left.rows for b in right.rows if a is not b)
    few, many = (left, right) if len(left.rows) <= len(right.rows) else (right, left)
    return _neighbours(few, many, bounds["window"])


def _neighbours(few: _Block, many: _Block, window: int) -> Iterator[Places]:
    for row, day in zip(few.rows, few.days, strict=True):
        at = bisect_left(many.days, day)
        for other in many.rows[max(0, at - window) : at + window]:
            if other is not row:
                yield _places(row, other)


def _places(a: Known, b: Known) -> Places:
    return (a.place, b.place) if a.place < b.place else (b.place, a.place)


def near_cores(cores: dict[str, bool]) -> Iterator[tuple[str, str]]:
    """Pairs of different cores that may be one but for slips; the value tells whether a register cut the title.

    Titles further apart are compared only where their numbers are equal.
    """
    shingles = {core: _shingles(core) for core in cores}
    held = Counter(shingle for own in shingles.values() for shingle in own)
    tried: set[tuple[str, str]] = set()
    for block in _shingle_blocks(shingles, held):
        for one, two in combinations(block, 2):
            if (one, two) not in tried:
                tried.add((one, two))
                wording = compare(one, two, cores[one], cores[two])
                if wording and not wording.risky and wording.foreign <= 1:
                    yield one, two


def _shingles(core: str) -> set[str]:
    return {core[at : at + _SHINGLE] for at in range(len(core) - _SHINGLE + 1)}


def _shingle_blocks(shingles: dict[str, set[str]], held: Counter[str]) -> Iterable[list[str]]:
    bounds = table()["blocks"]
    blocks: dict[str, list[str]] = defaultdict(list)
    for core, own in shingles.items():
        rare = sorted((held[shingle], shingle) for shingle in own if 1 < held[shingle] <= bounds["gram_block"])
        for _, shingle in rare[: bounds["grams"]]:
            blocks[shingle].append(core)
    return blocks.values()
