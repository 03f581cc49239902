"""Who asks whom for the same, and how one document grows on its way down. Folded small, for a set of figures."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

from songbang.core.calendar import Period
from songbang.core.matching import Placement
from songbang.core.matching.issuers import Issuers, key
from songbang.core.matching.titles import read_title
from songbang.core.registers import ISSUER_LEVELS, Row

MOST_EDGES, MOST_CHAINS, MOST_NAMES = 60, 30, 300


def again_of(receipts: Sequence[Row], places: Mapping[str, Placement], span: Period) -> dict[str, Any]:
    """`edges`: `[issuer, issuer, "relay" | "matter", {unit: documents}, example]`; `chains`: as `_chain`; `growth`:
    unit → [documents that came again by other hands, level → receipts of these]."""
    inside = sorted((row for row in receipts if row.day in span), key=lambda row: (row.day, row.row))
    names = one_name(inside)
    grown = _grown(inside, places)
    return {
        "edges": _edges(inside, places, names), "chains": [_chain(group, names) for group in grown[:MOST_CHAINS]],
        "growth": _growth(grown),
    }  # fmt: skip


def one_name(rows: Iterable[Row]) -> dict[str, str]:
    """Each way in which an issuer is written → the way in which it is written most often."""
    often = Counter(row.issuer for row in rows if row.issuer)
    issuers = Issuers((key(name), None) for name in often)
    found: dict[str, str] = {}
    for name, _ in often.most_common(MOST_NAMES):
        known = dict.fromkeys(found.values())
        found[name] = next((one for one in known if issuers.identity(key(one), key(name)) == "one"), name)
    return found


def _edges(rows: Sequence[Row], places: Mapping[str, Placement], names: Mapping[str, str]) -> list[list[Any]]:
    units: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    examples: dict[tuple[str, str, str], str] = {}
    for kind, groups in (("relay", _by_instrument(rows, places)), ("matter", _by_matter(rows, places))):
        for group in groups:
            firsts = {names[row.issuer]: row for row in reversed(group) if row.issuer and row.issuer in names}
            for one, two in combinations(sorted(firsts, key=lambda name: firsts[name].day), 2):
                units[one, two, kind][group[0].unit] += 1
                examples.setdefault((one, two, kind), firsts[one].name)
    often = sorted(units, key=lambda edge: (-units[edge].total(), edge))[:MOST_EDGES]
    return [[*edge, dict(units[edge]), examples[edge]] for edge in often]


def _by_instrument(rows: Iterable[Row], places: Mapping[str, Placement]) -> Iterable[list[Row]]:
    """Receipts of one unit that are one document with its relays."""
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        found[row.unit, places[row.row].instrument].append(row)
    return found.values()


def _by_matter(rows: Iterable[Row], places: Mapping[str, Placement]) -> Iterable[list[Row]]:
    """First receipts, at one unit, of documents with one title that pass nothing on: two bodies ask for one thing."""
    found: dict[tuple[str, str], dict[str, Row]] = defaultdict(dict)
    titles: dict[str, str | None] = {}
    for row in rows:
        if row.name not in titles:
            title = read_title(row.name)
            titles[row.name] = title.core if title.tells and not title.chain and len(title.core) >= 6 else None
        core = titles[row.name]
        if core:
            found[row.unit, core].setdefault(places[row.row].instrument, row)
    return [list(own.values()) for own in found.values() if len(own) > 1]


def _grown(rows: Sequence[Row], places: Mapping[str, Placement]) -> list[list[Row]]:
    """The receipts of each document that came again through other hands, by unit, those of most hands first."""
    grown = [group for group in _by_instrument(rows, places) if len({places[row.row].document for row in group}) > 1]
    grown.sort(key=lambda group: (-len(group), group[0].day, group[0].row))
    return grown


def _growth(grown: Sequence[Sequence[Row]]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for group in grown:
        own = found.setdefault(group[0].unit, [0, Counter()])
        own[0] += 1
        own[1].update(row.issuer_level or "" for row in group)
    return {unit: [documents, dict(levels)] for unit, (documents, levels) in found.items()}


def _chain(group: Sequence[Row], names: Mapping[str, str]) -> dict[str, Any]:
    """`{"unit", "name", "levels": [[level, receipts], …], "hands": issuers in order, "receipts", "days"}`."""
    levels = Counter(row.issuer_level or "" for row in group)
    return {
        "unit": group[0].unit, "name": min((row.name for row in group), key=len),
        "levels": [[level, levels[level]] for level in (*ISSUER_LEVELS, "") if levels[level]],
        "hands": list(dict.fromkeys(names.get(row.issuer or "", row.issuer or "") for row in group if row.issuer)),
        "receipts": len(group), "days": (group[-1].day - group[0].day).days,
    }  # fmt: skip
