"""The steps of the demo's guided tour."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from songbang.apps.insight import tour
from songbang.apps.units.access import logged_in, standing


@require_POST
@logged_in
def take_step(request: HttpRequest) -> HttpResponse:
    """To the page of the step that was asked for; step 0 ends the tour where one is."""
    if not settings.DEMO:
        raise Http404("tour")
    return redirect(tour.go(request, standing(request), request.POST.get("step", "")))
