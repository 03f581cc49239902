"""Writes of accounts: by an administrator, and by their owners; each with its journal entry."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any, cast

import axes.utils
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django_otp.plugins.otp_totp.models import TOTPDevice

from songbang.apps.journal.services import Actor, record
from songbang.apps.units.models import Account, Holding, Unit
from songbang.apps.units.services import check_roles_apart, check_sign_on_free
from songbang.core.errors import BadInput, Conflict, NotFound
from songbang.ui import clock, wall


def check_password(account: Account, password: str) -> None:
    """Raises `BadInput` ("account.weak_password") with Django's reasons in the language of the request."""
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise BadInput("account.weak_password", reasons=list(error.messages)) from error


def _check_wholly_own(actor: Actor, account: Account) -> None:
    """An account that also acts elsewhere is not one district's to change: its password would open the other."""
    with wall.everywhere():
        elsewhere = account.holdings.exclude(unit__territory=actor.territory).exists()
    if elsewhere:
        raise Conflict("account.elsewhere", username=account.username)


def _check_administrator_left(account: Account, territory: str, *, without: int | None = None) -> None:
    """A district keeps an administrator who can log in."""
    left = Holding.objects.filter(role="administrator", unit__territory=territory, account__is_active=True)
    left = left.exclude(pk=without) if without else left.exclude(account=account)
    if account.holdings.filter(role="administrator", unit__territory=territory).exists() and not left.exists():
        raise Conflict("account.last_administrator", username=account.username)


@transaction.atomic
def describe(actor: Actor, account: Account, label: str, sign_on: str, *, seen: str) -> None:
    """How the account is called, and its subject at the provider. `seen` is the `state_of` the account that was shown.

    Raises `Conflict` ("account.changed" where somebody has changed it since, "account.sign_on_taken").
    """
    account = Account.objects.select_for_update().get(pk=account.pk)
    if seen != state_of(account):
        raise Conflict("account.changed", username=account.username)
    _check_wholly_own(actor, account)
    check_sign_on_free(sign_on, account)
    before = {"label": account.label, "sign_on": account.sign_on}
    account.label, account.sign_on = label, sign_on
    account.save(update_fields=["label", "sign_on"])
    after = {"label": label, "sign_on": sign_on}
    record(actor, "account.described", _subject(account), before=before, after=after)


def state_of(account: Account) -> str:
    """A word for what `describe` changes, as it stands now."""
    return hashlib.sha256(repr((account.label, account.sign_on)).encode()).hexdigest()[:16]


def _subject(account: Account) -> str:
    return f"account:{account.pk}"


@transaction.atomic
def give_holding(actor: Actor, account: Account, role: str, unit: Unit) -> Holding:
    """A further role. Raises `Conflict` ("account.roles_apart", "account.holds_that")."""
    with wall.everywhere():  # roles are kept apart over all districts
        held = list(Holding.objects.select_for_update().filter(account=account))
    if any((holding.role, holding.unit_id) == (role, unit.pk) for holding in held):
        raise Conflict("account.holds_that", username=account.username)
    check_roles_apart({role, *(holding.role for holding in held)})
    made = Holding.objects.create(account=account, role=role, unit=unit)
    record(actor, "account.holding-given", _subject(account), after={"holding": f"{role}@{unit.code}"})
    return made


@transaction.atomic
def take_holding(actor: Actor, account: Account, pk: int) -> None:
    """Take a role away. Raises `NotFound`, `Conflict` ("account.last_holding", "account.last_administrator")."""
    holding = account.holdings.select_related("unit").filter(pk=pk, unit__territory=actor.territory).first()
    if holding is None:
        raise NotFound("account.unknown", id=pk)
    with wall.everywhere():
        only = account.holdings.count() == 1
    if only:
        raise Conflict("account.last_holding", username=account.username)
    if holding.role == "administrator":
        _check_administrator_left(account, actor.territory, without=holding.pk)
    holding.delete()
    before = {"holding": f"{holding.role}@{holding.unit.code}"}
    record(actor, "account.holding-taken", _subject(account), before=before)


@transaction.atomic
def give_password(actor: Actor, account: Account, password: str) -> None:
    """A password by the administrator: its sessions end, and its owner chooses another at the next log-in."""
    _check_wholly_own(actor, account)
    check_password(account, password)
    account.set_password(password)
    account.password_given = True
    account.save(update_fields=["password", "password_given"])
    record(actor, "account.password-given", _subject(account))


