"""Two districts, an account a role, and tokens of theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.test import Client

from songbang.ui.passwords import Argon2Hasher
from tests.apps.api.asking import Program, token_of
from tests.apps.units.places import account, make_places

Programs = Callable[..., Program]


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Argon2Hasher, "memory_cost", 64)


@pytest.fixture
def places(db: Any) -> None:
    make_places()


@pytest.fixture
def program(places: None) -> Programs:
    """Role → a program with a token of such an account, of all scopes or those named."""

    def made(role: str, scopes: Iterable[str] | None = None, code: str | None = None) -> Program:
        held = account(role, code, f"{role}-{code or 'here'}").holdings.get()
        return Program(Client(), token_of(held, scopes))

    return made
