"""Both suites seal, each reads what the other sealed, and the national algorithms give what their standards print."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from songbang.apps.forms import sealing, sm4
from songbang.core.errors import Unreadable

NUMBER = "330402199001011234"
KEY = bytes.fromhex("0123456789abcdeffedcba9876543210")


@pytest.fixture(params=["default", "sm"])
def suite(request: pytest.FixtureRequest, settings: Any, tmp_path: Path) -> str:
    settings.HOME, settings.CIPHERS = tmp_path, request.param
    return str(request.param)


def test_what_is_sealed_is_read_and_looks_like_nothing(suite: str) -> None:
    one, two = sealing.seal(NUMBER), sealing.seal(NUMBER)
    assert sealing.unseal(one) == sealing.unseal(two) == NUMBER
    assert one != two
    assert NUMBER.encode() not in one
    assert sm4.is_sealed(one) == (suite == "sm")


def test_each_suite_reads_what_the_other_sealed(suite: str, settings: Any) -> None:
    sealed = sealing.seal(NUMBER)
    settings.CIPHERS = {"default": "sm", "sm": "default"}[suite]
    assert sealing.unseal(sealed) == NUMBER


def test_another_key_and_a_changed_bit_are_found(suite: str, tmp_path: Path, settings: Any) -> None:
    sealed = bytearray(sealing.seal(NUMBER))
    sealed[-3] ^= 1
    with pytest.raises(Unreadable):
        sealing.unseal(bytes(sealed))
    kept = sealing.seal(NUMBER)
    settings.HOME = tmp_path / "other"
    with pytest.raises(Unreadable):
        sealing.unseal(kept)


def test_a_stump_is_refused(settings: Any, tmp_path: Path) -> None:
    settings.HOME = tmp_path
    with pytest.raises(Unreadable):
        sealing.unseal(sm4.MARK + b"x")


def test_sm3_gives_the_first_example_of_its_standard() -> None:
    digest = hashes.Hash(hashes.SM3())
    digest.update(b"abc")  # GB/T 32905-2016, A.1
    assert digest.finalize().hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


def test_sm4_gives_the_first_example_of_its_standard() -> None:
    box = Cipher(algorithms.SM4(KEY), modes.ECB()).encryptor()
    assert (box.update(KEY) + box.finalize()).hex() == "681edf34d206965e86b3e94f536e4246"


def test_sm4_gcm_gives_the_example_of_rfc_8998() -> None:
    box = Cipher(algorithms.SM4(KEY), modes.GCM(bytes.fromhex("00001234567800000000abcd"))).encryptor()
    box.authenticate_additional_data(bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2"))
    plain = "".join(pair * 8 for pair in ("aa", "bb", "cc", "dd", "ee", "ff", "ee", "aa"))
    sealed = box.update(bytes.fromhex(plain)) + box.finalize()
    assert sealed.hex() == (
        "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
        "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
    )
    assert box.tag.hex() == "83de3541e4c2b58177e065a9bf7b62ec"
