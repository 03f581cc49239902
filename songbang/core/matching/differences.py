"""In what two records of a pair differ: their fields, and the places where their texts part."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np

from songbang.core.matching.aligning import Spot
from songbang.core.matching.columns import Rows
from songbang.core.matching.evidence import EQUAL, MISSING, Evidence
from songbang.core.matching.joins import Flags, packed, values_of
from songbang.core.matching.meeting import FIGURES
from songbang.core.matching.numbers import likeness
from songbang.core.matching.textual import Evidence as TextEvidence
from songbang.core.matching.titles import Title
from songbang.core.matching.values import Aspect, Difference
from songbang.core.matching.writing import table


class Differing:
    """Number, issuer, day, figures and words in which pairs of rows differ, each side as written."""

    def __init__(self, rows: Rows, seen: Evidence) -> None:
        self._rows = rows
        self._places = list(zip(seen.a.tolist(), seen.b.tolist(), strict=True))
        self._sorts = packed(*((flags.astype(np.int64), 2) for flags in _sorts(rows, seen))).tolist()
        days = values_of(np.r_[rows.day[seen.a], rows.day[seen.b]]).tolist()
        written = {day: date.fromordinal(day).isoformat() if day else "" for day in days}
        self._days = [[written[day] for day in rows.day[side].tolist()] for side in (seen.a, seen.b)]

    def of(self, at: int) -> tuple[Difference, ...]:
        """Those of one pair, by its place in the columns."""
        sorts = self._sorts[at]
        if sorts == _NOTHING:
            return ()
        if sorts == _DAY:
            return (Difference("date", self._days[0][at], self._days[1][at]),)
        a, b = self._places[at]
        found = []
        if sorts & 0b10000:
            found.append(Difference("number", self._number(a), self._number(b)))
        if sorts & 0b01000:
            found.append(Difference("issuer", self._issuer(a), self._issuer(b)))
        if sorts & _DAY:
            found.append(Difference("date", self._days[0][at], self._days[1][at]))
        if sorts & 0b00010:
            found.append(Difference(self._figure_aspect(a, b), self._figures(a), self._figures(b)))
        if sorts & 0b00001:
            found.append(Difference("text", *(self._rows.records.stated("title", place) or "" for place in (a, b))))
        return tuple(found)

    def _number(self, place: int) -> str:
        return self._rows.records.stated("number", place) or self._title_of(place).number or ""

    def _issuer(self, place: int) -> str:
        return self._rows.records.stated("issuer", place) or self._rows.issuers[self._rows.issuer[place]]

    def _figures(self, place: int) -> str:
        return " ".join(
            f"{f'{figure.year}年' if figure.year else ''}{figure.value}{figure.unit}"
            for figure in self._title_of(place).figures
        )

    def _figure_aspect(self, a: int, b: int) -> Aspect:
        both = (self._title_of(a), self._title_of(b))
        return "month" if any(figure.unit == "月" for title in both for figure in title.figures) else "figure"

    def _title_of(self, place: int) -> Title:
        title: Title = self._rows.titles[self._rows.title[place]]
        return title


_NOTHING, _DAY = 0, 0b00100


def _sorts(rows: Rows, seen: Evidence) -> Iterator[Flags]:
    """Whether they differ in number, issuer, day, figures, words."""
    yield (seen.numbers != EQUAL) & (seen.numbers != MISSING)
    for column in (rows.issuer, rows.day):
        one, two = column[seen.a], column[seen.b]
        yield (one > 0) & (two > 0) & (one != two)
    yield seen.figures() != FIGURES.index("equal")
    yield rows.core[seen.a] != rows.core[seen.b]


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
