"""A program that asks the API with its token."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.test import Client

from songbang.apps.journal.services import SYSTEM
from songbang.apps.units import tokens
from songbang.apps.units.models import Holding
from songbang.apps.units.permissions import TABLE, scope_of

ALL = sorted({scope_of(*right) for right in TABLE})


def token_of(held: Holding, scopes: Iterable[str] | None = None, days: int = 30) -> str:
    """What a token of the holding says."""
    allowed = tokens.allow(SYSTEM, held.account, held, "a program", ALL if scopes is None else scopes, days)
    return tokens.collect(SYSTEM, held.account, allowed.pk)


@dataclass(frozen=True)
class Program:
    client: Client
    token: str

    def get(self, path: str, **headers: str) -> Any:
        return self.client.get(f"/api{path}", headers={"Authorization": f"Bearer {self.token}", **headers})

    def send(self, path: str, body: Any = None, method: str = "post", **headers: str) -> Any:
        told = {"Authorization": f"Bearer {self.token}", **headers}
        return getattr(self.client, method)(f"/api{path}", body, content_type="application/json", headers=told)
