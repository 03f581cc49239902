"""The API put together: each app's `api.py` brings a `router`; here stand their common errors, and the page of all.

Described at /api/docs and /api/openapi.json, for people that are logged in and for programs with a token.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, cast

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.renderers import BaseRenderer
from ninja.responses import NinjaJSONEncoder

from songbang import __version__
from songbang.apps.units.access import logged_in, refused
from songbang.apps.units.operations import OPERATIONS, TokenAuth
from songbang.core.errors import NotSignedIn, SongbangError
from songbang.ui.problems import API, PROBLEM, problem, problem_of


class Renderer(BaseRenderer):
    """JSON with Chinese as it is."""

    media_type = "application/json"

    def render(self, request: HttpRequest, told: Any, *, response_status: int) -> str:
        return json.dumps(told, cls=NinjaJSONEncoder, ensure_ascii=False)


def _routers() -> Iterator[Any]:
    """What the `api` module of every app brings: a `router`, or several as `routers`."""
    for app in settings.INSTALLED_APPS:
        if app.startswith("songbang.apps.") and find_spec(f"{app}.api"):
            module = import_module(f"{app}.api")
            yield from getattr(module, "routers", None) or (module.router,)


HANDLERS: Mapping[type[Exception], Any] = {
    SongbangError: problem_of,
    ValidationError: lambda request, error: problem(request, 422, "api.not_schema", errors=map(_field, error.errors)),
    AuthenticationError: lambda request, _: problem(request, 401, "token.missing"),
    HttpError: lambda request, error: problem(request, error.status_code, "api.malformed"),
    Http404: lambda request, _: problem(request, 404, "api.not_there"),
}


def _assembled() -> NinjaAPI:
    made = NinjaAPI(
        title="Songbang", version=__version__, auth=TokenAuth(), renderer=Renderer(), urls_namespace="api",
        openapi_url=None, docs_url=None, description="Units, figures and the rows behind them, imports, reports.",
    )  # fmt: skip
    for router in _routers():
        made.add_router("", router)
    for kind, handler in HANDLERS.items():
        made.add_exception_handler(kind, handler)
    return made


def _field(found: Mapping[str, Any]) -> dict[str, Any]:
    """Where a field is wrong: `in` (body, query, path, header) and a JSON pointer, or a parameter's name.

    >>> _field({"loc": ("body", "told", "version"), "msg": "Field required"})
    {'in': 'body', 'pointer': '/version', 'detail': 'Field required'}
    """
    place, *path = found["loc"]
    if place in ("query", "path", "header", "cookie"):
        return {"in": place, "parameter": ".".join(map(str, path)), "detail": found["msg"]}
    # ninja puts the name of the view's argument before the path of a body's field.
    escaped = [str(step).replace("~", "~0").replace("/", "~1") for step in path[1:]]
    return {"in": place, "pointer": "".join(f"/{step}" for step in escaped), "detail": found["msg"]}


api = _assembled()
urlpatterns: list[URLPattern] = [pattern for pattern in cast(Any, api.urls[0]) if pattern.name != "api-root"]


@cache
def schema() -> dict[str, Any]:
    """The API's OpenAPI description. Problems have a content type of their own, which ninja does not know."""
    told: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=API.strip("/") + "/"))
    for operations in told["paths"].values():
        for operation in operations.values():
            for status, answer in operation["responses"].items():
                if int(status) >= 400 and "content" in answer:
                    answer["content"] = {PROBLEM: answer["content"].pop("application/json")}
    return told


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """The description as JSON, for who is logged in or has a token."""
    if refused(request) is not None:
        try:
            if TokenAuth()(request) is None:
                return problem(request, 401, "token.missing")
        except NotSignedIn as error:
            return problem_of(request, error)
    return HttpResponse(json.dumps(schema(), ensure_ascii=False), content_type="application/json")


@require_safe
@logged_in
def docs(request: HttpRequest) -> HttpResponse:
    """Every operation as a list, and Swagger UI to try them where scripts run. All of it is served from here."""
    listed = [
        {"method": method.upper(), "path": path, "summary": operation["summary"], "scope": operation["x-scope"]}
        for path, operations in schema()["paths"].items()
        for method, operation in operations.items()
    ]
    return render(request, "ui/api_docs.html", {"operations": listed, "count": len(OPERATIONS)})
