"""Evidence is given once, found by its words in Chinese, described by one person at a time, and shown unaltered."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from songbang.apps.evidence import search
from songbang.apps.evidence.models import Evidence
from songbang.apps.evidence.words import grams, pieces
from songbang.apps.intake import keeping
from songbang.apps.intake.jobs import work_off
from songbang.apps.journal.models import Entry
from tests.apps.units.places import account, logged_in, make_places, unit

FIRE = "消防安全疏散演练记录\n6月12日，净湘村组织村民开展演练。".encode()
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def places() -> None:
    make_places()


@pytest.fixture
def village() -> Client:
    account("village")
    return logged_in("village")


def give(client: Client, name: str, content: bytes) -> Evidence:
    client.post("/ledger/give/", {"files": SimpleUploadedFile(name, content)})
    found = Evidence.objects.order_by("-pk").first()
    assert found is not None
    return found


def ids(text: str) -> list[str]:
    from django.db.models import Q

    return sorted(search.found(Q(), text).values_list("title", flat=True))


def test_the_same_file_twice_is_one_piece_of_evidence(village: Client) -> None:
    first = give(village, "演练记录.txt", FIRE)
    again = village.post(
        "/ledger/give/", {"files": SimpleUploadedFile("另一个名字.txt", FIRE)}, headers={"accept": "application/json"}
    )
    assert again.json()["received"] == [{"name": "演练记录.txt", "known": True}]
    assert Evidence.objects.count() == 1
    entry = Entry.objects.get(act="evidence.received")
    assert entry.after is not None
    assert entry.after["sha256"] == first.file.sha256  # type: ignore[union-attr]


def test_evidence_is_found_by_any_of_its_words_and_nobody_elses(village: Client) -> None:
    found = give(village, "消防演练照片.jpg", b"\xff\xd8\xff")
    give(village, "垃圾分类入户.jpg", b"\xff\xd8\xfe")
    village.post(f"/ledger/{found.pk}/describe/", {"version": 1, "title": "消防演练照片", "place": "文化禮堂 3F"})
    for words in ("消防", "演练", "消防演练", "照", "消防 照片", "文化礼堂", "3f", "文化禮堂"):
        assert ids(words) == ["消防演练照片"], words
    for words in ("消演", "垃圾 消防", "防消", "演 练习"):
        assert ids(words) == [], words
    assert ids("") == ids("！？") == ["垃圾分类入户", "消防演练照片"]
    account("village", "330402103209", "neighbour")
    assert "消防演练照片" not in logged_in("neighbour").get("/ledger/?q=消防").content.decode()
    assert logged_in("neighbour").get(f"/ledger/{found.pk}/").status_code == 404


def test_signs_of_the_search_language_are_only_text(village: Client) -> None:
    give(village, "a.jpg", b"1")
    for words in ('"', "a OR b", "NEAR(", "*", "-a", "words:a", "'; DROP TABLE evidence_words; --"):
        assert village.get("/ledger/", {"q": words}).status_code == 200


def test_the_second_of_two_editors_is_told_and_shown_both(village: Client) -> None:
    found = give(village, "a.jpg", b"1")
    assert village.post(f"/ledger/{found.pk}/describe/", {"version": 1, "title": "先改的"}).status_code == 302
    answer = village.post(f"/ledger/{found.pk}/describe/", {"version": 1, "title": "后改的"})
    assert answer.status_code == 409
    assert "先改的" in answer.content.decode()
    assert "后改的" in answer.content.decode()
    assert village.post(
        f"/ledger/{found.pk}/describe/", {"version": 2, "effective_on": "2025-06-12", "valid_to": "2025-01-01"}
    ).status_code == 400  # fmt: skip


def test_a_changed_file_is_seen_to_be_changed(village: Client) -> None:
    found = give(village, "a.jpg", b"1")
    assert "bg-green-lt" in village.get(f"/ledger/{found.pk}/").content.decode()
    assert found.file is not None
    Path(keeping.path_of(found.file)).write_bytes(b"2")
    assert "bg-red-lt" in village.get(f"/ledger/{found.pk}/").content.decode()


def test_withdrawn_evidence_is_not_found_and_comes_back(village: Client) -> None:
    found = give(village, "消防.jpg", b"1")
    village.post(f"/ledger/{found.pk}/withdraw/", {"version": 1})
    assert ids("消防") == []
    village.post(f"/ledger/{found.pk}/bring-back/", {"version": 2})
    assert ids("消防") == ["消防"]


def test_a_link_must_be_one(village: Client) -> None:
    assert village.post("/ledger/link/", {"address": "javascript:alert(1)", "title": "x"}).status_code == 400
    assert village.post("/ledger/link/", {"address": "https://example.org/1", "title": "视频"}).status_code == 302
    assert Evidence.objects.get().kind == "link"


def test_a_table_is_found_by_its_cells_once_the_job_has_read_it(village: Client) -> None:
    give(village, "物资.csv", "品名,数量\n沙袋,300\n救生衣,12\n".encode())
    work_off(once=True)
    assert ids("救生衣") == ["物资"]
    give(village, "坏的.xlsx", b"PK\x03\x04 not a workbook")
    work_off(once=True)
    assert Evidence.objects.get(title="坏的").stage == "failed"
    assert ids("坏的") == ["坏的"]


def test_words_of_an_index_that_knows_order_and_of_one_that_does_not() -> None:
    assert grams("消防 ABC-12") == ["消防", "防", "abc", "12"]
    assert pieces("消防") == {"消", "防", "消防"}


def test_a_department_and_an_administrator_have_no_ledger(village: Client) -> None:
    found = give(village, "a.jpg", b"1")
    for role in ("department", "administrator", "auditor"):
        account(role)
        assert logged_in(role).get("/ledger/").status_code == 404
        assert logged_in(role).get(f"/ledger/{found.pk}/original/").status_code == 404
    account("town")
    assert logged_in("town").get(f"/ledger/{found.pk}/original/").status_code == 200
    assert unit("330402103208").evidence.count() == 1


def test_a_document_is_read_for_its_words_its_title_and_its_day(village: Client) -> None:
    written = docx.Document()
    for line in (
        "南湖区应急管理局关于开展防汛演练的通知",
        "各镇、街道：",
        "请组织沙袋装填演练。",
        "南湖区应急管理局",
        "2025年5月20日",
    ):
        written.add_paragraph(line)
    stream = io.BytesIO()
    written.save(stream)
    give(village, "扫描件001.docx", stream.getvalue())
    work_off(once=True)
    found = Evidence.objects.get()
    assert (found.title, found.effective_on) == ("南湖区应急管理局关于开展防汛演练的通知", date(2025, 5, 20))
    assert ids("沙袋装填") == [found.title]
