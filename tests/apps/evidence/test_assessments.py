"""A department's scheme; the base confirms what it holds already; marks with grounds; rooms that show and close."""

from __future__ import annotations

import io
import zipfile
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from songbang.apps.evidence import queries, rooms, schemes
from songbang.apps.evidence.models import Assessment, Coverage, Evidence, Mark, Room
from songbang.apps.forms.models import Given
from songbang.apps.intake.models import RegisterRow
from songbang.apps.journal.models import Entry
from songbang.apps.journal.services import SYSTEM
from songbang.core.errors import Conflict, NotFound
from songbang.ui import clock
from tests.apps.evidence.test_ledger import give
from tests.apps.insight import seed
from tests.apps.units.places import account, logged_in, make_places, unit

VILLAGE, NEIGHBOUR = "330402103208", "330402103209"
TABLE = (
    "序号,考核指标,分值,佐证材料,适用条件,可替代\n"
    "1,开展消防演练,20,演练记录、照片,,\n"
    "2,电梯年检合格,30,年检报告,电梯数 > 0,\n"
    "3,打造示范小区,50,示范点照片,非 老旧小区,居民议事记录\n"
    "说明：以上,,,,,\n"
)
pytestmark = [pytest.mark.django_db, pytest.mark.either_engine]


@pytest.fixture(autouse=True)
def places() -> None:
    make_places()


@pytest.fixture
def department() -> Client:
    account("department")
    return logged_in("department")


@pytest.fixture
def village() -> Client:
    account("village")
    return logged_in("village")


def taken_in(department: Client) -> Assessment:
    told = {
        "title": "2025年小区考核", "first": "2025-01-01", "last": "2025-12-31",
        "units": [unit(VILLAGE).pk, unit(NEIGHBOUR).pk],
        "file": SimpleUploadedFile("考核表.csv", TABLE.encode("utf-8-sig")),
    }  # fmt: skip
    assert department.post("/ledger/assessments/new/", told).status_code == 302
    return Assessment.objects.get()


def at(assessment: Assessment, code: str, act: str = "") -> str:
    return f"/ledger/assessments/{assessment.pk}/units/{unit(code).pk}/{act}"


def test_a_scheme_is_read_from_the_departments_own_table(department: Client) -> None:
    assessment = taken_in(department)
    assert [(one.name, one.points) for one in assessment.indicators.all()] == [
        ("开展消防演练", 20), ("电梯年检合格", 30), ("打造示范小区", 50),
    ]  # fmt: skip
    assert [one["code"] for one in assessment.findings] == ["scheme.row_without_points"]
    bad = {"title": "x", "first": "2025-01-01", "last": "2025-12-31", "units": [unit(VILLAGE).pk]}
    answer = department.post(
        "/ledger/assessments/new/", {**bad, "file": SimpleUploadedFile("a.csv", "姓名,电话\n".encode())}
    )
    assert answer.status_code == 400
    assert Assessment.objects.count() == 1


def test_what_the_ledger_holds_is_proposed_and_confirmed_by_one_tap(department: Client, village: Client) -> None:
    assessment = taken_in(department)
    evidence = give(village, "消防演练记录和照片.jpg", b"1")
    village.post(
        f"/ledger/{evidence.pk}/describe/", {"version": 1, "title": evidence.title, "effective_on": "2025-06-12"}
    )
    page = village.get(at(assessment, VILLAGE)).content.decode()
    assert "消防演练记录和照片" in page
    indicator = assessment.indicators.get(place=1)
    told = {"indicator": indicator.pk, "shown": f"evidence:{evidence.pk}", "state": "confirmed"}
    assert village.post(at(assessment, VILLAGE, "judge/"), told).status_code == 302
    assert Coverage.objects.get().state == "confirmed"
    assert "消防演练记录和照片" in department.get(at(assessment, VILLAGE)).content.decode()
    assert Entry.objects.filter(act="assessment.covered").count() == 1


def test_nobody_confirms_for_another_or_with_anothers_evidence(department: Client, village: Client) -> None:
    assessment = taken_in(department)
    evidence = give(village, "消防演练记录.jpg", b"1")
    account("village", NEIGHBOUR, "neighbour")
    neighbour = logged_in("neighbour")
    told = {"indicator": assessment.indicators.first().pk, "shown": f"evidence:{evidence.pk}", "state": "confirmed"}  # type: ignore[union-attr]
    assert neighbour.post(at(assessment, VILLAGE, "judge/"), told).status_code == 404
    assert neighbour.post(at(assessment, NEIGHBOUR, "judge/"), told).status_code == 404
    assert department.post(at(assessment, VILLAGE, "judge/"), told).status_code == 404
    assert not Coverage.objects.exists()
    foreign = account("department", "330411", "foreign-department")
    assert logged_in(foreign.username).get(f"/ledger/assessments/{assessment.pk}/").status_code == 404


