"""Places and an administrator for the tests of units."""

from __future__ import annotations

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.test import Client

from tests.apps.units.places import account, logged_in, make_places


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real hasher, with fewer rounds."""
    monkeypatch.setattr(PBKDF2PasswordHasher, "iterations", 1000)


@pytest.fixture
def places(db: None) -> None:
    make_places()


@pytest.fixture
def administrator(places: None) -> Client:
    account("administrator")
    return logged_in("administrator")
