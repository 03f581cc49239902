"""Who issued it: names of organs in their long, short and half forms, and which of them are one organ."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, Literal, NamedTuple

from rapidfuzz.distance import OSA

from songbang.core import rulebook
from songbang.core.matching.numbers import Number, part_of, typed_alike
from songbang.core.matching.wording import compare
from songbang.core.matching.writing import folded, folded_each, uniform, uniform_each, unquoted, unquoted_each
from songbang.core.text import without_blanks

_NAMES = 1 << 18
"""Names of organs kept as read: those of a country."""

SLIP_LENGTH = 6
"""Names as long as this are one organ though one slip of typing parts them."""
Identity = Literal["one", "other", "unknown"]

_REGIONS = re.compile(
    r"([一-鿿]{2,3}?省)?([一-鿿]{2,5}?(?:市(?!场监|容|政(?![府协法]))|自治州))?([一-鿿]{1,5}?(?:(?<!社)区(?![域划])|县))?"
    r"([一-鿿]{1,5}?(?:镇(?!化)|街道|乡(?![村建规振])))?"
)
_LEVEL_AT_END = re.compile(r"(省|市|自治州|区|县|镇|乡|街道)$")
_BARE_LEVEL = re.compile(r"省|市(?!场监|容|政(?![府协法]))|区(?!域)|县|镇|街道")
_BRANCH = re.compile(r"^(?:.{2,4}市)?(.+?)局([一-鿿]{2,3})分局$")


class Issuer(NamedTuple):
    """`level` county, city …; `region` its own name without 省市区县; `body` shortened. None: not told."""

    level: str | None
    region: str | None
    body: str


@cache
def _table() -> dict[str, Any]:
    loaded: dict[str, Any] = rulebook.load("issuers.yaml")
    return loaded


@cache
def _rewrites(of: Literal["whole", "body"]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(folded(pattern)), folded(new)) for pattern, new in _table()["rewrites"][of])


@cache
def _rewritable(of: Literal["whole", "body"]) -> re.Pattern[str]:
    """Whether any of the patterns may be found."""
    return re.compile("|".join(f"(?:{pattern.pattern})" for pattern, _ in _rewrites(of)))


@cache
def _exact() -> frozenset[str]:
    return frozenset(folded(word) for word in _table()["exact"])


@cache
def _never() -> frozenset[tuple[str, str]]:
    return frozenset((folded(short), folded(start)) for short, start in _table()["never_short_for"])


@lru_cache(maxsize=_NAMES)
def key(name: str) -> str:
    """The form in which two writings of one name are equal: bare, folded, without 中共."""
    return folded(without_blanks(unquoted(uniform(name)))).removeprefix("中共")


def keys(names: Sequence[str]) -> list[str]:
    """`key` of each, read together."""
    return [without_blanks(name).removeprefix("中共") for name in folded_each(unquoted_each(uniform_each(names)))]


@lru_cache(maxsize=_NAMES)
def read_issuer(name: str) -> Issuer:
    """Level, region and body of a name given as `key` makes it.

    >>> read_issuer("嘉兴市南湖区民政局") == read_issuer("南湖区民政局")
    True
    """
    if _rewritable("whole").search(name):
        for pattern, new in _rewrites("whole"):
            name = pattern.sub(new, name)
    branch = _BRANCH.match(name)
    if branch:
        return Issuer("county", branch[2], _short(branch[1] + "分局"))
    region, end = _region_before(name)
    level = _LEVEL_AT_END.search(region)
    own = region[: level.start()] if level else ""
    return Issuer(_table()["levels"].get(level[1]) if level else None, own or None, _short(name[end:]))


def _region_before(name: str) -> tuple[str, int]:
    """The lowest region that a name begins with (嘉兴市南湖区… → 南湖区; 区… → 区), and where it ends."""
    level = _BARE_LEVEL.match(name)
    if level:
        return level[0], level.end()
    named = _REGIONS.match(name)
    region = next((region for region in reversed(named.groups()) if region), "") if named else ""
    return region, named.end() if named else 0


@lru_cache(maxsize=_NAMES)
def _short(body: str) -> str:
    if not _rewritable("body").search(body):
        return body
    for pattern, new in _rewrites("body"):
        body = pattern.sub(new, body)
    return body


@lru_cache(maxsize=65536)
def abbreviates(a: str, b: str) -> bool:
    """Whether the shorter is made of characters of the longer in their order, and both end alike."""
    short, long = sorted((a, b), key=len)
    if len(short) < 2 or len(short) == len(long) or short[-1] != long[-1] or (short, long[:2]) in _never():
        return False
    rest = iter(long)
    return all(char in rest for char in short)


def of_two_bodies(a: str, b: str) -> bool:
    """Whether two 机关代字 are two bodies': they differ in more than kind, beginning or a look-alike character."""
    one, two = _stem(a), _stem(b)
    return bool(a and b) and not part_of(one, two) and not typed_alike(one, two)


