"""A form for many units, its sheets side by side in processes of their own."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
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
    given = [
        fact_of(n, unit, "台账（2025年）", name, MEASURES[name], str(n * 7 + len(name)), date(2025, 12, 31), "公安分局")
        for n, unit in enumerate(UNITS, 1)
        for name in ("户籍人口", "危旧房屋")
        if name == "危旧房屋" or n % 2
    ]
    places = Places([Place(unit, f"第{unit}村", "村", "33") for unit in UNITS])
    return Asking(grids_of(book), [fact for fact in given if fact], places, ON)


def cells(form: Form, units: list[str]) -> list[list[str]]:
    return [[str(cell_json(f.sheet.name, cell)) for f in form.fill(unit) for cell in f.cells] for unit in units]


@pytest.fixture(autouse=True)
def always_worth(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many, "_WORTH", 0)


@pytest.fixture
def own_elements(tmp_path: Path) -> Iterator[None]:
    """Elements of a district's own."""
    section = {"elements": [{"name": "易涝点", "measure": "处"}], "owner": "水利局"}
    (tmp_path / "elements_own.yaml").write_text(yaml.safe_dump({"sections": [section]}, allow_unicode=True), "utf-8")
    use_folder(tmp_path)
    yield
    use_folder(None)


Told = tuple[int, list[str], set[str], list[list[str]]]


def told(form: Form, units: list[str]) -> Told:
    """Which process filled which sheets, the elements that it knows, and each unit's cells."""
    known = {c.asked.element.name for f in form.fill(UNITS[0]) for c in f.cells if c.asked.element}
    return os.getpid(), [sheet.name for sheet in form.sheets], known, cells(form, units)


def test_sheets_side_by_side_are_filled_as_by_one_process(own_elements: None) -> None:
    alone, beside = (list(each_of_many(asking(), UNITS, told, cores=cores)) for cores in (1, 2))
    parts = [part for _, part in beside]
    assert [[names for _, names, _, _ in part] for part in parts] == [[["表1"], ["表2", "表3"]]] * 3
    assert len({pid for part in parts for pid, *_ in part} - {os.getpid()}) == 2
    assert [codes for codes, _ in beside] == [codes for codes, _ in alone]
    joined = [[a + b for a, b in zip(one[3], other[3], strict=True)] for one, other in parts]
    assert joined == [part[0][3] for _, part in alone]
    assert "'status': 'held'" in joined[0][0][0]
    assert all("易涝点" in known for part in parts for _, _, known, _ in part), "of the folder that this process reads"


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
    assert {pid for _, parts in each_of_many(asking(), UNITS, told) for pid, *_ in parts} == {os.getpid()}


def dies_apart(form: Form, units: list[str]) -> list[list[str]]:
    if multiprocessing.parent_process() and UNITS[AT_ONCE] in units:
        os.kill(os.getpid(), signal.SIGKILL)
    return cells(form, units)


def test_what_a_killed_process_was_to_fill_is_filled_all_the_same(caplog: pytest.LogCaptureFixture) -> None:
    found = {unit: part for codes, parts in each_of_many(asking(2), UNITS, dies_apart, cores=2)
             for unit, part in zip(codes, parts[1], strict=True)}  # fmt: skip
    assert list(found) == UNITS
    assert found[UNITS[-1]] == cells(asking(2).form, [UNITS[-1]])[0][len(LABELS) :]
    assert "died" in caplog.text


def test_a_study_side_by_side_is_the_study_of_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[int] = []
    beside = study_json(study(asking(), UNITS, heard.append))
    assert heard == [AT_ONCE, AT_ONCE * 2, len(UNITS)]
    monkeypatch.undo()
    assert beside == study_json(study(asking(), UNITS))
    third = {line["row"]: line["counts"] for line in beside["lines"] if line["sheet"] == "表3"}
    assert third["户籍人口"]["held"] == (len(UNITS) + 1) // 2
    assert third["危旧房屋"]["held"] == len(UNITS)


def waits(form: Form, units: list[str]) -> None:
    Path(os.environ["SAID_HERE"], str(os.getpid())).touch()
    time.sleep(60)


def test_no_process_outlives_one_that_was_killed(tmp_path: Path) -> None:
    waiting = "from tests.core.filling import test_many as t; t.many._WORTH = 0; "
    waiting += "list(t.each_of_many(t.asking(2), t.UNITS, t.waits, cores=2))"
    parent = subprocess.Popen([sys.executable, "-c", waiting], env={**os.environ, "SAID_HERE": str(tmp_path)})
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
