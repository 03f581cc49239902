"""schemathesis asks every operation of the described API, in and out of its form, and holds it to what it says."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from hypothesis import HealthCheck, Phase, settings
from schemathesis.config import SchemathesisConfig

from songbang import api
from songbang.apps.insight import services
from songbang.apps.units.models import Holding
from songbang.wsgi import application
from tests.apps.api.asking import token_of
from tests.apps.api.filling import fill_district
from tests.apps.units.places import make_places

CHECKS = {
    # 400: what follows the form and yet cannot be answered, such as a period that ends before it begins.
    "positive_data_acceptance": {"expected-statuses": ["2xx", "400", "401", "403", "404", "409"]},
}


# Every value of a form is text: what is no text in the description comes as text that may well be meant.
FORMS = [
    {"include-operation-id": "bring_registers", "checks": {**CHECKS, "negative_data_rejection": {"enabled": False}}}
]
SAID = "x" * 43
"""What the token says by chance, here known beforehand."""
schema = schemathesis.openapi.from_dict(
    api.schema(), config=SchemathesisConfig.from_dict(
        {"checks": CHECKS, "operations": FORMS, "seed": 1}
    )
)  # fmt: skip
schema.app = application


@schema.auth()
class WithToken:
    """Every request that schemathesis does not mean to be refused bears the token."""

    def get(self, case: schemathesis.Case, context: Any) -> str:
        return f"Bearer sbt_{SAID}"

    def set(self, case: schemathesis.Case, token: str, context: Any) -> None:
        case.headers["Authorization"] = token


@pytest.fixture
def office(db: Any, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> None:
    """A district with a supervisor's token."""
    for signal in (request_started, request_finished):  # as Django's own client does: the connection is the test's
        monkeypatch.setattr(signal, "receivers", [])
    settings.KEPT_FILES = tmp_path
    settings.ALLOWED_HOSTS = ["*"]
    make_places()
    monkeypatch.setattr("tests.apps.api.filling.token_of", lambda _: "")
    fill_district("330402")
    monkeypatch.setattr(services, "AT_ONCE", 0)  # documents are compared by a job, which here none runs
    monkeypatch.setattr("secrets.token_urlsafe", lambda _: SAID)
    token_of(Holding.objects.get())


@pytest.mark.either_engine
@schema.parametrize()
@settings(
    max_examples=3, derandomize=True, deadline=None, database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=(HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much),
)  # fmt: skip
def test_the_api_does_what_its_description_says(case: schemathesis.Case, office: None) -> None:
    case.call_and_validate()
