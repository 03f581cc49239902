"""Every request knows in which holding its account acts (`request.standing`, None without log-in); a session that was
not used for a while, or began long ago, ends."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from songbang.apps.units.holding import standing_of
from songbang.apps.units.models import Account
from songbang.ui import clock, wall

CHOSEN = "holding"
BEGAN, SEEN = "began", "seen"
"""When the session's first and newest requests came (seconds of the epoch)."""
NOTED_EACH = 60
"""Seconds: so exactly the newest request is noted, lest each one writes."""


class HoldingMiddleware:
    """Sets `request.standing`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.standing = None  # type: ignore[attr-defined]
        if isinstance(request.user, Account) and _is_over(request):
            logout(request)
        if isinstance(request.user, Account):
            with wall.everywhere():
                request.standing = standing_of(  # type: ignore[attr-defined]
                    request.user, request.session.get(CHOSEN), request.META.get("REMOTE_ADDR")
                )
            if request.standing is not None:  # type: ignore[attr-defined]
                wall.enter(request.standing.territory)  # type: ignore[attr-defined]
        response = self.get_response(request)
        if isinstance(request.user, Account) and SEEN not in request.session:  # just logged in
            _note(request, int(clock.now().timestamp()))
        return response


def _is_over(request: HttpRequest) -> bool:
    """Whether the session has ended; else notes that it is used."""
    now = int(clock.now().timestamp())
    began, seen = request.session.get(BEGAN, now), request.session.get(SEEN, now)
    if now - began > settings.SESSION_COOKIE_AGE or now - seen > settings.IDLE_SECONDS:
        return True
    if abs(now - seen) >= NOTED_EACH:
        _note(request, now)
    return False


def _note(request: HttpRequest, now: int) -> None:
    request.session[BEGAN], request.session[SEEN] = request.session.get(BEGAN, now), now
