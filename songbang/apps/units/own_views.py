"""What everybody does with the own account: password, second factor, large type."""

from __future__ import annotations

import io
from base64 import b32encode
from typing import Any, cast

import django_otp
import qrcode
from django.contrib.auth import update_session_auth_hash
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from qrcode.image.svg import SvgPathFillImage

from songbang.apps.units import accounts, forms
from songbang.apps.units.access import logged_in, standing
from songbang.apps.units.telling import tell
from songbang.core.errors import SongbangError
from songbang.ui.middleware import language_of


@logged_in
def own_account(request: HttpRequest) -> HttpResponse:
    """Roles, and the ways to password, second factor and look."""
    account = standing(request).account
    look = forms.LookForm(initial={"large_type": account.large_type}, language=language_of(request))
    context = {"account": account, "look_form": look, "second_factor": accounts.second_factor(account)}
    return render(request, "units/own.html", context)


@never_cache
@logged_in
def own_password(request: HttpRequest) -> HttpResponse:
    """Choose a password; this session goes on, all others of the account end."""
    own = standing(request)
    form, status = forms.OwnPasswordForm(request.POST or None, language=language_of(request)), 200
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            accounts.choose_password(own.actor, own.account, told["current"], told["password"])
        except SongbangError as error:
            status = tell(request, form, error)
        else:
            update_session_auth_hash(request, own.account)
            return redirect("units:own")
    return render(
        request, "units/own_password.html", {"form": form, "given": own.account.password_given}, status=status
    )


@never_cache
@logged_in
def own_second_factor(request: HttpRequest) -> HttpResponse:
    """Set a second factor up: begin, scan, confirm by a code. Or end it, by a code."""
    return _second_factor_page(request, forms.CodeForm())


def _second_factor_page(request: HttpRequest, form: forms.CodeForm, status: int = 200) -> HttpResponse:
    account = standing(request).account
    waiting: Any = accounts.waiting_key(account)
    there = accounts.second_factor(account)
    key = b32encode(waiting.bin_key).decode().rstrip("=") if waiting and not there else ""
    context = {
        "form": form,
        "there": there,
        "waiting": bool(key),
        "key": " ".join(key[i : i + 4] for i in range(0, len(key), 4)),
    }
    return render(request, "units/own_second_factor.html", context, status=status)


@logged_in
@require_POST
def begin_second_factor(request: HttpRequest) -> HttpResponse:
    accounts.begin_second_factor(standing(request).account)
    return redirect("units:own-second-factor")


@never_cache
@logged_in
def second_factor_code(request: HttpRequest) -> HttpResponse:
    """The waiting key as a QR code: a picture of its own address, because pages may hold no inline style."""
    waiting: Any = accounts.waiting_key(standing(request).account)
    if waiting is None:
        raise Http404("no key waits")
    written = io.BytesIO()
    qrcode.make(waiting.config_url, image_factory=SvgPathFillImage, box_size=12, border=4).save(written)
    return HttpResponse(written.getvalue(), content_type="image/svg+xml")


def _by_code(request: HttpRequest, *, confirm: bool) -> HttpResponse:
    own, form, status = standing(request), forms.CodeForm(request.POST), 400
    if form.is_valid():
        code = form.cleaned_data["code"]
        try:
            if confirm:
                device = accounts.confirm_second_factor(own.actor, own.account, code)
                django_otp.login(request, cast(Any, device))
            else:
                accounts.end_second_factor(own.actor, own.account, code)
        except SongbangError as error:
            status = tell(request, form, error)
        else:
            return redirect("units:own-second-factor")
    return _second_factor_page(request, form, status)


@logged_in
@require_POST
def confirm_second_factor(request: HttpRequest) -> HttpResponse:
    return _by_code(request, confirm=True)


@logged_in
@require_POST
def end_second_factor(request: HttpRequest) -> HttpResponse:
    return _by_code(request, confirm=False)


@logged_in
@require_POST
def choose_look(request: HttpRequest) -> HttpResponse:
    own = standing(request)
    accounts.prefer(own.actor, own.account, large_type=request.POST.get("large_type") == "on")
    return redirect("units:own")