@transaction.atomic
def set_active(actor: Actor, account: Account, *, active: bool) -> None:
    """Let an account log in or not; its sessions end at once. Raises `Conflict`."""
    _check_wholly_own(actor, account)
    if not active:
        _check_administrator_left(account, actor.territory)
    account.is_active = active
    account.save(update_fields=["is_active"])
    record(actor, "account.activated" if active else "account.deactivated", _subject(account))


@transaction.atomic
def unlock(actor: Actor, account: Account) -> None:
    """Forget the failed log-ins of an account that locked itself out."""
    axes.utils.reset(username=account.username)
    record(actor, "account.unlocked", _subject(account))


def failures(usernames: list[str]) -> dict[str, int]:
    """Username → failed log-ins that still count. One query."""
    since = clock.now() - timedelta(hours=settings.AXES_COOLOFF_TIME)
    counted: dict[str, int] = {}
    tried = AccessAttempt.objects.filter(username__in=usernames, attempt_time__gte=since)
    for name, number in tried.values_list("username", "failures_since_start"):
        counted[name] = max(counted.get(name, 0), number)
    return counted


@transaction.atomic
def remove_second_factor(actor: Actor, account: Account) -> None:
    """By the administrator, for somebody who lost the telephone."""
    _check_wholly_own(actor, account)
    TOTPDevice.objects.filter(user=account).delete()
    record(actor, "account.second-factor-removed", _subject(account))


# -- by the account's owner ---------------------------------------------------------------------------------------


@transaction.atomic
def choose_password(actor: Actor, account: Account, current: str, password: str) -> None:
    """Raises `BadInput` ("account.wrong_password", "account.same_password", "account.weak_password")."""
    if not account.check_password(current):
        raise BadInput("account.wrong_password")
    if current == password:
        raise BadInput("account.same_password")
    check_password(account, password)
    account.set_password(password)
    account.password_given = False
    account.save(update_fields=["password", "password_given"])
    record(actor, "account.password-chosen", _subject(account))


@transaction.atomic
def begin_second_factor(account: Account) -> TOTPDevice:
    """A key that waits for its first code; one that waits already stays, so that a reload shows the same."""
    if second_factor(account):
        raise Conflict("account.second_factor_there")
    return waiting_key(account) or TOTPDevice.objects.create(user=account, name="totp", confirmed=False)


def waiting_key(account: Account) -> TOTPDevice | None:
    return cast("TOTPDevice | None", TOTPDevice.objects.filter(user=account, confirmed=False).first())


def second_factor(account: Account) -> TOTPDevice | None:
    return cast("TOTPDevice | None", TOTPDevice.objects.filter(user=account, confirmed=True).first())


def confirm_second_factor(actor: Actor, account: Account, code: str) -> TOTPDevice:
    """The first code proves that the telephone has the key. Raises `BadInput` ("account.wrong_code"), `Conflict`."""
    device: Any = waiting_key(account)
    if device is None:
        raise Conflict("account.no_key_waits")
    # Outside the transaction: a wrong code must be counted, so that codes cannot be tried through.
    if not device.verify_token(code):
        raise BadInput("account.wrong_code")
    with transaction.atomic():
        device.confirmed = True
        device.save(update_fields=["confirmed"])
        record(actor, "account.second-factor-set", _subject(account))
    return cast(TOTPDevice, device)


def end_second_factor(actor: Actor, account: Account, code: str) -> None:
    """By its owner, with a code. Raises `BadInput` ("account.wrong_code"), `Conflict`."""
    device: Any = second_factor(account)
    if device is None:
        raise Conflict("account.no_second_factor")
    if not device.verify_token(code):
        raise BadInput("account.wrong_code")
    with transaction.atomic():
        device.delete()
        record(actor, "account.second-factor-ended", _subject(account))


@transaction.atomic
def prefer(actor: Actor, account: Account, *, large_type: bool) -> None:
    """How pages look to the account."""
    before = {"large_type": account.large_type}
    account.large_type = large_type
    account.save(update_fields=["large_type"])
    record(actor, "account.preferences", _subject(account), before=before, after={"large_type": large_type})
