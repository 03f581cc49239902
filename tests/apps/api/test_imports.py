"""From a program's file to rows that count, and back; and a retry that does nothing twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from songbang.apps.intake import tasks
from songbang.apps.intake.models import Import, RegisterRow
from songbang.apps.intake.room import Room
from songbang.apps.journal.models import Entry
from songbang.apps.journal.services import SYSTEM
from songbang.apps.units import services as units
from songbang.apps.units.models import KeptAnswer, Unit
from songbang.ui import clock
from tests.apps.api.asking import Program, token_of
from tests.apps.intake.conftest import LastingRoom
from tests.apps.intake.making import DISTRICT, DOCUMENTS, FENGQIAO, UNITS, WITH_A_BAD_DAY, XINFENG, work, workbook


@pytest.fixture(scope="module")
def lasting_room() -> Iterator[Room]:
    made = LastingRoom()
    yield made
    Room.__exit__(made, None, None, None)


@pytest.fixture(autouse=True)
def _apart(lasting_room: Room, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    monkeypatch.setattr(tasks, "Room", lambda: lasting_room)
    settings.KEPT_FILES = tmp_path / "files"


def _program(code: str, role: str = "town") -> Program:
    account = units.make_account(SYSTEM, f"{role}-{code}", None, [(role, Unit.objects.get(code=code))])
    return Program(Client(), token_of(account.holdings.get()))


@pytest.fixture
def town(db: Any) -> Program:
    units.import_units(SYSTEM, UNITS, DISTRICT)
    return _program(XINFENG)


def bring(program: Program, rows: Any = DOCUMENTS, name: str = "收文.xlsx", **headers: str) -> Any:
    told = {"Authorization": f"Bearer {program.token}", **headers}
    return program.client.post("/api/imports", {"files": SimpleUploadedFile(name, workbook(rows))}, headers=told)


def test_a_file_is_brought_read_accepted_and_undone(town: Program) -> None:
    brought = bring(town)
    assert brought.status_code == 202
    key = brought.json()["received"][0]["id"]
    work()
    seen = town.get(f"/imports/{key}").json()
    assert (seen["state"], seen["counted"], seen["acts"]) == ("previewed", 3, ["accept", "discard"])
    assert [(sheet["register_kinds"], sheet["doubtful"]) for sheet in seen["sheets"]] == [(["documents"], False)]
    accepted = town.send(f"/imports/{key}/accept", {"version": seen["version"]}).json()
    assert accepted["state"] == "accepted"
    assert RegisterRow.objects.filter(live=True).count() == 3
    undone = town.send(f"/imports/{key}/undo", {"version": accepted["version"]}).json()
    assert undone["state"] == "undone"
    assert not RegisterRow.objects.filter(live=True).exists()
    who = Entry.objects.get(act="import.accepted").actor
    assert who.startswith(f"town-{XINFENG} sbt_")


def test_who_acts_on_an_older_version_is_told(town: Program) -> None:
    key = bring(town).json()["received"][0]["id"]
    work()
    version = town.get(f"/imports/{key}").json()["version"]
    assert town.send(f"/imports/{key}/accept", {"version": version}).status_code == 200
    answer = town.send(f"/imports/{key}/undo", {"version": version})
    assert (answer.status_code, answer.json()["code"]) == (409, "import.changed_meanwhile")


def test_rejects_are_listed_with_their_reason(town: Program) -> None:
    key = bring(town, WITH_A_BAD_DAY).json()["received"][0]["id"]
    work()
    rejects = town.get(f"/imports/{key}/rejects").json()["items"]
    assert [(one["code"], one["value"], one["line"]) for one in rejects] == [("date_unparseable", "很快", 5)]
    assert rejects[0]["title"]


def test_the_list_is_in_pages_and_others_imports_are_not_there(town: Program) -> None:
    keys = [bring(town, name=f"收文{n}.xlsx").json()["received"][0]["id"] for n in range(3)]
    page = town.get("/imports?limit=2").json()
    rest = town.get(f"/imports?limit=2&after={page['next']}").json()
    assert [one["id"] for one in page["items"] + rest["items"]] == keys[::-1]
    other = _program(FENGQIAO)
    assert other.get("/imports").json()["items"] == []
    for path in (f"/imports/{keys[0]}", f"/imports/{keys[0]}/rejects"):
        assert other.get(path).status_code == 404
    for act in ("accept", "discard", "undo", "read-again"):
        assert other.send(f"/imports/{keys[0]}/{act}", {"version": 1}).status_code == 404


def test_a_form_without_files_names_the_field(town: Program) -> None:
    answer = town.client.post("/api/imports", {}, headers={"Authorization": f"Bearer {town.token}"})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/files")


def test_too_much_is_refused_before_it_is_read(town: Program, settings: Any) -> None:
    settings.MOST_UPLOAD = 1000
    for headers in ({}, {"Idempotency-Key": "a"}):
        assert bring(town, **headers).json()["code"] == "upload.too_much"
    assert not Import.objects.exists()


# -- retries ----------------------------------------------------------------------------------------------------------


def test_a_retry_with_its_key_gets_the_same_answer_and_nothing_is_done_twice(town: Program) -> None:
    key = bring(town).json()["received"][0]["id"]
    work()
    told = {"version": town.get(f"/imports/{key}").json()["version"]}
    first = town.send(f"/imports/{key}/accept", told, **{"Idempotency-Key": "accept-1"})
    again = town.send(f"/imports/{key}/accept", told, **{"Idempotency-Key": "accept-1"})
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert ("Idempotency-Replayed" in first.headers, again.headers["Idempotency-Replayed"]) == (False, "true")
    assert Entry.objects.filter(act="import.accepted").count() == 1


def test_the_same_upload_retried_is_the_same_though_its_boundaries_differ(town: Program) -> None:
    first, again = (bring(town, **{"Idempotency-Key": "up"}) for _ in range(2))
    assert first.content == again.content
    assert first.json()["received"][0]["known"] is False
    assert Import.objects.count() == 1


def test_a_key_that_came_with_another_request_is_refused(town: Program) -> None:
    assert bring(town, **{"Idempotency-Key": "up"}).status_code == 202
    answer = bring(town, WITH_A_BAD_DAY, **{"Idempotency-Key": "up"})
    assert (answer.status_code, answer.json()["code"]) == (409, "api.key_reused")


def test_a_failed_act_may_be_tried_again_with_its_key(town: Program) -> None:
    key = bring(town).json()["received"][0]["id"]
    told = {"Idempotency-Key": "accept"}
    assert town.send(f"/imports/{key}/accept", {"version": 1}, **told).status_code == 409
    work()
    version = town.get(f"/imports/{key}").json()["version"]
    assert town.send(f"/imports/{key}/accept", {"version": version}, **told).status_code == 200


def test_keys_are_each_tokens_own_and_pass_after_a_day(town: Program) -> None:
    bring(town, **{"Idempotency-Key": "up"})
    assert bring(_program(FENGQIAO), **{"Idempotency-Key": "up"}).json()["received"][0]["known"] is False
    KeptAnswer.objects.update(made_at=clock.now() - timedelta(hours=25))
    assert bring(town, **{"Idempotency-Key": "up"}).json()["received"][0]["known"] is True
    assert KeptAnswer.objects.count() == 1
