"""Log-in, second factor at log-in, and the choice among one's holdings."""

from __future__ import annotations

from typing import Any, cast

import django_otp
from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from songbang.apps.units import queries, services
from songbang.apps.units.access import logged_in, standing
from songbang.apps.units.forms import CodeForm, LogInForm
from songbang.apps.units.middleware import CHOSEN
from songbang.ui import wall


@never_cache
@wall.unwalled
def log_in(request: HttpRequest) -> HttpResponse:
    """Username and password; in the demo the accounts are shown."""
    form = LogInForm(request.POST or None)
    failed = False
    if request.method == "POST" and form.is_valid():
        account = authenticate(request, **form.cleaned_data)
        if account is not None:
            login(request, account)
            services.note_log_in(account, request.META.get("REMOTE_ADDR"))
            return HttpResponseRedirect(_back(request))
        failed = True
    shown = queries.demo_accounts() if settings.DEMO else []
    context = {
        "form": form,
        "failed": failed,
        "next": _back(request),
        "demo_accounts": shown,
        "sso": settings.OIDC_ISSUER,
        "sso_failed": next((how for how in ("refused", "unreachable") if how in request.GET), None),
    }
    return render(request, "units/log_in.html", context, status=401 if failed else 200)


def _back(request: HttpRequest) -> str:
    asked = request.POST.get("next") or request.GET.get("next") or "/"
    return asked if url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()}) else "/"


def locked_out(request: HttpRequest, credentials: dict[str, Any] | None = None, *_: Any, **__: Any) -> HttpResponse:
    """Too many failures: told when to try again."""
    minutes = round(settings.AXES_COOLOFF_TIME * 60)
    return render(request, "units/locked_out.html", {"minutes": minutes}, status=429)


@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("units:log-in")


@never_cache
def second_factor(request: HttpRequest) -> HttpResponse:
    """The code of the authenticator app, for accounts that set one up."""
    user = cast(Any, request.user)
    if not user.is_authenticated:
        return redirect("units:log-in")
    form = CodeForm(request.POST or None)
    failed = False
    if request.method == "POST" and form.is_valid():
        device = django_otp.match_token(user, form.cleaned_data["code"])
        if device is not None:
            django_otp.login(request, device)
            return redirect("home")
        failed = True
    return render(request, "units/second_factor.html", {"form": form, "failed": failed}, status=401 if failed else 200)


@require_POST
@logged_in
def choose_holding(request: HttpRequest) -> HttpResponse:
    """Act in another of the own holdings."""
    chosen = request.POST.get("holding", "")
    if chosen.isdigit() and queries.holds(standing(request).account, int(chosen)):
        request.session[CHOSEN] = int(chosen)
    return redirect("home")
