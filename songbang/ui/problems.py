"""Errors of the API as problem details (RFC 9457), in the words of the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from songbang.core.errors import Conflict, NotAllowed, NotFound, NotSignedIn, SongbangError
from songbang.core.words import Language, message

API = "/api/"
PROBLEM = "application/problem+json"
_STATUSES: tuple[tuple[type[SongbangError], int], ...] = (
    (NotSignedIn, 401), (NotAllowed, 403), (NotFound, 404), (Conflict, 409),
)  # fmt: skip
_FRAMEWORKS: Mapping[int, str] = {
    404: "api.not_there", 405: "api.method", 413: "api.too_large", 400: "api.malformed", 500: "api.failed",
}  # fmt: skip
"""Status of an answer that the framework itself gives → the code by which we tell it."""


def status_of(error: SongbangError) -> int:
    """400: it follows the form of what may be asked, and yet cannot be answered."""
    return next((status for kind, status in _STATUSES if isinstance(error, kind)), 400)


def asked_language(request: HttpRequest) -> Language:
    """By Accept-Language; Simplified Chinese where it names none of ours first."""
    first = request.headers.get("Accept-Language", "").partition(",")[0].partition(";")[0].strip().lower()
    if first.startswith("en"):
        return "en"
    return "zh-Hant" if first.startswith(("zh-hant", "zh-tw", "zh-hk", "zh-mo")) else "zh-Hans"


def problem(
    request: HttpRequest, status: int, code: str, parameters: Mapping[str, object] | None = None,
    errors: Iterable[Mapping[str, Any]] = (),
) -> HttpResponse:  # fmt: skip
    """`{"type", "title", "status", "detail", "instance", "code"}`; `errors`, where there are any, name the fields."""
    words = message(code, parameters or {}, asked_language(request))
    told: dict[str, Any] = {
        "type": f"urn:songbang:problem:{code}", "title": words.what, "status": status,
        "detail": " ".join(filter(None, (words.why, words.do))), "instance": request.path, "code": code,
    }  # fmt: skip
    if fields := list(errors):
        told["errors"] = fields
    response = JsonResponse(told, status=status, json_dumps_params={"ensure_ascii": False}, content_type=PROBLEM)
    if status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="songbang"'
    return response


def problem_of(request: HttpRequest, error: SongbangError) -> HttpResponse:
    return problem(request, status_of(error), error.code, error.parameters)


class ProblemMiddleware:
    """Under /api/ what the framework itself refuses (no such address, method not allowed) is a problem too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        code = _FRAMEWORKS.get(response.status_code)
        if code is None or not request.path.startswith(API) or response.get("Content-Type") == PROBLEM:
            return response
        told = problem(request, response.status_code, code)
        if "Allow" in response:
            told["Allow"] = response["Allow"]
        return told
