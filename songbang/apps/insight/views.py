"""Pages of insight."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from songbang.apps.units.access import logged_in
from songbang.apps.units.context import page


@logged_in
def home(request: HttpRequest) -> HttpResponse:
    """The first page that the role may see."""
    return redirect(page(request)["menu"][0]["address"])
