"""The journal's head, signed: by Ed25519, or by SM2 through the system's OpenSSL; checked wherever it is kept."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from songbang.apps.journal import anchors
from songbang.apps.journal.services import SYSTEM, head, record
from songbang.apps.upkeep import doctor
from songbang.core.errors import BadInput, Unavailable
from songbang.ui import sm2
from tests.apps.journal.test_head import _verify

SM2 = pytest.mark.skipif(not sm2.available(), reason="the system's OpenSSL knows no SM2")


@pytest.fixture
def home(db: None, settings: Any, tmp_path: Path) -> Path:
    settings.HOME = tmp_path
    with transaction.atomic():
        record(SYSTEM, "test.act", "thing:1")
    return tmp_path


@pytest.mark.parametrize("ciphers", ["default", pytest.param("sm", marks=SM2)])
def test_a_signed_head_is_read_back_and_one_that_was_changed_is_refused(
    ciphers: str, home: Path, settings: Any
) -> None:
    settings.CIPHERS = ciphers
    signed = anchors.signed_head()
    key = home / anchors.KEYS[anchors.SUITES[ciphers]]
    assert key.stat().st_mode & 0o077 == 0
    assert "PRIVATE" not in signed
    settings.CIPHERS = "default"  # whatever is signed by now
    found = anchors.read_anchor(signed)
    assert found.head == head()
    assert len(found.key) == 16
    content = json.loads(signed)
    for name, other in (("journal", "7:" + "a" * 64), ("at", "2020-01-01T00:00:00+00:00"),
                        ("signature", base64.b64encode(b"0" * 64).decode()), ("suite", "ed25519" if ciphers == "sm" else "sm2-sm3")):  # fmt: skip # noqa: E501
        with pytest.raises(BadInput, match="anchor_forged"):
            anchors.read_anchor(json.dumps({**content, name: other}))


@pytest.mark.parametrize(
    "told", ["{}", '{"journal": 1, "key": "x", "signature": "x"}', "{", "12:ab", "[]", '{"key": 1}']
)
def test_what_is_no_head_is_refused(told: str, home: Path) -> None:
    with pytest.raises(BadInput, match=r"journal\.anchor"):
        anchors.read_anchor(told)


def test_the_command_signs_and_takes_the_file_back(home: Path) -> None:
    kept = home / "kept.json"
    kept.write_text(_verify("--head", "--signed").stdout, "utf-8")
    told = _verify("--anchor", str(kept))
    assert told.exit_code == 0
    assert anchors.read_anchor(kept.read_text("utf-8")).key in told.stdout
    kept.write_text(kept.read_text("utf-8").replace('"journal": "', '"journal": "9'), "utf-8")
    assert isinstance(_verify("--anchor", str(kept)).exception, BadInput)


PUBLIC = """-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoEcz1UBgi0DQgAECfnfMR5UIaFQ3X0WHkvFxnIXn60YM/wHa7CP81bz
UCDM6kkM4md1pS3G6nGMwapgCu0F+/NeCEpmMvYHLamtEw==
-----END PUBLIC KEY-----
"""
SIGNATURE = (
    "3046022100F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3"
    "022100B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA"
)
"""GB/T 32918.5, annex A.2: the curve recommended, the default identity, "message digest"."""


@SM2
def test_the_standards_own_example_is_verified() -> None:
    signature = bytes.fromhex(SIGNATURE)
    assert sm2.verifies(b"message digest", signature, PUBLIC.encode())
    assert not sm2.verifies(b"message digests", signature, PUBLIC.encode())
    assert not sm2.verifies(b"message digest", signature[:-1], PUBLIC.encode())


def test_without_openssl_it_is_said(home: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.CIPHERS = "sm"
    monkeypatch.setenv("PATH", str(home))
    assert not sm2.available()
    with pytest.raises(Unavailable, match=r"sm2\.unavailable"):
        anchors.signed_head()
    assert not (home / "anchor-sm2.key").exists()
    assert [one.code for one in doctor.tools() if one.code.startswith("sm2")] == ["sm2.unavailable"]
