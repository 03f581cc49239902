"""In what two records of a pair differ: their fields, and the places where their texts part."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

import numpy as np

from songbang.core.matching.aligning import Spot
from songbang.core.matching.columns import Rows
from songbang.core.matching.evidence import EQUAL, MISSING, Evidence
from songbang.core.matching.joins import Flags, Ints, distinct, packed, values_of
from songbang.core.matching.meeting import FIGURES
from songbang.core.matching.numbers import likeness
from songbang.core.matching.textual import Evidence as TextEvidence
from songbang.core.matching.titles import Figure
from songbang.core.matching.values import Aspect, Difference
from songbang.core.matching.writing import table


def differences(rows: Rows, seen: Evidence) -> list[tuple[Difference, ...]]:
    """Of every pair the number, issuer, day, figures and words in which its rows differ, each side as written."""
    found: list[tuple[Difference, ...]] = [()] * seen.a.size
    for flags, tell in _aspects(rows, seen):
        pairs = np.flatnonzero(flags)
        told = tell(rows, seen.a[pairs], seen.b[pairs])
        for at, difference in zip(pairs.tolist(), told, strict=True):
            found[at] += (difference,)
    return found


Tell = Callable[[Rows, Ints, Ints], Iterable[Difference]]


def _aspects(rows: Rows, seen: Evidence) -> Iterator[tuple[Flags, Tell]]:
    """Whether pairs differ in an aspect, and what tells of some that do how."""
    yield (seen.numbers != EQUAL) & (seen.numbers != MISSING), _numbers
    for column, tell in ((rows.issuer, _issuers), (rows.day, _days)):
        one, two = column[seen.a], column[seen.b]
        yield (one > 0) & (two > 0) & (one != two), tell
    yield seen.figures() != FIGURES.index("equal"), _figures
    yield rows.core[seen.a] != rows.core[seen.b], _words


def _numbers(rows: Rows, one: Ints, two: Ints) -> Iterator[Difference]:
    def stated(places: Ints) -> list[str]:
        numbers, titles = rows.records.several("number", places), rows.title[places].tolist()
        return [number or rows.titles[title].number or "" for number, title in zip(numbers, titles, strict=True)]

    return (Difference("number", a, b) for a, b in zip(stated(one), stated(two), strict=True))


def _issuers(rows: Rows, one: Ints, two: Ints) -> Iterator[Difference]:
    def stated(places: Ints) -> list[str]:
        names, read = rows.records.several("issuer", places), rows.issuer[places].tolist()
        return [name or rows.issuers[at] for name, at in zip(names, read, strict=True)]

    return (Difference("issuer", a, b) for a, b in zip(stated(one), stated(two), strict=True))


def _days(rows: Rows, one: Ints, two: Ints) -> list[Difference]:
    size = int(rows.day.max(initial=0)) + 1
    keys, _, inverse = distinct(packed((rows.day[one], 0), (rows.day[two], size)))
    written = {day: date.fromordinal(day).isoformat() for day in values_of(np.r_[keys // size, keys % size]).tolist()}
    told = [Difference("date", written[key // size], written[key % size]) for key in keys.tolist()]
    return [told[at] for at in inverse.tolist()]


def _figures(rows: Rows, one: Ints, two: Ints) -> list[Difference]:
    size = len(rows.titles)
    keys, _, inverse = distinct(packed((rows.title[one], 0), (rows.title[two], size)))
    told = [_of_figures(*(rows.titles[at].figures for at in divmod(key, size))) for key in keys.tolist()]
    return [told[at] for at in inverse.tolist()]


def _of_figures(one: tuple[Figure, ...], two: tuple[Figure, ...]) -> Difference:
    aspect: Aspect = "month" if any(figure.unit == "月" for figure in (*one, *two)) else "figure"
    return Difference(aspect, _written(one), _written(two))


def _written(figures: tuple[Figure, ...]) -> str:
    return " ".join(f"{f'{figure.year}年' if figure.year else ''}{figure.value}{figure.unit}" for figure in figures)


def _words(rows: Rows, one: Ints, two: Ints) -> Iterator[Difference]:
    titles = (rows.records.several("title", places) for places in (one, two))
    return (Difference("text", a or "", b or "") for a, b in zip(*titles, strict=True))


def text_differences(seen: TextEvidence) -> Iterator[Difference]:
    """Fields first, then the places where the texts part, slips aside: the longest of them, in their order."""
    a, b = seen.a.known, seen.b.known
    if a.number and b.number and likeness(a.number, b.number) != "equal":
        yield Difference("number", a.record.number or a.title.number or "", b.record.number or b.title.number or "")
    if a.issuer and b.issuer and a.issuer != b.issuer:
        yield Difference("issuer", a.record.issuer or a.issuer, b.record.issuer or b.issuer)
    if a.issued is not None and b.issued is not None and a.issued != b.issued:
        yield Difference("date", date.fromordinal(a.issued).isoformat(), date.fromordinal(b.issued).isoformat())
    bounds = table()["texts"]["differs"]
    telling = [*seen.alignment.of("figure"), *seen.passages, *seen.lost]
    kept = sorted(sorted(telling, key=lambda spot: -spot.size)[: bounds["most"]], key=lambda spot: spot.at_a)
    for spot in kept:
        yield Difference(_aspect(seen, spot), _cut(spot.a, bounds["length"]), _cut(spot.b, bounds["length"]))


def _aspect(seen: TextEvidence, spot: Spot) -> Aspect:
    if spot.sort != "figure":
        return "text"
    unit = seen.a.text.chars[spot.at_a : spot.at_a + len(spot.a) + 2].lstrip("0123456789〇零一二三四五六七八九十百")[:1]
    aspects: dict[str, Aspect] = table()["texts"]["aspects"]
    return aspects.get(unit, "figure")


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"
