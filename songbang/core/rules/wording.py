"""The words of a finding in a language, from the rule's templates and what the check says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from songbang.core.rules.book import Rule
from songbang.core.rules.case import Found, Named, Piece
from songbang.core.text import traditional
from songbang.core.words import Language

MOST_NAMED = 3


class Wording:
    """Fills templates with values, pieces and names of codes."""

    def __init__(self, words: Mapping[str, Any], language: Language) -> None:
        self.language = language
        self._own = "en" if language == "en" else "zh-Hans"
        self._words, self._pieces = words, words["said"][self._own]

    def article(self, texts: Mapping[str, str]) -> str:
        return self._shown(texts[self._own])

    def why_and_remedy(self, rule: Rule, found: Found, limit: object) -> tuple[str, str]:
        """The rule's two sentences, filled."""
        filled = {"value": self.text(found.value), "limit": self.text(limit)}
        filled |= {name: self.text(value) for name, value in found.said.items()}
        words = rule.words[self._own]
        why, remedy = (words[part].format_map(_Silent(filled)) for part in ("why", "remedy"))
        return self._shown(why), self._shown(remedy)

    def text(self, value: object) -> str:
        """A value as it stands in a sentence."""
        if isinstance(value, Piece):
            return str(
                self._pieces[value.name].format_map({name: self.text(one) for name, one in value.filled.items()})
            )
        if isinstance(value, Named):
            return self.text([self._name(value.group, code) for code in value.codes])
        if isinstance(value, list | tuple):
            return self._listed([self.text(one) for one in value if one])
        if isinstance(value, date):
            return value.isoformat()
        return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)

    def _listed(self, texts: list[str]) -> str:
        if not texts:
            return str(self._pieces["nothing"])
        shown: str = self._pieces["join"].join(texts[:MOST_NAMED])
        return shown + (str(self._pieces["more"]).format(count=len(texts)) if len(texts) > MOST_NAMED else "")

    def _name(self, group: str, code: str) -> str:
        if self._own == "en":
            return str(self._words["said"]["listed_en"].get(code, code)) if group == "listed" else code
        return str(self._words["named"][group][code])

    def _shown(self, text: str) -> str:
        return traditional(text) if self.language == "zh-Hant" else text


class _Silent(dict[str, str]):
    """A blank that the finding does not fill stays empty."""

    def __missing__(self, key: str) -> str:
        return ""
