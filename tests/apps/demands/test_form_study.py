"""A form dropped at the door is studied cell by cell, and the verdict rests on what that found."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from songbang.apps.demands import weighing
from songbang.apps.demands.models import Demand, Draft
from songbang.apps.demands.services import judge
from songbang.apps.forms.models import Given, Template
from songbang.apps.intake.jobs import work_off
from songbang.apps.journal.services import SYSTEM
from songbang.apps.units import services as units
from songbang.apps.units.models import Unit
from songbang.core.demand import read_context, read_demand
from songbang.core.rules import known_from, load_book, weigh
from tests.apps.demands.asking import form
from tests.apps.forms import making

pytestmark = pytest.mark.either_engine
STUDY = {
    "cells": [
        {"name": "户籍人口", "unit": "人", "explained": True, "held_by": "公安分局", "as_of": "2025-03-31"},
        {"name": "危旧房", "unit": "幢", "explained": False},
    ],
    "relayed_unchanged": True,
}  # fmt: skip


@pytest.fixture
def enter(db: None, settings: Any, tmp_path: Path) -> Callable[[str, str], Client]:
    settings.KEPT_FILES = tmp_path / "files"
    making.make_units()

    def made(role: str, code: str) -> Client:
        account = units.make_account(SYSTEM, f"{role}-{code}", making.PASSWORD, [(role, Unit.objects.get(code=code))])
        client = Client()
        client.force_login(account, backend="songbang.apps.units.backends.AccountBackend")
        return client

    return made


def _dropped(enter: Callable[[str, str], Client]) -> tuple[Client, Draft]:
    enter("supervisor", making.DISTRICT).post("/forms/facts/give/", {"file": making.facts_file()})
    client = enter("department", making.DEPARTMENT)
    client.post("/door/drop/", {"files": making.template()})
    work_off(once=True)
    draft = Draft.objects.get()
    typed = {"common.issued_on": ["2026-03-02"], "common.targets": ["净湘村\n竹林村"], "form.frequency": ["once"]}
    Draft.objects.filter(pk=draft.pk).update(values={**draft.values, **typed})
    return client, Draft.objects.get()


def _found(content: str | bytes) -> dict[str, Any]:
    return {one["rule"]: one for one in json.loads(content)["findings"]}


def test_the_verdict_names_the_cells_that_are_held_who_gave_them_and_how_old_they_are(enter: Any) -> None:
    client, draft = _dropped(enter)
    assert Template.objects.get().state == "studied"
    page = client.get(f"/door/drafts/{draft.pk}/").content.decode()
    assert "户籍人口（公安分局，截至 2025-12-31）" in page and "12 格中 3 格已经知道" in page
    assert "原样转发上级报表" in page  # it names 区应急管理局 as its maker
    client.post(f"/door/drafts/{draft.pk}/ask/")
    kept = Demand.objects.get().verdicts.get()
    found = _found(kept.content)
    assert found["form.already-held"]["value"] == 1
    assert found["form.already-held"]["where"].startswith("details.fields[")
    assert found["form.unexplained"]["value"] == 6 and "危旧房" in found["form.unexplained"]["why"]
    Given.objects.all().delete()
    Template.objects.all().delete()
    assert weighing.replay_stored(kept) == kept.content.encode()


def test_what_villages_gave_is_not_held_against_a_form_for_towns(enter: Any) -> None:
    client, draft = _dropped(enter)
    Draft.objects.filter(pk=draft.pk).update(values={**draft.values, "common.targets": ["新丰镇"]})
    page = client.get(f"/door/drafts/{draft.pk}/").content.decode()
    assert "公安分局" not in page and "格已经知道" not in page


def test_a_demand_weighed_again_keeps_to_the_form_that_it_was_made_from(enter: Any) -> None:
    client, draft = _dropped(enter)
    client.post(f"/door/drafts/{draft.pk}/ask/")
    demand = Demand.objects.get()
    Demand.objects.filter(pk=demand.pk).update(title="农业农村局关于报送防汛情况的通知")
    with transaction.atomic():
        assert "form.already-held" in _found(judge(Demand.objects.get()).content)


def _weighed(study: dict[str, Any] | None, **details: Any) -> dict[str, Any]:
    told = form(details={**form()["details"], **details})
    book = load_book()
    known = known_from(read_context({"history": [], "study": study}), book)
    return _found(weigh(read_demand(told), book, known).as_bytes())


def test_a_study_in_a_files_context_counts_as_one_of_the_installation_does() -> None:
    named = [{"name": "户籍人口", "unit": "人", "explanation": "年末数"}]
    found = _weighed(STUDY, fields=named)
    assert "户籍人口（公安分局，截至 2025-03-31）" in found["form.already-held"]["why"]
    assert found["form.already-held"]["where"] == "details.fields[0]"
    assert found["form.unexplained"]["value"] == 1
    assert "form.relayed-unchanged" in found
    assert not {"form.already-held", "form.relayed-unchanged", "form.unexplained"} & set(_weighed(None, fields=named))


def test_what_is_stated_of_relaying_goes_before_what_the_form_shows() -> None:
    assert "form.relayed-unchanged" not in _weighed(STUDY, relayed_unchanged=False)


def test_fields_need_not_be_typed_where_the_form_was_studied() -> None:
    assert _weighed(STUDY, fields=None)["form.already-held"]["where"] == "details.fields"
