"""Every request knows in which holding its account acts (`request.standing`, None without log-in)."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from songbang.apps.units.holding import standing_of
from songbang.apps.units.models import Account
from songbang.ui import wall

CHOSEN = "holding"


class HoldingMiddleware:
    """Sets `request.standing`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.standing = None  # type: ignore[attr-defined]
        if isinstance(request.user, Account):
            with wall.everywhere():
                request.standing = standing_of(  # type: ignore[attr-defined]
                    request.user, request.session.get(CHOSEN), request.META.get("REMOTE_ADDR")
                )
            if request.standing is not None:  # type: ignore[attr-defined]
                wall.enter(request.standing.territory)  # type: ignore[attr-defined]
        return self.get_response(request)
