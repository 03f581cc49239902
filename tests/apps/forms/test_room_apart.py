"""Departments' workbooks are opened in a process apart, with limits; the site and its worker only read what it says."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from songbang.apps.forms import books, working
from songbang.apps.forms.models import Paper, Round, Template
from songbang.apps.intake.jobs import work_off
from songbang.core.errors import Unreadable
from tests.apps.forms import making
from tests.apps.forms.conftest import Enter

pytestmark = pytest.mark.either_engine


def brought(enter: Enter, content: bytes, name: str = "表.xlsx") -> Template:
    client = enter("department", making.DEPARTMENT)
    client.post("/forms/upload/", {"file": SimpleUploadedFile(name, content), "level": "village"})
    work_off(once=True)
    return Template.objects.latest("pk")


def workbook(**parts: bytes) -> bytes:
    """A workbook with parts put in its archive, or put for its own."""
    whole = making.template().read()
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return made.getvalue()


def test_no_workbook_is_opened_in_the_process_of_site_or_worker(enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: Any, **__: Any) -> None:
        raise AssertionError("a foreign workbook is opened here")

    enter("supervisor", making.DISTRICT).post("/forms/facts/give/", {"file": making.facts_file()})
    content = making.template().read()
    loads = openpyxl.load_workbook
    monkeypatch.setattr(openpyxl, "load_workbook", never)
    template = brought(enter, content)
    assert template.state == "studied"
    department = enter("department", making.DEPARTMENT)
    department.post(f"/forms/{template.pk}/send/", {"version": template.version})
    work_off(once=True)
    paper = Paper.objects.get(unit__code=making.VILLAGES[0])
    village = enter("village", making.VILLAGES[0])
    residual = village.get(f"/forms/mine/{paper.pk}/residual.xlsx").content
    back = {"file": SimpleUploadedFile("回.xlsx", residual)}
    assert village.post(f"/forms/mine/{paper.pk}/bring-back/", back).status_code == 302
    told = {f"cell:{making.KEY(row=6)}": "3"}
    assert village.post(f"/forms/mine/{paper.pk}/save/", told, headers={"HX-Request": "true"}).status_code == 200
    filled = village.get(f"/forms/mine/{paper.pk}/filled.xlsx").content
    complete = department.get(f"/forms/rounds/{Round.objects.get().pk}/sheets.xlsx").content
    assert [loads(io.BytesIO(made)).worksheets[0]["D4"].value for made in (filled, complete)] == [2045, 2045]


BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (lambda: workbook(**{"xl/workbook.xml": BOMB}), "file.xml_bomb"),
        (lambda: workbook(**{"xl/media/big.bin": bytes(320 * 2**20)}), "file.zip_bomb"),
        (lambda: b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "file.password"),
        (lambda: b"PK not a workbook", "file.not_a_workbook"),
        (lambda: workbook(**{"xl/worksheets/sheet1.xml": b"<worksheet"}), "file.damaged"),
    ],
    ids=["entities", "unpacks to much", "protected", "no workbook", "damaged"],
)
def test_what_cannot_be_opened_is_said_by_its_code(enter: Enter, content: Callable[[], bytes], code: str) -> None:
    template = brought(enter, content())
    assert (template.state, template.study["code"], template.study["parameters"]["file"]) == ("failed", code, "表.xlsx")
    page = enter("department", making.DEPARTMENT).get(f"/forms/{template.pk}/").content.decode()
    assert "表.xlsx" in page


def test_a_workbook_that_takes_too_much_is_given_up(studied: Template, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(books, "MOST_SECONDS", 0)
    studied.stage = "queued"
    studied.save()
    working.study(studied.pk)
    studied.refresh_from_db()
    assert (studied.state, studied.study["code"]) == ("failed", "file.too_hard")
    with pytest.raises(Unreadable) as refused:
        books.with_values(studied, [])
    assert refused.value.code == "file.too_hard"
