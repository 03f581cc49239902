"""What the site logs, by every way in which it fails, holds no password, no token and nothing that was searched for."""

from __future__ import annotations

import logging

import pytest
from django.test import Client

from tests.apps.units.places import account, logged_in, make_places

SECRETS = ("a-wrong-pass-phrase", "sb_a-token-of-nobody", "searched-for-name", "in-a-form-field", "in-an-upload")


@pytest.mark.django_db
def test_no_secret_and_no_search_stands_in_the_log(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.INFO)
    make_places()
    account("supervisor")
    client = Client(enforce_csrf_checks=True)
    client.raise_request_exception = False
    client.post("/log-in/", {"username": "supervisor", "password": "a-wrong-pass-phrase"})  # refused: no CSRF token
    for _ in range(6):  # refused until locked
        Client().post("/log-in/", {"username": "supervisor", "password": "a-wrong-pass-phrase"})
    client.get("/api/units", headers={"authorization": "Bearer sb_a-token-of-nobody"})
    client.get("/no-such-page/?q=searched-for-name")
    client.get("/health/ready?q=searched-for-name")
    account("auditor")
    inside = logged_in("auditor")
    inside.raise_request_exception = False

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("songbang.apps.insight.journal_views.render", broken)
    assert inside.get("/journal/?actor=searched-for-name").status_code == 500
    inside.post("/imports/upload/", {"note": "in-a-form-field", "files": "in-an-upload"})
    told = "\n".join([*(record.getMessage() for record in caplog.records), caplog.text])
    assert "broken" in told  # the trouble itself is told
    assert [secret for secret in SECRETS if secret in told] == []