class Issuers:
    """The issuers of one set of records, with what their numbers teach: names that share a 机关代字 are one organ."""

    def __init__(
        self, seen: Iterable[tuple[str, Number | None]], titles: Iterable[tuple[str, str | None]] = ()
    ) -> None:
        """`seen`: each record's issuer (as `key` makes it) with its number; `titles`: each title with its issuer."""
        rows = list(seen)
        codes = Counter((name, number.code) for name, number in rows if number and number.whole)
        places = {(title, read_issuer(issuer).region) for title, issuer in set(titles) if issuer}
        self._learn(
            {name for name, _ in rows}, ((*pair, times) for pair, times in codes.items()),
            Counter(title for title, region in places if region),
        )  # fmt: skip

    @classmethod
    def learnt(
        cls, names: Iterable[str], codes: Iterable[tuple[str, str, int]], places: Mapping[str, int]
    ) -> Issuers:  # fmt: skip
        """The same from rows counted already: names, how often each bears which 机关代字, places by title."""
        made = cls(())
        made._learn(names, codes, places)
        return made

    def _learn(self, names: Iterable[str], codes: Iterable[tuple[str, str, int]], places: Mapping[str, int]) -> None:
        self._codes: dict[str, Counter[str]] = defaultdict(Counter)
        self._names: dict[str, Counter[str]] = defaultdict(Counter)
        for name, code, times in codes:
            if name and len(code) > 1:
                self._codes[name][code] += times
                self._names[code][name] += times
        self._bodies = sorted({read_issuer(name).body for name in names} - {""})
        self._cache: dict[tuple[str, str], Identity] = {}
        self._stems: dict[str, frozenset[str]] = {}
        self._bearers: dict[str, str | None] = {}
        self._places = places

    def of_code(self, code: str) -> str | None:
        """The issuer that nearly always bears this 机关代字; None where it is not known."""
        if code not in self._bearers:
            self._bearers[code] = self._of_code(code)
        return self._bearers[code]

    def _of_code(self, code: str) -> str | None:
        names = self._names.get(code)
        if not names or len(code) < 2:
            return None
        name, times = names.most_common(1)[0]
        return name if times >= 0.9 * names.total() or self._one_place(names) else None

    def many_bear(self, code: str) -> bool:
        """Whether bodies of several places bear this 机关代字, so that a number with it is no body's own."""
        return code in self._names and self.of_code(code) is None

    def _one_place(self, names: Iterable[str]) -> bool:
        """Whether all these names are of one place, so that they are one organ in its long and short form."""
        return len({read_issuer(name).region for name in names} - {None}) < 2

    def common(self, title: str) -> bool:
        """Whether bodies of many places issue a title."""
        return self._places.get(title, 0) > int(rulebook.load("matching.yaml")["blocks"]["places"])

    def places_apart(self, a: str | None, b: str | None) -> bool:
        """Whether both names (as `key` makes them) tell their place, and no slip makes these one."""
        one, two = (read_issuer(name).region if name else None for name in (a, b))
        if not one or not two or one == two:
            return False
        wording = compare(one, two)
        return wording is None or not wording.slips_only or wording.loose > 0

    def identity(self, a: str | None, b: str | None) -> Identity:
        """Whether two names (as `key` makes them) are one organ."""
        if not a or not b:
            return "unknown"
        if a == b:
            return "one"
        pair = (a, b) if a < b else (b, a)
        if pair not in self._cache:
            self._cache[pair] = self._compare(*pair)
        return self._cache[pair]

    def _compare(self, a: str, b: str) -> Identity:
        one, two = read_issuer(a), read_issuer(b)
        if one.level and two.level and one.level != two.level:
            return "other"
        if one.region and two.region and one.region != two.region:
            return "other"
        if _one_body(one, two) or _typed_alike(a, b):
            return "one"
        if one.body in _exact() or two.body in _exact():
            return "other"
        if self._share_code(a, b):
            return "one"
        if self._codes_part(a, b) or not abbreviates(one.body, two.body):
            return "other"
        return "other" if self._better(*sorted((one.body, two.body), key=len)) else "one"

    def _better(self, short: str, long: str) -> bool:
        """Whether another name answers the short one better: 安委办 is 安全生产…办, not 消防安全…办."""
        if short[0] == long[0]:
            return False
        return any(body[0] == short[0] and body != short and abbreviates(short, body) for body in self._bodies)

    def _share_code(self, a: str, b: str) -> bool:
        return not self._codes.get(a, _NONE).keys().isdisjoint(self._codes.get(b, _NONE))

    def _codes_part(self, a: str, b: str) -> bool:
        """Whether both names bear numbers and none of their 机关代字 is alike."""
        left, right = self.stems_of(a), self.stems_of(b)
        return bool(left and right and not left & right)

    def codes_of(self, name: str) -> Iterable[str]:
        """The 机关代字 that a name bears."""
        return self._codes.get(name, _NONE)

    def stems_of(self, name: str) -> frozenset[str]:
        """The same without the kind at their end (发, 办, 函 …)."""
        found = self._stems.get(name)
        if found is None:
            found = self._stems[name] = frozenset(map(_stem, self._codes.get(name, _NONE)))
        return found


_NONE: Counter[str] = Counter()


def _one_body(a: Issuer, b: Issuer) -> bool:
    """Equal but for the region inside the name (南湖生态环境分局)."""
    return a.body.removeprefix(b.region or "#") == b.body.removeprefix(a.region or "#")


def _typed_alike(a: str, b: str) -> bool:
    """Two long names one slip of typing apart (国务院办工厅)."""
    if abs(len(a) - len(b)) > 1 or min(len(a), len(b)) < SLIP_LENGTH or OSA.distance(a, b, score_cutoff=1) > 1:
        return False
    wording = compare(a, b)
    return wording is not None and wording.slips_only


@lru_cache(maxsize=_NAMES)
def _stem(code: str) -> str:
    """A 机关代字 without its kind (发, 办, 函 …)."""
    return code.rstrip(folded(_table()["code_kinds"])) or code
