"""For all tests of the office: the real password hasher with less memory, since every test logs in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from songbang.ui.passwords import Argon2Hasher


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    kept, Argon2Hasher.memory_cost = Argon2Hasher.memory_cost, 64
    yield
    Argon2Hasher.memory_cost = kept
