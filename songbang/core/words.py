"""The catalogue: what a code says in each language. Traditional follows from Simplified; English has its own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from songbang.core import rulebook
from songbang.core.text import traditional

Language = Literal["zh-Hans", "zh-Hant", "en"]
LANGUAGES: tuple[Language, ...] = ("zh-Hans", "zh-Hant", "en")


@dataclass(frozen=True, slots=True)
class Message:
    """What happened, why (may be empty), and what to do now."""

    what: str
    why: str
    do: str


def message(code: str, parameters: Mapping[str, object], language: Language) -> Message:
    """The words of a code, filled. A parameter that the words do not name is left out."""
    words = rulebook.load_all("messages")[code]["en" if language == "en" else "zh-Hans"]
    parts = [words.get(part, "") for part in ("what", "why", "do")]
    if language == "zh-Hant":  # the words, not what fills them: a file's name stays as it is on the disk
        parts = [traditional(part) for part in parts]
    return Message(*(_filled(part, parameters) for part in parts))


class _Lenient(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return ""


def _filled(template: str, parameters: Mapping[str, object]) -> str:
    return template.format_map(_Lenient({name: _text(value) for name, value in parameters.items()}))


def _text(value: object) -> object:
    return "、".join(map(str, value)) if isinstance(value, list | tuple) else value


@cache
def labels(language: Language) -> Mapping[str, Mapping[str, str]]:
    """Group → key → label (registers, fields, values, figures, screens), complete in every language."""
    content: dict[str, dict[str, Any]] = rulebook.load_all("labels")
    return {
        group: {key: _label(words, language) for key, words in entries.items()} for group, entries in content.items()
    }


def _label(words: dict[str, str], language: Language) -> str:
    if language == "en":
        return str(words["en"])
    return traditional(words["zh"]) if language == "zh-Hant" else str(words["zh"])
