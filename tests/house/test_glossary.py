"""One official term, one identifier, and both exist. (docs/glossary.md)"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Any

import yaml

from songbang.core import registers, rulebook
from songbang.core.measuring.definitions import FIGURE_IDS
from tests.conftest import needs_shared
from tests.house.test_messages import REJECT_CODES
from tests.house.tree import committed, text_of, trees

_ROW = re.compile(r"^\| ([^|]+) \| `([^`]+)` \| ([^|]+) \|$", re.MULTILINE)
_WORD = re.compile(r"[a-z]+(?:_[a-z]+)*")
_HAN = re.compile(r"[\u4e00-\u9fff]{2,}")
_NOT_TERMS = {"null", "id", "on"}


@cache
def _sections() -> dict[str, list[tuple[str, str]]]:
    """For each heading of the glossary its (terms, identifier) pairs."""
    parts = re.split(r"^#+ (.+)$", text_of("docs/glossary.md"), flags=re.MULTILINE)
    return {
        title: [(terms, identifier) for terms, identifier, _ in _ROW.findall(body)]
        for title, body in zip(parts[1::2], parts[2::2], strict=True)
    }


def _identifiers() -> set[str]:
    return {identifier for rows in _sections().values() for _, identifier in rows}


def _names(node: ast.AST) -> Iterator[str]:
    """The names that a piece of code defines or uses, and its strings."""
    for kind in ("id", "attr", "arg", "name", "value"):
        name = getattr(node, kind, None)
        if isinstance(name, str):
            yield name


def _keys(content: Any) -> Iterator[str]:
    """All keys in a file of the rulebook, however deep."""
    for below in content.values() if isinstance(content, dict) else content if isinstance(content, list) else ():
        yield from _keys(below)
    if isinstance(content, dict):
        yield from map(str, content)


@cache
def _in_code() -> frozenset[str]:
    names = {name for _, tree in trees() for node in ast.walk(tree) for name in _names(node)}
    files = [name for name in committed() if name.startswith("songbang/rulebook/") and name.endswith(".yaml")]
    return frozenset(names.union(*(_keys(yaml.safe_load(text_of(name))) for name in files)))


def _contract(name: str) -> str:
    return (needs_shared("contracts") / name).read_text("utf-8")


def test_every_row_of_every_table_can_be_read() -> None:
    lines = [line for line in text_of("docs/glossary.md").splitlines() if line.startswith("|")]
    rows = [line for line in lines if not line.startswith(("| term |", "|---"))]
    assert [line for line in rows if not _ROW.fullmatch(line)] == []


def test_no_term_has_two_identifiers() -> None:
    meant = defaultdict(set)
    for rows in _sections().values():
        for terms, identifier in rows:
            for term in terms.split("、"):
                meant[term].add(identifier)
    assert not {term: both for term, both in meant.items() if len(both) > 1}


def test_every_identifier_outside_the_contract_sections_exists_in_code() -> None:
    named = {
        identifier for title, rows in _sections().items() if not title.endswith("(contract)") for _, identifier in rows
    }
    assert not named - _in_code()


def test_every_identifier_of_the_contract_sections_exists_in_a_contract() -> None:
    contracts = "".join(path.read_text("utf-8") for path in needs_shared("contracts").glob("*.md"))
    named = {
        identifier for title, rows in _sections().items() if title.endswith("(contract)") for _, identifier in rows
    }
    assert not named - set(_WORD.findall(contracts))


def test_every_word_of_the_registers_and_the_report_is_there() -> None:
    lexicon = rulebook.load("lexicon.yaml")
    columns = set(lexicon["common"]).union(*lexicon["registers"].values())
    fixed = {*registers.REGISTER_KINDS, *registers.LINES, *registers.ISSUER_LEVELS, *registers.CHANNELS}
    assert not (columns | fixed | {*registers.DIGITAL_CLASSES, *FIGURE_IDS, *REJECT_CODES}) - _identifiers()


def test_every_figure_of_the_contract_is_there() -> None:
    listed = re.search(r"Figure ids: (.*?)\nand, over units", _contract("report.md"), re.DOTALL)
    assert listed
    figures = set(re.findall(r"`([a-z]+\.[a-z_]+)`", listed[1]))
    assert len(figures) == 31
    assert not figures - _identifiers()


def test_every_column_that_the_contract_names_is_there() -> None:
    rows = [line for line in _contract("registers.md").splitlines() if line.startswith("| `")]
    assert len(rows) == 8
    terms = {term for row in rows for term in _HAN.findall(row.split("|")[3])}
    glossary = text_of("docs/glossary.md")
    assert not {term for term in terms if term not in glossary}


def test_every_identifier_of_a_demand_is_there() -> None:
    spans = re.findall(r"`([^`\n]+)`", _contract("demand.md").replace("```", ""))
    shapes = [span for span in spans if not span.startswith(("songbang ", "--", ".", "rules.csv"))]
    named = {word for span in shapes for word in _WORD.findall(span)} - _NOT_TERMS
    assert len(named) > 200
    assert not named - _identifiers()
