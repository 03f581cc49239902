"""A department's form: studied before it goes down, sent, and back complete in its own layout."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from songbang.apps.forms.models import Doubt, Paper, Round, Template
from songbang.apps.intake.form_studies import study_of
from songbang.apps.intake.jobs import work_off
from songbang.apps.journal.models import Entry
from songbang.core.filling import many
from tests.apps.forms import making
from tests.apps.forms.conftest import Enter

pytestmark = pytest.mark.either_engine


def test_the_study_says_what_is_known_who_holds_it_and_what_it_costs(enter: Enter, studied: Template) -> None:
    told = studied.study
    assert (studied.state, studied.title, studied.number) == ("studied", "防汛基本情况表", "应急05表")
    assert (told["units"], told["cells"], told["asked"]) == (2, 6, 12)
    assert told["totals"] == {"held": 3, "derived": 0, "stale": 0, "conflict": 1, "unknown": 8}
    people = next(line for line in told["lines"] if line["row"] == "户籍人口")
    assert (people["known"], people["holders"], people["owner"]) == (2, ["公安分局"], "公安部门")
    assert {proposal["code"] for proposal in told["proposals"]} >= {"drop_held", "explain", "add_measure"}
    assert told["findings"] == ["no_approval"]
    page = enter("department", making.DEPARTMENT).get(f"/forms/{studied.pk}/").content.decode()
    assert "公安分局" in page
    assert "25%" in page


def test_the_door_is_told_of_the_study(studied: Template) -> None:
    found = study_of(making.DISTRICT, making.DEPARTMENT, "应急05表")
    assert found is not None
    assert found.level == "village"
    assert {field.as_of for field in found.fields if field.held_by} == {date(2025, 12, 31)}
    assert (found.asked, found.known, found.relayed_unchanged) == (12, 3, True)
    assert {field.name: field.held_by for field in found.fields}["户籍人口"] == "公安分局"
    assert study_of(making.DISTRICT, making.SECOND, "应急05表") is None
    assert study_of("330411", making.DEPARTMENT, "应急05表") is None


def test_what_is_no_form_is_said_in_words(enter: Enter) -> None:
    client = enter("department", making.DEPARTMENT)
    client.post("/forms/upload/", {"file": making.template([["只有一句话"]]), "level": "village"})
    work_off(once=True)
    failed = Template.objects.get()
    assert failed.state == "failed"
    assert "没有可以填的表" in client.get(f"/forms/{failed.pk}/").content.decode()


def test_a_round_makes_a_paper_for_each_village_with_only_what_is_unknown(sent: Round) -> None:
    assert sent.state == "sent"
    papers = {paper.unit.code: paper for paper in Paper.objects.select_related("unit")}
    assert {code: (paper.known, paper.left) for code, paper in papers.items()} == {
        making.VILLAGES[0]: (2, 4), making.VILLAGES[1]: (1, 5)}  # fmt: skip
    conflict = Doubt.objects.get(kind="conflict")
    assert (conflict.unit.code, conflict.about, len(conflict.givens)) == (making.VILLAGES[1], "低洼易涝点", 2)


def test_a_workbook_of_several_sheets_is_studied_and_made_into_papers_side_by_side(
    enter: Enter, studied: Template, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = openpyxl.load_workbook(making.template())
    book.copy_worksheet(book.worksheets[0]).title = "附表"
    content = io.BytesIO()
    book.save(content)
    monkeypatch.setattr(many, "_WORTH", 0)
    client = enter("department", making.DEPARTMENT)
    client.post("/forms/upload/", {"file": SimpleUploadedFile("两张.xlsx", content.getvalue()), "level": "village"})
    work_off(once=True)
    template = Template.objects.latest("pk")
    assert {name: count * 2 for name, count in studied.study["totals"].items()} == template.study["totals"]
    client.post(f"/forms/{template.pk}/send/", {"version": template.version, "due_on": "2030-01-01"})
    work_off(once=True)
    paper = Paper.objects.select_related("unit").get(unit__code=making.VILLAGES[1])
    assert [cell["sheet"] for cell in paper.cells] == ["Sheet"] * 6 + ["附表"] * 6
    assert (paper.known, paper.left) == (2, 10)
    assert [(draw.unit.code, draw.cells) for draw in paper.draws.all()] == [(making.VILLAGES[1], 2)]
    assert Doubt.objects.filter(kind="conflict").count() == 1


def test_the_workbook_comes_back_in_its_own_layout_a_sheet_a_unit_and_as_a_list(enter: Enter, sent: Round) -> None:
    client = enter("department", making.DEPARTMENT)
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"/forms/rounds/{sent.pk}/sheets.xlsx").content))
    assert book.sheetnames == ["净湘村", "竹林村"]
    sheet = book["净湘村"]
    assert (sheet["D4"].value, sheet["D5"].value, sheet["D6"].value) == (2045, None, 6)
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:D1"]
    assert sheet.column_dimensions["A"].width == 28
    assert "$A$1:$D$10" in str(sheet.print_area)
    total = openpyxl.load_workbook(io.BytesIO(client.get(f"/forms/rounds/{sent.pk}/sum.xlsx").content)).worksheets[0]
    assert (total["D4"].value, total["D6"].value) == (3044, None)
    table = openpyxl.load_workbook(io.BytesIO(client.get(f"/forms/rounds/{sent.pk}/list.xlsx").content)).worksheets[0]
    assert [cell.value for cell in table[2]][:3] == ["净湘村", "未交", 2045]


def test_the_use_must_be_told_before_the_next_round(enter: Enter, sent: Round, studied: Template) -> None:
    client = enter("department", making.DEPARTMENT)
    again = client.post(f"/forms/{studied.pk}/send/", {"version": studied.version})
    assert again.status_code >= 400
    assert Round.objects.count() == 1
    client.post(f"/forms/rounds/{sent.pk}/close/", {"version": sent.version})
    sent.refresh_from_db()
    assert client.post(f"/forms/rounds/{sent.pk}/tell/", {"version": sent.version, "used_for": " "}).status_code >= 400
    client.post(f"/forms/rounds/{sent.pk}/tell/", {"version": sent.version, "used_for": "用于下拨防汛物资"})
    assert client.post(f"/forms/{studied.pk}/send/", {"version": studied.version}).status_code == 302
    used = enter("village", making.VILLAGES[0]).get("/forms/uses/").content.decode()
    assert "用于下拨防汛物资" in used
    acts = list(Entry.objects.filter(subject=f"form-round:{sent.pk}").values_list("act", flat=True))
    assert acts == ["form.sent", "form.round-made", "form.round-close", "form.round-tell"]


@pytest.mark.parametrize("address", ["/forms/{template}/", "/forms/rounds/{round}/", "/forms/rounds/{round}/list.xlsx"])
def test_another_department_finds_nothing(enter: Enter, sent: Round, address: str) -> None:
    other = enter("department", making.SECOND)
    assert other.get(address.format(template=sent.template_id, round=sent.pk)).status_code == 404
    assert "防汛基本情况表" not in other.get("/forms/").content.decode()
