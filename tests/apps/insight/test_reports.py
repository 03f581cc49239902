"""Reports: drafted from the stored rows, published once, never changed."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from songbang.apps.insight.models import Report, ReportFile
from songbang.apps.intake.models import RegisterRow, RejectedRow
from songbang.apps.journal.models import Entry
from songbang.apps.journal.services import Head, stands
from songbang.core.reporting.verify import verify
from tests.apps.insight import seed
from tests.apps.insight.conftest import OTHER, TOWN, Login

pytestmark = pytest.mark.either_engine
FORM = {
    "unit": "330402", "period_first": "2019-01", "period_last": "2019-07", "baseline_first": "2018-01",
    "baseline_last": "2018-07", "report_on": "2019-08-30",
}  # fmt: skip


@pytest.fixture
def supervisor(enter: Login, rows: None) -> Client:
    return enter("supervisor")


def _drafted(client: Client, **more: str) -> Report:
    client.post("/reports/draft/", FORM | more)
    return Report.objects.latest("pk")


def _unpacked(client: Client, report: Report, folder: Path) -> Path:
    packed = client.get(f"/reports/{report.pk}/report.zip").content
    zipfile.ZipFile(io.BytesIO(packed)).extractall(folder)
    return folder


def test_a_draft_has_all_files_and_follows_from_its_rows(supervisor: Client, tmp_path: Path) -> None:
    report = _drafted(supervisor)
    assert report.state == "draft"
    found = verify(_unpacked(supervisor, report, tmp_path))
    assert found.departures == []
    figures = json.loads((tmp_path / "figures.json").read_text("utf-8"))
    total = next(f for f in figures["figures"] if f["id"] == "documents.received" and not f["scope"])
    assert (total["value"], total["baseline"], figures["report_on"]) == (4, 2, "2019-08-30")


def test_a_report_bears_the_head_of_the_journal(supervisor: Client, tmp_path: Path) -> None:
    """As it was when the report was made: whoever keeps the paper finds out later whether the journal was rewritten."""
    report = _drafted(supervisor)
    folder = _unpacked(supervisor, report, tmp_path)
    entry, _, digest = json.loads((folder / "figures.json").read_text("utf-8"))["journal"].partition(":")
    assert stands(Head(int(entry), digest))
    html = (folder / "report.html").read_text("utf-8")
    docx = zipfile.ZipFile(folder / "report.docx").read("word/document.xml").decode()
    assert digest in html
    assert digest in docx
    other = html.replace(digest, digest[::-1])
    (folder / "report.html").write_text(other, "utf-8")
    assert verify(folder).departures  # a digest that was changed is found like any other word


def test_two_files_of_one_name_stay_apart_and_rejects_are_told(supervisor: Client, tmp_path: Path) -> None:
    taken = seed.make_import("台账.xlsx", unit=OTHER)
    seed.store(taken, [seed.row(2, "documents", OTHER, date(2019, 1, 9))])
    RejectedRow.objects.create(
        taken=taken, territory="330402", file="台账.xlsx", sheet="一", line_no=9, register="documents",
        code="title_missing", column="B", header="标题", value="", cells=["2019-01-09", ""], headers=["日期", "标题"],
        fields={"day": 0, "name": 1},
    )  # fmt: skip
    report = _drafted(supervisor)
    assert report.state == "draft"
    assert verify(_unpacked(supervisor, report, tmp_path)).departures == []
    figures = json.loads((tmp_path / "figures.json").read_text("utf-8"))
    assert [source["file"] for source in figures["sources"]] == ["新丰镇/台账.xlsx", "南湖街道/台账.xlsx"]
    assert figures["rejects"] == {"title_missing": 1}


def test_a_scope_takes_in_the_unit_and_what_is_under_it(supervisor: Client) -> None:
    assert _drafted(supervisor, unit=TOWN).rows == 6


def test_a_published_report_is_numbered_and_the_database_refuses_any_change(supervisor: Client) -> None:
    report = _drafted(supervisor)
    supervisor.post(f"/reports/{report.pk}/publish/")
    report.refresh_from_db()
    assert (report.state, report.serial) == ("published", 1)
    file = ReportFile.objects.filter(report=report)
    for change in (
        lambda: Report.objects.filter(pk=report.pk).update(period="x"), lambda: file.update(content=b""),
        lambda: file.all()._raw_delete("default"), lambda: Report.objects.filter(pk=report.pk)._raw_delete("default"),
        lambda: ReportFile.objects.create(report=report, name="more", content=b"", sha256="", size=0),
    ):  # fmt: skip
        with pytest.raises(DatabaseError, match="a published report never changes"), transaction.atomic():
            change()
    assert supervisor.post(f"/reports/{report.pk}/publish/").status_code == 409
    assert supervisor.post(f"/reports/{report.pk}/discard/").status_code == 409
    assert "report.published" in Entry.objects.values_list("act", flat=True)


def test_published_figures_stay_when_the_rows_go(supervisor: Client) -> None:
    report = _drafted(supervisor)
    supervisor.post(f"/reports/{report.pk}/publish/")
    before = supervisor.get(f"/reports/{report.pk}/figures.json").content
    RegisterRow.objects.all().delete()
    assert supervisor.get(f"/reports/{report.pk}/figures.json").content == before


def test_a_draft_can_be_discarded_and_that_is_in_the_journal(supervisor: Client) -> None:
    report = _drafted(supervisor)
    supervisor.post(f"/reports/{report.pk}/discard/")
    assert not Report.objects.exists()
    assert Entry.objects.latest("pk").act == "report.discarded"


def test_a_scope_without_rows_says_so(supervisor: Client) -> None:
    RegisterRow.objects.filter(unit=OTHER).delete()
    report = _drafted(supervisor, unit=OTHER)
    assert (report.state, report.trouble) == ("failed", "report.no_rows")
    assert "没有写成" in supervisor.get(f"/reports/{report.pk}/").content.decode()


def test_periods_that_overlap_are_refused(supervisor: Client) -> None:
    assert supervisor.post("/reports/draft/", FORM | {"baseline_last": "2019-03"}).status_code == 400


def test_the_report_as_a_page_brings_its_own_policy_and_no_unsafe_script(supervisor: Client) -> None:
    report = _drafted(supervisor)
    response = supervisor.get(f"/reports/{report.pk}/read/")
    policy = response["Content-Security-Policy"]
    assert "script-src 'sha256-" in policy
    assert "unsafe" not in policy


def test_a_town_reads_published_reports_only_and_a_village_none(enter: Login, supervisor: Client) -> None:
    report = _drafted(supervisor)
    assert enter("town").get(f"/reports/{report.pk}/").status_code == 404
    supervisor.post(f"/reports/{report.pk}/publish/")
    assert enter("town").get(f"/reports/{report.pk}/report.docx").status_code == 200
    assert enter("town").post(f"/reports/{report.pk}/publish/").status_code == 404
    assert enter("village").get(f"/reports/{report.pk}/").status_code == 404
