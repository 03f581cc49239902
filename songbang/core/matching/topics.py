"""Whether two texts from one template are about two things: 农家书屋统计报表 and 快递驿站统计报表 share all else."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from rapidfuzz import fuzz

from songbang.core.matching.aligning import Alignment
from songbang.core.matching.fulltext import FullText
from songbang.core.matching.heads import Head, title_end
from songbang.core.matching.known import Known
from songbang.core.matching.regions import region_of
from songbang.core.matching.writing import folded, table

_FIGURE = re.compile("#(?:年|月|季度|半年)?")


@dataclass(frozen=True, slots=True, eq=False)
class Whole:
    """A record that has a text: what stands in its fields, at its head, and in the text."""

    known: Known
    head: Head
    text: FullText

    @property
    def region(self) -> str | None:
        """The place that the document is of."""
        return region_of(self.known, self.head.signed)


def other_topic(a: Whole, b: Whole, alignment: Alignment) -> bool:
    """Whether the titles part in a word that one text keeps using and the other never does, nor the other way round.

    The name of a place and the kind of document (条例, 方案) are no topic: a copy changes these. Short notices, which
    a scan may have left without a readable title, are asked whether their texts part in one word time and again.
    """
    length = min(len(a.text.chars), len(b.text.chars))
    short = length < table()["texts"]["limits"]["short"]
    if short and _one_word(a, b, alignment, length):
        return True
    one, two = _topic(a), _topic(b)
    if _own_words(one, two, alignment):
        return True
    x, y = _parting(one, two)
    if min(len(x), len(y)) < 2:
        return False
    if short and fuzz.ratio(x, y) < float(table()["texts"]["limits"]["one_word"]):
        return True
    first, second = folded(a.text.chars), folded(b.text.chars)
    times = float(table()["texts"]["limits"]["own_word"])
    return (
        min(first.count(x), second.count(y)) > 1
        and first.count(x) >= times * second.count(x)
        and second.count(y) >= times * first.count(y)
    )


def _parting(one: str, two: str) -> tuple[str, str]:
    """What is left of two words without their common beginning and end."""
    before = _alike(one, two)
    after = _alike(one[before:][::-1], two[before:][::-1])
    return one[before : len(one) - after], two[before : len(two) - after]


def _alike(one: str, two: str) -> int:
    """How many characters two words begin with in common."""
    return next((at for at, (x, y) in enumerate(zip(one, two, strict=False)) if x != y), min(len(one), len(two)))


def _own_words(one: str, two: str, alignment: Alignment) -> bool:
    """Whether two words stand against each other in the titles, and time and again in the texts."""
    pairs = Counter((spot.a, spot.b) for spot in alignment.of("word", "passage") if min(len(spot.a), len(spot.b)) >= 2)
    times = table()["texts"]["limits"]["own_word"]
    return any(
        many >= times and x in one and y in two and x not in two and y not in one for (x, y), many in pairs.items()
    )


def _one_word(a: Whole, b: Whole, alignment: Alignment, length: int) -> bool:
    """Whether the same two words, no places, stand against each other more than once between head and signature."""
    places = {a.region or "", b.region or ""} - {""}
    edge = table()["texts"]["limits"]["masthead"]
    pairs = Counter(
        (spot.a, spot.b)
        for spot in alignment.of("passage")
        if min(len(spot.a), len(spot.b)) >= 3
        and edge <= min(spot.at_a, spot.at_b) < length - edge
        and not any(place in spot.a + spot.b for place in places)
    )
    return bool(pairs) and max(pairs.values()) > 1


def _topic(whole: Whole) -> str:
    core = whole.known.title.core
    region = whole.region
    if region and region in core[:12]:
        core = core[core.index(region) + len(region) :].lstrip("省市区县镇乡")
    match = title_end().search(core)
    return _FIGURE.sub("", core[: match.start()] if match else core)
