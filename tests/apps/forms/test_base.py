"""At the base: only what is unknown is asked, saved any time, checked as it is typed, declined with a reason."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from songbang.apps.forms.models import Doubt, Given, Paper, Round
from songbang.apps.journal.models import Entry
from tests.apps.forms import making
from tests.apps.forms.conftest import Enter

pytestmark = pytest.mark.either_engine
D5, D7, D8, D9 = (f"cell:Sheet!D{row}" for row in (5, 7, 8, 9))


def test_a_village_sees_its_own_form_with_the_known_cells_filled(enter: Enter, paper: Paper) -> None:
    page = enter("village", making.VILLAGES[0]).get(f"/forms/mine/{paper.pk}/").content.decode()
    assert f'name="{D5}"' in page
    assert 'name="cell:Sheet!D4"' not in page
    assert "2045" in page
    one = enter("village", making.VILLAGES[0]).get(f"/forms/mine/{paper.pk}/?n=2").content.decode()
    assert f'name="{D7}"' in one
    assert f'name="{D5}"' not in one


def test_others_do_not_find_it(enter: Enter, paper: Paper) -> None:
    for role, code in (("village", making.VILLAGES[1]), ("town", making.OTHER), ("department", making.DEPARTMENT)):
        client = enter(role, code)
        assert client.get(f"/forms/mine/{paper.pk}/").status_code == 404
        assert client.post(f"/forms/mine/{paper.pk}/save/", {D5: "1"}).status_code == 404
    assert enter("town", making.TOWN).get(f"/forms/mine/{paper.pk}/").status_code == 200


def test_answers_are_kept_checked_and_handed_in_when_all_are_there(enter: Enter, paper: Paper) -> None:
    client, save = enter("village", making.VILLAGES[0]), f"/forms/mine/{paper.pk}/save/"
    told = client.post(save, {D5: "3000", D7: "很多"}, headers={"HX-Request": "true"}).content.decode()
    assert "户籍人口≥户籍人口 / 其中：女性" in told
    assert "D7" in told
    assert client.post(save, {"hand_in": "1"}).status_code >= 400
    client.post(save, {D5: "1003", D7: "2", D8: "否", D9: "13812345678", "hand_in": "1"})
    paper.refresh_from_db()
    assert (paper.state, paper.left) == ("handed_in", 0)
    given = Given.objects.get(unit__code=making.VILLAGES[0], indicator__contains="其中：女性")
    assert (given.value, given.measure) == ("1003", "人")
    assert client.post(save, {D5: "1"}).status_code >= 400


def test_what_was_answered_once_is_not_asked_again(enter: Enter, paper: Paper) -> None:
    client = enter("village", making.VILLAGES[0])
    client.post(f"/forms/mine/{paper.pk}/save/", {D5: "1003", D7: "2", D8: "否", D9: "13812345678", "hand_in": "1"})
    asking = enter("department", making.SECOND)
    asking.post("/forms/upload/", {"file": making.template(), "level": "village"})
    from songbang.apps.forms.models import Template
    from songbang.apps.intake.jobs import work_off

    work_off(once=True)
    study = Template.objects.order_by("-pk")[0].study
    known = {line["row"]: line["known"] for line in study["lines"]}
    assert known["低洼易涝点"] == 1
    assert known["户籍人口"] == 2


def test_personal_data_are_encrypted_masked_and_shown_in_full_only_for_a_reason(enter: Enter, paper: Paper) -> None:
    client = enter("village", making.VILLAGES[0])
    client.post(f"/forms/mine/{paper.pk}/save/", {D9: "13812345678"})
    paper.refresh_from_db()
    assert "13812345678" not in str(paper.sealed) + str(paper.answers)
    page = client.get(f"/forms/mine/{paper.pk}/").content.decode()
    assert "138••••••78" in page
    assert "13812345678" not in page
    reveal = f"/forms/mine/{paper.pk}/reveal/"
    assert client.post(reveal, {"cell": "Sheet!D9", "reason": ""}).status_code >= 400
    assert "13812345678" in client.post(reveal, {"cell": "Sheet!D9", "reason": "核对号码"}).content.decode()
    told = Entry.objects.get(act="form.personal-read")
    assert told.after == {"cell": "Sheet!D9", "reason": "核对号码"}
    assert not Entry.objects.filter(after__icontains="13812345678").exists()


def test_who_asked_takes_personal_data_in_full_only_for_a_reason(enter: Enter, paper: Paper) -> None:
    enter("village", making.VILLAGES[0]).post(f"/forms/mine/{paper.pk}/save/", {D9: "13812345678"})
    client, address = enter("department", making.DEPARTMENT), f"/forms/rounds/{paper.round_id}"
    plain = openpyxl.load_workbook(io.BytesIO(client.get(f"{address}/sheets.xlsx").content))["净湘村"]
    assert plain["D9"].value == "138••••••78"
    assert client.post(f"{address}/personal/sheets.xlsx", {"reason": ""}).status_code >= 400
    taken = client.post(f"{address}/personal/sheets.xlsx", {"reason": "汛期值班联系"})
    assert openpyxl.load_workbook(io.BytesIO(taken.content))["净湘村"]["D9"].value == "13812345678"
    assert Entry.objects.get(act="form.personal-read").after == {"reason": "汛期值班联系"}
    assert enter("supervisor", making.DISTRICT).post(f"{address}/personal/sheets.xlsx").status_code == 404


def test_a_known_value_is_declined_with_a_reason_that_goes_to_its_holder(enter: Enter, paper: Paper) -> None:
    client = enter("village", making.VILLAGES[0])
    assert client.post(f"/forms/mine/{paper.pk}/decline/", {"cell": "Sheet!D6", "reason": ""}).status_code >= 400
    client.post(f"/forms/mine/{paper.pk}/decline/", {"cell": "Sheet!D6", "reason": "三月拆了两幢"})
    paper.refresh_from_db()
    assert paper.left == 5
    assert 'name="cell:Sheet!D6"' in client.get(f"/forms/mine/{paper.pk}/").content.decode()
    doubt = Doubt.objects.get(kind="declined")
    holder = enter("supervisor", making.DISTRICT)
    assert "三月拆了两幢" in holder.get("/forms/facts/").content.decode()
    holder.post(f"/forms/facts/doubts/{doubt.pk}/", {})
    assert not Given.objects.get(pk=doubt.givens[0]).live
    assert enter("department", making.SECOND).post(f"/forms/facts/doubts/{doubt.pk}/", {}).status_code == 404


def test_the_residual_workbook_goes_and_comes_back(enter: Enter, paper: Paper) -> None:
    client = enter("village", making.VILLAGES[0])
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"/forms/mine/{paper.pk}/residual.xlsx").content))
    sheet = book.worksheets[0]
    assert [sheet.cell(row, 3).value for row in range(3, 7)] == ["D5", "D7", "D8", "D9"]
    sheet["G3"] = 1003
    content = io.BytesIO()
    book.save(content)
    client.post(f"/forms/mine/{paper.pk}/bring-back/", {"file": SimpleUploadedFile("a.xlsx", content.getvalue())})
    paper.refresh_from_db()
    assert paper.answers == {"Sheet!D5": "1003"}
    full = openpyxl.load_workbook(io.BytesIO(client.get(f"/forms/mine/{paper.pk}/filled.xlsx").content)).worksheets[0]
    assert (full["D4"].value, full["D5"].value) == (2045, 1003)


def test_each_unit_sees_who_used_its_data(enter: Enter, sent: Round) -> None:
    page = enter("village", making.VILLAGES[0]).get("/forms/uses/").content.decode()
    assert "区农业农村局" in page
    assert "危旧房" in page
    assert "竹林村" not in page


def test_no_query_count_grows_with_papers_and_facts(enter: Enter, sent: Round) -> None:
    town, asking = enter("town", making.TOWN), enter("department", making.DEPARTMENT)
    for client in (town, asking):
        client.get("/forms/")  # a session's first page notes when it was used
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            for client, address in ((town, "/forms/mine/"), (town, "/forms/uses/"), (town, "/forms/facts/"),
                                    (asking, f"/forms/rounds/{sent.pk}/"), (asking, "/forms/")):  # fmt: skip
                assert client.get(address).status_code == 200
        counts.append(len(asked))
        rows = [(making.VILLAGES[0], "某台账", f"设施{n}", "个", str(n), "2025-12-31", "某局") for n in range(20)]
        enter("supervisor", making.DISTRICT).post("/forms/facts/give/", {"file": making.facts_file(rows)})
    assert counts[0] == counts[1]
