"""The lexicon of registers (rulebook/lexicon.yaml), compiled: what a header, a name, a cell can mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from songbang.core import rulebook
from songbang.core.registers import REGISTER_KINDS, RegisterKind
from songbang.core.text import plain

FieldPatterns = list[tuple[float, re.Pattern[str]]]
_BRACKETED = re.compile(r"[(\[【〔](.*?)[)\]】〕]")
_ASKING = re.compile(r"^(?:有无|有否|是不是|需不需要|要不要|有没有)")
_IS_IT = re.compile(r"^是否(?:为|属于|属|系|已经|已)")
_EITHER = re.compile(r"[/、|]|或者?")
_SHORTEST_NOUN, _LONGEST_NOUN = 2, 4
_SPLIT_COST = 0.95
_MARKS = re.compile(r"[:：;；,，.。*★☆※_\"'“”‘’?？!！~<>《》]+")


@dataclass(frozen=True, slots=True)
class Header:
    """A header as it is compared: `words` without brackets, `whole` with them, `hint` what the brackets held."""

    words: str
    whole: str
    hint: str


@lru_cache(maxsize=8192)
def header_words(text: str) -> Header:
    """A header brought to the form in which headers are compared.

    >>> header_words("时长（分钟）")
    Header(words='时长', whole='时长(分钟)', hint='分钟')
    """
    whole = _IS_IT.sub("是否", _ASKING.sub("是否", _MARKS.sub("", plain(text).lower())))
    hints = "".join(_BRACKETED.findall(whole))
    return Header(_BRACKETED.sub("", whole), whole, hints)


class Lexicon:
    """The lexicon as compiled patterns."""

    def __init__(self, content: dict[str, Any]) -> None:
        self._content = content
        nouns = content["nouns"]
        self.fields: dict[RegisterKind, dict[str, FieldPatterns]] = {
            kind: {
                name: _compiled(patterns, nouns)
                for name, patterns in {**content["common"], **content["registers"][kind]}.items()
            }
            for kind in REGISTER_KINDS
        }
        self.hints = {kind: re.compile(content["hints"][kind]) for kind in REGISTER_KINDS}
        self.names = {kind: re.compile(content["names"][kind], re.IGNORECASE) for kind in REGISTER_KINDS}
        self.totals = re.compile(content["totals"])
        self.signatures = re.compile(content["signatures"])
        self.notes = re.compile(content["notes"])
        self.video, self.video_name = re.compile(content["video"]), re.compile(content["video_name"])
        self.veto = re.compile(content["veto"])
        self.no_duration = re.compile(content["no_duration"])
        self.still_open = re.compile(content["still_open"])
        self.channels = {name: re.compile(p, re.IGNORECASE) for name, p in content["channels"].items()}
        self.classes = {name: re.compile(p, re.IGNORECASE) for name, p in content["digital_classes"].items()}
        self.lines = [(name, re.compile(p)) for name, p in content["lines"]]
        self.nothing = frozenset(plain(word).lower() for word in content["nothing"])
        self._yes = frozenset(plain(word).lower() for word in content["yes_words"])
        self._no = frozenset(plain(word).lower() for word in content["no_words"])
        self._yes_start, self._no_start = re.compile(content["yes_pattern"]), re.compile(content["no_pattern"])
        self.field_score = lru_cache(maxsize=65536)(self._field_score)
        self.answer = lru_cache(maxsize=16384)(self._answer)

    @cached_property
    def noise(self) -> re.Pattern[str]:
        """What may stand beside a unit's short name in a title or file name without being part of another name."""
        registers = "|".join(f"(?:{self._content['hints'][kind]})" for kind in REGISTER_KINDS)
        other = self._content["noise"]
        return re.compile(rf"{registers}|{other}|[\d\W_]+|(?<![a-z])[a-z](?![a-z])")

    def _field_score(self, kind: RegisterKind, field: str, words: str) -> float:
        """How well a header's words name a field: 10 telling, 6 usual, 4 shared, 3 bare, 0 not at all.

        A header of alternatives (停用/清理日期) names what one of them names.
        """
        score = self._whole_score(kind, field, words)
        if score < _SHARED and _EITHER.search(words):
            parts = max((self._whole_score(kind, field, part) for part in _alternatives(words)), default=0.0)
            return max(score, _SPLIT_COST * parts)
        return score

    def _whole_score(self, kind: RegisterKind, field: str, words: str) -> float:
        return max((weight for weight, pattern in self.fields[kind][field] if pattern.fullmatch(words)), default=0.0)

    def known(self, header: Header) -> bool:
        """Whether any register has a field of this name."""
        return any(
            self.field_score(kind, field, words) > 0
            for kind in REGISTER_KINDS
            for field in self.fields[kind]
            for words in {header.words, header.whole}
        )

    def says_nothing(self, value: object) -> bool:
        """Blank, a dash, 无: a cell that states nothing."""
        return plain(str(value)).lower() in self.nothing if isinstance(value, str) else value is None

    def _answer(self, text: str) -> bool | None:
        """Yes, no, or None where the words are neither."""
        words = plain(text).lower().strip("。.()")
        if words in self._yes:
            return True
        if words in self._no or words in self.nothing:
            return False
        if self._no_start.match(words):
            return False
        return True if self._yes_start.match(words) else None


_LESS_TELLING = 1.5
_SHARED = 6.0
"""From this score on a header of alternatives is known as a whole."""


def _alternatives(words: str) -> list[str]:
    """停用/清理日期 → 停用, 清理日期, 停用日期, and the two run together."""
    parts = [part for part in _EITHER.split(words) if part]
    nouns = [parts[-1][-n:] for n in range(_SHORTEST_NOUN, _LONGEST_NOUN + 1)] if parts else []
    return [*parts, *(part + noun for part in parts[:-1] for noun in nouns), "".join(parts)]


def _compiled(patterns: dict[int, list[str]], nouns: dict[str, str]) -> FieldPatterns:
    compiled: FieldPatterns = []
    for weight, expressions in patterns.items():
        for expression in expressions:
            compiled.append((float(weight), _with_nouns(expression, nouns)))
            if "{name}" in expression:
                topic = expression.replace("{name}", nouns["topic"])
                compiled.append((weight - _LESS_TELLING, _with_nouns(topic, nouns)))
    return compiled


def _with_nouns(expression: str, nouns: dict[str, str]) -> re.Pattern[str]:
    for noun, words in nouns.items():
        expression = expression.replace("{" + noun + "}", words)
    return re.compile(expression)


@lru_cache(maxsize=8)
def load_lexicon(folder: Path | None = None) -> Lexicon:
    """The lexicon as shipped, or from a user's own rulebook folder."""
    return Lexicon(rulebook.load("lexicon.yaml", folder))
