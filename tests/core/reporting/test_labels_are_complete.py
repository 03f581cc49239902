"""Every group of labels that the code asks has each key it may ask for, in each language."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import fields

import pytest

from songbang.core.reading.corrections import ABOUT, CHECK
from songbang.core.reading.lexicon import load_lexicon
from songbang.core.reading.looks import Looker
from songbang.core.reading.rejects import NOT_DATA, REJECT_CODES
from songbang.core.registers import CHANNELS, DIGITAL_CLASSES, ISSUER_LEVELS, LINES, REGISTER_KINDS, UNSTATED, Row
from songbang.core.reporting.make import why_words
from songbang.core.reporting.rows_book import columns_of
from songbang.core.units import UnitTree
from songbang.core.words import LANGUAGES, Language, labels, message
from tests.house.tree import called_name, trees

VALUES = ("true", "false", UNSTATED, "village", *ISSUER_LEVELS, *LINES, *CHANNELS, *DIGITAL_CLASSES)


def _departures() -> Iterator[str]:
    """The codes by which verify names what does not follow."""
    for _, tree in trees("songbang/core/reporting/verify.py"):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and called_name(node) == "Departure":
                yield from _strings(node.args[0])
            elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "label":
                yield from _strings(node.value)


def _strings(node: ast.expr) -> Iterator[str]:
    """The constants that an expression may come to; the condition that decides is none of them."""
    if isinstance(node, ast.IfExp):
        yield from _strings(node.body)
        yield from _strings(node.orelse)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def _needed() -> dict[str, set[str]]:
    """Group → the keys that the code may ask for."""
    lexicon = load_lexicon()
    traits = {trait.partition(":")[0] for trait in Looker(lexicon, UnitTree(()))._tests}
    return {
        "registers": set(REGISTER_KINDS),
        "fields": {f.name for f in fields(Row)} | {name for kind in REGISTER_KINDS for name in columns_of(kind)},
        "cells": {name for kind in REGISTER_KINDS for name in lexicon.fields[kind]},
        "values": set(VALUES),
        "not_data": set(NOT_DATA),
        "rejects": {*ABOUT, CHECK},
        "traits": traits | {"mapping"},
        "verify": set(_departures()),
        "why": {f"{side}_{what}" for side in ("value", "baseline") for what in ("missing", "zero", "too_few")},
        "units": {"sheet", "code", "name", "aliases", "level", "parent", "cadres"},
        "screens": {"reading", "matching", "measuring", "writing"},
        "accounts": {f"from_{place}" for place in ("title", "sheet", "file", "folder", "mapping")},
    }


def _asked() -> Iterator[tuple[str, str, str]]:
    """(place, group, key) wherever the code writes `words["group"]["key"]`."""
    for name, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Subscript):
                group, key = _key(node.value), _key(node)
                # The phrases of the report are another catalogue.
                if group in labels("zh-Hans") and key is not None and "/compose" not in name:
                    yield f"{name}:{node.lineno}", group or "", key


def _key(node: ast.Subscript) -> str | None:
    return node.slice.value if isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, str) else None


def test_verify_names_what_does_not_follow_by_codes_that_were_found() -> None:
    assert {"figure", "row", "sentence", "unit", "digest", "page"} <= set(_departures())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("group", sorted(_needed()))
def test_a_group_has_every_key_that_the_code_may_ask_for(group: str, language: Language) -> None:
    assert _needed()[group] - set(labels(language)[group]) == set()


def test_every_label_that_the_code_names_exists() -> None:
    asked = list(_asked())
    assert asked
    assert [one for one in asked if one[2] not in labels("zh-Hans")[one[1]]] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_label_is_blank(language: Language) -> None:
    # English counts documents and meetings without a measure word.
    wordless = {"measures"} if language == "en" else set()
    assert [
        f"{g}.{key}"
        for g, group in labels(language).items()
        for key, label in group.items()
        if not label and g not in wordless
    ] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", REJECT_CODES)
def test_every_reject_has_words_and_a_cure(code: str, language: Language) -> None:
    words = message(code, {"value": "x", "header": "y", "unit": "z", "other": "o", "readings": "r"}, language)
    assert words.what
    assert words.do


@pytest.mark.parametrize("language", LANGUAGES)
def test_reasons_of_figures_are_joined_with_the_names_of_the_units(language: Language) -> None:
    said = why_words("baseline_missing:1,2;baseline_too_few", {"1": "新丰镇"}, language)
    joint = "; " if language == "en" else "；"
    assert "新丰镇、2" in said
    assert len(said.split(joint)) == 2
    assert why_words(None, {}, language) == ""
