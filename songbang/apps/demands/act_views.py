"""What a department does with its demand: mend, withdraw, deliver, close, ask for a waiver; and its printed sheet."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from songbang.apps.demands import checking, forms, passing, queries, services, showing
from songbang.apps.demands.models import Demand
from songbang.apps.demands.states import may
from songbang.apps.units.access import page, standing
from songbang.apps.units.holding import Standing
from songbang.core.errors import BadInput, NotFound
from songbang.core.words import labels
from songbang.ui.middleware import language_of

_ACTS: dict[str, Callable[[Standing, int, int], Demand]] = {
    "withdraw": passing.withdraw, "deliver": passing.deliver, "close": passing.close,
}  # fmt: skip


@page("demands", "ask")
@require_POST
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """An act on a demand of the own unit."""
    asker, form = standing(request), forms.ActForm(request.POST)
    demand = queries.own_demand(asker, pk)
    if not form.is_valid():
        raise BadInput("demand.act_unclear")
    said = form.cleaned_data
    if said["act"] == "mend":
        return redirect("demands:draft", services.draft_again(asker, demand).pk)
    _ACTS[said["act"]](asker, pk, said["version"])
    return redirect("demands:demand", pk)


@page("demands", "ask")
@require_POST
def waive(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask a post to waive a rule for this demand."""
    asker, form = standing(request), forms.WaiverForm(request.POST)
    demand = queries.own_demand(asker, pk)
    if not form.is_valid():
        raise BadInput("waiver.ground_missing")
    demand.version = form.cleaned_data["version"]
    passing.ask_waiver(asker, demand, form.cleaned_data["rule"], form.cleaned_data["ground"], language_of(request))
    return redirect("demands:demand", pk)


@page("demands", "view")
@require_safe
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet that goes with it: number, what is asked, until when, and the signed slip as a QR code."""
    demand = queries.demand_of(standing(request), pk)
    if not demand.number:
        raise NotFound("demand.not_here", id=pk)
    asks = asks_of(request, demand)
    slip = checking.slip_of(demand, asks)
    context = {"demand": demand, "asks": asks, "slip": slip, "qr": qr_address(slip)}
    return render(request, "demands/sheet.html", context)


def asks_of(request: HttpRequest, demand: Demand) -> str:
    """In one line: kind, day, minutes."""
    words = labels(language_of(request))
    parts = [words["demand_kinds"][demand.kind]]
    day = demand.due_on or demand.held_on
    parts += [day.isoformat()] if day else []
    parts += [words["door"]["minutes"].format(count=demand.minutes)] if demand.minutes else []
    return " ".join(parts)


def qr_address(slip: str) -> str:
    """The slip as a picture that the page itself holds."""
    import qrcode
    from qrcode.image.svg import SvgPathImage

    picture = io.BytesIO()
    made = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, image_factory=SvgPathImage)
    made.add_data(slip)
    made.make_image().save(picture)
    return "data:image/svg+xml;base64," + base64.b64encode(picture.getvalue()).decode()


def act_context(request: HttpRequest, demand: Demand) -> dict[str, Any]:
    """What may be done with it here, its way so far, and what could be waived."""
    asker, language = standing(request), language_of(request)
    own = asker.may("demands", "ask") and demand.unit_id == asker.unit.pk
    verdict = demand.verdicts.first()
    found = json.loads(verdict.content)["findings"] if verdict and own and demand.state == "weighed" else []
    asked = {one.rule for one in demand.waivers.all()}
    return {
        "acts": [one for one in ("mend", "deliver", "close", "withdraw") if own and may(demand.state, one)],
        "steps": list(demand.steps.exclude(state="void")), "moves": list(demand.moves.all()),
        "waivers": list(demand.waivers.select_related("by")),
        "waivable": [one for one in found if one["level"] == "change" and one["rule"] not in asked],
        "verdict": showing.stored_shown(verdict, demand.kind, language) if verdict else None,
    }  # fmt: skip
