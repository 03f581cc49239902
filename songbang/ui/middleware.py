"""Language of a request; errors of ours as pages."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import translation

from songbang.core.errors import NotFound, SongbangError
from songbang.core.words import LANGUAGES, Language, message
from songbang.ui.problems import status_of

LANGUAGE_COOKIE = "songbang-language"
_DJANGO = {"zh-Hans": "zh-hans", "zh-Hant": "zh-hant", "en": "en"}
Handler = Callable[[HttpRequest], HttpResponse]


def language_of(request: HttpRequest) -> Language:
    """The language that the person chose; Simplified Chinese without a choice."""
    chosen = request.COOKIES.get(LANGUAGE_COOKIE, "")
    return next((language for language in LANGUAGES if language == chosen), "zh-Hans")


class LanguageMiddleware:
    """Dates and numbers of Django's own follow the language of the request."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with translation.override(_DJANGO[language_of(request)]):
            return self.get_response(request)


class TroubleMiddleware:
    """A `SongbangError` that reaches the edge becomes a page that says what happened and what to do."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, SongbangError):
            return None
        if isinstance(error, NotFound):
            raise Http404(error.code) from error
        words = message(error.code, error.parameters, language_of(request))
        if request.headers.get("Accept") == "application/json":
            told = {"code": error.code, "what": words.what, "why": words.why, "do": words.do}
            return JsonResponse(told, status=status_of(error))
        return render(request, "ui/trouble.html", {"words": words}, status=status_of(error))
