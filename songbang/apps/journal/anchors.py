"""The journal's head as a signed paper that can be sent and kept elsewhere: who keeps it proves what this installation
said its journal was. By Ed25519, or by SM2 over SM3 where SONGBANG_CIPHERS says so; either is checked everywhere."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from songbang.apps.journal.services import Head, head
from songbang.core.errors import BadInput
from songbang.ui import clock, sm2

SUITES = {"default": "ed25519", "sm": "sm2-sm3"}
KEYS = {"ed25519": "anchor.key", "sm2-sm3": "anchor-sm2.key"}


@dataclass(frozen=True, slots=True)
class Anchor:
    """A head that somebody kept; `key` is the fingerprint of whoever signed it, empty where nobody did."""

    head: Head
    key: str = ""


def signed_head() -> str:
    """The newest entry, signed, as a line of JSON. Raises `Unavailable` ("sm2.unavailable")."""
    suite = SUITES[settings.CIPHERS]
    told = {"journal": str(head()), "at": clock.now().isoformat(timespec="seconds"), "suite": suite}
    private = _private(suite)
    if suite == "sm2-sm3":
        public, signature = sm2.public_key(private), sm2.sign(_bytes(told), private)
    else:
        key = serialization.load_pem_private_key(private, None)
        assert isinstance(key, Ed25519PrivateKey)
        public = key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        signature = key.sign(_bytes(told))
    signed = {**told, "key": public.decode(), "signature": base64.b64encode(signature).decode()}
    return json.dumps(signed)


def read_anchor(told: str) -> Anchor:
    """A head as `verify --journal --head` prints it, signed or not.

    Raises `BadInput` ("journal.anchor", "journal.anchor_forged").
    """
    if not told.lstrip().startswith("{"):
        return Anchor(_head(told))
    try:
        content = json.loads(told)
        public, signature = content.pop("key").encode(), base64.b64decode(content.pop("signature"), validate=True)
        found, suite = _head(content["journal"]), content["suite"]
    except (ValueError, KeyError, TypeError, AttributeError, binascii.Error) as error:
        raise BadInput("journal.anchor", told=told[:80]) from error
    if not _verifies(suite, _bytes(content), signature, public):
        raise BadInput("journal.anchor_forged", entry=found.id)
    return Anchor(found, fingerprint(public))


def fingerprint(public: bytes) -> str:
    """By which people compare a key: of the key itself, not of how its file is written."""
    body = b"".join(line for line in public.split() if not line.startswith((b"-", b"BEGIN", b"PUBLIC", b"KEY", b"END")))
    return hashlib.sha256(body).hexdigest()[:16]


def _head(told: str) -> Head:
    entry, _, digest = told.strip().partition(":")
    if not (entry.isascii() and entry.isdigit() and re.fullmatch("[0-9a-f]{64}", digest)):
        raise BadInput("journal.anchor", told=told[:80])
    return Head(int(entry), digest)


def _verifies(suite: str, content: bytes, signature: bytes, public: bytes) -> bool:
    if suite == "sm2-sm3":
        return sm2.verifies(content, signature, public)
    try:
        key = serialization.load_pem_public_key(public)
        if suite != "ed25519" or not isinstance(key, Ed25519PublicKey):
            return False
        key.verify(signature, content)
    except (InvalidSignature, UnsupportedAlgorithm, ValueError):
        return False
    return True


def _bytes(told: dict[str, str]) -> bytes:
    """What is signed: in order of names, so that it can be written again from what was read."""
    return json.dumps(told, sort_keys=True, separators=(",", ":")).encode()


def _private(suite: str) -> bytes:
    """The installation's key (PEM), made once."""
    path = settings.HOME / KEYS[suite]
    if not path.exists():
        made = sm2.new_key() if suite == "sm2-sm3" else _new_key()
        path.touch(mode=0o600)
        path.write_bytes(made)
    return bytes(path.read_bytes())


def _new_key() -> bytes:
    return Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
