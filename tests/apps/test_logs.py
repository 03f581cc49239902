"""What the site logs, by every way in which it fails, holds no password, no token and nothing that was searched for."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from songbang.apps.units.models import Unit
from songbang.ui.logs import JsonFormatter, SlowQueriesMiddleware
from tests.apps.units.places import account, logged_in, make_places
from tests.tables import lay_tables

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


@pytest.mark.django_db
def test_a_slow_question_is_logged_without_its_values(caplog: pytest.LogCaptureFixture, settings: Any) -> None:
    def ask(request: HttpRequest) -> HttpResponse:
        return HttpResponse(str(Unit.objects.filter(name="searched-for-name").count()))

    settings.SLOW_QUERY_MS = 10**6
    SlowQueriesMiddleware(ask)(RequestFactory().get("/"))
    assert not caplog.records
    settings.SLOW_QUERY_MS = 0  # every question counts as slow
    SlowQueriesMiddleware(ask)(RequestFactory().get("/?q=searched-for-name"))
    line = json.loads(JsonFormatter().format(caplog.records[-1]))
    assert (line["logger"], line["level"]) == ("songbang.slow", "warning")
    assert "SELECT COUNT(*)" in line["told"]
    assert "ms" in line
    assert "searched-for-name" not in caplog.text


FAILING = """
import django
django.setup()
from django.test import Client
client = Client(SERVER_NAME="127.0.0.1")
client.get("/no-such-page/?q=searched-for-name")
client.get("/week/a-feeds-secret.ics")
"""


@pytest.mark.own_sqlite
def test_with_the_setting_each_line_on_standard_error_is_json(tmp_path: Path) -> None:
    told = {"SONGBANG_LOG": "json", "SONGBANG_HOME": str(lay_tables(tmp_path)), "SONGBANG_SLOW_QUERY_MS": "500"}
    told |= {"DJANGO_SETTINGS_MODULE": "songbang.settings", "PYTHONWARNINGS": "ignore", "SONGBANG_DATABASE_URL": ""}
    ran = subprocess.run(
        [sys.executable, "-c", FAILING], env={**os.environ, **told}, capture_output=True, text=True, check=True
    )
    lines = [json.loads(line) for line in ran.stderr.splitlines()]
    assert [(line["told"], line["status_code"]) for line in lines] == [
        ("Not Found: /no-such-page/", 404), ("Not Found: insight:feed", 404),
    ]  # fmt: skip
