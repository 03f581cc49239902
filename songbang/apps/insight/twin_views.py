"""Two receipts side by side, what people say of them, and who asks whom for the same."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from songbang.apps.insight import judging, queries, standing_figures
from songbang.apps.insight.views import not_ready
from songbang.apps.intake.models import RegisterRow
from songbang.apps.units.access import page, standing
from songbang.core.matching.marking import marked
from songbang.core.registers import ISSUER_LEVELS
from songbang.core.words import labels
from songbang.ui.middleware import language_of

_SIDE_BY_SIDE = ("name", "number", "issuer", "day", "issued_on", "file")
NODES, CENTRE, RADIUS = 14, (320, 250), 180


def _two(request: HttpRequest, key: int, other: int, action: str) -> tuple[RegisterRow, RegisterRow]:
    """Both rows, each at a unit within the right. Raises `NotFound` as for rows that are not there."""
    own = standing(request)
    rows = RegisterRow.objects.filter(
        own.within("duplicates", action, unit="unit"), queries.LIVE, territory=own.territory, register="documents"
    ).in_bulk([key, other])
    if key not in rows or other not in rows or rows[key].unit != rows[other].unit:
        raise Http404("row")
    return rows[key], rows[other]


@page("duplicates", "view")
@require_safe
def see_twin(request: HttpRequest, key: int, other: int) -> HttpResponse:
    """Two receipts, field by field, differences marked."""
    one, two = _two(request, key, other, "view")
    own = standing(request)
    words = labels(language_of(request))["fields"]
    why, differs = judging.reasons(one, two)
    said = judging.judged(own.territory, [(one, two)]).get((one.row, two.row))
    fields = [
        (words[name], *marked(str(getattr(one, name) or ""), str(getattr(two, name) or ""))) for name in _SIDE_BY_SIDE
    ]
    context = {
        "one": one, "two": two, "fields": fields, "why": why, "differs": differs, "said": said,
        "may_judge": own.may("duplicates", "judge"),
        "unit_name": queries.Places(own, "duplicates", "view").name(one.unit),
    }  # fmt: skip
    return render(request, "insight/twin.html", context)


@page("duplicates", "judge")
@require_POST
def judge(request: HttpRequest, key: int, other: int) -> HttpResponse:
    """One tap: it is one document, or it is not."""
    one, two = _two(request, key, other, "judge")
    judging.judge(standing(request), one, two, same=request.POST.get("same") == "1")
    back = request.POST.get("next", "")
    if back and url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        return redirect(back)
    return redirect("insight:twin", key, other)


@page("duplicates", "view")
@require_safe
def see_judged(request: HttpRequest) -> HttpResponse:
    """How good the finding is, as far as people judged it."""
    own = standing(request)
    codes = queries.Places(own, "duplicates", "view").codes(None)
    tallies = judging.tallies(own.territory, codes)
    confirmed, rejected = sum(one.confirmed for one in tallies), sum(one.rejected for one in tallies)
    context = {
        "tallies": tallies, "confirmed": confirmed, "rejected": rejected,
        "share": confirmed / (confirmed + rejected) if tallies else None,
        "not_one": judging.rejected(own.territory, codes),
    }  # fmt: skip
    return render(request, "insight/judged.html", context)


@page("duplicates", "view")
@require_safe
def see_again(request: HttpRequest) -> HttpResponse:
    """Which bodies ask for the same, and which documents came again through most hands."""
    own = standing(request)
    at = standing_figures.situation(own, request.GET, "duplicates")
    found = standing_figures.find(own, at)
    if found.figures is None or at.asked is None:
        return not_ready(request, at, found)
    side = "baseline" if request.GET.get("side") == "baseline" else "value"
    told = found.figures.again.get(side, {})
    edges = _edges(told.get("edges", []), at.codes)
    chains = [
        {**chain, "unit": at.places.name(chain["unit"])}
        for chain in told.get("chains", [])
        if chain["unit"] in at.codes
    ]
    context = {
        "side": side,
        "asked": at.asked, "query": at.asked.query(), "stale": found.stale,
        "edges": edges, "chains": chains, "graph": drawn(edges), "growth": _growth(told.get("growth", {}), at.codes),
    }  # fmt: skip
    return render(request, "insight/again.html", context)


@dataclass(frozen=True, slots=True)
class Growth:
    """Documents that came again by other hands, and how often each level sent them."""

    documents: int
    levels: list[tuple[str, int]]

    @property
    def receipts(self) -> int:
        return sum(count for _, count in self.levels)

    @property
    def times(self) -> float:
        """Receipts that one document became."""
        return self.receipts / self.documents


def _growth(told: dict[str, list[Any]], codes: frozenset[str]) -> Growth | None:
    own = [told[code] for code in codes & told.keys()]
    if not own:
        return None
    levels = [(level, sum(counts.get(level, 0) for _, counts in own)) for level in (*ISSUER_LEVELS, "")]
    return Growth(sum(documents for documents, _ in own), [(level, count) for level, count in levels if count])


@dataclass(frozen=True, slots=True)
class Edge:
    """Two bodies that asked the same units for the same: the first asked first."""

    first: str
    then: str
    kind: str
    documents: int
    units: int
    example: str


def _edges(told: list[list[Any]], codes: frozenset[str]) -> list[Edge]:
    made = []
    for first, then, kind, units, example in told:
        within = {code: count for code, count in units.items() if code in codes}
        if within:
            made.append(Edge(first, then, kind, sum(within.values()), len(within), example))
    return sorted(made, key=lambda edge: (-edge.documents, edge.first, edge.then))


def drawn(edges: list[Edge]) -> dict[str, Any]:
    """The bodies on a circle and lines between them, in the units of a picture 640 wide and 500 high."""
    names = list(dict.fromkeys(name for edge in edges for name in (edge.first, edge.then)))[:NODES]
    places = {name: _on_circle(at, len(names)) for at, name in enumerate(names)}
    most = max((edge.documents for edge in edges), default=1)
    lines = [
        {
            "x1": places[edge.first][0], "y1": places[edge.first][1], "x2": places[edge.then][0],
            "y2": places[edge.then][1], "width": round(1 + 5 * edge.documents / most, 1), "edge": edge,
        }
        for edge in edges
        if edge.first in places and edge.then in places
    ]  # fmt: skip
    bodies = {name for edge in edges for name in (edge.first, edge.then)}
    nodes = [_node(name, x, y) for name, (x, y) in places.items()]
    return {"nodes": nodes, "lines": lines, "left_out": max(0, len(bodies) - NODES)}


def _node(name: str, x: int, y: int) -> dict[str, Any]:
    """A body's dot, and where its name begins: beside it, away from the middle; above or below it in the middle."""
    if abs(x - CENTRE[0]) <= 5:
        return {"x": x, "y": y, "name": name, "anchor": "middle", "label_x": x, "label_y": y + (-12 if y < 250 else 22)}
    right = x > CENTRE[0]
    label_x = x + (10 if right else -10)
    return {"x": x, "y": y, "name": name, "anchor": "start" if right else "end", "label_x": label_x, "label_y": y + 5}


def _on_circle(at: int, count: int) -> tuple[int, int]:
    turn = 2 * math.pi * at / max(1, count) - math.pi / 2
    return round(CENTRE[0] + RADIUS * math.cos(turn)), round(CENTRE[1] + RADIUS * math.sin(turn))
