"""The ten made cases of ../shared, cell by cell: status and value as expected, nothing else filled."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from songbang.core.filling.books import load_template
from songbang.core.filling.facts import read_facts, read_places
from songbang.core.filling.fill import Filled, FilledSheet, fill
from tests.conftest import needs_shared

CASES = sorted(path for path in needs_shared("data/fill-cases").iterdir() if path.is_dir())


def told(expected: dict[str, Any]) -> list[tuple[str, Any]]:
    also = expected.get("also") or []
    return [(expected["status"], expected.get("value")), *((other["status"], other.get("value")) for other in also)]


def agrees(cell: Filled, status: str, value: Any) -> bool:
    if cell.verdict.status != status:
        return False
    given = cell.verdict.value
    if status not in ("held", "derived") or not isinstance(given, Fraction):
        return status not in ("held", "derived") or given == value
    return abs(float(given) - value) <= 1e-4 * max(1.0, abs(value))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_every_cell_finding_and_check_is_as_expected(case: Any) -> None:
    given = json.loads((case / "case.json").read_text("utf-8"))
    expected = json.loads((case / "expected.json").read_text("utf-8"))
    facts, _ = read_facts(case / given["facts"])
    book = load_template(case / given["template"])
    sheet: FilledSheet = fill(
        book, given["unit"], date.fromisoformat(given["on"]), facts, read_places(case / given["units"])
    )[0]
    cells = {cell.slot.cell: cell for cell in sheet.cells}
    assert set(cells) == {cell["cell"] for cell in expected["cells"]}
    wrong = [
        cell["cell"] for cell in expected["cells"] if not any(agrees(cells[cell["cell"]], *one) for one in told(cell))
    ]
    assert not wrong
    assert list(sheet.head.findings) == expected["form"]["findings"]
    results = {"holds": True, "violated": False, "open": None}
    for audit in expected["audit"]:
        checks = {check.relation: check.ok for check in cells[audit["cells"][0]].checks}
        assert checks[audit["relation"]] is results[audit["result"]]
