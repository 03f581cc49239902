"""Signatures by SM2 over SM3 (GB/T 32918.2), computed by the system's OpenSSL 3.

`cryptography`, whose OpenSSL has SM2 too, does not open its keys; the command `openssl`, which every such system brings
and keeps, does. Keys are PEM files; signatures are DER, over the standard's default identity.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from songbang.core.errors import Unavailable

IDENTITY = "1234567812345678"
_HOW = ("-rawin", "-digest", "sm3", "-pkeyopt", f"distid:{IDENTITY}")


def available() -> bool:
    """Whether the system's OpenSSL knows SM2."""
    if shutil.which("openssl") is None:
        return False
    told = subprocess.run(["openssl", "genpkey", "-algorithm", "SM2"], capture_output=True, check=False)
    return told.returncode == 0


def new_key() -> bytes:
    """A private key (PEM). Raises `Unavailable` ("sm2.unavailable")."""
    return _openssl("genpkey", "-algorithm", "SM2")


def public_key(private: bytes) -> bytes:
    """The public key (PEM) that belongs to a private one."""
    with _folder(key=private) as folder:
        return _openssl("pkey", "-in", f"{folder}/key", "-pubout")


def sign(content: bytes, private: bytes) -> bytes:
    """The signature (DER)."""
    with _folder(key=private, content=content) as folder:
        return _openssl("pkeyutl", "-sign", "-inkey", f"{folder}/key", "-in", f"{folder}/content", *_HOW)


def verifies(content: bytes, signature: bytes, public: bytes) -> bool:
    """Whether the private key of `public` signed this; false too of what is no signature or no key of SM2."""
    with _folder(key=public, content=content, signature=signature) as folder:
        told = ["-inkey", f"{folder}/key", "-in", f"{folder}/content", "-sigfile", f"{folder}/signature"]
        try:
            _openssl("pkeyutl", "-verify", "-pubin", *told, *_HOW)
        except Unavailable as error:
            if not available():
                raise error from None
            return False
    return True


def _openssl(*told: str) -> bytes:
    try:
        done = subprocess.run(["openssl", *told], capture_output=True, check=False, timeout=30)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Unavailable("sm2.unavailable", reason=str(error)) from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["?"]
        raise Unavailable("sm2.unavailable", permanent=True, reason=said[0][:200])
    return done.stdout


@contextmanager
def _folder(**files: bytes) -> Iterator[str]:
    """Files of mode 600 in a folder of mode 700, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="songbang-sm2-") as place:
        for name, content in files.items():
            path = Path(place) / name
            path.touch(mode=0o600)
            path.write_bytes(content)
        yield place
