"""What a figure is called when it is opened: its name and measure, and whose it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from songbang.core.reporting.compose_words import Words, words_for
from songbang.core.reporting.figures import Figures
from songbang.core.reporting.report import figure_key
from songbang.core.text import traditional

_PARTS = ("unit", "issuer_level", "line", "issuer", "kind")


def figure_labels(figures: Mapping[str, Any], language: str) -> dict[str, str]:
    """By figure key, e.g. `documents.received` → 收文（件） · 各单位合计. Names of units stay as they are."""
    words, view = words_for(language), Figures(figures)
    return {
        figure_key(one["id"], one["scope"]): _label(words, view, one["id"], one["scope"]) for one in figures["figures"]
    }


def _label(words: Words, view: Figures, figure_id: str, scope: Mapping[str, str]) -> str:
    base = figure_id.removesuffix(".imbalance")
    name = str(words.phrases["names"].get(base, base))
    name = name[:1].upper() + name[1:]
    if base != figure_id:
        name, measure = words.plain("panel.imbalance", name=name), ""
    else:
        measure = words.bracketed(base)
    parts = [] if "unit" in scope else [_own(words, words.template("panel.whole"))]
    parts += [_part(words, view, key, scope[key]) for key in _PARTS if key in scope]
    return words.plain("panel.title", name=_own(words, name), measure=_own(words, measure), scope=" · ".join(parts))


def _own(words: Words, text: str) -> str:
    return traditional(text) if words.language == "zh-Hant" else text


def _part(words: Words, view: Figures, key: str, value: str) -> str:
    """A part of the scope in words."""
    if key == "unit":
        unit = view.units.get(value)
        return unit.name if unit else value
    table = {"issuer_level": "panel.levels", "line": "lines"}.get(key)
    return _own(words, words.template(f"{table}.{value}")) if table and words.has(f"{table}.{value}") else value
