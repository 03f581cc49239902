"""Passwords are kept by Argon2id at the costs that OWASP asks for; older ones are read and replaced at log-in."""

from __future__ import annotations

import pytest
from django.contrib.auth.hashers import check_password, identify_hasher, make_password

from songbang.ui.passwords import Argon2Hasher

REFERENCE = "argon2$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
"""Of the reference implementation's own tests (phc-winner-argon2, src/test.c): "password" with "somesalt"."""


@pytest.fixture(autouse=True)
def real_costs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other tests take less."""
    monkeypatch.setattr(Argon2Hasher, "memory_cost", 19 * 1024)


def test_the_reference_implementations_own_example_is_read() -> None:
    assert check_password("password", REFERENCE)
    assert not check_password("passwore", REFERENCE)


def test_a_new_password_costs_what_owasp_asks_for_at_least() -> None:
    kept = make_password("a phrase of some words")
    assert kept.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert check_password("a phrase of some words", kept)
    assert not check_password("a phrase of some word", kept)
    assert kept != make_password("a phrase of some words")  # a salt each


@pytest.mark.parametrize("older", ["pbkdf2_sha256", "argon2"])
def test_what_was_kept_otherwise_is_replaced_when_its_owner_comes(older: str) -> None:
    told = "password"
    kept = REFERENCE if older == "argon2" else make_password(told, hasher=older)
    new: list[str] = []
    assert check_password(told, kept, setter=lambda word: new.append(make_password(word)))
    assert identify_hasher(new[0]).algorithm == "argon2"
    assert not check_password("no", kept, setter=new.append)
    assert len(new) == 1
