"""What stands beside the verdict: what the base received before, within reach and in words, at a fixed price."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from songbang.apps.demands.around import around
from songbang.apps.demands.models import Draft
from songbang.apps.units.models import Unit
from songbang.core.demand import read_demand
from tests.apps.demands.asking import HERE, TOWN, form
from tests.apps.intake.making import HEADER, accepted, bring, work, workbook

LogIn = Callable[..., Client]
OTHER = "330402010"
TITLE = "关于进一步加强困境儿童走访关爱工作的通知"
NUMBER = "南民〔2025〕11号"


def _received(*more: tuple[Any, ...], code: str = TOWN["code"]) -> None:
    rows = (HEADER, (1, "2025-03-03", "区民政局", NUMBER, TITLE), *more)
    accepted(bring(workbook(rows), f"{code}收文.xlsx", code=code))


def _asked(title: str = TITLE, number: str | None = None) -> Any:
    told = form(kind="document", title=title, details={"number": number} if number else {})
    return read_demand(told)


def _sent(facts: Any, codes: frozenset[str] | None = None) -> list[tuple[str, str | None, int]]:
    found = around(facts, None, HERE, None, date(2025, 4, 14), codes).sent
    return [(one.pair.relation, one.row.number, one.units) for one in found]


def test_what_a_town_received_is_found_by_another_number_and_another_wording(department: Unit) -> None:
    _received()
    assert _sent(_asked("农业农村局关于转发《关于进一步加强困境儿童走访关爱工作的通知》的通知")) == [
        ("forward", NUMBER, 1)
    ]
    assert _sent(_asked(number="南民[2025]第11号")) == [("same", NUMBER, 1)]
    assert _sent(_asked("关于报送春耕进度的通知", "南农〔2025〕3号")) == []


def test_only_what_is_within_reach_and_in_the_territory_is_told(department: Unit) -> None:
    _received()
    assert _sent(_asked(number=NUMBER), frozenset({OTHER})) == []
    assert _sent(_asked(number=NUMBER), frozenset({TOWN["code"]})) == [("same", NUMBER, 1)]
    assert around(_asked(number=NUMBER), None, "330411", None, date(2025, 4, 14)).sent == []


def test_the_page_tells_it_with_the_reason_and_a_town_only_of_its_own(log_in: LogIn) -> None:
    _received()
    typed = {"common.title": TITLE, "common.issued_on": "2025-04-14", "document.number": NUMBER, "whole": "1"}
    for role, code, there in (("department", None, True), ("town", TOWN["code"], True), ("town", OTHER, False)):
        client = log_in(role, code)
        client.post("/door/new/", {"kind": "document"})
        draft = Draft.objects.latest("pk")
        page = client.post(f"/door/drafts/{draft.pk}/", {**typed, "kind": "document"}).content.decode()
        assert ("基层台账里已经收到过" in page) is there, role
        assert ("区民政局" in page and "1 个单位收到" in page and "字号" in page) is there, role


def test_the_number_of_queries_does_not_grow_with_what_was_received(department: Unit) -> None:
    counts = []
    for more in (0, 10, 60):
        rows = [(n, "2025-03-04", "区农业农村局", f"南农〔2025〕{n}号", TITLE) for n in range(2, more)]
        _received(*rows, code=OTHER if more else TOWN["code"])
        work()
        with CaptureQueriesContext(connection) as caught:
            assert _sent(_asked(number=NUMBER))
        counts.append(len(caught))
    assert counts[1] == counts[2]
