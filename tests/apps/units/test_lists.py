"""Lists of units and people from a workbook: shown first, taken in on confirmation, nothing else changed."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from songbang.apps.units.models import Person, Post, Unit, UnitName
from tests.apps.units.places import account, logged_in, unit

pytestmark = pytest.mark.either_engine
HEADER = "code,name,aliases,level,parent,cadres"


def _upload(
    client: Client, content: str | bytes, address: str = "/units/list/", name: str = "units.csv"
) -> HttpResponse:
    raw = content.encode() if isinstance(content, str) else content
    return client.post(address, {"file": SimpleUploadedFile(name, raw)})


def _signed(answer: HttpResponse) -> str:
    found = re.search(r'name="read" value="([^"]+)"', answer.content.decode())
    assert found, answer.content.decode()
    return found[1]


def _list(*lines: str) -> str:
    return "\n".join([HEADER, *lines])


def test_a_list_of_units_is_shown_then_taken_in(administrator: Client) -> None:
    listed = _list(
        "330402,南湖区,,county,,", "330402103,新丰镇,新丰|丰镇,town,330402,99", "330402104,余新镇,,town,330402,91",
        "330402103208,净湘新村,,village,330402103,8",
    )  # fmt: skip
    answer = _upload(administrator, listed)
    page = answer.content.decode()
    assert "新增 1，改动 2，相同 1" in page
    assert "净湘村 → 净湘新村" in page
    assert "98 → 99" in page
    assert "名单里没有的现有单位 2 个，后来怎么样了" in page
    assert not Unit.objects.filter(code="330402104").exists()  # nothing was written yet
    taken = administrator.post("/units/list/take/", {"read": _signed(answer), "on": "2020-01-01"})
    assert taken.status_code == 302
    assert unit("330402104").parent == unit("330402")
    assert unit("330402103").cadres == 99
    names = UnitName.objects.filter(unit__code="330402103208").order_by("pk")
    assert [(name.name, str(name.valid_from), str(name.valid_to)) for name in names] == [
        ("净湘村", "None", "2019-12-31"), ("净湘新村", "2020-01-01", "None"),
    ]  # fmt: skip
    assert unit("330402103209").valid_to is None  # what a list does not name stays


def test_the_same_list_again_changes_nothing(administrator: Client) -> None:
    listed = _list("330402,南湖区,,county,,", "330402103,新丰镇,新丰,town,330402,98")
    assert "没有要改动的" in _upload(administrator, listed).content.decode()


def test_units_of_another_district_are_refused_and_stay_as_they_are(administrator: Client) -> None:
    answer = _upload(administrator, _list("330402,南湖区,,county,,", "330411100,别名镇,,town,330402,1"))
    assert answer.status_code == 409
    assert "330411100" in answer.content.decode()
    assert unit("330411100").name == "王店镇"


def test_what_changed_between_looking_and_taking_is_shown_anew(administrator: Client) -> None:
    answer = _upload(administrator, _list("330402,南湖区,,county,,", "330402103,新丰镇,新丰,town,330402,120"))
    Unit.objects.filter(code="330402103").update(cadres=50)
    again = administrator.post("/units/list/take/", {"read": _signed(answer)})
    assert again.status_code == 409
    assert "50 → 120" in again.content.decode()
    assert unit("330402103").cadres == 50


def test_what_was_read_cannot_be_altered_or_taken_by_another_account(administrator: Client) -> None:
    signed = _signed(_upload(administrator, _list("330402,南湖区,,county,,", "330402109,甲镇,,town,330402,1")))
    assert administrator.post("/units/list/take/", {"read": signed[:-3] + "abc"}).status_code == 400
    account("administrator", username="second")
    assert logged_in("second").post("/units/list/take/", {"read": signed}).status_code == 400
    assert not Unit.objects.filter(code="330402109").exists()


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("units.csv", "a,b\n1,2\n", "code"),
        ("units.csv", "", "空"),
        ("units.exe", "MZ", "units.exe"),
        ("units.xlsx", "not a workbook", "units.xlsx"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_words(
    administrator: Client, name: str, content: str, told: str
) -> None:
    answer = _upload(administrator, content, name=name)
    assert answer.status_code == 400
    assert told in answer.content.decode()


def _people(*rows: tuple[object, ...]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("姓名", "单位", "职务", "分管", "任职日期", "离任日期"), *rows):
        sheet.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def test_people_and_posts_come_from_a_workbook_and_bad_lines_are_told(administrator: Client) -> None:
    book = _people(
        ("甲某", "新丰镇", "副镇长", "农业、水利", "2019.1.1", None), ("乙某", "净湘村", "村书记", None, None, None),
        ("丙某", "没有的镇", "镇长", None, None, None), ("丁某", "新丰镇", "大总管", None, None, None),
        ("戊某", "新丰镇", "镇长", None, "去年春天", None),
    )  # fmt: skip
    answer = _upload(administrator, book, "/units/people/", "people.xlsx")
    page = answer.content.decode()
    assert "新增或改动 2，相同 0，收不进 3" in page
    for told in (
        "第 4 行 · 没有这个单位：没有的镇",
        "第 5 行 · 看不懂的职务：大总管",
        "第 6 行 · 看不懂的日期：去年春天",
    ):
        assert told in page
    assert administrator.post("/units/people/take/", {"read": _signed(answer)}).status_code == 302
    posts = {(post.person.name, post.unit.name, post.kind, str(post.valid_from)) for post in Post.objects.all()}
    assert posts == {("甲某", "新丰镇", "deputy", "2019-01-01"), ("乙某", "净湘村", "secretary", "None")}
    assert "没有要改动的" in _upload(administrator, book, "/units/people/", "people.xlsx").content.decode()


def test_an_end_in_a_newer_workbook_ends_the_post(administrator: Client) -> None:
    first = _people(("甲某", "新丰镇", "副镇长", None, "2019-01-01", None))
    second = _people(("甲某", "新丰镇", "副镇长", None, "2019-01-01", "2021-12-31"))
    for book in (first, second):
        answer = _upload(administrator, book, "/units/people/", "people.xlsx")
        administrator.post("/units/people/take/", {"read": _signed(answer)})
    assert [str(post.valid_to) for post in Post.objects.all()] == ["2021-12-31"]
    assert Person.objects.count() == 1


def _take(client: Client, listed: str, **told: str) -> HttpResponse:
    return client.post("/units/list/take/", {"read": _signed(_upload(client, listed)), **told})


NEWER = _list("330402,南湖区,,county,,", "330402103,新丰镇,,town,330402,98", "330402010,南湖街道,,town,330402,72",
              "330402103208,净湘村,,village,330402103,8", "330402103300,新竹社区,,village,330402103,5")  # fmt: skip


def test_of_units_that_went_and_came_a_person_says_what_became_of_them(administrator: Client) -> None:
    page = _upload(administrator, NEWER).content.decode()
    assert 'name="gone-330402103209"' in page
    assert 'name="origin-330402103300"' in page
    told = {"gone-330402103209": "330402103208", "origin-330402103300": "330402103209", "on": "2023-01-01"}
    assert _take(administrator, NEWER, **told).status_code == 302
    gone, came = unit("330402103209"), unit("330402103300")
    assert str(gone.valid_to) == "2022-12-31"
    assert {(step.kind, step.after.code) for step in gone.followed_by.all()} == {
        ("merged", "330402103208"), ("split", "330402103300"),
    }  # fmt: skip
    assert str(came.valid_from) == str(came.names.get().valid_from) == "2023-01-01"


def test_a_unit_that_is_no_more_ends_and_the_others_stay(administrator: Client) -> None:
    fewer = "\n".join(NEWER.splitlines()[:-1])
    assert _take(administrator, fewer, **{"gone-330402103209": "ended", "on": "2023-01-01"}).status_code == 302
    assert str(unit("330402103209").valid_to) == "2022-12-31"
    assert unit("330402103208").valid_to is None


def test_without_a_day_nothing_of_the_list_is_taken(administrator: Client) -> None:
    answer = _take(administrator, NEWER, **{"gone-330402103209": "ended"})
    assert answer.status_code == 400
    assert not Unit.objects.filter(code="330402103300").exists()
    assert unit("330402103209").valid_to is None


def test_units_of_elsewhere_take_nobody_in(administrator: Client) -> None:
    answer = _take(administrator, NEWER, **{"gone-330402103209": "330411100", "on": "2023-01-01"})
    assert answer.status_code == 400
    assert not Unit.objects.filter(code="330402103300").exists()


def test_a_unit_that_the_list_names_cannot_be_ended_by_the_way(administrator: Client) -> None:
    assert _take(administrator, NEWER, **{"gone-330402103208": "ended", "on": "2023-01-01"}).status_code == 302
    assert unit("330402103208").valid_to is None
