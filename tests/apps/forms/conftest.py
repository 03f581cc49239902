"""The district with an account for each role, and forms on their way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from songbang.apps.forms.models import Paper, Round, Template
from songbang.apps.intake.jobs import work_off
from songbang.apps.journal.services import SYSTEM
from songbang.apps.units import services as units
from songbang.apps.units.models import Account, Unit
from tests.apps.forms import making

Enter = Callable[[str, str], Client]


@pytest.fixture(autouse=True)
def _kept_apart(settings: Settings, tmp_path: Path) -> None:
    settings.KEPT_FILES = tmp_path / "files"
    settings.HOME = tmp_path
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def enter(db: None) -> Enter:
    """Role and unit code → a browser that is logged in."""
    making.make_units()

    def made(role: str, code: str) -> Client:
        account = Account.objects.filter(username=f"{role}-{code}").first() or units.make_account(
            SYSTEM, f"{role}-{code}", making.PASSWORD, [(role, Unit.objects.get(code=code))]
        )
        client = Client()
        client.force_login(account, backend="songbang.apps.units.backends.AccountBackend")
        return client

    return made


@pytest.fixture
def studied(enter: Enter) -> Template:
    """Facts are there, and the department's form was uploaded and studied."""
    enter("supervisor", making.DISTRICT).post("/forms/facts/give/", {"file": making.facts_file()})
    client = enter("department", making.DEPARTMENT)
    client.post("/forms/upload/", {"file": making.template(), "level": "village"})
    work_off(once=True)
    return Template.objects.get()


@pytest.fixture
def sent(enter: Enter, studied: Template) -> Round:
    """It was sent to all villages."""
    client = enter("department", making.DEPARTMENT)
    client.post(f"/forms/{studied.pk}/send/", {"version": studied.version, "due_on": "2030-01-01"})
    work_off(once=True)
    return Round.objects.get()


@pytest.fixture
def paper(sent: Round) -> Paper:
    """The form at 净湘村."""
    return Paper.objects.get(round=sent, unit__code=making.VILLAGES[0])
