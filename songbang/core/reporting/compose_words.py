"""Puts figures into phrases: numbers, shares, changes, periods and lists as runs of text in one language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from string import Formatter
from typing import Any

from songbang.core.calendar import Period
from songbang.core.errors import BadInput
from songbang.core.reporting.compose_numbers import bound
from songbang.core.reporting.report import Run
from songbang.core.rulebook import load

Runs = tuple[Run, ...]
Slot = str | Run | Runs

_COMMA = re.compile(r"(，|, )$")

CATALOGUES = {"zh-Hans": "phrases.yaml", "zh-Hant": "phrases.yaml", "en": "phrases.en.yaml"}


@dataclass(frozen=True)
class Words:
    """One language's phrases and, beside them, the rules (bounds, checks) that all languages share."""

    language: str
    phrases: Mapping[str, Any]
    rules: Mapping[str, Any]

    def template(self, key: str) -> str:
        """The phrase under a dotted key; "" where this language says nothing. Raises KeyError without such a key."""
        found: Any = self.phrases
        for part in key.split("."):
            found = found[part]
        return str(found)

    def say(self, key: str, **slots: Slot) -> Runs:
        """The phrase with its slots filled; empty where this language says nothing.

        A slot with nothing in it takes the comma before it away.
        """
        pieces: list[Run] = []
        for literal, name, spec, _ in Formatter().parse(self.template(key)):
            filled = _filled(slots[name], spec or "") if name else (Run(literal),)
            if name:
                pieces.append(Run(literal if filled else _COMMA.sub("", literal)))
            pieces.extend(filled)
        return merged(pieces)

    def plain(self, key: str, **slots: Slot) -> str:
        return text_of(self.say(key, **slots))

    def has(self, key: str) -> bool:
        try:
            return bool(self.template(key))
        except KeyError:
            return False

    def listed(self, items: Sequence[Slot], *, comma: str = "comma", last: str = "and") -> Runs:
        """甲、乙和丙 / A, B and C; `comma` and `last` name the joints between the items and before the last."""
        comma, final = self.template(f"joints.{comma}"), self.template(f"joints.{last}")
        pieces: list[Run] = []
        for place, item in enumerate(items):
            if place:
                pieces.append(Run(final if place == len(items) - 1 else comma))
            pieces.extend(_filled(item, ""))
        return merged(pieces)

    def change_class(self, change: Fraction) -> str:
        """flat, slight, some or clear, by the bounds of the rulebook (`below` is open, `up_to` closed)."""
        size = abs(change)
        for rule in self.rules["change_classes"]:
            if "below" in rule and size < bound(rule["below"]):
                return str(rule["class"])
            if "up_to" in rule and size <= bound(rule["up_to"]):
                return str(rule["class"])
        return str(self.rules["change_classes"][-1]["class"])

    def change_word(self, change: Fraction) -> str:
        """略有增长, 基本持平, 明显下降 …"""
        return self.template("change." + self.change_key(change))

    def change_key(self, change: Fraction) -> str:
        size = self.change_class(change)
        return size if size == "flat" else f"{'up' if change > 0 else 'down'}_{size}"

    def measure(self, figure_id: str) -> str:
        """件, 次 …: what stands in the brackets of the figure's column; empty where the language counts without."""
        return self.bracketed(figure_id)[1:-1]

    def bracketed(self, figure_id: str) -> str:
        """The measure with its brackets: （件）."""
        column, opening = str(self.phrases["columns"].get(figure_id, "")), self.template("tables.bracket")
        return opening + column.rpartition(opening)[2] if opening in column else ""

    def sentences(self, parts: Iterable[Runs]) -> Runs:
        """Sentences one after another, parted as the language parts them."""
        between = Run(self.template("joints.sentence"))
        pieces: list[Run] = []
        for part in (part for part in parts if part):
            pieces.extend([between, *part] if pieces else part)
        return merged(pieces)

    def period(self, period: Period) -> str:
        """2019年1—7月, 2019年7月, 2019年, 2018年11月—2019年2月."""
        first, last = period.first, period.last
        slots = {"year": str(first.year), "month": self.month(first), "to_year": str(last.year), "to": self.month(last)}
        if first.year != last.year:
            return self.plain("period.years", **slots)
        if (first.month, last.month) == (1, 12):
            return self.plain("period.year", **slots)
        return self.plain("period.month" if first.month == last.month else "period.months", **slots)

    def this_period(self, period: Period) -> str:
        """今年1—7月: the period's months alone, for a reader who knows the year; in full over two years."""
        first, last = period.first, period.last
        if first.year != last.year:
            return self.period(period)
        if (first.month, last.month) == (1, 12):
            return self.template("period.this_year")
        key = "period.this_month" if first.month == last.month else "period.this_months"
        return self.plain(key, month=self.month(first), to=self.month(last))

    def day(self, day: date) -> str:
        """2019年7月31日"""
        return self.plain("signed_on", year=str(day.year), month=self.month(day), day=str(day.day))

    def month(self, day: date) -> str:
        names = self.phrases["months"]
        return str(names[day.month - 1]) if names else str(day.month)


def words_for(language: str, folder: Path | None = None) -> Words:
    """The phrases of `language` (zh-Hant: those of zh-Hans) and the rules. Raises `BadInput` ("language.unknown")."""
    if language not in CATALOGUES:
        raise BadInput("language.unknown", language=language, known=sorted(CATALOGUES))
    shared = load("phrases.yaml", folder)
    return Words(language, load(CATALOGUES[language], folder)["phrases"], shared)


def text_of(runs: Runs) -> str:
    return "".join(run.text for run in runs)


def merged(pieces: Iterable[Run]) -> Runs:
    """Neighbouring runs of one figure (or none) as one; empty ones left out."""
    joined: list[Run] = []
    for piece in pieces:
        if joined and joined[-1].figure == piece.figure and piece.figure is None:
            joined[-1] = Run(joined[-1].text + piece.text)
        elif piece.text:
            joined.append(piece)
    return tuple(joined)


def _filled(slot: Slot, spec: str) -> Runs:
    """The slot's runs; a spec `document/documents` puts the noun that agrees with the number after it."""
    runs = ((Run(slot),) if slot else ()) if isinstance(slot, str) else (slot,) if isinstance(slot, Run) else slot
    if not spec:
        return runs
    one, many = spec.split("/")
    return (*runs, Run(f" {one if text_of(runs) == '1' else many}"))
