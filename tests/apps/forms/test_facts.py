"""Facts in time: taken in with their source, those that cannot stand are named, a confirmed wording is remembered."""

from __future__ import annotations

from songbang.apps.forms import facts
from songbang.apps.forms.models import Confirmed, Doubt, Given, Round, Template
from songbang.apps.intake.jobs import work_off
from tests.apps.forms import making
from tests.apps.forms.conftest import Enter


def test_a_town_brings_facts_of_its_own_units_only_and_is_told_what_was_not_taken(enter: Enter) -> None:
    rows = [*making.FACTS, (making.OTHER, "x", "户籍人口", "人", "1", "2025-12-31", "y"),
            (making.VILLAGES[0], "x", "户籍人口", "人", "很多", "2025-12-31", "y")]  # fmt: skip
    page = enter("town", making.TOWN).post("/forms/facts/give/", {"file": making.facts_file(rows)}).content.decode()
    assert Given.objects.count() == 5
    assert "7、8" in page
    enter("town", making.TOWN).post("/forms/facts/give/", {"file": making.facts_file(rows)})
    assert Given.objects.count() == 5


def test_a_measure_that_nobody_knows_is_told_with_its_lines(enter: Enter) -> None:
    rows = [(making.VILLAGES[0], "x", "花椒产量", "斤半", "5", "2025-12-31", "y"), *making.FACTS,
            (making.OTHER, "x", "花椒面积", "亩半", "2", "2025-12-31", "y")]  # fmt: skip
    page = enter("town", making.TOWN).post("/forms/facts/give/", {"file": making.facts_file(rows)}).content.decode()
    assert "计量单位“斤半”不在计量单位表中（行号 2）" in page
    assert "亩半" not in page  # that line was not taken
    assert Given.objects.filter(measure="斤半").count() == 1


def test_figures_that_disagree_are_settled_by_who_holds_them(enter: Enter, sent: Round) -> None:
    doubt = Doubt.objects.get(kind="conflict")
    client = enter("supervisor", making.DISTRICT)
    client.post(f"/forms/facts/doubts/{doubt.pk}/", {"keep": [doubt.givens[1]]})
    live = Given.objects.filter(pk__in=doubt.givens, live=True)
    assert [given.value for given in live] == ["3"]
    assert client.post(f"/forms/facts/doubts/{doubt.pk}/", {}).status_code >= 400


def test_a_confirmed_wording_is_remembered_for_the_district(enter: Enter) -> None:
    client = enter("supervisor", making.DISTRICT)
    client.post("/forms/facts/give/", {"file": making.facts_file()})
    client.post("/forms/elements/confirm/", {"asked": "危险房屋幢数", "given": "危旧房屋", "measure": "幢"})
    assert Confirmed.objects.count() == 1
    wordings = {fact.indicator for fact in facts.facts(making.DISTRICT)}
    assert {"危险房屋幢数", "危旧房屋"} <= wordings
    assert facts.facts("330411") == []


def test_a_near_wording_is_offered_with_the_study_and_fills_once_it_is_confirmed(enter: Enter) -> None:
    rows = [(making.VILLAGES[0], "排查台账", "危险旧房", "幢", "6", "2025-12-31", "住建局")]
    enter("supervisor", making.DISTRICT).post("/forms/facts/give/", {"file": making.facts_file(rows)})
    client = enter("department", making.DEPARTMENT)
    asked = [["房屋情况表"], ["项目", "计量单位", "数量"], ["危险旧房总栋数", "幢", None], ["旧房危险点", "幢", None]]
    client.post("/forms/upload/", {"file": making.template(asked), "level": "village"})
    work_off(once=True)
    template = Template.objects.get()
    lines = {line["row"]: line for line in template.study["lines"]}
    assert lines["旧房危险点"]["known"] == 0
    told = {"asked": "旧房危险点", "given": "危险旧房", "measure": "幢", "template": template.pk}
    client.post("/forms/elements/confirm/", told)
    work_off(once=True)
    template.refresh_from_db()
    assert {line["row"]: line["known"] for line in template.study["lines"]}["旧房危险点"] == 1


def test_the_dictionary_is_searched_by_name_and_owner(enter: Enter) -> None:
    page = enter("village", making.VILLAGES[0]).get("/forms/elements/?q=公厕").content.decode()
    assert "公共厕所" in page
    assert "耕地面积" not in page
