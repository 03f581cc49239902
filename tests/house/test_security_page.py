"""docs/security.md names tests and files that are there; no dependency binds who installs us to open what is theirs."""

from __future__ import annotations

import ast
import re
from collections import Counter
from importlib.metadata import distributions

from tests.house.tree import ROOT, text_of, tree_of

PAGE = "docs/security.md"
ASVS = "docs/asvs.md"
SECTIONS = {
    "1.1": 7, "1.2": 4, "1.4": (1, 4, 5), "1.5": 4, "1.6": 4, "1.7": 2, "1.8": 2, "1.9": 2, "1.10": 1, "1.11": 2,
    "1.12": (2,), "1.14": 6, "2.1": 12, "2.2": 3, "2.3": 3, "2.4": 6, "2.5": 7, "2.6": 3, "2.7": 6, "2.8": 7, "2.9": 3,
    "2.10": 4, "3.1": 1, "3.2": 4, "3.3": 4, "3.4": 5, "3.5": 3, "3.7": 1, "4.1": (1, 2, 3, 5), "4.2": 2, "4.3": 3,
    "5.1": 5, "5.2": 8, "5.3": 10, "5.4": 3, "5.5": 4, "6.1": 3, "6.2": 6, "6.3": 2, "6.4": 2, "7.1": 4, "7.2": 2,
    "7.3": (1, 3, 4), "7.4": 3, "8.1": 4, "8.2": 3, "8.3": 8, "9.1": 3, "9.2": 4, "10.2": 2, "10.3": 3, "11.1": 8,
    "12.1": 3, "12.2": 1, "12.3": 6, "12.4": 2, "12.5": 2, "12.6": 1, "13.1": (1, 3, 4, 5), "13.2": (1, 2, 3, 5, 6),
    "13.3": 2, "13.4": 2, "14.1": 4, "14.2": 6, "14.3": (2, 3), "14.4": 7, "14.5": 4,
}  # fmt: skip
"""Section of ASVS 4.0.3 → how many requirements of levels 1 and 2 it has, or their numbers."""
_TEST = re.compile(r"`(tests/[\w/]+\.py)(?:::(test_\w+))?`")
_FILE = re.compile(r"`((?:songbang|scripts|deploy|docs)/[\w./-]+)`")
_COPYLEFT = re.compile(r"affero|agpl|sspl|server side public", re.IGNORECASE)


def test_every_requirement_of_asvs_has_its_line_and_its_evidence() -> None:
    lines = [line.strip("| ").split(" | ", 2) for line in text_of(ASVS).splitlines() if line.startswith("| V")]
    wanted = [
        f"V{section}.{number}"
        for section, told in SECTIONS.items()
        for number in (range(1, told + 1) if isinstance(told, int) else told)
    ]
    assert [number for number, _, _ in lines] == wanted
    assert {state for _, state, _ in lines} == {"met", "partly", "**not met**", "n/a"}
    counted = Counter(state for _, state, _ in lines)
    told = f"{counted['met']} met, {counted['partly']} partly, {counted['**not met**']} **not met**, {counted['n/a']}"
    assert told in " ".join(text_of(ASVS).split())


def test_every_test_that_the_page_names_is_there() -> None:
    named = _TEST.findall(text_of(PAGE) + text_of(ASVS))
    assert len(named) > 100
    missing = [(file, test) for file, test in named if not _is_there(file, test)]
    assert not missing


def _is_there(file: str, test: str) -> bool:
    if not (ROOT / file).is_file():
        return False
    return not test or any(isinstance(node, ast.FunctionDef) and node.name == test for node in tree_of(file).body)


def test_every_file_that_the_page_names_is_there() -> None:
    assert not [name for name in _FILE.findall(text_of(PAGE) + text_of(ASVS)) if not (ROOT / name).exists()]


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
