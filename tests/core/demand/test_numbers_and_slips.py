"""A control number finds slips of the pen; a slip can be checked without a network and not be forged."""

from __future__ import annotations

from datetime import date

import pytest

from songbang.core.demand.numbers import ControlNumber, check_digit, read_number
from songbang.core.demand.slips import Slip, new_key, public_key, read_slip, sign
from songbang.core.errors import BadInput

NUMBER = str(ControlNumber("330402", 2025, 42))
SLIP = Slip(NUMBER, "关于报送春耕情况的通知", "南湖区农业农村局", "报表 2025-04-30", date(2025, 5, 30))
# A key of RFC 8032, section 7.1, test 1, so that the signature below can be made by any other program.
KEY = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")


@pytest.mark.parametrize(
    ("body", "digit"),
    # ISO 7064 MOD 37,36: the examples in the public descriptions of GRid (IFPI) and ISAN.
    [("A12425GABC1234002", "M"), ("00000000D07A0090", "Q"), ("33040225000042", "C")],
)
def test_the_check_digit_is_that_of_the_norm(body: str, digit: str) -> None:
    assert check_digit(body) == digit


def test_every_single_slip_and_every_swap_of_neighbours_is_found() -> None:
    bare = NUMBER.replace("-", "")
    signs = "0123456789"
    for at in range(14):
        for sign_ in signs.replace(bare[at], ""):
            assert read_number(bare[:at] + sign_ + bare[at + 1 :]) is None
    for at in range(13):
        swapped = bare[:at] + bare[at + 1] + bare[at] + bare[at + 2 :]
        assert swapped == bare or read_number(swapped) is None


def test_a_number_is_read_however_it_is_typed() -> None:
    wide = "３３０４０２－２５－００００４２－Ｃ"
    for typed in (NUMBER, NUMBER.lower(), NUMBER.replace("-", " "), f" {NUMBER.replace('-', '')} ", wide):
        assert str(read_number(typed)) == NUMBER
    assert read_number("330402") is None and read_number("") is None


def test_a_slip_says_what_was_signed() -> None:
    text = sign(SLIP, KEY)
    assert read_slip(text, public_key(KEY)) == SLIP
    assert read_slip(text[:40] + "\n" + text[40:], public_key(KEY)) == SLIP
    assert len(text.encode()) < 600
    assert SLIP.expired(date(2025, 5, 31)) and not SLIP.expired(date(2025, 5, 30))


def test_whatever_is_changed_is_found() -> None:
    text = sign(SLIP, KEY)
    mark, content, signature = text.split(".")
    other = sign(Slip(NUMBER, "另一件事", "南湖区农业农村局", "报表", date(2029, 1, 1)), KEY).split(".")[1]
    for forged in (f"{mark}.{other}.{signature}", sign(SLIP, new_key()), f"{mark}.{content}.{signature[::-1]}"):
        with pytest.raises(BadInput, match=r"slip\.(forged|malformed)"):
            read_slip(forged, public_key(KEY))
    for broken in ("", "SB1", "SB2." + content + "." + signature, f"{mark}.{content}", f"{mark}..", text[:-5]):
        with pytest.raises(BadInput):
            read_slip(broken, public_key(KEY))


def test_another_program_checks_the_slip_by_the_published_key() -> None:
    """As docs/door.md tells it: split at the dots, base 64, Ed25519 over `SB1.<content>`."""
    import base64
    import json

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    mark, content, signature = sign(SLIP, KEY).split(".")

    def read(text: str) -> bytes:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))

    public = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
    Ed25519PublicKey.from_public_bytes(public).verify(read(signature), f"{mark}.{content}".encode())
    assert json.loads(read(content))["n"] == NUMBER
