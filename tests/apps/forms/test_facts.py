"""Facts in time: taken in with their source, those that cannot stand are named, a confirmed wording is remembered."""

from __future__ import annotations

from songbang.apps.forms import facts
from songbang.apps.forms.models import Confirmed, Doubt, Given, Round, Template
from songbang.apps.intake.jobs import work_off
from songbang.ui import clock
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
    told = {"asked": "危险房屋幢数", "given": "危旧房屋", "measure": "幢"}
    Confirmed.objects.create(territory=making.DISTRICT, made_at=clock.now(), **told)
    also = {fact.indicator: fact.also for fact in facts.facts(making.DISTRICT)}
    assert also["危旧房屋"] == ("危险房屋幢数",)
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
    line = lines["旧房危险点"]
    assert [(near["indicator"], near["measure"]) for near in line["near"]] == [("危险旧房", "幢")]
    client.post(f"/forms/{template.pk}/confirm/", {"same": f"{line['sheet']}!{line['cell']}:0"})
    work_off(once=True)
    template.refresh_from_db()
    assert {line["row"]: line["known"] for line in template.study["lines"]}["旧房危险点"] == 1


def test_suggestions_of_a_table_are_ticked_confirmed_at_once_and_taken_back(enter: Enter) -> None:
    """One wording of a paper for a column is ticked for all lines; each line and column keeps its own."""
    village = making.VILLAGES[0]
    rows = [
        (village, "养殖台账", f"{kind}规模场户", "户", str(n), "2025-12-31", "农业局")
        for n, kind in enumerate("牛羊鸡", 1)
    ]
    enter("supervisor", making.DISTRICT).post("/forms/facts/give/", {"file": making.facts_file(rows)})
    client = enter("department", making.DEPARTMENT)
    asked = [["饲养情况表"], ["种类", "规模饲养户（户）", "散养户（户）"], *([kind, None, None] for kind in "牛羊鸡")]
    client.post("/forms/upload/", {"file": making.template(asked), "level": "village"})
    work_off(once=True)
    template = Template.objects.get()
    known = {line["name"]: line["known"] for line in template.study["lines"]}
    assert set(known.values()) == {0}
    page = client.get(f"/forms/{template.pk}/").content.decode()
    assert "牛规模场户" in page
    assert client.post(f"/forms/{template.pk}/confirm/", {}).status_code == 400
    keys = [
        f"{line['sheet']}!{line['cell']}:{place}"
        for line in template.study["lines"]
        for place, near in enumerate(line["near"])
        if line["column"].startswith("规模") and near["indicator"] == f"{line['row']}规模场户"
    ]
    assert len(keys) == 3
    other = template.study["lines"][-1]
    other["near"] = [{"indicator": "牛规模场户", "form": "养殖台账", "measure": "户"}]
    template.save()
    refused = client.post(f"/forms/{template.pk}/confirm/", {"same": [*keys, f"{other['sheet']}!{other['cell']}:0"]})
    assert refused.status_code == 400
    assert "牛规模场户" in refused.content.decode()
    assert not Confirmed.objects.exists()
    client.post(f"/forms/{template.pk}/confirm/", {"same": keys})
    work_off(once=True)
    template.refresh_from_db()
    known = {line["name"]: line["known"] for line in template.study["lines"]}
    assert {name for name, units in known.items() if units} == {f"{kind} / 规模饲养户（户）" for kind in "牛羊鸡"}

    elements = client.get("/forms/elements/?q=规模").content.decode()
    assert "牛 / 规模饲养户（户）" in elements
    one = Confirmed.objects.get(given="牛规模场户")
    client.post(f"/forms/elements/confirmed/{one.pk}/take-back/")
    assert client.post(f"/forms/elements/confirmed/{one.pk}/take-back/").status_code == 404
    client.post(f"/forms/{template.pk}/study/")
    work_off(once=True)
    template.refresh_from_db()
    assert {line["name"]: line["known"] for line in template.study["lines"]}["牛 / 规模饲养户（户）"] == 0


def test_the_dictionary_is_searched_by_name_and_owner(enter: Enter) -> None:
    page = enter("village", making.VILLAGES[0]).get("/forms/elements/?q=公厕").content.decode()
    assert "公共厕所" in page
    assert "耕地面积" not in page
