"""Log-in by an OpenID Connect provider. Imported only where one is configured (`SONGBANG_OIDC_ISSUER`)."""

from __future__ import annotations

from typing import Any

import jwt
import requests
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from mozilla_django_oidc.auth import OIDCAuthenticationBackend
from mozilla_django_oidc.views import OIDCAuthenticationCallbackView

from songbang.apps.units import services
from songbang.apps.units.models import Account
from songbang.ui import wall


class SingleSignOnBackend(OIDCAuthenticationBackend):  # type: ignore[misc]
    """Finds the account whose `sign_on` is the provider's subject; makes none."""

    def get_userinfo(self, access_token: str, id_token: str, payload: dict[str, Any]) -> dict[str, Any]:
        """The claims, once the token is known to be the provider's own, made for us, and about the same subject.

        The library checks signature, expiry and nonce only (OpenID Connect Core 3.1.3.7 and 5.3.2 ask for more).
        """
        audience = payload.get("aud")
        meant = audience if isinstance(audience, list) else [audience]
        if str(payload.get("iss", "")).rstrip("/") != settings.OIDC_ISSUER or self.OIDC_RP_CLIENT_ID not in meant:
            raise SuspiciousOperation("id token of another issuer or for another client")
        claims: dict[str, Any] = super().get_userinfo(access_token, id_token, payload)
        if claims.get("sub") != payload.get("sub"):
            raise SuspiciousOperation("userinfo of another subject")
        return claims

    def retrieve_matching_jwk(self, token: str) -> jwt.PyJWK:
        """The provider's key that signed the token. A provider with one key need not name it (Core 10.1)."""
        answer = requests.get(self.OIDC_OP_JWKS_ENDPOINT, timeout=settings.OIDC_TIMEOUT)
        answer.raise_for_status()
        named = jwt.get_unverified_header(token).get("kid")
        usable = [key for key in answer.json()["keys"] if key.get("kty") == "RSA" and key.get("use", "sig") == "sig"]
        found = usable if named is None else [key for key in usable if key.get("kid") == named]
        if len(found) != 1:
            raise SuspiciousOperation("no key, or several, for the id token")
        return jwt.PyJWK(found[0], algorithm=settings.OIDC_RP_SIGN_ALGO)

    def verify_claims(self, claims: dict[str, Any]) -> bool:
        return bool(claims.get("sub"))

    def describe_user_by_claims(self, claims: dict[str, Any]) -> str:
        return f"subject {claims.get('sub')!r}"

    def filter_users_by_claims(self, claims: dict[str, Any]) -> QuerySet[Account]:
        subject = claims.get("sub")
        return Account.objects.filter(sign_on=subject, is_active=True) if subject else Account.objects.none()

    def get_user(self, user_id: int) -> Account | None:
        return Account.objects.filter(pk=user_id, is_active=True).first()


class Callback(OIDCAuthenticationCallbackView):  # type: ignore[misc]
    """Where the provider sends people back to: log-in is journalled, a refusal is told on the log-in page."""

    @wall.unwalled
    def get(self, request: HttpRequest) -> HttpResponse:
        try:
            answer: HttpResponse = super().get(request)
        except requests.RequestException:
            return HttpResponseRedirect(f"{reverse('units:log-in')}?unreachable")
        except jwt.PyJWTError:  # expired, or made by a clock that is far from ours
            return HttpResponseRedirect(self.failure_url)
        return answer

    def login_success(self) -> HttpResponse:
        answer: HttpResponse = super().login_success()
        services.note_log_in(self.user, self.request.META.get("REMOTE_ADDR"))
        return answer

    @property
    def failure_url(self) -> str:
        return f"{reverse('units:log-in')}?refused"
