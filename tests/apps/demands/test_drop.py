"""A department drops a draft: it is kept, read in the room, and the form comes up filled with its words."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook

from songbang.apps.demands.models import Draft
from songbang.apps.demands.proposing import propose
from songbang.apps.intake.jobs import work_off
from songbang.apps.intake.models import KeptFile
from songbang.core.reading.documents.reader import read_text

pytestmark = pytest.mark.either_engine
LogIn = Callable[..., Client]
CALL = """南湖区农业农村局办公室文件
南农办〔2024〕18号
关于召开秋粮收购工作推进会的通知
各镇人民政府、街道办事处：
经研究，定于9月12日召开秋粮收购工作推进会。现将有关事项通知如下：
一、会议时间
9月12日（星期四）下午2:30，会期约1小时。
二、会议地点
区行政中心1号楼201会议室。
三、参会人员
各镇人民政府、街道办事处主要负责人。
四、有关要求
请各单位于9月10日17:00前将参会人员名单报我局办公室，并建立收购台账。
南湖区农业农村局办公室
2024年9月5日
"""


def _drop(client: Client, *files: tuple[str, bytes]) -> Draft:
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    answer = client.post("/door/drop/", {"files": sent})
    assert answer.status_code == 302
    return Draft.objects.get(pk=int(answer["Location"].rstrip("/").rpartition("/")[2]))


@pytest.fixture(autouse=True)
def kept_here(settings: pytest.FixtureRequest, tmp_path: Path) -> None:
    settings.KEPT_FILES = tmp_path / "kept"  # type: ignore[attr-defined]


def test_a_notice_dropped_fills_the_form_and_each_value_shows_its_words(log_in: LogIn) -> None:
    client = log_in("department")
    draft = _drop(client, ("通知.txt", CALL.encode()))
    page = client.get(f"/door/drafts/{draft.pk}/").content.decode()
    assert "正在读" in page and KeptFile.objects.count() == 1
    work_off(once=True)
    draft.refresh_from_db()
    assert (draft.kind, draft.reading) == ("meeting", "read")
    assert draft.values["meeting.starts_at"] == ["2024-09-12T14:30"]
    assert draft.values["meeting.venue"] == ["区行政中心1号楼201会议室"]
    assert draft.values["meeting.requires"] == ["principal"]
    page = client.get(f"/door/drafts/{draft.pk}/").content.decode()
    assert "关于召开秋粮收购工作推进会的通知" in page and "（第 1 页）" in page
    assert 'id="verdict"' in page and "正在读" not in page


def test_what_else_the_document_asks_is_one_tap_away(log_in: LogIn) -> None:
    client = log_in("department")
    draft = _drop(client, ("通知.txt", CALL.encode()))
    work_off(once=True)
    answer = client.post(f"/door/drafts/{draft.pk}/also/", {"kind": "document"})
    other = Draft.objects.get(pk=int(answer["Location"].rstrip("/").rpartition("/")[2]))
    assert other.values["document.number"] == ["南农办〔2024〕18号"]
    assert other.values["document.asks_for_report"] == ["yes"]
    assert client.post(f"/door/drafts/{draft.pk}/also/", {"kind": "signboard"}).status_code == 404


def test_a_file_that_cannot_be_read_leaves_the_draft_and_says_why(log_in: LogIn) -> None:
    client = log_in("department")
    draft = _drop(client, ("旧通知.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"a" * 600))
    work_off(once=True)
    draft.refresh_from_db()
    assert draft.reading == "failed" and draft.open
    page = client.get(f"/door/drafts/{draft.pk}/").content.decode()
    assert "另存为 docx 或 pdf" in page and 'name="common.title"' in page


def test_a_form_dropped_brings_its_fields(log_in: LogIn) -> None:
    book, stream = Workbook(), BytesIO()
    sheet = book.active
    assert sheet is not None
    for row in (["村情况统计表"], ["指标名称", "计量单位", "数量"], ["户籍人口", "人", None], ["常住人口", "人", None]):
        sheet.append(row)
    book.save(stream)
    client = log_in("department")
    draft = _drop(client, ("附件.xlsx", stream.getvalue()))
    work_off(once=True)
    draft.refresh_from_db()
    assert (draft.kind, draft.reading) == ("form", "read")
    assert draft.values["form.fields"][0].startswith("户籍人口")


def test_without_a_file_it_is_said(log_in: LogIn) -> None:
    assert log_in("department").post("/door/drop/", {}).status_code == 400


def test_the_kind_follows_what_the_document_is_most_of_all() -> None:
    check = "南湖区应急管理局关于开展燃气安全督查的通知\n各镇：\n定于5月开展督查。\n南湖区应急管理局\n2024年5月1日\n"
    assert propose(read_text(check).as_json()).kind == "inspection"
    assert propose(read_text(CALL).as_json()).kind == "meeting"
    order = read_text("关于加强公墓管理的通知\n各镇：\n请加强管理。\n民政局\n2024年5月1日\n").as_json()
    assert propose(order).kind == "document"


LOOSE = """南湖区农业农村局文件
南农〔2025〕6号
关于开展农机安全排查的通知
各镇人民政府、街道办事处：
现将有关事项通知如下：
一、各村（社区）要明确一名农机安全员，逐户登记。
二、每月底前填报农机安全排查表，首次于收到本通知后5个工作日内报我局农机科。
三、定于3月14日（星期一）召开农机安全工作会议。
南湖区农业农村局
2025年3月4日
"""


def test_times_without_a_day_duties_of_villages_and_days_that_disagree_are_shown_with_their_words(
    log_in: LogIn,
) -> None:
    client = log_in("department")
    draft = _drop(client, ("通知.txt", LOOSE.encode()))
    work_off(once=True)
    page = client.get(f"/door/drafts/{draft.pk}/").content.decode()
    assert "文件提出的要求" in page and "填表</strong>: 二、每月底前填报农机安全排查表" in page
    assert "要村（社区）做的事（1 句）" in page and "各村（社区）要明确一名农机安全员，逐户登记。（第 1 页）" in page
    assert "日期和星期对不上" in page and "定于3月14日（星期一）召开农机安全工作会议。" in page
    answer = client.post(f"/door/drafts/{draft.pk}/also/", {"kind": "form"})
    made = Draft.objects.get(pk=int(answer["Location"].rstrip("/").rpartition("/")[2]))
    assert made.values["common.due_on"] == ["2025-03-11"]  # five working days after 4 March
    assert (made.values["form.frequency"], made.values["form.reply_working_days"]) == (["monthly"], ["5"])
    assert "收到本通知后5个工作日内" in made.sources["common.due_on"]
    assert client.post(f"/door/drafts/{draft.pk}/also/", {"kind": "village_task"}).status_code == 302
