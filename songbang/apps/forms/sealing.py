"""Personal data at rest: encrypted by a key of the installation's own, shown masked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from songbang.apps.forms import sm4
from songbang.core.errors import Unreadable
from songbang.core.filling.lexicon import clean, words

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

KEY_FILE = "personal.key"


def is_personal(label: str) -> bool:
    """Whether a column or row asks for identity numbers, phones, accounts or addresses."""
    return any(word in clean(label) for word in words()["personal"])


def seal(text: str) -> bytes:
    """By the suite that `SONGBANG_CIPHERS` names; what the other one sealed is read all the same."""
    if settings.CIPHERS == "sm":
        return sm4.seal(_key(), text.encode())
    return bytes(_box().encrypt(text.encode()))


def unseal(sealed: bytes) -> str:
    """Raises `Unreadable` ("forms.key_lost") where the key is another one."""
    from cryptography.exceptions import InvalidTag
    from cryptography.fernet import InvalidToken

    try:
        if sm4.is_sealed(bytes(sealed)):
            return sm4.unseal(_key(), bytes(sealed)).decode()
        return bytes(_box().decrypt(bytes(sealed))).decode()
    except (InvalidToken, InvalidTag) as error:
        raise Unreadable("forms.key_lost", file=KEY_FILE) from error


def masked(text: str) -> str:
    """The first three and last two signs, the rest as dots.

    >>> masked("13812345678")
    '138••••••78'
    """
    return text if len(text) < 6 else text[:3] + "•" * (len(text) - 5) + text[-2:]


def _box() -> Fernet:
    from cryptography.fernet import Fernet

    return Fernet(_key())


def _key() -> bytes:
    """The installation's own, made once."""
    from cryptography.fernet import Fernet

    path = settings.HOME / KEY_FILE
    if not path.exists():
        settings.HOME.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_bytes(Fernet.generate_key())
    return bytes(path.read_bytes().strip())
