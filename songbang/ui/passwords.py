"""How passwords are kept: Argon2id, which takes memory from whoever tries many, by the costs that OWASP names first.

PBKDF2, by which older accounts are kept, is still read, and replaced at the next log-in.
"""

from __future__ import annotations

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.exceptions import ValidationError
from django.utils.translation import get_language

from songbang.core.words import Language, labels

LONGEST = 128


class Argon2Hasher(Argon2PasswordHasher):
    """19 MiB, two passes, one lane, the least that OWASP's Password Storage Cheat Sheet accepts of Argon2id: some 20 ms
    of a processor, where PBKDF2 with Django's rounds took 190 and no memory."""

    memory_cost = 19 * 1024
    time_cost = 2
    parallelism = 1


class LongestValidator:
    """Refuses what is longer than anybody types: a hash of megabytes would be work for nothing."""

    def validate(self, password: str, user: object = None) -> None:
        """Raises Django's ValidationError."""
        if len(password) > LONGEST:
            raise ValidationError(self.get_help_text(), code="password_too_long")

    def get_help_text(self) -> str:
        language: Language = "en" if get_language() == "en" else "zh-Hans"
        return str(labels(language)["accounts_page"]["password_longest"]).format(most=LONGEST)
