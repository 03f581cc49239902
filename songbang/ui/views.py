"""Pages that belong to no app: language, errors."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from songbang.core.words import LANGUAGES
from songbang.ui.middleware import LANGUAGE_COOKIE

_YEAR = 365 * 24 * 3600


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the language in a cookie and go back."""
    back = request.POST.get("back", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    response = HttpResponseRedirect(back)
    if request.POST.get("language") in LANGUAGES:
        response.set_cookie(LANGUAGE_COOKIE, request.POST["language"], max_age=_YEAR, samesite="Lax", httponly=True)
    return response


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "ui/not_found.html", status=404)


def failed(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/failed.html", status=500)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "ui/csrf_failed.html", status=403)
