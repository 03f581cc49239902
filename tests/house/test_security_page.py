"""docs/security.md names tests and files that are there; no dependency binds who installs us to open what is theirs."""

from __future__ import annotations

import ast
import re
from importlib.metadata import distributions

from tests.house.tree import ROOT, text_of, tree_of

PAGE = "docs/security.md"
_TEST = re.compile(r"`(tests/[\w/]+\.py)(?:::(test_\w+))?`")
_FILE = re.compile(r"`((?:songbang|scripts|deploy|docs)/[\w./-]+)`")
_COPYLEFT = re.compile(r"affero|agpl|sspl|server side public", re.IGNORECASE)


def test_every_test_that_the_page_names_is_there() -> None:
    named = _TEST.findall(text_of(PAGE))
    assert len(named) > 30
    missing = [(file, test) for file, test in named if not _is_there(file, test)]
    assert not missing


def _is_there(file: str, test: str) -> bool:
    if not (ROOT / file).is_file():
        return False
    return not test or any(isinstance(node, ast.FunctionDef) and node.name == test for node in tree_of(file).body)


def test_every_file_that_the_page_names_is_there() -> None:
    assert not [name for name in _FILE.findall(text_of(PAGE)) if not (ROOT / name).exists()]


def test_every_threat_has_a_control_and_a_test_or_says_that_it_has_none() -> None:
    threats = text_of(PAGE).partition("## Threats")[2].partition("## OWASP")[0]
    rows = [line for line in threats.splitlines() if line.startswith("| ") and not line.startswith("| threat")]
    assert len(rows) >= 20
    assert not [row for row in rows if not _TEST.search(row) and "**no test" not in row]


def test_no_package_here_is_under_a_licence_that_reaches_through_the_network() -> None:
    """Of all that is installed from requirements.lock, ours of the moment."""
    found = []
    for package in distributions():
        told = [package.metadata.get("License-Expression") or "", (package.metadata.get("License") or "")[:200]]
        told += [one for one in package.metadata.get_all("Classifier") or [] if one.startswith("License")]
        if any(map(_COPYLEFT.search, told)):
            found.append(package.metadata["Name"])
    assert not found
