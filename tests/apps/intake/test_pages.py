"""The pages, by role: a town its own, others' not found; every page without a script."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from songbang.apps.intake.models import Import, KeptFile, Source
from songbang.apps.journal.models import Entry
from songbang.apps.units.models import Account, Unit
from tests.apps.intake.making import (
    DISTRICT,
    DOCUMENTS,
    FENGQIAO,
    HEADER,
    JINGXIANG,
    WITH_A_BAD_DAY,
    XINFENG,
    accepted,
    bring,
    fresh,
    upload,
    work,
    workbook,
)

pytestmark = pytest.mark.django_db
LogIn = Callable[[str, str], Client]


def test_the_empty_list_tells_the_next_step(town: Client) -> None:
    page = town.get("/imports/").content.decode()
    assert "这里还没有台账" in page
    assert "上传第一份台账" in page


def test_from_upload_to_counting_in_the_browser(town: Client) -> None:
    response = upload(town, workbook(DOCUMENTS))
    taken = Import.objects.get()
    assert response["Location"] == f"/imports/{taken.pk}/"
    assert "正在读" in town.get(f"/imports/{taken.pk}/").content.decode()
    work()
    page = town.get(f"/imports/{taken.pk}/").content.decode()
    assert "计入 3 行，退回 0 行" in page
    assert "表头是“收文日期”" in page
    town.post(f"/imports/{taken.pk}/accept/", {"version": taken.version})
    assert fresh(taken).state == "accepted"
    assert Entry.objects.filter(act="import.accepted", actor="town-330402103", role="town").count() == 1


@pytest.mark.parametrize("address", ["", "rejects/", "rejects.xlsx", "original/"])
def test_a_foreign_import_is_not_found(log_in: LogIn, address: str) -> None:
    taken = bring(workbook(DOCUMENTS), code=FENGQIAO)
    assert log_in("town", XINFENG).get(f"/imports/{taken.pk}/{address}").status_code == 404
    assert log_in("supervisor", DISTRICT).get(f"/imports/{taken.pk}/{address}").status_code == 200


@pytest.mark.parametrize("act", ["accept/", "discard/", "undo/", "read-again/", "settle/", "rejects/mend/"])
def test_nobody_acts_on_a_foreign_import(log_in: LogIn, act: str) -> None:
    taken = bring(workbook(DOCUMENTS), code=FENGQIAO)
    sent = {"version": taken.version, "sheet": 0}
    assert log_in("town", XINFENG).post(f"/imports/{taken.pk}/{act}", sent).status_code == 404
    assert fresh(taken).state == "previewed"


@pytest.mark.parametrize("role", ["village", "department", "approver", "administrator", "auditor"])
def test_roles_without_the_right_find_nothing(log_in: LogIn, role: str) -> None:
    client = log_in(role, JINGXIANG if role == "village" else DISTRICT)
    assert client.get("/imports/").status_code == 404
    assert upload(client, workbook(DOCUMENTS)).status_code == 404


def test_a_town_lists_its_own_and_the_supervisor_all(log_in: LogIn) -> None:
    bring(workbook(DOCUMENTS), "新丰收文.xlsx")
    bring(workbook(DOCUMENTS), "凤桥收文.xlsx", code=FENGQIAO)
    own = log_in("town", XINFENG).get("/imports/").content.decode()
    assert "新丰收文.xlsx" in own
    assert "凤桥收文.xlsx" not in own
    every = log_in("supervisor", DISTRICT).get("/imports/").content.decode()
    assert "新丰收文.xlsx" in every
    assert "凤桥收文.xlsx" in every


def test_the_second_of_two_people_is_told_on_a_page(town: Client) -> None:
    taken = bring(workbook(DOCUMENTS))
    accepted(taken)
    response = town.post(f"/imports/{taken.pk}/discard/", {"version": taken.version})
    assert response.status_code == 409
    assert "别人改过这份台账" in response.content.decode()


def test_a_folder_keeps_its_paths_and_what_is_no_register_is_told(town: Client) -> None:
    files = [SimpleUploadedFile("会议.xlsx", workbook(DOCUMENTS)), SimpleUploadedFile("~$会议.xlsx", b"x"),
             SimpleUploadedFile("照片.jpg", b"x"), SimpleUploadedFile("units.csv", b"code,name")]  # fmt: skip
    paths = ["八月/净湘村/会议.xlsx", "八月/~$会议.xlsx", "八月/照片.jpg", "八月/units.csv"]
    response = town.post("/imports/upload/", {"files": files, "path": paths})
    assert response.content.decode().count("不是台账文件（xlsx") == 3
    assert list(Source.objects.values_list("name", flat=True)) == ["净湘村/会议.xlsx"]
    work()
    assert set(Import.objects.get().rows.values_list("unit", flat=True)) == {JINGXIANG}


def test_no_name_of_a_users_reaches_a_path(town: Client, settings: Settings) -> None:
    town.post("/imports/upload/", {"files": [SimpleUploadedFile("a.xlsx", workbook(DOCUMENTS))],
                                   "path": ["../../../etc/收文.xlsx"]})  # fmt: skip
    kept = KeptFile.objects.get()
    lying = [
        path.relative_to(settings.KEPT_FILES).as_posix() for path in settings.KEPT_FILES.rglob("*") if path.is_file()
    ]
    assert lying == [f"{DISTRICT}/{kept.sha256}"]
    assert ".." not in Source.objects.get().name


def test_an_upload_that_is_too_large_is_refused_before_it_is_read(town: Client, settings: Settings) -> None:
    settings.MOST_UPLOAD = 2**20
    response = upload(town, b"x" * (2**20 + 1))
    assert response.status_code == 400
    assert "一次最多 1 MB" in response.content.decode()
    assert Import.objects.count() == 0


def test_an_upload_without_the_page_it_comes_from_is_refused(log_in: LogIn) -> None:
    log_in("town", XINFENG)
    stranger = Client(enforce_csrf_checks=True)
    stranger.force_login(Account.objects.get(), backend="songbang.apps.units.backends.AccountBackend")
    assert upload(stranger, workbook(DOCUMENTS)).status_code == 403
    assert Import.objects.count() == 0


def test_the_original_comes_back_as_it_was_and_is_never_shown(town: Client) -> None:
    content = workbook(DOCUMENTS)
    response = town.get(f"/imports/{bring(content).pk}/original/")
    assert b"".join(response.streaming_content) == content  # type: ignore[attr-defined]
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("language", ["zh-Hant", "en"])
def test_every_page_speaks_every_language(town: Client, language: str) -> None:
    taken = bring(workbook(WITH_A_BAD_DAY))
    town.cookies["songbang-language"] = language
    for address in ("", f"{taken.pk}/", f"{taken.pk}/rejects/"):
        assert town.get(f"/imports/{address}").status_code == 200
    assert ("Rejected rows" if language == "en" else "退回的行") in town.get(
        f"/imports/{taken.pk}/rejects/"
    ).content.decode()


def test_the_number_of_queries_does_not_grow_with_rows(
    town: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    many = [
        HEADER,
        *((n, f"2019-03-{n % 28 + 1:02}", "区府办", f"南政办〔2019〕{n}号", f"第{n}批名册的通知") for n in range(400)),
    ]
    accepted(bring(workbook(many)))
    newer = bring(workbook([*many[:300], *((n, "很快", "区府办", "", "名册") for n in range(30))]))
    for n in range(12):
        bring(workbook(DOCUMENTS), f"收文{n}.xlsx")
    with django_assert_max_num_queries(14):
        town.get("/imports/")
    with django_assert_max_num_queries(14):
        town.get(f"/imports/{newer.pk}/")
    with django_assert_max_num_queries(14):
        town.get(f"/imports/{newer.pk}/rejects/")


def test_traditional_script_is_read(district: Unit) -> None:
    rows = (
        ("序號", "收文日期", "來文單位", "來文字號", "文件標題"),
        (1, "2019-03-01", "區民政局", "南民〔2019〕1號", "關於做好困境兒童走訪工作的通知"),
    )
    taken = bring(workbook(rows, "收文登記"), "新豐鎮收文.xlsx", code=DISTRICT)
    assert (taken.counted, taken.rejected) == (1, 0)
    assert taken.rows.get().unit == XINFENG
