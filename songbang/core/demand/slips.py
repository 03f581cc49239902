"""The signed slip in a demand's QR code: what anyone can check without a network, by the place's public key (Ed25519;
SM2 over SM3 where the place signs so: `SB2`, whose signatures are computed outside of the core).

A slip is `SB1.<content>.<signature>`, both in URL-safe base 64 without padding; the content is a JSON object in UTF-8:
`n` number, `t` title, `i` issuer, `a` what is asked, `u` the last day on which it is valid, `k` the key's fingerprint.
The signature is over the bytes `SB1.<content>`.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from songbang.core.errors import BadInput

MARK, MARK_SM2 = "SB1", "SB2"
Sign = Callable[[bytes], bytes]
Verify = Callable[[bytes, bytes], bool]
"""Content, signature → whether the place's key signed it."""


@dataclass(frozen=True, slots=True)
class Slip:
    """What a slip says."""

    number: str
    title: str
    issuer: str
    asks: str
    until: date

    def expired(self, on: date) -> bool:
        return on > self.until


def new_key() -> bytes:
    """A private key, 32 bytes."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.generate().private_bytes_raw()


def public_key(private: bytes) -> bytes:
    """The public key, 32 bytes, that belongs to a private one."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def fingerprint(public: bytes) -> str:
    return hashlib.sha256(public).hexdigest()[:8]


def sign(slip: Slip, private: bytes) -> str:
    """The slip as text, to be put into a QR code."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.from_private_bytes(private)
    return signed(slip, MARK, key.public_key().public_bytes_raw(), key.sign)


def signed(slip: Slip, mark: str, public: bytes, sign: Sign) -> str:
    """The slip by whatever signature its mark stands for."""
    content = {
        "n": slip.number, "t": slip.title, "i": slip.issuer, "a": slip.asks, "u": slip.until.isoformat(),
        "k": fingerprint(public),
    }  # fmt: skip
    told = f"{mark}.{_written(json.dumps(content, ensure_ascii=False, separators=(',', ':')).encode())}"
    return f"{told}.{_written(sign(told.encode()))}"


def is_slip(text: str) -> bool:
    """Whether it begins as a slip does."""
    return text.strip().startswith((f"{MARK}.", f"{MARK_SM2}."))


def read_slip(text: str, public: bytes) -> Slip:
    """What a slip says, if this key (Ed25519) signed it. Raises as `read_signed`."""
    return read_signed(text, {MARK: lambda content, signature: _verifies(content, signature, public)})


def read_signed(text: str, verifies: Mapping[str, Verify]) -> Slip:
    """What a slip says, if it was signed as its mark says (mark → how that is verified).

    Raises `BadInput` ("slip.malformed", "slip.forged").
    """
    parts = "".join(text.split()).split(".")
    if len(parts) != 3 or parts[0] not in verifies:
        raise BadInput("slip.malformed")
    try:
        content, signature = json.loads(_read(parts[1])), _read(parts[2])
        slip = Slip(content["n"], content["t"], content["i"], content["a"], date.fromisoformat(content["u"]))
    except (ValueError, KeyError, TypeError, binascii.Error):
        raise BadInput("slip.malformed") from None
    if not verifies[parts[0]](f"{parts[0]}.{parts[1]}".encode(), signature):
        raise BadInput("slip.forged")
    return slip


def _verifies(content: bytes, signature: bytes, public: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, content)
    except InvalidSignature:
        return False
    except ValueError:
        raise BadInput("slip.malformed") from None
    return True


def _written(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def _read(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