def test_whoever_takes_points_away_says_why_and_what_does_not_apply_does_not_count(department: Client) -> None:
    assessment = taken_in(department)
    account("town")
    logged_in("town").post(at(assessment, VILLAGE, "traits/"), {"name": ["电梯数", "老旧小区"], "value": ["0", "yes"]})
    first, lift, _ = assessment.indicators.all()
    answer = department.post(at(assessment, VILLAGE, "marks/"), {f"points-{first.pk}": "15"})
    assert answer.status_code == 400
    assert not Mark.objects.exists()
    told = {f"points-{first.pk}": "15", f"ground-{first.pk}": "少一次演练"}
    assert department.post(at(assessment, VILLAGE, "marks/"), told).status_code == 302
    assert department.post(at(assessment, VILLAGE, "marks/"), {f"points-{lift.pk}": "31"}).status_code == 400
    assert department.post(at(assessment, VILLAGE, "marks/"), {f"points-{lift.pk}": "many"}).status_code == 400
    units = [unit(VILLAGE), unit(NEIGHBOUR)]
    old = queries.result_of(assessment, units, everyone=True).placed[0]
    assert (old.score.got, old.score.possible) == (15, 20)
    assert [(one.indicator, one.because) for one in old.score.excused] == [
        ("2", ("电梯数 > 0 (0)",)),
        ("3", ("老旧小区",)),
    ]
    page = department.get(f"/ledger/assessments/{assessment.pk}/").content.decode()
    assert "75%" in page
    workbook = department.get(f"/ledger/assessments/{assessment.pk}/result.xlsx")
    assert workbook.content.startswith(b"PK")


def test_a_condition_that_cannot_be_read_changes_nothing(department: Client) -> None:
    assessment = taken_in(department)
    indicator = assessment.indicators.get(place=2)
    address = f"/ledger/assessments/{assessment.pk}/conditions/"
    evil = {"indicator": indicator.pk, "applies": "__import__('os').system('true')"}
    assert department.post(address, evil).status_code == 400
    indicator.refresh_from_db()
    assert indicator.applies == "电梯数 > 0"
    assert department.post(address, {"indicator": indicator.pk, "applies": "电梯数 >= 2"}).status_code == 302


def test_a_closed_assessment_stands(department: Client, village: Client) -> None:
    assessment = taken_in(department)
    evidence = give(village, "消防演练.jpg", b"1")
    indicator = assessment.indicators.get(place=1)
    schemes.judge(SYSTEM, indicator, unit(VILLAGE), evidence, "confirmed", by=None)
    assert department.post(f"/ledger/assessments/{assessment.pk}/close/").status_code == 302
    with pytest.raises(Conflict):
        schemes.mark(SYSTEM, assessment, unit(VILLAGE), [(indicator, Decimal(3), "x")], by=None)
    assert village.post(f"/ledger/{evidence.pk}/withdraw/", {"version": 1}).status_code == 409


@pytest.fixture
def room(department: Client, village: Client) -> tuple[Room, str, Evidence]:
    assessment = taken_in(department)
    evidence = give(village, "=消防演练.jpg", b"\xff\xd8\xff pixels")
    give(village, "别的.jpg", b"2")
    schemes.judge(SYSTEM, assessment.indicators.get(place=1), unit(VILLAGE), evidence, "confirmed", by=None)
    until = clock.now() + timedelta(days=3)
    made, token = rooms.open_room(SYSTEM, assessment, [unit(VILLAGE)], "区住建局 检查三组", until, by=None)
    return made, token, evidence


def test_an_inspector_sees_exactly_what_was_confirmed_and_every_look_is_journalled(
    room: tuple[Room, str, Evidence],
) -> None:
    made, token, evidence = room
    visitor = Client()
    page = visitor.get(f"/ledger/room/{token}/").content.decode()
    assert "消防演练" in page
    assert "别的" not in page
    assert page.count("区住建局 检查三组") >= 8
    picture = visitor.get(f"/ledger/room/{token}/{evidence.pk}/")
    assert picture.headers["Content-Type"] == "image/jpeg"
    assert visitor.get(f"/ledger/room/{token}/{evidence.pk + 1}/").status_code == 404
    packed = b"".join(visitor.get(f"/ledger/room/{token}/all.zip").streaming_content)  # type: ignore[attr-defined]
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.namelist() == ["catalogue.csv", f"files/{evidence.pk:06}.jpg"]
        assert "'=消防演练" in archive.read("catalogue.csv").decode("utf-8-sig")
    looks = Entry.objects.filter(act="room.looked", subject=f"room:{made.pk}").order_by("id")
    assert [entry.after["at"] for entry in looks if entry.after] == ["room", f"evidence:{evidence.pk}", "all.zip"]


