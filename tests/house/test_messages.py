"""Whatever we tell a user has its words in the catalogue, in each language, and a way out."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from typing import Any

from songbang.core import rulebook
from songbang.core.text import simplified
from tests.house.codes import DOTTED, unknown_codes, used_codes
from tests.house.tree import trees

LANGUAGES = {"zh-Hans", "en"}
REJECT_CODES = {
    "date_missing", "date_unparseable", "date_impossible", "title_missing", "unit_unknown", "duration_unparseable",
}  # fmt: skip
"""Of contract report.md: permanent, never reused."""


def _catalogue() -> dict[str, dict[str, dict[str, str]]]:
    catalogue: dict[str, Any] = rulebook.load_all("messages")
    return catalogue


def _messages() -> Iterator[tuple[str, dict[str, str]]]:
    """(`code language`, its words)."""
    for code, languages in _catalogue().items():
        for language, words in languages.items():
            yield f"{code} {language}", words


def _blanks(text: str) -> set[str]:
    """What `text` leaves to be filled in: `{file}`."""
    return {name.partition(".")[0] for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_code_used_in_the_code_has_words() -> None:
    wordless = {code: where for code, where in used_codes().items() if code not in _catalogue()}
    assert not wordless


def test_every_reject_code_of_the_contract_is_used_and_has_words() -> None:
    written = {text for _, tree in trees() for text in _strings(tree)}
    assert written >= REJECT_CODES
    assert set(_catalogue()) >= REJECT_CODES


def test_every_code_of_the_catalogue_can_occur() -> None:
    # Wider than `used_codes`: a code may reach its finding by way of a table.
    written = {text for _, tree in trees() for text in _strings(tree)}
    assert not set(_catalogue()) - written


def test_every_code_stands_whole_where_it_is_used_so_that_it_can_be_searched_for() -> None:
    assert not list(unknown_codes())


def test_every_code_is_lower_case_words_joined_by_dots_or_underscores() -> None:
    assert not [code for code in _catalogue() if not DOTTED.fullmatch(code)]


def test_every_message_is_in_each_language() -> None:
    assert not {code: set(words) for code, words in _catalogue().items() if set(words) != LANGUAGES}


def test_every_message_says_what_happened_and_what_to_do() -> None:
    assert not [message for message, words in _messages() if not words.get("what") or not words.get("do")]


def test_no_message_says_anything_else_than_what_why_and_what_to_do() -> None:
    assert not [message for message, words in _messages() if set(words) - {"what", "why", "do"}]


def test_both_languages_say_the_same_parameters() -> None:
    differing = {}
    for code, languages in _catalogue().items():
        named = {language: _blanks(" ".join(words.values())) for language, words in languages.items()}
        if len({frozenset(names) for names in named.values()}) > 1:
            differing[code] = named
    assert not differing


def test_chinese_messages_are_in_simplified_characters() -> None:
    chinese = {code: " ".join(languages["zh-Hans"].values()) for code, languages in _catalogue().items()}
    assert not [code for code, words in chinese.items() if simplified(words) != words]


def _strings(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
