"""Pages that belong to no app: language, errors."""

from __future__ import annotations

from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from songbang.core.words import LANGUAGES, labels
from songbang.ui.middleware import LANGUAGE_COOKIE, language_of

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


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What a telephone must know to keep the site among its programs and to share files with it."""
    words = labels(language_of(request))["site"]
    shared = {"title": "title", "text": "text", "url": "url", "files": [{"name": "files", "accept": ["*/*"]}]}
    told = {
        "name": words["name"], "short_name": words["name"], "start_url": "/", "display": "standalone",
        "background_color": "#ffffff", "theme_color": "#1f4e79",
        "icons": [{"src": static("ui/mark.svg"), "sizes": "any", "type": "image/svg+xml"}],
        "share_target": {
            "action": reverse("evidence:share"), "method": "POST", "enctype": "multipart/form-data", "params": shared,
        },
    }  # fmt: skip
    return JsonResponse(told, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})


@require_safe
def offline_worker(request: HttpRequest) -> FileResponse:
    """The worker that keeps pages for a telephone without a line; at the root, since it serves what lies below it."""
    found = finders.find("ui/offline.js")
    assert isinstance(found, str)
    response = FileResponse(Path(found).open("rb"), content_type="text/javascript")  # noqa: SIM115
    response["Cache-Control"] = "no-cache"
    return response


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "ui/not_found.html", status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """Asks the database nothing: it may be what failed, and then this page too would."""
    request.standing = None  # type: ignore[attr-defined]
    return render(request, "ui/failed.html", status=500)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "ui/csrf_failed.html", status=403)
