"""Evidence from a telephone: shared by another program, sent twice over a bad line, too large, or poisoned."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from songbang.apps.evidence.models import Evidence
from songbang.apps.intake.jobs import work_off
from tests.apps.evidence.test_ledger import give, ids
from tests.apps.units.places import account, logged_in, make_places

pytestmark = [pytest.mark.django_db, pytest.mark.either_engine]
SHARED = {"Sec-Fetch-Site": "none"}
JSON = {"accept": "application/json"}


@pytest.fixture
def village() -> Client:
    make_places()
    account("village")
    return logged_in("village")


def picture(name: str = "IMG_0612.jpg", content: bytes = b"\xff\xd8\xff 1") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_a_photograph_with_its_title_is_one_however_often_the_telephone_sends_it(village: Client) -> None:
    told = {"title": "消防演练", "place": "文化礼堂", "effective_on": "2025-06-12"}
    for known in (False, True):
        answer = village.post("/ledger/give/", {**told, "files": picture()}, headers=JSON)
        assert answer.json()["received"] == [{"name": "IMG_0612.jpg", "known": known}]
    work_off(once=True)
    (found,) = Evidence.objects.all()
    assert (found.title, found.place, str(found.effective_on)) == ("消防演练", "文化礼堂", "2025-06-12")
    assert ids("文化礼堂") == ["消防演练"]
    page = village.get("/ledger/phone/").content.decode()
    assert "消防演练" in page


def test_what_cannot_be_taken_is_told_in_words_that_the_waiting_line_shows(village: Client) -> None:
    answer = village.post("/ledger/give/", {"effective_on": "yesterday", "files": picture()}, headers=JSON)
    assert answer.status_code == 400
    assert answer.json()["code"] == "evidence.unclear"
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("说明.m4a", "sound"),
        ("录音.AMR", "sound"),
        ("演练.mp4", "film"),
        ("公函.ofd", "document"),
        ("名册.et", "table"),
    ],
)
def test_any_kind_of_file_is_kept(village: Client, name: str, kind: str) -> None:
    assert give(village, name, b"1").kind == kind
    assert ids(name.partition(".")[0]) == [name.partition(".")[0]]


def test_a_file_and_a_link_are_shared_from_another_program(village: Client) -> None:
    answer = village.post("/ledger/share/", {"title": "演练", "files": picture()}, headers=SHARED)
    assert answer.status_code == 302
    village.post("/ledger/share/", {"text": "https://example.org/v/1", "title": "演练视频"}, headers=SHARED)
    assert list(Evidence.objects.values_list("kind", "title").order_by("pk")) == [
        ("photo", "演练"), ("link", "演练视频"),
    ]  # fmt: skip
    assert village.post("/ledger/share/", {"text": "你好"}, headers=SHARED)["Location"] == "/ledger/phone/"
    told = village.get("/manifest.webmanifest").json()["share_target"]
    assert (told["action"], told["params"]["files"][0]["name"]) == ("/ledger/share/", "files")


@pytest.mark.parametrize("site", ["cross-site", "same-site", ""])
def test_another_site_cannot_share_in_the_name_of_the_village(village: Client, site: str) -> None:
    headers = {"Sec-Fetch-Site": site} if site else {}
    answer = village.post("/ledger/share/", {"files": picture()}, headers=headers)
    assert answer.status_code == 403
    assert not Evidence.objects.exists()


class Unread:
    """A body of two gigabytes that nobody may begin to read."""

    def read(self, *_: Any) -> bytes:
        raise AssertionError("a byte of it was read")

    readline = read


@pytest.mark.parametrize("address", ["/ledger/give/", "/ledger/share/"])
def test_a_film_of_two_gigabytes_is_refused_before_a_byte_of_it_is_read(village: Client, address: str) -> None:
    told = {
        "REQUEST_METHOD": "POST", "PATH_INFO": address, "CONTENT_LENGTH": str(2 * 2**30), "wsgi.input": Unread(),
        "CONTENT_TYPE": "multipart/form-data; boundary=x", "HTTP_ACCEPT": "application/json",
        "HTTP_SEC_FETCH_SITE": "same-origin",
    }  # fmt: skip
    answer = village.request(**told)
    assert answer.status_code == 400
    assert answer.json()["code"] == "upload.too_much"
    assert "200 MB" in answer.json()["why"]
    assert "网址" in answer.json()["do"]


POISONED = {
    "loop.pdf": b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF",
    "count.pdf": b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 2147483647>>"
    b"endobj\ntrailer<</Root 1 0 R/Size 999999999>>\n%%EOF",
    "cut.pdf": b"%PDF-1.7\n" + b"\x00" * 4096,
}


def test_a_poisoned_pdf_costs_nobody_else_their_evidence(village: Client) -> None:
    for name, content in POISONED.items():
        give(village, name, content)
    give(village, "好的.csv", "品名\n救生衣\n".encode())
    work_off(once=True)
    stages = dict(Evidence.objects.values_list("name", "stage"))
    assert {stages[name] for name in POISONED} <= {"failed", "no_text"}
    assert stages["好的.csv"] == "read"
    bad = Evidence.objects.get(name="loop.pdf")
    answer = village.get(f"/ledger/{bad.pk}/original/")
    assert answer["Content-Disposition"].startswith("attachment")
    assert village.get(f"/ledger/{bad.pk}/").status_code == 200
