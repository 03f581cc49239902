"""Single sign-on against a real OpenID Connect provider on 127.0.0.1."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import oidc_provider_mock
import pytest

from tests.tables import lay_tables

pytestmark = pytest.mark.own_sqlite
OFFICE = Path(__file__).with_name("sso_office.py")
ROOT = OFFICE.parents[3]


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    with oidc_provider_mock.run_server_in_thread() as server:
        issuer = f"http://localhost:{server.server_port}"
        settings = {
            "DJANGO_SETTINGS_MODULE": "songbang.settings", "PYTHONPATH": str(ROOT),
            "SONGBANG_HOME": str(lay_tables(tmp_path_factory.mktemp("office"))), "SONGBANG_OIDC_ISSUER": issuer,
            "SONGBANG_OIDC_CLIENT_ID": "songbang", "SONGBANG_OIDC_CLIENT_SECRET": "secret",
            "SONGBANG_OIDC_AUTHORIZATION": f"{issuer}/oauth2/authorize",
            "SONGBANG_OIDC_TOKEN": f"{issuer}/oauth2/token",
        }  # fmt: skip
        command = [sys.executable, str(OFFICE)]
        done = subprocess.run(
            command, env={**os.environ, "SONGBANG_DATABASE_URL": "", **settings}, capture_output=True, text=True
        )
    assert done.returncode == 0, done.stderr[-3000:]
    told: dict[str, Any] = json.loads(done.stdout)
    told["errors"] = done.stderr
    return told


def test_a_known_subject_is_logged_in_and_comes_where_it_wanted(walked: dict[str, Any]) -> None:
    known = walked["known"]
    assert (known["status"], known["location"], known["units"]) == (302, "/units/", 200)
    assert walked["journal"] == ["town"]


def test_an_unknown_subject_is_refused_with_words_and_no_account_is_made(walked: dict[str, Any]) -> None:
    unknown = walked["unknown"]
    assert (unknown["location"], unknown["units"]) == ("/log-in/?refused", 302)


def test_refusals_of_others_do_not_lock_a_known_subject_out(walked: dict[str, Any]) -> None:
    # Six refusals came before, from the same address, as behind a proxy.
    assert walked["known"]["status"] == 302


def test_a_deactivated_account_is_refused(walked: dict[str, Any]) -> None:
    deactivated = walked["deactivated"]
    assert (deactivated["location"], deactivated["units"]) == ("/log-in/?refused", 302)


def test_an_answer_that_we_did_not_ask_for_is_refused(walked: dict[str, Any]) -> None:
    forged = walked["forged"]
    assert (forged["status"], forged["units"]) == (400, 302)


def test_the_request_carries_state_nonce_and_pkce(walked: dict[str, Any]) -> None:
    assert all(part in walked["known"]["asked"] for part in ("state=", "nonce=", "code_challenge_method=S256"))


def test_a_provider_that_cannot_be_reached_is_told(walked: dict[str, Any]) -> None:
    assert walked["unreachable"]["location"] == "/log-in/?unreachable"


def test_a_token_of_another_issuer_is_refused(walked: dict[str, Any]) -> None:
    other = walked["other_issuer"]
    assert (other["location"], other["units"], walked["journal_before"]) == ("/log-in/?refused", 302, [])
    assert "id token of another issuer" in walked["errors"]
