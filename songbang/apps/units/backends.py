"""Log-in by password. By an OpenID Connect provider: `single_sign_on`."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from songbang.apps.units.models import Account


class AccountBackend(BaseBackend):
    """Username and password. Takes equally long whether the account exists or not."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **_: Any
    ) -> Account | None:
        if username is None or password is None:
            return None
        account = Account.objects.filter(username=username).first()
        if account is None:
            Account().set_password(password)
            return None
        return account if account.check_password(password) and account.is_active else None

    def get_user(self, user_id: int) -> Account | None:
        return Account.objects.filter(pk=user_id, is_active=True).first()


def has_no_password(request: HttpRequest | None, credentials: dict[str, Any] | None) -> bool:
    """Whether nothing is tried that could be guessed: a single sign-on, proved by the provider.

    Failures are counted by username and address. A sign-on has no username, so that people whom we refuse would lock
    out all others who come from behind the same proxy.
    """
    return not (credentials or {}).get("username")
