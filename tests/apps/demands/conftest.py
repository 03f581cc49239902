"""A district with a department that asks, posts that decide, a town and villages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from songbang.apps.units.models import Unit
from songbang.ui.passwords import Argon2Hasher
from tests.apps.demands.asking import make_district
from tests.apps.units.places import account, logged_in


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real hasher, with less memory."""
    monkeypatch.setattr(Argon2Hasher, "memory_cost", 64)


@pytest.fixture
def department(db: None) -> Unit:
    """农业农村局 of 南湖区; the other units are those of `tests.apps.units.places`."""
    return make_district()


@pytest.fixture
def log_in(department: Unit) -> Callable[..., Client]:
    """Role, and the code of a unit where it is not the role's usual seat → a browser that is logged in."""

    def made(role: str, code: str | None = None, username: str | None = None) -> Client:
        seat = code or (department.code if role == "department" else None)
        return logged_in(account(role, seat, username or f"{role}-{code or 'seat'}").username)

    return made