def test_a_room_that_has_expired_or_was_closed_is_not_there(room: tuple[Room, str, Evidence], village: Client) -> None:
    made, token, _ = room
    assert Client().get("/ledger/room/wrong/").status_code == 404
    Room.objects.filter(pk=made.pk).update(closes_at=clock.now() - timedelta(minutes=1))
    assert Client().get(f"/ledger/room/{token}/").status_code == 404
    Room.objects.filter(pk=made.pk).update(closes_at=clock.now() + timedelta(days=1))
    account("village", NEIGHBOUR, "neighbour")
    assert logged_in("neighbour").post(f"/ledger/rooms/{made.pk}/close/").status_code == 404
    assert village.post(f"/ledger/rooms/{made.pk}/close/").status_code == 302
    with pytest.raises(NotFound):
        rooms.entered(token)


def test_what_a_unit_holds_is_known_for_what_is_asked_in_words(village: Client) -> None:
    give(village, "防汛物资清单.jpg", b"1")
    asked = ["报送防汛物资台账清单", "上报党员学习笔记"]
    found = queries.known_for(unit(VILLAGE), asked, date(2025, 1, 1), date(2025, 12, 31))
    assert [[one.title for one in known] for known in found] == [["防汛物资清单"], []]


def test_the_door_says_what_is_already_here_when_a_ledger_is_demanded(village: Client) -> None:
    from songbang.apps.demands.around import around
    from songbang.core.demand import read_demand

    give(village, "消防演练台账.jpg", b"1")
    told = {
        "kind": "inspection", "title": "消防演练台账检查", "issuer": {"name": "区应急局", "code": "330402-YJ"},
        "issued_on": clock.today().isoformat(), "targets": [{"name": "净湘村", "code": VILLAGE, "level": "village"}],
        "details": {"requires_ledger": True, "materials": ["消防演练台账"]},
    }  # fmt: skip
    found = around(read_demand(told), None, "330402", None, clock.today())
    assert [(one.unit, one.title) for one in found.here] == [("净湘村", "消防演练台账")]
    assert not around(read_demand({**told, "details": {}}), None, "330402", None, clock.today()).here


def test_what_is_covered_already_answers_a_demand_whatever_the_file_is_called(
    department: Client, village: Client
) -> None:
    assessment = taken_in(department)
    photo = give(village, "IMG_0612.jpg", b"1")
    today = clock.today()
    assert queries.already_here("330402", (VILLAGE,), "消防演练台账", today) == []
    schemes.judge(SYSTEM, assessment.indicators.get(place=1), unit(VILLAGE), photo, "confirmed", by=None)
    (found,) = queries.already_here("330402", (VILLAGE,), "报送开展消防演练情况的台账", today)
    assert (found.unit, found.title) == ("净湘村", "IMG_0612")


def test_facts_and_registers_are_proposed_and_what_was_confirmed_stays_as_it_was(
    department: Client, village: Client
) -> None:
    seed.store(seed.make_import("会议.xlsx", unit=VILLAGE), [
        seed.row(3, "meetings", VILLAGE, date(2025, 5, 6), "消防演练动员会"),
        seed.row(4, "documents", VILLAGE, date(2025, 5, 6), "关于开展消防演练的通知"),
    ])  # fmt: skip
    fact = Given.objects.create(
        territory="330402", unit=unit(VILLAGE), form="电梯台账", indicator="电梯年检合格数", value="2", measure="台",
        as_of=date(2025, 3, 31), given_at=clock.now(),
    )  # fmt: skip
    assessment = taken_in(department)
    page = village.get(at(assessment, VILLAGE)).content.decode()
    assert "消防演练动员会" in page
    assert "电梯年检合格数 2台" in page
    assert "关于开展消防演练的通知" not in page
    drill, lift = assessment.indicators.get(place=1), assessment.indicators.get(place=2)
    row = RegisterRow.objects.get(register="meetings").row
    for indicator, key in ((drill, f"row:{row}"), (lift, f"fact:{fact.pk}")):
        told = {"indicator": indicator.pk, "shown": key, "state": "confirmed"}
        assert village.post(at(assessment, VILLAGE, "judge/"), told).status_code == 302
    foreign = {"indicator": drill.pk, "shown": "fact:999999", "state": "confirmed"}
    assert village.post(at(assessment, VILLAGE, "judge/"), foreign).status_code == 404
    Given.objects.update(value="9", live=False)
    RegisterRow.objects.all().delete()
    made, token = rooms.open_room(
        SYSTEM, assessment, [unit(VILLAGE)], "检查组", clock.now() + timedelta(days=1), by=None
    )
    page = Client().get(f"/ledger/room/{token}/").content.decode()
    assert "电梯年检合格数 2台" in page
    assert "消防演练动员会" in page
    with zipfile.ZipFile(rooms.packed(made, ["head"])) as archive:
        assert "会议.xlsx 一 3" in archive.read("catalogue.csv").decode("utf-8-sig")
    assert queries.result_of(assessment, [unit(VILLAGE)], everyone=True).placed[0].shown == 2
