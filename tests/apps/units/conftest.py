"""Places and an administrator for the tests of units."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.apps.units.places import account, logged_in, make_places


@pytest.fixture
def places(db: None) -> None:
    make_places()


@pytest.fixture
def administrator(places: None) -> Client:
    account("administrator")
    return logged_in("administrator")
