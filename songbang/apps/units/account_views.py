"""Accounts, for administrators: the list, a new one, its roles, password, second factor, lock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from songbang.apps.units import accounts, forms, queries, services
from songbang.apps.units.access import page, standing
from songbang.apps.units.holding import Standing
from songbang.apps.units.models import Account
from songbang.apps.units.telling import attempt, tell
from songbang.core.errors import Conflict
from songbang.ui.middleware import language_of


@page("accounts", "view")
def list_accounts(request: HttpRequest) -> HttpResponse:
    """Who can log in, with which roles; `?q=` looks for a part of name or unit."""
    asked = request.GET.get("q", "").strip()[:100]
    context = {"rows": queries.accounts_of(standing(request), asked), "asked": asked}
    return render(request, "units/accounts.html", context)


@page("accounts", "edit")
def make_account(request: HttpRequest) -> HttpResponse:
    """An account with its first role. Without a password it can log in by single sign-on only."""
    own = standing(request)
    asked: dict[str, Any] = {"units": queries.units_of(own), "language": language_of(request)}
    form = forms.NewAccountForm(request.POST or None, **asked)

    def make(told: dict[str, Any]) -> Account:
        return services.make_account(
            own.actor, told["username"], _first_password(told), [(told["role"], told["unit"])],
            label=told["label"], sign_on=told["sign_on"], given=True,
        )  # fmt: skip

    outcome = attempt(request, form, make)
    if outcome.done:
        return redirect("units:account", outcome.made.pk)
    return render(request, "units/new_account.html", {"form": form}, status=outcome.status)


def _first_password(told: dict[str, Any]) -> str | None:
    if told["password"]:
        accounts.check_password(Account(username=told["username"], label=told["label"]), told["password"])
    return told["password"] or None


@never_cache
@page("accounts", "view")
def see_account(request: HttpRequest, pk: int) -> HttpResponse:
    """One account: roles, state, and what can be done."""
    return _account_page(request, queries.account(standing(request), pk))


def _account_page(
    request: HttpRequest, listed: queries.Listed, *, told: dict[str, forms.WordedForm] | None = None,
    both: Sequence[tuple[str, str, str]] = (), status: int = 200,
) -> HttpResponse:  # fmt: skip
    """`both`: (field, as it stands now, as the second editor would have it)."""
    own, language = standing(request), language_of(request)
    account = listed.account
    context = {
        "listed": listed, "account": account, "may_edit": own.may("accounts", "edit"),
        "holding_form": forms.HoldingForm(language=language, units=queries.units_of(own)),
        "password_form": forms.GivePasswordForm(language=language),
        "describe_form": forms.DescribeForm(
            initial={"label": account.label, "sign_on": account.sign_on, "seen": accounts.state_of(account)},
            language=language,
        ),
        "both": both, **(told or {}),
    }  # fmt: skip
    return render(request, "units/account.html", context, status=status)


def _form_act(
    request: HttpRequest, pk: int, name: str, form: forms.WordedForm, done: Callable[[Account, dict[str, Any]], object]
) -> HttpResponse:
    """Do what a form of the account's page asks, or show the page with the form and what is wrong."""
    listed = queries.account(standing(request), pk)
    outcome = attempt(request, form, lambda told: done(listed.account, told))
    if outcome.done:
        return redirect("units:account", pk)
    return _account_page(request, listed, told={name: form}, status=outcome.status)


@page("accounts", "edit")
@require_POST
def give_holding(request: HttpRequest, pk: int) -> HttpResponse:
    own = standing(request)
    form = forms.HoldingForm(request.POST, language=language_of(request), units=queries.units_of(own))
    return _form_act(
        request, pk, "holding_form", form,
        lambda account, told: accounts.give_holding(own.actor, account, told["role"], told["unit"]),
    )  # fmt: skip


@page("accounts", "edit")
@require_POST
def describe(request: HttpRequest, pk: int) -> HttpResponse:
    """How the account is called and known to the provider. The second of two editors is told, and shown both."""
    own, language = standing(request), language_of(request)
    form = forms.DescribeForm(request.POST, language=language)
    listed = queries.account(own, pk)
    account, told = listed.account, form.cleaned_data if form.is_valid() else {}
    if not told or told["seen"] == accounts.state_of(account):
        return _form_act(
            request, pk, "describe_form", form,
            lambda account, told: accounts.describe(
                own.actor, account, told["label"], told["sign_on"], seen=told["seen"]
            ),
        )  # fmt: skip
    again = forms.DescribeForm({**told, "seen": accounts.state_of(account)}, language=language)
    again.is_valid()
    status = tell(request, again, Conflict("account.changed", username=account.username))
    both = [
        (name, getattr(account, name), told[name])
        for name in ("label", "sign_on")
        if getattr(account, name) != told[name]
    ]
    return _account_page(request, listed, told={"describe_form": again}, both=both, status=status)


@page("accounts", "edit")
@require_POST
def give_password(request: HttpRequest, pk: int) -> HttpResponse:
    own = standing(request)
    form = forms.GivePasswordForm(request.POST, language=language_of(request))
    return _form_act(
        request, pk, "password_form", form,
        lambda account, told: accounts.give_password(own.actor, account, told["password"]),
    )  # fmt: skip


def _act(request: HttpRequest, pk: int, done: Callable[[Standing, Account], object]) -> HttpResponse:
    own = standing(request)
    done(own, queries.account(own, pk).account)
    return redirect("units:account", pk)


@page("accounts", "edit")
@require_POST
def take_holding(request: HttpRequest, pk: int, holding: int) -> HttpResponse:
    return _act(request, pk, lambda own, account: accounts.take_holding(own.actor, account, holding))


@page("accounts", "edit")
@require_POST
def set_active(request: HttpRequest, pk: int) -> HttpResponse:
    active = request.POST.get("active") == "1"
    return _act(request, pk, lambda own, account: accounts.set_active(own.actor, account, active=active))


@page("accounts", "edit")
@require_POST
def unlock(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, lambda own, account: accounts.unlock(own.actor, account))


@page("accounts", "edit")
@require_POST
def remove_second_factor(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, lambda own, account: accounts.remove_second_factor(own.actor, account))
