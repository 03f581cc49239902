"""For all tests of the office: the real password hasher with fewer rounds, since every test logs in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    kept, PBKDF2PasswordHasher.iterations = PBKDF2PasswordHasher.iterations, 1000
    yield
    PBKDF2PasswordHasher.iterations = kept
