"""From sums by month, and from documents, to what a `FigureSet` keeps. Core counts; here it is folded small."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from songbang.apps.insight.again import again_of, one_name
from songbang.core.calendar import Period
from songbang.core.matching import Pair, Placement, instruments
from songbang.core.matching.issuers import Issuers, key
from songbang.core.measuring import PLACEMENT_SCHEMA, Figure, Pairs, TimeTable, count_pairs
from songbang.core.measuring.by_issuer import ByIssuer, IssuedCell, watched_by_issuer
from songbang.core.measuring.by_month import MonthCell, figures_by_month, watched_by_month
from songbang.core.measuring.definitions import BOTH_CHANNELS, LEVELLED, REPEATEDLY
from songbang.core.measuring.queries import Spans
from songbang.core.measuring.tally import plain_number
from songbang.core.registers import Row, rows_table
from songbang.core.reporting.content import pairs_of
from songbang.core.units import Unit

Sides = list[Any]
"""[value, baseline]"""
MOST_ISSUERS = 40


@dataclass(slots=True)
class Kept:
    """What a set of figures keeps (fields as in `models.FigureSet`) without what comparing documents adds."""

    figures: dict[str, dict[str, dict[str, Sides]]] = field(default_factory=dict)
    imbalance: dict[str, Sides] = field(default_factory=dict)
    monthly: dict[str, Any] = field(default_factory=dict)
    issuers: list[dict[str, Any]] = field(default_factory=list)
    by_issuer: dict[str, list[dict[str, Any]]] = field(default_factory=dict)


def fold(
    cells: Sequence[MonthCell], issued: Sequence[IssuedCell], units: Sequence[Unit], spans: Spans, pairs: Pairs | None
) -> Kept:  # fmt: skip
    """Everything of one question from the sums by month; with `pairs` None the two figures of pairs are left out."""
    asked: Any = {"period": spans.value, "baseline": spans.baseline, "minutes": TimeTable.load()}
    figures = figures_by_month(cells, units, **asked, pairs=pairs, sliced=LEVELLED)
    months = watched_by_month(cells, **asked)
    return Kept(*figures_of(figures), months, *issuers_of(watched_by_issuer(issued, **asked)))


def with_zeros(kept: Kept, stated: Kept) -> None:
    """For the figures of one department: where a unit's registers state a figure for a period (`stated`, of all), and
    nothing of it is the department's, that is a 0 and not something unknown."""
    for name, parts in stated.figures.items():
        for part, at in parts.items():
            for unit, sides in at.items():
                own = kept.figures.setdefault(name, {}).setdefault(part, {}).setdefault(unit, [None, None])
                for side in (0, 1):
                    own[side] = 0 if own[side] is None and sides[side] is not None else own[side]


@dataclass(slots=True)
class Comparison:
    """What comparing the documents found: how many, the rows behind (fields as in `models.Behind`), and what came
    again by other hands (`models.FigureSet.again`)."""

    pairs: Pairs
    behind: list[dict[str, Any]]
    again: dict[str, Any]


def compare(documents: Sequence[Row], spans: Spans) -> Comparison:
    """Compare documents, whose ids are numbers, and count those that came twice and those of one instrument."""
    records, pairs = pairs_of(documents)
    places = instruments(records, pairs)
    placed = [{"row": row, "document": p.document, "instrument": p.instrument} for row, p in places.items()]
    sides: tuple[tuple[str, Period], ...] = (("value", spans.value), ("baseline", spans.baseline))
    near = [row for row in documents if any(row.day.year in span.years for _, span in sides)]
    counted = count_pairs(
        rows_table(near), pa.Table.from_pylist(placed, schema=PLACEMENT_SCHEMA),
        period=spans.value, baseline=spans.baseline,
    )  # fmt: skip
    behind = [line for side, span in sides for line in _behind(near, places, pairs, side, span)]
    return Comparison(counted, behind, {side: again_of(near, places, span) for side, span in sides})


def figures_of(figures: Iterable[Figure]) -> tuple[dict[str, dict[str, dict[str, Sides]]], dict[str, Sides]]:
    """Figure → slice → unit → sides; sums over units are left out, since whoever reads sums the units in reach."""
    kept: dict[str, dict[str, dict[str, Sides]]] = defaultdict(lambda: defaultdict(dict))
    imbalance = {}
    for figure in figures:
        sides = [figure.value, figure.baseline]
        if figure.id.endswith(".imbalance"):
            imbalance[figure.id.removesuffix(".imbalance")] = sides
        elif "unit" in figure.scope:
            part = next((f"{name}={value}" for name, value in figure.scope.items() if name != "unit"), "")
            kept[figure.id][part][figure.scope["unit"]] = sides
    return {name: dict(parts) for name, parts in kept.items()}, imbalance


def names_of(written: Sequence[str], own: Sequence[str]) -> list[str]:
    """Those of the written names that are the body which bears the own ones."""
    issuers = Issuers((key(name), None) for name in (*written, *own))
    mine = [key(name) for name in own]
    return [name for name in written if any(issuers.identity(key(name), one) == "one" for one in mine)]


