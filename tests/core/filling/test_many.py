"""A form for many units, its sheets side by side in processes of their own."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
import yaml
from openpyxl.workbook import Workbook

from songbang.core.filling import many
from songbang.core.filling.elements import use_folder
from songbang.core.filling.explain import cell_json
from songbang.core.filling.facts import Place, Places, fact_of
from songbang.core.filling.fill import Form
from songbang.core.filling.grid import grids_of
from songbang.core.filling.many import AT_ONCE, Asking, each_of_many
from songbang.core.filling.study import study, study_json

ON = date(2026, 1, 10)
UNITS = [f"33{number:03}" for number in range(AT_ONCE * 2 + 3)]
LABELS = ("户籍人口", "常住人口", "危旧房屋", "易涝点")
MEASURES = {"户籍人口": "人", "常住人口": "人", "危旧房屋": "幢", "易涝点": "处"}


def asking(sheets: int = 3) -> Asking:
    """A workbook of some sheets; every other unit has told its 户籍人口, and all have their 危旧房屋."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for number in range(sheets):
        sheet = book.create_sheet(f"表{number + 1}")
        for row in [["基本情况表"], ["项目", "计量单位", "数量"], *([name, MEASURES[name], None] for name in LABELS)]:
            sheet.append(row)
    told = [
        fact_of(n, unit, "台账（2025年）", name, MEASURES[name], str(n * 7 + len(name)), date(2025, 12, 31), "公安分局")
        for n, unit in enumerate(UNITS, 1)
        for name in ("户籍人口", "危旧房屋")
        if name == "危旧房屋" or n % 2
    ]
    places = Places([Place(unit, f"第{unit}村", "村", "33") for unit in UNITS])
    return Asking(grids_of(book), [fact for fact in told if fact], places, ON)


def cells(form: Form, units: list[str]) -> list[list[str]]:
    return [[str(cell_json(f.sheet.name, cell)) for f in form.fill(unit) for cell in f.cells] for unit in units]


def whole(asked: Asking, cores: int) -> dict[str, list[str]]:
    """Unit → its cells, whatever the processes that filled them."""
    return {
        unit: [cell for part in parts for cell in part]
        for codes, told in each_of_many(asked, UNITS, cells, cores=cores)
        for unit, *parts in zip(codes, *told, strict=True)
    }


@pytest.fixture(autouse=True)
def always_worth(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many, "_WORTH", 0)


def processes(form: Form, units: list[str]) -> tuple[int, list[str]]:
    return os.getpid(), [sheet.name for sheet in form.sheets]


def test_sheets_are_filled_in_processes_of_their_own_in_the_forms_order() -> None:
    told = [parts for _, parts in each_of_many(asking(), UNITS, processes, cores=2)]
    assert [[names for _, names in parts] for parts in told] == [[["表1"], ["表2", "表3"]]] * 3
    assert len({pid for parts in told for pid, _ in parts}) == 2
    assert os.getpid() not in {pid for parts in told for pid, _ in parts}


def test_side_by_side_fills_what_one_process_fills() -> None:
    alone, beside = whole(asking(), 1), whole(asking(), 2)
    assert list(alone) == UNITS
    assert alone == beside
    assert "'status': 'held'" in alone[UNITS[0]][0]


def test_a_form_filled_for_others_before_is_filled_as_if_for_the_first_time() -> None:
    form = asking().form
    assert cells(form, [UNITS[1], UNITS[0]])[1] == cells(asking().form, [UNITS[0]])[0]


def test_what_was_given_out_for_one_unit_stays_when_another_is_filled() -> None:
    form = asking().form
    first = form.fill(UNITS[0])
    before = [(cell.unit, cell.verdict, list(cell.checks)) for cell in first[0].cells]
    form.fill(UNITS[1])
    assert [(cell.unit, cell.verdict, list(cell.checks)) for cell in first[0].cells] == before


def test_a_small_form_is_filled_where_it_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert {pid for _, parts in each_of_many(asking(), UNITS, processes) for pid, _ in parts} == {os.getpid()}


def dies_apart(form: Form, units: list[str]) -> list[list[str]]:
    if multiprocessing.parent_process() and UNITS[AT_ONCE] in units:
        os.kill(os.getpid(), signal.SIGKILL)
    return cells(form, units)


def test_what_a_killed_process_was_to_fill_is_filled_all_the_same(caplog: pytest.LogCaptureFixture) -> None:
    told = {unit: part for codes, parts in each_of_many(asking(2), UNITS, dies_apart, cores=2)
            for unit, part in zip(codes, parts[1], strict=True)}  # fmt: skip
    assert list(told) == UNITS
    assert told[UNITS[-1]] == cells(asking(2).form, [UNITS[-1]])[0][len(LABELS) :]
    assert "died" in caplog.text


def names_of_elements(form: Form, _: list[str]) -> set[str]:
    return {c.asked.element.name for f in form.fill(UNITS[0]) for c in f.cells if c.asked.element}


def test_a_folder_of_elements_is_read_there_too(tmp_path: Path) -> None:
    section = {"elements": [{"name": "易涝点", "measure": "处"}], "owner": "水利局"}
    (tmp_path / "elements_own.yaml").write_text(yaml.safe_dump({"sections": [section]}, allow_unicode=True), "utf-8")
    use_folder(tmp_path)
    try:
        found = [parts for _, parts in each_of_many(asking(2), UNITS[:1], names_of_elements, cores=2)]
    finally:
        use_folder(None)
    assert all("易涝点" in names for parts in found for names in parts)


def test_a_study_side_by_side_is_the_study_of_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[int] = []
    beside = study_json(study(asking(), UNITS, heard.append))
    assert heard == [AT_ONCE, AT_ONCE * 2, len(UNITS)]
    monkeypatch.undo()
    assert beside == study_json(study(asking(), UNITS))
    told = {line["row"]: line["counts"] for line in beside["lines"] if line["sheet"] == "表3"}
    assert told["户籍人口"]["held"] == (len(UNITS) + 1) // 2
    assert told["危旧房屋"]["held"] == len(UNITS)


def waits(form: Form, units: list[str]) -> None:
    Path(os.environ["SAID_HERE"], str(os.getpid())).touch()
    time.sleep(60)


def test_no_process_outlives_one_that_was_killed(tmp_path: Path) -> None:
    told = "from tests.core.filling import test_many as t; t.many._WORTH = 0; "
    told += "list(t.each_of_many(t.asking(2), t.UNITS, t.waits, cores=2))"
    parent = subprocess.Popen([sys.executable, "-c", told], env={**os.environ, "SAID_HERE": str(tmp_path)})
    _until(lambda: len(list(tmp_path.iterdir())) == 2)
    parent.kill()
    parent.wait()
    _until(lambda: not any(Path("/proc", pid.name).exists() for pid in tmp_path.iterdir()))


def _until(so: object) -> None:
    assert callable(so)
    for _ in range(300):
        if so():
            return
        time.sleep(0.1)
    raise AssertionError("it did not come about in half a minute")
