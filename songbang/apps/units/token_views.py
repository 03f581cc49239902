"""Tokens of the API: an administrator allows and ends them on an account's page, their owner collects them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from songbang.apps.units import queries, tokens
from songbang.apps.units.access import logged_in, page, standing
from songbang.apps.units.forms import TokenForm
from songbang.apps.units.operations import OPERATIONS
from songbang.apps.units.permissions import allows, scope_of
from songbang.core.words import labels
from songbang.ui import clock
from songbang.ui.middleware import language_of


@never_cache
@page("tokens", "edit")
def account_tokens(request: HttpRequest, pk: int) -> HttpResponse:
    """The tokens of an account, and one more: for which of its roles, what it may, how long."""
    own, language = standing(request), language_of(request)
    listed = queries.account(own, pk)
    words = labels(language)["roles"]
    held = {holding.pk: (holding.role, f"{holding.unit} · {words[holding.role]}") for holding in listed.holdings}
    form = TokenForm(
        request.POST or None, language=language, holdings=held, days=tokens.DAYS,
        scopes={role: _scopes(role) for role, _ in held.values()},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        holding = next(holding for holding in listed.holdings if holding.pk == told["holding"])
        tokens.allow(own.actor, own.account, holding, told["name"], told["scopes"], told["days"])
        return redirect("units:account-tokens", pk)
    context = {
        "account": listed.account, "form": form, "now": clock.now(),
        "tokens": tokens.tokens_of(listed.account, own.territory),
    }  # fmt: skip
    return render(request, "units/account_tokens.html", context, status=400 if form.errors else 200)


def _scopes(role: str) -> set[str]:
    """The scopes that operations of the API ask for and the role's rights allow."""
    return {scope_of(*right) for right in OPERATIONS.values() if allows(role, *right)}


@page("tokens", "edit")
@require_POST
def end_account_token(request: HttpRequest, pk: int, key: int) -> HttpResponse:
    own = standing(request)
    account = queries.account(own, pk).account
    tokens.end(own.actor, tokens.tokens_of(account, own.territory), key)
    return redirect("units:account-tokens", pk)


@never_cache
@logged_in
def own_tokens(request: HttpRequest) -> HttpResponse:
    """The own tokens: those that wait, those that work, those that are over."""
    return _own_page(request)


def _own_page(request: HttpRequest, collected: str = "") -> HttpResponse:
    found = tokens.tokens_of(standing(request).account)
    context = {"tokens": found, "collected": collected, "now": clock.now()}
    return render(request, "units/own_tokens.html", context)


@never_cache
@logged_in
@require_POST
def collect_token(request: HttpRequest, key: int) -> HttpResponse:
    """Show what the token says, this once."""
    own = standing(request)
    return _own_page(request, tokens.collect(own.actor, own.account, key))


@logged_in
@require_POST
def end_own_token(request: HttpRequest, key: int) -> HttpResponse:
    own = standing(request)
    tokens.end(own.actor, tokens.tokens_of(own.account), key)
    return redirect("units:own-tokens")
