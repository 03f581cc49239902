"""In what two records of a pair differ: their fields, and the places where their texts part."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from songbang.core.matching.aligning import Spot
from songbang.core.matching.known import Known
from songbang.core.matching.numbers import likeness
from songbang.core.matching.textual import Evidence
from songbang.core.matching.values import Aspect, Difference
from songbang.core.matching.verdicts import compare_figures
from songbang.core.matching.writing import table


def differences(a: Known, b: Known) -> Iterator[Difference]:
    """Number, issuer, day, figures and words of two rows, each side as written."""
    yield from _fields(a, b)
    if a.day is not None and b.day is not None and a.day != b.day:
        yield Difference("date", _day(a), _day(b))
    if compare_figures(a.title.figures, b.title.figures) != "equal":
        yield Difference(_figure_aspect(a, b), _figures(a), _figures(b))
    if a.title.core != b.title.core:
        yield Difference("text", a.record.title, b.record.title)


def _fields(a: Known, b: Known) -> Iterator[Difference]:
    if a.number and b.number and likeness(a.number, b.number) != "equal":
        yield Difference("number", a.record.number or a.title.number or "", b.record.number or b.title.number or "")
    if a.issuer and b.issuer and a.issuer != b.issuer:
        yield Difference("issuer", a.record.issuer or a.issuer, b.record.issuer or b.issuer)


def text_differences(seen: Evidence) -> Iterator[Difference]:
    """Fields first, then the places where the texts part, slips aside: the longest of them, in their order."""
    a, b = seen.a.known, seen.b.known
    yield from _fields(a, b)
    if a.issued is not None and b.issued is not None and a.issued != b.issued:
        yield Difference("date", date.fromordinal(a.issued).isoformat(), date.fromordinal(b.issued).isoformat())
    bounds = table()["texts"]["differs"]
    telling = [*seen.alignment.of("figure"), *seen.passages, *seen.lost]
    kept = sorted(sorted(telling, key=lambda spot: -spot.size)[: bounds["most"]], key=lambda spot: spot.at_a)
    for spot in kept:
        yield Difference(_aspect(seen, spot), _cut(spot.a, bounds["length"]), _cut(spot.b, bounds["length"]))


def _aspect(seen: Evidence, spot: Spot) -> Aspect:
    if spot.sort != "figure":
        return "text"
    unit = seen.a.text.chars[spot.at_a : spot.at_a + len(spot.a) + 2].lstrip("0123456789〇零一二三四五六七八九十百")[:1]
    aspects: dict[str, Aspect] = table()["texts"]["aspects"]
    return aspects.get(unit, "figure")


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"


def _day(row: Known) -> str:
    day = row.record.received_on or row.record.issued_on
    return day.isoformat() if day else ""


def _figure_aspect(a: Known, b: Known) -> Aspect:
    return "month" if any(figure.unit == "月" for row in (a, b) for figure in row.title.figures) else "figure"


def _figures(row: Known) -> str:
    return " ".join(
        f"{f'{figure.year}年' if figure.year else ''}{figure.value}{figure.unit}" for figure in row.title.figures
    )
