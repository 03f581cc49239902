"""Sealing by SM4-GCM (GB/T 32907, RFC 8998), its key derived by HMAC over SM3 (GB/T 32905): the national algorithms, by
`cryptography` over OpenSSL. A build of OpenSSL without them refuses at the first use.
"""

from __future__ import annotations

import os

MARK = b"sm4:1:"
_NONCE, _TAG, _KEY = 12, 16, 16
_FOR = b"songbang personal data, sm4-gcm"


def is_sealed(content: bytes) -> bool:
    """Whether this was sealed here, and not by the default suite, whose tokens begin otherwise."""
    return content.startswith(MARK)


def seal(secret: bytes, content: bytes) -> bytes:
    """Mark, a nonce of its own, what was encrypted, and the tag that finds any change."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    nonce = os.urandom(_NONCE)
    box = Cipher(algorithms.SM4(_key(secret)), modes.GCM(nonce)).encryptor()
    box.authenticate_additional_data(MARK)
    return MARK + nonce + box.update(content) + box.finalize() + box.tag


def unseal(secret: bytes, sealed: bytes) -> bytes:
    """Raises cryptography's `InvalidTag` where the secret is another one, or a bit was changed."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    nonce, rest = sealed[len(MARK) :][:_NONCE], sealed[len(MARK) + _NONCE :]
    if len(rest) < _TAG:
        raise InvalidTag
    box = Cipher(algorithms.SM4(_key(secret)), modes.GCM(nonce, rest[-_TAG:])).decryptor()
    box.authenticate_additional_data(MARK)
    return box.update(rest[:-_TAG]) + box.finalize()


def _key(secret: bytes) -> bytes:
    from cryptography.hazmat.primitives import hashes, hmac

    derived = hmac.HMAC(secret, hashes.SM3())
    derived.update(_FOR)
    return derived.finalize()[:_KEY]
