"""Officially published cases, their compliant twins and boundary days: all that must be found is, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.cases import judged
from tests.conftest import needs_shared

FILES = sorted(needs_shared("data/gate-cases").glob("*.json"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.stem))
def test_published_cases_are_judged_as_they_were(file: Path) -> None:
    cases = json.loads(file.read_text("utf-8"))
    results = {case["id"]: judged(case) for case in cases}
    assert len(results) == len(cases)
    faults = {name: one for name, one in results.items() if one["missed"] or one["wrong"] or not one["agrees"]}
    assert not faults
