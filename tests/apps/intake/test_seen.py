"""Has this been sent before? What counts is found, what counts no more is not, at a fixed number of queries."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from songbang.apps.intake import seen, services
from songbang.apps.intake.models import DocumentKey
from songbang.apps.journal.services import SYSTEM
from songbang.apps.units.models import Unit
from songbang.core.matching import Record
from tests.apps.intake.making import DISTRICT, DOCUMENTS, FENGQIAO, HEADER, XINFENG, accepted, bring, workbook

pytestmark = pytest.mark.django_db

ASKED = Record("asked", "关于做好困境儿童走访工怍的通知", "南民[2019]第01号", "区民政局", date(2019, 3, 4))


def _relations(asked: Record = ASKED, codes: frozenset[str] | None = None) -> list[tuple[str, str | None]]:
    return [(sent.pair.relation, sent.row.number) for sent in seen.sent_before(DISTRICT, asked, codes=codes)]


def test_what_counts_is_found_and_what_is_undone_is_not(district: Unit) -> None:
    taken = bring(workbook(DOCUMENTS))
    assert _relations() == []
    taken = accepted(taken)
    assert _relations() == [("same", "南民〔2019〕1号")]
    services.undo(SYSTEM, taken.pk, taken.version)
    assert _relations() == []
    assert not DocumentKey.objects.exists()


def test_a_newer_version_takes_the_place_of_the_older(district: Unit) -> None:
    accepted(bring(workbook(DOCUMENTS)))
    newer = (HEADER, (1, "2019-03-01", "区民政局", "南民〔2019〕4号", "关于报送低保核查名册的通知"), *DOCUMENTS[2:])
    accepted(bring(workbook(newer)))
    assert _relations() == []
    assert _relations(Record("asked", "关于报送低保核查名册的通知", "南民〔2019〕4号")) == [("same", "南民〔2019〕4号")]


def test_only_units_within_reach_are_looked_at(district: Unit) -> None:
    accepted(bring(workbook(DOCUMENTS), code=FENGQIAO))
    assert _relations(codes=frozenset({XINFENG})) == []
    assert _relations(codes=frozenset({FENGQIAO})) == [("same", "南民〔2019〕1号")]


def test_one_document_in_many_registers_is_told_once(district: Unit) -> None:
    for code in (FENGQIAO, XINFENG):
        accepted(bring(workbook(DOCUMENTS), code=code))
    found = seen.sent_before(DISTRICT, ASKED, codes=None)
    assert [(sent.pair.relation, sent.units) for sent in found] == [("same", 2)]


def test_a_relay_finds_what_it_passes_on(district: Unit) -> None:
    accepted(bring(workbook(DOCUMENTS)))
    relay = Record(
        "r", "转发市卫生健康委关于开展健康素养监测的通知", "南卫〔2019〕7号", "区卫生健康局", date(2019, 3, 9)
    )
    assert _relations(relay) == [("forward", "嘉卫〔2019〕8号")]


def test_an_upgrade_gives_what_was_indexed_before_the_keys_of_now(district: Unit) -> None:
    accepted(bring(workbook(DOCUMENTS)))
    before = sorted(DocumentKey.objects.values_list("row", "key", "unit", "day"))
    DocumentKey.objects.update(key=1)
    assert _relations() == []
    import_module("songbang.apps.intake.migrations.0006_document_keys_again").index_again(apps, None)
    assert sorted(DocumentKey.objects.values_list("row", "key", "unit", "day")) == before
    assert _relations() == [("same", "南民〔2019〕1号")]


def _many(count: int) -> list[Any]:
    return [
        (at, "2019-03-01", "区民政局", f"南民〔2019〕{at}号", "关于做好困境儿童走访工作的通知")
        for at in range(1, count)
    ]


@pytest.mark.parametrize("count", [3, 60])
def test_asking_takes_four_queries_however_much_is_kept(
    district: Unit, count: int, django_assert_num_queries: Any
) -> None:
    accepted(bring(workbook((HEADER, *_many(count)))))
    with django_assert_num_queries(4):
        assert seen.sent_before(DISTRICT, ASKED, codes=None)[0].pair.relation == "same"


@pytest.mark.parametrize("count", [3, 60])
def test_an_import_is_asked_about_in_three(district: Unit, count: int, django_assert_num_queries: Any) -> None:
    accepted(bring(workbook((HEADER, *_many(count)))))
    paper = bring(workbook((HEADER, *_many(count))), "纸质收文.xlsx")
    with django_assert_num_queries(3):
        assert seen.known_of(paper)["same"] == count - 1


def test_the_preview_says_what_is_held_already(town: Client) -> None:
    accepted(bring(workbook(DOCUMENTS)))
    rows = (HEADER, (1, "2019-03-04", "市卫健委", "嘉卫[2019]08号", "关于开展健康素养检测的通知"))
    taken = bring(workbook(rows), "纸质收文.xlsx")
    page = town.get(f"/imports/{taken.pk}/").content.decode()
    assert "其中 1 件本单位已有登记" in page
    assert "嘉卫〔2019〕8号" in page
