"""One form for programs: studies read, facts given, the workbook fetched, within the token's scope and territory."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from django.test import Client

from songbang.apps.forms.models import Given, Paper, Round, Template
from songbang.apps.intake.jobs import work_off
from songbang.apps.units.models import Holding
from songbang.ui import clock
from tests.apps.api.asking import Program, token_of
from tests.apps.forms import making
from tests.apps.forms.conftest import Enter

pytestmark = pytest.mark.either_engine


def program(role: str, unit: str, scopes: list[str] | None = None) -> Program:
    return Program(Client(), token_of(Holding.objects.get(role=role, unit__code=unit), scopes))


@pytest.fixture
def department(enter: Enter, sent: Round) -> Program:
    return program("department", making.DEPARTMENT)


def book_of(answer: Any) -> openpyxl.Workbook:
    assert answer.status_code == 200, answer.content
    return openpyxl.load_workbook(io.BytesIO(answer.content))


def test_a_study_is_read_with_who_holds_what(department: Program, studied: Template) -> None:
    listed = department.get("/forms").json()["items"]
    assert [(one["id"], one["title"], one["share"]) for one in listed] == [(studied.pk, "防汛基本情况表", 0.25)]
    told = department.get(f"/forms/{studied.pk}").json()
    assert (told["cells"], told["asked"], told["totals"]["held"]) == (6, 12, 3)
    people = next(line for line in told["lines"] if line["row"] == "户籍人口")
    assert (people["known"], people["holders"]) == (2, ["公安分局"])
    state = department.get(f"/form-rounds/{told['rounds'][0]}").json()
    assert (state["state"], state["units"], state["handed_in"]) == ("sent", 2, 0)


def test_facts_that_are_given_fill_the_next_study(department: Program, studied: Template, enter: Enter) -> None:
    fact = {"unit": making.VILLAGES[0], "form": "易涝点台账", "indicator": "低洼易涝点数", "measure": "处",
            "value": "4", "as_of": clock.today().isoformat(), "source": "水利局"}  # fmt: skip
    body = {"facts": [fact, {**fact, "unit": "999999"}, {**fact, "value": "约四处"}]}
    answer = program("supervisor", making.DISTRICT).send("/facts", body)
    assert answer.json() == {"new": 1, "passed_over": [1, 2]}
    assert program("supervisor", making.DISTRICT).send("/facts", body).json()["new"] == 0
    given = Given.objects.get(indicator="低洼易涝点数")
    assert (given.origin, given.unit.code) == ("api#2", making.VILLAGES[0])
    enter("department", making.DEPARTMENT).post(f"/forms/{studied.pk}/study/")
    work_off(once=True)
    assert department.get(f"/forms/{studied.pk}").json()["totals"]["held"] == 4


def test_the_workbook_is_fetched_in_the_formats_asked_for(department: Program, sent: Round, enter: Enter) -> None:
    paper = Paper.objects.get(round=sent, unit__code=making.VILLAGES[0])
    village = enter("village", making.VILLAGES[0])
    village.post(f"/forms/mine/{paper.pk}/save/", {f"cell:{making.KEY(row=8)}": "是"})
    path = f"/form-rounds/{sent.pk}/workbook"
    sheet = book_of(department.get(f"{path}/sheets?whether=one_two"))["净湘村"]
    assert (sheet["D4"].value, sheet["D8"].value, sheet.print_area) == (2045, "1", "'净湘村'!$A$1:$D$10")
    lines = book_of(department.get(f"{path}/list?people=万人")).worksheets[0]
    heads = [cell.value for cell in lines[1]]
    assert lines.cell(2, heads.index("户籍人口（万人）") + 1).value == 0.2045
    refused = department.get(f"{path}/list?date=stardate")
    assert (refused.status_code, refused.json()["code"]) == (400, "forms.no_format")
    assert department.get(f"{path}/pdf").status_code == 404
    own = program("village", making.VILLAGES[0]).get(f"/form-papers/{paper.pk}/workbook")
    assert book_of(own).worksheets[0]["D8"].value == "是"


def test_scopes_and_rights_hold_as_on_pages(department: Program, sent: Round, studied: Template, enter: Enter) -> None:
    narrow = program("department", making.DEPARTMENT, ["facts:read"])
    assert narrow.get("/forms").status_code == 403
    enter("department", making.SECOND)
    second = program("department", making.SECOND)
    assert second.get(f"/forms/{studied.pk}").status_code == 404
    assert second.get(f"/form-rounds/{sent.pk}/workbook/sheets").status_code == 404
    enter("village", making.VILLAGES[1])
    neighbour = program("village", making.VILLAGES[1])
    paper = Paper.objects.get(round=sent, unit__code=making.VILLAGES[0])
    assert neighbour.get(f"/form-papers/{paper.pk}/workbook").status_code == 404
    fact = {"unit": making.VILLAGES[1], "form": "台账", "indicator": "危旧房", "value": "1", "as_of": "2025-12-31"}
    assert neighbour.send("/facts", {"facts": [fact]}).status_code == 404


def test_the_list_of_facts_goes_on_by_its_cursor(department: Program) -> None:
    supervisor = program("supervisor", making.DISTRICT)
    first = supervisor.get("/facts?limit=2").json()
    rest = supervisor.get(f"/facts?after={first['next']}").json()
    ids = [one["id"] for one in [*first["items"], *rest["items"]]]
    assert ids == sorted(ids, reverse=True)
    assert len(ids) == len(making.FACTS)
