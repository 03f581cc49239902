"""`songbang import`: a sample district's registers into the office, the same rows as the one-shot report reads."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from samples.maker import make
from songbang.apps.intake import facts
from songbang.apps.intake.models import Import
from songbang.apps.journal.services import SYSTEM
from songbang.apps.units import services as units
from songbang.cli.import_command import import_registers
from songbang.cli.reading import read_registers
from songbang.cli.screen import Screen
from songbang.core.reading.unitlist import read_units
from tests.apps.intake.making import DISTRICT

pytestmark = pytest.mark.django_db


def _told(*arguments: str) -> Result:
    return CliRunner().invoke(import_registers, ["--unit", DISTRICT, *arguments], catch_exceptions=False)


def test_the_sample_district_comes_in_with_the_rows_that_a_report_reads(tmp_path: Path) -> None:
    make(tmp_path, seed=1, size=0.1)
    units.import_units(SYSTEM, read_units(tmp_path / "units.csv").units.values(), DISTRICT)
    registers = tmp_path / "registers"
    result = _told("--accept", str(registers))
    assert result.exit_code == 0, result.output
    found = read_registers([registers], Screen("zh-Hans", quiet=True), units=tmp_path / "units.csv")
    expected = Counter((row.row, row.unit, row.day) for book in found.books for row in book.rows)
    assert sum(expected.values()) > 100
    assert Counter((row.row, row.unit, row.day) for row in facts.live_rows(DISTRICT)) == expected
    assert set(Import.objects.values_list("state", flat=True)) == {"accepted"}
    again = _told("--accept", str(registers))
    assert "没有变化" in again.output
    assert Counter(row.row for row in facts.live_rows(DISTRICT)) == Counter(key[0] for key in expected.elements())


def test_a_unit_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(Exception, match=r"import\.unit_unknown"):
        _told(str(tmp_path))
