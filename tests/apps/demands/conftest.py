"""A district with a department that asks, posts that decide, a town and villages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.test import Client

from songbang.apps.units.models import Unit
from tests.apps.demands.asking import make_district
from tests.apps.units.places import account, logged_in


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real hasher, with fewer rounds."""
    monkeypatch.setattr(PBKDF2PasswordHasher, "iterations", 1000)


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
