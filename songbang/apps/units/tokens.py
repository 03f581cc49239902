"""Tokens of the API: allowed by an administrator, collected once by their owner, ended by either."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from songbang.apps.journal.services import Actor, record
from songbang.apps.units.holding import Standing
from songbang.apps.units.models import Account, ApiToken, Holding
from songbang.core.errors import Conflict, NotFound, NotSignedIn
from songbang.ui import clock

DAYS = (30, 90, 180, 365)
"""How long a token may be valid."""
BEGINS = "sbt_"
_SHOWN = len(BEGINS) + 6
_USE_NOTED = timedelta(minutes=5)
"""A use is written down at most so often: reading must not mean writing."""


@dataclass(frozen=True, slots=True)
class Granted:
    """A token that came with a request: who acts by it, and what it may."""

    token: ApiToken
    standing: Standing

    @property
    def scopes(self) -> frozenset[str]:
        return frozenset(self.token.scopes)


def granted(told: str, address: str | None) -> Granted:
    """Who a token stands for. Raises `NotSignedIn` ("token.unknown"), the same for unknown, ended and expired. One
    query, and one more where its last use was long ago."""
    now = clock.now()
    token = (
        ApiToken.objects.select_related("holding__account", "holding__unit")
        .filter(digest=_digest(told), ended_at=None, expires_at__gt=now, holding__account__is_active=True)
        .first()
    )
    if token is None:
        raise NotSignedIn("token.unknown")
    if token.last_used_at is None or now - token.last_used_at > _USE_NOTED:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
    held = token.holding
    return Granted(token, Standing(held.account, held.role, held.unit, address, held.pk, token.prefix))


def _digest(told: str) -> str:
    # What a token says is drawn by chance, 256 bits of it: a slow hash would protect nothing more.
    return hashlib.sha256(told.encode()).hexdigest()


@transaction.atomic
def allow(actor: Actor, by: Account, holding: Holding, name: str, scopes: Iterable[str], days: int) -> ApiToken:
    """A token that waits to be collected by the holding's account."""
    now = clock.now()
    token = ApiToken.objects.create(
        holding=holding, name=name, scopes=sorted(scopes), made_at=now, made_by=by,
        expires_at=now + timedelta(days=days),
    )  # fmt: skip
    about = {
        "name": name, "scopes": token.scopes, "days": days, "holding": f"{holding.role}@{holding.unit.code}",
        "account": holding.account.username,
    }  # fmt: skip
    record(actor, "token.allowed", _subject(token), after=about)
    return token


@transaction.atomic
def collect(actor: Actor, account: Account, pk: int) -> str:
    """What the token says: told this once, to its owner alone, so that who gives rights gets none by it.

    Raises `NotFound`; `Conflict` ("token.collected") where it was collected, has ended or expired.
    """
    token = ApiToken.objects.select_for_update(of=("self",)).filter(pk=pk, holding__account=account).first()
    if token is None:
        raise NotFound("token.not_there", id=pk)
    if token.digest or token.ended_at or token.expires_at <= clock.now():
        raise Conflict("token.collected", name=token.name)
    told = BEGINS + secrets.token_urlsafe(32)
    token.digest, token.prefix = _digest(told), told[:_SHOWN]
    token.save(update_fields=["digest", "prefix"])
    record(actor, "token.collected", _subject(token), after={"prefix": token.prefix})
    return told


@transaction.atomic
def end(actor: Actor, tokens: QuerySet[ApiToken], pk: int) -> None:
    """End one of `tokens`; what has ended stays so. Raises `NotFound`."""
    token = tokens.filter(pk=pk).first()
    if token is None:
        raise NotFound("token.not_there", id=pk)
    if ApiToken.objects.filter(pk=pk, ended_at=None).update(ended_at=clock.now()):
        record(actor, "token.ended", _subject(token), before={"prefix": token.prefix, "name": token.name})


def _subject(token: ApiToken) -> str:
    return f"token:{token.pk}"


def tokens_of(account: Account, territory: str | None = None) -> QuerySet[ApiToken]:
    """The tokens of an account, those of one territory where it is given, the newest first."""
    here = Q() if territory is None else Q(holding__unit__territory=territory)
    return ApiToken.objects.filter(here, holding__account=account).select_related("holding__unit").order_by("-pk")
