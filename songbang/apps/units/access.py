"""The check that no view can forget: a view is made by `page(...)`, which joins log-in, second factor and right.

A right that is lacking is 404: whoever may not see a thing does not learn that it is there.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from songbang.apps.units.holding import Standing

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
GUARDED: dict[str, tuple[str, str]] = {}
"""View (module.name) → (resource, action): read by the test that walks every address."""
FOR_ALL: set[str] = set()
"""Views (module.name) for whoever is logged in: read by the same test."""
OWN_PASSWORD = "units:own-password"


def page(resource: str, action: str) -> Callable[[View[P]], View[P]]:
    """Only for accounts whose standing has the right."""

    def made(view: View[P]) -> View[P]:
        GUARDED[f"{view.__module__}.{view.__name__}"] = (resource, action)

        @wraps(view)
        def checked(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            refusal = refused(request)
            if refusal is not None:
                return refusal
            if not standing(request).may(resource, action):
                raise Http404(f"{resource}.{action}")
            return view(request, *args, **kwargs)

        return cast("View[P]", checked)

    return made


def logged_in(view: View[P]) -> View[P]:
    """For every account that is logged in, whatever its role."""
    FOR_ALL.add(f"{view.__module__}.{view.__name__}")

    @wraps(view)
    def checked(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        refusal = refused(request)
        return view(request, *args, **kwargs) if refusal is None else refusal

    return cast("View[P]", checked)


def refused(request: HttpRequest) -> HttpResponse | None:
    """Where a request goes that lacks log-in, its second factor or own password; None where it lacks nothing."""
    if not request.user.is_authenticated or getattr(request, "standing", None) is None:
        return redirect_to_login(request.get_full_path())
    user = cast(Any, request.user)
    if _has_second_factor(user) and not user.is_verified():
        return redirect("units:second-factor")
    if user.password_given and getattr(request.resolver_match, "view_name", "") != OWN_PASSWORD:
        return redirect(OWN_PASSWORD)
    return None


def _has_second_factor(user: Any) -> bool:
    return bool(user.totpdevice_set.filter(confirmed=True).exists())


def standing(request: HttpRequest) -> Standing:
    """The standing of a request that `page` or `logged_in` let through."""
    return cast(Standing, cast(Any, request).standing)
