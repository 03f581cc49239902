"""How passwords are kept: Argon2id, which takes memory from whoever tries many, by the costs that OWASP names first.

Django's own Argon2 hasher needs a further package; `cryptography`, which is here anyway, computes the same. What is
kept is written as Django's hasher writes it, so that either reads it. PBKDF2, by which older accounts are kept, is
still read, and replaced at the next log-in.
"""

from __future__ import annotations

import re
from typing import Any

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from django.contrib.auth.hashers import BasePasswordHasher, mask_hash
from django.core.exceptions import ValidationError
from django.utils.translation import get_language

from songbang.core.words import Language, labels

_KEPT = re.compile(r"argon2(\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+))")
LENGTH = 32
LONGEST = 128
MEMORY = 19 * 1024
"""KiB; with two passes and one lane the least that OWASP's Password Storage Cheat Sheet accepts of Argon2id."""


class Argon2Hasher(BasePasswordHasher):
    """19 MiB, two passes, one lane: 20 ms of a processor, where PBKDF2 with Django's rounds took 190 and no memory."""

    algorithm = "argon2"
    memory_cost = MEMORY
    time_cost = 2
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        """`argon2$argon2id$v=19$m=…,t=…,p=…$salt$hash`."""
        made = Argon2id(
            salt=salt.encode(), length=LENGTH, iterations=self.time_cost, lanes=self.parallelism,
            memory_cost=self.memory_cost,
        )  # fmt: skip
        return f"{self.algorithm}{made.derive_phc_encoded(password.encode())}"

    def verify(self, password: str, encoded: str) -> bool:
        """Whether this is the password; compared in constant time."""
        try:
            Argon2id.verify_phc_encoded(password.encode(), self._parts(encoded)[1])
        except InvalidKey:
            return False
        return True

    def decode(self, encoded: str) -> dict[str, Any]:
        told = self._parts(encoded)
        costs = {"memory_cost": int(told[2]), "time_cost": int(told[3]), "parallelism": int(told[4])}
        return {"algorithm": self.algorithm, **costs, "salt": told[5], "hash": told[6]}

    def safe_summary(self, encoded: str) -> dict[Any, Any]:
        told = self.decode(encoded)
        return {**told, "salt": mask_hash(told["salt"]), "hash": mask_hash(told["hash"])}

    def must_update(self, encoded: str) -> bool:
        told = self.decode(encoded)
        costs = ("memory_cost", "time_cost", "parallelism")
        return any(told[name] != getattr(self, name) for name in costs)

    def harden_runtime(self, password: str, encoded: str) -> None:
        """Nothing: of a hash with other costs the time differs until its next log-in."""

    def _parts(self, encoded: str) -> re.Match[str]:
        told = _KEPT.fullmatch(encoded)
        if told is None:
            raise ValueError("not a password kept by Argon2id")
        return told


class LongestValidator:
    """Refuses what is longer than anybody types: a hash of megabytes would be work for nothing."""

    def validate(self, password: str, user: object = None) -> None:
        """Raises Django's ValidationError."""
        if len(password) > LONGEST:
            raise ValidationError(self.get_help_text(), code="password_too_long")

    def get_help_text(self) -> str:
        language: Language = "en" if get_language() == "en" else "zh-Hans"
        return str(labels(language)["accounts_page"]["password_longest"]).format(most=LONGEST)