def issuers_of(found: ByIssuer) -> tuple[list[dict[str, Any]], dict[str, list[dict[str, Any]]]]:
    """The bodies that ask most, each under all its names, with what each unit got from it: of everything that is asked
    for together, and figure by figure."""
    often: Counter[str] = Counter()
    for issuers in found.values():
        for name, units in issuers.items():
            often[name] += bool(name) * round(sum(map(sum, units.values())))
    groups = _grouped([name for name, _ in often.most_common(10 * MOST_ISSUERS)])
    demands: dict[str, list[Mapping[str, Sides]]] = defaultdict(list)
    for figure in LEVELLED:
        for name, units in found.get(figure, {}).items():
            demands[name].append(units)
    together = {name: _summed(parts) for name, parts in demands.items()}
    return _most(groups, together), {figure: _most(groups, dict(found[figure])) for figure in sorted(found)}


def _most(groups: Sequence[Sequence[str]], of: Mapping[str, Mapping[str, Sides]]) -> list[dict[str, Any]]:
    told = [(names, _summed(of[name] for name in names if name in of)) for names in groups]
    told = [(names, units) for names, units in told if units]
    told.sort(key=lambda one: -sum(map(sum, one[1].values())))
    return [
        {
            "name": names[0],
            "names": names,
            "units": {unit: list(map(plain_number, sides)) for unit, sides in units.items()},
        }
        for names, units in told[:MOST_ISSUERS]
    ]


def _grouped(names: Sequence[str]) -> list[list[str]]:
    """Names of one body together, the most frequent first."""
    issuers = Issuers((key(name), None) for name in names)
    groups: list[list[str]] = []
    for name in names:
        home = next((group for group in groups if issuers.identity(key(group[0]), key(name)) == "one"), None)
        if home is None:
            groups.append([name])
        else:
            home.append(name)
    return groups


def _summed(parts: Iterable[Mapping[str, Sides]]) -> dict[str, Sides]:
    total: dict[str, Sides] = {}
    for part in parts:
        for unit, (value, base) in part.items():
            sides = total.setdefault(unit, [0, 0])
            sides[0] += value
            sides[1] += base
    return total


def _behind(
    receipts: Sequence[Row], places: Mapping[str, Placement], pairs: Sequence[Pair], side: str, span: Period
) -> Iterator[dict[str, Any]]:
    """The rows of both paired figures, as `measuring.queries.behind_pairs` and `behind_repeats` take them."""
    inside = sorted((row for row in receipts if row.day in span), key=lambda row: (row.day, row.row))
    yield from _twins(inside, places, pairs, side, one_name(inside))
    yield from _repeats(inside, places, side)


def _twins(
    inside: Sequence[Row], places: Mapping[str, Placement], pairs: Sequence[Pair], side: str, names: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    reasons = {frozenset((pair.a, pair.b)): pair for pair in pairs if pair.relation == "same"}
    documents: dict[tuple[str, str], dict[str, list[Row]]] = defaultdict(lambda: {"electronic": [], "paper": []})
    for row in inside:
        if row.channel in ("electronic", "paper"):
            documents[row.unit, places[row.row].document][row.channel].append(row)
    number = 0
    for (unit, _), channels in documents.items():
        for one, two in zip(channels["electronic"], channels["paper"], strict=False):
            number += 1
            issuer = one.issuer or two.issuer or ""
            shared = {
                "figure": BOTH_CHANNELS, "side": side, "unit": unit, "twin": number,
                "issuer": names.get(issuer, issuer)[:120],
            }  # fmt: skip
            yield {**shared, "row": int(one.row), "note": _note(reasons.get(frozenset((one.row, two.row))))}
            yield {**shared, "row": int(two.row), "note": None}


def _note(pair: Pair | None) -> dict[str, Any]:
    """Receipts that are one document by way of a third have no pair of their own, hence no reason of their own."""
    if pair is None:
        return {"why": [], "differs": []}
    return {"why": list(pair.why), "differs": [[one.what, one.a, one.b] for one in pair.differs]}


def _repeats(inside: Sequence[Row], places: Mapping[str, Placement], side: str) -> Iterator[dict[str, Any]]:
    found: dict[tuple[str, str], dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for row in inside:
        place = places[row.row]
        channel = row.channel if row.channel in ("electronic", "paper") else "neither"
        found[row.unit, place.instrument][place.document][channel] += 1
    often = {key for key, documents in found.items() if sum(map(_arrivals, documents.values())) > 1}
    for row in inside:
        if (row.unit, places[row.row].instrument) in often:
            shared = {"figure": REPEATEDLY, "side": side, "unit": row.unit}
            yield {**shared, "row": int(row.row), "twin": None, "note": None}


def _arrivals(channels: Counter[str]) -> int:
    return max(channels["electronic"], channels["paper"]) + channels["neither"]
