"""Log-in by password, and by an OpenID Connect provider where one is configured."""

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


try:
    from mozilla_django_oidc.auth import OIDCAuthenticationBackend
except ImportError:  # pragma: no cover - the package comes with the install
    OIDCAuthenticationBackend = BaseBackend


class SingleSignOnBackend(OIDCAuthenticationBackend):  # type: ignore[misc]
    """Finds the account whose `sign_on` is the provider's subject; makes none."""

    def filter_users_by_claims(self, claims: dict[str, Any]) -> Any:
        subject = claims.get("sub")
        return Account.objects.filter(sign_on=subject, is_active=True) if subject else Account.objects.none()
