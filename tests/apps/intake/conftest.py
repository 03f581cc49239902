"""A small district with people in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from songbang.apps.intake import tasks
from songbang.apps.intake.room import Room
from songbang.apps.journal.services import SYSTEM
from songbang.apps.units import services as units
from songbang.apps.units.models import Unit
from tests.apps.intake.making import DISTRICT, PASSWORD, UNITS, XINFENG


class LastingRoom(Room):
    """The reading process of all tests: starting one for each takes half a second."""

    def __exit__(self, *_: object) -> None:
        """It is closed when the tests end."""


@pytest.fixture(scope="session")
def lasting_room() -> Iterator[Room]:
    made = LastingRoom()
    yield made
    Room.__exit__(made, None, None, None)


@pytest.fixture(autouse=True)
def _one_room(lasting_room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "Room", lambda: lasting_room)


@pytest.fixture(autouse=True)
def _kept_apart(settings: Settings, tmp_path: Path) -> None:
    settings.KEPT_FILES = tmp_path / "files"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def district(db: None) -> Unit:
    units.import_units(SYSTEM, UNITS, DISTRICT)
    return Unit.objects.get(code=DISTRICT)


@pytest.fixture
def log_in(district: Unit) -> Callable[[str, str], Client]:
    """Role and unit code → a browser that is logged in."""

    def made(role: str, code: str) -> Client:
        account = units.make_account(SYSTEM, f"{role}-{code}", PASSWORD, [(role, Unit.objects.get(code=code))])
        account.__class__.objects.filter(pk=account.pk).update(**_own_password(account))
        client = Client()
        client.post("/log-in/", {"username": account.username, "password": PASSWORD})
        return client

    return made


def _own_password(account: Any) -> dict[str, bool]:
    return {"password_given": False} if hasattr(account, "password_given") else {}


@pytest.fixture
def town(log_in: Callable[[str, str], Client]) -> Client:
    return log_in("town", XINFENG)
